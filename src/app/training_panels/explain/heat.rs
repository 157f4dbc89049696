//! Heat over what the network saw, and in words what it says.

use super::ExplainView;
use crate::app::learning::{Explaining, Ready, Shown};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::explain::{Content, Explanation, Method};
use crate::tr;
use egui::{Color32, Image, Label, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// The words beside the picture need as much, in points.
const LEAST_WORDS: f32 = 180.0;
/// A picture is at least so large, in points.
const LEAST_SIDE: f32 = 80.0;
/// Larger, a picture of few pixels says no more, in points.
const MOST_SIDE: f32 = 560.0;

/// Paints the picture with the heat over it, and the words beside it.
pub fn heat_ui(
    ui: &mut Ui,
    explaining: &Explaining,
    shown: &Shown,
    ready: &Ready,
    view: &ExplainView<'_>,
) {
    let room = ui.available_rect_before_wrap();
    let beside = room.width() - LEAST_WORDS - size::PANEL_MARGIN;
    let side = room.height().min(beside).clamp(LEAST_SIDE, MOST_SIDE);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = size::PANEL_MARGIN;
        let seen = ready.seen_texture.size_vec2();
        let size = seen * (side / seen.x).min(side / seen.y);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let name = name_of(&shown.explanation, view);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        Image::new(&ready.seen_texture).paint_at(ui, rect);
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let tint = Color32::WHITE.gamma_multiply(explaining.opacity);
        ui.painter().image(shown.texture.id(), rect, whole, tint);
        let words = vec2(
            (room.right() - rect.right() - size::PANEL_MARGIN).max(0.0),
            side,
        );
        ui.allocate_ui(words, |ui| words_ui(ui, &shown.explanation, view));
    });
}

fn words_ui(ui: &mut Ui, explanation: &Explanation, view: &ExplainView<'_>) {
    let theme = Theme::of(ui);
    ui.vertical(|ui| {
        let class = view.class(explanation.class);
        let probability = explanation.probabilities.get(explanation.class);
        let percent = widgets::percent(f64::from(probability.copied().unwrap_or(0.0)));
        let words = tr!("answer-sure", class = &class, percent = percent);
        let words = RichText::new(words)
            .font(fonts::semi_bold(18.0))
            .color(theme.text);
        ui.add(Label::new(words).wrap());
        let muted = |ui: &mut Ui, words: String| {
            let words = RichText::new(words).color(theme.muted);
            ui.add(Label::new(words).wrap());
        };
        muted(ui, widgets::sentence(explanation.method.help()));
        let Content::Heat { raw, .. } = &explanation.content else {
            return;
        };
        let largest = raw.largest();
        if largest <= 0.0 {
            let words = tr!("explain-nothing-found", class = class);
            muted(ui, widgets::sentence(&words));
        } else if explanation.method == Method::Occlusion {
            let percent = widgets::percent(f64::from(largest));
            muted(
                ui,
                tr!("explain-largest-fall", class = class, percent = percent),
            );
        }
    });
}

/// What the picture is called for those who do not see it.
fn name_of(explanation: &Explanation, view: &ExplainView<'_>) -> String {
    let class = view.class(explanation.class);
    let method = explanation.method.label();
    match &explanation.layer {
        Some(layer) => {
            let layer = view.layer(layer);
            tr!(
                "heat-at-layer",
                method = method,
                class = class,
                layer = layer
            )
        }
        None => tr!("heat-for-class", method = method, class = class),
    }
}
