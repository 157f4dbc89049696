//! The program in Rust with Burn: compiled here as it is written, it answers as our engine does. With `NETSMITH_GOLDEN=new`
//! the programs are written anew.

use std::fs;
use std::path::{Path, PathBuf};

use burn::tensor::{Device, Tensor, TensorData};
use image::{Rgba, RgbaImage};
use netsmith::data::decode_file;
use netsmith::engine::device::device_named;
use netsmith::engine::{Network, image_tensor};
use netsmith::exchange::outgoing::{Choices, Format, Outgoing, write};
use netsmith::project::Project;

use super::support::{golden, seeded};

#[allow(warnings, clippy::all, clippy::pedantic, clippy::restriction, reason = "a program, as users get it")]
#[path = "../golden/exchange/burn_every_kind.rs"]
#[rustfmt::skip]
mod burn_every_kind;
#[allow(warnings, clippy::all, clippy::pedantic, clippy::restriction, reason = "a program, as users get it")]
#[path = "../golden/exchange/burn_lenet5.rs"]
#[rustfmt::skip]
mod burn_lenet5;

/// Writes the network as a program, which has to be the one that is compiled here, and gives the path of its weights.
fn written(outgoing: &Outgoing, name: &str, folder: &Path) -> PathBuf {
    let path = folder.join(format!("{name}.rs"));
    let written = write(outgoing, Format::BurnRs, Choices::default(), &path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let kept = golden(&format!("{name}.rs"));
    if std::env::var("NETSMITH_GOLDEN").is_ok_and(|it| it == "new") {
        fs::write(&kept, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&kept).unwrap(), "{name}");
    written.files[1].clone()
}

/// Holds what a program gives for raw numbers, two pictures of them, against our engine.
fn compare(
    outgoing: &Outgoing,
    network: &Network,
    said: impl FnOnce(Tensor<4>) -> Tensor<2>,
    name: &str,
) {
    let shape = outgoing.flat.input_shape();
    let [height, width, channels] = shape.as_map().unwrap();
    let mut state = 1_u32;
    let noise = (0..2 * height * width * channels).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    });
    let values: Vec<f32> = noise.collect();
    let device = device_named("cpu").unwrap();
    let images = image_tensor(values.clone(), 2, shape, &device).unwrap();
    let ours = network.forward(images).logits;
    let data = TensorData::new(values, [2, height, width, channels]);
    let images = Tensor::<4>::from_data(data, &Device::default()).permute([0, 3, 1, 2]);
    alike(ours, said(images), name);
}

fn alike(ours: Tensor<2>, theirs: Tensor<2>, name: &str) {
    let numbers = |tensor: Tensor<2>| tensor.into_data().iter::<f32>().collect::<Vec<f32>>();
    let (ours, theirs) = (numbers(ours), numbers(theirs));
    assert_eq!(ours.len(), theirs.len(), "{name}");
    let largest = ours.iter().fold(1.0_f32, |most, it| most.max(it.abs()));
    let apart = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs());
    let worst = apart.fold(0.0_f32, f32::max);
    assert!(worst <= 1e-5 * largest, "{name}: {worst:e} of {largest}");
}

/// A picture's file, larger than the networks' and clear in its corners.
fn picture(folder: &Path) -> PathBuf {
    let path = folder.join("picture.png");
    let picture = RgbaImage::from_fn(61, 47, |x, y| {
        let color = |by: u32| ((x * by + y * (by + 4)) % 256) as u8;
        let is_inside = (8..50).contains(&x) && (6..40).contains(&y);
        Rgba([
            color(3),
            color(5),
            color(9),
            if is_inside { 255 } else { 60 },
        ])
    });
    picture.save(&path).unwrap();
    path
}

/// What our engine sees in a picture's file.
fn seen(outgoing: &Outgoing, network: &Network, path: &Path) -> Tensor<2> {
    let contract = outgoing.metadata.as_ref().unwrap().contract;
    let prepared = contract.apply(&decode_file(path).unwrap());
    let device = device_named("cpu").unwrap();
    let images = image_tensor(prepared.values, 1, outgoing.flat.input_shape(), &device).unwrap();
    network.forward(images).values()
}

#[test]
fn a_program_of_every_kind_of_layer_answers_as_our_engine() {
    let text = fs::read_to_string(golden("every_kind.json")).unwrap();
    let (outgoing, network) = seeded(&Project::from_text(&text).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let weights = written(&outgoing, "burn_every_kind", folder.path());
    let program = burn_every_kind::Network::load(weights, &Device::default()).unwrap();
    compare(&outgoing, &network, |x| program.forward(x), "every kind");
    let path = picture(folder.path());
    let device = Device::default();
    let prepared = burn_every_kind::prepare(&burn_every_kind::opened(&path).unwrap(), &device);
    let ours = seen(&outgoing, &network, &path);
    alike(ours, program.probabilities(prepared), "a picture in color");
}

#[test]
fn a_program_of_a_preset_answers_as_our_engine() {
    let preset = netsmith::project::preset("lenet5").unwrap();
    let (outgoing, network) = seeded(&preset.project);
    let folder = tempfile::tempdir().unwrap();
    let weights = written(&outgoing, "burn_lenet5", folder.path());
    let program = burn_lenet5::Network::load(weights, &Device::default()).unwrap();
    compare(&outgoing, &network, |x| program.forward(x), "lenet5");
    let path = picture(folder.path());
    let device = Device::default();
    let prepared = burn_lenet5::prepare(&burn_lenet5::opened(&path).unwrap(), &device);
    let ours = seen(&outgoing, &network, &path);
    alike(ours, program.probabilities(prepared), "a picture in gray");
    assert_eq!(burn_lenet5::CLASSES.len(), 10);
}
