//! What the network says about a picture, in words and as bars.

use crate::app::bench::parts;
use crate::app::learning::Answer;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use egui::{Label, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// From bar to bar, in points: as much as there is room for.
const STEP: std::ops::RangeInclusive<f32> = 17.0..=24.0;

/// What a name takes at least, and a bar, and the figure behind it, in points.
const LEAST_NAME: f32 = 60.0;
const LEAST_BAR: f32 = 48.0;
const FIGURE_WIDTH: f32 = 64.0;
/// Between a name and its bar, in points.
const NAME_GAP: f32 = 8.0;
/// The names of more classes are not measured: who comes behind is not looked for.
const MOST_MEASURED: usize = 100;

/// Paints the verdict and a bar per class.
pub fn answer_ui(ui: &mut Ui, answer: &Answer) {
    let theme = Theme::of(ui);
    let words = widgets::sentence(&answer.words());
    let verdict = RichText::new(words)
        .font(fonts::semi_bold(18.0))
        .color(theme.text);
    ui.add(Label::new(verdict).wrap());
    let weights = RichText::new(&answer.weights)
        .font(fonts::small())
        .color(theme.muted);
    ui.add(Label::new(weights).truncate());
    if let Some(lag) = answer.lag {
        parts::warning_ui(ui, &widgets::sentence(&lag.to_string()));
    }
    ui.add_space(size::UNIT);
    let room = ui.available_height() / answer.probabilities.len().max(1) as f32;
    let step = room.clamp(*STEP.start(), *STEP.end());
    let name_width = name_width(ui, answer);
    ScrollArea::vertical()
        .id_salt("bars")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, probability) in answer.ranked() {
                bar_ui(
                    ui,
                    (step, name_width),
                    &answer.class_words(index),
                    probability,
                    index == answer.index,
                );
            }
        });
}

/// What the names before the bars take: as much as they need, as long as something is left of the bars.
fn name_width(ui: &Ui, answer: &Answer) -> f32 {
    let ranked = answer.ranked();
    let names = ranked.iter().take(MOST_MEASURED).map(|(index, _)| {
        let (words, font) = (answer.class_words(*index), fonts::text());
        let words = ui.painter().layout_no_wrap(words, font, Theme::of(ui).text);
        words.size().x
    });
    let widest = names.fold(0.0, f32::max);
    let most = ui.available_width() - FIGURE_WIDTH - LEAST_BAR;
    (widest + NAME_GAP).clamp(LEAST_NAME, most.max(LEAST_NAME))
}

fn bar_ui(
    ui: &mut Ui,
    (step, name_width): (f32, f32),
    class: &str,
    probability: f32,
    is_verdict: bool,
) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), step), Sense::hover());
    let percent = format!("{:.1} %", probability * 100.0);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{class}: {percent}")));
    let mut job =
        egui::text::LayoutJob::simple_singleline(class.to_owned(), fonts::text(), theme.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(name_width - NAME_GAP);
    let name = ui.painter().layout_job(job);
    let line = rect.center().y;
    ui.painter().galley(
        pos2(rect.left(), line - name.size().y / 2.0),
        name,
        theme.text,
    );
    let track = Rect::from_min_max(
        pos2(rect.left() + name_width, line - 4.5),
        pos2(rect.right() - FIGURE_WIDTH, line + 4.5),
    );
    ui.painter().rect_filled(track, 5.0, theme.raised);
    let colour = if is_verdict {
        theme.accent
    } else {
        theme.faint
    };
    let width = track.width() * probability.clamp(0.0, 1.0);
    if width >= 1.0 {
        ui.painter().rect_filled(
            track.with_max_x(track.left() + width.max(track.height())),
            5.0,
            colour,
        );
    }
    let figure = ui
        .painter()
        .layout_no_wrap(percent, fonts::mono(), theme.text);
    let at = pos2(
        rect.right() - figure.size().x - 4.0,
        line - figure.size().y / 2.0,
    );
    ui.painter().galley(at, figure, theme.text);
}
