//! What buttons, menus and keys ask about a command at this moment.

use super::{Availability, Command, Keymap};

/// Whoever knows what can be asked now. Whatever paints a command takes this, and nothing of what lies behind it.
pub trait Offers {
    /// Whether `command` can run now, and if not, why.
    fn availability(&self, command: &Command) -> Availability;

    /// Whether `command` stands for something that is on now: an open panel, the current tab, the chosen theme.
    fn is_on(&self, command: &Command) -> bool;

    /// What `command` would do at this moment: "Undo: set filters of conv0".
    fn label(&self, command: &Command) -> String;

    /// The keys as the user has set them.
    fn keymap(&self) -> &Keymap;

    /// What a button says about `command`: what it does, and on which keys.
    fn tooltip(&self, command: &Command, ctx: &egui::Context) -> String {
        let (info, label) = (command.info(), self.label(command));
        let words = if label == info.label {
            info.tooltip.into_owned()
        } else {
            label
        };
        self.keymap().after_words(words, command, ctx)
    }
}
