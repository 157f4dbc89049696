//! Small parts that several tabs of the window paint alike.

use crate::app::command::{Command, Commands};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::run::RateMark;
use crate::text::list;
use crate::tr;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    AsIdSalt, Frame, Label, Margin, Rect, Response, RichText, Role, Sense, Stroke, Ui, Vec2,
    WidgetInfo, vec2,
};
use egui_plot::{GridMark, LineStyle, Plot, PlotResponse, VLine};

/// What [`main_button_ui`] takes at least, in points.
pub const LEAST_MAIN_BUTTON: f32 = 96.0;

/// A plot that keeps still under the pointer: its ranges are chosen for it.
pub fn still_plot<'a>(id: impl AsIdSalt) -> Plot<'a> {
    Plot::new(id)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .show_crosshair(false)
}

/// Marks of an axis that are all alike.
pub fn grid(marks: &[f64]) -> Vec<GridMark> {
    let step_size = marks.get(1).map_or(1.0, |second| second - marks[0]);
    let marks = marks.iter();
    marks.map(|&value| GridMark { value, step_size }).collect()
}

/// As many points of a line are told to who cannot see them: a longer table nobody listens to.
const MOST_TOLD: usize = 24;

/// Tells who cannot see a chart what it shows: its name, and as a table in words what each of its lines says at its points, of
/// many at some that lie equally far from each other and at the last. `lines` is asked only where somebody listens.
pub fn tell_chart(
    response: &Response,
    name: &str,
    lines: impl FnOnce() -> Vec<(String, Vec<String>)>,
) {
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response.ctx.accesskit_node_builder(response.id, |node| {
        let told = lines().into_iter().map(|(line, points)| {
            let step = points.len().div_ceil(MOST_TOLD).max(1);
            let told = points.into_iter().rev().step_by(step).collect::<Vec<_>>();
            let points = list(told.into_iter().rev());
            tr!("chart-line-in-words", line = line, points = points)
        });
        node.set_description(told.collect::<Vec<_>>().join("\n"));
    });
}

/// The sample of a line in the legend, in points.
const SAMPLE: Vec2 = vec2(14.0, 3.0);
/// Before each word of the legend, in points.
const LEGEND_GAP: f32 = 6.0;

/// How far from a mark it is still meant, in points.
const MARK_REACH: f32 = 4.0;

/// A thin line across a chart where the learning rate was changed by hand.
pub fn rate_line(mark: &RateMark, color: egui::Color32) -> VLine {
    let line = VLine::new("", mark.epoch).color(color).width(1.0);
    line.style(LineStyle::Dotted { spacing: 4.0 })
}

/// Says what marks under the pointer mean; each comes with its words.
pub fn rate_help_ui<'m, R>(
    shown: &PlotResponse<R>,
    marks: impl Iterator<Item = (&'m RateMark, String)>,
) {
    let Some(at) = shown.response.hover_pos() else {
        return;
    };
    let is_meant = |mark: &RateMark| {
        let place = shown.transform.position_from_point_x(mark.epoch);
        (place - at.x).abs() <= MARK_REACH
    };
    let meant = marks.filter(|(mark, _)| is_meant(mark));
    let words: Vec<String> = meant.map(|(_, words)| words).collect();
    if !words.is_empty() {
        let response = shown.response.clone();
        response.on_hover_text_at_pointer(words.join("\n"));
    }
}

/// A line's sample, name and figure, which no row of the legend tears apart.
pub fn legend_entry_ui(ui: &mut Ui, color: egui::Color32, [name, figure]: [&str; 2]) {
    let theme = Theme::of(ui);
    let mut job = LayoutJob::default();
    for (words, color) in [(name, theme.text), (figure, theme.muted)] {
        job.append(words, LEGEND_GAP, TextFormat::simple(fonts::small(), color));
    }
    job.wrap = TextWrapping::truncate_at_width(ui.max_rect().width() - SAMPLE.x);
    let words = ui.painter().layout_job(job);
    let size = vec2(SAMPLE.x + words.size().x + LEGEND_GAP, words.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.text()));
    let sample = Rect::from_center_size(rect.left_center() + vec2(SAMPLE.x / 2.0, 0.0), SAMPLE);
    ui.painter().rect_filled(sample, 1.0, color);
    let start = rect.left_top() + vec2(SAMPLE.x, 0.0);
    ui.painter().galley(start, words, theme.text);
}

/// A button for `command` where that can run for certain: it has its words and tooltip.
pub fn command_ui(ui: &mut Ui, command: impl Into<Command>, commands: &mut Commands) {
    let command = command.into();
    let info = command.info();
    let button = ui.button(info.label.as_ref());
    if button.on_hover_text(info.tooltip).clicked() {
        commands.send(command);
    }
}

/// The filled button for what a user most likely wants next.
pub fn main_button_ui(ui: &mut Ui, words: &str) -> Response {
    widgets::filled_button_ui(ui, words, None, LEAST_MAIN_BUTTON)
}

/// A button with a mark before its words.
pub fn icon_words_button_ui(
    ui: &mut Ui,
    icon: Icon,
    words: &str,
    color: egui::Color32,
) -> Response {
    let theme = Theme::of(ui);
    let galley = ui
        .painter()
        .layout_no_wrap(words.to_owned(), fonts::semi_bold(size::TEXT), color);
    let (rect, response) = ui.allocate_exact_size(
        vec2(galley.size().x + 40.0, size::ROW_HEIGHT),
        Sense::click(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), words));
    let visuals = ui.style().interact(&response);
    ui.painter().rect(
        rect,
        size::BUTTON_RADIUS,
        visuals.weak_bg_fill,
        Stroke::new(1.0, theme.border),
        egui::StrokeKind::Inside,
    );
    let mark = Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), vec2(14.0, 14.0));
    icon.paint(ui.painter(), mark, color);
    let at = egui::pos2(rect.left() + 28.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    response
}

/// A bar that fills with `share` from 0 to 1; half-way gray where nobody knows the end.
pub fn progress_ui(ui: &mut Ui, size: Vec2, share: Option<f32>, name: &str) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, name);
        info.value = share.map(f64::from);
        info
    });
    let radius = rect.height() / 2.0;
    ui.painter().rect_filled(rect, radius, theme.raised);
    let (fill, share) = share.map_or((theme.faint, 0.5), |share| {
        (theme.accent, share.clamp(0.0, 1.0))
    });
    if share > 0.0 {
        let width = (rect.width() * share).max(rect.height());
        ui.painter()
            .rect_filled(rect.with_max_x(rect.left() + width), radius, fill);
    }
    response
}

/// What went wrong, in words, on a surface of its own.
pub fn fault_ui(ui: &mut Ui, words: &str) {
    note_ui(ui, Icon::Error, Theme::of(ui).error, words);
}

/// What deserves a look.
pub fn warning_ui(ui: &mut Ui, words: &str) {
    note_ui(ui, Icon::Warning, Theme::of(ui).warning, words);
}

fn note_ui(ui: &mut Ui, icon: Icon, color: egui::Color32, words: &str) {
    let theme = Theme::of(ui);
    let frame = Frame::new()
        .fill(theme.raised)
        .corner_radius(size::BUTTON_RADIUS)
        .inner_margin(Margin::symmetric(10, 7));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            widgets::icon_ui(ui, icon, color);
            ui.add(
                Label::new(RichText::new(words.replace('`', "")).color(theme.text))
                    .wrap()
                    .selectable(true),
            );
        });
    });
}

/// An empty tab: a sentence in the middle, and below it whatever `offer` paints.
pub fn empty_ui(ui: &mut Ui, title: &str, words: &str, offer: impl FnOnce(&mut Ui)) {
    let theme = Theme::of(ui);
    ui.add_space((ui.available_height() / 2.0 - 60.0).max(8.0));
    ui.vertical_centered(|ui| {
        ui.label(
            RichText::new(title)
                .font(fonts::semi_bold(size::TEXT))
                .color(theme.text),
        );
        ui.add(Label::new(RichText::new(words).color(theme.muted)).wrap());
        ui.add_space(size::UNIT);
        offer(ui);
    });
}
