//! Archives: folders of pictures, arrays as NumPy's own archives hold them, or a table.

use std::path::Path;

use super::super::error::{DataError, listed};
use super::super::open::{Loaded, OpenOptions};
use super::archive::{Archive, Packing};
use super::arrays;
use super::folder;
use super::meter::Meter;
use super::table;
use crate::files::name_of;

/// What the archives are known by in which Keras and PyTorch keep networks.
const OF_NETWORKS: [&str; 2] = ["model.weights.h5", "data.pkl"];

/// Reads what is in an archive, without unpacking it.
pub(in super::super) fn read(
    path: &Path,
    packing: Packing,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let archive = Archive::open(path, packing, meter)?;
    if let Some(loaded) = folder::read_archive(&archive, options, meter)? {
        return Ok(loaded);
    }
    if let Some(loaded) = arrays::read_archive(&archive, meter)? {
        return Ok(loaded);
    }
    if let Some(loaded) = table::read_archive(&archive, options, meter)? {
        return Ok(loaded);
    }
    let names: Vec<String> = archive.files().map(name_of).collect();
    let path = path.to_owned();
    if names
        .iter()
        .any(|name| OF_NETWORKS.contains(&name.as_str()))
    {
        return Err(DataError::WrongKind {
            found: "kind-network-archive",
            advice: "advice-open-as-network",
            path,
        });
    }
    Err(DataError::ArchiveOfFiles {
        files: listed(&names, 4),
        path,
    })
}
