//! The list of everything that can be added: search, click, drag.
//! Never adds anything itself; sends commands.

mod item;
mod row;

pub use item::{distance, items};

use super::fuzzy;
use super::look::size;
use super::state::{Favorites, State};
use super::widgets;
use crate::app::command::{Command, Commands, NetworkCommand, Offers, PaletteItem};
use crate::graph::Graph;
use crate::text::say;
use crate::tr;
use egui::{Id, Key, ScrollArea, TextEdit, Ui, vec2};
use item::Group;
use row::{RowContext, row_ui};
use std::collections::BTreeSet;

/// What the palette keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
    /// Whether what was typed has added a layer: then undo takes that back, not letters.
    has_added: bool,
    /// Favorites and recent ones as they show: nothing moves under the pointer.
    shown: Favorites,
    /// The headings under which seldom wanted layers show, too.
    opened: BTreeSet<&'static str>,
}

impl Palette {
    /// Paints the palette.
    pub fn ui(
        &mut self,
        ui: &mut egui::Ui,
        state: State<'_>,
        offers: &dyn Offers,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        if !ui.rect_contains_pointer(ui.max_rect()) {
            self.shown.clone_from(&state.window.favorites);
        }
        self.search_ui(ui, state, commands);
        ui.add_space(size::UNIT);
        let groups = item::groups(graph, &self.query);
        let saved = item::saved(&state.window.library, &self.query);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            if self.query.trim().is_empty() {
                for (group, called) in favorite_groups(&self.shown, graph) {
                    group_ui(ui, &group, called, &state.window.favorites, commands);
                }
            }
            if !saved.items.is_empty() {
                group_ui(ui, &saved, Called::My, &state.window.favorites, commands);
            }
            for group in groups.clone() {
                let (shown, seldom) = self.folded(group);
                group_ui(ui, &shown, Called::Plain, &state.window.favorites, commands);
                if seldom > 0 && more_ui(ui, &shown, seldom, self.opened.contains(shown.heading)) {
                    toggle(&mut self.opened, shown.heading);
                }
            }
            let has_commands = commands_ui(ui, &self.query, offers, commands);
            if groups.is_empty() && saved.items.is_empty() && !has_commands {
                widgets::muted_ui(ui, tr!("no-layer-called", query = %self.query.trim()));
                if ui.button(say("show-all-layers")).clicked() {
                    self.query.clear();
                }
            }
            ui.add_space(size::UNIT);
        });
    }

    /// What shows of a group, and how many of it are wanted seldom; a search shows whatever it finds.
    fn folded(&self, mut group: Group) -> (Group, usize) {
        if !self.query.trim().is_empty() {
            return (group, 0);
        }
        let seldom = group.items.iter().filter(|item| !item::is_usual(item));
        let seldom = seldom.count();
        if !self.opened.contains(group.heading) {
            group.items.retain(item::is_usual);
        }
        (group, seldom)
    }

    /// The search field; Enter adds the best match.
    fn search_ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        let id = Id::unique("palette-search");
        let has_nothing_to_undo = self.query.is_empty() || self.has_added;
        let field = TextEdit::singleline(&mut self.query)
            .id(id)
            .hint_text(say("search-layers-hint"))
            .desired_width(f32::INFINITY)
            .margin(vec2(10.0, 5.0));
        let response = if has_nothing_to_undo {
            widgets::keep_undo_for_document(ui, id, |ui| ui.add(field))
        } else {
            ui.add(field)
        };
        widgets::name(&response, say("search-layers"));
        widgets::select_on_arrival(ui, &response, &self.query);
        if response.changed() {
            self.has_added = false;
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            let (graph, library) = (state.document.graph(), &state.window.library);
            let best = item::best(graph, library, &self.query);
            if let Some(item) = best.filter(|_| !self.query.trim().is_empty()) {
                commands.send(NetworkCommand::Add(item));
                self.has_added = true;
            }
            response.request_focus();
        }
    }
}

/// Opens and closes the rest of a group; answers whether it was asked for.
fn more_ui(ui: &mut Ui, group: &Group, seldom: usize, is_open: bool) -> bool {
    let (words, name) = if is_open {
        (
            say("palette-fewer").to_owned(),
            tr!("palette-fewer-of", group = group.heading),
        )
    } else {
        (
            tr!("palette-more", count = seldom),
            tr!("palette-more-of", count = seldom, group = group.heading),
        )
    };
    let button = ui.add(egui::Button::new(words).small().frame(false));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
    button.clicked()
}

fn toggle(opened: &mut BTreeSet<&'static str>, heading: &'static str) {
    if !opened.remove(heading) {
        opened.insert(heading);
    }
}

/// What `query` asks for that is no layer, as "evaluate" or "compile"; answers whether there is something.
fn commands_ui(ui: &mut Ui, query: &str, offers: &dyn Offers, commands: &mut Commands) -> bool {
    let offered: Vec<Command> = Command::listed()
        .into_iter()
        .filter(|command| fuzzy::best_keyword(query, command.info().keywords).is_some())
        .collect();
    if offered.is_empty() {
        return false;
    }
    ui.add_space(4.0);
    widgets::group_heading_ui(ui, say("commands"));
    for command in &offered {
        let is_ready = offers.availability(command).is_ready();
        let info = command.info();
        let button = ui.add_enabled(is_ready, egui::Button::new(&*info.label));
        if button.on_hover_text(&*info.tooltip).clicked() {
            commands.send(command.clone());
        }
    }
    true
}

/// What has a star and what was added last, as far as `graph` can have it, and the word that tells their rows from
/// those below.
fn favorite_groups(favorites: &Favorites, graph: &Graph) -> impl Iterator<Item = (Group, Called)> {
    let existing = |items: Vec<PaletteItem>| {
        let items = items.into_iter();
        items.filter(|item| item.exists_for(graph)).collect()
    };
    let groups = [
        (
            say("favorites"),
            Called::Favorite,
            existing(favorites.favorites().collect()),
        ),
        (
            say("added-last"),
            Called::Recent,
            existing(favorites.recent().collect()),
        ),
    ];
    let filled = groups
        .into_iter()
        .filter(|(_, _, items): &(_, _, Vec<_>)| !items.is_empty());
    filled.map(|(heading, called, items)| (Group { heading, items }, called))
}

/// What tells the rows of a group from those of another with the same items.
#[derive(Clone, Copy)]
enum Called {
    Plain,
    My,
    Favorite,
    Recent,
}

impl Called {
    fn add(self) -> &'static str {
        match self {
            Self::Plain => "palette-add",
            Self::My => "palette-add-my",
            Self::Favorite => "palette-add-favorite",
            Self::Recent => "palette-add-recent",
        }
    }

    fn item(self) -> &'static str {
        match self {
            Self::Plain => "palette-item",
            Self::My => "palette-item-my",
            Self::Favorite => "palette-item-favorite",
            Self::Recent => "palette-item-recent",
        }
    }
}

/// A heading and its rows, which are called "Add Conv2D", or "Add recent Conv2D" where `called` says so.
fn group_ui(
    ui: &mut Ui,
    group: &Group,
    called: Called,
    favorites: &Favorites,
    commands: &mut Commands,
) {
    ui.add_space(4.0);
    widgets::group_heading_ui(ui, group.heading);
    for item in &group.items {
        let row = RowContext {
            item,
            name: tr!(called.add(), name = item.name()),
            called: tr!(called.item(), name = item.name()),
            is_favorite: favorites.is_favorite(item),
        };
        row_ui(ui, &row, commands);
    }
}
