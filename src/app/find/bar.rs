//! The bar: a field, how much was found, and where to go.

use super::replace::replace_ui;
use crate::app::command::{Command, Commands, FindCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::state::{Search, State};
use crate::app::widgets;
use crate::text::say;
use crate::tr;
use egui::{
    Align, Button, Frame, Id, Key, Label, Layout, Margin, Modifiers, Response, RichText, TextEdit,
    Ui, vec2,
};

/// What the bar keeps from frame to frame.
#[derive(Debug, Default)]
pub struct FindBar {
    /// The last call that its field has answered by taking the keyboard.
    answered: u32,
}

/// The field and the words for how much was found, in points.
const FIELD_WIDTHS: std::ops::RangeInclusive<f32> = 120.0..=320.0;
const COUNT_WIDTH: f32 = 76.0;
const LINE_HEIGHT: f32 = 15.0;
/// Between two things in a row, in points.
const GAP: f32 = 6.0;
/// Everything in the row beside the field, in points.
const BESIDE_FIELD: f32 = 330.0;

impl FindBar {
    /// Paints the bar at the top of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
        let margin = Margin::symmetric(10, 6);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(GAP, 4.0);
            let search = &state.window.search;
            // Where both side panels leave little room, the buttons stand below the field.
            let is_narrow = ui.available_width() < FIELD_WIDTHS.start() + BESIDE_FIELD;
            ui.horizontal(|ui| {
                let beside = if is_narrow {
                    COUNT_WIDTH + GAP
                } else {
                    BESIDE_FIELD
                };
                self.search_ui(ui, search, beside, commands);
                if !is_narrow {
                    buttons_ui(ui, search, commands);
                }
            });
            if is_narrow {
                ui.horizontal(|ui| buttons_ui(ui, search, commands));
            }
            let theme = Theme::of(ui);
            match (&search.replacing, &search.fault) {
                (Some(replacing), _) => replace_ui(ui, replacing, state, commands),
                (None, Some(fault)) => line_ui(ui, &widgets::sentence(fault), theme.warning),
                (None, None) => line_ui(ui, say("find-help"), theme.muted),
            }
        });
        close_on_escape(ui, commands);
    }

    /// The field and how much was found; so many points in the row stay for others.
    fn search_ui(&mut self, ui: &mut Ui, search: &Search, beside: f32, commands: &mut Commands) {
        let mut send = |command: FindCommand| commands.send(Command::Find(command));
        widgets::icon_ui(ui, Icon::Search, Theme::of(ui).muted);
        self.field_ui(ui, search, beside, &mut send);
        let count = count_words(search);
        let room = vec2(COUNT_WIDTH, size::ROW_HEIGHT);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(room);
            widgets::muted_ui(ui, count);
        });
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        search: &Search,
        beside: f32,
        send: &mut impl FnMut(FindCommand),
    ) {
        let id = Id::unique("find-layers");
        if ui.memory(|memory| memory.has_focus(id)) {
            walk_by_keys(ui, send);
        }
        let mut text = search.text.clone();
        let width = ui.available_width() - beside;
        let field = TextEdit::singleline(&mut text)
            .id(id)
            .hint_text(say("find-hint"))
            .desired_width(width.clamp(*FIELD_WIDTHS.start(), *FIELD_WIDTHS.end()))
            .margin(vec2(8.0, 4.0));
        let field = ui.add(field);
        widgets::name(&field, say("find-layers"));
        widgets::select_on_arrival(ui, &field, &text);
        if field.changed() {
            send(FindCommand::LookFor(text));
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            send(FindCommand::Close);
        }
        if self.answered != search.calls {
            self.answered = search.calls;
            take_keyboard(ui, &field, &search.text);
        }
    }
}

/// Where to go among what was found, and what can be done with it.
fn buttons_ui(ui: &mut Ui, search: &Search, commands: &mut Commands) {
    let mut send = |command: FindCommand| commands.send(Command::Find(command));
    let has_found = !search.found.is_empty();
    ui.add_enabled_ui(has_found, |ui| {
        if widgets::icon_button_ui(ui, Icon::ArrowUp, say("previous-match")).clicked() {
            send(FindCommand::Previous);
        }
        if widgets::icon_button_ui(ui, Icon::ArrowDown, say("next-match")).clicked() {
            send(FindCommand::Next);
        }
        let all = ui.button(say("select-all"));
        widgets::name(&all, say("select-all-found"));
        if all.on_hover_text(say("select-all-help")).clicked() {
            send(FindCommand::SelectAll);
        }
    });
    let is_replacing = search.replacing.is_some();
    let replace = ui.add(Button::new(say("replace")).selected(is_replacing));
    if replace.on_hover_text(say("replace-help")).clicked() {
        send(if is_replacing {
            FindCommand::CloseReplace
        } else {
            FindCommand::OpenReplace
        });
    }
    if widgets::icon_button_ui(ui, Icon::Cross, say("close-find")).clicked() {
        send(FindCommand::Close);
    }
}

/// One line of small words that takes its room whatever they say: the canvas below does not move while one types.
pub(super) fn line_ui(ui: &mut Ui, words: &str, color: egui::Color32) {
    let room = vec2(ui.available_width(), LINE_HEIGHT);
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(room);
        let text = RichText::new(words).font(fonts::small()).color(color);
        ui.add(Label::new(text).truncate());
    });
}

/// Gives the field the keyboard, with what is in it selected: typing replaces it.
fn take_keyboard(ui: &Ui, field: &Response, text: &str) {
    field.request_focus();
    widgets::select_all(ui, field.id, text);
}

/// Enter goes on, Shift+Enter back; the field keeps the keyboard.
fn walk_by_keys(ui: &Ui, send: &mut impl FnMut(FindCommand)) {
    let (back, on) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::SHIFT, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    if back {
        send(FindCommand::Previous);
    } else if on {
        send(FindCommand::Next);
    }
}

fn count_words(search: &Search) -> String {
    match (search.found.len(), search.current) {
        (0, _) if search.text.trim().is_empty() || search.fault.is_some() => String::new(),
        (0, _) => tr!("no-match"),
        (count, None) => tr!("match-count", count = count),
        (count, Some(current)) => tr!("match-of", current = current + 1, count = count),
    }
}

/// Escape closes the bar also while the keyboard is elsewhere, unless a field, a menu or a gesture has it first.
fn close_on_escape(ui: &Ui, commands: &mut Commands) {
    let ctx = ui.ctx();
    let is_taken = ctx.text_edit_focused()
        || egui::Popup::is_any_open(ctx)
        || ctx.memory(|memory| memory.top_modal_layer().is_some())
        || ui.input(|input| input.pointer.any_down());
    if !is_taken && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        commands.send(FindCommand::Close);
    }
}
