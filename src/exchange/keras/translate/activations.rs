//! Activation functions, by name or as layers inside of layers.

use serde_json::Value as Json;

use super::{Context, Translated, layer, object, plain_class};
use crate::exchange::keras::settings::Settings;
use crate::exchange::report::Fate;
use crate::layer::{Kind, LayerSpec};
use crate::message;

/// `spec`, its sums going through what the settings say.
pub(super) fn behind(spec: LayerSpec, settings: &Settings<'_>, context: Context) -> Translated {
    match settings.raw("activation") {
        None => spec.into(),
        Some(value) => match of(value, settings, context) {
            Activated::Word(word) => spec.with("activation", word).into(),
            Activated::Layers(after) => Translated { spec, after },
        },
    }
}

/// The layers that an `Activation` becomes.
pub(super) fn alone(settings: &Settings<'_>, context: Context) -> Translated {
    let linear = Json::from("linear");
    let value = settings.raw("activation").unwrap_or(&linear);
    match of(value, settings, context) {
        Activated::Word(word) => named(word).into(),
        Activated::Layers(mut layers) if !layers.is_empty() => Translated {
            spec: layers.remove(0),
            after: layers,
        },
        Activated::Layers(_) => named("linear").into(),
    }
}

pub(super) fn named(word: &str) -> LayerSpec {
    LayerSpec::new(Kind::Activation).with("activation", word)
}

enum Activated<'a> {
    Word(&'a str),
    Layers(Vec<LayerSpec>),
}

fn of<'a>(value: &'a Json, settings: &Settings<'_>, context: Context) -> Activated<'a> {
    if let Some(word) = value.as_str() {
        return of_word(word, settings, context.is_keras_2);
    }
    let refused = || {
        let value = super::super::settings::shortened(value);
        settings.tell(
            Fate::Refused,
            message!("keras-activation-unknown", activation = value),
        );
        Activated::Word("linear")
    };
    let Some((class, config)) = object(value) else {
        return refused();
    };
    let own = Settings::new(&config);
    let translated = layer(plain_class(class), &own, context);
    let is_weightless = |kind: Kind| {
        use Kind::{Activation, ELU, LeakyReLU, ReLU, Softmax};
        matches!(kind, ReLU | LeakyReLU | ELU | Softmax | Activation)
    };
    match translated {
        Some(Translated { spec, mut after }) if is_weightless(spec.kind) => {
            after.insert(0, spec);
            for (fate, message) in own.finish() {
                settings.tell(fate, message);
            }
            Activated::Layers(after)
        }
        _ => refused(),
    }
}

fn of_word<'a>(word: &'a str, settings: &Settings<'_>, is_keras_2: bool) -> Activated<'a> {
    let word = match word {
        "swish" => "silu",
        "hard_swish" => "hard_silu",
        "hard_sigmoid" if is_keras_2 => return Activated::Layers(hard_sigmoid_of_two().into()),
        word => word,
    };
    if named(word).resolve().is_err() {
        settings.tell(
            Fate::Refused,
            message!("keras-activation-unknown", activation = word),
        );
        return Activated::Word("linear");
    }
    Activated::Word(word)
}

/// Keras 2 computes `min(max(0.2·x + 0.5, 0), 1)`, Keras 3 `min(max(x/6 + 0.5, 0), 1)`.
fn hard_sigmoid_of_two() -> [LayerSpec; 2] {
    [
        LayerSpec::new(Kind::Rescaling)
            .with("scale", 0.2)
            .with("offset", 0.5),
        LayerSpec::new(Kind::ReLU).with("max_value", 1.0),
    ]
}
