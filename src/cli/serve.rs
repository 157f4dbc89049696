//! `netsmith serve`: this machine's devices for whoever knows the token.
//! Never writes the token anywhere but to a terminal, once, and only where it was made here.

use std::io::{BufRead, IsTerminal, Read, stderr, stdin};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::json;

use super::failure::Failure;
use super::output::{Output, note};
use crate::engine::device::device_named;
use crate::engine::remote::{
    DEFAULT_PORT, Limits, RemoteAddress, ServeEvent, Server, TOKEN_VARIABLE, Token,
};
use crate::interrupt::Interrupt;
use crate::layer::bytes;
use crate::message;
use crate::report::duration;
use crate::text::{list, say};
use crate::tr;

#[derive(Debug, Args)]
#[command(about = say("help-serve"))]
pub struct Arguments {
    #[arg(help = say("help-serve-listen"), long, value_name = "ADDRESS:PORT", default_value_t = loopback())]
    listen: SocketAddr,
    #[arg(help = say("help-serve-open"), long)]
    open_to_network: bool,
    #[arg(help = say("help-serve-device"), long, default_value = "cpu")]
    device: Vec<String>,
    #[arg(help = say("help-serve-token-stdin"), long)]
    token_stdin: bool,
    #[arg(help = say("help-serve-sessions"), long, value_name = "N", default_value_t = Limits::default().sessions)]
    sessions: usize,
    #[arg(help = say("help-serve-idle"), long, value_name = "MINUTES", value_parser = amount, default_value_t = 30.0)]
    idle: f64,
    #[arg(help = say("help-serve-memory"), long, value_name = "GIB", value_parser = amount)]
    memory: Option<f64>,
    #[arg(help = say("help-serve-for"), long = "for", value_name = "HOURS", value_parser = amount)]
    life: Option<f64>,
}

/// How long Ctrl-C may go unnoticed.
const GLANCE: Duration = Duration::from_millis(50);
/// More is no token.
const LONGEST_TOKEN: u64 = 4096;
/// What nobody waits for, in seconds: more would be too large for a clock.
const LONGEST: f64 = 1e9;

fn loopback() -> SocketAddr {
    SocketAddr::new(Ipv4Addr::LOCALHOST.into(), DEFAULT_PORT)
}

fn amount(text: &str) -> Result<f64, String> {
    let amount = text.parse().ok().filter(|amount: &f64| *amount > 0.0);
    amount.ok_or_else(|| tr!("expected-amount", found = text))
}

fn seconds(amount: f64, of: f64) -> Duration {
    Duration::from_secs_f64((amount * of).min(LONGEST))
}

/// Serves until Ctrl-C, or until its time is up.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let place = arguments.listen.to_string();
    if !arguments.listen.ip().is_loopback() {
        if !arguments.open_to_network {
            let port = arguments.listen.port().to_string();
            return Err(Failure::Usage(message!(
                "serve-not-loopback",
                place = place,
                port = port
            )));
        }
        let warning = tr!("serve-open", place = &place);
        note(&tr!("note-warning", warning = warning));
    }
    let mut devices = Vec::new();
    for name in &arguments.device {
        if RemoteAddress::is_meant_by(name) {
            return Err(Failure::Usage(message!(
                "serve-no-remote-device",
                name = name
            )));
        }
        let device = device_named(name);
        devices.push(device.map_err(|error| Failure::Usage(error.message()))?);
    }
    let (token, is_new) = arguments.token()?;
    let limits = arguments.limits();
    let interrupt = Interrupt::catch();
    let shown = is_new.then(|| token.clone());
    let server = Server::start(arguments.listen, devices, token, limits)
        .map_err(|error| Failure::Job(error.message()))?;
    told_start(&server, &arguments.device, output)?;
    if let Some(token) = shown {
        note(&tr!("serve-token", token = token.reveal()));
    }
    follow(&server, &limits, &interrupt, output)?;
    drop(server);
    note(say("serve-over"));
    Ok(())
}

impl Arguments {
    /// The token, and whether it was made here and is nobody else's yet.
    fn token(&self) -> Result<(Token, bool), Failure> {
        let own = std::env::var(TOKEN_VARIABLE).ok();
        let given = match (self.token_stdin, own) {
            (true, Some(_)) => return Err(Failure::Usage(message!("serve-token-twice"))),
            (true, None) => first_line()?,
            (false, Some(own)) => own,
            (false, None) if stderr().is_terminal() => {
                let token = Token::random().map_err(|error| Failure::Job(error.message()))?;
                return Ok((token, true));
            }
            (false, None) => return Err(Failure::Usage(message!("serve-no-terminal"))),
        };
        let token = Token::new(&given).map_err(|error| Failure::Usage(error.message()))?;
        Ok((token, false))
    }

    fn limits(&self) -> Limits {
        let own = Limits::default();
        Limits {
            sessions: self.sessions,
            idle: seconds(self.idle, 60.0),
            memory: match self.memory {
                Some(gib) => Some((gib * f64::from(1 << 30)) as u64),
                None => own.memory,
            },
            life: self.life.map(|hours| seconds(hours, 3600.0)),
        }
    }
}

fn first_line() -> Result<String, Failure> {
    let mut line = String::new();
    let read = stdin().lock().take(LONGEST_TOKEN).read_line(&mut line);
    read.map_err(|error| Failure::Job(message!("remote-token-untyped", reason = %error)))?;
    Ok(line)
}

fn told_start(server: &Server, devices: &[String], output: &mut Output) -> Result<(), Failure> {
    let place = server.address().to_string();
    if output.is_json() {
        return output.json(&json!({
            "event": "listening",
            "address": place,
            "devices": devices,
        }));
    }
    let devices = list(devices.iter().map(String::as_str));
    output.line(&tr!("serve-listening", place = &place, device = devices))?;
    if let IpAddr::V4(ip) = server.address().ip()
        && !ip.is_unspecified()
    {
        note(&tr!("serve-client", place = &place));
    }
    Ok(())
}

fn follow(
    server: &Server,
    limits: &Limits,
    interrupt: &Interrupt,
    output: &mut Output,
) -> Result<(), Failure> {
    let began = Instant::now();
    while !interrupt.was_asked() {
        if limits.life.is_some_and(|life| began.elapsed() >= life) {
            note(say("serve-time-is-up"));
            return Ok(());
        }
        match server.events().recv_timeout(GLANCE) {
            Ok(event) => tell(&event, output)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
    Ok(())
}

fn tell(event: &ServeEvent, output: &mut Output) -> Result<(), Failure> {
    if output.is_json() {
        return output.json(&as_json(event));
    }
    output.line(&match event {
        ServeEvent::Opened { number, client } => {
            tr!("serve-opened", number = *number, client = %client)
        }
        ServeEvent::Closed {
            number,
            age,
            sent,
            received,
            reason,
            ..
        } => tr!(
            "serve-closed",
            number = *number,
            duration = duration(age.as_secs_f64()),
            received = bytes(*received),
            sent = bytes(*sent),
            reason = reason
        ),
        ServeEvent::Refused { client, reason } => {
            tr!("serve-refused", client = %client, reason = reason)
        }
    })
}

fn as_json(event: &ServeEvent) -> serde_json::Value {
    match event {
        ServeEvent::Opened { number, client } => {
            json!({"event": "opened", "number": number, "client": client.to_string()})
        }
        ServeEvent::Closed {
            number,
            client,
            age,
            sent,
            received,
            reason,
        } => json!({
            "event": "closed",
            "number": number,
            "client": client.to_string(),
            "seconds": age.as_secs_f64(),
            "sent_bytes": sent,
            "received_bytes": received,
            "reason": reason.coded(),
        }),
        ServeEvent::Refused { client, reason } => json!({
            "event": "refused",
            "client": client.to_string(),
            "reason": reason.coded(),
        }),
    }
}
