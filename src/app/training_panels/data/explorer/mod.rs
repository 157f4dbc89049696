//! The pictures of a data set as a grid: by class and part, found by name, shown large; labeled otherwise and left out, which
//! is a change of the project and never of the user's files. Holds textures of what is in view and a bounded number beside it.

mod changing;
mod filter;
mod grid;
mod keys;
mod large;
mod menu;
mod shelf;
mod statistics;
mod textures;

pub use statistics::statistics_ui;

use crate::app::command::Commands;
use crate::app::learning::LoadedData;
use crate::app::look::size;
use crate::data::PictureChanges;
use crate::project::TrainingSettings;
use crate::text::say;
use changing::{Change, command};
use egui::{ScrollArea, Ui};
use filter::Filter;
pub use filter::Kind;
use grid::Outcome;
use shelf::{Place, Shelf, shelves};
use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use textures::Textures;

/// What the grid keeps from frame to frame.
#[derive(Debug)]
pub struct Explorer {
    filter: Filter,
    /// A picture's side on the screen, in points.
    side: f32,
    /// Which pictures the grid shows, and for what it was found.
    shown: Vec<Place>,
    found_for: Option<Found>,
    selected: BTreeSet<Place>,
    /// The picture that the keyboard is on: a place in `shown`.
    active: usize,
    /// By which that picture is known once the data is another.
    active_key: Option<String>,
    /// Where a selection of several begins: a place in `shown`.
    anchor: usize,
    large: Option<usize>,
    is_to_show: bool,
    textures: Textures,
}

impl Default for Explorer {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            side: FIRST_SIDE,
            shown: Vec::new(),
            found_for: None,
            selected: BTreeSet::new(),
            active: 0,
            active_key: None,
            anchor: 0,
            large: None,
            is_to_show: false,
            textures: Textures::default(),
        }
    }
}

/// A picture's side at first, in points.
const FIRST_SIDE: f32 = 56.0;

/// What the list of pictures was made for.
#[derive(Debug)]
struct Found {
    data: Weak<LoadedData>,
    filter: Filter,
    changes: PictureChanges,
}

impl Found {
    fn is_for(&self, data: &Arc<LoadedData>, filter: &Filter, changes: &PictureChanges) -> bool {
        self.data.ptr_eq(&Arc::downgrade(data))
            && self.filter == *filter
            && self.changes == *changes
    }
}

/// What the user asks of the pictures.
#[derive(Debug, Clone, PartialEq)]
enum Wish {
    Change(Change),
    ShowLarge,
    Ask(Asked),
}

/// What is asked of the panel around the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// To give this class another name.
    RenameClass(usize),
    /// To show this picture of the training part as a training will vary it.
    PreviewAugmentation(usize),
}

impl Explorer {
    /// Paints the grid or one picture large. Answers what is asked of the panel around it.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        data: &Arc<LoadedData>,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) -> Option<Asked> {
        self.textures.follow(data);
        let shelves = shelves(data);
        self.find(data, &shelves, &settings.picture_changes);
        let large = self.large.and_then(|at| self.shown.get(at)).copied();
        let wish = match large {
            Some(place) => self.large_ui(ui, data, &shelves, place),
            None => {
                self.large = None;
                let wish = self.tools_ui(ui, data, &shelves);
                self.find(data, &shelves, &settings.picture_changes);
                let in_grid = self.grid_ui(ui, data, &shelves, settings);
                wish.or(in_grid)
            }
        };
        self.active_key = self.shown.get(self.active).and_then(|place| {
            let shelf = shelves.get(place.shelf)?;
            shelf.dataset.key(place.index).map(str::to_owned)
        });
        match wish? {
            Wish::ShowLarge => self.large = Some(self.active),
            Wish::Ask(asked) => return Some(asked),
            Wish::Change(change) => {
                let chosen = self.chosen();
                let pictures = chosen.iter().filter_map(|place| {
                    let shelf = shelves.get(place.shelf)?;
                    Some((shelf, place.index))
                });
                if let Some(command) = command(&change, pictures, data, settings) {
                    commands.send(command);
                }
            }
        }
        None
    }

    /// The class whose pictures alone are shown.
    pub fn class(&self) -> Option<usize> {
        self.filter.class.map(|class| class as usize)
    }

    /// Shows pictures of that kind, in all parts and classes.
    pub fn show(&mut self, kind: Kind) {
        self.filter = Filter {
            kind,
            ..Filter::default()
        };
        self.large = None;
    }

    /// The pictures that a wish is about: those selected, else the one that the keyboard is on.
    fn chosen(&self) -> Vec<Place> {
        match self.large.and_then(|at| self.shown.get(at)) {
            Some(large) => vec![*large],
            None if self.selected.is_empty() => {
                self.shown.get(self.active).copied().into_iter().collect()
            }
            None => self.selected.iter().copied().collect(),
        }
    }

    /// Makes the list of pictures afresh where it is of other data, of another filter or of other changes.
    fn find(&mut self, data: &Arc<LoadedData>, shelves: &[Shelf<'_>], changes: &PictureChanges) {
        let is_current = self
            .found_for
            .as_ref()
            .is_some_and(|found| found.is_for(data, &self.filter, changes));
        if is_current {
            return;
        }
        let is_other_data = self
            .found_for
            .as_ref()
            .is_none_or(|found| !found.data.ptr_eq(&Arc::downgrade(data)));
        self.shown = self.filter.places(data, shelves, changes);
        if is_other_data {
            self.selected.clear();
        }
        let shown: BTreeSet<Place> = self.shown.iter().copied().collect();
        self.selected.retain(|place| shown.contains(place));
        let last = self.shown.len().saturating_sub(1);
        let key_of = |place: &Place| shelves.get(place.shelf)?.dataset.key(place.index);
        let followed = self.active_key.as_deref().filter(|_| is_other_data);
        let followed = followed.and_then(|key| {
            self.shown
                .iter()
                .position(|place| key_of(place) == Some(key))
        });
        self.active = followed.unwrap_or(self.active).min(last);
        self.anchor = self.anchor.min(last);
        self.large = self.large.map(|_| self.active);
        self.found_for = Some(Found {
            data: Arc::downgrade(data),
            filter: self.filter.clone(),
            changes: changes.clone(),
        });
    }

    fn grid_ui(
        &mut self,
        ui: &mut Ui,
        data: &Arc<LoadedData>,
        shelves: &[Shelf<'_>],
        settings: &TrainingSettings,
    ) -> Option<Wish> {
        if self.shown.is_empty() {
            ui.add_space(size::UNIT);
            crate::app::widgets::muted_sentence_ui(ui, say("no-such-pictures"));
            return None;
        }
        let in_pairs = self.filter.kind == Kind::Near;
        let grid = grid::Grid::of(ui, self.side, self.shown.len(), in_pairs);
        let by_key = self.keys_ui(ui, &grid);
        let mut scroll = ScrollArea::vertical()
            .id_salt("pictures")
            .auto_shrink(false);
        if std::mem::take(&mut self.is_to_show) {
            scroll =
                scroll.vertical_scroll_offset(grid.offset_of(self.active, ui.available_height()));
        }
        let mut outcome = None;
        scroll.show_rows(ui, grid.row_height, grid.row_count, |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            outcome = grid.rows_ui(ui, rows, self, data, shelves, settings);
        });
        self.textures.let_go(ui.ctx());
        let by_pointer = outcome.and_then(|outcome| self.act(ui, outcome));
        by_key.or(by_pointer)
    }

    fn act(&mut self, ui: &Ui, outcome: Outcome) -> Option<Wish> {
        let Outcome { at, touch } = outcome;
        match touch {
            grid::Touch::Wish(wish) => return Some(wish),
            grid::Touch::Menu => {
                if self
                    .shown
                    .get(at)
                    .is_some_and(|place| !self.selected.contains(place))
                {
                    self.select(at, false, false);
                }
            }
            grid::Touch::Click => {
                let modifiers = ui.input(|input| input.modifiers);
                self.select(at, modifiers.shift, modifiers.command);
            }
            grid::Touch::DoubleClick => {
                self.active = at;
                return Some(Wish::ShowLarge);
            }
        }
        self.active = at;
        keys::focus(ui);
        None
    }

    /// Selects a picture; with the others up to it where `reaches`; beside the others where `adds`.
    fn select(&mut self, at: usize, reaches: bool, adds: bool) {
        let (from, to) = (self.anchor.min(at), self.anchor.max(at));
        let Some(&place) = self.shown.get(at) else {
            return;
        };
        if reaches {
            let reached = self.shown.get(from..=to).unwrap_or_default();
            self.selected = reached.iter().copied().collect();
            return;
        }
        self.anchor = at;
        if adds {
            if !self.selected.remove(&place) {
                self.selected.insert(place);
            }
            return;
        }
        self.selected = BTreeSet::from([place]);
    }
}
