//! The dialog that connects to a device of another machine, and the devices that were connected so far. Connecting takes as
//! long as the network likes: a job does it. The token stays in memory.

use super::parts;
use crate::app::command::{Commands, TrainCommand};
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::app::look::size;
use crate::app::widgets::{self, Answer, Question};
use crate::engine::device::device_named;
use crate::engine::remote::{self, RemoteAddress, RemoteError, Token};
use crate::text::{Message, say};
use crate::{message, tr};
use egui::{Context, TextEdit, Ui};

const QUESTION: Question = Question {
    name: "remote-device",
    title: "remote-title",
    agree: "remote-connect",
    width: 460.0,
};

/// The dialog, open or not, and what it has connected to.
#[derive(Debug, Default)]
pub struct RemoteDialog {
    open: Option<Open>,
    /// Names of devices, in the order in which they were connected to first.
    names: Vec<String>,
}

#[derive(Debug, Default)]
struct Open {
    /// Whether it was shown already: what is to be typed first has the keyboard when it is new.
    was_shown: bool,
    address: String,
    token: Secret,
    /// What is to be done once it is connected, beside choosing the device.
    then: Option<TrainCommand>,
    connecting: Option<Job<Connected>>,
    fault: Option<Message>,
}

/// Typed, and never shown by accident.
#[derive(Default)]
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The name of the device, or why there is none.
type Connected = Result<String, Message>;

impl RemoteDialog {
    /// Opens the dialog: for a new device, or for one whose token is not known, to do `then` with it.
    pub fn open(&mut self, name: Option<&str>, then: Option<TrainCommand>) {
        let address = name.map(RemoteAddress::of_name).and_then(Result::ok);
        self.open = Some(Open {
            address: address.map(|it| it.place()).unwrap_or_default(),
            then,
            ..Open::default()
        });
    }

    /// The devices that were connected to, and `chosen` where it is on another machine, too: by name, and in words that say how
    /// it stands with them.
    pub fn entries(&self, chosen: &str) -> Vec<(String, String)> {
        let mut names = self.names.clone();
        if RemoteAddress::is_meant_by(chosen) && !names.iter().any(|name| name == chosen) {
            names.push(chosen.to_owned());
        }
        names.into_iter().filter_map(entry_of).collect()
    }

    /// Takes what the job has found. Never waits.
    pub fn drain(&mut self, chosen: &str, commands: &mut Commands) {
        let Some(open) = &mut self.open else { return };
        let found = match open.connecting.as_ref().map(Job::poll) {
            Some(Step::Result(found)) => found,
            Some(Step::Ended) => Err(message!("thread-has-ended")),
            Some(Step::Running) | None => return,
        };
        open.connecting = None;
        match found {
            Ok(name) => {
                if name != chosen {
                    commands.send(TrainCommand::UseDevice(name.clone()));
                }
                if let Some(then) = open.then.take() {
                    commands.send(then);
                }
                if !self.names.contains(&name) {
                    self.names.push(name);
                }
                self.open = None;
            }
            Err(fault) => open.fault = Some(fault),
        }
    }

    /// Paints the dialog, if it is open.
    pub fn ui(&mut self, ctx: &Context, workers: Workers) {
        let Some(open) = &mut self.open else { return };
        let answer = QUESTION.ui(ctx, |ui| {
            open.fields_ui(ui);
            open.state_ui(ui);
            open.connecting.is_none() && !open.address.trim().is_empty()
        });
        match answer {
            Some(Answer::Agreed) => open.connect(workers, ctx),
            // Who leaves a dialog that connects hears no more of it; the connection itself runs out.
            Some(Answer::Left) => self.open = None,
            None => {}
        }
    }
}

impl Open {
    fn fields_ui(&mut self, ui: &mut Ui) {
        let is_free = self.connecting.is_none();
        ui.add_enabled_ui(is_free, |ui| {
            let label = ui.label(say("remote-address"));
            let field = TextEdit::singleline(&mut self.address).desired_width(f32::INFINITY);
            let address = ui.add(field).labelled_by(label.id);
            widgets::muted_sentence_ui(ui, say("remote-address-hint"));
            ui.add_space(size::UNIT);
            let label = ui.label(say("remote-token"));
            let field = TextEdit::singleline(&mut self.token.0).password(true);
            let token = ui.add(field.desired_width(f32::INFINITY));
            let token = token.labelled_by(label.id);
            if !std::mem::replace(&mut self.was_shown, true) {
                let first = if self.address.is_empty() {
                    address
                } else {
                    token
                };
                first.request_focus();
            }
            widgets::muted_sentence_ui(ui, say("remote-token-hint"));
            ui.add_space(size::UNIT);
            widgets::muted_sentence_ui(ui, say("remote-dialog-note"));
        });
    }

    fn state_ui(&self, ui: &mut Ui) {
        if self.connecting.is_some() {
            let server = self.address.trim();
            widgets::muted_ui(ui, tr!("remote-connecting", server = server));
        } else if let Some(fault) = &self.fault {
            parts::fault_ui(ui, &fault.sentence().to_string());
        }
    }

    fn connect(&mut self, workers: Workers, ctx: &Context) {
        self.fault = None;
        let (address, token) = match self.read() {
            Ok(read) => read,
            Err(error) => return self.fault = Some(error.message()),
        };
        let connect = move |outlet: &Outlet<Connected>| {
            remote::remember(&address, token);
            let name = address.to_string();
            let device = device_named(&name).map_err(|error| error.message());
            outlet.send(device.map(|_| name));
        };
        match Job::start(workers, "netsmith-remote", 1, ctx, connect) {
            Ok(job) => self.connecting = Some(job),
            Err(fault) => self.fault = Some(fault.into()),
        }
    }

    fn read(&self) -> Result<(RemoteAddress, Token), RemoteError> {
        let address = self.address.trim();
        let name = if RemoteAddress::is_meant_by(address) {
            address.to_owned()
        } else {
            RemoteAddress::name_of(address)
        };
        Ok((RemoteAddress::of_name(&name)?, Token::new(&self.token.0)?))
    }
}

fn entry_of(name: String) -> Option<(String, String)> {
    let address = RemoteAddress::of_name(&name).ok()?;
    let server = address.server();
    let device = match address.index() {
        0 => message!("remote-device", server = server),
        index => message!("remote-device-index", server = server, index = index),
    };
    let words = if !remote::is_known(&address) {
        tr!("remote-asks-for-token", device = device)
    } else if remote::loss(&address).is_some() {
        tr!("remote-is-lost", device = device)
    } else if remote::traffic(&address).is_some() {
        tr!("remote-is-connected", device = device)
    } else {
        device.to_string()
    };
    Some((name, words))
}
