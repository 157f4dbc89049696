//! Normalization of groups of channels over all pixels of a map.

use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{
    Fault, LayerKind, MAX_SIZE, Passes, Shape, Step, Weight, affine, affine::Affine, explained,
};
use crate::message;
use crate::text::Message;

/// `GroupNormalization` (Wu and He, 2018).
#[derive(Clone, Debug, PartialEq)]
pub struct GroupNormalization {
    /// Into how many groups the channels are divided; -1 for as many as there are channels.
    pub groups: i64,
    /// The axis of the channels; only the last one is worked on.
    pub axis: i64,
    /// Added to the variance before its root.
    pub epsilon: f64,
    /// γ and β.
    pub affine: Affine,
}

impl GroupNormalization {
    /// How many groups there are of so many channels.
    #[must_use]
    pub fn groups_of(&self, channels: usize) -> usize {
        usize::try_from(self.groups).unwrap_or(channels)
    }
}

impl LayerKind for GroupNormalization {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[
        SettingSpec::new(
            "groups",
            "setting-groups",
            SettingKind::Int {
                min: -1,
                max: MAX_SIZE,
            },
            DefaultValue::Int(32),
            "setting-groups-of-normalization",
        ),
        affine::EPSILON,
        affine::AXIS,
        affine::CENTER,
        affine::SCALE,
        affine::ARRAYS[0],
        affine::ARRAYS[1],
        affine::ARRAYS[2],
        affine::ARRAYS[3],
    ];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let layer = Self {
            groups: settings.whole("groups")?,
            axis: settings.whole("axis")?,
            epsilon: settings.float("epsilon")?,
            affine: Affine::read(settings)?,
        };
        if layer.groups == 0 {
            return Err(Fault::setting("groups", message!("groups-are-none")));
        }
        Ok(layer)
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        affine::check_axis(self.axis, inputs[0])?;
        let channels = inputs[0].channels();
        let groups = self.groups_of(channels);
        if channels.is_multiple_of(groups) {
            return Ok(inputs[0]);
        }
        let message = message!(
            "groups-do-not-divide-channels",
            channels = channels,
            groups = groups
        );
        Err(Fault::setting("groups", message))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let channels = inputs[0].channels();
        let words = message!(
            "explains-group-normalization",
            groups = self.groups_of(channels),
            channels = channels,
            epsilon = %self.epsilon
        );
        self.affine.told(words)
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        explained::kept(inputs[0])
    }

    fn headline(&self) -> String {
        self.groups.to_string()
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        self.affine.weights(inputs[0].channels())
    }

    fn params_formula(&self, inputs: &[Shape]) -> String {
        self.affine.params_formula(inputs[0].channels())
    }

    fn params_letters(&self) -> (&'static str, &'static str) {
        self.affine.params_letters()
    }
}
