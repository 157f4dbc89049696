//! Buttons that send commands: label, tooltip, keys and reason come from the command.

use super::name::{is_menu_line, opens_menu};
use crate::app::command::{Availability, Command, Commands, Offers, TrainCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use egui::containers::menu::SubMenuButton;
use egui::{Atom, Button, IdSalt, Rect, Response, RichText, Role, Sense, WidgetInfo, pos2, vec2};

/// A button for `command`.
pub fn command_button_ui(
    ui: &mut egui::Ui,
    command: &Command,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    let button = Button::new(command.info().label.into_owned());
    send_on_click(ui, button, command, offers, commands);
}

/// The filled button for `command`, where that is what a user most likely wants next.
pub fn main_button_ui(
    ui: &mut egui::Ui,
    command: &Command,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    let availability = offers.availability(command);
    let info = command.info();
    let response = ui
        .add_enabled_ui(availability.is_ready(), |ui| {
            let width = ui.spacing().interact_size.x;
            filled_button_ui(ui, &info.label, mark_of(command), width)
        })
        .inner;
    send_if_clicked(response, command, &availability, offers, commands);
}

/// The mark before the words of the button for `command`.
fn mark_of(command: &Command) -> Option<Icon> {
    match command {
        Command::Train(TrainCommand::Train | TrainCommand::Resume | TrainCommand::Continue) => {
            Some(Icon::Play)
        }
        Command::Train(TrainCommand::Pause) => Some(Icon::Pause),
        _ => None,
    }
}

/// A filled button with `words`, after a mark where there is one, at least `width` points wide.
pub fn filled_button_ui(
    ui: &mut egui::Ui,
    words: &str,
    icon: Option<Icon>,
    width: f32,
) -> Response {
    let theme = Theme::of(ui);
    let mark = IdSalt::new("mark");
    let text = RichText::new(words)
        .font(fonts::semi_bold(size::TEXT))
        .color(theme.on_accent);
    let button = match icon {
        Some(_) => Button::new((Atom::custom(mark, vec2(MARK_SIDE, MARK_SIDE)), text)),
        None => Button::new(text),
    };
    let button = button
        .fill(theme.accent_fill)
        .stroke(egui::Stroke::NONE)
        .min_size(vec2(width, size::ROW_HEIGHT));
    let shown = button.atom_ui(ui);
    if let (Some(icon), Some(rect)) = (icon, shown.rect(mark)) {
        icon.paint(ui.painter(), rect, theme.on_accent);
    }
    shown.response
}

/// A line of a menu: label left, keys right, marked where it is on.
pub fn menu_item_ui(
    ui: &mut egui::Ui,
    command: &Command,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    let keys = offers.keymap().text(command, ui.ctx());
    let keys = RichText::new(keys).color(Theme::of(ui).muted);
    let button = Button::new((gutter(), offers.label(command))).shortcut_text(keys);
    let response = send_on_click(ui, button, command, offers, commands);
    if response.clicked() {
        // A menu closes by itself only when the pointer clicks.
        ui.close();
    }
    let is_on = offers.is_on(command);
    is_menu_line(&response, is_on);
    if is_on {
        let left = response.rect.left() + ui.spacing().button_padding.x;
        let mark = Rect::from_min_size(
            pos2(left, response.rect.center().y - MARK_SIDE / 2.0),
            vec2(MARK_SIDE, MARK_SIDE),
        );
        Icon::Check.paint(ui.painter(), mark, Theme::of(ui).accent);
    }
}

/// One line of a menu that opens another menu beside it, its words below those of the other lines.
pub fn menu_in_menu_ui(ui: &mut egui::Ui, title: &str, content: impl FnOnce(&mut egui::Ui)) {
    let (button, menu) = SubMenuButton::new((gutter(), title)).ui(ui, content);
    opens_menu(&button, menu.is_some());
}

fn gutter() -> Atom<'static> {
    Atom::custom(IdSalt::new("mark"), vec2(MARK_SIDE, MARK_SIDE))
}

/// The room at the left of a menu's lines for the mark of what is on, in points.
const MARK_SIDE: f32 = 12.0;

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

/// A small button that shows only the mark of `command`; its name and tooltip say what it would do at this moment.
pub fn icon_command_ui(
    ui: &mut egui::Ui,
    command: &Command,
    icon: Icon,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    let availability = offers.availability(command);
    let label = offers.label(command);
    let (rect, response) = ui
        .add_enabled_ui(availability.is_ready(), |ui| {
            ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click())
        })
        .inner;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, availability.is_ready(), &*label));
    let theme = Theme::of(ui);
    let is_lively = response.hovered() || response.has_focus();
    let color = match (availability.is_ready(), is_lively) {
        (false, _) => theme.faint,
        (true, false) => theme.muted,
        (true, true) => theme.text,
    };
    if availability.is_ready() && is_lively {
        ui.painter()
            .rect_filled(rect, size::FIELD_RADIUS, theme.hovered);
    }
    icon.paint(ui.painter(), rect, color);
    send_if_clicked(response, command, &availability, offers, commands);
}

fn send_on_click(
    ui: &mut egui::Ui,
    button: Button<'_>,
    command: &Command,
    offers: &dyn Offers,
    commands: &mut Commands,
) -> Response {
    let availability = offers.availability(command);
    let response = ui.add_enabled(availability.is_ready(), button);
    send_if_clicked(response, command, &availability, offers, commands)
}

/// Explains the button of `response`, and sends `command` where it was clicked.
fn send_if_clicked(
    response: Response,
    command: &Command,
    availability: &Availability,
    offers: &dyn Offers,
    commands: &mut Commands,
) -> Response {
    let response = match availability.reason() {
        None => {
            let words = offers.tooltip(command, &response.ctx);
            response.on_hover_text(words)
        }
        Some(reason) => response.on_disabled_hover_text(reason.to_string()),
    };
    if response.clicked() {
        commands.send(command.clone());
    }
    response
}
