//! The pictures of a training as arrays of bytes: as the network sees them, before they are scaled.
//! Never has more than one of them in memory.

use serde_json::{Value, json};

use super::npy::{Kind, header};
use crate::data::{Dataset, ImageShape};
use crate::engine::train::{Subset, TrainingJob};
use crate::exchange::outgoing::ExportError;
use crate::files::{PendingFolder, Sink};
use crate::message;

/// The most bytes of pictures in one file, unless one picture is larger: a part that was lost on its way is copied again.
const PART_BYTES: usize = 256 << 20;

/// So many bytes are handed to the system at once.
const PIECE_BYTES: usize = 1 << 20;

/// How many bytes of pictures the folder will hold; `None` where no disk could.
pub(super) fn total_bytes(job: &TrainingJob) -> Option<u64> {
    let images = job
        .data
        .train_count()
        .checked_add(job.data.validation_count())?;
    let each = job.data.contract.shape().value_count() + size_of::<u32>();
    let total = u64::try_from(images.checked_mul(each)?).ok()?;
    (total < i64::MAX as u64).then_some(total)
}

/// Writes both parts into `folder`, and says where they lie.
pub(super) fn write(job: &TrainingJob, folder: &mut PendingFolder) -> Result<Value, ExportError> {
    let shape = job.data.contract.shape();
    let contract = &job.data.contract;
    let training = part("training", job.data.learned_from(), shape, folder)?;
    let validation = job
        .data
        .validated_on()
        .map(|subset| part("validation", subset, shape, folder))
        .transpose()?;
    Ok(json!({
        "shape": [shape.height(), shape.width(), shape.channels()],
        "scale": contract.scale(),
        "offset": contract.offset(),
        "range": contract.range(),
        "training": training,
        "validation": validation,
    }))
}

fn part(
    name: &str,
    subset: &Subset,
    shape: ImageShape,
    folder: &mut PendingFolder,
) -> Result<Value, ExportError> {
    let Subset { dataset, indices } = subset;
    let per_file = (PART_BYTES / shape.value_count()).max(1);
    let mut files = Vec::new();
    for (number, chosen) in indices.chunks(per_file).enumerate() {
        let file = format!("data/{name}-{number:03}.npy");
        folder.write_in_parts(&file, |sink| write_pixels(dataset, chosen, shape, sink))?;
        files.push(file);
    }
    let labels = format!("data/{name}-labels.npy");
    folder.write_in_parts(&labels, |sink| write_labels(dataset, indices, sink))?;
    Ok(json!({
        "pictures": indices.len(),
        "pictures_per_file": per_file,
        "files": files,
        "labels": labels,
    }))
}

fn write_pixels(
    dataset: &Dataset,
    chosen: &[usize],
    shape: ImageShape,
    sink: &mut Sink<'_>,
) -> Result<(), ExportError> {
    let axes = [
        chosen.len(),
        shape.height(),
        shape.width(),
        shape.channels(),
    ];
    let mut piece = header(Kind::Bytes, &axes);
    for index in chosen {
        let pixels = dataset.pixels(*index).ok_or_else(|| missing(*index))?;
        piece.extend_from_slice(&pixels);
        if piece.len() >= PIECE_BYTES {
            sink.write(&piece)?;
            piece.clear();
        }
    }
    Ok(sink.write(&piece)?)
}

fn write_labels(
    dataset: &Dataset,
    indices: &[usize],
    sink: &mut Sink<'_>,
) -> Result<(), ExportError> {
    let mut bytes = header(Kind::Words, &[indices.len()]);
    for index in indices {
        let label = dataset
            .labels()
            .get(*index)
            .ok_or_else(|| missing(*index))?;
        bytes.extend(label.to_le_bytes());
    }
    Ok(sink.write(&bytes)?)
}

fn missing(index: usize) -> ExportError {
    ExportError::Refused(message!("export-ddp-picture-missing", number = index + 1))
}
