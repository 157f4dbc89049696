//! Blocks as a user meets them: the commands around them, and the dialogs that ask for names and numbers.
//! Never changes a network; sends edits and commands.

mod chosen;
mod command;
mod dialog;
mod make;
mod parameter;
mod rename;
mod repeat;
mod row;

pub use chosen::{Chosen, chosen, chosen_block, concerned_block, whom_an_edit_concerns};
pub use command::BlockCommand;
pub use dialog::{BlockDialog, BlockDialogs};
pub(in crate::app) use parameter::{parameter_line_ui, parameter_menu};
