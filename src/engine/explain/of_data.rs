//! What the pictures of a data set say of a network: those that excite a channel most, and those that the network takes for
//! most like a picture.

use super::activations::output_of;
use super::{ExplainError, Method};
use crate::data::{Dataset, Image, Prepared};
use crate::engine::Network;
use crate::engine::error::EngineError;
use crate::engine::image_tensor;
use crate::engine::predict::Predictor;

/// Of larger data sets as many pictures are looked at, evenly spread.
const MOST_PICTURES: usize = 1_000;
/// The channels of a layer that pictures are looked for.
const MOST_CHANNELS: usize = 64;
/// Pictures for each of them.
const FOR_CHANNEL: usize = 6;
/// Pictures that are most like another one.
const NEIGHBORS: usize = 12;
/// Pictures at once.
const BATCH_SIZE: usize = 32;

/// One picture of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPicture {
    /// Its place in the data set.
    pub image: usize,
    /// What the data calls its class.
    pub class: String,
    /// How strongly it excites the channel; how like the picture it is, up to 1.
    pub value: f32,
    /// What the network sees of it.
    pub seen: Image,
}

/// Pictures of the data that belong together, the first of them most.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureGroup {
    /// The channel that they excite; `None` where they are like the picture that was asked about.
    pub channel: Option<usize>,
    /// The pictures.
    pub pictures: Vec<FoundPicture>,
}

/// What was found among the pictures of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct OfData {
    /// One group for each channel, or one in all.
    pub groups: Vec<PictureGroup>,
    /// Channels of the layer, of which the first ones have a group.
    pub channel_count: usize,
    /// How many pictures were looked at.
    pub looked_at: usize,
}

/// The places of the pictures that are looked at.
fn places(dataset: &Dataset) -> Vec<usize> {
    let step = dataset.len().div_ceil(MOST_PICTURES).max(1);
    (0..dataset.len()).step_by(step).collect()
}

/// The layer whose outputs the last one with weights reads: what the network knows of a picture before it decides.
fn last_hidden(network: &Network) -> Result<&str, ExplainError> {
    network.last_hidden_layer().ok_or(ExplainError::NoLayerFor {
        method: Method::Nearest,
    })
}

/// What `layer` gives for each of `pictures`, one after the other, and how many numbers those are for one.
fn outputs(
    predictor: &Predictor,
    layer: &str,
    pictures: Vec<Prepared>,
) -> Result<(Vec<f32>, Vec<usize>), EngineError> {
    let network = predictor.network();
    let count = pictures.len();
    let values = pictures.into_iter().flat_map(|picture| picture.values);
    let shape = network.input_shape();
    let images = image_tensor(values.collect(), count, shape, predictor.device())?;
    let found = output_of(network, layer, images)?;
    if !found.values.iter().all(|value| value.is_finite()) {
        return Err(EngineError::Diverged);
    }
    Ok((found.values, found.shape))
}

/// Goes through the pictures of `dataset` and hands on what `layer` gives for each; `false` where it was canceled.
fn walk(
    predictor: &Predictor,
    dataset: &Dataset,
    layer: &str,
    is_canceled: &dyn Fn() -> bool,
    mut take: impl FnMut(usize, &[f32], &[usize]),
) -> Result<bool, ExplainError> {
    let contract = predictor.metadata().contract;
    for batch in places(dataset).chunks(BATCH_SIZE) {
        if is_canceled() {
            return Ok(false);
        }
        let pictures = batch.iter().filter_map(|place| dataset.picture(*place));
        let prepared = pictures.map(|picture| contract.apply_picture(&picture));
        let (values, shape) = outputs(predictor, layer, prepared.collect())?;
        let each = values.len() / batch.len().max(1);
        for (place, values) in batch.iter().zip(values.chunks_exact(each.max(1))) {
            take(*place, values, &shape[1..]);
        }
    }
    Ok(true)
}

/// Keeps the largest: as many as `most`, the first of equal ones first.
fn keep(best: &mut Vec<(usize, f32)>, place: usize, value: f32, most: usize) {
    let at = best.partition_point(|(_, other)| *other >= value);
    if at < most {
        best.insert(at, (place, value));
        best.truncate(most);
    }
}

fn found(predictor: &Predictor, dataset: &Dataset, best: &[(usize, f32)]) -> Vec<FoundPicture> {
    let contract = predictor.metadata().contract;
    let picture = |(place, value): &(usize, f32)| {
        let label = *dataset.labels().get(*place)? as usize;
        let picture = dataset.picture(*place)?;
        Some(FoundPicture {
            image: *place,
            class: dataset.classes().get(label).cloned().unwrap_or_default(),
            value: *value,
            seen: contract.apply_picture(&picture).seen,
        })
    };
    best.iter().filter_map(picture).collect()
}

/// For each channel of `layer` the pictures of `dataset` that excite it most: those with the largest number anywhere in its
/// map. `None` where it was canceled.
///
/// # Errors
/// Where the network cannot compute.
pub(super) fn exciting(
    predictor: &Predictor,
    dataset: &Dataset,
    layer: &str,
    is_canceled: &dyn Fn() -> bool,
) -> Result<Option<OfData>, ExplainError> {
    let mut best: Vec<Vec<(usize, f32)>> = Vec::new();
    let mut channel_count = 0;
    let is_through = walk(
        predictor,
        dataset,
        layer,
        is_canceled,
        |place, values, shape| {
            channel_count = shape.last().copied().unwrap_or(1).max(1);
            best.resize(channel_count.min(MOST_CHANNELS), Vec::new());
            for (channel, best) in best.iter_mut().enumerate() {
                let of_channel = values.iter().skip(channel).step_by(channel_count);
                let largest = of_channel.copied().fold(f32::MIN, f32::max);
                keep(best, place, largest, FOR_CHANNEL);
            }
        },
    )?;
    let groups = best.iter().enumerate().map(|(channel, best)| PictureGroup {
        channel: Some(channel),
        pictures: found(predictor, dataset, best),
    });
    Ok(is_through.then(|| OfData {
        groups: groups.collect(),
        channel_count,
        looked_at: places(dataset).len(),
    }))
}

/// The pictures of `dataset` that are most like `picture` to the network: by the cosine between what its last hidden layer
/// gives for both. `None` where it was canceled.
///
/// # Errors
/// Where there is no hidden layer, or the network cannot compute.
pub(super) fn nearest(
    predictor: &Predictor,
    dataset: &Dataset,
    picture: &Prepared,
    is_canceled: &dyn Fn() -> bool,
) -> Result<Option<OfData>, ExplainError> {
    let layer = last_hidden(predictor.network())?;
    let (own, _) = outputs(predictor, layer, vec![picture.clone()])?;
    let mut best = Vec::new();
    let is_through = walk(
        predictor,
        dataset,
        layer,
        is_canceled,
        |place, values, _| {
            keep(&mut best, place, cosine(&own, values), NEIGHBORS);
        },
    )?;
    Ok(is_through.then(|| OfData {
        groups: vec![PictureGroup {
            channel: None,
            pictures: found(predictor, dataset, &best),
        }],
        channel_count: 0,
        looked_at: places(dataset).len(),
    }))
}

/// The cosine of the angle between two lists of numbers; 0 where one has no length.
fn cosine(one: &[f32], other: &[f32]) -> f32 {
    let product = |one: &[f32], other: &[f32]| {
        let pairs = one.iter().zip(other);
        let products = pairs.map(|(one, other)| f64::from(*one) * f64::from(*other));
        products.sum::<f64>()
    };
    let lengths = (product(one, one) * product(other, other)).sqrt();
    if lengths > 0.0 {
        (product(one, other) / lengths) as f32
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cosine_is_one_in_one_direction_and_zero_across() {
        assert!((cosine(&[1.0, 2.0], &[2.0, 4.0]) - 1.0).abs() < 1e-6);
        assert_eq!(cosine(&[1.0, 0.0], &[0.0, 3.0]), 0.0);
        // 3·4 + 4·3 = 24 of 5 · 5.
        assert!((cosine(&[3.0, 4.0], &[4.0, 3.0]) - 0.96).abs() < 1e-6);
        assert_eq!(cosine(&[0.0], &[1.0]), 0.0);
    }

    #[test]
    fn the_largest_are_kept_in_order_and_the_first_of_equal_ones_stays_first() {
        let mut best = Vec::new();
        for (place, value) in [(0, 1.0), (1, 3.0), (2, 3.0), (3, 2.0), (4, 0.5)] {
            keep(&mut best, place, value, 3);
        }
        assert_eq!(best, [(1, 3.0), (2, 3.0), (3, 2.0)]);
    }
}
