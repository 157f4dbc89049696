//! Blocks as a user meets them: what is selected of them, what can be done with it, and the dialogs that ask for names and
//! numbers.
//! Never changes a network; sends edits and commands.

mod availability;
mod chosen;
mod dialog;
mod make;
mod parameter;
mod rename;
mod repeat;
mod row;

pub use availability::availability;
pub use chosen::{
    Chosen, chosen, chosen_block, chosen_instances, concerned_block, whom_an_edit_concerns,
    whom_edits_concern,
};
pub use dialog::BlockDialogs;
pub(in crate::app) use parameter::{parameter_line_ui, parameter_menu};
