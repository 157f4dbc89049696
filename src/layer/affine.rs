//! What normalizations have in common: γ and β at their end, either of which may be left out, and the axis they run along.

use super::learned::{self, Learned};
use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{Fault, Initializer, Penalty, Shape, Weight};
use crate::message;
use crate::text::Message;

pub(super) const AXIS: SettingSpec = SettingSpec::new(
    "axis",
    "setting-axis",
    SettingKind::Int { min: -1, max: 3 },
    DefaultValue::Int(-1),
    "setting-axis-help",
);
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

/// How γ and β begin and what they cost.
pub(super) const ARRAYS: [SettingSpec; 4] = [
    Initializer::of_vector("beta_initializer", "setting-beta-initializer", "zeros"),
    Initializer::of_vector("gamma_initializer", "setting-gamma-initializer", "ones"),
    Penalty::setting("beta_regularizer", "setting-beta-regularizer"),
    Penalty::setting("gamma_regularizer", "setting-gamma-regularizer"),
];

/// y = γ·x + β at the end of a normalization.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// What it is multiplied by, where it is.
    pub gamma: Option<Learned>,
    /// What is added, where anything is.
    pub beta: Option<Learned>,
}

impl Affine {
    /// γ of ones and β of zeros.
    pub const USUAL: Self = Self {
        gamma: Some(Learned::free(Initializer::ONES)),
        beta: Some(Learned::free(Initializer::ZEROS)),
    };

    pub(super) fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let [beta, gamma, beta_cost, gamma_cost] = &ARRAYS;
        let read = |key: &str, arrays| learned::read_if(settings.switch(key)?, settings, arrays);
        Ok(Self {
            gamma: read(SCALE.key, [gamma, gamma_cost])?,
            beta: read(CENTER.key, [beta, beta_cost])?,
        })
    }

    fn is_there(&self) -> (bool, bool) {
        (self.beta.is_some(), self.gamma.is_some())
    }

    /// γ and β, as far as they are there.
    pub(super) fn weights(&self, channels: usize) -> Vec<Weight> {
        let arrays = [("gamma", self.gamma), ("beta", self.beta)].into_iter();
        let weight = |(name, learned): (&'static str, Option<Learned>)| {
            learned.map(|learned| Weight::trainable(name, [channels], learned))
        };
        arrays.filter_map(weight).collect()
    }

    /// `words` about y = γ·x + β, what of it is left out, and what it costs.
    pub(super) fn told(&self, words: Message) -> Message {
        let words = match self.is_there() {
            (true, true) => words,
            (true, false) => message!("explains-without-gamma", words = words),
            (false, true) => message!("explains-without-beta", words = words),
            (false, false) => message!("explains-without-both", words = words),
        };
        let cost = |learned: Option<Learned>| learned.map_or(Penalty::default(), |it| it.penalty);
        Penalty::told(
            words,
            &[("gamma", cost(self.gamma)), ("beta", cost(self.beta))],
        )
    }

    /// How many arrays there are of γ and β.
    pub(super) fn count(&self) -> usize {
        usize::from(self.gamma.is_some()) + usize::from(self.beta.is_some())
    }

    /// How the count of γ and β comes about; empty without either.
    pub(super) fn params_formula(&self, channels: usize) -> String {
        match self.count() {
            0 => String::new(),
            arrays => format!("{arrays}·{channels}"),
        }
    }

    /// The same in letters.
    pub(super) fn params_letters(&self) -> (&'static str, &'static str) {
        match self.is_there() {
            (true, true) => ("2·c", "letters-gamma-and-beta"),
            (true, false) => ("1·c", "letters-beta"),
            (false, true) => ("1·c", "letters-gamma"),
            (false, false) => ("", ""),
        }
    }
}
