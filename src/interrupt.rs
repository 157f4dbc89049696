//! What the system asks of the program from outside: to end, by Ctrl-C, by a terminal that closes, by whoever shuts the
//! machine down. Remembers it, so that work can be brought to a good end first.
//! Never ends anything by itself the first time, and never listens to what whoever started the program wants unheard.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What shells report for a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Remembers that somebody asked the program to end.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    was_asked: Arc<AtomicBool>,
}

impl Interrupt {
    /// From now on requests to end are remembered: Ctrl-C, SIGTERM, and on Unix SIGHUP, which a terminal or a connection
    /// sends that closes, and SIGXCPU, which warns that the time granted runs out. The second Ctrl-C or SIGTERM ends the
    /// program at once.
    pub fn catch() -> Self {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            if is_ignored(signal) {
                continue;
            }
            // In this order: the first request finds the flag still unset. One flag for each: a machine that shuts down
            // sends one after the other.
            let seen = Arc::new(AtomicBool::new(false));
            note_failure(
                flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&seen))
                    .and_then(|_| flag::register(signal, seen))
                    .and_then(|_| flag::register(signal, Arc::clone(&interrupt.was_asked))),
            );
        }
        #[cfg(unix)]
        for signal in [signal_hook::consts::SIGHUP, signal_hook::consts::SIGXCPU] {
            if !is_ignored(signal) {
                note_failure(flag::register(signal, Arc::clone(&interrupt.was_asked)));
            }
        }
        interrupt
    }

    /// Whether there was a request.
    pub fn was_asked(&self) -> bool {
        self.was_asked.load(Ordering::SeqCst)
    }

    /// As if there had been a request: for tests, which must not send themselves signals.
    pub fn ask(&self) {
        self.was_asked.store(true, Ordering::SeqCst);
    }

    /// Calls `wake` after each request, from a thread of its own, for whoever sleeps until something happens. Without it a
    /// request is found at the next look.
    #[cfg(unix)]
    pub fn wake(&self, wake: impl Fn() + Send + 'static) {
        use std::io::Read;
        use std::os::unix::net::UnixStream;

        let listen = || {
            let (mut heard, told) = UnixStream::pair()?;
            let signals = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
            for signal in signals.into_iter().filter(|signal| !is_ignored(*signal)) {
                signal_hook::low_level::pipe::register(signal, told.try_clone()?)?;
            }
            std::thread::Builder::new()
                .name("netsmith-signals".to_owned())
                .spawn(move || {
                    // The other end stays open as long as the signals are listened to.
                    while heard.read(&mut [0]).is_ok_and(|count| count > 0) {
                        wake();
                    }
                })
        };
        if let Err(error) = listen() {
            tracing::debug!(%error, "a request to end waits for the next look");
        }
    }

    /// Other systems ask through the window.
    #[cfg(not(unix))]
    pub fn wake(&self, _wake: impl Fn() + Send + 'static) {}
}

/// Makes a write beyond the largest size that a file may have (`ulimit -f`) fail as on a full disk, with a sentence: by
/// default the system ends the program without one.
pub fn survive_limits() {
    #[cfg(unix)]
    note_failure(flag::register(
        signal_hook::consts::SIGXFSZ,
        Arc::new(AtomicBool::new(false)),
    ));
}

fn note_failure(caught: std::io::Result<signal_hook::SigId>) {
    if let Err(error) = caught {
        tracing::debug!(%error, "this signal will end the program without saving");
    }
}

/// Whether whoever started the program had this signal ignored, as `nohup` does with SIGHUP. Linux tells.
fn is_ignored(signal: i32) -> bool {
    const LARGEST_TEXT: u64 = 1 << 20;
    let status = std::path::Path::new("/proc/self/status");
    let text = crate::files::read_limited(status, LARGEST_TEXT).unwrap_or_default();
    is_ignored_in(&String::from_utf8_lossy(&text), signal)
}

fn is_ignored_in(status: &str, signal: i32) -> bool {
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let bit = u32::try_from(signal - 1)
        .ok()
        .and_then(|bit| 1_u64.checked_shl(bit));
    ignored
        .zip(bit)
        .is_some_and(|(ignored, bit)| ignored & bit != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_starter_had_ignored_is_read_from_the_system_s_mask() {
        // As `nohup` starts a program: signal 1 is bit 0; 13, which Rust ignores, is bit 12.
        let status = "SigBlk:\t0000000000000000\nSigIgn:\t0000000000001001\n";
        assert!(is_ignored_in(status, 1));
        assert!(is_ignored_in(status, 13));
        assert!(!is_ignored_in(status, SIGTERM));
        assert!(!is_ignored_in("", 1));
        assert!(!is_ignored_in(status, 0));
    }
}
