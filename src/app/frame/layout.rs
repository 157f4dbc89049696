//! Where the panels lie.

use super::{bottom, menu_bar, notices, side, status_bar, tabs};
use crate::app::command::Commands;
use crate::app::compare::title_ui;
use crate::app::gallery::start_ui;
use crate::app::keyboard::note_press;
use crate::app::look::{Theme, size};
use crate::app::panels::Panels;
use crate::app::state::State;
use crate::app::tabs::Tab;
use crate::app::workbench::Workbench;
use egui::{CentralPanel, Frame, Margin, Panel, Rect, UiBuilder};

/// Below this width of the window, in points, panels do not stand beside the bottom area.
const NARROW: f32 = 1100.0;

/// Paints the whole window except for dialogs.
pub fn frame_ui(
    ui: &mut egui::Ui,
    workbench: &mut Workbench,
    panels: &mut Panels,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let bare = Frame::new().fill(theme.panel);
    Panel::top("menu_bar")
        .exact_size(size::MENU_BAR_HEIGHT)
        .frame(bare)
        .show(ui, |ui| {
            menu_bar::menu_bar_ui(ui, workbench, &mut panels.tab_name, commands);
        });
    Panel::bottom("status_bar")
        .exact_size(size::STATUS_BAR_HEIGHT)
        .frame(bare)
        .show(ui, |ui| {
            status_bar::status_bar_ui(ui, workbench, commands);
        });
    // Tables and charts need width more than anything: in a narrow window the bottom area lies below all of it.
    let is_narrow = ui.available_width() < NARROW;
    let mut aside = Vec::new();
    if is_narrow {
        aside.extend(bottom_panel_ui(ui, workbench, panels, commands));
    }
    aside.extend(side_panels_ui(ui, workbench, panels, commands));
    if !is_narrow {
        aside.extend(bottom_panel_ui(ui, workbench, panels, commands));
    }
    note_press(ui, &aside);
    tabs::tabs_ui(ui, workbench, &mut panels.tab_name, commands);
    if workbench.window.search.is_open {
        let panel = Panel::top("find").frame(bare);
        panel.show(ui, |ui| panels.find.ui(ui, workbench.state(), commands));
    }
    let canvas = Frame::new().fill(theme.canvas);
    let shown = CentralPanel::no_frame().frame(canvas).show(ui, |ui| {
        canvases_ui(ui, workbench, commands);
    });
    if workbench.document().is_empty() {
        start_ui(ui, shown.response.rect, workbench.state(), commands);
    }
    notices::notices_ui(ui, shown.response.rect, &workbench.window.notices, commands);
}

/// Palette and inspector. Answers with the place of the inspector.
fn side_panels_ui(
    ui: &mut egui::Ui,
    workbench: &Workbench,
    panels: &mut Panels,
    commands: &mut Commands,
) -> Option<Rect> {
    let bare = Frame::new().fill(Theme::of(ui).panel);
    let window = ui.ctx().content_rect().width();
    if workbench.window.view.palette_open {
        let frame = bare.inner_margin(Margin {
            left: 12,
            right: 12,
            top: 4,
            bottom: 0,
        });
        let panel = Panel::left("palette")
            .default_size(size::PALETTE_WIDTH)
            .size_range(190.0..=(window * 0.25).clamp(190.0, 360.0));
        panel
            .frame(frame)
            .show(ui, |ui| side::side_ui(ui, workbench, panels, commands));
    }
    workbench.window.view.inspector_open.then(|| {
        let panel = Panel::right("inspector")
            .default_size(size::INSPECTOR_WIDTH)
            .size_range(240.0..=(window * 0.36).clamp(240.0, 520.0));
        let shown = panel.frame(bare).show(ui, |ui| {
            panels.inspector.ui(ui, workbench.state(), commands);
        });
        shown.response.rect
    })
}

/// The bottom area, where it shows. Answers with its place.
fn bottom_panel_ui(
    ui: &mut egui::Ui,
    workbench: &mut Workbench,
    panels: &mut Panels,
    commands: &mut Commands,
) -> Option<Rect> {
    if !workbench.window.view.bottom_open {
        return None;
    }
    let bare = Frame::new().fill(Theme::of(ui).panel);
    let most = (ui.available_height() - 160.0).max(120.0);
    let panel = Panel::bottom("bottom")
        .resizable(true)
        .default_size(size::BOTTOM_HEIGHT);
    let shown = panel
        .size_range(120.0..=most)
        .frame(bare)
        .show(ui, |ui| bottom::bottom_ui(ui, workbench, panels, commands));
    Some(shown.response.rect)
}

/// The canvas, and left of it the network that it is compared with where both are to show.
fn canvases_ui(ui: &mut egui::Ui, workbench: &mut Workbench, commands: &mut Commands) {
    let Workbench { tabs, window, .. } = workbench;
    let Tab {
        document,
        canvas,
        other,
        ..
    } = tabs.front_mut();
    let state = State { document, window };
    let comparison = state.document.comparison();
    let beside = comparison
        .filter(|comparison| state.window.view.side_by_side && comparison.other().is_some());
    let Some(comparison) = beside else {
        other.reset();
        canvas.ui(ui, state, commands);
        return;
    };
    let all = ui.available_rect_before_wrap();
    let (before, now) = all.split_left_right_at_fraction(0.5);
    other.ui(ui, before, comparison, state, commands);
    ui.scope_builder(
        UiBuilder::new().max_rect(now).id_salt("this network"),
        |ui| {
            ui.set_clip_rect(now.intersect(ui.clip_rect()));
            canvas.ui(ui, state, commands);
            let below_bar = now.with_min_y(now.top() + canvas.bar_height());
            title_ui(ui, below_bar, "Now");
        },
    );
    paint_divider(ui, all, before.right());
    ui.advance_cursor_after_rect(all);
}

fn paint_divider(ui: &egui::Ui, all: Rect, x: f32) {
    let stroke = egui::Stroke::new(1.0, Theme::of(ui).border);
    ui.painter().vline(x, all.y_range(), stroke);
}
