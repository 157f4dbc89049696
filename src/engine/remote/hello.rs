//! How a client and a server find out that both know the token, without saying it: each proves it about numbers that the other
//! one has just made up. Who listened learns nothing that would serve twice.
//!
//! ```text
//! client  "netsmith-remote 1\n", 32 random bytes ──►
//!         ◄── "netsmith-remote 1\n", 32 random bytes            server
//!         proof "client" ──►
//!         ◄── verdict, proof "server" where it is a welcome
//! ```
//!
//! Both can then compute a pass, which Burn's server takes once.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::error::RemoteError;
use super::token::{Token, random};

/// What both begin with. The number changes with what is said after it.
const GREETING: &[u8; 18] = b"netsmith-remote 1\n";
/// What the greeting of every version begins with.
const NAME: &[u8] = b"netsmith-remote ";
/// Random bytes of each side.
const NONCE: usize = 32;
/// Bytes of a proof.
const PROOF: usize = 32;

const WELCOME: u8 = 1;
const WRONG_TOKEN: u8 = 2;
const FULL: u8 = 3;

/// What a client may open one session with.
pub(super) type Pass = [u8; PROOF];

/// Why a hello came to nothing, for the server's own notes.
#[derive(Debug)]
pub(super) enum Stopped {
    /// It was no client of ours, or it went away.
    NoClient,
    /// It does not know the token.
    WrongToken,
    /// It knows the token, but there is no room.
    Full,
}

/// A hello under way, which must be over by a certain time, however slowly the other side talks.
struct Talk<'a> {
    stream: &'a TcpStream,
    deadline: Instant,
}

impl<'a> Talk<'a> {
    fn new(stream: &'a TcpStream, patience: Duration) -> Self {
        Self {
            stream,
            deadline: Instant::now() + patience,
        }
    }

    fn hear<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let (mut heard, mut count) = ([0; N], 0);
        while count < N {
            self.stream.set_read_timeout(Some(self.rest()?))?;
            match self.stream.read(&mut heard[count..]) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(more) => count += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(heard)
    }

    fn say(&mut self, parts: &[&[u8]]) -> io::Result<()> {
        self.stream.set_write_timeout(Some(self.rest()?))?;
        self.stream.write_all(&parts.concat())
    }

    fn rest(&self) -> io::Result<Duration> {
        let rest = self.deadline.saturating_duration_since(Instant::now());
        if rest.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        Ok(rest)
    }
}

/// Says hello to the server at the other end of `stream` within `patience`.
///
/// # Errors
/// What stands there is another program, does not answer, does not know the token, or refuses us.
pub(super) fn to_server(
    stream: &TcpStream,
    token: &Token,
    server: &str,
    patience: Duration,
) -> Result<Pass, RemoteError> {
    let broken = |error: io::Error| match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => RemoteError::Silent {
            server: server.to_owned(),
            seconds: patience.as_secs(),
        },
        _ => stranger(server),
    };
    let mut talk = Talk::new(stream, patience);
    let own: [u8; NONCE] = random()?;
    talk.say(&[GREETING, &own]).map_err(broken)?;
    let greeting: [u8; GREETING.len()] = talk.hear().map_err(broken)?;
    if !greeting.starts_with(NAME) {
        return Err(stranger(server));
    }
    if greeting != *GREETING {
        return Err(RemoteError::OtherVersion {
            server: server.to_owned(),
        });
    }
    let theirs: [u8; NONCE] = talk.hear().map_err(broken)?;
    let numbers = [own, theirs].concat();
    let proof = token.proof("client", &numbers);
    talk.say(&[&proof]).map_err(broken)?;
    let [verdict] = talk.hear().map_err(broken)?;
    match verdict {
        WELCOME => {}
        WRONG_TOKEN => {
            let server = server.to_owned();
            return Err(RemoteError::WrongToken { server });
        }
        FULL => {
            let server = server.to_owned();
            return Err(RemoteError::Full { server });
        }
        _ => return Err(stranger(server)),
    }
    let proof: [u8; PROOF] = talk.hear().map_err(broken)?;
    if !token.proves("server", &numbers, &proof) {
        return Err(RemoteError::Impostor {
            server: server.to_owned(),
        });
    }
    Ok(token.proof("pass", &numbers))
}

/// Answers whoever connected. `admit` says whether there is room, and takes note of the pass where there is: the client may
/// use it as soon as it has heard the welcome.
pub(super) fn to_client(
    stream: &TcpStream,
    token: &Token,
    patience: Duration,
    admit: impl FnOnce(Pass) -> bool,
) -> Result<(), Stopped> {
    let gone = |_| Stopped::NoClient;
    let mut talk = Talk::new(stream, patience);
    let greeting: [u8; GREETING.len()] = talk.hear().map_err(gone)?;
    if greeting != *GREETING {
        if greeting.starts_with(NAME) {
            // It reads ours, and tells its user that the versions differ.
            let _ = talk.say(&[GREETING]);
        }
        return Err(Stopped::NoClient);
    }
    let theirs: [u8; NONCE] = talk.hear().map_err(gone)?;
    let own: [u8; NONCE] = random().map_err(|_| Stopped::NoClient)?;
    talk.say(&[GREETING, &own]).map_err(gone)?;
    let numbers = [theirs, own].concat();
    let proof: [u8; PROOF] = talk.hear().map_err(gone)?;
    if !token.proves("client", &numbers, &proof) {
        let _ = talk.say(&[&[WRONG_TOKEN]]);
        return Err(Stopped::WrongToken);
    }
    if !admit(token.proof("pass", &numbers)) {
        let _ = talk.say(&[&[FULL]]);
        return Err(Stopped::Full);
    }
    let proof = token.proof("server", &numbers);
    talk.say(&[&[WELCOME], &proof]).map_err(gone)
}

fn stranger(server: &str) -> RemoteError {
    RemoteError::Stranger {
        server: server.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    const PATIENCE: Duration = Duration::from_secs(10);
    const TOKEN: &str = "a token for this test";

    /// What the client hears from a server that does `answer`.
    fn hears(answer: impl FnOnce(TcpStream) + Send) -> Result<Pass, RemoteError> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::scope(|scope| {
            scope.spawn(move || answer(listener.accept().unwrap().0));
            let stream = TcpStream::connect(address).unwrap();
            let token = Token::new(TOKEN).unwrap();
            to_server(&stream, &token, "lab:1", Duration::from_millis(400))
        })
    }

    #[test]
    fn both_compute_the_same_pass_and_another_each_time() {
        let mut passes = Vec::new();
        for _ in 0..2 {
            let (told, noted) = std::sync::mpsc::sync_channel(8);
            let pass = hears(move |stream| {
                let token = Token::new(TOKEN).unwrap();
                let admit = |pass| told.send(pass).is_ok();
                to_client(&stream, &token, PATIENCE, admit).unwrap();
            });
            let pass = pass.unwrap();
            assert_eq!(pass, noted.recv().unwrap());
            passes.push(pass);
        }
        assert_ne!(passes[0], passes[1]);
    }

    #[test]
    fn who_does_not_know_the_token_is_refused_before_anything_else_is_asked() {
        let error = hears(|stream| {
            let token = Token::new("another token than that").unwrap();
            let admit = |_| unreachable!("nobody is admitted");
            let stopped = to_client(&stream, &token, PATIENCE, admit);
            assert!(matches!(stopped, Err(Stopped::WrongToken)));
        });
        assert!(matches!(error, Err(RemoteError::WrongToken { .. })));
    }

    #[test]
    fn a_full_server_says_so() {
        let error = hears(|stream| {
            let token = Token::new(TOKEN).unwrap();
            assert!(to_client(&stream, &token, PATIENCE, |_| false).is_err());
        });
        assert!(matches!(error, Err(RemoteError::Full { .. })));
    }

    #[test]
    fn other_programs_other_versions_silence_and_pretenders_are_told_apart() {
        let http = hears(|mut stream| {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        });
        assert!(matches!(http, Err(RemoteError::Stranger { .. })));
        let newer = hears(|mut stream| {
            let mut said = [0; GREETING.len() + NONCE];
            stream.read_exact(&mut said).unwrap();
            stream.write_all(b"netsmith-remote 2\n").unwrap();
        });
        assert!(matches!(newer, Err(RemoteError::OtherVersion { .. })));
        let silent = hears(|stream| {
            let mut said = Vec::new();
            let _ = (&stream).read_to_end(&mut said);
        });
        assert!(matches!(silent, Err(RemoteError::Silent { .. })));
        let pretender = hears(|mut stream| {
            let mut said = [0; GREETING.len() + NONCE];
            stream.read_exact(&mut said).unwrap();
            stream
                .write_all(&[GREETING.as_slice(), &[7; NONCE]].concat())
                .unwrap();
            stream.read_exact(&mut [0; 32]).unwrap();
            stream
                .write_all(&[&[WELCOME], [0; 32].as_slice()].concat())
                .unwrap();
        });
        assert!(matches!(pretender, Err(RemoteError::Impostor { .. })));
    }

    /// One byte at a time is no way to hold a place for long.
    #[test]
    fn who_talks_too_slowly_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut slow = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        let began = Instant::now();
        thread::scope(|scope| {
            scope.spawn(move || {
                let mut letters = GREETING.iter().cycle();
                while slow.write_all(&[*letters.next().unwrap()]).is_ok() {
                    thread::park_timeout(Duration::from_millis(20));
                }
            });
            let token = Token::new(TOKEN).unwrap();
            let patience = Duration::from_millis(200);
            let stopped = to_client(&stream, &token, patience, |_| true);
            // Whoever talks ends when nobody listens, also where this test fails.
            drop(stream);
            assert!(matches!(stopped, Err(Stopped::NoClient)));
            assert!(began.elapsed() < PATIENCE);
        });
    }
}
