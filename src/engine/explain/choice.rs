//! Which layers and classes a method can be asked about, and which one where nobody says.

use super::{ExplainError, Method};
use crate::engine::Network;
use crate::engine::network::LayerView;

/// The layers that `method` can look at, in the order in which they run.
pub fn layers_for(network: &Network, method: Method) -> impl Iterator<Item = LayerView<'_>> {
    // The input gives maps, too, but none of the network's own.
    network.layers().skip(1).filter(move |layer| match method {
        Method::GradCam => layer.gives_maps(),
        Method::Filters => layer.is_convolution,
        Method::Activations | Method::Exciting => true,
        Method::Occlusion | Method::Gradient | Method::SmoothGrad | Method::Nearest => false,
    })
}

/// The layer that `method` looks at where none is named: for Grad-CAM the last one with maps as large as those of the last
/// convolution, so that normalization, shortcut and activation are in it; else the first convolution, or the first
/// layer that can be looked at.
pub fn default_layer(network: &Network, method: Method) -> Option<&str> {
    let layers: Vec<LayerView<'_>> = layers_for(network, method).collect();
    let chosen = if method == Method::GradCam {
        let convolution = layers.iter().rposition(|layer| layer.is_convolution);
        let start = convolution.unwrap_or(0);
        let size = |layer: &LayerView<'_>| layer.shape.as_map().map(|[h, w, _]| [h, w]);
        let wanted = layers.get(start).and_then(size);
        let mut after = layers.get(start..).unwrap_or_default().iter();
        match convolution {
            Some(_) => after.rfind(|layer| size(layer) == wanted),
            None => layers.last(),
        }
    } else {
        let convolution = layers.iter().find(|layer| layer.is_convolution);
        convolution.or(layers.first())
    };
    chosen.map(|layer| layer.name)
}

/// The layer called `name`, or the default one, where `method` can look at it.
///
/// # Errors
/// Which layers it could be instead.
pub(super) fn layer_called<'a>(
    network: &'a Network,
    method: Method,
    name: Option<&str>,
) -> Result<&'a str, ExplainError> {
    let Some(name) = name else {
        return default_layer(network, method).ok_or(ExplainError::NoLayerFor { method });
    };
    let Some(layer) = network.layers().find(|layer| layer.name == name) else {
        let known = network.layer_names().map(str::to_owned).collect();
        return Err(ExplainError::NoSuchLayer {
            name: name.to_owned(),
            known,
        });
    };
    if layers_for(network, method).any(|known| known.name == name) {
        return Ok(layer.name);
    }
    let suitable: Vec<String> = layers_for(network, method)
        .map(|layer| layer.name.to_owned())
        .collect();
    if suitable.is_empty() {
        return Err(ExplainError::NoLayerFor { method });
    }
    Err(ExplainError::LayerUnfit {
        method,
        name: name.to_owned(),
        shape: layer.shape,
        suitable,
    })
}

/// The class that somebody calls by its name or, where no name is like that, by its number.
///
/// # Errors
/// Which classes there are.
pub fn class_called(name: &str, classes: &[String]) -> Result<usize, ExplainError> {
    let by_name = classes.iter().position(|class| class == name);
    let by_number = || name.parse().ok().filter(|index| *index < classes.len());
    by_name
        .or_else(by_number)
        .ok_or_else(|| ExplainError::NoSuchClass {
            name: name.to_owned(),
            known: classes.to_vec(),
        })
}
