//! Decoding listed picture files side by side, leaving out those that cannot be read.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::super::contract::Contract;
use super::super::dataset::{Dataset, DatasetParts, check_memory};
use super::super::error::{DataError, DataWarning};
use super::super::open::{OnProgress, Progress};
use super::super::picture::{Picture, decode_file, upright_size};
use super::super::shape::ImageShape;
use super::folder::{Listing, name_of};

/// Decodes a listing through `contract`, or to the common size of the files.
pub(super) fn read(
    path: &Path,
    listing: Listing,
    mut warnings: Vec<DataWarning>,
    contract: Option<&Contract>,
    on_progress: OnProgress<'_>,
) -> Result<Dataset, DataError> {
    let contract = contract
        .copied()
        .unwrap_or_else(|| own_size(&listing.files, &mut warnings));
    check_memory(listing.files.len(), contract.shape())?;
    let pictures = decode_all(&listing.files, &contract, on_progress)?;
    let mut kept = Kept::default();
    for ((file, label), picture) in listing.files.iter().zip(pictures) {
        kept.add(path, file, *label, picture);
    }
    if kept.labels.is_empty() {
        let reason = kept
            .failures
            .into_iter()
            .next()
            .map_or_else(String::new, |(_, error)| error.to_string());
        return Err(DataError::NoReadablePicture {
            count: listing.files.len(),
            reason,
            path: path.to_owned(),
        });
    }
    warnings.extend(left_out(&kept.failures, listing.files.len()));
    Dataset::new(DatasetParts {
        name: name_of(path),
        source: path.display().to_string(),
        shape: contract.shape(),
        pixels: kept.pixels,
        labels: kept.labels,
        classes: listing.classes,
        file_names: kept.file_names,
        warnings,
    })
}

/// The common size of the files, in RGB as Keras reads them; the course's size where they differ.
fn own_size(files: &[(PathBuf, u32)], warnings: &mut Vec<DataWarning>) -> Contract {
    let sizes: Vec<(u32, u32)> = files
        .par_iter()
        .filter_map(|(file, _)| upright_size(file).ok())
        .collect();
    let common = sizes
        .first()
        .filter(|first| sizes.iter().all(|size| size == *first));
    if let Some(&(width, height)) = common
        && let Ok(shape) = ImageShape::new(u64::from(height), u64::from(width), 3)
    {
        return Contract::new(shape);
    }
    let contract = Contract::default();
    if !sizes.is_empty() {
        warnings.push(DataWarning::Resized {
            shape: contract.shape(),
            mode: contract.resize().name(),
        });
    }
    contract
}

fn decode_all(
    files: &[(PathBuf, u32)],
    contract: &Contract,
    on_progress: OnProgress<'_>,
) -> Result<Vec<Result<Picture, DataError>>, DataError> {
    let (done, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let pictures = files
        .par_iter()
        .map(|(file, _)| {
            if stopped.load(Ordering::Relaxed) {
                return Err(DataError::Cancelled);
            }
            let picture = decode_file(file).map(|image| contract.fit(&image));
            let progress = Progress {
                done: done.fetch_add(1, Ordering::Relaxed) + 1,
                total: files.len(),
            };
            if on_progress(progress).is_break() {
                stopped.store(true, Ordering::Relaxed);
            }
            picture
        })
        .collect();
    if stopped.into_inner() {
        Err(DataError::Cancelled)
    } else {
        Ok(pictures)
    }
}

/// What could be read, and what could not.
#[derive(Default)]
struct Kept {
    pixels: Vec<u8>,
    labels: Vec<u32>,
    file_names: Vec<String>,
    failures: Vec<(PathBuf, DataError)>,
}

impl Kept {
    fn add(&mut self, folder: &Path, file: &Path, label: u32, picture: Result<Picture, DataError>) {
        match picture {
            Ok(picture) => {
                self.pixels.extend_from_slice(picture.pixels());
                self.labels.push(label);
                let inside = file.strip_prefix(folder).unwrap_or(file);
                self.file_names.push(inside.display().to_string());
            }
            Err(error) => self.failures.push((file.to_owned(), error)),
        }
    }
}

fn left_out(failures: &[(PathBuf, DataError)], total: usize) -> Option<DataWarning> {
    let (example, error) = failures.first()?;
    Some(DataWarning::LeftOut {
        count: failures.len(),
        total,
        reason: error.to_string(),
        example: example.clone(),
    })
}
