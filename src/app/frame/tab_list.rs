//! All tabs as a list, where the strip has no room for them side by side.

use super::tab::{OpenTab, accessible_name};
use crate::app::command::{Commands, TabCommand};
use crate::app::look::Theme;
use crate::app::widgets;
use crate::text::say;
use egui::containers::menu::MenuButton;
use egui::{Button, RichText, Role, ScrollArea, Ui, WidgetInfo};

/// The place of the button that opens the list, in points.
pub const WIDTH: f32 = 34.0;
/// A longer list scrolls, in points.
const MOST_HEIGHT: f32 = 320.0;

/// Paints a button that says how many tabs there are and opens the list of them.
pub fn list_ui(ui: &mut Ui, tabs: &[OpenTab], commands: &mut Commands) {
    let count = RichText::new(tabs.len().to_string()).color(Theme::of(ui).muted);
    ui.spacing_mut().button_padding.x = 5.0;
    let button = Button::new(count).min_size(ui.available_size());
    let (button, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ScrollArea::vertical()
            .max_height(MOST_HEIGHT)
            .show(ui, |ui| {
                for tab in tabs {
                    let words = accessible_name(tab);
                    if widgets::option_ui(ui, tab.is_front, words).clicked() {
                        commands.send(TabCommand::Show(tab.id));
                    }
                }
            });
    });
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, say("all-tabs")));
    button.on_hover_text(say("all-tabs"));
}
