//! Ctrl+K: any command by a few letters of its name.

use crate::app::command::{
    Command, Commands, FileCommand, HandbookCommand, Info, NetworkCommand, Offers, WindowCommand,
    text_of_keys,
};
use crate::app::fuzzy;
use crate::app::look::{Theme, fonts, size};
use crate::app::palette;
use crate::app::state::State;
use crate::app::widgets::{self, ChosenLine};
use crate::project::presets;
use crate::text::say;
use crate::tr;
use egui::{
    Align2, Id, Key, Modal, Rect, Response, Role, ScrollArea, Sense, TextEdit, WidgetInfo, pos2,
    vec2,
};
use std::path::Path;

/// What the command palette keeps while it is open.
#[derive(Debug, Default)]
pub struct CommandPalette {
    query: String,
    chosen: ChosenLine,
}

const WIDTH: f32 = 520.0;

impl CommandPalette {
    /// Paints the palette over the window.
    pub fn ui(
        &mut self,
        ctx: &egui::Context,
        state: State<'_>,
        offers: &dyn Offers,
        commands: &mut Commands,
    ) {
        let area = egui::Area::new(Id::unique("command_palette")).order(egui::Order::Foreground);
        let area = area.anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
        let modal = Modal::new(Id::unique("command_palette_modal")).area(area);
        let modal = modal.backdrop_color(Theme::named(ctx.theme()).backdrop);
        let response = modal.show(ctx, |ui| {
            widgets::set_dialog_width(ui, WIDTH);
            self.content_ui(ui, state, offers, commands);
        });
        if response.should_close() {
            self.close(commands);
        }
    }

    fn content_ui(
        &mut self,
        ui: &mut egui::Ui,
        state: State<'_>,
        offers: &dyn Offers,
        commands: &mut Commands,
    ) {
        let is_ready = |command: &Command| offers.availability(command).is_ready();
        let matches = matching(&self.query, state, is_ready);
        self.chosen.hear_arrows(ui, matches.len());
        let field = TextEdit::singleline(&mut self.query)
            .hint_text(say("search-commands-hint"))
            .desired_width(f32::INFINITY);
        let field = ui.add(field.margin(vec2(10.0, 8.0)));
        widgets::name(&field, say("search-commands"));
        if field.changed() {
            self.chosen.begin_anew();
        }
        if !field.has_focus() && !field.lost_focus() {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(size::UNIT);
        if matches.is_empty() {
            ui.colored_label(
                Theme::of(ui).muted,
                tr!("no-command-called", query = %self.query.trim()),
            );
        }
        let mut run = matches
            .get(self.chosen.index())
            .filter(|_| entered)
            .cloned();
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for (index, command) in matches.iter().enumerate() {
                let is_chosen = index == self.chosen.index();
                let row = row_ui(ui, command, is_chosen, offers);
                if is_chosen {
                    self.chosen.show(&field, &row);
                }
                if row.clicked() {
                    run = Some(command.clone());
                }
            }
        });
        if let Some(command) = run
            && is_ready(&command)
        {
            self.close(commands);
            commands.send(command);
        }
    }

    fn close(&mut self, commands: &mut Commands) {
        *self = Self::default();
        commands.send(WindowCommand::CloseOverlay);
    }
}

/// The commands that fit `query`, best first. What needs a choice besides (a layer, a preset, a file) is found
/// only by name, so that the list stays short while nothing is typed.
fn matching(query: &str, state: State<'_>, is_ready: impl Fn(&Command) -> bool) -> Vec<Command> {
    let mut offered: Vec<Command> = Command::listed();
    offered.retain(|command| *command != super::own_command());
    if !query.trim().is_empty() {
        offered.extend(choices(state));
    }
    let fit = |command: &Command| {
        let info = command.info();
        // Of two names that fit equally well, the shorter one is meant more often.
        let length = info.label.len();
        let by_label = fuzzy::distance(query, &info.label);
        let by_keyword = fuzzy::best_keyword(query, info.keywords);
        let by_name = [by_label, by_keyword].into_iter().flatten().min();
        // In a whole sentence scattered letters are found nearly always.
        let in_tooltip =
            || fuzzy::distance(query, &info.tooltip).filter(|far| *far < fuzzy::SCATTERED);
        let far = by_name.or_else(|| in_tooltip().map(|far| far + 50));
        // Whoever types a name wants it done sooner than told about, and sooner than told that it cannot be done.
        let is_page = matches!(command, Command::Handbook(HandbookCommand::Show(_)));
        let is_late = is_page || !is_ready(command);
        let far = far.map(|far| far + if is_late { fuzzy::SCATTERED } else { 0 });
        far.map(|far| (far, if query.is_empty() { 0 } else { length }))
    };
    let mut found: Vec<((usize, usize), Command)> = offered
        .into_iter()
        .filter_map(|command| fit(&command).map(|far| (far, command)))
        .collect();
    found.sort_by_key(|(far, _)| *far);
    found.into_iter().map(|(_, command)| command).collect()
}

/// Everything that can be added, every preset, every recent file, every page of the handbook.
fn choices(state: State<'_>) -> impl Iterator<Item = Command> + '_ {
    let items = palette::items(state);
    let presets = presets().iter().map(|preset| preset.id.to_owned());
    let recent = state.window.recent.iter().map(Path::to_owned);
    items
        .map(|item| NetworkCommand::Add(item).into())
        .chain(presets.map(|name| FileCommand::LoadPreset(name).into()))
        .chain(recent.map(|path| FileCommand::OpenPath(path).into()))
        .chain(HandbookCommand::of_pages().map(Command::from))
}

fn row_ui(ui: &mut egui::Ui, command: &Command, chosen: bool, offers: &dyn Offers) -> Response {
    let theme = Theme::of(ui);
    let info = Info {
        shortcut: offers.keymap().keys(command),
        label: offers.label(command).into(),
        ..command.info()
    };
    let availability = offers.availability(command);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    let ready = availability.is_ready();
    response.widget_info(|| WidgetInfo::selected(Role::Button, ready, chosen, &*info.label));
    if chosen || response.hovered() {
        ui.painter().rect_filled(
            rect,
            size::FIELD_RADIUS,
            if chosen {
                theme.selection
            } else {
                theme.hovered
            },
        );
    }
    let reason = availability.reason().map(ToString::to_string);
    paint_row(ui, rect, &info, reason.as_deref());
    response.on_hover_text(reason.as_deref().unwrap_or(&info.tooltip))
}

fn paint_row(ui: &egui::Ui, rect: Rect, info: &Info, reason: Option<&str>) {
    let theme = Theme::of(ui);
    let color = if reason.is_none() {
        theme.text
    } else {
        theme.muted
    };
    let left = pos2(rect.left() + 10.0, rect.center().y);
    let words = ui
        .painter()
        .text(left, Align2::LEFT_CENTER, &info.label, fonts::text(), color);
    let keys = info
        .shortcut
        .map(|keys| text_of_keys(keys, ui.ctx()))
        .unwrap_or_default();
    let right = pos2(rect.right() - 10.0, rect.center().y);
    let keys = ui.painter().text(
        right,
        Align2::RIGHT_CENTER,
        keys,
        fonts::text(),
        theme.muted,
    );
    if let Some(reason) = reason {
        let mut job = egui::text::LayoutJob::simple_singleline(
            reason.to_owned(),
            fonts::small(),
            theme.muted,
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width(
            (keys.left() - words.right() - 28.0).max(0.0),
        );
        let galley = ui.painter().layout_job(job);
        let at = pos2(
            words.right() + 14.0,
            rect.center().y - galley.size().y / 2.0,
        );
        ui.painter().galley(at, galley, theme.muted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::document::Document;
    use crate::app::state::WindowState;

    fn found(query: &str) -> Vec<Command> {
        let (document, window) = (Document::empty(), WindowState::default());
        let state = State {
            document: &document,
            window: &window,
        };
        matching(query, state, |_| true)
    }

    fn first(query: &str) -> Option<String> {
        let found = found(query);
        found
            .first()
            .map(|command| command.info().label.into_owned())
    }

    #[test]
    fn the_best_match_comes_first() {
        assert_eq!(first("save").as_deref(), Some("Save"));
        assert_eq!(first("dark").as_deref(), Some("Dark theme"));
    }

    #[test]
    fn what_keras_calls_otherwise_is_found_by_its_name_there() {
        for (query, label) in [
            ("evaluate", "Show results"),
            ("confusion matrix", "Show results"),
            ("metrics", "Show results"),
            ("compile", "Show training settings"),
            ("fit", "Train"),
            ("predict", "Show Predict"),
        ] {
            let found = found(query);
            let labels: Vec<_> = found.iter().take(3).map(|it| it.info().label).collect();
            assert!(labels.iter().any(|it| it == label), "{query}: {labels:?}");
        }
    }

    #[test]
    fn what_cannot_be_done_now_stands_behind_what_can() {
        let (document, window) = (Document::empty(), WindowState::default());
        let state = State {
            document: &document,
            window: &window,
        };
        let save = Command::from(FileCommand::Save);
        let found = matching("", state, |command| *command != save);
        assert_eq!(found.last(), Some(&save));
    }

    #[test]
    fn words_are_found_in_any_order_and_letters_strewn_over_a_sentence_are_not() {
        assert_eq!(first("results show").as_deref(), Some("Show results"));
        let found = found("zqxj");
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn layers_and_presets_are_found_by_name() {
        assert_eq!(first("dropout").as_deref(), Some("Add Dropout"));
        assert_eq!(first("resnet50").as_deref(), Some("New from resnet50"));
    }
}
