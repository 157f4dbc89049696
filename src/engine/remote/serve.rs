//! This machine's devices for others: Burn's server on a port of loopback that nobody is told of, and our door before it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use burn::server::{AuthorizationRequest, RemoteServer, WebSocketTransport};
use burn::tensor::Device;
use tokio::runtime::Runtime;

use super::error::RemoteError;
use super::gate::Gate;
use super::limits::Limits;
use super::token::Token;
use crate::engine::memory::held_bytes;
use crate::text::Message;

/// Events that nobody has taken yet; more are lost.
const EVENT_CAPACITY: usize = 256;
/// Between two looks at who is idle and at the memory.
const GLANCE: Duration = Duration::from_secs(1);
/// Threads that carry messages; computing has its own.
const CARRIERS: usize = 2;
/// How long the end of a server waits for them.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long its own port may take to answer.
const PATIENCE_WITH_ITSELF: Duration = Duration::from_secs(1);

/// What happens at a server.
#[derive(Clone, Debug, PartialEq)]
pub enum ServeEvent {
    /// Somebody who knows the token begins to compute.
    Opened {
        /// Of the session, from 1.
        number: u64,
        /// From where.
        client: SocketAddr,
    },
    /// A session is over.
    Closed {
        /// Of the session.
        number: u64,
        /// From where.
        client: SocketAddr,
        /// How long it lasted.
        age: Duration,
        /// Bytes that went to the client.
        sent: u64,
        /// Bytes that came from it.
        received: u64,
        /// Why.
        reason: Message,
    },
    /// Somebody was turned away.
    Refused {
        /// From where.
        client: SocketAddr,
        /// Why.
        reason: Message,
    },
}

/// A server at work. Dropping it ends every session.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    gate: Arc<Gate>,
    events: Receiver<ServeEvent>,
    /// Hung up to end the thread that looks after everybody.
    watching: Option<SyncSender<()>>,
    threads: Vec<JoinHandle<()>>,
    runtime: Option<Runtime>,
}

impl Server {
    /// Serves `devices`, all of one kind, to whoever knows `token` and connects to `listen`; port 0 is any that is free.
    ///
    /// # Errors
    /// Where the system refuses the port, threads or a runtime.
    pub fn start(
        listen: SocketAddr,
        devices: Vec<Device>,
        token: Token,
        limits: Limits,
    ) -> Result<Self, RemoteError> {
        let refused = |error: std::io::Error| RemoteError::Listen {
            place: listen.to_string(),
            reason: error.to_string(),
        };
        let system = |error: std::io::Error| RemoteError::System {
            reason: error.to_string(),
        };
        let door = TcpListener::bind(listen).map_err(refused)?;
        let address = door.local_addr().map_err(refused)?;
        let inside = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(system)?;
        let (told, events) = sync_channel(EVENT_CAPACITY);
        let burn = inside.local_addr().map_err(system)?;
        let gate = Arc::new(Gate::new(token, limits, burn, told));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(CARRIERS)
            .thread_name("netsmith-serving")
            .enable_all()
            .build()
            .map_err(system)?;
        let authorizer = Arc::clone(&gate);
        let server =
            RemoteServer::new(devices).with_authorizer(move |asks: AuthorizationRequest<'_>| {
                if authorizer.takes(asks.credential.as_bytes()) {
                    Ok(())
                } else {
                    // For a log; the client never hears it.
                    Err(String::new())
                }
            });
        let serving = server.serve_async(WebSocketTransport::from_listener(inside));
        runtime.spawn(async move {
            if let Err(error) = serving.await {
                tracing::error!(%error, "Burn's server ended");
            }
        });
        let mut server = Self {
            address,
            gate,
            events,
            watching: None,
            threads: Vec::new(),
            runtime: Some(runtime),
        };
        server.start_threads(door).map_err(system)?;
        Ok(server)
    }

    fn start_threads(&mut self, door: TcpListener) -> std::io::Result<()> {
        let gate = Arc::clone(&self.gate);
        let keeper = Builder::new().name("netsmith-gate".to_owned());
        self.threads.push(keeper.spawn(move || gate.keep(&door))?);
        let gate = Arc::clone(&self.gate);
        let (watching, hung_up) = sync_channel(0);
        let watch = Builder::new().name("netsmith-limits".to_owned());
        self.threads
            .push(watch.spawn(move || look_after(&gate, &hung_up))?);
        self.watching = Some(watching);
        Ok(())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What happens at it.
    #[must_use]
    pub fn events(&self) -> &Receiver<ServeEvent> {
        &self.events
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.gate.close();
        self.watching = None;
        // Whoever waits at the door for somebody to connect wakes by that.
        let woken = TcpStream::connect_timeout(&near(self.address), PATIENCE_WITH_ITSELF);
        if woken.is_ok() {
            for thread in self.threads.drain(..) {
                if thread.join().is_err() {
                    tracing::error!("a thread of the server panicked");
                }
            }
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(PATIENCE);
        }
    }
}

/// The same place as seen from this machine, where it stands for all of its addresses.
fn near(address: SocketAddr) -> SocketAddr {
    let loopback = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(loopback, address.port())
}

fn look_after(gate: &Gate, hung_up: &Receiver<()>) {
    let mut without_anybody = held_bytes();
    while hung_up.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
        if gate.is_empty() {
            without_anybody = held_bytes();
        }
        gate.look_after(without_anybody.zip(held_bytes()));
    }
}
