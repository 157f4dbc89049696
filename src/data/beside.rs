//! Parts in files or folders of their own: the course keeps `test_signs.h5` beside `train_signs.h5`, others keep
//! `val` and `test` beside `train`.

use std::fs;
use std::path::{Path, PathBuf};

use super::dataset::Dataset;
use super::error::{DataError, DataWarning};
use super::open::{Loaded, OpenOptions, open_path};
use super::readers::Meter;
use super::role::Role;
use super::taken::TakenPart;
use crate::files::name_of;

/// How names begin that differ in nothing else. The first is the training part's.
const BEGINNINGS: [(&str, &[(&str, Role)]); 3] = [
    (
        "training",
        &[
            ("testing", Role::Test),
            ("test", Role::Test),
            ("validation", Role::Validation),
            ("val", Role::Validation),
        ],
    ),
    (
        "train",
        &[
            ("test", Role::Test),
            ("val", Role::Validation),
            ("valid", Role::Validation),
            ("validation", Role::Validation),
            ("dev", Role::Validation),
        ],
    ),
    ("seg_train", &[("seg_test", Role::Test)]),
];

/// Joins what lies beside a training part to it, where the source itself has no such part. A part whose classes are
/// others is none of it.
///
/// # Errors
/// [`DataError::Canceled`] alone: what cannot be read beside the data is passed over, and said.
pub(super) fn join(
    path: &Path,
    options: &OpenOptions,
    meter: &Meter<'_>,
    loaded: &mut Loaded,
) -> Result<(), DataError> {
    for (role, companion) in companions(path) {
        if loaded.held_out(role).is_some() {
            continue;
        }
        match matching(&companion, options, meter, &loaded.train) {
            Ok(part) => {
                loaded.taken.parts.push(TakenPart {
                    role,
                    from: name_of(&companion),
                    images: part.len(),
                    is_beside: true,
                });
                *loaded.held_out(role) = Some(part);
            }
            Err(DataError::Canceled) => return Err(DataError::Canceled),
            Err(error) => loaded.train.note(DataWarning::CompanionIgnored {
                role,
                reason: error.message(),
            }),
        }
    }
    Ok(())
}

fn matching(
    path: &Path,
    options: &OpenOptions,
    meter: &Meter<'_>,
    train: &Dataset,
) -> Result<Dataset, DataError> {
    let part = open_path(path, options, meter)?.train;
    Ok(part.with_classes(train.classes())?.into_owned())
}

/// Paths that exist and differ from `path` in how their names begin.
fn companions(path: &Path) -> Vec<(Role, PathBuf)> {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Vec::new();
    };
    let lower = name.to_ascii_lowercase();
    let Some((beginning, others)) = BEGINNINGS.iter().find(|(beginning, _)| {
        lower
            .strip_prefix(beginning)
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    }) else {
        return Vec::new();
    };
    let Ok(entries) = fs::read_dir(
        path.parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new(".")),
    ) else {
        return Vec::new();
    };
    let rest = &lower[beginning.len()..];
    let mut found: Vec<(Role, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let other = entry.file_name().to_str()?.to_ascii_lowercase();
            let (_, role) = others
                .iter()
                .find(|(beginning, _)| other.strip_prefix(beginning) == Some(rest))?;
            Some((*role, path.with_file_name(entry.file_name())))
        })
        .collect();
    found.sort();
    found
}
