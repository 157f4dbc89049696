//! What the convolutions have in common: the settings of a kernel that slides, and how they are told.

use super::Fault;
use super::activation::Function;
use super::reader::Reader;
use super::setting::SettingSpec;
use super::sliding::{Padding, Sliding, times};

pub(super) const FILTERS: SettingSpec =
    SettingSpec::size("filters", "setting-filters", 32, "setting-filters-help");
pub(super) const KERNEL_SIZE: SettingSpec = SettingSpec::pair(
    "kernel_size",
    "setting-kernel",
    &[3, 3],
    "setting-kernel-help",
);
pub(super) const STRIDES: SettingSpec = SettingSpec::pair(
    "strides",
    "setting-strides",
    &[1, 1],
    "setting-strides-help",
);
pub(super) const PADDING: SettingSpec = SettingSpec::choice(
    "padding",
    "setting-padding",
    Padding::WORDS,
    "valid",
    "setting-padding-help",
);
pub(super) const DILATION_RATE: SettingSpec = SettingSpec::pair(
    "dilation_rate",
    "setting-dilation",
    &[1, 1],
    "setting-dilation-help",
);
pub(super) const DEPTH_MULTIPLIER: SettingSpec = SettingSpec::size(
    "depth_multiplier",
    "setting-depth-multiplier",
    1,
    "setting-depth-multiplier-help",
);
pub(super) const ACTIVATION: SettingSpec = SettingSpec::choice(
    "activation",
    "setting-activation",
    Function::WORDS,
    "linear",
    "setting-activation-of-convolution",
);
pub(super) const USE_BIAS: SettingSpec =
    SettingSpec::switch("use_bias", "setting-bias", true, "setting-bias-per-filter");

/// The window of a kernel.
pub(super) fn read_sliding(settings: &Reader<'_>) -> Result<Sliding, Fault> {
    let kernel = Sliding::kernel(
        settings.pair(KERNEL_SIZE.key)?,
        settings.choice(PADDING.key)?,
    );
    Ok(Sliding {
        dilation: settings.pair(DILATION_RATE.key)?,
        strides: settings.pair(STRIDES.key)?,
        ..kernel
    })
}

/// How a kernel that slides is said on a node: `3×3 / 2 · same · relu`.
pub(super) fn headline(sliding: &Sliding, activation: Function) -> String {
    let mut text = times(sliding.size);
    if sliding.strides != [1, 1] {
        text += &format!(" / {}", sliding.strides[0]);
    }
    if sliding.padding == Padding::Same {
        text += " · same";
    }
    text + &activation.in_headline()
}
