//! A list to pick from by a few letters: a field, and below it what fits, best first. Never does what is picked.

use super::look::{Theme, fonts, size};
use super::widgets::{self, ChosenLine};
use crate::layer::Family;
use crate::text::say;
use egui::{Align2, Key, Response, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};
use std::borrow::Cow;

/// Its greatest height in points, without the field.
const HEIGHT: f32 = 260.0;

/// Something to pick.
pub trait Pickable {
    /// What its row says.
    fn name(&self) -> &str;
    /// One sentence for its tooltip.
    fn summary(&self) -> Cow<'static, str>;
    /// The family whose color marks it.
    fn family(&self) -> Option<Family>;
    /// How well it fits a search, smaller is better; `None` where it does not.
    fn distance(&self, query: &str) -> Option<usize>;
    /// What speaks against it, in a few words; of what fits a search equally well, this comes last.
    fn doubt(&self) -> Option<&str> {
        None
    }
    /// Whether it shows only once it is searched for.
    fn waits_for_search(&self) -> bool {
        false
    }
}

/// A list that is open.
#[derive(Debug, Clone)]
pub struct PickList<T> {
    title: Cow<'static, str>,
    /// What it says where nothing fits.
    when_empty: &'static str,
    entries: Vec<T>,
    query: String,
    chosen: ChosenLine,
}

impl<T: Pickable + Clone> PickList<T> {
    /// A list of `entries` under `title`, which is also the field's accessible name.
    pub fn new(
        title: impl Into<Cow<'static, str>>,
        when_empty: &'static str,
        entries: Vec<T>,
    ) -> Self {
        Self {
            title: title.into(),
            when_empty,
            entries,
            query: String::new(),
            chosen: ChosenLine::default(),
        }
    }

    /// Paints title, field and list `width` points wide; gives what was picked.
    pub fn ui(&mut self, ui: &mut Ui, width: f32) -> Option<T> {
        ui.set_width(width);
        widgets::muted_ui(ui, self.title.as_ref());
        let count = self.found().len();
        self.chosen.hear_arrows(ui, count);
        let field = TextEdit::singleline(&mut self.query)
            .hint_text(say("search-hint"))
            .desired_width(f32::INFINITY);
        let field = ui.add(field.margin(vec2(8.0, 5.0)));
        widgets::name(&field, &self.title);
        if field.changed() {
            self.chosen.begin_anew();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !field.has_focus() && !entered {
            field.request_focus();
        }
        ui.add_space(size::UNIT / 2.0);
        self.rows_ui(ui, &field, entered)
    }

    fn rows_ui(&self, ui: &mut Ui, field: &Response, entered: bool) -> Option<T> {
        let found = self.found();
        let mut taken = found.get(self.chosen.index()).filter(|_| entered).copied();
        ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for (index, entry) in found.iter().enumerate() {
                let is_chosen = index == self.chosen.index();
                let row = row_ui(ui, *entry, is_chosen);
                if is_chosen {
                    self.chosen.show(field, &row);
                }
                if row.clicked() {
                    taken = Some(*entry);
                }
            }
        });
        if found.is_empty() {
            widgets::muted_ui(ui, self.when_empty);
        }
        taken.cloned()
    }

    /// Those that fit the letters typed so far, best first.
    fn found(&self) -> Vec<&T> {
        let is_asked = !self.query.trim().is_empty();
        let shown = self.entries.iter();
        let shown = shown.filter(|entry| is_asked || !entry.waits_for_search());
        let rated = shown.filter_map(|entry| Some((entry.distance(&self.query)?, entry)));
        let mut rated: Vec<_> = rated.collect();
        // Of two names that fit equally well, the shorter one is meant more often.
        let length = |entry: &T| if is_asked { entry.name().len() } else { 0 };
        let is_doubtful = |entry: &T| entry.doubt().is_some();
        rated.sort_by_key(|(distance, entry)| (*distance, is_doubtful(entry), length(entry)));
        rated.into_iter().map(|(_, entry)| entry).collect()
    }
}

fn row_ui(ui: &mut Ui, entry: &impl Pickable, is_chosen: bool) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, entry.name()));
    if is_chosen || response.hovered() {
        let fill = if is_chosen {
            theme.selection
        } else {
            theme.hovered
        };
        ui.painter().rect_filled(rect, size::FIELD_RADIUS, fill);
    }
    if let Some(family) = entry.family() {
        widgets::family_bar(ui.painter(), rect, size::FIELD_RADIUS, family);
    }
    let doubt = entry.doubt();
    let color = if doubt.is_some() {
        theme.muted
    } else {
        theme.text
    };
    let at = rect.left_center() + vec2(14.0, 0.0);
    let painter = ui.painter_at(rect);
    let name = painter.text(at, Align2::LEFT_CENTER, entry.name(), fonts::text(), color);
    if let Some(doubt) = doubt {
        let at = name.right_center() + vec2(10.0, 0.0);
        painter.text(at, Align2::LEFT_CENTER, doubt, fonts::small(), theme.muted);
    }
    response.on_hover_text(entry.summary())
}
