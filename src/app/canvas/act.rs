//! What follows from what the user did: selection, gestures, opened blocks, menus.

use egui::{CursorIcon, Modifiers, PointerButton, Pos2, Response, Ui};

use super::gesture::Gesture;
use super::gesture::band::Band;
use super::gesture::carry::Carry;
use super::gesture::connect::Pull;
use super::gesture::cut::Cut;
use super::notes::NoteTouches;
use super::touch::{Interaction, ItemPart, Spot, Touches, handle};
use crate::app::canvas::memory::{Canvas, Menu, MenuTarget, WireEnd};
use crate::app::command::{BlockCommand, Commands, EditCommand, Selection};
use crate::app::state::State;
use crate::graph::NodePath;

/// The pointer takes a wire within this many screen points.
pub(super) const WIRE_REACH_PX: f32 = 7.0;

impl Canvas {
    /// Turns interactions into commands and gestures.
    pub(super) fn act(
        &mut self,
        ui: &Ui,
        ground: &Response,
        (touches, notes): (&Touches, &NoteTouches),
        state: State<'_>,
        commands: &mut Commands,
    ) {
        if self.is_second {
            self.look(ui, touches, state, commands);
            return;
        }
        self.key_interactions(ui, (touches, notes), state, commands);
        self.note_interactions(ui, notes, state, commands);
        for (spot, interaction) in &touches.interactions {
            self.interaction(ui, *spot, *interaction, state, commands);
        }
        self.ground_interactions(ui, ground, touches, state, commands);
        self.go_on_with_gesture(ui, ground, state, commands);
        self.take_drop(ui, ground, state, commands);
        self.show_cursor(ui, touches);
    }

    /// What can be done where nothing can be edited.
    fn look(&mut self, ui: &Ui, touches: &Touches, state: State<'_>, commands: &mut Commands) {
        for (spot, interaction) in &touches.interactions {
            if !matches!(interaction, Interaction::Drag | Interaction::SecondaryClick) {
                self.interaction(ui, *spot, *interaction, state, commands);
            }
        }
    }

    /// What a press would do here.
    fn show_cursor(&self, ui: &Ui, touches: &Touches) {
        let cursor = match (&self.gesture, touches.hovered.map(|spot| spot.part)) {
            (Gesture::Carry(carry), _) if carry.is_copy => CursorIcon::Copy,
            (Gesture::Carry(_) | Gesture::Bend(_), _) => CursorIcon::Grabbing,
            (Gesture::Resize(_), _) => CursorIcon::Crosshair,
            (Gesture::Cut(_), _) => CursorIcon::Crosshair,
            (Gesture::Idle, _) if self.is_armed_to_cut => CursorIcon::Crosshair,
            (Gesture::Pull(_), _)
            | (Gesture::Idle, Some(ItemPart::Input(_) | ItemPart::Output)) => CursorIcon::Crosshair,
            (Gesture::Idle, Some(ItemPart::Fold)) => CursorIcon::PointingHand,
            _ => return,
        };
        ui.ctx().set_cursor_icon(cursor);
    }

    fn interaction(
        &mut self,
        ui: &Ui,
        spot: Spot,
        interaction: Interaction,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let modifiers = ui.input(|input| input.modifiers);
        let item = &self.scene.outline.items[spot.item];
        let path = item.path.clone();
        match (spot.part, interaction) {
            (
                ItemPart::Fold,
                Interaction::Click | Interaction::DoubleClick | Interaction::Enter,
            ) => {
                self.toggle_block(&path);
            }
            (ItemPart::Body, Interaction::DoubleClick) if item.is_block() => {
                self.open_block(path, commands);
            }
            (ItemPart::Body, Interaction::Enter)
                if item.is_block() && state.document.selection.contains(&path) =>
            {
                self.open_block(path, commands);
            }
            (ItemPart::Body, Interaction::DoubleClick) if !self.is_second => {
                self.rename(&path, state);
            }
            (ItemPart::Input(port), Interaction::Click)
                if self.scene.outline.wire_into(spot.item, port).is_some() =>
            {
                self.select_wire(WireEnd { to: path, port }, state, commands);
            }
            (_, Interaction::Click | Interaction::Enter) => {
                ui.memory_mut(|memory| memory.request_focus(item.id));
                self.selected_wire = None;
                commands.send(clicked(&state.document.selection, &path, modifiers));
            }
            (_, Interaction::SecondaryClick) => {
                if !state.document.selection.contains(&path) {
                    commands.send(Selection::only(path.clone()));
                }
                self.open_menu(MenuTarget::Node(path));
            }
            (_, Interaction::Drag) => self.drag(ui, spot, state, commands),
            (_, Interaction::Focus) => self
                .camera
                .reveal(handle(item, self.scene.layout.rects[spot.item])),
            (_, Interaction::DoubleClick) => {}
        }
    }

    /// Opens the inside of a block as a level of its own; in place on a canvas that only shows another network.
    pub(super) fn open_block(&mut self, path: NodePath, commands: &mut Commands) {
        if self.is_second {
            self.toggle_block(&path);
        } else {
            commands.send(BlockCommand::Enter(path));
        }
    }

    fn drag(&mut self, ui: &Ui, spot: Spot, state: State<'_>, commands: &mut Commands) {
        let (origin, modifiers, space) = ui.input(|input| {
            (
                input.pointer.press_origin(),
                input.modifiers,
                input.key_down(egui::Key::Space),
            )
        });
        let Some(origin) = origin.filter(|_| !space) else {
            return;
        };
        if self.is_armed_to_cut {
            self.begin_cut(origin);
            return;
        }
        let (graph, inference) = (state.document.graph(), state.document.inference());
        self.gesture = match spot.part {
            ItemPart::Body | ItemPart::Fold => {
                let path = &self.scene.outline.items[spot.item].path;
                let mut selection = state.document.selection.clone();
                if !selection.contains(path) {
                    selection = clicked(&selection, path, modifiers);
                    commands.send(selection.clone());
                }
                let from = self.camera.graph(origin);
                let carry = Carry::begin(&self.scene, spot.item, &selection, from);
                Gesture::Carry(if modifiers.alt {
                    carry.into_copy()
                } else {
                    carry
                })
            }
            ItemPart::Output => {
                Gesture::Pull(Pull::from_output(&self.scene, graph, inference, spot.item))
            }
            ItemPart::Input(port) => Gesture::Pull(Pull::from_input(
                &self.scene,
                graph,
                inference,
                spot.item,
                port,
            )),
        };
        self.selected_wire = None;
    }

    /// Clicks and drags where no item is: on wires, on the ground.
    fn ground_interactions(
        &mut self,
        ui: &Ui,
        ground: &Response,
        touches: &Touches,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let hovered = self.hovered_wire(ui, ground, touches);
        let wire = hovered.map(|wire| self.wire_end(wire));
        let (modifiers, origin, space) = ui.input(|input| {
            (
                input.modifiers,
                input.pointer.press_origin(),
                input.key_down(egui::Key::Space),
            )
        });
        let spot = self.pointer(ui).unwrap_or_default();
        let is_bend_let_go = ground.double_clicked()
            && hovered.is_some_and(|wire| self.remove_bend(wire, spot, commands));
        let adds = ground.double_clicked() && wire.is_none() && modifiers.is_none() && !space;
        if adds && !self.is_armed_to_cut {
            self.offer_to_add(state);
        } else if ground.clicked_by(PointerButton::Primary) && !is_bend_let_go {
            match wire.clone() {
                Some(wire) => self.select_wire(wire, state, commands),
                None => self.clear_selection(modifiers, state, commands),
            }
        }
        if ground.secondary_clicked() {
            self.open_menu(wire.map_or(MenuTarget::Ground(spot), MenuTarget::Wire));
        }
        if ground.drag_started_by(PointerButton::Primary)
            && let Some(origin) = origin.filter(|_| !space)
        {
            self.begin_on_ground(origin, modifiers, state);
        }
    }

    /// A drag that begins where no item is takes a wire, cuts wires, or draws a box around nodes.
    fn begin_on_ground(&mut self, origin: Pos2, modifiers: Modifiers, state: State<'_>) {
        let from = self.camera.graph(origin);
        // With Shift or Ctrl a box changes the selection, also where a wire lies under its corner.
        let is_box = modifiers.shift || modifiers.command;
        let wire = || self.take_wire(from, state).filter(|_| !is_box);
        if self.is_armed_to_cut || modifiers.alt {
            self.begin_cut(origin);
        } else if let Some(gesture) = wire() {
            self.gesture = gesture;
        } else {
            self.gesture = Gesture::Band(Band {
                from,
                body: self.scene.body_at(from),
                before: state.document.selection.clone(),
            });
        }
        if !matches!(self.gesture, Gesture::Bend(_)) {
            self.selected_wire = None;
        }
    }

    fn begin_cut(&mut self, origin: Pos2) {
        self.is_armed_to_cut = false;
        self.gesture = Gesture::Cut(Cut::begin(self.camera.graph(origin)));
    }

    fn clear_selection(&mut self, modifiers: Modifiers, state: State<'_>, commands: &mut Commands) {
        self.selected_wire = None;
        if !modifiers.shift && !modifiers.command && !state.document.selection.is_empty() {
            commands.send(EditCommand::SelectNone);
        }
    }

    fn select_wire(&mut self, wire: WireEnd, state: State<'_>, commands: &mut Commands) {
        self.selected_wire = Some(wire);
        if !state.document.selection.is_empty() {
            commands.send(EditCommand::SelectNone);
        }
    }

    pub(super) fn open_menu(&mut self, target: MenuTarget) {
        self.gesture = Gesture::Idle;
        self.menu = Some(Menu {
            target,
            is_new: true,
            at: None,
        });
    }

    pub(super) fn wire_end(&self, wire: usize) -> WireEnd {
        let wire = self.scene.outline.wires[wire];
        WireEnd {
            to: self.scene.outline.items[wire.to].path.clone(),
            port: wire.port,
        }
    }
}

/// The selection after a click on the node at `path`: alone, added with Shift, the other way with Ctrl.
fn clicked(selection: &Selection, path: &NodePath, modifiers: Modifiers) -> Selection {
    if modifiers.command {
        selection.toggled(path.clone())
    } else if modifiers.shift {
        selection.united(&Selection::only(path.clone()))
    } else {
        Selection::only(path.clone())
    }
}
