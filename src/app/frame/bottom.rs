//! The bottom area: a strip of tabs, and the tab in front.

use crate::app::command::{Commands, Tab, ViewCommand};
use crate::app::document::Comparison;
use crate::app::look::{Theme, fonts, size};
use crate::app::panels::Panels;
use crate::app::state::State;
use crate::app::workbench::Workbench;
use crate::graph::Severity;
use egui::{Align, Layout, Rect, Role, Sense, UiBuilder, WidgetInfo, vec2};

/// Paints the tabs and what the current one shows.
pub fn bottom_ui(
    ui: &mut egui::Ui,
    workbench: &mut Workbench,
    panels: &mut Panels,
    commands: &mut Commands,
) {
    strip_ui(ui, workbench.state(), commands);
    let rect = ui.available_rect_before_wrap();
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        let elsewhere = workbench.tabs.training_behind();
        let Workbench {
            tabs,
            window,
            bench,
        } = workbench;
        let front = tabs.front_mut();
        match window.view.tab {
            Tab::Layers => panels.layers.ui(ui, front.state(window), commands),
            Tab::Data => bench.data_ui(ui, front, window, commands),
            Tab::Training => bench.training_ui(ui, front, window, elsewhere.as_ref(), commands),
            Tab::Predict => bench.predict_ui(ui, front, commands),
            Tab::Problems => panels.problems.ui(ui, front.state(window), commands),
            Tab::Compare => {
                let shown = (workbench.state(), &*workbench.tabs.others());
                panels.compare.ui(ui, shown, workbench, commands);
            }
        }
    });
    ui.advance_cursor_after_rect(rect);
}

fn strip_ui(ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
    let strip = Rect::from_min_size(
        ui.cursor().min,
        vec2(ui.available_width(), size::TAB_STRIP_HEIGHT),
    );
    let theme = Theme::of(ui);
    ui.painter().hline(
        strip.x_range(),
        strip.bottom() - 0.5,
        egui::Stroke::new(1.0, theme.border),
    );
    let layout = Layout::left_to_right(Align::Center);
    let inside = strip.shrink2(vec2(size::PANEL_MARGIN - TAB_PADDING, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for tab in Tab::ALL {
            tab_ui(ui, tab, state, commands);
        }
    });
    ui.advance_cursor_after_rect(strip);
}

/// Beside the word of a tab, each side.
const TAB_PADDING: f32 = 11.0;

fn tab_ui(ui: &mut egui::Ui, tab: Tab, state: State<'_>, commands: &mut Commands) {
    let theme = Theme::of(ui);
    let current = state.window.view.tab == tab;
    let (font, colour) = if current {
        (fonts::semi_bold(size::TEXT), theme.text)
    } else {
        (fonts::text(), theme.muted)
    };
    let words = ui
        .painter()
        .layout_no_wrap(tab.label().to_owned(), font, colour);
    let count = badge(ui, tab, state).map(|(number, colour)| {
        ui.painter()
            .layout_no_wrap(number.to_string(), fonts::small(), colour)
    });
    let badge_width = count.as_ref().map_or(0.0, |count| count.size().x + 6.0);
    let size = vec2(
        words.size().x + badge_width + 2.0 * TAB_PADDING,
        size::TAB_STRIP_HEIGHT,
    );
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, current, tab.label()));
    let response = response.on_hover_text(tab.tooltip());
    let colour = if response.hovered() || response.has_focus() {
        theme.text
    } else {
        colour
    };
    let at = egui::pos2(
        rect.left() + TAB_PADDING,
        rect.center().y - words.size().y / 2.0,
    );
    let word_width = words.size().x;
    ui.painter()
        .galley_with_override_text_color(at, words, colour);
    if let Some(count) = count {
        let at = egui::pos2(
            at.x + word_width + 6.0,
            rect.center().y - count.size().y / 2.0,
        );
        ui.painter().galley(at, count, theme.muted);
    }
    if current {
        let line = Rect::from_min_max(
            egui::pos2(at.x, rect.bottom() - 2.0),
            egui::pos2(at.x + word_width, rect.bottom()),
        );
        ui.painter().rect_filled(line, 1.0, theme.accent);
    }
    if response.clicked() {
        commands.send(ViewCommand::ShowTab(tab));
    }
}

/// How many problems or differences there are, beside the word; problems in the colour of the worst.
fn badge(ui: &egui::Ui, tab: Tab, state: State<'_>) -> Option<(usize, egui::Color32)> {
    let problems = state.document.problems();
    let has_error = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    let colour = if has_error {
        Theme::of(ui).error
    } else {
        Theme::of(ui).warning
    };
    let wrong = problems
        .iter()
        .filter(|problem| problem.severity != Severity::Unfinished);
    let compared = state.document.comparison();
    let (count, colour) = match tab {
        Tab::Problems => (wrong.count(), colour),
        Tab::Compare => (compared.map_or(0, Comparison::count), Theme::of(ui).muted),
        _ => return None,
    };
    (count > 0).then_some((count, colour))
}
