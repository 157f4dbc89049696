//! What happens to every picture before the network sees it, as a form. Size and colors are the network's input, so
//! changing them is an edit of the network.

use crate::app::command::{Commands, NetworkCommand, SettingsChange};
use crate::app::inspector::field::{Draft, Field, FieldKind, Outcome};
use crate::app::inspector::row::form_row_ui;
use crate::app::learning::network;
use crate::app::state::State;
use crate::app::widgets;
use crate::data::{ColorMode, Contract, ImageShape, ResizeMode};
use crate::graph::Edit;
use crate::layer::{Value, number_text};
use crate::message;
use crate::project::TrainingSettings;
use crate::text::{Message, say};
use crate::tr;
use egui::{ComboBox, Id, Response};

/// The half-typed value of the form.
#[derive(Debug, Default)]
pub struct ContractForm {
    draft: Draft,
}

impl ContractForm {
    /// Paints the form.
    pub fn ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        widgets::group_heading_ui(ui, say("what-network-sees"));
        let settings = state.document.settings();
        let contract = network::contract(settings, state.document.inference());
        if let Some(shape) = self.size_ui(ui, contract.shape()) {
            commands.send(input_edit(state, shape));
        }
        if let Some(shape) = color_ui(ui, contract.shape()) {
            commands.send(input_edit(state, shape));
        }
        if let Some(mode) = resize_ui(ui, contract.resize()) {
            let mode_said = Message::new(resize_id(mode)).inside();
            let label = message!("set-resize", mode = mode_said);
            let change = contract_change(label, settings, contract.with_resize(mode));
            commands.send(NetworkCommand::ChangeSettings(change));
        }
        self.scaling_ui(ui, settings, contract, commands);
    }

    fn size_ui(&mut self, ui: &mut egui::Ui, shape: ImageShape) -> Option<ImageShape> {
        let text = format!("{} × {}", shape.height(), shape.width());
        let parse = |text: &str| size_from(text, shape.channels() as u64);
        let name = ("contract-size", "contract-size-help");
        match typed_ui(ui, &mut self.draft, name, &text, &parse) {
            Outcome::Changed(shape) => Some(shape),
            Outcome::Quiet | Outcome::TakenBack | Outcome::Left => None,
        }
    }

    fn scaling_ui(
        &mut self,
        ui: &mut egui::Ui,
        settings: &TrainingSettings,
        contract: Contract,
        commands: &mut Commands,
    ) {
        let (scale, offset) = (contract.scale(), contract.offset());
        let name = ("contract-scale", "contract-scale-help");
        let outcome = typed_ui(ui, &mut self.draft, name, &scale_text(scale), &number_from);
        let scaled = |scale: &f32| contract.with_scale(*scale, offset).ok();
        let words = |scale: &f32| message!("set-scale", scale = scale_text(*scale));
        typed_change("scale", settings, &outcome, scaled, words, commands);
        let name = ("contract-offset", "contract-offset-help");
        let text = offset.to_string();
        let outcome = typed_ui(ui, &mut self.draft, name, &text, &number_from);
        let moved = |offset: &f32| contract.with_scale(scale, *offset).ok();
        let words = |offset: &f32| message!("set-offset", offset = %offset);
        typed_change("offset", settings, &outcome, moved, words, commands);
    }
}

/// Sends what was typed, and the end of the typing.
fn typed_change(
    field: &str,
    settings: &TrainingSettings,
    outcome: &Outcome<f32>,
    contract: impl Fn(&f32) -> Option<Contract>,
    words: impl Fn(&f32) -> Message,
    commands: &mut Commands,
) {
    match outcome {
        Outcome::Quiet => {}
        Outcome::Changed(value) => {
            if let Some(contract) = contract(value) {
                let change = contract_change(words(value), settings, contract).gesture(field);
                commands.send(NetworkCommand::ChangeSettings(change));
            }
        }
        Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
        Outcome::Left => commands.send(NetworkCommand::EndGesture),
    }
}

fn contract_change(
    label: Message,
    before: &TrainingSettings,
    contract: Contract,
) -> SettingsChange {
    let settings = TrainingSettings {
        contract: Some(contract),
        ..before.clone()
    };
    SettingsChange::new(label, settings)
}

fn typed_ui<T>(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    (name, help): (&'static str, &'static str),
    text: &str,
    parse: &dyn Fn(&str) -> Result<T, String>,
) -> Outcome<T> {
    let help = say(help);
    form_row_ui(ui, say(name), help, |ui, label_response| {
        let field = Field {
            id: Id::unique(("contract", name)),
            kind: FieldKind::Number,
            text,
            hint: "",
            parse,
            label: label_response,
            help,
        };
        draft.field_ui(ui, &field)
    })
}

fn color_ui(ui: &mut egui::Ui, shape: ImageShape) -> Option<ImageShape> {
    let words = |mode: ColorMode| match mode {
        ColorMode::Rgb => say("color-rgb"),
        ColorMode::Grayscale => say("color-grayscale"),
    };
    let current = if shape.channels() == 1 {
        ColorMode::Grayscale
    } else {
        ColorMode::Rgb
    };
    let chosen = choice_ui(
        ui,
        ("contract-color", "contract-color-help"),
        current,
        &[ColorMode::Rgb, ColorMode::Grayscale],
        words,
    )?;
    ImageShape::new(
        shape.height() as u64,
        shape.width() as u64,
        chosen.channels() as u64,
    )
    .ok()
}

const fn resize_id(mode: ResizeMode) -> &'static str {
    match mode {
        ResizeMode::Stretch => "resize-stretch",
        ResizeMode::Crop => "resize-crop",
        ResizeMode::Pad => "resize-pad",
    }
}

fn resize_ui(ui: &mut egui::Ui, current: ResizeMode) -> Option<ResizeMode> {
    let name = ("contract-resize", "contract-resize-help");
    let words = |mode| say(resize_id(mode));
    choice_ui(ui, name, current, &ResizeMode::ALL, words)
}

fn choice_ui<T: Copy + PartialEq>(
    ui: &mut egui::Ui,
    (name, help): (&'static str, &'static str),
    current: T,
    choices: &[T],
    words: impl Fn(T) -> &'static str,
) -> Option<T> {
    let help = say(help);
    form_row_ui(ui, say(name), help, |ui, label_response: &Response| {
        let mut chosen = None;
        let combo = ComboBox::from_id_salt(("contract", name))
            .width(ui.available_width())
            .selected_text(words(current));
        let shown = combo.show_ui(ui, |ui| {
            for &choice in choices {
                let is_current = choice == current;
                if widgets::option_ui(ui, is_current, words(choice)).clicked() && !is_current {
                    chosen = Some(choice);
                }
            }
        });
        shown
            .response
            .labelled_by(label_response.id)
            .on_hover_text(help);
        chosen
    })
}

/// The edit that gives the network's input this shape; nothing where the network has no input.
fn input_edit(state: State<'_>, shape: ImageShape) -> Edit {
    let document = &state.document;
    let axes = [shape.height(), shape.width(), shape.channels()].map(|axis| axis as i64);
    let located = network::input_layer(document.inference())
        .and_then(|layer| document.graph().locate(&layer.path));
    let edits = located.map(|(place, id)| Edit::Set {
        place,
        nodes: vec![id],
        key: "shape".to_owned(),
        value: Some(Value::List(axes.to_vec())),
    });
    Edit::Many {
        label: message!("set-input-shape"),
        edits: edits.into_iter().collect(),
    }
}

fn size_from(text: &str, channels: u64) -> Result<ImageShape, String> {
    let expected = || tr!("expected-height-and-width");
    match number_text::wholes(text).as_deref() {
        Some([height, width]) => {
            let side = |side: &i64| u64::try_from(*side).map_err(|_| expected());
            ImageShape::new(side(height)?, side(width)?, channels).map_err(|_| expected())
        }
        _ => Err(expected()),
    }
}

fn scale_text(scale: f32) -> String {
    // Whole divisors and halves, such as 255 and 127.5, are what people write.
    let divisor = (2.0 / scale).round() / 2.0;
    if divisor > 1.0 && 1.0 / divisor == scale {
        format!("1/{divisor}")
    } else {
        scale.to_string()
    }
}

/// A number, or a fraction such as 1/255.
fn number_from(text: &str) -> Result<f32, String> {
    let expected = say("expected-scale");
    let number = |text: &str| number_text::real(text).map_err(|misread| misread.sentence(expected));
    let value = match text.split_once('/') {
        Some((above, below)) => number(above)? / number(below)?,
        None => number(text)?,
    };
    let narrow = value as f32;
    // What float32 cannot hold would become 0 or infinite.
    let is_kept = narrow.is_finite() && (narrow == 0.0) == (value == 0.0);
    is_kept.then_some(narrow).ok_or_else(|| expected.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_can_be_typed_as_a_fraction_and_comes_back_as_one() {
        assert_eq!(number_from("1/255"), Ok(Contract::DEFAULT_SCALE));
        assert_eq!(scale_text(Contract::DEFAULT_SCALE), "1/255");
        assert_eq!(scale_text(1.0 / 127.5), "1/127.5");
        assert_eq!(number_from("2 / 255"), Ok(2.0 / 255.0));
        assert_eq!(number_from("−1"), Ok(-1.0));
        assert!(number_from("1/0").is_err());
        assert_eq!(number_from("0,5"), Ok(0.5));
        for text in ["", "1,000", "nan", "1e-60", "1/1e60", "1/2/3"] {
            assert!(number_from(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_size_is_two_numbers_in_any_spelling() {
        for text in ["32 × 48", "32x48", "32, 48"] {
            assert_eq!(
                size_from(text, 3),
                ImageShape::new(32, 48, 3).map_err(|error| error.to_string())
            );
        }
        assert!(size_from("32", 3).is_err());
        assert!(size_from("0 × 4", 3).is_err());
        assert!(size_from("1,000", 3).is_err());
    }
}
