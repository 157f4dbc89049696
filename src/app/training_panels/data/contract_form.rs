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
use crate::project::TrainingSettings;
use egui::{ComboBox, Id, Response};

/// The half-typed value of the form.
#[derive(Debug, Default)]
pub struct ContractForm {
    draft: Draft,
}

impl ContractForm {
    /// Paints the form.
    pub fn ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        widgets::group_heading_ui(ui, "What the network sees");
        let settings = state.document.settings();
        let contract = network::contract(settings, state.document.inference());
        if let Some(shape) = self.size_ui(ui, contract.shape()) {
            commands.send(input_edit(state, shape));
        }
        if let Some(shape) = color_ui(ui, contract.shape()) {
            commands.send(input_edit(state, shape));
        }
        if let Some(mode) = resize_ui(ui, contract.resize()) {
            let label = format!("set resize to {}", resize_words(mode).to_lowercase());
            let change = contract_change(label, settings, contract.with_resize(mode));
            commands.send(NetworkCommand::ChangeSettings(change));
        }
        self.scaling_ui(ui, settings, contract, commands);
    }

    fn size_ui(&mut self, ui: &mut egui::Ui, shape: ImageShape) -> Option<ImageShape> {
        let text = format!("{} × {}", shape.height(), shape.width());
        let parse = |text: &str| size_from(text, shape.channels() as u64);
        let help = "Height and width of the network's input; other pictures are resized to it";
        match typed_ui(ui, &mut self.draft, ("Size", help), &text, &parse) {
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
        let help = "Every value from 0 to 255 is multiplied by this; 1/255 as in the course";
        let name = ("Scale", help);
        let outcome = typed_ui(ui, &mut self.draft, name, &scale_text(scale), &number_from);
        let scaled = |scale: &f32| contract.with_scale(*scale, offset).ok();
        let words = |scale: &f32| format!("set scale to {}", scale_text(*scale));
        typed_change("scale", settings, &outcome, scaled, words, commands);
        let help = "Added after the scale; −1 with a scale of 2/255 gives values from −1 to 1";
        let name = ("Offset", help);
        let text = offset.to_string();
        let outcome = typed_ui(ui, &mut self.draft, name, &text, &number_from);
        let moved = |offset: &f32| contract.with_scale(scale, *offset).ok();
        let words = |offset: &f32| format!("set offset to {offset}");
        typed_change("offset", settings, &outcome, moved, words, commands);
    }
}

/// Sends what was typed, and the end of the typing.
fn typed_change(
    field: &str,
    settings: &TrainingSettings,
    outcome: &Outcome<f32>,
    contract: impl Fn(&f32) -> Option<Contract>,
    words: impl Fn(&f32) -> String,
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

fn contract_change(label: String, before: &TrainingSettings, contract: Contract) -> SettingsChange {
    let settings = TrainingSettings {
        contract: Some(contract),
        ..before.clone()
    };
    SettingsChange::new(label, settings)
}

fn typed_ui<T>(
    ui: &mut egui::Ui,
    draft: &mut Draft,
    (label, help): (&str, &str),
    text: &str,
    parse: &dyn Fn(&str) -> Result<T, String>,
) -> Outcome<T> {
    form_row_ui(ui, label, help, |ui, label_response| {
        let field = Field {
            id: Id::unique(("contract", label)),
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
        ColorMode::Rgb => "RGB",
        ColorMode::Grayscale => "Grayscale",
    };
    let current = if shape.channels() == 1 {
        ColorMode::Grayscale
    } else {
        ColorMode::Rgb
    };
    let help = "Three channels or one; pictures are converted";
    let chosen = choice_ui(
        ui,
        ("Color", help),
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

const fn resize_words(mode: ResizeMode) -> &'static str {
    match mode {
        ResizeMode::Stretch => "Stretch",
        ResizeMode::Crop => "Crop",
        ResizeMode::Pad => "Pad",
    }
}

fn resize_ui(ui: &mut egui::Ui, current: ResizeMode) -> Option<ResizeMode> {
    let help = "Stretch distorts, Crop cuts the edges off, Pad adds black bars";
    let choices = &ResizeMode::ALL;
    choice_ui(ui, ("Resize", help), current, choices, resize_words)
}

fn choice_ui<T: Copy + PartialEq>(
    ui: &mut egui::Ui,
    (label, help): (&str, &str),
    current: T,
    choices: &[T],
    words: impl Fn(T) -> &'static str,
) -> Option<T> {
    form_row_ui(ui, label, help, |ui, label_response: &Response| {
        let mut chosen = None;
        let combo = ComboBox::from_id_salt(("contract", label))
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
        label: "set the input's shape".to_owned(),
        edits: edits.into_iter().collect(),
    }
}

fn size_from(text: &str, channels: u64) -> Result<ImageShape, String> {
    let expected = || "Expected height × width, such as 64 × 64".to_owned();
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
    let expected = "Expected a number such as 1/255";
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
