//! A file of ONNX in memory: its messages, and where the numbers of each tensor lie.

use std::path::{Path, PathBuf};

use prost::Message as _;
use prost::bytes::Bytes;

use super::proto::{GraphProto, ModelProto, StringStringEntryProto};
use crate::exchange::error::ImportError;
use crate::files::read_limited;
use crate::message;
use crate::text::Message;

/// No file of protobuf's can be larger.
const MOST_BYTES: u64 = 2 << 30;
/// Messages take up to a hundred times the memory that they take in the file: so many of them are more than any network has.
const MOST_MESSAGES: usize = 4_000_000;
/// The versions of the set of operators that are read; of others nobody knows what their operators mean.
const OPSETS: std::ops::RangeInclusive<i64> = 6..=24;

/// A file that was read.
pub struct Opened {
    /// Who wrote it: `PyTorch 2.15.0, ONNX opset 20`.
    pub writer: String,
    /// The name of the program that wrote it.
    pub producer: String,
    /// The version of the set of operators.
    pub opset: i64,
    /// What else the file says of itself.
    pub metadata: Vec<StringStringEntryProto>,
    /// The network.
    pub graph: GraphProto,
    /// Where files with numbers may lie: nowhere else.
    pub folder: PathBuf,
}

/// Reads the file at `path`.
///
/// # Errors
/// Where it is none of ONNX's, is cut off, or is of a version that is not read.
pub fn open(path: &Path) -> Result<Opened, ImportError> {
    let bytes = read_limited(path, MOST_BYTES)?;
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    opened(bytes.into(), folder).map_err(|found| ImportError::content(path, found))
}

fn opened(bytes: Bytes, folder: PathBuf) -> Result<Opened, Message> {
    if bytes.is_empty() {
        return Err(message!("onnx-empty"));
    }
    if message_count(&bytes, 0).is_none_or(|count| count > MOST_MESSAGES) {
        return Err(message!("onnx-no-protobuf"));
    }
    let model = ModelProto::decode(bytes)
        .map_err(|error| message!("onnx-cut-off", reason = Message::words(error.to_string())))?;
    let opsets = model.opset_import.iter();
    let opset = opsets
        .filter(|set| matches!(set.domain.as_str(), "" | "ai.onnx"))
        .map(|set| set.version)
        .max();
    let (Some(graph), Some(opset)) = (model.graph, opset) else {
        return Err(message!("onnx-without-graph"));
    };
    if graph.node.is_empty() {
        return Err(message!("onnx-without-graph"));
    }
    if !OPSETS.contains(&opset) {
        let known = format!("{}–{}", OPSETS.start(), OPSETS.end());
        return Err(message!(
            "onnx-opset-unknown",
            opset = opset.to_string(),
            known = known
        ));
    }
    let program = match (model.producer_name.trim(), model.producer_version.trim()) {
        ("", _) => String::new(),
        ("pytorch", version) => format!("PyTorch {version}, "),
        (name, "") => format!("{name}, "),
        (name, version) => format!("{name} {version}, "),
    };
    Ok(Opened {
        writer: format!("{program}ONNX opset {opset}"),
        producer: model.producer_name,
        opset,
        metadata: model.metadata_props,
        graph,
        folder,
    })
}

/// How many messages lie in these bytes, as far as a reader of them would make them: in what a model, a graph, a node, an
/// attribute and a tensor hold. `None` where the bytes are none of protobuf's.
fn message_count(bytes: &[u8], depth: usize) -> Option<usize> {
    /// The fields that hold messages of a model, of a graph, and of what is in a graph; and those that are looked into.
    const COUNTED: [&[u64]; 3] = [&[7, 8, 14], &[1, 5, 11, 12], &[1, 2, 5, 9, 13]];
    const LOOKED_INTO: [&[u64]; 3] = [&[7], &[1, 5, 11, 12], &[]];
    let (counted, looked_into) = (COUNTED[depth], LOOKED_INTO[depth]);
    let mut rest = bytes;
    let mut count = 0_usize;
    while !rest.is_empty() {
        let key = varint(&mut rest)?;
        match key & 7 {
            0 => {
                varint(&mut rest)?;
            }
            1 => rest = rest.get(8..)?,
            5 => rest = rest.get(4..)?,
            2 => {
                let length = usize::try_from(varint(&mut rest)?).ok()?;
                let (inner, after) = rest.split_at_checked(length)?;
                rest = after;
                let field = key >> 3;
                count += usize::from(counted.contains(&field));
                if looked_into.contains(&field) {
                    count = count.checked_add(message_count(inner, depth + 1)?)?;
                }
            }
            _ => return None,
        }
    }
    Some(count)
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
