//! What the network says about a picture, in words and as bars.

use crate::app::learning::Answer;
use crate::app::look::{Theme, fonts, size};
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::data::Doubt;
use egui::{Label, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// From bar to bar, in points: as much as there is room for.
const STEP: std::ops::RangeInclusive<f32> = 17.0..=24.0;

/// What a name takes at least, and a bar, and the figure behind it, in points.
const LEAST_NAME: f32 = 60.0;
const LEAST_BAR: f32 = 48.0;
const FIGURE_WIDTH: f32 = 64.0;
/// A name above its bar takes this, in points.
const NAME_HEIGHT: f32 = 17.0;
/// Between a name and its bar, in points.
const NAME_GAP: f32 = 8.0;
/// The names of more classes are not measured: who comes behind is not looked for.
const MOST_MEASURED: usize = 100;

/// Paints the prediction and a bar per class; `doubts` are those that the picture itself raises.
pub fn answer_ui(ui: &mut Ui, answer: &Answer, doubts: &[Doubt]) {
    let theme = Theme::of(ui);
    let words = widgets::sentence(&answer.words());
    let prediction = RichText::new(words)
        .font(fonts::semi_bold(18.0))
        .color(theme.text);
    ui.add(Label::new(prediction).wrap());
    let weights = RichText::new(answer.weights.to_string())
        .font(fonts::small())
        .color(theme.muted);
    ui.add(Label::new(weights).wrap());
    if let Some(lag) = answer.lag {
        parts::warning_ui(ui, &widgets::sentence(&lag.to_string()));
    }
    for doubt in doubts.iter().chain(&answer.doubts) {
        parts::warning_ui(ui, &doubt.message().to_string());
    }
    ui.add_space(size::UNIT);
    let bars = Bars::new(ui, answer);
    ScrollArea::vertical()
        .id_salt("bars")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, probability) in answer.ranked() {
                let class = answer.class_words(index);
                bars.bar_ui(ui, &class, probability, index == answer.index);
            }
        });
}

/// How the bars and the names of their classes stand.
struct Bars {
    /// From one to the next, in points.
    step: f32,
    /// What the names before the bars take; `None` where they are too long for that and stand above.
    name_width: Option<f32>,
}

impl Bars {
    fn new(ui: &Ui, answer: &Answer) -> Self {
        let ranked = answer.ranked();
        let names = ranked
            .iter()
            .take(MOST_MEASURED)
            .map(|(index, _)| widgets::text_width(ui, &answer.class_words(*index), fonts::text()));
        let wanted = (names.fold(0.0, f32::max) + NAME_GAP).max(LEAST_NAME);
        let room = ui.available_height() / answer.probabilities.len().max(1) as f32;
        let step = room.clamp(*STEP.start(), *STEP.end());
        if wanted <= ui.available_width() - FIGURE_WIDTH - LEAST_BAR {
            return Self {
                step,
                name_width: Some(wanted),
            };
        }
        Self {
            step: step + NAME_HEIGHT,
            name_width: None,
        }
    }

    fn bar_ui(&self, ui: &mut Ui, class: &str, probability: f32, is_predicted: bool) {
        let theme = Theme::of(ui);
        let size = vec2(ui.available_width(), self.step);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let percent = format!("{:.1} %", probability * 100.0);
        response
            .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{class}: {percent}")));
        let (name, bar) = match self.name_width {
            Some(width) => rect.split_left_right_at_x(rect.left() + width),
            None => rect.split_top_bottom_at_y(rect.top() + NAME_HEIGHT),
        };
        paint_name(ui, name, class);
        let line = bar.center().y;
        let track = Rect::from_min_max(
            pos2(bar.left(), line - 4.5),
            pos2(bar.right() - FIGURE_WIDTH, line + 4.5),
        );
        paint_bar(ui, track, probability, is_predicted);
        let figure = ui
            .painter()
            .layout_no_wrap(percent, fonts::mono(), theme.text);
        let at = pos2(
            bar.right() - figure.size().x - 4.0,
            line - figure.size().y / 2.0,
        );
        ui.painter().galley(at, figure, theme.text);
    }
}

fn paint_name(ui: &Ui, rect: Rect, class: &str) {
    let theme = Theme::of(ui);
    let mut job =
        egui::text::LayoutJob::simple_singleline(class.to_owned(), fonts::text(), theme.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - NAME_GAP);
    let name = ui.painter().layout_job(job);
    let at = pos2(rect.left(), rect.center().y - name.size().y / 2.0);
    ui.painter().galley(at, name, theme.text);
}

fn paint_bar(ui: &Ui, track: Rect, probability: f32, is_predicted: bool) {
    let theme = Theme::of(ui);
    ui.painter().rect_filled(track, 5.0, theme.raised);
    let color = if is_predicted {
        theme.accent
    } else {
        theme.faint
    };
    let width = track.width() * probability.clamp(0.0, 1.0);
    if width >= 1.0 {
        let filled = track.with_max_x(track.left() + width.max(track.height()));
        ui.painter().rect_filled(filled, 5.0, color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts that are shown of `answer` in this room; a cut one ends in "…".
    fn texts(answer: &Answer, room: egui::Vec2) -> Vec<String> {
        let mut harness = egui_kittest::Harness::builder()
            .with_size(room)
            .with_context_setup(crate::app::look::install)
            .build_ui(|ui| answer_ui(ui, answer, &[]));
        harness.run_ok();
        let shapes = harness.output().shapes.iter();
        let texts = shapes.filter_map(|clipped| match &clipped.shape {
            egui::Shape::Text(text) if text.galley.elided => Some("…".to_owned()),
            egui::Shape::Text(text) => Some(text.galley.text().to_owned()),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn long_names_of_classes_are_not_cut_beside_their_bars() {
        let classes = ["german_shorthaired_pointer", "staffordshire_terrier"];
        let answer = Answer::sample(1, &[0.2, 0.8], &classes);
        for width in [330.0, 250.0, 220.0] {
            let texts = texts(&answer, vec2(width, 200.0));
            for class in classes {
                let shown = texts.iter().filter(|text| *text == class);
                assert_eq!(shown.count(), 1, "{class} at {width}: {texts:?}");
            }
        }
    }
}
