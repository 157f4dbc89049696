//! Weights that Netsmith wrote for PyTorch, opened as the network that they are of: the project beside them says which.
//! Never trusts it: every weight of the project's network must be in the file, in its shape.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use zip::ZipArchive;

use super::own::{About, KEY, MEMBER};
use super::report::{Fate, Report};
use super::{ImportError, Imported, IsCanceled, WeightsFile};
use crate::files::{FileError, Source};
use crate::graph::infer;
use crate::message;

/// How many pictures a Normalization has seen, which nothing is computed with: PyTorch has no place for it.
const SEEN: &str = "count";

/// The largest project that is looked at, in bytes.
const LARGEST_TEXT_BYTES: u64 = 16 << 20;

/// The longest header of safetensors, in bytes, as its library has it.
const LONGEST_HEADER_BYTES: u64 = 100_000_000;

/// The project that the weights at `path` were written from, with them; `None` where the file holds no project, or not all
/// weights of its network.
///
/// # Errors
/// Where the file cannot be read.
pub(super) fn open(
    path: &Path,
    is_canceled: IsCanceled<'_>,
) -> Result<Option<Imported>, ImportError> {
    let about = About::read(said(path).as_deref());
    let Some(project) = about.written_from() else {
        return Ok(None);
    };
    let Ok(flat) = infer(&project.graph).flat() else {
        return Ok(None);
    };
    let file = WeightsFile::open(path, is_canceled)?;
    let mapping = file.mapping(&flat);
    let mut rows = mapping.rows.iter();
    let has_all = rows.all(|row| row.source.is_some() || row.weight == SEEN);
    // Nothing is made for a network that the file does not have the numbers of.
    if !has_all || mapping.given_count() == 0 {
        return Ok(None);
    }
    let imported = file.put_into(&project, &mapping, None)?;
    let mut report = Report {
        taken: flat.layers.len(),
        ..Report::default()
    };
    report.tell_of_file(Fate::Taken, message!("import-own-project"));
    Ok(Some(Imported {
        metadata: about.metadata(),
        report,
        ..imported
    }))
}

/// What Netsmith said in a file of weights; `None` where it said nothing.
fn said(path: &Path) -> Option<String> {
    in_archive(path).or_else(|| in_header(path).ok().flatten())
}

/// Of an archive of PyTorch's, a member beside the numbers.
fn in_archive(path: &Path) -> Option<String> {
    let mut archive = ZipArchive::new(File::open(path).ok()?).ok()?;
    let member = archive.by_name(&format!("archive/{MEMBER}")).ok()?;
    if member.size() > LARGEST_TEXT_BYTES {
        return None;
    }
    let mut text = String::new();
    member
        .take(LARGEST_TEXT_BYTES)
        .read_to_string(&mut text)
        .ok()?;
    Some(text)
}

/// Of safetensors, an entry of the header.
fn in_header(path: &Path) -> Result<Option<String>, FileError> {
    let mut source = Source::open(path, u64::MAX)?;
    let mut length = [0; 8];
    if source.len_bytes() < length.len() as u64 {
        return Ok(None);
    }
    source.read(&mut length)?;
    let rest = source.len_bytes() - length.len() as u64;
    let header_bytes = u64::from_le_bytes(length);
    if header_bytes > rest.min(LONGEST_HEADER_BYTES) {
        return Ok(None);
    }
    let mut bytes = vec![0; header_bytes as usize];
    source.read(&mut bytes)?;
    let header = serde_json::from_slice::<Header>(&bytes).ok();
    let said = header.and_then(|header| header.about?.remove(KEY));
    Ok(said.filter(|text| text.len() as u64 <= LARGEST_TEXT_BYTES))
}

/// What a header of safetensors says beside where the tensors lie.
#[derive(Deserialize)]
struct Header {
    #[serde(rename = "__metadata__")]
    about: Option<BTreeMap<String, String>>,
}
