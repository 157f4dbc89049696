//! How gestures go on and end, and what is dropped from the palette.

use egui::{Pos2, Rect, Response, Ui, Vec2, vec2};

use super::gesture::Gesture;
use super::gesture::carry::Carry;
use super::gesture::connect::{Pull, REACH_PX};
use super::gesture::drop::{self, Landing};
use super::quick_add::add_by;
use super::touch::handle;
use crate::app::canvas::memory::{Canvas, Offer};
use crate::app::command::{Commands, NetworkCommand, PaletteItem, WindowCommand};
use crate::app::state::State;
use crate::graph::Edit;
use crate::message;

/// A wire let go nearer to where it began than this, in screen points, was not meant to go anywhere.
const LEAST_PULL_PX: f32 = 24.0;
/// Within this many screen points of its edge, the canvas comes to meet a gesture.
const EDGE_PX: f32 = 28.0;
/// How fast at the very edge, in screen points a second.
const EDGE_SPEED: f32 = 900.0;

impl Canvas {
    /// Follows the pointer; ends the gesture when the button is let go.
    pub(super) fn go_on_with_gesture(
        &mut self,
        ui: &Ui,
        ground: &Response,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        if self.gesture.is_idle() {
            return;
        }
        let Some(pointer) = self.pointer(ui) else {
            return;
        };
        let (is_over, modifiers) =
            ui.input(|input| (!input.pointer.primary_down(), input.modifiers));
        match &mut self.gesture {
            Gesture::Band(band) => {
                let selection = band.selection(&self.scene, pointer, modifiers);
                if selection != state.document.selection {
                    commands.send(selection);
                }
            }
            Gesture::Cut(cut) => cut.go_on(pointer),
            Gesture::Idle
            | Gesture::Carry(_)
            | Gesture::Pull(_)
            | Gesture::Bend(_)
            | Gesture::Resize(_) => {}
        }
        if is_over {
            let gesture = std::mem::take(&mut self.gesture);
            self.finish(ui, gesture, pointer, state, commands);
        } else {
            self.pan_at_edge(ui, ground.rect);
        }
    }

    /// Does what `gesture` comes to with the pointer at `pointer`, in graph units.
    fn finish(
        &mut self,
        ui: &Ui,
        gesture: Gesture,
        pointer: Pos2,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let zoom = self.camera.zoom();
        let edit = match gesture {
            Gesture::Idle | Gesture::Band(_) => None,
            Gesture::Carry(carry) if carry.is_copy => {
                let by = carry.offset(&self.scene, pointer, self.rest(ui)).0;
                self.put_down_copies(&carry, by, state, commands);
                None
            }
            Gesture::Carry(carry) => {
                let by = carry.offset(&self.scene, pointer, self.rest(ui)).0;
                let moved = carry.put_down(&self.scene, by);
                match self.wire_under_carried(&carry, state, pointer) {
                    Some(wire) => self.insert_carried(&carry, state, wire, (by, moved)),
                    None => moved,
                }
            }
            Gesture::Pull(pull) => {
                let target = pull.target_at(&self.scene, pointer, REACH_PX / zoom);
                match target {
                    Some(target) => pull.edit(&self.scene, target),
                    None => self.let_go(&pull, pointer, state),
                }
            }
            Gesture::Bend(bend) => bend.edit(&self.scene, pointer, zoom),
            Gesture::Cut(cut) => cut.edit(&self.scene),
            Gesture::Resize(resize) => resize.edit(&self.scene.sheets, pointer),
        };
        if let Some(edit) = edit {
            commands.send(edit);
        }
    }

    /// Leaves copies where they were carried, and selects them.
    fn put_down_copies(&self, carry: &Carry, by: Vec2, state: State<'_>, commands: &mut Commands) {
        if by == Vec2::ZERO {
            return;
        }
        match carry.put_down_copies(&self.scene, state.document.graph(), by) {
            Some((around, edit)) => commands.send(NetworkCommand::EditAndSelect(around, edit)),
            None => commands.send(WindowCommand::Complain(message!("copied-from-several"))),
        }
    }

    /// A new wire let go over empty ground asks what should be there; one that was pulled off its end comes off. Over a
    /// node that it cannot go to, neither happens.
    fn let_go(&mut self, pull: &Pull, pointer: Pos2, state: State<'_>) -> Option<Edit> {
        let is_over_node = (0..self.scene.rects.len()).any(|item| {
            handle(&self.scene.outline.items[item], self.scene.rects[item]).contains(pointer)
        });
        let way = pull.began(&self.scene).distance(pointer) * self.camera.zoom();
        if is_over_node || way <= LEAST_PULL_PX {
            return None;
        }
        if pull.loose.is_some() {
            return pull.off(&self.scene);
        }
        self.offer = Some(Offer::at_wire(&self.scene, state, pull, pointer));
        None
    }

    /// Where something from the palette would go, while it is held over the canvas.
    pub(super) fn landing(
        &self,
        ui: &Ui,
        ground: &Response,
        state: State<'_>,
    ) -> Option<(PaletteItem, Landing)> {
        let item = ground.dnd_hover_payload::<PaletteItem>()?;
        let pointer = self.pointer(ui)?;
        let landing = drop::landing(
            &self.scene,
            state.document.graph(),
            &item,
            pointer,
            self.camera.zoom(),
        );
        Some((item.as_ref().clone(), landing))
    }

    /// Takes what is dropped from the palette.
    pub(super) fn take_drop(
        &mut self,
        ui: &Ui,
        ground: &Response,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let landing = self.landing(ui, ground, state);
        if ground.dnd_release_payload::<PaletteItem>().is_none() {
            return;
        }
        let Some((item, landing)) = landing else {
            return;
        };
        if let Some(added) = drop::drop(&self.scene, state.document.graph(), &item, &landing) {
            add_by(&item, added, commands);
        }
    }

    /// Moves the view while the pointer holds something at the canvas's edge.
    fn pan_at_edge(&mut self, ui: &Ui, canvas: Rect) {
        let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else {
            return;
        };
        let push = edge_push(canvas, pointer);
        if push != Vec2::ZERO {
            let seconds = ui.input(|input| input.stable_dt).min(0.1);
            self.camera.pan(-push * EDGE_SPEED * seconds);
            ui.ctx().request_repaint();
        }
    }
}

/// How hard `pointer` presses against the edges of `canvas`, from -1 to 1 in each direction.
fn edge_push(canvas: Rect, pointer: Pos2) -> Vec2 {
    let push = |low: f32, high: f32, at: f32| {
        let beyond = (at - (high - EDGE_PX)).max(0.0) - ((low + EDGE_PX) - at).max(0.0);
        (beyond / EDGE_PX).clamp(-1.0, 1.0)
    };
    vec2(
        push(canvas.left(), canvas.right(), pointer.x),
        push(canvas.top(), canvas.bottom(), pointer.y),
    )
}
