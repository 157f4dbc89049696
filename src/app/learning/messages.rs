//! What is told about the training of a network, in front or not.

use crate::app::command::Command;
use crate::app::state::NoticeKind;
use crate::app::widgets;

/// Tells what could not be done.
pub fn complaint(reason: &str) -> Command {
    Command::Complain(widgets::sentence(reason))
}

/// Tells what was `sent` about the network called `name` while another one is in front: a complaint says of which network it
/// is, and no panel comes to the front, for it would show the other one.
pub fn as_of_another_tab(sent: Vec<Command>, name: &str) -> impl Iterator<Item = Command> {
    sent.into_iter().filter_map(move |command| match command {
        Command::Tell(text) => Some(Command::Announce(NoticeKind::Done, None, text)),
        Command::Complain(text) => {
            let text = format!("{name}: {text}");
            Some(Command::Announce(NoticeKind::Error, None, text))
        }
        Command::ShowTab(_) => None,
        command => Some(command),
    })
}
