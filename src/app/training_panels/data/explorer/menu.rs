//! What can be done with pictures: the menu of a cell, and the row above the grid.

use super::changing::Change;
use super::filter::Kind;
use super::grid::help_of;
use super::shelf::{Place, Shelf};
use super::{Asked, Explorer, Wish};
use crate::app::learning::LoadedData;
use crate::app::look::size;
use crate::app::widgets;
use crate::data::{PictureChange, Role};
use crate::project::TrainingSettings;
use crate::text::{Count, counted, say};
use crate::tr;
use egui::{Align, ComboBox, Layout, Response, ScrollArea, Slider, TextEdit, Ui};
use std::ops::RangeInclusive;

/// A picture's side on the screen, in points.
const SIDES: RangeInclusive<f32> = 28.0..=220.0;
/// Names of classes are scrolled in a menu beyond this, in points.
const MOST_MENU_HEIGHT: f32 = 300.0;

/// The menu of a picture; `chosen` says of how many.
pub(super) fn menu_ui(
    response: &Response,
    data: &LoadedData,
    (shelf, place, chosen): (&Shelf<'_>, Place, usize),
    settings: &TrainingSettings,
) -> Option<Wish> {
    let mut wish = None;
    response.context_menu(|ui| {
        if chosen > 1 {
            widgets::muted_ui(ui, counted(chosen, "picture").to_string());
        }
        if ui.button(say("show-picture-large")).clicked() {
            wish = Some(Wish::ShowLarge);
        }
        let key = shelf.dataset.key(place.index);
        ui.add_enabled_ui(key.is_some(), |ui| {
            ui.menu_button(say("label-as"), |ui| {
                wish = wish.take().or(classes_ui(ui, data));
            });
            let key = key.unwrap_or_default();
            let change = settings.picture_changes.of(key);
            if change != PictureChange::LeftOut {
                wish = wish
                    .take()
                    .or(change_ui(ui, say("leave-out"), Change::LeaveOut));
            }
            if change != PictureChange::None {
                wish = wish
                    .take()
                    .or(change_ui(ui, say("as-in-the-data"), Change::TakeBack));
            }
            if settings.collected.class_of(key).is_some() {
                wish = wish
                    .take()
                    .or(change_ui(ui, say("remove-added"), Change::Remove));
            }
        });
        ui.separator();
        wish = wish.take().or(preview_ui(ui, shelf, place));
        if ui.button(say("rename-class")).clicked() {
            let label = shelf.dataset.labels().get(place.index);
            wish = label.map(|label| Wish::Ask(Asked::RenameClass(*label as usize)));
        }
    });
    wish
}

/// What shows a picture as a training will vary it; others than those trained on are not varied.
pub(super) fn preview_ui(ui: &mut Ui, shelf: &Shelf<'_>, place: Place) -> Option<Wish> {
    let is_trained_on = shelf.role == Role::Training && !shelf.is_left_out;
    let button = egui::Button::new(say("preview-augmentation"));
    let button = ui.add_enabled(is_trained_on, button);
    let button = button.on_disabled_hover_text(say("preview-augmentation-of-training"));
    let asked = Asked::PreviewAugmentation(place.index);
    button.clicked().then_some(Wish::Ask(asked))
}

fn change_ui(ui: &mut Ui, words: &str, change: Change) -> Option<Wish> {
    let button = ui.button(words).on_hover_text(help_of(&change));
    button.clicked().then_some(Wish::Change(change))
}

/// The classes, one of which is chosen.
fn classes_ui(ui: &mut Ui, data: &LoadedData) -> Option<Wish> {
    let mut wish = None;
    let scroll = ScrollArea::vertical().max_height(MOST_MENU_HEIGHT);
    scroll.show(ui, |ui| {
        for (class, name) in data.train.classes().iter().enumerate() {
            if ui.button(name).clicked() {
                wish = Some(Wish::Change(Change::Label(class)));
                ui.close();
            }
        }
    });
    wish
}

impl Explorer {
    /// The filter, the size of the pictures, and what can be done with those that are selected.
    pub(super) fn tools_ui(
        &mut self,
        ui: &mut Ui,
        data: &LoadedData,
        shelves: &[Shelf<'_>],
    ) -> Option<Wish> {
        ui.horizontal_wrapped(|ui| {
            self.kind_ui(ui);
            self.part_ui(ui, shelves);
            self.class_ui(ui, data);
            let field = TextEdit::singleline(&mut self.filter.words)
                .hint_text(say("find-pictures"))
                .desired_width(150.0);
            let field = ui.add(field);
            widgets::name(&field, say("find-pictures"));
            ui.spacing_mut().slider_width = 70.0;
            let slider = Slider::new(&mut self.side, SIDES).show_value(false);
            let slider = ui.add(slider).on_hover_text(say("size-of-pictures"));
            widgets::name(&slider, say("size-of-pictures"));
        });
        let wish = ui.horizontal(|ui| {
            ui.set_height(size::ROW_HEIGHT);
            if self.selected.is_empty() {
                let words = tr!(
                    "pictures-shown",
                    pictures = counted(Count(self.shown.len()), "picture")
                );
                widgets::muted_ui(ui, words);
                return None;
            }
            self.selection_ui(ui, data)
        });
        wish.inner
    }

    fn selection_ui(&mut self, ui: &mut Ui, data: &LoadedData) -> Option<Wish> {
        let words = tr!("pictures-selected", count = self.selected.len());
        widgets::muted_ui(ui, words);
        let mut wish = None;
        ui.menu_button(say("label-as"), |ui| wish = classes_ui(ui, data));
        wish = wish.or(change_ui(ui, say("leave-out"), Change::LeaveOut));
        wish = wish.or(change_ui(ui, say("as-in-the-data"), Change::TakeBack));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button(say("select-none")).clicked() {
                self.selected.clear();
            }
        });
        wish
    }

    fn kind_ui(&mut self, ui: &mut Ui) {
        let shown = ComboBox::from_id_salt("kind-of-pictures")
            .width(110.0)
            .selected_text(self.filter.kind.words())
            .show_ui(ui, |ui| {
                for kind in Kind::ALL {
                    ui.selectable_value(&mut self.filter.kind, kind, kind.words());
                }
            });
        widgets::name(&shown.response, say("which-pictures"));
    }

    fn part_ui(&mut self, ui: &mut Ui, shelves: &[Shelf<'_>]) {
        let mut roles: Vec<Role> = shelves.iter().map(|shelf| shelf.role).collect();
        roles.sort_unstable();
        roles.dedup();
        if self.filter.part.is_some_and(|part| !roles.contains(&part)) {
            self.filter.part = None;
        }
        if roles.len() < 2 {
            return;
        }
        let words = |part: Option<Role>| match part {
            None => say("all-parts"),
            Some(Role::Training) => say("part-of-training"),
            Some(Role::Validation) => say("part-validation"),
            Some(Role::Test) => say("part-test"),
        };
        let shown = ComboBox::from_id_salt("part-of-pictures")
            .width(84.0)
            .selected_text(words(self.filter.part))
            .show_ui(ui, |ui| {
                let parts = std::iter::once(None).chain(roles.into_iter().map(Some));
                for part in parts {
                    ui.selectable_value(&mut self.filter.part, part, words(part));
                }
            });
        widgets::name(&shown.response, say("which-part"));
    }

    fn class_ui(&mut self, ui: &mut Ui, data: &LoadedData) {
        let classes = data.train.classes();
        let name_of = |class: u32| classes.get(class as usize).map(String::as_str);
        if self
            .filter
            .class
            .is_some_and(|class| name_of(class).is_none())
        {
            self.filter.class = None;
        }
        let chosen = self.filter.class.and_then(name_of);
        let shown = ComboBox::from_id_salt("class-of-pictures")
            .width(100.0)
            .selected_text(chosen.unwrap_or(say("all-classes")))
            .truncate()
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut self.filter.class, None, say("all-classes"));
                for (class, name) in (0..).zip(classes) {
                    ui.selectable_value(&mut self.filter.class, Some(class), name);
                }
            });
        widgets::name(&shown.response, say("which-class"));
    }
}
