//! Buttons that send commands: label, tooltip, keys and reason come from the command.

use crate::app::command::{Command, Commands};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::workbench::Workbench;
use egui::{Button, Response, RichText, Role, Sense, WidgetInfo, vec2};

/// A button for `command`.
pub fn command_button_ui(
    ui: &mut egui::Ui,
    command: &Command,
    workbench: &Workbench,
    commands: &mut Commands,
) {
    let button = Button::new(command.info().label.into_owned());
    send_on_click(ui, button, command, workbench, commands);
}

/// The filled button for what a user most likely wants next.
pub fn main_button_ui(
    ui: &mut egui::Ui,
    command: &Command,
    workbench: &Workbench,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let words = RichText::new(command.info().label)
        .font(fonts::semi_bold(size::TEXT))
        .color(theme.on_accent);
    let button = Button::new(words)
        .fill(theme.accent_fill)
        .stroke(egui::Stroke::NONE);
    send_on_click(ui, button, command, workbench, commands);
}

/// A line of a menu: label left, keys right.
pub fn menu_item_ui(
    ui: &mut egui::Ui,
    command: &Command,
    workbench: &Workbench,
    commands: &mut Commands,
) {
    let info = command.info();
    let label = command.label_now(workbench);
    let keys = info
        .shortcut
        .map(|keys| ui.ctx().format_shortcut(&keys))
        .unwrap_or_default();
    let button = Button::new(label).shortcut_text(RichText::new(keys).color(Theme::of(ui).muted));
    send_on_click(ui, button, command, workbench, commands);
}

/// A small button that shows only a mark; `name` is its accessible name and tooltip.
pub fn icon_button_ui(ui: &mut egui::Ui, icon: Icon, name: &str) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let lively = response.hovered() || response.has_focus();
    if lively {
        ui.painter()
            .rect_filled(rect, size::FIELD_RADIUS, theme.hovered);
    }
    icon.paint(
        ui.painter(),
        rect,
        if lively { theme.text } else { theme.muted },
    );
    response.on_hover_text(name)
}

fn send_on_click(
    ui: &mut egui::Ui,
    button: Button<'_>,
    command: &Command,
    workbench: &Workbench,
    commands: &mut Commands,
) {
    let availability = command.availability(workbench);
    let response = ui.add_enabled(availability.is_ready(), button);
    let response = match availability.reason() {
        None => response.on_hover_text(command.info().tooltip),
        Some(reason) => response.on_disabled_hover_text(reason),
    };
    if response.clicked() {
        commands.send(command.clone());
    }
}
