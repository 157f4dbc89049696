//! The pad to draw on: a brush, and what is drawn at every moment as a picture that the network is asked about.

use crate::app::command::{Commands, PredictCommand};
use crate::app::look::size;
use crate::app::widgets;
use crate::data::Strokes;
use crate::text::say;
use egui::{
    Checkbox, Color32, Pos2, Rect, Role, Sense, Slider, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The brush's diameter, as a share of the pad.
const BRUSHES: RangeInclusive<f32> = 0.03..=0.2;
const FIRST_BRUSH: f32 = 0.09;
/// The longest side of the pad, in points.
const LARGEST: f32 = 270.0;

/// What is drawn, and whether the pad shows.
#[derive(Debug)]
pub struct Pad {
    pub is_open: bool,
    strokes: Strokes,
    is_centered: bool,
    /// What was handed over last.
    told: (Strokes, bool),
}

impl Default for Pad {
    fn default() -> Self {
        Self {
            is_open: false,
            strokes: Strokes {
                lines: Vec::new(),
                brush: FIRST_BRUSH,
            },
            is_centered: true,
            told: (Strokes::default(), true),
        }
    }
}

impl Pad {
    /// Paints the pad in a room of that height at most.
    pub fn ui(&mut self, ui: &mut Ui, most_height: f32, commands: &mut Commands) {
        let tools = 2.0 * size::ROW_HEIGHT + 3.0 * ui.spacing().item_spacing.y;
        let side = ui
            .available_width()
            .min(most_height - tools)
            .clamp(90.0, LARGEST);
        let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, say("drawing-pad")));
        let to_share = |at: Pos2| {
            [(at.x - rect.left()) / side, (at.y - rect.top()) / side].map(|it| it.clamp(0.0, 1.0))
        };
        if let Some(at) = response
            .interact_pointer_pos()
            .filter(|_| response.is_pointer_button_down_on())
        {
            let begins = ui.input(|input| input.pointer.any_pressed());
            if begins || self.strokes.lines.is_empty() {
                self.strokes.lines.push(Vec::new());
            }
            let point = to_share(at);
            if let Some(line) = self.strokes.lines.last_mut()
                && line.last() != Some(&point)
            {
                line.push(point);
            }
        }
        self.paint(ui, rect);
        ui.horizontal(|ui| {
            ui.spacing_mut().slider_width = 60.0;
            let slider = Slider::new(&mut self.strokes.brush, BRUSHES).show_value(false);
            let slider = ui.add(slider).on_hover_text(say("brush-size"));
            widgets::name(&slider, say("brush-size"));
            if ui.button(say("clear-drawing")).clicked() {
                self.strokes.lines.clear();
                commands.send(PredictCommand::EndDrawing);
            }
            if ui.button(say("close-drawing")).clicked() {
                self.is_open = false;
            }
        });
        let centered = Checkbox::new(&mut self.is_centered, say("center-drawing"));
        ui.add(centered).on_hover_text(say("center-drawing-help"));
        self.tell(commands);
    }

    /// White on black, as the network will see it.
    fn paint(&self, ui: &Ui, rect: Rect) {
        let painter = ui.painter().with_clip_rect(rect);
        painter.rect_filled(rect, 4.0, Color32::BLACK);
        let side = rect.width();
        let width = self.strokes.brush * side;
        let place =
            |point: &[f32; 2]| pos2(rect.left() + point[0] * side, rect.top() + point[1] * side);
        for line in &self.strokes.lines {
            let points: Vec<Pos2> = line.iter().map(place).collect();
            for point in &points {
                painter.circle_filled(*point, width / 2.0, Color32::WHITE);
            }
            painter.line(points, Stroke::new(width, Color32::WHITE));
        }
        if self.strokes.lines.is_empty() {
            let words = painter.layout(
                say("draw-here").to_owned(),
                crate::app::look::fonts::text(),
                Color32::LIGHT_GRAY,
                side - 24.0,
            );
            painter.galley(
                rect.center() - words.size() / 2.0,
                words,
                Color32::LIGHT_GRAY,
            );
        }
    }

    /// Hands over what is drawn where it is another drawing.
    fn tell(&mut self, commands: &mut Commands) {
        let now = (self.strokes.clone(), self.is_centered);
        if now == self.told {
            return;
        }
        self.told = now;
        if let Some(picture) = self.strokes.picture(self.is_centered) {
            commands.send(PredictCommand::TakeDrawn(Arc::new(picture)));
        }
    }
}
