//! The server's door: whoever connects says hello here first. Behind it, on a port of loopback that only who was let in has a
//! pass for, is Burn's server, which would take messages of a gigabyte from anybody.

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use super::hello::{Pass, Stopped, to_client};
use super::limits::Limits;
use super::line::{Line, LineEnd, Pace};
use super::rooms::Rooms;
use super::serve::ServeEvent;
use super::token::Token;
use crate::message;

/// A hello must be over by then.
const PATIENCE: Duration = Duration::from_secs(10);
/// Those who connect and have not proved anything yet, at a time.
const MOST_STRANGERS: usize = 16;
/// Who guessed wrong hears of it so much later.
const PENALTY: Duration = Duration::from_secs(1);
/// Burn's server is on this machine.
const PATIENCE_WITH_BURN: Duration = Duration::from_secs(5);

/// What the threads of a server share.
#[derive(Debug)]
pub(super) struct Gate {
    token: Token,
    limits: Limits,
    /// Burn's server, on loopback.
    burn: SocketAddr,
    rooms: Mutex<Rooms>,
    strangers: AtomicUsize,
    is_closed: AtomicBool,
    events: SyncSender<ServeEvent>,
}

impl Gate {
    pub fn new(
        token: Token,
        limits: Limits,
        burn: SocketAddr,
        events: SyncSender<ServeEvent>,
    ) -> Self {
        Self {
            token,
            limits,
            burn,
            rooms: Mutex::default(),
            strangers: AtomicUsize::new(0),
            is_closed: AtomicBool::new(false),
            events,
        }
    }

    /// Lets in whoever connects, until the gate is closed and somebody connects once more.
    pub fn keep(self: &Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            if self.is_closed.load(Ordering::SeqCst) {
                return;
            }
            let Ok(stream) = stream else { continue };
            if self.strangers.fetch_add(1, Ordering::SeqCst) >= MOST_STRANGERS {
                self.strangers.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let gate = Arc::clone(self);
            let answering = Builder::new().name("netsmith-hello".to_owned());
            let answering = answering.spawn(move || {
                gate.answer(stream);
                gate.strangers.fetch_sub(1, Ordering::SeqCst);
            });
            if answering.is_err() {
                self.strangers.fetch_sub(1, Ordering::SeqCst);
            }
        }
    }

    /// Whether Burn's server is to open a session for this pass. It is good for one.
    pub fn takes(&self, pass: &[u8]) -> bool {
        let pass: Result<Pass, _> = pass.try_into();
        pass.is_ok_and(|pass| self.rooms().spend(&pass))
    }

    /// Ends what has been idle for too long, and where the process holds too much, the session that came last.
    pub fn look_after(&self, held: Option<(u64, u64)>) {
        let lines = self.rooms().lines();
        for line in &lines {
            if let Some(reason) = self.limits.forbids(line) {
                line.close(reason);
            }
        }
        let is_too_much = held.is_some_and(|(before, now)| self.limits.is_too_much(before, now));
        if let Some(last) = lines.last().filter(|_| is_too_much) {
            last.close(LineEnd::Ended(message!("serve-too-much-memory")));
        }
    }

    /// Whether nobody is in.
    pub fn is_empty(&self) -> bool {
        self.rooms().is_empty()
    }

    /// Ends every session and lets nobody in any more.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        let lines = self.rooms().lines();
        for line in lines {
            line.close(LineEnd::Ended(message!("serve-ended")));
        }
    }

    fn answer(self: &Arc<Self>, stream: TcpStream) {
        let Ok(client) = stream.peer_addr() else {
            return;
        };
        let mut pass = None;
        let admit = |given: Pass| {
            let is_room = self.reserve(given);
            pass = is_room.then_some(given);
            is_room
        };
        let answered = to_client(&stream, &self.token, PATIENCE, admit);
        match (answered, pass) {
            (Ok(()), Some(pass)) => {
                if let Err(error) = self.lead_in(stream, client, pass) {
                    tracing::warn!(%error, "a client could not be led to the device");
                }
            }
            (Err(stopped), pass) => {
                if let Some(pass) = pass {
                    self.rooms().release(&pass);
                }
                self.refused(client, &stopped);
            }
            (Ok(()), None) => {}
        }
    }

    fn refused(&self, client: SocketAddr, stopped: &Stopped) {
        match stopped {
            Stopped::NoClient => {}
            Stopped::WrongToken => {
                self.tell(ServeEvent::Refused {
                    client,
                    reason: message!("serve-refused-token"),
                });
                // Holds this thread, of which there are few.
                std::thread::sleep(PENALTY);
            }
            Stopped::Full => self.tell(ServeEvent::Refused {
                client,
                reason: message!("serve-refused-full", most = self.limits.sessions),
            }),
        }
    }

    fn reserve(&self, pass: Pass) -> bool {
        let mut rooms = self.rooms();
        !self.is_closed.load(Ordering::SeqCst) && rooms.reserve(pass, self.limits.sessions)
    }

    fn lead_in(
        self: &Arc<Self>,
        stream: TcpStream,
        client: SocketAddr,
        pass: Pass,
    ) -> io::Result<()> {
        let burn = TcpStream::connect_timeout(&self.burn, PATIENCE_WITH_BURN);
        let burn = burn.inspect_err(|_| self.rooms().release(&pass))?;
        let number = self.rooms().next_number();
        let gate = Arc::clone(self);
        let ended = move |line: &Line| gate.over(number, client, &pass, line);
        let line = Line::start(burn, stream, Pace::default(), ended);
        let line = line.map_err(|error| {
            self.rooms().release(&pass);
            io::Error::other(error.to_string())
        })?;
        {
            // What is told under this lock comes before the end of the session, which waits for it.
            let mut rooms = self.rooms();
            rooms.enter(number, &line);
            self.tell(ServeEvent::Opened { number, client });
        }
        if self.is_closed.load(Ordering::SeqCst) {
            line.close(LineEnd::Ended(message!("serve-ended")));
        }
        Ok(())
    }

    fn over(&self, number: u64, client: SocketAddr, pass: &Pass, line: &Line) {
        self.rooms().leave(number, pass);
        let (sent, received) = line.bytes();
        self.tell(ServeEvent::Closed {
            number,
            client,
            age: line.age(),
            sent,
            received,
            reason: line.end().unwrap_or(&LineEnd::Closed).message(),
        });
    }

    /// Whoever does not listen misses it.
    fn tell(&self, event: ServeEvent) {
        let _ = self.events.try_send(event);
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::remote::error::RemoteError;
    use crate::engine::remote::hello::to_server;
    use std::io::{Read, Write};
    use std::net::Shutdown;
    use std::sync::mpsc::{Receiver, sync_channel};
    use std::thread::JoinHandle;

    const TOKEN: &str = "a token for this test";

    fn aside(work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
        let thread = Builder::new().name("netsmith-test".to_owned());
        thread.spawn(work).unwrap()
    }

    /// A gate before something that says back what it hears.
    struct House {
        gate: Arc<Gate>,
        address: SocketAddr,
        events: Receiver<ServeEvent>,
        keeper: Option<JoinHandle<()>>,
    }

    impl House {
        fn with(limits: Limits) -> Self {
            let burn = TcpListener::bind("127.0.0.1:0").unwrap();
            let place = burn.local_addr().unwrap();
            aside(move || {
                for stream in burn.incoming() {
                    let mut stream = stream.unwrap();
                    aside(move || {
                        let mut said = stream.try_clone().unwrap();
                        let _ = std::io::copy(&mut said, &mut stream);
                    });
                }
            });
            let (told, events) = sync_channel(16);
            let token = Token::new(TOKEN).unwrap();
            let gate = Arc::new(Gate::new(token, limits, place, told));
            let door = TcpListener::bind("127.0.0.1:0").unwrap();
            let address = door.local_addr().unwrap();
            let kept = Arc::clone(&gate);
            let keeper = aside(move || kept.keep(&door));
            Self {
                gate,
                address,
                events,
                keeper: Some(keeper),
            }
        }

        fn visit(&self, token: &str) -> Result<(TcpStream, Pass), RemoteError> {
            let stream = TcpStream::connect(self.address).unwrap();
            let token = Token::new(token).unwrap();
            let pass = to_server(&stream, &token, "lab:1", PATIENCE)?;
            Ok((stream, pass))
        }

        fn next(&self) -> ServeEvent {
            self.events.recv_timeout(PATIENCE).unwrap()
        }
    }

    impl Drop for House {
        fn drop(&mut self) {
            self.gate.close();
            let _ = TcpStream::connect(self.address);
            self.keeper.take().unwrap().join().unwrap();
        }
    }

    fn of(sessions: usize) -> Limits {
        Limits {
            sessions,
            ..Limits::default()
        }
    }

    #[test]
    fn who_knows_the_token_is_led_in_with_a_pass_that_is_good_once() {
        let house = House::with(of(1));
        let (mut stream, pass) = house.visit(TOKEN).unwrap();
        assert!(matches!(house.next(), ServeEvent::Opened { number: 1, .. }));
        stream.write_all(b"\x05\0\0\0hello").unwrap();
        let mut heard = [0; 9];
        stream.read_exact(&mut heard).unwrap();
        assert_eq!(&heard, b"\x05\0\0\0hello");
        assert!(!house.gate.takes(b"no pass"));
        assert!(house.gate.takes(&pass));
        assert!(!house.gate.takes(&pass));
        stream.shutdown(Shutdown::Both).unwrap();
        let ServeEvent::Closed { received, sent, .. } = house.next() else {
            panic!("expected the end of the session");
        };
        assert_eq!((received, sent), (9, 9));
        assert!(house.gate.is_empty());
    }

    #[test]
    fn who_does_not_know_it_reaches_nothing() {
        let house = House::with(of(1));
        let refused = house.visit("another token than that");
        assert!(matches!(refused, Err(RemoteError::WrongToken { .. })));
        assert!(matches!(house.next(), ServeEvent::Refused { .. }));
        assert!(house.gate.is_empty());
    }

    #[test]
    fn as_many_are_let_in_as_the_limits_say_and_others_when_one_leaves() {
        let house = House::with(of(1));
        let (first, _) = house.visit(TOKEN).unwrap();
        assert!(matches!(house.next(), ServeEvent::Opened { .. }));
        let refused = house.visit(TOKEN);
        assert!(matches!(refused, Err(RemoteError::Full { .. })));
        assert!(matches!(house.next(), ServeEvent::Refused { .. }));
        drop(first);
        assert!(matches!(house.next(), ServeEvent::Closed { .. }));
        house.visit(TOKEN).unwrap();
    }

    #[test]
    fn sessions_that_are_idle_or_too_many_for_the_memory_end() {
        let house = House::with(Limits {
            memory: Some(100),
            ..of(2)
        });
        let [_one, _two] = [(); 2].map(|()| {
            let visitor = house.visit(TOKEN).unwrap();
            assert!(matches!(house.next(), ServeEvent::Opened { .. }));
            visitor
        });
        house.gate.look_after(Some((50, 150)));
        assert!(house.events.try_recv().is_err());
        // Too much by one: the last one goes.
        house.gate.look_after(Some((50, 151)));
        assert!(matches!(house.next(), ServeEvent::Closed { number: 2, .. }));
        let strict = House::with(Limits {
            idle: Duration::ZERO,
            ..of(1)
        });
        let _visitor = strict.visit(TOKEN).unwrap();
        assert!(matches!(strict.next(), ServeEvent::Opened { .. }));
        strict.gate.look_after(None);
        assert!(matches!(strict.next(), ServeEvent::Closed { .. }));
    }

    #[test]
    fn a_closed_gate_ends_every_session_and_lets_nobody_in() {
        let house = House::with(of(2));
        let (mut stream, _) = house.visit(TOKEN).unwrap();
        assert!(matches!(house.next(), ServeEvent::Opened { .. }));
        house.gate.close();
        assert_eq!(stream.read(&mut [0]).unwrap_or_default(), 0);
        assert!(matches!(house.next(), ServeEvent::Closed { .. }));
    }

    #[test]
    fn many_who_say_nothing_keep_nobody_out_who_comes_after_them() {
        let house = House::with(of(1));
        let idlers: Vec<TcpStream> = (0..MOST_STRANGERS * 2)
            .map(|_| TcpStream::connect(house.address).unwrap())
            .collect();
        // Those beyond the limit are hung up on at once; the others when they leave.
        drop(idlers);
        let visited = (0..50).find_map(|_| house.visit(TOKEN).ok());
        assert!(visited.is_some());
    }
}
