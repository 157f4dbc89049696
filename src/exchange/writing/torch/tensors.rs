//! Weights as safetensors under PyTorch's names.

use serde_json::{Map, Value, json};

use super::TorchNetwork;
use super::arrays::Tensor;
use crate::exchange::outgoing::{Choices, Outgoing};

/// Where numbers may begin.
const ALIGNMENT: usize = 8;

/// The bytes of a `.safetensors` file. The header is made here: the format's library keeps what is said about the file in
/// another order every time, and other programs look there for `format`.
pub(in crate::exchange::writing) fn safetensors(
    network: &TorchNetwork,
    outgoing: &Outgoing,
    choices: Choices,
) -> Vec<u8> {
    let tensors = || network.layers.iter().flat_map(|layer| &layer.tensors);
    let mut about = Map::from_iter([("format".to_owned(), json!("pt"))]);
    if let Some(text) = outgoing.about(choices) {
        about.insert("netsmith".to_owned(), json!(text.to_string()));
    }
    let mut header = Map::from_iter([("__metadata__".to_owned(), Value::Object(about))]);
    let mut end = 0;
    // Whole numbers are the wider ones, and each must begin at a multiple of its own width.
    let is_wide = |tensor: &Tensor| matches!(tensor, Tensor::Count(_));
    let wide_first = || {
        let wide = tensors().filter(|(_, tensor)| is_wide(tensor));
        wide.chain(tensors().filter(|(_, tensor)| !is_wide(tensor)))
    };
    for (name, tensor) in wide_first() {
        let start = end;
        end += tensor.byte_count();
        let kind = if is_wide(tensor) { "I64" } else { "F32" };
        let info = json!({"dtype": kind, "shape": tensor.shape(), "data_offsets": [start, end]});
        header.insert(name.clone(), info);
    }
    let mut header = Value::Object(header).to_string().into_bytes();
    header.resize(header.len().next_multiple_of(ALIGNMENT), b' ');
    let mut bytes = Vec::with_capacity(ALIGNMENT + header.len() + end);
    bytes.extend((header.len() as u64).to_le_bytes());
    bytes.extend(header);
    wide_first().for_each(|(_, tensor)| tensor.write(&mut bytes));
    bytes
}
