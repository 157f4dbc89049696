//! Classes as rows: name, counts, and a strip of sample pictures to page through.

use super::classes::{ClassRow, RowOutcome, class_row_ui};
use super::renaming::Renaming;
use crate::app::command::Commands;
use crate::app::learning::{LoadedData, texture_of};
use crate::app::look::icon::Icon;
use crate::app::widgets;
use crate::data::{Dataset, Role};
use crate::project::TrainingSettings;
use crate::text::say;
use egui::{Align, Layout, Rangef, ScrollArea, TextureHandle};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A picture's side on the screen, in points: as large as lets the rows of all classes be seen.
const SIDE: Rangef = Rangef {
    min: 40.0,
    max: 96.0,
};
/// Between two pictures.
pub(super) const GAP: f32 = 4.0;

/// Which pictures are shown, and those that are on the screen already.
#[derive(Default)]
pub struct Samples {
    /// The fingerprints of the parts that `members` and `textures` belong to.
    fingerprints: Vec<String>,
    members: [Vec<Vec<usize>>; 3],
    shown: Role,
    renaming: Option<Renaming>,
    page: usize,
    side: f32,
    textures: BTreeMap<(Role, usize), TextureHandle>,
}

impl std::fmt::Debug for Samples {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Samples")
            .field("page", &self.page)
            .field("shown", &self.shown)
            .finish_non_exhaustive()
    }
}

impl Samples {
    /// Paints the classes of `data` with their pictures.
    pub fn ui(
        &mut self,
        ui: &mut egui::Ui,
        data: &LoadedData,
        settings: &TrainingSettings,
        commands: &mut Commands,
    ) {
        self.follow(data);
        let label_width = ClassRow::label_width(ui, data);
        let shown_part = data.parts().find(|(role, _)| *role == self.shown);
        let part = shown_part.map_or(&*data.train, |(_, part)| &**part);
        let class_count = part.classes().len();
        let room =
            (ui.available_height() / class_count.max(1) as f32) - ui.spacing().item_spacing.y;
        let side = SIDE.clamp(room).floor();
        if side != self.side {
            // The pager above counts by it.
            self.side = side;
            ui.request_discard("resized");
        }
        let per_row = self.per_row(ui.available_width(), label_width);
        let mut shown = Vec::new();
        ScrollArea::vertical()
            .id_salt("classes")
            .auto_shrink(false)
            .show_rows(ui, side, class_count, |ui, rows| {
                for class in rows {
                    let indices = self.on_page(class, per_row).to_vec();
                    let textures = indices
                        .iter()
                        .filter_map(|&index| self.texture(ui.ctx(), part, index))
                        .collect::<Vec<_>>();
                    shown.extend(indices);
                    let row = ClassRow::new(data, class);
                    let renaming = self
                        .renaming
                        .as_mut()
                        .filter(|renaming| renaming.is_of(data, class));
                    match class_row_ui(ui, (&row, label_width, side), &textures, renaming, commands)
                    {
                        RowOutcome::Quiet => {}
                        RowOutcome::Begin => self.renaming = Renaming::of(data, class),
                        RowOutcome::End { is_taken } => {
                            if let Some(renaming) = self.renaming.take().filter(|_| is_taken) {
                                commands.send(renaming.command(data, settings));
                            }
                        }
                    }
                }
            });
        self.textures
            .retain(|(role, index), _| *role == self.shown && shown.contains(index));
    }

    /// Starts afresh where the data set is another one.
    fn follow(&mut self, data: &LoadedData) {
        let explored = &data.explored;
        let fingerprints = std::iter::once(&explored.first)
            .chain(&explored.second)
            .chain(&explored.third)
            .map(|part| part.fingerprint.clone());
        let fingerprints: Vec<String> = fingerprints.collect();
        if self.fingerprints != fingerprints {
            let members = Role::ALL.map(|role| {
                let part = data.parts().find(|(found, _)| *found == role);
                part.map(|(_, part)| members_of(part)).unwrap_or_default()
            });
            *self = Self {
                fingerprints,
                members,
                side: self.side,
                ..Self::default()
            };
        }
    }

    /// Paints the choice of the part and the pages of its pictures at the right of a row.
    pub fn tools_ui(&mut self, ui: &mut egui::Ui, data: &LoadedData) {
        self.follow(data);
        let label_width = ClassRow::label_width(ui, data);
        let per_row = self.per_row(ui.max_rect().width(), label_width);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            self.pager_ui(ui, per_row);
            // From right to left.
            let parts: Vec<Role> = data.parts().map(|(role, _)| role).collect();
            for role in parts.iter().rev().filter(|_| parts.len() > 1) {
                let label = say(part_id(*role));
                if ui.selectable_label(self.shown == *role, label).clicked() {
                    self.shown = *role;
                    self.page = 0;
                }
            }
        });
    }

    /// Begins to give a class another name.
    pub fn begin_renaming(&mut self, data: &LoadedData, class: usize) {
        self.renaming = Renaming::of(data, class);
    }

    fn pager_ui(&mut self, ui: &mut egui::Ui, per_row: usize) {
        let longest = self
            .current_members()
            .iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0);
        let last = longest.div_ceil(per_row).saturating_sub(1);
        self.page = self.page.min(last);
        ui.add_enabled_ui(self.page < last, |ui| {
            if widgets::icon_button_ui(ui, Icon::ChevronRight, say("next-pictures")).clicked() {
                self.page += 1;
            }
        });
        widgets::muted_ui(ui, format!("{} / {}", self.page + 1, last + 1));
        ui.add_enabled_ui(self.page > 0, |ui| {
            if widgets::icon_button_ui(ui, Icon::ChevronLeft, say("previous-pictures")).clicked() {
                self.page -= 1;
            }
        });
    }

    /// How many pictures have a place beside the names of the classes.
    fn per_row(&self, width: f32, label_width: f32) -> usize {
        let row_width = width - label_width - 12.0;
        let step = self.side.max(SIDE.min) + GAP;
        ((row_width + GAP) / step).floor().max(1.0) as usize
    }

    fn current_members(&self) -> &[Vec<usize>] {
        &self.members[self.shown as usize]
    }

    /// The pictures of `class` that the page shows.
    fn on_page(&self, class: usize, per_row: usize) -> &[usize] {
        let all = self
            .current_members()
            .get(class)
            .map_or(&[][..], Vec::as_slice);
        let first = self.page.saturating_mul(per_row).min(all.len());
        &all[first..first.saturating_add(per_row).min(all.len())]
    }

    fn texture(
        &mut self,
        ctx: &egui::Context,
        part: &Dataset,
        index: usize,
    ) -> Option<TextureHandle> {
        let make = |picture| texture_of(ctx, &format!("sample {index}"), &picture);
        match self.textures.entry((self.shown, index)) {
            Entry::Occupied(known) => Some(known.get().clone()),
            Entry::Vacant(place) => Some(place.insert(make(part.picture(index)?)).clone()),
        }
    }
}

/// The message with the name of a part.
const fn part_id(role: Role) -> &'static str {
    match role {
        Role::Training => "part-of-training",
        Role::Validation => "part-validation",
        Role::Test => "part-test",
    }
}

/// The pictures of each class, in the order of the data set.
fn members_of(dataset: &Dataset) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); dataset.classes().len()];
    for (index, &label) in dataset.labels().iter().enumerate() {
        if let Some(class) = members.get_mut(label as usize) {
            class.push(index);
        }
    }
    members
}
