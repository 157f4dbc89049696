//! Both ends of the line to whoever holds the handle.

use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

use super::command::Command;
use super::event::Event;
use super::outbox::Outbox;

/// How often a paused training looks whether there is room again for events that wait.
const RETRY: Duration = Duration::from_millis(50);

/// Commands in, events out. Whoever drops the handle wants the training to end.
#[derive(Debug)]
pub struct Channels {
    commands: Receiver<Command>,
    outbox: Outbox,
}

impl Channels {
    /// A line over the training's ends of two channels.
    pub fn new(commands: Receiver<Command>, outbox: Outbox) -> Self {
        Self { commands, outbox }
    }

    /// Sends an event without waiting.
    pub fn send(&mut self, event: Event) {
        self.outbox.send(event);
    }

    /// Sends the last event.
    pub fn finish(self, last: Event) {
        self.outbox.finish(last);
    }

    /// The next command that is already there.
    pub fn poll(&self) -> Option<Command> {
        match self.commands.try_recv() {
            Ok(command) => Some(command),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Command::Stop),
        }
    }

    /// The next command, however long it takes. Events that wait for room still leave meanwhile.
    pub fn wait(&mut self) -> Command {
        while !self.outbox.is_empty() {
            match self.commands.recv_timeout(RETRY) {
                Ok(command) => return command,
                Err(RecvTimeoutError::Timeout) => self.outbox.push_waiting(),
                Err(RecvTimeoutError::Disconnected) => return Command::Stop,
            }
        }
        self.commands.recv().unwrap_or(Command::Stop)
    }
}
