//! Sending the keyboard to a part of the window that paints later in this frame or in the next.
//! Never says what a part does with it.

use crate::app::command::Panel;
use egui::accesskit::Action;
use egui::{Context, Event, Id, Key, Memory, Pos2, Rect, Role, Sense, Ui, WidgetInfo};

/// A part of the window that the keyboard can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// The outline's row.
    Outline,
    /// The first setting of what is selected.
    Settings,
    /// The name of what is selected, in the inspector.
    Name,
}

impl Region {
    fn id(self) -> Id {
        Id::unique(("keyboard-sent-to", self as u8))
    }
}

/// Sends the keyboard to `part`.
pub fn send_keyboard(ctx: &Context, part: Region) {
    ctx.data_mut(|data| data.insert_temp(part.id(), ()));
    ctx.request_repaint();
}

/// Sends the keyboard to `panel` where a key has led there: its first control is the next that Tab comes to, and whoever cannot
/// see hears its name. The canvas takes its keys while nothing else has them.
pub fn send_keyboard_to_panel(ctx: &Context, panel: Panel) {
    let by_key = ctx.data(|data| data.get_temp(key_pressed()));
    if by_key == Some(true) && panel != Panel::Canvas {
        ctx.memory_mut(|memory| memory.request_focus(start_of(panel)));
        ctx.data_mut(|data| data.insert_temp(hands(), true));
        ctx.request_repaint();
    }
}

/// What has the keyboard at the start of a panel.
fn start_of(panel: Panel) -> Id {
    Id::unique(("start-of-panel", panel))
}

/// Notes who leads from control to control, keys or the pointer, and whether a key is pressed in this frame: commands take the
/// events of their keys away.
pub fn note_hands(ctx: &Context) {
    let is_press = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
    let is_pressed = ctx.input(|input| input.events.iter().any(is_press));
    ctx.data_mut(|data| data.insert_temp(key_pressed(), is_pressed));
    let leads = |event: &Event| match event {
        Event::Key { key, pressed, .. } => {
            let moves = [
                Key::Tab,
                Key::ArrowUp,
                Key::ArrowDown,
                Key::ArrowLeft,
                Key::ArrowRight,
            ];
            (*pressed && moves.contains(key)).then_some(true)
        }
        Event::AccessKitActionRequest(request) => (request.action == Action::Focus).then_some(true),
        Event::PointerButton { pressed, .. } => pressed.then_some(false),
        _ => None,
    };
    let last = ctx.input(|input| input.events.iter().filter_map(leads).next_back());
    if let Some(by_keys) = last {
        ctx.data_mut(|data| data.insert_temp(hands(), by_keys));
    }
}

/// Whether keys lead from control to control.
pub fn keys_lead(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(hands())).unwrap_or(false)
}

fn key_pressed() -> Id {
    Id::unique("key-pressed-in-this-frame")
}

fn hands() -> Id {
    Id::unique("keys-lead-the-focus")
}

/// Remembers where the pointer went down last: beside the canvas, in one of the panels `aside`, letters are no commands.
pub fn note_press(ui: &Ui, aside: &[Rect]) {
    let pressed_at = ui.input(|input| {
        let pointer = &input.pointer;
        pointer.interact_pos().filter(|_| pointer.any_pressed())
    });
    // What a menu or a dialog over the panels is pressed for says nothing about where one works.
    let is_in_window = |at: &Pos2| ui.ctx().layer_id_at(*at) == Some(ui.layer_id());
    if let Some(at) = pressed_at.filter(is_in_window) {
        let is_aside = aside.iter().any(|panel| panel.contains(at));
        ui.data_mut(|data| data.insert_temp(pressed_aside(), is_aside));
    }
}

/// Whether letters without Ctrl or Alt are commands: not while the user is at work in a panel beside the canvas, where
/// they are more likely meant for a field.
pub fn letters_are_commands(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(pressed_aside())) != Some(true)
}

fn pressed_aside() -> Id {
    Id::unique("pointer-went-down-aside")
}

/// Whether the keyboard was sent to `part`; the question takes it.
pub fn take_keyboard(ctx: &Context, part: Region) -> bool {
    ctx.data_mut(|data| data.remove_temp::<()>(part.id()))
        .is_some()
}

/// Paints `panel` into `rect` and notes it where the user turns to it, with the pointer or with the keyboard.
pub fn note_use(ui: &mut Ui, (panel, rect): (Panel, Rect), paint: impl FnOnce(&mut Ui)) {
    let focused = |ui: &Ui| ui.memory(Memory::focused);
    let before = focused(ui);
    if before == Some(start_of(panel)) {
        let start = ui.interact(rect, start_of(panel), Sense::focusable_noninteractive());
        start.widget_info(|| WidgetInfo::labeled(Role::Group, true, panel.label()));
        use_panel(ui.ctx(), panel);
    }
    paint(ui);
    let comes = focused(ui).is_some_and(|now| Some(now) != before);
    let is_pressed = ui.input(|input| {
        let pointer = &input.pointer;
        let at = pointer.interact_pos().filter(|_| pointer.any_pressed());
        at.is_some_and(|at| rect.contains(at))
    });
    if comes || is_pressed {
        use_panel(ui.ctx(), panel);
    }
}

/// `panel` is the one that is used from now on.
pub fn use_panel(ctx: &Context, panel: Panel) {
    ctx.data_mut(|data| data.insert_temp(used(), panel));
}

/// The panel that the user has turned to last.
pub fn used_panel(ctx: &Context) -> Option<Panel> {
    ctx.data(|data| data.get_temp(used()))
}

fn used() -> Id {
    Id::unique("panel-used-last")
}
