//! Our side: which servers are known by what token, and the connections to them. Tokens live here, in memory, and nowhere else.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, sleep};
use std::time::{Duration, Instant};

use burn::remote::{ConnectError, RemoteHost};
use burn::tensor::Device;

use super::Traffic;
use super::address::RemoteAddress;
use super::error::RemoteError;
use super::hello::to_server;
use super::line::{Line, LineEnd, Pace};
use super::token::Token;

/// The environment variable that holds the token of servers that no other token is known of.
pub const TOKEN_VARIABLE: &str = "NETSMITH_TOKEN";

/// To be connected, and to be answered at each step of the hello.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is looked whether Burn has connected.
const GLANCE: Duration = Duration::from_millis(2);

/// A server by its `HOST:PORT`.
#[derive(Debug, Default)]
struct Known {
    token: Option<Token>,
    /// By the number of the device.
    links: BTreeMap<usize, Link>,
}

/// A connection, be it broken by now.
#[derive(Clone, Debug)]
struct Link {
    device: Device,
    line: Arc<Line>,
}

static KNOWN: Mutex<BTreeMap<String, Known>> = Mutex::new(BTreeMap::new());

fn known() -> MutexGuard<'static, BTreeMap<String, Known>> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes note of a server's token until the program ends.
pub fn remember(address: &RemoteAddress, token: Token) {
    known().entry(address.server()).or_default().token = Some(token);
}

/// Whether a token is known for this server.
#[must_use]
pub fn is_known(address: &RemoteAddress) -> bool {
    let is_noted = |known: &Known| known.token.is_some();
    known().get(&address.server()).is_some_and(is_noted)
        || token_of_environment().is_ok_and(|it| it.is_some())
}

/// The device, connected to where it is not yet, or no more. Takes up to a minute where the server does not answer: not for
/// the window's own thread.
///
/// # Errors
/// Where no token is known, or the server cannot be reached or refuses us.
pub fn device(address: &RemoteAddress) -> Result<Device, RemoteError> {
    let server = address.server();
    let noted = {
        let known = known();
        let known = known.get(&server);
        let link = known.and_then(|known| known.links.get(&address.index()));
        if let Some(link) = link.filter(|link| link.line.end().is_none()) {
            return Ok(link.device.clone());
        }
        known.and_then(|known| known.token.clone())
    };
    let token = match noted {
        Some(token) => token,
        None => token_of_environment()?.ok_or(RemoteError::NoToken { server })?,
    };
    let link = connect(address, &token)?;
    let device = link.device.clone();
    let mut known = known();
    let known = known.entry(address.server()).or_default();
    known.links.insert(address.index(), link);
    Ok(device)
}

/// Whether a device is on another machine, be it connected or not.
#[must_use]
pub fn holds(device: &Device) -> bool {
    let device = device.clone().inner();
    let known = known();
    let mut links = known.values().flat_map(|known| known.links.values());
    links.any(|link| link.device == device)
}

/// How the connection to the device was lost that was last had to it; `None` while it holds, and where there was none.
#[must_use]
pub fn loss(address: &RemoteAddress) -> Option<RemoteError> {
    let end = link(address)?.line.end()?.message();
    Some(RemoteError::Lost {
        server: address.server(),
        reason: end,
    })
}

/// What went through the connection that was last had to the device.
#[must_use]
pub fn traffic(address: &RemoteAddress) -> Option<Traffic> {
    let (sent, received) = link(address)?.line.bytes();
    Some(Traffic { sent, received })
}

fn link(address: &RemoteAddress) -> Option<Link> {
    let known = known();
    known
        .get(&address.server())?
        .links
        .get(&address.index())
        .cloned()
}

fn token_of_environment() -> Result<Option<Token>, RemoteError> {
    match std::env::var(TOKEN_VARIABLE) {
        Ok(text) if !text.trim().is_empty() => Token::new(&text).map(Some),
        _ => Ok(None),
    }
}

fn connect(address: &RemoteAddress, token: &Token) -> Result<Link, RemoteError> {
    let far = dial(address)?;
    let pass = to_server(&far, token, &address.server(), PATIENCE)?;
    let system = |error: std::io::Error| RemoteError::System {
        reason: error.to_string(),
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(system)?;
    let url = format!("ws://{}", listener.local_addr().map_err(system)?);
    let index = address.index();
    let (told, answer) = sync_channel(1);
    // A thread of its own, as Burn knows no limit of time.
    let connecting = Builder::new().name("netsmith-connecting".to_owned());
    let connecting = connecting.spawn(move || {
        let host = RemoteHost::websocket(&url).with_credential(pass.to_vec());
        let device = Device::remote_options(&host).device_index(index).init();
        // Whoever waited no longer has said why.
        let _ = told.send(device);
    });
    connecting.map_err(system)?;
    let near = accept(&listener)?;
    let line = Line::start(near, far, Pace::default(), |_| {})?;
    let error = match answer.recv_timeout(PATIENCE) {
        Ok(Ok(device)) => return Ok(Link { device, line }),
        Ok(Err(error)) => refusal(address, error),
        Err(RecvTimeoutError::Timeout) => silent(address),
        Err(RecvTimeoutError::Disconnected) => RemoteError::Stranger {
            server: address.server(),
        },
    };
    line.close(LineEnd::Done);
    Err(error)
}

/// A connection to whichever of the machine's addresses answers.
fn dial(address: &RemoteAddress) -> Result<TcpStream, RemoteError> {
    let unreachable = |reason: String| RemoteError::Unreachable {
        server: address.server(),
        reason,
    };
    let places = (address.host(), address.port()).to_socket_addrs();
    let places = places.map_err(|error| unreachable(error.to_string()))?;
    let mut last = None;
    for place in places {
        match TcpStream::connect_timeout(&place, PATIENCE) {
            Ok(stream) => return Ok(stream),
            Err(error) if error.kind() == ErrorKind::TimedOut => last = Some(silent(address)),
            Err(error) => last = Some(unreachable(error.to_string())),
        }
    }
    Err(last.unwrap_or_else(|| unreachable(ErrorKind::AddrNotAvailable.to_string())))
}

/// Burn, which connects to this port of loopback. Who gets there first without being Burn has no pass, and ends it.
fn accept(listener: &TcpListener) -> Result<TcpStream, RemoteError> {
    let system = |error: std::io::Error| RemoteError::System {
        reason: error.to_string(),
    };
    listener.set_nonblocking(true).map_err(system)?;
    let began = Instant::now();
    loop {
        match listener.accept() {
            Ok((near, _)) => {
                near.set_nonblocking(false).map_err(system)?;
                return Ok(near);
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock && began.elapsed() < PATIENCE => {
                sleep(GLANCE);
            }
            Err(error) => return Err(system(error)),
        }
    }
}

fn silent(address: &RemoteAddress) -> RemoteError {
    RemoteError::Silent {
        server: address.server(),
        seconds: PATIENCE.as_secs(),
    }
}

fn refusal(address: &RemoteAddress, error: ConnectError) -> RemoteError {
    let server = address.server();
    match error {
        ConnectError::NoSuchDevice { device_count } => RemoteError::NoSuchDevice {
            server,
            index: address.index(),
            count: device_count,
        },
        ConnectError::IncompatibleProtocol { .. } => RemoteError::OtherVersion { server },
        ConnectError::NoAddress
        | ConnectError::Bind { .. }
        | ConnectError::Interrupted
        | ConnectError::InvalidConfiguration { .. }
        | ConnectError::Unreachable { .. }
        | ConnectError::Unauthorized
        | ConnectError::Handshake { .. } => RemoteError::Refused {
            server,
            reason: error.to_string(),
        },
    }
}
