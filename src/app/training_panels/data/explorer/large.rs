//! One picture large, with what is known about it.

use super::changing::Change;
use super::filter::place_of;
use super::menu::preview_ui;
use super::shelf::{Place, Shelf};
use super::{Explorer, Wish};
use crate::app::learning::LoadedData;
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::text::say;
use crate::tr;
use egui::{
    Align, Image, Key, Label, Layout, Modifiers, Rect, RichText, ScrollArea, Ui, UiBuilder,
};

/// The column of facts, in points.
const FACTS_WIDTH: f32 = 210.0;

impl Explorer {
    pub(super) fn large_ui(
        &mut self,
        ui: &mut Ui,
        data: &LoadedData,
        shelves: &[Shelf<'_>],
        place: Place,
    ) -> Option<Wish> {
        let shelf = shelves.get(place.shelf)?;
        self.turn_ui(ui);
        let room = ui.available_rect_before_wrap();
        let facts = room.with_min_x((room.right() - FACTS_WIDTH).max(room.center().x));
        let picture = room.with_max_x(facts.left() - size::PANEL_MARGIN);
        if let Some(texture) = self.textures.of(ui.ctx(), shelf, place) {
            let shape = texture.size_vec2();
            let scale = (picture.width() / shape.x)
                .min(picture.height() / shape.y)
                .max(0.1);
            let at = Rect::from_min_size(picture.min, shape * scale);
            let name = shelf.name_of(place.index);
            ui.put(
                at,
                Image::new(&texture)
                    .fit_to_exact_size(at.size())
                    .alt_text(&name),
            );
        }
        let builder = UiBuilder::new().max_rect(facts);
        let wish = ui.scope_builder(builder, |ui| {
            let scroll = ScrollArea::vertical().id_salt("facts-on-a-picture");
            let shown = scroll.show(ui, |ui| {
                let wish = facts_ui(ui, data, shelf, place);
                self.near_ui(ui, data, shelves, place);
                wish
            });
            shown.inner
        });
        self.textures.let_go(ui.ctx());
        ui.advance_cursor_after_rect(room);
        wish.inner
    }

    /// The pictures that almost equal the one at `place`.
    fn near_ui(&mut self, ui: &mut Ui, data: &LoadedData, shelves: &[Shelf<'_>], place: Place) {
        for copy in &data.explored.near_copies {
            let [first, second] = [copy.first, copy.second].map(place_of);
            let other = if place == first {
                second
            } else if place == second {
                first
            } else {
                continue;
            };
            let Some(shelf) = shelves.get(other.shelf) else {
                continue;
            };
            ui.add_space(size::UNIT);
            let words = tr!(
                "almost-equal-to",
                name = shelf.name_of(other.index),
                class = shelf.class_of(other.index).unwrap_or_default(),
                role = shelf.role.message(),
                difference = widgets::percent(f64::from(copy.difference))
            );
            widgets::muted_sentence_ui(ui, &words);
            if let Some(texture) = self.textures.of(ui.ctx(), shelf, other) {
                let size = texture.size_vec2();
                let size = size * (ui.available_width() / size.max_elem());
                ui.add(Image::new(&texture).fit_to_exact_size(size).alt_text(words));
            }
        }
    }

    /// The way back to the grid, and to the pictures before and behind this one.
    fn turn_ui(&mut self, ui: &mut Ui) {
        let last = self.shown.len().saturating_sub(1);
        let at = self.large.unwrap_or_default();
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let is_typing = ui.ctx().text_edit_focused();
        let [mut back, mut before, mut behind] =
            [Key::Escape, Key::ArrowLeft, Key::ArrowRight].map(|key| !is_typing && pressed(key));
        ui.horizontal(|ui| {
            back |= ui.button(say("back-to-grid")).clicked();
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let next = widgets::icon_button_ui(ui, Icon::ChevronRight, say("next-picture"));
                behind |= next.clicked();
                widgets::muted_ui(ui, format!("{} / {}", at + 1, last + 1));
                let previous =
                    widgets::icon_button_ui(ui, Icon::ChevronLeft, say("previous-picture"));
                before |= previous.clicked();
            });
        });
        ui.add_space(4.0);
        let now = match (before, behind) {
            (true, _) => at.saturating_sub(1),
            (_, true) => (at + 1).min(last),
            _ => at,
        };
        self.active = now;
        self.large = (!back).then_some(now);
        self.is_to_show |= back;
    }
}

fn facts_ui(ui: &mut Ui, data: &LoadedData, shelf: &Shelf<'_>, place: Place) -> Option<Wish> {
    let index = place.index;
    let dataset = shelf.dataset;
    fact_ui(ui, say("fact-picture"), &shelf.name_of(index));
    fact_ui(
        ui,
        say("fact-class"),
        shelf.class_of(index).unwrap_or_default(),
    );
    let own = own_class(data, dataset.key(index));
    if let Some(own) = own.filter(|own| shelf.class_of(index) != Some(own.as_str())) {
        fact_ui(ui, say("fact-own-class"), own);
    }
    fact_ui(ui, say("fact-part"), &shelf.role.message().to_string());
    fact_ui(ui, say("fact-number"), &index.to_string());
    let shape = dataset.shape();
    if let Some([width, height]) = dataset.file_size_px(index) {
        fact_ui(
            ui,
            say("fact-size-in-file"),
            &tr!("width-by-height", width = width, height = height),
        );
    }
    fact_ui(ui, say("fact-size"), &shape.to_string());
    ui.add_space(size::UNIT);
    let mut wish = None;
    ui.add_enabled_ui(dataset.key(index).is_some(), |ui| {
        ui.horizontal_wrapped(|ui| {
            if shelf.is_left_out {
                if ui.button(say("take-in-again")).clicked() {
                    wish = Some(Wish::Change(Change::TakeBack));
                }
            } else if ui.button(say("leave-out")).clicked() {
                wish = Some(Wish::Change(Change::LeaveOut));
            }
        });
        wish = wish.take().or(preview_ui(ui, shelf, place));
        widgets::muted_ui(ui, say("label-as"));
        ui.horizontal_wrapped(|ui| {
            for (class, name) in data.train.classes().iter().enumerate().take(MOST_BUTTONS) {
                let is_current = shelf.class_of(index) == Some(name);
                if ui.selectable_label(is_current, name).clicked() && !is_current {
                    wish = Some(Wish::Change(Change::Label(class)));
                }
            }
        });
    });
    wish
}

/// More classes are chosen in the menu of the grid.
const MOST_BUTTONS: usize = 60;

/// The class that the data itself gives the picture with this key.
fn own_class<'a>(data: &'a LoadedData, key: Option<&str>) -> Option<&'a String> {
    let key = key?;
    data.base.parts().find_map(|part| {
        let index = (0..part.len()).find(|&index| part.key(index) == Some(key))?;
        part.classes().get(*part.labels().get(index)? as usize)
    })
}

fn fact_ui(ui: &mut Ui, name: &str, value: &str) {
    let theme = Theme::of(ui);
    ui.label(RichText::new(name).font(fonts::small()).color(theme.muted));
    ui.add(Label::new(RichText::new(value).color(theme.text)).wrap());
    ui.add_space(2.0);
}
