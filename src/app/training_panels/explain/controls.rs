//! What is asked: the method, the class, the layer, and how strongly the heat covers the picture.

use super::ExplainView;
use crate::app::learning::{Explaining, Trained};
use crate::app::widgets;
use crate::engine::explain::{Method, default_layer, layers_for};
use crate::text::say;
use crate::tr;
use egui::{ComboBox, Slider, Ui};

/// A menu's width, in points.
const MENU_WIDTH: f32 = 150.0;
/// The slider's width, in points.
const SLIDER_WIDTH: f32 = 90.0;

/// Paints the menus and the slider, side by side where there is room.
pub fn controls_ui(
    ui: &mut Ui,
    explaining: &mut Explaining,
    view: &ExplainView<'_>,
    trained: &Trained,
) {
    let before = explaining.question.clone();
    ui.horizontal_wrapped(|ui| {
        method_ui(ui, explaining, trained);
        if explaining.question.method.asks_for_class() {
            class_ui(ui, explaining, view);
        }
        if explaining.question.method.asks_for_layer() {
            layer_ui(ui, explaining, view, trained);
        }
        if explaining.question.method.asks_for_class() {
            opacity_ui(ui, explaining);
        }
        if explaining.is_working() && explaining.answer().is_some() {
            widgets::muted_sentence_ui(ui, say("explain-working"));
        }
    });
    if explaining.question != before {
        // It is asked before the next frame is painted.
        ui.ctx().request_repaint();
    }
}

fn method_ui(ui: &mut Ui, explaining: &mut Explaining, trained: &Trained) {
    let current = explaining.question.method;
    let mut chosen = None;
    menu_ui(ui, "explain-method", current.label().to_owned(), |ui| {
        for method in Method::ALL {
            let option = widgets::option_ui(ui, method == current, method.label());
            if option.on_hover_text(method.help()).clicked() {
                chosen = Some(method);
            }
        }
    });
    if let Some(method) = chosen.filter(|method| *method != current) {
        explaining.choose(method, trained);
    }
}

fn class_ui(ui: &mut Ui, explaining: &mut Explaining, view: &ExplainView<'_>) {
    let current = explaining.question.class;
    let mut chosen = None;
    let words = |class: Option<usize>| match class {
        Some(index) => view.class(index),
        None => say("explain-predicted").to_owned(),
    };
    menu_ui(ui, "explain-class", words(current), |ui| {
        let classes = (0..view.classes.len()).map(Some);
        for class in std::iter::once(None).chain(classes) {
            if widgets::option_ui(ui, class == current, words(class)).clicked() {
                chosen = Some(class);
            }
        }
    });
    if let Some(class) = chosen {
        explaining.question.class = class;
    }
}

fn layer_ui(ui: &mut Ui, explaining: &mut Explaining, view: &ExplainView<'_>, trained: &Trained) {
    let (network, method) = (trained.predictor.network(), explaining.question.method);
    let Some(by_itself) = default_layer(network, method) else {
        // The answer says why there is none to choose.
        return;
    };
    let current = explaining.question.layer.as_deref();
    let current = current.unwrap_or(by_itself).to_owned();
    let mut chosen = None;
    let words = view.layer(&current).to_owned();
    menu_ui(ui, "explain-layer", words, |ui| {
        for layer in layers_for(network, method) {
            let words = view.layer(layer.name).to_owned();
            let option = widgets::option_ui(ui, layer.name == current, words);
            if option.on_hover_text(layer.shape.to_string()).clicked() {
                chosen = Some(layer.name.to_owned());
            }
        }
    });
    if chosen.is_some() {
        explaining.question.layer = chosen;
    }
}

fn opacity_ui(ui: &mut Ui, explaining: &mut Explaining) {
    ui.spacing_mut().slider_width = SLIDER_WIDTH;
    let name = ui.label(say("explain-opacity"));
    let slider = Slider::new(&mut explaining.opacity, 0.0..=1.0)
        .custom_formatter(|share, _| widgets::percent(share))
        .custom_parser(|text| {
            let number: f64 = text.trim().trim_end_matches('%').trim().parse().ok()?;
            Some(number / 100.0)
        });
    ui.add(slider)
        .labelled_by(name.id)
        .on_hover_text(say("explain-opacity-help"));
}

fn menu_ui(ui: &mut Ui, name: &'static str, current: String, options: impl FnOnce(&mut Ui)) {
    // Name and menu stay together where lines are broken.
    ui.horizontal(|ui| {
        let label = ui.label(say(name));
        let combo = ComboBox::from_id_salt(name).width(MENU_WIDTH).truncate();
        let shown = combo.selected_text(current.as_str()).show_ui(ui, options);
        let help = tr!("explain-menu-help", menu = say(name), chosen = current);
        shown.response.labelled_by(label.id).on_hover_text(help);
    });
}
