//! Ctrl-C: the first time a training ends cleanly, the second time the program ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What shells report for a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Remembers that somebody pressed Ctrl-C or asked the program to terminate.
#[derive(Debug, Default)]
pub struct Interrupt {
    was_asked: Arc<AtomicBool>,
}

impl Interrupt {
    /// From now on the first request is remembered, and the second ends the program.
    pub fn catch() -> Self {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first request finds the flag still unset.
            let flag = &interrupt.was_asked;
            let caught = flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(flag))
                .and_then(|_| flag::register(signal, Arc::clone(flag)));
            if let Err(error) = caught {
                tracing::debug!(%error, "this signal will end the program without saving");
            }
        }
        interrupt
    }

    /// Whether there was a request.
    pub fn was_asked(&self) -> bool {
        self.was_asked.load(Ordering::SeqCst)
    }
}
