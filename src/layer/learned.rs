//! What is said of an array that a layer learns: how it begins, and what large numbers in it cost.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::{Fault, Initializer, Penalty, Weight};

/// An array that is learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learned {
    /// How it begins.
    pub initializer: Initializer,
    /// What large numbers in it cost.
    pub penalty: Penalty,
}

impl Learned {
    /// One that costs nothing.
    #[must_use]
    pub const fn free(initializer: Initializer) -> Self {
        let penalty = Penalty { l1: 0.0, l2: 0.0 };
        Self {
            initializer,
            penalty,
        }
    }
}

/// How a bias begins and what it costs.
pub(super) const BIAS: [SettingSpec; 2] = [
    Initializer::of_vector("bias_initializer", "setting-bias-initializer", "zeros"),
    Penalty::setting("bias_regularizer", "setting-bias-regularizer"),
];

/// A kernel whose penalty has settings of its own, `l1` and `l2`.
pub(super) fn read_kernel(settings: &Reader<'_>, initializer: &str) -> Result<Learned, Fault> {
    Ok(Learned {
        initializer: Initializer::read(settings, initializer)?,
        penalty: Penalty::read(settings)?,
    })
}

/// An array by its two settings, which are read whether it is there or not.
pub(super) fn read_if(
    is_there: bool,
    settings: &Reader<'_>,
    [initializer, penalty]: [&SettingSpec; 2],
) -> Result<Option<Learned>, Fault> {
    let learned = Learned {
        initializer: Initializer::read(settings, initializer.key)?,
        penalty: Penalty::read_of(settings, penalty.key)?,
    };
    Ok(is_there.then_some(learned))
}

/// The bias, where `use_bias` says that there is one.
pub(super) fn read_bias(settings: &Reader<'_>) -> Result<Option<Learned>, Fault> {
    let is_used = settings.switch("use_bias")?;
    read_if(is_used, settings, [&BIAS[0], &BIAS[1]])
}

/// Weights with a bias of `length` behind them, where there is one.
pub(super) fn with_bias(
    mut weights: Vec<Weight>,
    bias: Option<Learned>,
    length: usize,
) -> Vec<Weight> {
    weights.extend(bias.map(|bias| Weight::trainable("bias", [length], bias)));
    weights
}

/// What the kernel and the bias cost, for a layer's words.
pub(super) fn costs(kernel: Learned, bias: Option<Learned>) -> [(&'static str, Penalty); 2] {
    let bias = bias.map_or(Penalty::default(), |bias| bias.penalty);
    [("kernel", kernel.penalty), ("bias", bias)]
}
