//! One picture varied by given numbers, against Keras's layers: `tests/golden/augmentation_golden.py`.

use serde::Deserialize;

use super::warp::Warp;
use super::{ImageShape, color, cutout, flip, noise};

#[derive(Deserialize)]
struct Golden {
    height: u64,
    width: u64,
    image: Vec<f32>,
    draws: Vec<f32>,
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    kind: String,
    numbers: Vec<f32>,
    varied: Vec<f32>,
}

const RANGE: [f32; 2] = [0.0, 1.0];

#[test]
fn pictures_are_varied_as_keras_varies_them() {
    let text = include_str!("../../../tests/golden/augmentation.json");
    let golden: Golden = serde_json::from_str(text).expect("reads");
    let shape = ImageShape::new(golden.height, golden.width, 3).expect("valid");
    assert_eq!(golden.cases.len(), 32);
    for case in golden.cases {
        let mut image = golden.image.clone();
        let number = case.numbers[0];
        match case.kind.as_str() {
            "shift" => Warp::shift(number, case.numbers[1]).apply(&mut image, shape),
            "rotation" => Warp::rotation(number.to_radians()).apply(&mut image, shape),
            "zoom" => Warp::zoom(number).apply(&mut image, shape),
            "shear" => Warp::shear(number).apply(&mut image, shape),
            "brightness" => color::brighten(&mut image, number, RANGE),
            "contrast" => color::contrast(&mut image, 3, number, RANGE),
            "flip" => flip::mirror(&mut image, shape),
            "flip_vertical" => flip::overturn(&mut image, shape),
            "noise" => {
                let mut draws = golden.draws.iter().copied();
                noise::add(&mut image, number, || draws.next().unwrap());
            }
            "cutout" => {
                let middle = [case.numbers[1], case.numbers[2]].map(|place| place as usize);
                cutout::cut(&mut image, shape, middle, number, RANGE[0]);
            }
            "hue" => color::turn_hue(&mut image, 3, number, RANGE),
            other => panic!("{other}"),
        }
        for (place, (found, expected)) in image.iter().zip(&case.varied).enumerate() {
            let is_copied = matches!(case.kind.as_str(), "flip" | "flip_vertical" | "cutout");
            let most = if is_copied { 0.0 } else { 1e-5 };
            // Both in float32; a pixel's place is off by a few of its last bits, and neighbors differ by 1 at most.
            let name = (&case.kind, &case.numbers, place);
            assert!(
                (found - expected).abs() <= most,
                "{name:?}: {found} {expected}"
            );
        }
    }
}
