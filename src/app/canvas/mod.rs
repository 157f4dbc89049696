//! The node canvas: the network as boxes and wires, and the gestures that change it.
//! Never changes the graph itself and never computes what a layer does; sends commands.
//!
//! Everything is painted in screen space, and every node has its place in the window under an accessible name, so
//! that text is crisp at every magnification and assistive tools point at what the eye sees.

mod act;
mod aim;
mod align;
mod arranging;
mod arrivals;
mod block_menu;
mod camera;
mod chips;
mod choose;
mod crumbs;
mod draw;
mod finish;
mod flight;
mod free;
mod freezing;
mod gesture;
mod heat;
mod item_problems;
mod key_interactions;
mod keys;
mod legend;
mod level;
mod memory;
mod menu;
mod minimap;
mod navigate;
mod notes;
mod offer;
mod overlay;
mod paint;
mod pointed;
mod quick_add;
mod renaming;
mod scene;
mod touch;
mod wires;
mod wiring;

pub use memory::{Aim, Canvas};

use egui::{Pos2, Rect, Sense};

use self::camera::ZOOM_STEP;
use self::freezing::freeze_selected;
use self::gesture::Gesture;
use self::gesture::carry::Rest;
use self::item_problems::ItemProblems;
use self::memory::{KeyboardGoes, MenuTarget, Scope};
use self::navigate::space_drag;
use self::scene::item::Item;
use self::scene::{Held, Scene};
use self::wiring::{bypass_selected, delete_apart, move_selected_along};
use crate::app::command::{CanvasCommand, Commands};
use crate::app::state::State;
use crate::graph::NodePath;
use crate::project::View;

impl Canvas {
    /// A canvas beside the main one, on which a network can be looked at but not edited.
    pub fn second() -> Self {
        Self {
            scene: Scene::called("before"),
            is_second: true,
            ..Self::default()
        }
    }

    /// Paints the network of `state` into the whole of `ui` and sends what the user's gestures ask for.
    pub fn ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        crumbs::crumbs_ui(ui, state, commands);
        let rect = ui.available_rect_before_wrap();
        let ground = ui.interact(rect, ui.scope_id().with("canvas"), Sense::click_and_drag());
        ui.advance_cursor_after_rect(rect);
        let now_seconds = ui.input(|input| input.time);
        self.snaps_to_grid = state.window.view.snap_to_grid;
        self.last_pointer = ui.input(|input| input.pointer.latest_pos());

        self.take_arrangement(ui.ctx(), state, commands);
        self.refresh(ui, state, rect, now_seconds);
        let wheel = state.window.view.wheel;
        self.navigation.update(ui, &ground, wheel, &mut self.camera);
        let problems = ItemProblems::new(&self.scene.outline, state.document.problems());
        let is_selected = |item: &Item| state.document.selection.contains(&item.path);
        let sentence = |item: usize| problems.sentence(item);
        let (sheets, camera) = (&self.scene.sheets, &self.camera);
        let mut notes = notes::touch(ui, sheets, camera, &state.document.selection);
        let touches = touch::touch(ui, &self.scene, &self.camera, &is_selected, &sentence);
        notes::touch_corners(ui, sheets, camera, &state.document.selection, &mut notes);
        let has_map = state.window.view.minimap_open;
        minimap::minimap_ui(ui, &self.scene, &mut self.camera, has_map, commands);
        space_drag(ui, &ground, &mut self.camera);

        self.take_aim(ui);
        self.hand_over_keyboard(ui, (&touches, &notes), state);
        self.act(ui, &ground, (&touches, &notes), state, commands);
        self.draw(ui, &ground, (&touches, &notes), &problems, state);
        self.writing_ui(ui, commands);
        self.renaming_ui(ui, state, commands);
        if let Some(measure) = state.document.heat.filter(|_| !state.document.is_empty()) {
            self.clear_legend(rect);
            let place = (rect, self.legend_corner);
            legend::legend_ui(ui, place, measure, &self.heat, commands);
        }
        self.menu_ui(&ground, state, commands);
        self.offer_ui(ui, state, commands);
        self.keep_awake(ui, now_seconds);
    }

    /// Does what `command` asks for.
    pub fn handle(&mut self, command: &CanvasCommand, state: State<'_>, commands: &mut Commands) {
        match command {
            CanvasCommand::ZoomIn => self
                .camera
                .fly_to_zoom(self.camera.zoom_ahead() * ZOOM_STEP),
            CanvasCommand::ZoomOut => self
                .camera
                .fly_to_zoom(self.camera.zoom_ahead() / ZOOM_STEP),
            CanvasCommand::ZoomToFull => self.camera.fly_to_zoom(1.0),
            CanvasCommand::OpenInPlace => self.toggle_selected(state),
            CanvasCommand::OpenBlocks => {
                self.unfolded.open_all(state.document.inference());
                self.deferred
                    .extend([CanvasCommand::OpenBlocks, CanvasCommand::Fit]);
            }
            CanvasCommand::FoldBlocks => {
                self.unfolded.fold_all();
                self.deferred.push(CanvasCommand::Fit);
            }
            CanvasCommand::Fit | CanvasCommand::FitSelection | CanvasCommand::ShowSelection => {
                self.deferred.push(command.clone());
            }
            CanvasCommand::Uncover => self.uncover(state),
            CanvasCommand::Choose(choice) => self.choose(*choice, state, commands),
            CanvasCommand::Align(side) => self.align(*side, state, commands),
            CanvasCommand::Distribute(across) => self.distribute(*across, state, commands),
            CanvasCommand::Connect => self.connect_selected(state, commands),
            CanvasCommand::CutWires => self.is_armed_to_cut = true,
            CanvasCommand::Bypass => bypass_selected(state, commands),
            CanvasCommand::Freeze => freeze_selected(state, false, commands),
            CanvasCommand::FreezeUpToHere => freeze_selected(state, true, commands),
            CanvasCommand::MoveAlong(way) => move_selected_along(*way, state, commands),
            CanvasCommand::OpenMenu(path, at) => {
                self.open_menu_at(MenuTarget::Node(path.clone()), *at);
            }
            CanvasCommand::OpenNoteMenu(path, at) => {
                self.open_menu_at(MenuTarget::Note(path.clone()), *at);
            }
            CanvasCommand::AddComment => {
                let spot = self.free_spot(self.camera.view().center(), state);
                self.add_comment(spot, state, commands);
            }
            CanvasCommand::FrameSelection => self.frame_selected(state, commands),
            CanvasCommand::Replace => self.offer_to_replace(state),
            CanvasCommand::Rename => self.rename_selected(state, commands),
            CanvasCommand::QuickAdd => self.offer_to_add(state),
            CanvasCommand::DeleteApart => delete_apart(state, commands),
            CanvasCommand::Straighten => self.straighten(state, commands),
            CanvasCommand::Arrange => self.arrange(Scope::All(None)),
            CanvasCommand::ArrangeSelection => self.arrange(Scope::Selection),
            CanvasCommand::Turn(direction) => self.arrange(Scope::All(Some(*direction))),
        }
    }

    /// Brings what has just been put down and selected into view in the next frame, and gives it the keyboard.
    pub fn show_new(&mut self) {
        self.deferred.push(CanvasCommand::ShowSelection);
        self.keyboard_goes = KeyboardGoes::ToSelection;
    }

    /// The magnification in per cent, for the status bar.
    pub fn zoom_percent(&self) -> u32 {
        (self.camera.zoom_ahead() * 100.0).round() as u32
    }

    /// The middle of the node at `path` in screen points, where it is on the canvas.
    pub fn place_on_screen(&self, path: &NodePath) -> Option<Pos2> {
        let item = self.scene.outline.find(path)?;
        let rect = touch::handle(&self.scene.outline.items[item], self.scene.rects[item]);
        Some(self.camera.screen(rect.center()))
    }

    /// Where it is, in screen points.
    pub fn viewport(&self) -> Rect {
        self.camera.viewport()
    }

    /// Whether all of the node at `path` is in view, with nothing over it.
    pub fn shows(&self, path: &NodePath) -> bool {
        let item = self.scene.outline.find(path);
        item.is_some_and(|item| self.camera.shows(self.scene.rects[item]))
    }

    /// How the network shows, to be stored with it.
    pub fn view(&self) -> View {
        // Opened, and never seen since.
        if let Some(stored) = &self.stored_view {
            return stored.clone();
        }
        View {
            camera: self.camera_of_network(),
            open_blocks: self.unfolded.opened.clone(),
        }
    }

    /// Shows the document that is about to come in the way that was stored with it.
    pub fn restore(&mut self, view: &View) {
        self.stored_view = Some(view.clone());
    }

    /// Lets go of whatever the pointer holds, because another network comes to the front.
    pub(in crate::app) fn put_down(&mut self) {
        self.gesture = Gesture::Idle;
        self.menu = None;
        self.offer = None;
        self.renaming = None;
        self.is_armed_to_cut = false;
    }

    /// Brings picture and view up to date with the document, the panel's place and the pointer.
    fn refresh(&mut self, ui: &egui::Ui, state: State<'_>, rect: Rect, now_seconds: f64) {
        let is_moved = self.turn_to_workspace(state.window.workspaces.front());
        let is_negated = self.turn_to_level(state.document.level());
        let is_other = self.scene.is_of_another(state.document);
        let held = self.held(ui);
        self.scene
            .refresh(state.document, &self.unfolded, &held, now_seconds);
        let deferred = std::mem::take(&mut self.deferred);
        let is_spread = is_negated && self.unfolded.shows_everything(state.document.inference());
        if is_spread || deferred.contains(&CanvasCommand::OpenBlocks) {
            let graph = state.document.graph();
            let scene = &self.scene;
            self.unfolded
                .spread_out(graph, &scene.outline, &scene.layout);
            self.scene
                .refresh(state.document, &self.unfolded, &held, now_seconds);
        }
        let bounds = self.scene.bounds();
        self.camera.set_viewport(rect, bounds);
        if is_negated {
            self.look_at_level(bounds);
        } else if is_moved {
            self.look_at_workspace(bounds);
        }
        let map = bounds.filter(|_| state.window.view.minimap_open);
        self.camera
            .set_cover(map.and_then(|bounds| minimap::place(&self.camera, bounds)));
        self.show_arrivals(state, is_other);
        for command in deferred {
            match (command, bounds) {
                (CanvasCommand::Fit, Some(bounds)) => self.camera.fit(bounds),
                (CanvasCommand::ShowSelection, _) => {
                    if let Some(bounds) = self.selected_bounds(state) {
                        self.camera.reveal(bounds);
                    }
                }
                (CanvasCommand::FitSelection, _) => {
                    if let Some(bounds) = self.selected_bounds(state) {
                        self.camera.fit_part(bounds);
                    }
                }
                _ => {}
            }
        }
        self.camera.advance(now_seconds);
        self.heat.refresh(
            state.document.heat,
            state.document,
            &self.scene,
            &self.unfolded,
        );
    }

    fn selected_bounds(&self, state: State<'_>) -> Option<Rect> {
        let items = state
            .document
            .selection
            .iter()
            .filter_map(|path| self.scene.outline.find_around(path));
        let sheets = &self.scene.sheets;
        let notes = state
            .document
            .selection
            .notes()
            .filter_map(|path| sheets.find(path));
        let notes = notes.map(|index| sheets.rects[index]);
        items
            .map(|item| self.scene.layout.rects[item])
            .chain(notes)
            .reduce(Rect::union)
    }

    /// The pointer in graph units.
    fn pointer(&self, ui: &egui::Ui) -> Option<Pos2> {
        ui.input(|input| input.pointer.latest_pos())
            .map(|pointer| self.camera.graph(pointer))
    }

    /// What the pointer holds, and where.
    fn held(&self, ui: &egui::Ui) -> Held {
        match (&self.gesture, self.pointer(ui)) {
            (Gesture::Carry(carry), Some(pointer)) if !carry.is_copy => {
                let (by, _) = carry.offset(&self.scene, pointer, self.rest(ui));
                Held {
                    carried: carry.carried(&self.scene, by),
                    ..Held::default()
                }
            }
            (Gesture::Bend(bend), Some(pointer)) => Held {
                bent: bend
                    .wire(&self.scene)
                    .map(|wire| (wire, bend.points(pointer))),
                ..Held::default()
            },
            (Gesture::Resize(resize), Some(pointer)) => Held {
                resized: Some((resize.path.clone(), resize.rect(pointer))),
                ..Held::default()
            },
            _ => Held::default(),
        }
    }

    /// What decides where carried nodes come to rest: Ctrl lets them go anywhere.
    fn rest(&self, ui: &egui::Ui) -> Rest {
        Rest {
            zoom: self.camera.zoom(),
            grid: self.snaps_to_grid,
            is_free: ui.input(|input| input.modifiers.command),
        }
    }

    /// Asks for the next frame only while something moves.
    fn keep_awake(&mut self, ui: &egui::Ui, now_seconds: f64) {
        if self.camera.advance(now_seconds) || self.scene.is_moving() {
            ui.ctx().request_repaint();
        }
    }

    /// Opens the selected blocks in place; folds them where all are open.
    fn toggle_selected(&mut self, state: State<'_>) {
        let graph = state.document.graph();
        let is_block =
            |path: &&NodePath| graph.node(path).is_some_and(|node| node.call().is_some());
        let blocks: Vec<&NodePath> = state.document.selection.iter().filter(is_block).collect();
        let are_open = blocks
            .iter()
            .all(|path| self.unfolded.opened.contains(*path));
        for path in blocks {
            if are_open {
                self.unfolded.opened.remove(path);
            } else {
                self.unfolded.opened.insert(path.clone());
            }
        }
    }

    /// Opens a folded block, or folds an opened one.
    fn toggle_block(&mut self, path: &NodePath) {
        if !self.unfolded.opened.remove(path) {
            self.unfolded.opened.insert(path.clone());
        }
    }
}
