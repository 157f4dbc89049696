//! The panels in their places, and the gestures that move them.

use super::panel_tab::{PanelTab, line_below_tabs};
use super::panes::Panes;
use crate::app::command::{Commands, PanelCommand};
use crate::app::docking::{Panel, Workspace, fronts_of, node_of, panel_of, tree_of};
use crate::app::keyboard::{note_use, use_panel};
use crate::app::look::{Theme, size};
use crate::app::widgets;
use crate::text::say;
use egui::{
    Color32, CursorIcon, Id, Rect, Response, Stroke, Style, Ui, UiBuilder, Visuals, WidgetText,
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
pub fn tiles_ui(ui: &mut Ui, panes: &mut Panes<'_>) -> Shown {
    let workspaces = &panes.state().window.workspaces;
    let (workspace, layout) = (workspaces.front(), workspaces.layout().clone());
    if layout.is_empty() {
        nothing_open_ui(ui, panes.commands);
        return Shown::default();
    }
    let size = ui.available_size();
    let mut tree = tree_of(&layout, workspace, (size, GAP), NARROW);
    let before = fronts_of(&tree);
    let moved = tree.dragged_id(ui.ctx());
    let mut painter = TilePainter {
        panes,
        workspace,
        maximized: layout.maximized(),
        is_arranged_anew: false,
        shown: Shown::default(),
    };
    tree.ui(&mut painter, ui);
    let TilePainter {
        panes,
        is_arranged_anew,
        shown,
        ..
    } = painter;
    if is_arranged_anew {
        if let Some(node) = node_of(&tree, moved) {
            panes.commands.send(PanelCommand::Arrange(node));
        }
    } else {
        for panel in fronts_of(&tree).difference(&before) {
            panes.commands.send(PanelCommand::Show(*panel));
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

struct TilePainter<'a, 'p> {
    panes: &'a mut Panes<'p>,
    workspace: Workspace,
    maximized: Option<Panel>,
    /// Whether the user has moved a panel or an edge.
    is_arranged_anew: bool,
    shown: Shown,
}

impl TilePainter<'_, '_> {
    /// Whether these panels need no tabs: where one builds, the canvas goes without while it has none beside it.
    fn is_bare(&self, panels: impl Iterator<Item = Panel>) -> bool {
        let closed = self.panes.state().window.workspaces.layout().closed();
        let mut open = panels.filter(|panel| !closed.contains(panel));
        let is_canvas = open.next() == Some(Panel::Canvas) && open.next().is_none();
        is_canvas && self.workspace == Workspace::Build && self.maximized.is_none()
    }
}

impl Behavior<Panel> for TilePainter<'_, '_> {
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
                let canvas = self.panes.panel_ui(ui, panel);
                self.shown.canvas = canvas.or(self.shown.canvas);
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
        let response = self.panes.panel_tab_ui(ui, id, &tab);
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
                self.panes.commands.send(PanelCommand::Maximize(panel));
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
