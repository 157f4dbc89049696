//! What is told about the training of a network, in front or not.

use crate::app::command::{Command, NoticeKind, PanelCommand, WindowCommand};
use crate::message;
use crate::text::Message;

/// Tells what could not be done.
pub fn complaint(reason: &Message) -> Command {
    Command::Window(WindowCommand::Complain(reason.sentence()))
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
