//! The tensors of a file of PyTorch's, whatever they are wrapped in.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use pytorch_reader::{DType, PytorchReader};
use safetensors::SafeTensors;
use safetensors::tensor::Dtype;

use super::order::file_order;
use crate::engine::weights::NamedArray;
use crate::exchange::ImportError;
use crate::files::read_limited;
use crate::message;
use crate::text::Message;

/// The largest file that is read: the largest network of torchvision's families takes 0.4 GB.
const LARGEST_FILE_BYTES: u64 = 8 << 30;

/// More numbers than any network here can be trained with.
const MOST_NUMBERS: usize = 1 << 30;

/// What a training keeps weights under, beside an optimizer's state and the like.
const WRAPPERS: [&str; 5] = ["state_dict", "model_state_dict", "model", "net", "network"];

/// What stands before every name where a module is wrapped into another one.
const PREFIXES: [&str; 4] = ["module.", "_orig_mod.", "model.", "net."];

/// How many batches a normalization has seen, which nothing is computed with.
const TRACKED: &str = "num_batches_tracked";

/// What a file holds.
#[derive(Debug)]
pub(in crate::exchange) struct Stored {
    /// The tensors under their modules' names, in PyTorch's shapes and the file's order.
    pub tensors: Vec<NamedArray>,
    /// Whether it was written here, and so flattens maps with their channels last.
    pub is_own: bool,
}

/// Whether a file that begins so is a safetensors file: the length of a header, and the header's first letter.
pub(super) fn is_safetensors(head: &[u8]) -> bool {
    let length = head.first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    length.is_some_and(|length| (2..100_000_000).contains(&length)) && head.get(8) == Some(&b'{')
}

/// The tensors of the file at `path`.
///
/// # Errors
/// Where it cannot be read, is something else, or holds no weights.
pub(super) fn read(path: &Path) -> Result<Stored, ImportError> {
    let head = head_of(path)?;
    let (tensors, is_own) = if is_safetensors(&head) {
        of_safetensors(path)?
    } else {
        let members = members(path);
        if let Some(maker) = maker_of_program(&members) {
            return Err(ImportError::content(
                path,
                message!("import-torch-program", maker = maker),
            ));
        }
        let is_own = members.iter().any(|name| name.ends_with("netsmith.json"));
        (of_pickle(path)?, is_own)
    };
    let stored = Stored {
        is_own,
        ..unwrapped(tensors)
    };
    if stored.tensors.is_empty() {
        return Err(ImportError::content(path, message!("import-torch-empty")));
    }
    Ok(stored)
}

fn head_of(path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut source = crate::files::Source::open(path, LARGEST_FILE_BYTES)?;
    let mut head = vec![0; source.len_bytes().min(16) as usize];
    source.read(&mut head)?;
    Ok(head)
}

fn of_safetensors(path: &Path) -> Result<(Vec<NamedArray>, bool), ImportError> {
    let bytes = read_limited(path, LARGEST_FILE_BYTES)?;
    let failed = |reason: String| ImportError::content(path, Message::words(reason));
    let file = SafeTensors::deserialize(&bytes).map_err(|error| failed(error.to_string()))?;
    let mut arrays = Vec::new();
    // As they lie in the file: the nearest to an order that it has.
    let mut names: Vec<(usize, String)> = file
        .iter()
        .map(|(name, view)| (view.data().as_ptr() as usize, name.to_owned()))
        .collect();
    names.sort();
    for (_, name) in names
        .into_iter()
        .filter(|(_, name)| !name.ends_with(TRACKED))
    {
        let view = file
            .tensor(&name)
            .map_err(|error| failed(error.to_string()))?;
        let kind = match view.dtype() {
            Dtype::F32 => DType::F32,
            Dtype::F64 => DType::F64,
            Dtype::F16 => DType::F16,
            Dtype::BF16 => DType::BF16,
            _ => return Err(not_numbers(path, &name)),
        };
        let values = numbers(kind, view.data()).ok_or_else(|| not_numbers(path, &name))?;
        let shape = view.shape().to_vec();
        arrays.push(NamedArray {
            name,
            shape,
            values,
        });
    }
    let header = SafeTensors::read_metadata(&bytes);
    let is_own = header.is_ok_and(|(_, header)| {
        let about = header.metadata().as_ref();
        about.is_some_and(|about| about.contains_key("netsmith"))
    });
    Ok((arrays, is_own))
}

/// The names of what lies in an archive; none where it is none.
fn members(path: &Path) -> Vec<String> {
    let archive = std::fs::File::open(path)
        .ok()
        .and_then(|file| zip::ZipArchive::new(file).ok());
    let names = archive.iter().flat_map(zip::ZipArchive::file_names);
    names.flatten().map(Cow::into_owned).collect()
}

/// Whether the archive at `path` is one that `torch.save` writes.
pub(super) fn holds_pickle(path: &Path) -> bool {
    members(path).iter().any(|name| name.ends_with("/data.pkl"))
}

/// What of PyTorch's has made the program in an archive, where it holds one beside its numbers.
fn maker_of_program(members: &[String]) -> Option<&'static str> {
    members.iter().find_map(|name| {
        // All lies in a folder with the archive's name, but in the oldest of torch.export's.
        let inside = name.split_once('/').map_or(name.as_str(), |(_, rest)| rest);
        match inside {
            "archive_format" | "serialized_exported_program.json" => Some("torch.export"),
            "constants.pkl" => Some("TorchScript"),
            other => other.starts_with("code/").then_some("TorchScript"),
        }
    })
}

fn of_pickle(path: &Path) -> Result<Vec<NamedArray>, ImportError> {
    let failed = |reason: String| {
        ImportError::content(path, message!("import-torch-unreadable", reason = reason))
    };
    let reader = PytorchReader::new(path).map_err(|error| failed(error.to_string()))?;
    let tensors: BTreeMap<String, _> = reader.into_tensors().into_iter().collect();
    let names: Vec<&str> = tensors.keys().map(String::as_str).collect();
    let order = file_order(path, &names);
    let count = tensors.values().map(pytorch_reader::Tensor::num_elements);
    if count.fold(0_usize, usize::saturating_add) > MOST_NUMBERS {
        return Err(ImportError::content(
            path,
            message!("import-torch-too-large"),
        ));
    }
    let mut arrays = Vec::with_capacity(tensors.len());
    for name in order {
        let Some(tensor) = tensors.get(&name) else {
            continue;
        };
        if name.ends_with(TRACKED) {
            continue;
        }
        let bytes = tensor.read().map_err(|error| failed(error.to_string()))?;
        // An optimizer's counts are no weights, and neither are masks.
        if let Some(values) = numbers(tensor.dtype(), &bytes) {
            let shape = tensor.shape().to_vec();
            arrays.push(NamedArray {
                name,
                shape,
                values,
            });
        }
    }
    Ok(arrays)
}

fn not_numbers(path: &Path, name: &str) -> ImportError {
    ImportError::content(path, message!("import-torch-kind", tensor = name))
}

/// Real numbers of any width; `None` for others.
fn numbers(kind: DType, bytes: &[u8]) -> Option<Vec<f32>> {
    Some(match kind {
        DType::F32 => words(bytes, f32::from_le_bytes),
        DType::F64 => words(bytes, |word| f64::from_le_bytes(word) as f32),
        DType::F16 => words(bytes, |word| half(u16::from_le_bytes(word))),
        DType::BF16 => words(bytes, |word| {
            f32::from_bits(u32::from(u16::from_le_bytes(word)) << 16)
        }),
        _ => return None,
    })
}

fn words<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    let (words, _) = bytes.as_chunks::<N>();
    words.iter().map(|word| number(*word)).collect()
}

/// A number of 16 bits: 5 of exponent, 10 of fraction.
fn half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023));
    sign * match exponent {
        0 => fraction * 2.0_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction / 1024.0) * 2.0_f32.powi(exponent - 15),
    }
}

/// The weights alone, without what stands before every name.
fn unwrapped(tensors: Vec<NamedArray>) -> Stored {
    let under = |wrapper: &&str| {
        let start = format!("{wrapper}.");
        let inside = tensors
            .iter()
            .filter(|tensor| tensor.name.starts_with(&start));
        inside.count() > 0
    };
    let wrapper = WRAPPERS.iter().find(|wrapper| under(wrapper));
    let mut stored = Stored {
        tensors,
        is_own: false,
    };
    if let Some(wrapper) = wrapper {
        let start = format!("{wrapper}.");
        stored
            .tensors
            .retain(|tensor| tensor.name.starts_with(&start));
        stored.strip(&start);
    }
    while let Some(prefix) = PREFIXES.iter().find(|prefix| stored.all_begin_with(prefix)) {
        stored.strip(prefix);
    }
    stored
}

impl Stored {
    fn all_begin_with(&self, prefix: &str) -> bool {
        let mut tensors = self.tensors.iter();
        !self.tensors.is_empty() && tensors.all(|tensor| tensor.name.starts_with(prefix))
    }

    fn strip(&mut self, prefix: &str) {
        for tensor in &mut self.tensors {
            tensor.name.drain(..prefix.len());
        }
    }

    /// The tensor of this name.
    pub fn get(&self, name: &str) -> Option<&NamedArray> {
        self.tensors.iter().find(|tensor| tensor.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<NamedArray> {
        let array = |name: &&str| NamedArray {
            name: (*name).to_owned(),
            shape: vec![1],
            values: vec![1.0],
        };
        names.iter().map(array).collect()
    }

    #[test]
    fn wrappings_and_prefixes_are_taken_off() {
        let names = |stored: Stored| -> Vec<String> {
            stored
                .tensors
                .into_iter()
                .map(|tensor| tensor.name)
                .collect()
        };
        let bare = named(&["conv1.weight", "fc.bias"]);
        assert_eq!(names(unwrapped(bare)), ["conv1.weight", "fc.bias"]);
        let parallel = named(&["module.conv1.weight", "module.fc.bias"]);
        assert_eq!(names(unwrapped(parallel)), ["conv1.weight", "fc.bias"]);
        let kept = named(&[
            "state_dict.module._orig_mod.fc.bias",
            "optimizer.state.0.exp_avg",
        ]);
        assert_eq!(names(unwrapped(kept)), ["fc.bias"]);
    }

    // numpy.float16 of 1.5, -2, 65504, 2**-24, inf.
    #[test]
    fn halves_are_read() {
        let bits = [0x3e00, 0xc000, 0x7bff, 0x0001, 0x7c00];
        let expected = [1.5, -2.0, 65504.0, 2.0_f32.powi(-24), f32::INFINITY];
        assert_eq!(bits.map(half), expected);
    }
}
