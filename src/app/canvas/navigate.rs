//! Wheel, trackpad, pinch, middle button and Space: moving the eye.

use egui::{
    Event, InputState, Key, MouseWheelSource, MouseWheelUnit, PointerButton, Response, Sense, Ui,
    Vec2,
};

use super::camera::Camera;
use crate::app::state::Wheel;

/// One notch of the wheel magnifies by this.
const NOTCH_ZOOM: f32 = 1.2;

/// What navigation remembers from frame to frame.
#[derive(Debug, Default)]
pub struct Navigation {
    /// Whether the device that scrolled last is a mouse wheel; fingers on a trackpad always move the view.
    is_wheel: bool,
    /// Whether the middle button went down on the canvas.
    middle_drags: bool,
}

impl Navigation {
    /// Moves `camera` as the user's hands say. `ground` is the canvas's own response.
    pub fn update(&mut self, ui: &Ui, ground: &Response, wheel: Wheel, camera: &mut Camera) {
        self.middle_drag(ui, ground, camera);
        if ground.contains_pointer() {
            self.wheel_and_pinch(ui, wheel, camera);
        }
    }

    fn middle_drag(&mut self, ui: &Ui, ground: &Response, camera: &mut Camera) {
        let (pressed, down, delta) = ui.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.button_pressed(PointerButton::Middle),
                pointer.middle_down(),
                pointer.delta(),
            )
        });
        self.middle_drags = down && (self.middle_drags || (pressed && ground.contains_pointer()));
        if self.middle_drags && delta != Vec2::ZERO {
            camera.pan(delta);
            ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        }
    }

    fn wheel_and_pinch(&mut self, ui: &Ui, wheel: Wheel, camera: &mut Camera) {
        let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else {
            return;
        };
        let (notch, speed) = ui.ctx().options(|options| {
            let input = &options.input_options;
            (input.line_scroll_speed, input.scroll_zoom_speed)
        });
        let (is_wheel, pinch, scroll) = ui.input(|input| {
            (
                is_wheel_turned(input),
                input.zoom_delta(),
                input.translation_delta(),
            )
        });
        self.is_wheel = is_wheel.unwrap_or(self.is_wheel);
        if pinch != 1.0 {
            // With Ctrl, egui has made a magnification of the wheel.
            let points = pinch.ln() / speed;
            let factor = if self.is_wheel {
                NOTCH_ZOOM.powf(points / notch)
            } else {
                pinch
            };
            camera.zoom_at(pointer, factor);
        }
        if scroll == Vec2::ZERO {
            return;
        }
        if wheel == Wheel::Zooms && self.is_wheel && scroll.x == 0.0 {
            camera.zoom_at(pointer, NOTCH_ZOOM.powf(scroll.y / notch));
        } else {
            camera.pan(scroll);
        }
    }
}

/// Whether what scrolled in this frame is a wheel; `None` where nothing did. Where the system does not say, a wheel
/// goes in whole lines and straight up or down.
fn is_wheel_turned(input: &InputState) -> Option<bool> {
    input.events.iter().rev().find_map(|event| {
        let Event::MouseWheel {
            unit,
            delta,
            source,
            ..
        } = event
        else {
            return None;
        };
        Some(match source {
            MouseWheelSource::Wheel => true,
            MouseWheelSource::Trackpad | MouseWheelSource::Momentum => false,
            MouseWheelSource::Unknown => {
                *unit == MouseWheelUnit::Line && delta.x == 0.0 && delta.y.fract() == 0.0
            }
        })
    })
}

/// While Space is down, the pointer moves the picture, whatever lies under it. Call after the items have taken their
/// places, so that this lies on top.
pub fn space_drag(ui: &Ui, ground: &Response, camera: &mut Camera) {
    let holds_space = ui.input(|input| input.key_down(Key::Space)) && !ui.ctx().text_edit_focused();
    if !holds_space
        || !(ground.contains_pointer() || ui.ctx().is_being_dragged(ground.id.with("hand")))
    {
        return;
    }
    let hand = ui.interact(ground.rect, ground.id.with("hand"), Sense::drag());
    let cursor = if hand.dragged() {
        egui::CursorIcon::Grabbing
    } else {
        egui::CursorIcon::Grab
    };
    ui.ctx().set_cursor_icon(cursor);
    if hand.dragged_by(PointerButton::Primary) {
        camera.pan(hand.drag_delta());
    }
}
