//! The binary files of CIFAR-10 and CIFAR-100: rows of one label or two and 32 × 32 pixels, channels first.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::super::super::dataset::{Dataset, DatasetParts, ImageStore, check_memory};
use super::super::super::error::DataError;
use super::super::super::open::{Loaded, Stage};
use super::super::super::role::{Role, role_of_name};
use super::super::super::shape::ImageShape;
use super::super::super::sniff::unreadable;
use super::super::super::taken::{Taken, TakenPart};
use super::super::axes::{Layout, Pictures};
use super::super::files::Files;
use super::super::labels::{Content, name_classes};
use super::super::meter::Meter;
use super::{ALONE, has_ending};
use crate::files::name_of;

const SIDE: u64 = 32;
const PIXELS: usize = 3 * 32 * 32;
const NAMES_LIMIT_BYTES: u64 = 1 << 20;

/// How a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The label.
    Ten,
    /// The label of a group of classes, then the label.
    Hundred,
}

impl Form {
    const fn label_bytes(self) -> usize {
        match self {
            Self::Ten => 1,
            Self::Hundred => 2,
        }
    }

    const fn row_bytes(self) -> usize {
        self.label_bytes() + PIXELS
    }

    /// How many classes the last label byte tells apart.
    const fn class_count(self) -> u8 {
        match self {
            Self::Ten => 10,
            Self::Hundred => 100,
        }
    }

    const fn names_file(self) -> &'static str {
        match self {
            Self::Ten => "batches.meta.txt",
            Self::Hundred => "fine_label_names.txt",
        }
    }

    fn holds(self, file_bytes: u64, head: &[u8]) -> bool {
        let is_label = |row: &[u8]| {
            let label = row[self.label_bytes() - 1];
            let group = if self == Self::Hundred { row[0] } else { 0 };
            label < self.class_count() && group < 20
        };
        file_bytes > 0
            && file_bytes.is_multiple_of(self.row_bytes() as u64)
            && head.chunks_exact(self.row_bytes()).all(is_label)
    }

    fn of(file_bytes: u64, head: &[u8]) -> Option<Self> {
        let forms = [Self::Ten, Self::Hundred].into_iter();
        let mut forms = forms.filter(|form| form.holds(file_bytes, head));
        forms.next()
    }
}

/// Whether a file of that size and with that head has rows as CIFAR's have: there is nothing else to know it by.
pub(in super::super::super) fn is_batch(path: &Path, file_bytes: u64, head: &[u8]) -> bool {
    has_ending(path, "bin") && Form::of(file_bytes, head).is_some()
}

/// Reads one file by itself.
pub(super) fn read_file(
    files: &Files<'_>,
    path: &Path,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let batches = vec![path.to_owned()];
    read_parts(files, path, vec![(ALONE, batches)], meter)
}

/// Reads all files of a data set; `None` where there are none.
pub(super) fn read_all(
    files: &Files<'_>,
    path: &Path,
    all: &[PathBuf],
    meter: &Meter<'_>,
) -> Result<Option<Loaded>, DataError> {
    let mut parts: Vec<(Role, Vec<PathBuf>)> = Vec::new();
    for file in all.iter().filter(|file| has_ending(file, "bin")) {
        if form(files, file)?.is_none() {
            continue;
        }
        // `data_batch_1` says nothing of a part.
        let role = role_of_name(&name_of(file)).map_or(ALONE, |(role, _)| role);
        match parts.iter_mut().find(|(known, _)| *known == role) {
            Some((_, batches)) => batches.push(file.clone()),
            None => parts.push((role, vec![file.clone()])),
        }
    }
    if parts.is_empty() {
        return Ok(None);
    }
    parts.sort();
    parts[0].0 = Role::Training;
    read_parts(files, path, parts, meter).map(Some)
}

fn form(files: &Files<'_>, file: &Path) -> Result<Option<Form>, DataError> {
    let mut head = Vec::new();
    let most = 8 * Form::Hundred.row_bytes() as u64;
    let read = files.read(file)?.take(most).read_to_end(&mut head);
    read.map_err(|error| unreadable(file, &error))?;
    Ok(Form::of(files.size_of(file), &head))
}

fn read_parts(
    files: &Files<'_>,
    path: &Path,
    parts: Vec<(Role, Vec<PathBuf>)>,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let mut taken = Taken::default();
    let mut datasets = Vec::new();
    for (role, batches) in parts {
        let dataset = read_part(files, path, &batches, meter)?;
        let names: Vec<String> = batches.iter().map(|file| name_of(file)).collect();
        taken.parts.push(TakenPart {
            role,
            from: names.join(", "),
            images: dataset.len(),
            is_beside: false,
        });
        datasets.push((role, dataset));
    }
    Loaded::of_parts(datasets, taken)
}

fn read_part(
    files: &Files<'_>,
    path: &Path,
    batches: &[PathBuf],
    meter: &Meter<'_>,
) -> Result<Dataset, DataError> {
    let shape = ImageShape::new(SIDE, SIDE, 3)?;
    let mut form_of_all = Form::Ten;
    let (mut labels, mut pixels) = (Vec::new(), Vec::new());
    for file in batches {
        let Some(form) = form(files, file)? else {
            return Err(DataError::UnknownKind { path: file.clone() });
        };
        form_of_all = form;
        let count = files.size_of(file) / form.row_bytes() as u64;
        check_memory(labels.len().saturating_add(count as usize), shape)?;
        meter.begin(Stage::Reading, count as usize);
        let mut content = files.read(file)?;
        let mut row = vec![0; form.row_bytes()];
        for _ in 0..count {
            let read = content.read_exact(&mut row);
            read.map_err(|error| unreadable(file, &error))?;
            labels.push(i64::from(row[form.label_bytes() - 1]));
            pixels.extend_from_slice(&row[form.label_bytes()..]);
            meter.advance(1)?;
        }
    }
    let classes = Some(class_names(files, &batches[0], form_of_all));
    let (labels, classes) = name_classes(&Content::Numbers(labels), classes)?;
    let pictures = Pictures {
        count: labels.len() as u64,
        shape,
        layout: Layout::ChannelsFirst,
    };
    Dataset::new(DatasetParts {
        name: name_of(path),
        source: path.display().to_string(),
        shape,
        pictures: ImageStore::in_memory(pictures.channels_last(pixels), shape),
        labels,
        classes,
        file_names: Vec::new(),
        warnings: Vec::new(),
    })
}

/// A name a line in the file beside the batches; numbers where there is none that fits.
fn class_names(files: &Files<'_>, batch: &Path, form: Form) -> Content {
    let mut text = String::new();
    let file = batch.with_file_name(form.names_file());
    if let Ok(content) = files.read(&file) {
        // What is no text is no list of names.
        let _ = content.take(NAMES_LIMIT_BYTES).read_to_string(&mut text);
    }
    let names = text.lines().map(str::trim).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(str::to_owned).collect();
    if names.len() == usize::from(form.class_count()) {
        Content::Words(names)
    } else {
        Content::Numbers((0..i64::from(form.class_count())).collect())
    }
}
