//! Relu with a slope below zero that is learned.

use super::reader::{Choice, Reader};
use super::setting::SettingSpec;
use super::{
    Fault, Initializer, LayerKind, Learned, Passes, Penalty, Shape, Step, Weight, explained,
};
use crate::message;
use crate::text::Message;

/// `PReLU` (He et al., 2015): `x` above zero, `alpha · x` below.
#[derive(Clone, Debug, PartialEq)]
pub struct PReLU {
    /// The axes along which a slope is shared.
    pub shared_axes: SharedAxes,
    /// The slopes.
    pub alpha: Learned,
}

/// How slopes begin and what they cost.
const ALPHA: [SettingSpec; 2] = [
    Initializer::of_vector("alpha_initializer", "setting-alpha-initializer", "zeros"),
    Penalty::setting("alpha_regularizer", "setting-alpha-regularizer"),
];

/// Axes of a sample, counted from 1 as in Keras, where the batch is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedAxes(&'static [usize], &'static str);

impl Choice for SharedAxes {
    const ALL: &'static [Self] = &[
        Self(&[], "none"),
        Self(&[1], "1"),
        Self(&[2], "2"),
        Self(&[3], "3"),
        Self(&[1, 2], "1, 2"),
        Self(&[1, 3], "1, 3"),
        Self(&[2, 3], "2, 3"),
        Self(&[1, 2, 3], "1, 2, 3"),
    ];

    fn word(&self) -> &'static str {
        self.1
    }
}

impl SharedAxes {
    const WORDS: &'static [&'static str] =
        &["none", "1", "2", "3", "1, 2", "1, 3", "2, 3", "1, 2, 3"];
}

impl PReLU {
    /// The lengths of the axes of `alpha`.
    #[must_use]
    pub fn slopes(&self, input: Shape) -> Vec<usize> {
        let axes = input.dims().iter().enumerate();
        let shared = self.shared_axes.0;
        axes.map(|(axis, length)| {
            if shared.contains(&(axis + 1)) {
                1
            } else {
                *length
            }
        })
        .collect()
    }
}

impl LayerKind for PReLU {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[
        SettingSpec::choice(
            "shared_axes",
            "setting-shared-axes",
            SharedAxes::WORDS,
            "none",
            "setting-shared-axes-help",
        ),
        ALPHA[0],
        ALPHA[1],
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            shared_axes: settings.choice("shared_axes")?,
            alpha: Learned {
                initializer: Initializer::read(settings, ALPHA[0].key)?,
                penalty: Penalty::read_of(settings, ALPHA[1].key)?,
            },
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let rank = inputs[0].dims().len();
        if self.shared_axes.0.iter().all(|axis| *axis <= rank) {
            return Ok(inputs[0]);
        }
        let message = message!(
            "shared-axes-beyond-rank",
            axes = self.shared_axes.1,
            rank = rank
        );
        Err(Fault::setting("shared_axes", message))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let slopes: usize = self
            .slopes(inputs[0])
            .into_iter()
            .fold(1, usize::saturating_mul);
        let words = message!("explains-prelu", slopes = slopes);
        Penalty::told(words, &[("alpha", self.alpha.penalty)])
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        match self.shared_axes.0 {
            [] => String::new(),
            _ => self.shared_axes.1.to_owned(),
        }
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        vec![Weight::trainable(
            "alpha",
            self.slopes(inputs[0]),
            self.alpha,
        )]
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        let slopes = self.slopes(inputs[0]);
        let axes: Vec<String> = slopes.iter().map(ToString::to_string).collect();
        axes.join("·")
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        ("n₁·n₂·…", "letters-prelu")
    }
}
