//! Layers that act while training alone.

use super::helpers::Helper;
use super::{Place, TorchLayer};
use crate::layer::{Layer, NoiseShape};

/// A layer that drops numbers or adds noise to them.
pub(super) fn written(place: &mut Place<'_>, made: &mut TorchLayer) {
    let is_map = place.output.as_map().is_some();
    let constructor = match &place.flat.layer {
        Layer::Dropout(layer) => match layer.noise_shape {
            NoiseShape::Channel if is_map => format!("nn.Dropout2d({:?})", layer.rate),
            NoiseShape::Sample | NoiseShape::Pixel => {
                place.helpers.insert(Helper::SharedDropout);
                let axes = match layer.noise_shape {
                    NoiseShape::Sample if is_map => "(1, 2, 3)",
                    _ => "(1,)",
                };
                format!("SharedDropout({:?}, {axes})", layer.rate)
            }
            NoiseShape::Each | NoiseShape::Channel => format!("nn.Dropout({:?})", layer.rate),
        },
        Layer::SpatialDropout2D(layer) => format!("nn.Dropout2d({:?})", layer.rate),
        Layer::GaussianDropout(layer) => {
            place.helpers.insert(Helper::GaussianDropout);
            format!("GaussianDropout({:?})", layer.rate)
        }
        Layer::GaussianNoise(layer) => {
            place.helpers.insert(Helper::GaussianNoise);
            format!("GaussianNoise({:?})", layer.stddev)
        }
        _ => "nn.Identity()".to_owned(),
    };
    made.expression = format!("self.{}({{0}})", made.name);
    made.members.push((made.name.clone(), constructor));
}
