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

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::error::RemoteError;
use super::token::{Token, is_same, random};

/// What both begin with. The number changes with what is said after it.
const GREETING: &[u8; 18] = b"netsmith-remote 1\n";
/// What the greeting of every version begins with.
const NAME: &[u8] = b"netsmith-remote ";
/// Random bytes of each side.
const NONCE: usize = 32;

const WELCOME: u8 = 1;
const WRONG_TOKEN: u8 = 2;
const FULL: u8 = 3;

/// What a client may open one session with.
pub(super) type Pass = [u8; 32];

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

/// Says hello to the server at the other end of `stream` within `patience`.
///
/// # Errors
/// What stands there is another program, does not answer, does not know the token, or refuses us.
pub(super) fn to_server(
    stream: &mut TcpStream,
    token: &Token,
    server: &str,
    patience: Duration,
) -> Result<Pass, RemoteError> {
    let broken = |error: io::Error| match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => RemoteError::Silent {
            server: server.to_owned(),
            seconds: patience.as_secs(),
        },
        _ => stranger(server),
    };
    let limit = |stream: &TcpStream| {
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(patience))
    };
    limit(stream).map_err(broken)?;
    let own: [u8; NONCE] = random()?;
    stream
        .write_all(&[GREETING.as_slice(), &own].concat())
        .map_err(broken)?;
    let mut greeting = [0; GREETING.len()];
    stream.read_exact(&mut greeting).map_err(broken)?;
    if !greeting.starts_with(NAME) {
        return Err(stranger(server));
    }
    if greeting != *GREETING {
        return Err(RemoteError::OtherVersion {
            server: server.to_owned(),
        });
    }
    let mut theirs = [0; NONCE];
    stream.read_exact(&mut theirs).map_err(broken)?;
    let numbers = [own, theirs].concat();
    stream
        .write_all(&token.proof("client", &numbers))
        .map_err(broken)?;
    let mut verdict = [0];
    stream.read_exact(&mut verdict).map_err(broken)?;
    let server = server.to_owned();
    match verdict[0] {
        WELCOME => {}
        WRONG_TOKEN => return Err(RemoteError::WrongToken { server }),
        FULL => return Err(RemoteError::Full { server }),
        _ => return Err(RemoteError::Stranger { server }),
    }
    let mut proof = [0; 32];
    stream.read_exact(&mut proof).map_err(broken)?;
    if !is_same(&proof, &token.proof("server", &numbers)) {
        return Err(RemoteError::Impostor { server });
    }
    Ok(token.proof("pass", &numbers))
}

/// Answers whoever connected. `admit` says whether there is room, and takes note of the pass where there is: the client may
/// use it as soon as it has heard the welcome.
pub(super) fn to_client(
    stream: &mut TcpStream,
    token: &Token,
    patience: Duration,
    admit: impl FnOnce(Pass) -> bool,
) -> Result<(), Stopped> {
    let gone = |_| Stopped::NoClient;
    stream.set_read_timeout(Some(patience)).map_err(gone)?;
    stream.set_write_timeout(Some(patience)).map_err(gone)?;
    let mut greeting = [0; GREETING.len()];
    stream.read_exact(&mut greeting).map_err(gone)?;
    if greeting != *GREETING {
        if greeting.starts_with(NAME) {
            // It reads ours, and tells its user that the versions differ.
            let _ = stream.write_all(GREETING);
        }
        return Err(Stopped::NoClient);
    }
    let mut theirs = [0; NONCE];
    stream.read_exact(&mut theirs).map_err(gone)?;
    let own: [u8; NONCE] = random().map_err(|_| Stopped::NoClient)?;
    stream
        .write_all(&[GREETING.as_slice(), &own].concat())
        .map_err(gone)?;
    let numbers = [theirs, own].concat();
    let mut proof = [0; 32];
    stream.read_exact(&mut proof).map_err(gone)?;
    if !is_same(&proof, &token.proof("client", &numbers)) {
        let _ = stream.write_all(&[WRONG_TOKEN]);
        return Err(Stopped::WrongToken);
    }
    if !admit(token.proof("pass", &numbers)) {
        let _ = stream.write_all(&[FULL]);
        return Err(Stopped::Full);
    }
    let proof = token.proof("server", &numbers);
    stream
        .write_all(&[&[WELCOME], proof.as_slice()].concat())
        .map_err(gone)
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
            let mut stream = TcpStream::connect(address).unwrap();
            let token = Token::new(TOKEN).unwrap();
            to_server(&mut stream, &token, "lab:1", Duration::from_millis(400))
        })
    }

    #[test]
    fn both_compute_the_same_pass_and_another_each_time() {
        let mut passes = Vec::new();
        for _ in 0..2 {
            let (told, noted) = std::sync::mpsc::channel();
            let pass = hears(move |mut stream| {
                let token = Token::new(TOKEN).unwrap();
                let admit = |pass| told.send(pass).is_ok();
                to_client(&mut stream, &token, PATIENCE, admit).unwrap();
            });
            let pass = pass.unwrap();
            assert_eq!(pass, noted.recv().unwrap());
            passes.push(pass);
        }
        assert_ne!(passes[0], passes[1]);
    }

    #[test]
    fn who_does_not_know_the_token_is_refused_before_anything_else_is_asked() {
        let error = hears(|mut stream| {
            let token = Token::new("another token than that").unwrap();
            let admit = |_| unreachable!("nobody is admitted");
            let stopped = to_client(&mut stream, &token, PATIENCE, admit);
            assert!(matches!(stopped, Err(Stopped::WrongToken)));
        });
        assert!(matches!(error, Err(RemoteError::WrongToken { .. })));
    }

    #[test]
    fn a_full_server_says_so() {
        let error = hears(|mut stream| {
            let token = Token::new(TOKEN).unwrap();
            assert!(to_client(&mut stream, &token, PATIENCE, |_| false).is_err());
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
}
