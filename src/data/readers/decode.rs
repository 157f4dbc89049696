//! Decoding listed image files side by side, leaving out those that cannot be read.

use std::path::{Path, PathBuf};

use image::DynamicImage;
use rayon::prelude::*;

use super::super::contract::Contract;
use super::super::dataset::{Dataset, DatasetParts, SIDE_BY_SIDE, StoreWriter, fits_memory};
use super::super::error::{DataError, DataWarning};
use super::super::open::Stage;
use super::super::pixels::Image;
use super::super::role::Role;
use super::super::shape::ImageShape;
use super::files::PictureFiles;
use super::folder::Listing;
use super::meter::Meter;
use crate::files::name_of;
use crate::text::{Message, because};

/// Decodes all parts through `contract`, or to the common size of all files. The first part gets `warnings`.
pub(super) fn read(
    path: &Path,
    listings: Vec<Listing>,
    mut warnings: Vec<DataWarning>,
    contract: Option<&Contract>,
    source: PictureFiles<'_>,
    meter: &Meter<'_>,
) -> Result<Vec<(Role, Dataset)>, DataError> {
    let file_count = listings.iter().map(|listing| listing.files.len()).sum();
    let contract = match contract {
        Some(contract) => *contract,
        None => own_size(&listings, &mut warnings, source, meter)?,
    };
    meter.begin(Stage::Reading, file_count);
    let mut parts: Vec<(Role, Dataset)> = Vec::new();
    for listing in listings {
        let role = listing.role;
        let (folder, count) = (listing.path.clone(), listing.files.len());
        let read = read_part(
            path,
            listing,
            std::mem::take(&mut warnings),
            &contract,
            (source, meter),
        );
        match (read, parts.first_mut()) {
            (Ok(dataset), _) => parts.push((role, dataset)),
            // What cannot be read of a held-out part keeps nobody from training.
            (Err(DataError::NoReadableImage { reason, .. }), Some((_, training))) => {
                training.note(DataWarning::PartUnreadable {
                    role,
                    count,
                    reason,
                    folder,
                });
            }
            (Err(error), _) => return Err(error),
        }
    }
    Ok(parts)
}

fn read_part(
    path: &Path,
    listing: Listing,
    mut warnings: Vec<DataWarning>,
    contract: &Contract,
    (source, meter): (PictureFiles<'_>, &Meter<'_>),
) -> Result<Dataset, DataError> {
    let mut kept = Kept::new(listing.files.len(), contract)?;
    for some in listing.files.chunks(SIDE_BY_SIDE) {
        let pictures = decode_all(some, contract, source, meter)?;
        for ((file, label), picture) in some.iter().zip(pictures) {
            kept.add(&listing.path, file, *label, picture)?;
        }
    }
    if kept.labels.is_empty() {
        return Err(DataError::NoReadableImage {
            count: listing.files.len(),
            reason: reasons(&kept.failures),
            path: path.to_owned(),
        });
    }
    warnings.extend(left_out(&kept.failures, listing.files.len()));
    let dataset = Dataset::new(DatasetParts {
        name: name_of(if listing.role == Role::Training {
            path
        } else {
            &listing.path
        }),
        source: listing.path.display().to_string(),
        shape: contract.shape(),
        pictures: kept.pictures.finish()?,
        labels: kept.labels,
        classes: listing.classes,
        file_names: kept.file_names,
        warnings,
    })?;
    Ok(dataset.with_file_sizes(kept.sizes_px))
}

/// The common size of the files, in RGB as Keras reads them; the course's size where they differ, or where nobody has asked for
/// so large ones and memory has no room for all of them.
fn own_size(
    listings: &[Listing],
    warnings: &mut Vec<DataWarning>,
    source: PictureFiles<'_>,
    meter: &Meter<'_>,
) -> Result<Contract, DataError> {
    let files: Vec<&PathBuf> = listings
        .iter()
        .flat_map(|listing| listing.files.iter().map(|(file, _)| file))
        .collect();
    meter.begin(Stage::Reading, files.len());
    let sizes: Vec<Option<(u32, u32)>> = files
        .par_iter()
        .map(|file| {
            meter.advance(1)?;
            Ok(source.upright_size(file).ok())
        })
        .collect::<Result<_, DataError>>()?;
    let sizes: Vec<(u32, u32)> = sizes.into_iter().flatten().collect();
    let common = sizes
        .first()
        .filter(|first| sizes.iter().all(|size| size == *first));
    if let Some(&(width, height)) = common
        && let Ok(shape) = ImageShape::new(u64::from(height), u64::from(width), 3)
        && fits_memory(sizes.len(), shape)
    {
        return Ok(Contract::new(shape));
    }
    let contract = Contract::default();
    if !sizes.is_empty() {
        warnings.push(DataWarning::Resized {
            shape: contract.shape(),
            mode: contract.resize().name(),
        });
    }
    Ok(contract)
}

/// One image and the size that it had, or why it could not be read; the outer error ends it all.
type Decoded = Result<(Image, [u32; 2]), DataError>;

fn decode_all(
    files: &[(PathBuf, u32)],
    contract: &Contract,
    source: PictureFiles<'_>,
    meter: &Meter<'_>,
) -> Result<Vec<Decoded>, DataError> {
    files
        .par_iter()
        .map(|(file, _)| {
            meter.check()?;
            let decoded = source.decode(file, &|| meter.is_stopped());
            let size = |image: &DynamicImage| [image.width(), image.height()];
            let picture = decoded.map(|image| (contract.fit(&image), size(&image)));
            meter.advance(1)?;
            Ok(picture)
        })
        .collect()
}

/// What could be read, and what could not.
struct Kept {
    pictures: StoreWriter,
    labels: Vec<u32>,
    file_names: Vec<String>,
    sizes_px: Vec<[u32; 2]>,
    failures: Vec<(PathBuf, DataError)>,
}

impl Kept {
    /// Of at most `count` images.
    fn new(count: usize, contract: &Contract) -> Result<Self, DataError> {
        Ok(Self {
            pictures: StoreWriter::new(count, contract.shape())?,
            labels: Vec::new(),
            file_names: Vec::new(),
            sizes_px: Vec::new(),
            failures: Vec::new(),
        })
    }

    fn add(
        &mut self,
        folder: &Path,
        file: &Path,
        label: u32,
        picture: Decoded,
    ) -> Result<(), DataError> {
        match picture {
            Ok((picture, size)) => {
                self.sizes_px.push(size);
                self.pictures.add(picture.pixels())?;
                self.labels.push(label);
                let inside = file.strip_prefix(folder).unwrap_or(file);
                self.file_names.push(inside.display().to_string());
            }
            Err(error) => self.failures.push((file.to_owned(), error)),
        }
        Ok(())
    }
}

/// More reasons than these make a sentence that nobody reads.
const MOST_REASONS: usize = 3;

fn left_out(failures: &[(PathBuf, DataError)], total: usize) -> Option<DataWarning> {
    let (example, _) = failures.first()?;
    Some(DataWarning::LeftOut {
        count: failures.len(),
        total,
        reason: reasons(failures),
        example: example.clone(),
    })
}

/// Why files could not be read, each reason once and without the file that it was found in.
fn reasons(failures: &[(PathBuf, DataError)]) -> Message {
    let mut reasons: Vec<Message> = Vec::new();
    for (path, error) in failures {
        let reason = error.message().without_path(path);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
        if reasons.len() == MOST_REASONS {
            break;
        }
    }
    match &reasons[..] {
        [only] => only.clone(),
        _ => Message::words(because(reasons)),
    }
}
