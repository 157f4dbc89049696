//! The pictures of a data set that say something of a network, against Keras's.

use std::collections::BTreeMap;

use image::DynamicImage;
use netsmith::data::{Contract, Dataset, DatasetParts, ImageShape, ImageStore};
use netsmith::engine::explain::{Content, FoundPicture, Method, OfData, Question, explain};
use netsmith::engine::predict::Predictor;
use netsmith::engine::run::ModelMetadata;
use serde::Deserialize;

use super::explain::network;
use crate::networks::device;

const PIXELS: usize = 16 * 16;

/// Float32 sums in the order that it likes; Keras's here are those of float64.
const TOLERANCE: f32 = 1e-5;

#[derive(Debug, Deserialize)]
struct Golden {
    count: usize,
    exciting: Vec<OfLayer>,
    nearest: Best,
}

#[derive(Debug, Deserialize)]
struct OfLayer {
    layer: String,
    channels: Vec<Best>,
}

#[derive(Debug, Deserialize)]
struct Best {
    images: Vec<usize>,
    values: Vec<f32>,
}

impl Best {
    fn assert_equals(&self, found: &[FoundPicture], name: &str) {
        let images: Vec<usize> = found.iter().map(|picture| picture.image).collect();
        assert_eq!(images, self.images, "{name}");
        for (picture, expected) in found.iter().zip(&self.values) {
            let value = picture.value;
            assert!(
                (value - expected).abs() < TOLERANCE,
                "{name}: {value} {expected}"
            );
        }
    }
}

/// Bytes, made as the README of the golden files says.
fn pictures(name: &str, count: usize) -> Vec<u8> {
    let noise = super::unit(&format!("{name}/noise"), count * PIXELS * 3);
    let strength = super::unit(&format!("{name}/strength"), count * 3);
    let byte = |(index, noise): (usize, &f32)| {
        let of = index / (PIXELS * 3) * 3 + index % 3;
        (256.0 * f64::from(*noise) * f64::from(strength[of])) as u8
    };
    noise.iter().enumerate().map(byte).collect()
}

fn shape() -> ImageShape {
    ImageShape::new(16, 16, 3).unwrap()
}

fn data(count: usize) -> Dataset {
    Dataset::new(DatasetParts {
        name: "found".to_owned(),
        source: "found".to_owned(),
        shape: shape(),
        pictures: ImageStore::in_memory(pictures("found/data", count), shape()),
        labels: (0..count as u32).map(|place| place % 4).collect(),
        classes: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
        file_names: Vec::new(),
        warnings: Vec::new(),
    })
    .unwrap()
}

fn found(predictor: &Predictor, data: &Dataset, method: Method, layer: Option<&str>) -> OfData {
    let bytes = pictures("found/asked", 1);
    let asked = image::RgbImage::from_raw(16, 16, bytes).unwrap();
    let question = Question {
        method,
        class: None,
        layer: layer.map(str::to_owned),
    };
    let asked = DynamicImage::from(asked);
    let answer = explain(predictor, &asked, &question, Some(data), &|| false);
    let Content::OfData(found) = answer.unwrap().unwrap().content else {
        panic!("expected pictures of the data");
    };
    assert_eq!(found.looked_at, data.len());
    found
}

#[test]
fn pictures_that_excite_channels_and_those_most_alike_are_those_of_keras() {
    let golden: Golden = super::read("found.json");
    let data = data(golden.count);
    let metadata = ModelMetadata {
        contract: Contract::new(shape()),
        classes: data.classes().to_vec(),
        own_classes: data.classes().to_vec(),
        appearance: None,
    };
    let predictor = Predictor::new(network("small_residual"), metadata, &device());
    for OfLayer { layer, channels } in &golden.exciting {
        let found = found(&predictor, &data, Method::Exciting, Some(layer));
        assert_eq!(found.channel_count, channels.len(), "{layer}");
        let groups: BTreeMap<_, _> = found
            .groups
            .iter()
            .map(|group| (group.channel, &group.pictures))
            .collect();
        for (channel, best) in channels.iter().enumerate() {
            best.assert_equals(groups[&Some(channel)], &format!("{layer} {channel}"));
        }
    }
    let found = found(&predictor, &data, Method::Nearest, None);
    let [group] = &found.groups[..] else {
        panic!("expected one group, found {}", found.groups.len());
    };
    golden.nearest.assert_equals(&group.pictures, "nearest");
    for picture in &group.pictures {
        assert_eq!(picture.class, ["a", "b", "c", "d"][picture.image % 4]);
    }
}
