//! Blocks as a user meets them: the commands around them, the dialogs that ask for names and numbers, and the library of
//! those that are kept for other networks.
//! Never changes a network; sends edits and commands.

mod chosen;
mod command;
mod dialog;
mod library;
mod make;
mod parameter;
mod rename;
mod repeat;
mod row;
mod saved;

pub use chosen::{
    COPIED_FROM_SEVERAL, Chosen, chosen, chosen_block, chosen_instances, concerned_block,
    whom_an_edit_concerns, whom_edits_concern,
};
pub use command::BlockCommand;
pub use dialog::{BlockDialog, BlockDialogs};
pub use library::BlockLibrary;
pub use parameter::Candidate;
pub(in crate::app) use parameter::{parameter_line_ui, parameter_menu};
pub use saved::SavedBlock;
