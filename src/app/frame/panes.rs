//! What each bar and each panel shows: here, and nowhere else in the frame, is the workbench taken apart for them.

use super::menu_bar::{TopBar, menu_bar_ui};
use super::notices::notices_ui;
use super::panel_tab::{PanelTab, panel_tab_ui};
use super::status_bar::status_bar_ui;
use super::tabs::{Strip, tabs_ui};
use crate::app::command::Commands;
use crate::app::compare::title_ui;
use crate::app::docking::{Panel, Workspace};
use crate::app::gallery::start_ui;
use crate::app::learning::Learning;
use crate::app::look::Theme;
use crate::app::panels::Panels;
use crate::app::state::State;
use crate::app::tabs::Tab;
use crate::app::training_panels::TrainingPanels;
use crate::app::workbench::Workbench;
use crate::text::say;
use egui::{CentralPanel, Frame, Id, Margin, Rect, Response, Stroke, Ui, UiBuilder};

/// Everything that the frame paints.
#[derive(Debug)]
pub struct Panes<'a> {
    /// What is shown.
    pub workbench: &'a mut Workbench,
    /// What the panels keep from frame to frame.
    pub panels: &'a mut Panels,
    /// Where commands go.
    pub commands: &'a mut Commands,
}

/// Around what is in the panels at the side, in points.
const ASIDE_MARGIN: Margin = Margin {
    left: 12,
    right: 12,
    top: 8,
    bottom: 0,
};

impl Panes<'_> {
    /// What panels read.
    pub fn state(&self) -> State<'_> {
        self.workbench.state()
    }

    /// The bar at the top.
    pub fn menu_bar_ui(&mut self, ui: &mut Ui) {
        let workbench = &*self.workbench;
        let document = workbench.document();
        let bar = TopBar {
            state: workbench.state(),
            offers: workbench,
            learning: &workbench.front().learning,
            device: workbench.training_panels.device_label(document),
            devices: workbench.training_panels.devices(),
            #[cfg(feature = "remote")]
            remotes: workbench.training_panels.remotes(document),
        };
        menu_bar_ui(ui, &bar, &mut self.panels.tab_name, self.commands);
    }

    /// The line at the bottom.
    pub fn status_bar_ui(&mut self, ui: &mut Ui) {
        let canvas = &self.workbench.front().canvas;
        let being_read = self.workbench.imports.being_read();
        let shown = (canvas, being_read.as_deref());
        status_bar_ui(ui, self.workbench.state(), shown, self.commands);
    }

    /// The tabs of the open documents.
    pub fn tabs_ui(&mut self, ui: &mut Ui) {
        let workbench = &*self.workbench;
        let strip = Strip::of(&workbench.tabs, &workbench.window, workbench);
        tabs_ui(ui, &strip, &mut self.panels.tab_name, self.commands);
    }

    /// The messages over the panels, in the corner of `over`.
    pub fn notices_ui(&mut self, ui: &mut Ui, over: Rect) {
        notices_ui(ui, over, &self.workbench.window.notices, self.commands);
    }

    /// The tab of a panel, over it.
    pub fn panel_tab_ui(&mut self, ui: &mut Ui, id: Id, tab: &PanelTab) -> Response {
        panel_tab_ui(ui, id, tab, self.workbench.state(), self.commands)
    }

    /// Paints what is in `panel`. Answers where the canvas shows, if that is it.
    pub fn panel_ui(&mut self, ui: &mut Ui, panel: Panel) -> Option<Rect> {
        let Self {
            workbench,
            panels,
            commands,
        } = self;
        let aside = Frame::new().inner_margin(ASIDE_MARGIN);
        match panel {
            Panel::Canvas => return Some(self.canvas_ui(ui)),
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
            Panel::Import => panels.import.ui(ui, workbench.state(), commands),
            Panel::Data => {
                let (training, learning, state) = learning(workbench);
                training.data_ui(ui, learning.loader(), state, commands);
            }
            Panel::TrainingSettings => {
                let (training, learning, state) = learning(workbench);
                training.settings_ui(ui, learning, state, commands);
            }
            Panel::Curves => {
                let behind = workbench.tabs.training_behind();
                let (training, learning, state) = learning(workbench);
                training.curves_ui(ui, (learning, behind.as_ref()), state, commands);
            }
            Panel::Results => {
                let (training, learning, state) = learning(workbench);
                training.results_ui(ui, learning, state.document, commands);
            }
            Panel::Health => self.health_ui(ui),
            Panel::Runs => self.runs_ui(ui),
            Panel::Predict => {
                let (training, learning, state) = learning(workbench);
                training.predict_ui(ui, learning, state.document, commands);
            }
            Panel::Explain => {
                let (training, learning, state) = learning(workbench);
                training.explain_ui(ui, learning, state.document, commands);
            }
            Panel::Lesson => lesson_ui(ui, panels, workbench, commands),
            Panel::Handbook => panels.handbook.ui(ui, workbench.state(), commands),
        }
        None
    }

    /// What goes on in the layers, of all open documents.
    fn health_ui(&mut self, ui: &mut Ui) {
        let Workbench {
            tabs,
            window,
            training_panels,
            ..
        } = &mut *self.workbench;
        training_panels.health_ui(ui, tabs, window, self.commands);
    }

    /// The list of runs.
    fn runs_ui(&mut self, ui: &mut Ui) {
        let behind = self.workbench.tabs.training_behind();
        let training = &mut self.workbench.training_panels;
        training.runs_ui(ui, behind.as_ref(), self.commands);
    }

    /// The canvas, with the tabs of the open documents and the bar that finds layers over it where it has the room.
    fn canvas_ui(&mut self, ui: &mut Ui) -> Rect {
        let window = &self.workbench.window;
        if window.workspaces.front() == Workspace::Build {
            let is_searching = window.search.is_open;
            self.tabs_ui(ui);
            if is_searching {
                let bare = Frame::new().fill(Theme::of(ui).panel);
                let bar = egui::Panel::top("find").frame(bare);
                let (find, state) = (&mut self.panels.find, self.workbench.state());
                bar.show(ui, |ui| find.ui(ui, state, self.commands));
            }
        }
        let ground = Frame::new().fill(Theme::of(ui).canvas);
        let shown = CentralPanel::no_frame().frame(ground).show(ui, |ui| {
            self.canvases_ui(ui);
        });
        let rect = shown.response.rect;
        if self.workbench.document().is_empty() {
            start_ui(ui, rect, self.workbench.state(), self.commands);
        }
        rect
    }

    /// The canvas, and left of it the network that it is compared with where both are to show.
    fn canvases_ui(&mut self, ui: &mut Ui) {
        let commands = &mut *self.commands;
        let Workbench { tabs, window, .. } = &mut *self.workbench;
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
}

/// The lesson beside the canvas.
fn lesson_ui(ui: &mut Ui, panels: &mut Panels, workbench: &Workbench, commands: &mut Commands) {
    let state = workbench.state();
    panels.lesson.ui(ui, state, workbench, commands);
}

/// What the panels about data, training and prediction show, beside themselves.
fn learning(workbench: &mut Workbench) -> (&mut TrainingPanels, &Learning, State<'_>) {
    let Workbench {
        tabs,
        window,
        training_panels,
        ..
    } = workbench;
    let front = tabs.front();
    (training_panels, &front.learning, front.state(window))
}
