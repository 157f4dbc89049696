//! What is chosen in the bar over the charts.

use super::RunOf;
use crate::app::command::DocumentId;
use crate::app::widgets;
use crate::engine::health::HealthReading;
use crate::graph::HealthMeasure;
use crate::text::say;
use crate::tr;
use egui::{ComboBox, Ui};

/// A menu's width, in points.
const MENU_WIDTH: f32 = 170.0;

/// The figure that every layer shows; those that no layer has are left out.
pub fn measure_ui(ui: &mut Ui, measure: &mut HealthMeasure, reading: &HealthReading) {
    menu_ui(ui, "health-figure", measure.label().to_owned(), |ui| {
        for choice in HealthMeasure::BY_DEPTH {
            if reading.values(choice).next().is_none() {
                continue;
            }
            let option = widgets::option_ui(ui, choice == *measure, choice.label());
            if option.on_hover_text(choice.help()).clicked() {
                *measure = choice;
            }
        }
    });
}

/// The layer; answers whether another one was chosen.
pub fn layer_ui(ui: &mut Ui, layer: &mut String, reading: &HealthReading) -> bool {
    let before = layer.clone();
    menu_ui(ui, "health-layer", before.clone(), |ui| {
        for choice in &reading.layers {
            let is_current = *choice.name == **layer;
            if widgets::option_ui(ui, is_current, &*choice.name).clicked() {
                *layer = choice.name.to_string();
            }
        }
    });
    *layer != before
}

/// The training beside the one in front; answers whether another one was chosen.
pub fn other_ui(ui: &mut Ui, other: &mut Option<DocumentId>, others: &[RunOf<'_>]) -> bool {
    let before = *other;
    let current = others.iter().find(|it| Some(it.id) == before);
    let name = current.map_or_else(String::new, |current| current.name.clone());
    menu_ui(ui, "health-other", name, |ui| {
        for choice in others {
            if widgets::option_ui(ui, Some(choice.id) == before, choice.name.as_str()).clicked() {
                *other = Some(choice.id);
            }
        }
    });
    *other != before
}

fn menu_ui(ui: &mut Ui, name: &'static str, current: String, options: impl FnOnce(&mut Ui)) {
    let label = ui.label(say(name));
    let combo = ComboBox::from_id_salt(name).width(MENU_WIDTH).truncate();
    let shown = combo.selected_text(current.as_str()).show_ui(ui, options);
    let help = tr!("explain-menu-help", menu = say(name), chosen = current);
    shown.response.labelled_by(label.id).on_hover_text(help);
}
