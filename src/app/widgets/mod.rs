//! Small parts that several panels paint alike. Never knows the state of the window.

mod button;
mod choice;
mod chosen;
mod dialog;
mod field;
mod focus;
mod fold;
mod marks;
mod name;
mod prose;
mod text;

pub use button::{
    command_button_ui, filled_button_ui, icon_button_ui, icon_command_ui, main_button_ui,
    menu_in_menu_ui, menu_item_ui,
};
pub use choice::option_ui;
pub use chosen::ChosenLine;
pub use dialog::{Answer, Question, dialog, dialog_room, dialog_title_ui, set_dialog_width};
pub use field::{
    keep_undo_for_document, select_all, select_first, select_nothing, select_on_arrival,
    undo_goes_to_document,
};
pub use focus::{follow_focus, paint_focus_ring};
pub use fold::fold_ui;
pub use marks::{family_bar, icon_ui};
pub use name::{name, opens_menu};
pub use prose::{prose_ui, spans_ui};
pub use text::{
    buttons_width, cut_in_the_middle, group_heading_ui, muted_sentence_ui, muted_ui, percent,
    plain, sentence, text_width, title_ui,
};
