//! A connection between two machines that notices its own end. What Burn says goes along in frames; where there is nothing to
//! say, an empty frame says that this side is alive. A peer that froze, a cable that was pulled and a process that was killed
//! all look the same to Burn, which would wait for a quarter of an hour or for ever: here they end the line, and with it
//! Burn's session.
//!
//! Two threads a line: `out` reads what Burn says and writes frames, `back` the other way. Each frame is its length, four
//! bytes from the lowest, and so many bytes.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::error::RemoteError;
use crate::message;
use crate::text::Message;

/// More is sent as several frames.
const LARGEST_FRAME: usize = 1 << 16;
/// Of a frame's length.
const HEAD: usize = 4;

/// How often a side is heard, and how long it may be silent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Between two signs of life where there is nothing else to say.
    pub beat: Duration,
    /// After so long without a sign the peer counts as gone.
    pub silence: Duration,
}

impl Default for Pace {
    /// Four beats may be lost in a bad network; whoever waits for a server waits no longer than this.
    fn default() -> Self {
        Self {
            beat: Duration::from_secs(4),
            silence: Duration::from_secs(20),
        }
    }
}

/// Why a line ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LineEnd {
    /// Burn on this side was done.
    Done,
    /// The peer closed it.
    Closed,
    /// Nothing came for so many seconds.
    Silent(u64),
    /// The system says why.
    Broken(String),
    /// Whoever owns this side had a reason.
    Ended(Message),
}

impl LineEnd {
    /// What it says, as data.
    pub fn message(&self) -> Message {
        match self {
            Self::Done => message!("line-done"),
            Self::Closed => message!("line-closed"),
            Self::Silent(seconds) => message!("line-silent", seconds = *seconds),
            Self::Broken(reason) => message!("line-broken", reason = reason),
            Self::Ended(reason) => reason.clone(),
        }
    }
}

/// Both ends of a line on this side, and what went through.
#[derive(Debug)]
pub(super) struct Line {
    /// Towards Burn, on this machine.
    near: TcpStream,
    /// Towards the other machine.
    far: TcpStream,
    began: Instant,
    sent: AtomicU64,
    received: AtomicU64,
    /// When the last byte of Burn's went through in either direction, in milliseconds after the beginning.
    last_used: AtomicU64,
    end: OnceLock<LineEnd>,
}

impl Line {
    /// Joins both connections until one of them ends; `ended` is called once, after that.
    ///
    /// # Errors
    /// Where the system refuses threads or the settings of the connections.
    pub fn start(
        near: TcpStream,
        far: TcpStream,
        pace: Pace,
        ended: impl FnOnce(&Line) + Send + 'static,
    ) -> Result<Arc<Self>, RemoteError> {
        let system = |error: io::Error| RemoteError::System {
            reason: error.to_string(),
        };
        let set_up = || {
            near.set_nodelay(true)?;
            far.set_nodelay(true)?;
            near.set_read_timeout(Some(pace.beat))?;
            near.set_write_timeout(None)?;
            far.set_read_timeout(Some(pace.silence))?;
            far.set_write_timeout(None)
        };
        set_up().map_err(system)?;
        let line = Arc::new(Self {
            near,
            far,
            began: Instant::now(),
            sent: AtomicU64::new(0),
            received: AtomicU64::new(0),
            last_used: AtomicU64::new(0),
            end: OnceLock::new(),
        });
        let out = Arc::clone(&line);
        let outgoing = Builder::new()
            .name("netsmith-line-out".to_owned())
            .spawn(move || out.carry_out())
            .map_err(system)?;
        let back = Arc::clone(&line);
        let started = Builder::new()
            .name("netsmith-line-back".to_owned())
            .spawn(move || {
                back.carry_back(pace.silence);
                // It ends soon: both connections are shut.
                if outgoing.join().is_err() {
                    tracing::error!("a thread of a connection panicked");
                }
                ended(&back);
            });
        started.map_err(|error| {
            line.close(LineEnd::Broken(error.to_string()));
            system(error)
        })?;
        Ok(line)
    }

    /// Ends it; the first reason counts.
    pub fn close(&self, reason: LineEnd) {
        // The second one comes from threads that notice the first.
        let _ = self.end.set(reason);
        for stream in [&self.near, &self.far] {
            // Shut already, where the peer was faster.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Why it ended; `None` while it holds.
    pub fn end(&self) -> Option<&LineEnd> {
        self.end.get()
    }

    /// Bytes that went over the network so far, out and back.
    pub fn bytes(&self) -> (u64, u64) {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        (read(&self.sent), read(&self.received))
    }

    /// For how long nothing of Burn's has gone through.
    pub fn unused_for(&self) -> Duration {
        let last = Duration::from_millis(self.last_used.load(Ordering::Relaxed));
        self.began.elapsed().saturating_sub(last)
    }

    /// For how long it holds.
    pub fn age(&self) -> Duration {
        self.began.elapsed()
    }

    fn carry_out(&self) {
        let mut frame = vec![0; HEAD + LARGEST_FRAME];
        loop {
            let count = match (&self.near).read(&mut frame[HEAD..]) {
                Ok(0) => {
                    // What was said last still goes out; the peer closes its side when it has heard it.
                    let _ = self.end.set(LineEnd::Done);
                    let _ = self.far.shutdown(Shutdown::Write);
                    return;
                }
                Ok(count) => count,
                Err(error) if is_patience(&error) => 0,
                Err(error) => return self.close(LineEnd::Broken(error.to_string())),
            };
            let length = u32::try_from(count).expect("a frame is small");
            frame[..HEAD].copy_from_slice(&length.to_le_bytes());
            if let Err(error) = (&self.far).write_all(&frame[..HEAD + count]) {
                return self.close(LineEnd::Broken(error.to_string()));
            }
            self.count(&self.sent, count);
        }
    }

    fn carry_back(&self, silence: Duration) {
        let mut frame = vec![0; LARGEST_FRAME];
        let end = loop {
            match self.frame_back(&mut frame) {
                Ok(true) => {}
                Ok(false) => break LineEnd::Closed,
                Err(error) if is_patience(&error) => break LineEnd::Silent(silence.as_secs()),
                Err(error) => break LineEnd::Broken(error.to_string()),
            }
        };
        self.close(end);
    }

    /// Takes one frame from the network; `false` where the peer has closed it between two.
    fn frame_back(&self, frame: &mut [u8]) -> io::Result<bool> {
        let mut head = [0; HEAD];
        let first = loop {
            match (&self.far).read(&mut head) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        if first == 0 {
            return Ok(false);
        }
        (&self.far).read_exact(&mut head[first..])?;
        let count = u32::from_le_bytes(head) as usize;
        let Some(frame) = frame.get_mut(..count) else {
            return Err(ErrorKind::InvalidData.into());
        };
        (&self.far).read_exact(frame)?;
        (&self.near).write_all(frame)?;
        self.count(&self.received, count);
        Ok(true)
    }

    fn count(&self, counter: &AtomicU64, count: usize) {
        counter.fetch_add((HEAD + count) as u64, Ordering::Relaxed);
        if count > 0 {
            let now = self.began.elapsed().as_millis() as u64;
            self.last_used.store(now, Ordering::Relaxed);
        }
    }
}

/// Whether a read came back because its time was over: systems call it differently.
fn is_patience(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::sync::mpsc::{Receiver, sync_channel};

    /// Two ends of a connection on this machine.
    fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let one = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (one, listener.accept().unwrap().0)
    }

    /// A line whose side towards Burn is `.0`, its network `.1`, and its end `.2`.
    fn line(pace: Pace) -> (TcpStream, TcpStream, Receiver<LineEnd>, Arc<Line>) {
        let ((burn, near), (far, network)) = (pair(), pair());
        let (told, ends) = sync_channel(8);
        let ended = move |line: &Line| told.send(line.end().unwrap().clone()).unwrap();
        let line = Line::start(near, far, pace, ended).unwrap();
        (burn, network, ends, line)
    }

    const QUICK: Pace = Pace {
        beat: Duration::from_millis(20),
        silence: Duration::from_millis(200),
    };

    #[test]
    fn what_goes_in_at_one_end_comes_out_at_the_other() {
        let ((mut burn, near), (far, other_far), (other_near, mut server)) =
            (pair(), pair(), pair());
        let pace = Pace::default();
        let here = Line::start(near, far, pace, |_| {}).unwrap();
        let there = Line::start(other_near, other_far, pace, |_| {}).unwrap();
        let said: Vec<u8> = (0..300_000_u32).map(|number| number as u8).collect();
        std::thread::scope(|scope| {
            scope.spawn(|| burn.write_all(&said).unwrap());
            let mut heard = vec![0; said.len()];
            server.read_exact(&mut heard).unwrap();
            assert_eq!(heard, said);
        });
        server.write_all(b"and back").unwrap();
        let mut heard = [0; 8];
        burn.read_exact(&mut heard).unwrap();
        assert_eq!(&heard, b"and back");
        assert!(here.bytes().0 > said.len() as u64 && there.bytes().0 < 100);
        // Burn's server closes: its client is told, whatever it waits for.
        drop(server);
        assert_eq!(burn.read(&mut heard).unwrap(), 0);
    }

    #[test]
    fn a_side_with_nothing_to_say_is_heard_all_the_same() {
        let (_burn, mut network, _ends, line) = line(QUICK);
        for _ in 0..3 {
            let mut beat = [7; HEAD];
            network.read_exact(&mut beat).unwrap();
            assert_eq!(beat, [0; HEAD]);
            network.write_all(&[0; HEAD]).unwrap();
        }
        assert_eq!(line.end(), None);
    }

    #[test]
    fn a_peer_that_says_nothing_ends_the_line_and_burn_hears_of_it() {
        let (mut burn, _network, ends, _line) = line(QUICK);
        assert_eq!(ends.recv().unwrap(), LineEnd::Silent(0));
        assert_eq!(burn.read(&mut [0]).unwrap(), 0);
    }

    /// Burn has more to say than the network takes, and the peer has frozen.
    #[test]
    fn a_peer_that_froze_ends_the_line_also_while_much_is_being_sent() {
        let (mut burn, _network, ends, _line) = line(QUICK);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let much = vec![1; 1 << 20];
                while burn.write_all(&much).is_ok() {}
            });
            assert_eq!(ends.recv().unwrap(), LineEnd::Silent(0));
        });
    }

    #[test]
    fn a_peer_that_closes_or_says_nonsense_ends_the_line() {
        let (_burn, network, ends, _line) = line(QUICK);
        drop(network);
        assert!(matches!(
            ends.recv().unwrap(),
            LineEnd::Closed | LineEnd::Broken(_)
        ));
        let (_burn, mut network, ends, _line) = line(QUICK);
        network.write_all(&[0xff; 8]).unwrap();
        assert!(matches!(ends.recv().unwrap(), LineEnd::Broken(_)));
    }

    #[test]
    fn the_first_reason_is_the_one_that_is_told() {
        let (_burn, _network, ends, line) = line(Pace::default());
        line.close(LineEnd::Silent(7));
        assert_eq!(ends.recv().unwrap(), LineEnd::Silent(7));
    }
}
