//! What normalizations have in common: γ and β at their end, either of which may be left out, and the axis they run along.

use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{Fault, Shape, Weight};
use crate::message;
use crate::text::Message;

pub(super) const AXIS: SettingSpec = SettingSpec {
    key: "axis",
    label: "setting-axis",
    help: "setting-axis-help",
    unit: "",
    kind: SettingKind::Int { min: -1, max: 3 },
    default: DefaultValue::Int(-1),
};
pub(super) const CENTER: SettingSpec =
    SettingSpec::switch("center", "setting-center", true, "setting-center-help");
pub(super) const SCALE: SettingSpec =
    SettingSpec::switch("scale", "setting-scale", true, "setting-scale-help");
pub(super) const EPSILON: SettingSpec = SettingSpec::float(
    "epsilon",
    "setting-epsilon",
    1e-3,
    (0.0, 1.0),
    "setting-epsilon-help",
);

/// Refuses every axis but the last one of `input`, counted with the batch first as in Keras.
pub(super) fn check_axis(axis: i64, input: Shape) -> Result<(), Fault> {
    let last = input.dims().len();
    if axis == -1 || usize::try_from(axis) == Ok(last) {
        return Ok(());
    }
    let message = message!("axis-not-last", axis = axis, last = last);
    Err(Fault::setting(AXIS.key, message))
}

/// γ and β, as far as they are there.
pub(super) fn weights(channels: usize, (center, scale): (bool, bool)) -> Vec<Weight> {
    let gamma = scale.then(|| Weight::trainable("gamma", [channels]));
    let beta = center.then(|| Weight::trainable("beta", [channels]));
    gamma.into_iter().chain(beta).collect()
}

/// `words` about y = γ·x + β, and what of it is left out.
pub(super) fn told(words: Message, (center, scale): (bool, bool)) -> Message {
    match (center, scale) {
        (true, true) => words,
        (true, false) => message!("explains-without-gamma", words = words),
        (false, true) => message!("explains-without-beta", words = words),
        (false, false) => message!("explains-without-both", words = words),
    }
}

/// How the count of γ and β comes about; empty without either.
pub(super) fn params_formula(channels: usize, (center, scale): (bool, bool)) -> String {
    match usize::from(center) + usize::from(scale) {
        0 => String::new(),
        arrays => format!("{arrays}·{channels}"),
    }
}

/// The same in letters.
pub(super) fn params_letters((center, scale): (bool, bool)) -> (&'static str, &'static str) {
    match (center, scale) {
        (true, true) => ("2·c", "letters-gamma-and-beta"),
        (true, false) => ("1·c", "letters-beta"),
        (false, true) => ("1·c", "letters-gamma"),
        (false, false) => ("", ""),
    }
}
