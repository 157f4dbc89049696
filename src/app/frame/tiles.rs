//! The panels in their places, and the gestures that move them.

use super::panel_tab::{PanelTab, line_below_tabs, panel_tab_ui};
use super::tabs;
use crate::app::command::{Commands, PanelCommand};
use crate::app::compare::title_ui;
use crate::app::docking::{Panel, Workspace, fronts_of, node_of, panel_of, tree_of};
use crate::app::gallery::start_ui;
use crate::app::keyboard::{note_use, use_panel};
use crate::app::look::{Theme, size};
use crate::app::panels::Panels;
use crate::app::state::State;
use crate::app::tabs::Tab;
use crate::app::widgets;
use crate::app::workbench::Workbench;
use crate::text::say;
use egui::{
    CentralPanel, Color32, CursorIcon, Frame, Id, Margin, Rect, Response, Stroke, Style, Ui,
    UiBuilder, Visuals, WidgetText,
};
use egui_tiles::{
    Behavior, EditAction, ResizeState, SimplificationOptions, TabState, Tabs, TileId, Tiles,
    UiResponse,
};

/// Below this width of the window, in points, tables lie below all that is around the main panel.
const NARROW: f32 = 1100.0;
/// Between two panels, in points.
const GAP: f32 = 1.0;
/// A panel cannot be made smaller by dragging its edge, in points.
const LEAST_SIZE: f32 = 120.0;

/// Where things were painted.
#[derive(Debug, Default)]
pub struct Shown {
    /// The canvas, where it shows.
    pub canvas: Option<Rect>,
    /// The panels in which letters are text rather than commands.
    pub aside: Vec<Rect>,
}

/// Paints the panels of the workspace in front into the whole of `ui`.
pub fn tiles_ui(
    ui: &mut Ui,
    workbench: &mut Workbench,
    panels: &mut Panels,
    commands: &mut Commands,
) -> Shown {
    let workspaces = &workbench.window.workspaces;
    let (workspace, layout) = (workspaces.front(), workspaces.layout().clone());
    if layout.is_empty() {
        nothing_open_ui(ui, commands);
        return Shown::default();
    }
    let size = ui.available_size();
    let mut tree = tree_of(&layout, workspace, (size, GAP), NARROW);
    let before = fronts_of(&tree);
    let moved = tree.dragged_id(ui.ctx());
    let mut painter = TilePainter {
        workbench,
        panels,
        commands,
        workspace,
        maximized: layout.maximized(),
        is_arranged_anew: false,
        shown: Shown::default(),
    };
    tree.ui(&mut painter, ui);
    let TilePainter {
        commands,
        is_arranged_anew,
        shown,
        ..
    } = painter;
    if is_arranged_anew {
        if let Some(node) = node_of(&tree, moved) {
            commands.send(PanelCommand::Arrange(node));
        }
    } else {
        for panel in fronts_of(&tree).difference(&before) {
            commands.send(PanelCommand::Show(*panel));
        }
    }
    shown
}

fn nothing_open_ui(ui: &mut Ui, commands: &mut Commands) {
    ui.add_space(ui.available_height() / 3.0);
    ui.vertical_centered(|ui| {
        widgets::muted_ui(ui, say("every-panel-closed"));
        ui.add_space(size::UNIT);
        if ui.button(say("reset-workspace")).clicked() {
            commands.send(PanelCommand::ResetWorkspace);
        }
    });
}

struct TilePainter<'a> {
    workbench: &'a mut Workbench,
    panels: &'a mut Panels,
    commands: &'a mut Commands,
    workspace: Workspace,
    maximized: Option<Panel>,
    /// Whether the user has moved a panel or an edge.
    is_arranged_anew: bool,
    shown: Shown,
}

impl TilePainter<'_> {
    /// Whether these panels need no tabs: where one builds, the canvas goes without while it has none beside it.
    fn is_bare(&self, panels: impl Iterator<Item = Panel>) -> bool {
        let closed = self.workbench.window.workspaces.layout().closed();
        let mut open = panels.filter(|panel| !closed.contains(panel));
        let is_canvas = open.next() == Some(Panel::Canvas) && open.next().is_none();
        is_canvas && self.workspace == Workspace::Build && self.maximized.is_none()
    }

    fn panel_ui(&mut self, ui: &mut Ui, panel: Panel) {
        let Self {
            workbench,
            panels,
            commands,
            ..
        } = self;
        let aside = Frame::new().inner_margin(ASIDE_MARGIN);
        match panel {
            Panel::Canvas => self.canvas_ui(ui),
            Panel::Palette => {
                aside.show(ui, |ui| {
                    let state = workbench.state();
                    panels.palette.ui(ui, state, &**workbench, commands);
                });
            }
            Panel::Outline => {
                aside.show(ui, |ui| panels.outline.ui(ui, workbench.state(), commands));
            }
            Panel::History => {
                aside.show(ui, |ui| panels.history.ui(ui, workbench.state(), commands));
            }
            Panel::Inspector => panels.inspector.ui(ui, workbench.state(), commands),
            Panel::Layers => panels.layers.ui(ui, workbench.state(), commands),
            Panel::Problems => panels.problems.ui(ui, workbench.state(), commands),
            Panel::Compare => {
                let shown = (workbench.state(), &*workbench.tabs.others());
                panels.compare.ui(ui, shown, &**workbench, commands);
            }
            Panel::Data
            | Panel::TrainingSettings
            | Panel::Curves
            | Panel::Results
            | Panel::Predict => self.learning_ui(ui, panel),
        }
    }

    /// The panels about data, training and prediction.
    fn learning_ui(&mut self, ui: &mut Ui, panel: Panel) {
        let behind = self.workbench.tabs.training_behind();
        let commands = &mut *self.commands;
        let Workbench {
            tabs,
            window,
            training_panels,
        } = &mut *self.workbench;
        let front = tabs.front();
        match panel {
            Panel::Data => training_panels.data_ui(ui, front, window, commands),
            Panel::TrainingSettings => training_panels.settings_ui(ui, front, window, commands),
            Panel::Curves => {
                training_panels.curves_ui(ui, front, window, behind.as_ref(), commands);
            }
            Panel::Results => training_panels.results_ui(ui, front),
            _ => training_panels.predict_ui(ui, front, commands),
        }
    }

    /// The canvas, with the tabs of the open documents and the bar that finds layers over it where it has the room.
    fn canvas_ui(&mut self, ui: &mut Ui) {
        let Self {
            workbench,
            panels,
            commands,
            ..
        } = self;
        if self.workspace == Workspace::Build {
            tabs::tabs_ui(ui, workbench, &mut panels.tab_name, commands);
            if workbench.window.search.is_open {
                let bare = Frame::new().fill(Theme::of(ui).panel);
                let bar = egui::Panel::top("find").frame(bare);
                bar.show(ui, |ui| panels.find.ui(ui, workbench.state(), commands));
            }
        }
        let ground = Frame::new().fill(Theme::of(ui).canvas);
        let shown = CentralPanel::no_frame().frame(ground).show(ui, |ui| {
            canvases_ui(ui, workbench, commands);
        });
        let rect = shown.response.rect;
        if workbench.document().is_empty() {
            start_ui(ui, rect, workbench.state(), commands);
        }
        self.shown.canvas = Some(rect);
    }
}

/// Around what is in the panels at the side, in points.
const ASIDE_MARGIN: Margin = Margin {
    left: 12,
    right: 12,
    top: 8,
    bottom: 0,
};

impl Behavior<Panel> for TilePainter<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, panel: &mut Panel) -> UiResponse {
        let (panel, rect) = (*panel, ui.max_rect());
        if !matches!(
            panel,
            Panel::Canvas | Panel::Palette | Panel::Outline | Panel::History
        ) {
            let tabs = size::PANEL_TABS_HEIGHT;
            self.shown.aside.push(rect.with_min_y(rect.top() - tabs));
        }
        ui.painter().rect_filled(rect, 0, Theme::of(ui).panel);
        if !self.is_bare(std::iter::once(panel)) {
            line_below_tabs(ui, rect);
        }
        // What a panel keeps between frames stays when it moves, and is the same in every workspace.
        let id = Id::unique(("panel", panel));
        let inside = UiBuilder::new().max_rect(rect).scope_id(id);
        note_use(ui, (panel, rect), |ui| {
            ui.scope_builder(inside, |ui| {
                ui.set_clip_rect(rect.intersect(ui.clip_rect()));
                self.panel_ui(ui, panel);
            });
        });
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, panel: &Panel) -> WidgetText {
        panel.label().into()
    }

    fn tab_ui(
        &mut self,
        _tiles: &mut Tiles<Panel>,
        ui: &mut Ui,
        id: Id,
        tile: TileId,
        tab: &TabState,
    ) -> Response {
        let Some(panel) = panel_of(tile) else {
            return ui.response();
        };
        let tab = PanelTab {
            panel,
            is_front: tab.active,
            is_dragged: tab.is_being_dragged,
            is_maximized: self.maximized.is_some(),
        };
        let response = panel_tab_ui(ui, id, &tab, self.workbench.state(), self.commands);
        if response.clicked() || response.secondary_clicked() || response.gained_focus() {
            use_panel(ui.ctx(), panel);
        }
        response
    }

    fn top_bar_right_ui(
        &mut self,
        _tiles: &Tiles<Panel>,
        ui: &mut Ui,
        _tile: TileId,
        _tabs: &Tabs,
        _scroll_offset: &mut f32,
    ) {
        if let Some(panel) = self.maximized {
            ui.add_space(size::UNIT);
            if ui.button(say("show-other-panels")).clicked() {
                self.commands.send(PanelCommand::Maximize(panel));
            }
        }
    }

    fn tab_bar_height(&self, _style: &Style) -> f32 {
        size::PANEL_TABS_HEIGHT
    }

    fn is_tab_bar_visible(&self, _tile: TileId, tabs: &Tabs) -> bool {
        !self.is_bare(tabs.children.iter().copied().filter_map(panel_of))
    }

    fn gap_width(&self, _style: &Style) -> f32 {
        GAP
    }

    fn min_size(&self) -> f32 {
        LEAST_SIZE
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions {
            all_panes_must_have_tabs: true,
            flatten_tabs_in_tabs: true,
            ..SimplificationOptions::default()
        }
    }

    fn resize_stroke(&self, style: &Style, state: ResizeState) -> Stroke {
        let theme = Theme::of_visuals(&style.visuals);
        match state {
            ResizeState::Idle => Stroke::new(GAP, theme.border),
            ResizeState::Hovering => Stroke::new(2.0, theme.muted),
            ResizeState::Dragging => Stroke::new(2.0, theme.accent),
        }
    }

    fn tab_hover_cursor_icon(&self) -> CursorIcon {
        CursorIcon::Default
    }

    fn tab_bar_color(&self, visuals: &Visuals) -> Color32 {
        Theme::of_visuals(visuals).panel
    }

    fn drag_preview_color(&self, visuals: &Visuals) -> Color32 {
        Theme::of_visuals(visuals).accent.gamma_multiply(0.2)
    }

    fn drag_preview_stroke(&self, visuals: &Visuals) -> Stroke {
        Stroke::new(1.0, Theme::of_visuals(visuals).accent)
    }

    fn is_tile_draggable(&self, _tiles: &Tiles<Panel>, _tile: TileId) -> bool {
        self.maximized.is_none()
    }

    // Ctrl+Tab turns to the next document.
    fn cycle_tabs_with_keyboard(&self) -> bool {
        false
    }

    fn on_edit(&mut self, action: EditAction) {
        let is_moved = matches!(action, EditAction::TileResized | EditAction::TileDropped);
        self.is_arranged_anew |= is_moved;
    }
}

/// The canvas, and left of it the network that it is compared with where both are to show.
fn canvases_ui(ui: &mut Ui, workbench: &mut Workbench, commands: &mut Commands) {
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
        UiBuilder::new().max_rect(now).id_salt(say("this-network")),
        |ui| {
            ui.set_clip_rect(now.intersect(ui.clip_rect()));
            canvas.ui(ui, state, commands);
            let below_bar = now.with_min_y(now.top() + canvas.bar_height());
            title_ui(ui, below_bar, say("now"));
        },
    );
    let divider = Stroke::new(1.0, Theme::of(ui).border);
    ui.painter().vline(before.right(), all.y_range(), divider);
    ui.advance_cursor_after_rect(all);
}
