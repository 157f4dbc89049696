//! What lies over the network while a gesture is under way: guides, the selection's box, the wire on the pointer,
//! the place where something would be dropped.

use egui::{Pos2, Rect, Shape, Stroke, StrokeKind, Ui};

use super::gesture::Gesture;
use super::gesture::connect::{Fixed, Pull, REACH_PX};
use super::gesture::cut::Cut;
use super::gesture::snap::Guide;
use super::paint::pen::Pen;
use super::paint::wire::{PortMark, WireMark, paint_port, paint_warning, paint_wire};
use super::scene::curve::direct;
use super::scene::route::Route;
use crate::app::canvas::memory::{Canvas, Purpose};
use crate::app::widgets::plain;

impl Canvas {
    /// Paints the gesture that is under way.
    pub(super) fn draw_gesture(&self, ui: &Ui, pen: &Pen<'_>) {
        if let Some(Purpose::Wire(pull)) = self.offer.as_ref().map(|offer| &offer.purpose)
            && let Some(spot) = self.offer.as_ref().map(|offer| offer.spot)
        {
            self.draw_loose_wire(pen, pull, spot);
        }
        let Some(pointer) = self.pointer(ui) else {
            return;
        };
        match &self.gesture {
            Gesture::Idle => {}
            Gesture::Carry(carry) => {
                let (by, guides) = carry.offset(&self.scene, pointer, self.rest(ui));
                if carry.is_copy {
                    carry
                        .copies(&self.scene, by)
                        .for_each(|copy| draw_dashed(pen, copy));
                }
                for guide in &guides {
                    draw_guide(pen, guide);
                }
            }
            Gesture::Band(band) => {
                let rect = self.camera.screen_rect(band.rect(pointer));
                let (fill, line) = (
                    pen.theme.accent.gamma_multiply(0.12),
                    Stroke::new(1.0, pen.theme.accent),
                );
                pen.painter.rect(rect, 2.0, fill, line, StrokeKind::Inside);
            }
            Gesture::Pull(pull) => self.draw_pull(pen, pull, pointer),
            Gesture::Cut(cut) => draw_stroke(pen, cut),
            // The wire itself shows it, or the note.
            Gesture::Bend(_) | Gesture::Resize(_) => {}
        }
    }

    fn draw_pull(&self, pen: &Pen<'_>, pull: &Pull, pointer: Pos2) {
        let taken = pull.target_at(&self.scene, pointer, REACH_PX / self.camera.zoom());
        for target in &pull.targets {
            let mark = match &target.clash {
                _ if taken == Some(target) => PortMark::Target,
                None => PortMark::Open,
                Some(_) => PortMark::Clashing,
            };
            paint_port(pen, pull.end(&self.scene, target), mark);
        }
        let end = taken.map_or(pointer, |target| pull.end(&self.scene, target));
        self.draw_loose_wire(pen, pull, end);
        if let Some(clash) = taken.and_then(|target| target.clash.as_ref()) {
            paint_warning(pen, pointer, &plain(clash));
        }
    }
}

impl Canvas {
    /// A wire from the port that stays to `end`, in graph units.
    fn draw_loose_wire(&self, pen: &Pen<'_>, pull: &Pull, end: Pos2) {
        let start = pull.start(&self.scene);
        let direction = self.scene.outline.items[pull.fixed].direction;
        let points = match pull.from {
            Fixed::Output => direct(start, end, direction),
            Fixed::Input(_) => direct(end, start, direction),
        };
        paint_wire(pen, &Route::new(points), WireMark::Selected);
    }
}

/// The stroke that cuts, in screen points.
fn draw_stroke(pen: &Pen<'_>, cut: &Cut) {
    let points: Vec<Pos2> = cut
        .points
        .iter()
        .map(|point| pen.camera.screen(*point))
        .collect();
    let stroke = Stroke::new(1.5, pen.theme.error);
    pen.painter
        .extend(Shape::dashed_line(&points, stroke, 6.0, 3.0));
}

fn draw_guide(pen: &Pen<'_>, guide: &Guide) {
    let ends = [pen.camera.screen(guide.from), pen.camera.screen(guide.to)];
    pen.painter
        .line_segment(ends, Stroke::new(1.0, pen.theme.accent.gamma_multiply(0.7)));
}

/// Where something from the palette would lie, in graph units.
pub fn draw_dashed(pen: &Pen<'_>, rect: Rect) {
    let rect = pen.camera.screen_rect(rect);
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    let stroke = Stroke::new(1.5, pen.theme.accent);
    pen.painter.rect_filled(
        rect,
        pen.node_radius(),
        pen.theme.accent.gamma_multiply(0.1),
    );
    pen.painter
        .extend(Shape::dashed_line(&corners, stroke, 6.0, 4.0));
}
