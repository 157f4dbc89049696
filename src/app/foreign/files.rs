//! Which files of other programs the window asks for.

use crate::app::command::{FileFilter, FilePurpose, FileQuestion, FileWay};
use crate::text::say;

/// Endings of networks of other programs and of drawings that hold projects, those of Keras first.
const NETWORKS: [&str; 13] = [
    "keras",
    "h5",
    "hdf5",
    "json",
    "onnx",
    "pt",
    "pth",
    "safetensors",
    "ckpt",
    "bin",
    "svg",
    "png",
    "netsmith",
];
const KERAS: [&str; 4] = ["keras", "h5", "hdf5", "json"];
const TORCH: [&str; 5] = ["pt", "pth", "safetensors", "ckpt", "bin"];
const ONNX: [&str; 1] = ["onnx"];
const DRAWINGS: [&str; 2] = ["svg", "png"];
/// Endings of files that hold weights.
const WEIGHTS: [&str; 9] = [
    "h5",
    "hdf5",
    "keras",
    "pt",
    "pth",
    "safetensors",
    "ckpt",
    "bin",
    "onnx",
];

/// The files that the window opens, all of them first.
pub fn filters() -> Vec<FileFilter> {
    let filter = |label, extensions| FileFilter { label, extensions };
    vec![
        filter(say("files-of-networks"), &NETWORKS),
        filter(say("files-of-keras"), &KERAS),
        filter(say("files-of-torch"), &TORCH),
        filter(say("files-of-onnx"), &ONNX),
        filter(say("files-of-drawings"), &DRAWINGS),
    ]
}

/// Asks for a file with weights for the network in front.
pub fn weights_question() -> FileQuestion {
    FileQuestion {
        purpose: FilePurpose::ImportWeights,
        way: FileWay::OpenFile,
        title: say("import-weights-title"),
        filters: vec![FileFilter {
            label: say("files-of-weights"),
            extensions: &WEIGHTS,
        }],
        file_name: String::new(),
        folder: None,
    }
}
