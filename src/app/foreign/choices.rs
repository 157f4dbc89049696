//! What a file leaves open, to be chosen: the size of the input, the values that it wants, the output to take.

use crate::app::command::{Commands, DocumentId, ImportCommand};
use crate::app::document::Arrival;
use crate::app::state::State;
use crate::app::widgets;
use crate::exchange::{Choices, Values};
use crate::text::say;
use crate::tr;
use egui::{ComboBox, DragValue, Ui};

/// Sides of pictures that can be asked for, in pixels.
const SIDES: std::ops::RangeInclusive<usize> = 1..=4096;
/// The width of the lists, in points.
const LIST_WIDTH: f32 = 340.0;

/// A size that is being chosen, and of which document.
#[derive(Debug, Default)]
pub struct ChoicesInHand {
    size: Option<(DocumentId, [usize; 2])>,
}

/// Paints what can be chosen, with the choice of now. Another choice has the file read again.
pub fn choices_ui(
    ui: &mut Ui,
    hand: &mut ChoicesInHand,
    state: State<'_>,
    arrival: &Arrival,
    commands: &mut Commands,
) {
    let open = &arrival.open;
    if !open.size && !open.values && open.heads.len() < 2 {
        return;
    }
    let mut chosen = arrival.choices.clone();
    if open.values {
        values_ui(ui, &mut chosen);
    }
    if open.heads.len() > 1 {
        head_ui(ui, &open.heads, &mut chosen);
    }
    if open.size {
        size_ui(ui, hand, state, &mut chosen);
    }
    if !state.document.is_as_it_arrived() {
        widgets::muted_sentence_ui(ui, say("choice-opens-another"));
    }
    if chosen != arrival.choices {
        commands.send(ImportCommand::Choose(chosen));
    }
    ui.add_space(6.0);
}

fn values_ui(ui: &mut Ui, chosen: &mut Choices) {
    // What is taken where nobody says anything.
    let current = chosen.values.unwrap_or(Values::Unit);
    ui.horizontal(|ui| {
        let label = ui.label(say("choice-values"));
        let combo = ComboBox::from_id_salt("values").width(LIST_WIDTH);
        let shown = combo
            .selected_text(values_words(current))
            .show_ui(ui, |ui| {
                for values in Values::ALL {
                    if widgets::option_ui(ui, values == current, values_words(values)).clicked() {
                        chosen.values = Some(values);
                    }
                }
            });
        let response = shown.response.labelled_by(label.id);
        response.on_hover_text(say("choice-values-help"));
    });
}

fn values_words(values: Values) -> &'static str {
    match values {
        Values::Unit => say("values-unit"),
        Values::Raw => say("values-raw"),
        Values::Symmetric => say("values-symmetric"),
        Values::Caffe => say("values-caffe"),
        Values::Torch => say("values-torch"),
    }
}

fn head_ui(ui: &mut Ui, heads: &[String], chosen: &mut Choices) {
    let current = chosen.head.clone();
    let current = current
        .or_else(|| heads.first().cloned())
        .unwrap_or_default();
    ui.horizontal(|ui| {
        let label = ui.label(say("choice-head"));
        let combo = ComboBox::from_id_salt("head").width(LIST_WIDTH);
        let shown = combo.selected_text(&current).show_ui(ui, |ui| {
            for head in heads {
                if widgets::option_ui(ui, *head == current, head).clicked() {
                    chosen.head = Some(head.clone());
                }
            }
        });
        let response = shown.response.labelled_by(label.id);
        response.on_hover_text(say("choice-head-help"));
    });
}

/// Numbers that are dragged go through many on their way: a button reads the file again.
fn size_ui(ui: &mut Ui, hand: &mut ChoicesInHand, state: State<'_>, chosen: &mut Choices) {
    let document = state.document;
    let input = document.inference().layers.first();
    let shape = input.and_then(|input| input.output_shape?.as_map());
    let [height, width, _] = shape.unwrap_or([224, 224, 3]);
    let now = [height, width];
    let (of, mut size) = hand.size.unwrap_or((document.id(), now));
    if of != document.id() {
        size = now;
    }
    ui.horizontal(|ui| {
        ui.label(say("choice-size"));
        let names = [say("choice-height"), say("choice-width")];
        for (side, name) in size.iter_mut().zip(names) {
            let field = ui.add(DragValue::new(side).range(SIDES));
            widgets::name(&field, name);
        }
        let read = ui.add_enabled(size != now, egui::Button::new(say("choice-read-again")));
        let words = tr!("choice-size-now", height = height, width = width);
        if read.on_disabled_hover_text(words).clicked() {
            chosen.size = Some(size);
        }
    });
    hand.size = Some((document.id(), size));
}
