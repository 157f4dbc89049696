//! One class: its name, how many pictures it has as a bar, a few of them.

use super::choose::add_items_ui;
use super::renaming::{Renaming, Typing};
use super::samples::GAP;
use crate::app::command::Commands;
use crate::app::learning::LoadedData;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::layer::thousands;
use crate::message;
use crate::text::{Message, list, say};
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Image, Rect, Role, Sense, TextureHandle, Vec2, WidgetInfo, pos2, vec2};

/// Room for name, counts and bar at least, in points.
const LEAST_LABEL_WIDTH: f32 = 150.0;
/// Longer names take no more than this share of the row from the pictures.
const MOST_LABEL_SHARE: f32 = 0.4;
/// The names of more classes are not measured.
const MOST_MEASURED: usize = 200;

/// What a row says about its class.
pub struct ClassRow {
    index: usize,
    name: String,
    train_count: usize,
    /// Pictures in each part that is held out.
    held_out: Vec<(crate::data::Role, usize)>,
    /// Pictures in the training part of the class that has most.
    largest_count: usize,
}

impl ClassRow {
    /// The row of the class at `index` in `data`.
    pub fn new(data: &LoadedData, index: usize) -> Self {
        let first = &data.explored.first.classes;
        let count_in =
            |classes: &[crate::data::ClassCount]| classes.get(index).map_or(0, |class| class.count);
        Self {
            index,
            name: first
                .get(index)
                .map(|class| class.class.clone())
                .unwrap_or_default(),
            train_count: count_in(first),
            held_out: data
                .parts()
                .skip(1)
                .zip(data.explored.second.iter().chain(&data.explored.third))
                .map(|((role, _), part)| (role, count_in(&part.classes)))
                .collect(),
            largest_count: first
                .iter()
                .map(|class| class.count)
                .max()
                .unwrap_or(1)
                .max(1),
        }
    }

    /// What the names of the classes of `data` take at the left of their rows.
    pub fn label_width(ui: &egui::Ui, data: &LoadedData) -> f32 {
        let classes = data.explored.first.classes.iter().take(MOST_MEASURED);
        let widths =
            classes.map(|class| widgets::text_width(ui, &class.class, fonts::text()).ceil());
        let most = (ui.available_width() * MOST_LABEL_SHARE).max(LEAST_LABEL_WIDTH);
        widths.fold(LEAST_LABEL_WIDTH, f32::max).min(most)
    }

    /// "cat: 600 to train on, 150 in the test part".
    fn figures(&self) -> Message {
        let in_part = |(role, count): &(crate::data::Role, usize)| {
            message!("class-in-part", count = *count, role = role.message())
        };
        let (class, count) = (&self.name, self.train_count);
        if self.held_out.is_empty() {
            return message!("class-to-train-on", class = class, count = count);
        }
        let parts = list(self.held_out.iter().map(in_part));
        message!(
            "class-in-parts",
            class = class,
            count = count,
            parts = parts
        )
    }

    fn counts(&self) -> String {
        let train = thousands(self.train_count as u64);
        let held_out = self
            .held_out
            .iter()
            .map(|(_, count)| thousands(*count as u64));
        std::iter::once(train)
            .chain(held_out)
            .collect::<Vec<_>>()
            .join(" + ")
    }
}

/// What happened in a row.
pub enum RowOutcome {
    /// Nothing.
    Quiet,
    /// The user wants to give the class another name.
    Begin,
    /// The typing is over.
    End {
        /// Whether the name is meant; Escape takes it back.
        is_taken: bool,
    },
}

/// Paints the row, whose pictures have this side, with a field in the place of the name while that is being typed.
pub fn class_row_ui(
    ui: &mut egui::Ui,
    (row, label_width, side): (&ClassRow, f32, f32),
    textures: &[TextureHandle],
    renaming: Option<&mut Renaming>,
    commands: &mut Commands,
) -> RowOutcome {
    let shown = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let outcome = label_ui(ui, (row, vec2(label_width, side)), renaming, commands);
        ui.add_space(8.0);
        for (place, texture) in textures.iter().enumerate() {
            let image = Image::new(texture)
                .fit_to_exact_size(vec2(side, side))
                .corner_radius(3);
            let name = tr!("sample-of-class", number = place + 1, class = &row.name);
            ui.add(image.alt_text(name));
        }
        outcome
    });
    shown.inner
}

fn label_ui(
    ui: &mut egui::Ui,
    (row, room): (&ClassRow, Vec2),
    renaming: Option<&mut Renaming>,
    commands: &mut Commands,
) -> RowOutcome {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(room, Sense::click());
    if let Some(renaming) = renaming {
        let line = rect.with_max_y(rect.top() + size::ROW_HEIGHT);
        return match renaming.ui(ui, line) {
            Typing::GoesOn => RowOutcome::Quiet,
            Typing::Over { is_taken } => RowOutcome::End { is_taken },
        };
    }
    let counts = row.counts();
    response
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: {counts}", row.name)));
    let figures = ui
        .painter()
        .layout_no_wrap(counts.clone(), fonts::mono(), theme.muted);
    let mut job = LayoutJob::simple_singleline(row.name.clone(), fonts::text(), theme.text);
    // A line of its own: names that begin alike must be told apart.
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let name = ui.painter().layout_job(job);
    ui.painter().galley(rect.left_top(), name, theme.text);
    let below = pos2(rect.left(), rect.top() + 17.0);
    ui.painter().galley(below, figures, theme.muted);
    let bar = Rect::from_min_size(
        pos2(rect.left(), rect.top() + 35.0),
        vec2(rect.width(), 4.0),
    );
    ui.painter().rect_filled(bar, 2.5, theme.raised);
    let share = row.train_count as f32 / row.largest_count as f32;
    ui.painter().rect_filled(
        bar.with_max_x(bar.left() + bar.width() * share),
        2.5,
        theme.accent,
    );
    let mut is_begun = response.double_clicked();
    response.context_menu(|ui| {
        widgets::muted_ui(ui, say("add-pictures-menu"));
        add_items_ui(ui, Some(row.index), commands);
        ui.separator();
        is_begun |= ui.button(say("rename-class")).clicked();
    });
    response.on_hover_text(format!(
        "{}\n{}",
        row.figures(),
        say("double-click-renames-class")
    ));
    if is_begun {
        RowOutcome::Begin
    } else {
        RowOutcome::Quiet
    }
}
