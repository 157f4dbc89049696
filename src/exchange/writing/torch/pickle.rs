//! A state_dict as `torch.save` writes it: a zip of a pickle, which names its tensors, and of their numbers.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::TorchNetwork;
use super::arrays::Tensor;
use crate::exchange::outgoing::{Choices, ExportError, Outgoing};

/// Numbers begin where PyTorch can map them into memory.
const ALIGNMENT: u16 = 64;

/// The bytes of a `.pt` file, which `torch.load(weights_only=True)` opens.
///
/// # Errors
/// Where the archive cannot be made.
pub(in crate::exchange::writing) fn state_dict(
    network: &TorchNetwork,
    outgoing: &Outgoing,
    choices: Choices,
) -> Result<Vec<u8>, ExportError> {
    let tensors = || network.layers.iter().flat_map(|layer| &layer.tensors);
    let length = tensors().map(|(_, tensor)| tensor.byte_count() + 400).sum();
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(length)));
    let mut member = |name: &str, bytes: &[u8]| -> Result<(), ExportError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .with_alignment(ALIGNMENT)
            .large_file(bytes.len() as u64 >= u64::from(u32::MAX));
        archive
            .start_file(format!("archive/{name}"), options)
            .map_err(|error| ExportError::refused(&error))?;
        archive
            .write_all(bytes)
            .map_err(|error| ExportError::refused(&error))
    };
    member("data.pkl", &pickled(tensors()))?;
    member("byteorder", b"little")?;
    let mut bytes = Vec::new();
    for (number, (_, tensor)) in tensors().enumerate() {
        bytes.clear();
        tensor.write(&mut bytes);
        member(&format!("data/{number}"), &bytes)?;
    }
    // Passed over by PyTorch; says to us how the file's maps are flattened.
    let about = outgoing.about(choices).unwrap_or_default().to_string();
    member("netsmith.json", about.as_bytes())?;
    member("version", b"3\n")?;
    let finished = archive.finish();
    Ok(finished
        .map_err(|error| ExportError::refused(&error))?
        .into_inner())
}

/// The words of a pickle machine, of protocol 2.
mod word {
    pub const PROTOCOL: [u8; 2] = [0x80, 2];
    pub const GLOBAL: u8 = b'c';
    pub const MARK: u8 = b'(';
    pub const TUPLE: u8 = b't';
    pub const EMPTY_TUPLE: u8 = b')';
    pub const CALL: u8 = b'R';
    pub const SET_ITEMS: u8 = b'u';
    pub const TEXT: u8 = b'X';
    pub const INT: u8 = b'J';
    pub const LONG: [u8; 2] = [0x8a, 8];
    pub const FALSE: u8 = 0x89;
    pub const PERSISTENT: u8 = b'Q';
    pub const STOP: u8 = b'.';
}

fn pickled<'a>(tensors: impl Iterator<Item = &'a (String, Tensor)>) -> Vec<u8> {
    let mut pickle = Pickle(word::PROTOCOL.to_vec());
    pickle.ordered_dict();
    pickle.0.push(word::MARK);
    for (number, (name, tensor)) in tensors.enumerate() {
        pickle.text(name);
        pickle.tensor(number, tensor);
    }
    pickle.0.extend([word::SET_ITEMS, word::STOP]);
    pickle.0
}

struct Pickle(Vec<u8>);

impl Pickle {
    fn global(&mut self, module: &str, name: &str) {
        self.0.push(word::GLOBAL);
        self.0.extend(format!("{module}\n{name}\n").bytes());
    }

    fn text(&mut self, text: &str) {
        self.0.push(word::TEXT);
        self.0.extend((text.len() as u32).to_le_bytes());
        self.0.extend(text.bytes());
    }

    fn number(&mut self, number: usize) {
        match i32::try_from(number) {
            Ok(number) => {
                self.0.push(word::INT);
                self.0.extend(number.to_le_bytes());
            }
            Err(_) => {
                self.0.extend(word::LONG);
                self.0.extend((number as u64).to_le_bytes());
            }
        }
    }

    fn tuple(&mut self, numbers: impl Iterator<Item = usize>) {
        self.0.push(word::MARK);
        numbers.for_each(|number| self.number(number));
        self.0.push(word::TUPLE);
    }

    fn ordered_dict(&mut self) {
        self.global("collections", "OrderedDict");
        self.0.extend([word::EMPTY_TUPLE, word::CALL]);
    }

    /// `torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())`
    fn tensor(&mut self, number: usize, tensor: &Tensor) {
        let (storage, count) = match tensor {
            Tensor::Floats(_, values) => ("FloatStorage", values.len()),
            Tensor::Count(_) => ("LongStorage", 1),
        };
        self.global("torch._utils", "_rebuild_tensor_v2");
        self.0.extend([word::MARK, word::MARK]);
        self.text("storage");
        self.global("torch", storage);
        self.text(&number.to_string());
        self.text("cpu");
        self.number(count);
        self.0.extend([word::TUPLE, word::PERSISTENT]);
        self.number(0);
        let shape = tensor.shape();
        self.tuple(shape.iter().copied());
        self.tuple((0..shape.len()).map(|axis| shape[axis + 1..].iter().product()));
        self.0.push(word::FALSE);
        self.ordered_dict();
        self.0.extend([word::TUPLE, word::CALL]);
    }
}
