//! What is told about the training of a network, in front or not.

use crate::app::command::{Command, NoticeKind, PanelCommand, WindowCommand};
use crate::app::widgets;
use crate::message;
use crate::text::Message;
use std::fmt;

/// Tells what could not be done.
pub fn complaint(reason: &Message) -> Command {
    Command::Window(WindowCommand::Complain(reason.sentence()))
}

/// The same message without the marks around names, which only help where there is no other type.
pub fn plain(message: Message) -> Message {
    Message::of(Plain(message))
}

struct Plain(Message);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&widgets::plain(&self.0.to_string()))
    }
}

/// Tells what was `sent` about the network called `name` while another one is in front: a complaint says of which network it
/// is, and no panel comes to the front, for it would show the other one.
pub fn as_of_another_tab(sent: Vec<Command>, name: &str) -> impl Iterator<Item = Command> {
    sent.into_iter().filter_map(move |command| match command {
        Command::Window(WindowCommand::Tell(text)) => Some(Command::Window(
            WindowCommand::Announce(NoticeKind::Done, None, text),
        )),
        Command::Window(WindowCommand::Complain(text)) => {
            let text = message!("of-network", network = name, sentence = text);
            Some(Command::Window(WindowCommand::Announce(
                NoticeKind::Error,
                None,
                text,
            )))
        }
        Command::Panel(PanelCommand::LeadTo(_)) => None,
        command => Some(command),
    })
}
