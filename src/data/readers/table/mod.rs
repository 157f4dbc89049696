//! Tables in text (CSV): a picture's path and its label in each row, or a label and pixels.

mod columns;
mod finder;
mod lines;
mod paths;
mod pixels;

use std::io::Read;
use std::path::Path;

use csv::ReaderBuilder;

use super::super::error::{DataError, DataWarning};
use super::super::open::{Loaded, OpenOptions};
use super::super::role::{Role, role_of_name};
use super::super::sniff::unreadable;
use super::archive::Archive;
use super::files::Files;
use super::meter::Meter;
use crate::files::name_of;
use crate::text::Message;
use columns::{Columns, Form};
use lines::ShortLines;

/// What is looked at to tell columns apart.
const SAMPLE_BYTES: u64 = 1 << 20;
const SAMPLE_ROWS: usize = 200;

/// Between two cells.
const DELIMITERS: [u8; 3] = *b",;\t";

/// Whether a file that begins so is a table: lines with the same number of cells, at least two of each.
pub(in super::super) fn is_table(head: &[u8]) -> bool {
    if head.contains(&0) || std::str::from_utf8(head).is_err_and(|error| error.valid_up_to() == 0) {
        return false;
    }
    // The last line may be cut.
    let Some(end) = head.iter().rposition(|&byte| byte == b'\n') else {
        return false;
    };
    let mut lines = head[..end]
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    let Some(first) = lines.next() else {
        return false;
    };
    let is_longer_than_the_head = lines.clone().next().is_none();
    let count = |line: &[u8], delimiter: u8| line.split(|&byte| byte == delimiter).count() - 1;
    DELIMITERS.into_iter().any(|delimiter| {
        let cells = count(first, delimiter);
        let alike = lines.clone().filter(|line| count(line, delimiter) == cells);
        // A row or another may be broken.
        let are_alike = 3 * (1 + alike.count()) >= 2 * (1 + lines.clone().count());
        cells > 0 && are_alike && (!is_longer_than_the_head || cells >= 9 || head.len() > end + 1)
    })
}

/// Reads a table, whichever of its forms it has; it may be packed by gzip.
pub(in super::super) fn read(
    path: &Path,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    read_of(&Files::Folder(folder), path, options, meter)
}

/// Reads the table in an archive, of several the one to train on; `None` where there is none.
pub(super) fn read_archive(
    archive: &Archive,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Option<Loaded>, DataError> {
    let tables: Vec<&Path> = archive
        .files()
        .filter(|file| is_called_table(file))
        .collect();
    let is_training = |file: &&Path| {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        matches!(role_of_name(&stem), Some((Role::Training, _)))
    };
    let table = match &tables[..] {
        [only] => Some(*only),
        several => several.iter().copied().find(is_training),
    };
    let Some(table) = table else { return Ok(None) };
    let mut loaded = read_of(&Files::Archive(archive), table, options, meter)?;
    let mut others = archive.files().filter(|file| *file != table);
    if let Some(example) = others.next() {
        loaded.train.note(DataWarning::PassedOver {
            example: name_of(example),
            count: 1 + others.count(),
        });
    }
    Ok(Some(loaded))
}

/// Whether the name is that of a table, packed or not.
fn is_called_table(file: &Path) -> bool {
    let name = name_of(file).to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".csv", ".tsv"].iter().any(|ending| name.ends_with(ending))
}

fn read_of(
    files: &Files<'_>,
    path: &Path,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let sample = sample(files, path)?;
    let delimiter = delimiter(&sample.bytes);
    let rows = sample.rows(delimiter);
    let columns = Columns::of(&rows).map_err(|reason| unreadable_table(path, reason))?;
    let table = Table {
        files,
        path,
        delimiter,
        row_estimate: sample.row_estimate(rows.len()),
    };
    match columns.form {
        Form::Paths { .. } => paths::read(&table, &columns, options, meter),
        Form::Pixels { .. } | Form::Cell { .. } => pixels::read(&table, &columns, meter),
    }
}

fn unreadable_table(path: &Path, reason: Message) -> DataError {
    DataError::BadTable {
        reason,
        path: path.to_owned(),
    }
}

/// The beginning of a table.
struct Sample {
    bytes: Vec<u8>,
    /// What the whole table takes; of one that is packed by itself as much as is known, which is what it takes packed.
    file_bytes: u64,
}

fn sample(files: &Files<'_>, path: &Path) -> Result<Sample, DataError> {
    let file_bytes = files.size_of(path);
    let mut bytes = Vec::new();
    let content = files.read(path)?;
    let read = content.take(SAMPLE_BYTES).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(path, &error))?;
    let file_bytes = file_bytes.max(bytes.len() as u64);
    if bytes.len() as u64 == SAMPLE_BYTES
        && let Some(end) = bytes.iter().rposition(|&byte| byte == b'\n')
    {
        bytes.truncate(end + 1);
    }
    Ok(Sample { bytes, file_bytes })
}

impl Sample {
    fn rows(&self, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = builder(delimiter).from_reader(self.bytes.as_slice());
        let records = reader.byte_records().flatten().take(SAMPLE_ROWS);
        records.map(|record| cells(&record)).collect()
    }

    fn row_estimate(&self, sample_rows: usize) -> usize {
        let lines = self.bytes.split(|&byte| byte == b'\n').count() - 1;
        let per_row = self.bytes.len() / lines.max(sample_rows).max(1);
        (self.file_bytes / per_row.max(1) as u64) as usize
    }
}

/// The one that most lines have most of.
fn delimiter(sample: &[u8]) -> u8 {
    let first = sample
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |delimiter: &u8| first.split(|byte| byte == delimiter).count();
    // Of equals the last is taken: the comma.
    let delimiters = DELIMITERS.into_iter().rev();
    delimiters.max_by_key(count).unwrap_or(b',')
}

fn builder(delimiter: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter);
    builder
}

fn cells(record: &csv::ByteRecord) -> Vec<String> {
    record.iter().map(text).collect()
}

/// A cell without the spaces around it and without the mark that Excel puts in front of a table.
fn text(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    text.trim_start_matches('\u{feff}').trim().to_owned()
}

/// A table that is being read.
struct Table<'a> {
    files: &'a Files<'a>,
    path: &'a Path,
    delimiter: u8,
    row_estimate: usize,
}

impl Table<'_> {
    /// Its rows behind the heading, with the line of each.
    fn rows(
        &self,
        columns: &Columns,
    ) -> Result<impl Iterator<Item = Result<(u64, csv::ByteRecord), DataError>>, DataError> {
        let content = self.files.read(self.path)?;
        let reader = builder(self.delimiter).from_reader(ShortLines::of(content));
        let path = self.path.to_owned();
        let records = reader
            .into_byte_records()
            .skip(usize::from(columns.has_heading));
        Ok(records.map(move |record| {
            let record = record.map_err(|error| DataError::Unreadable {
                reason: error.to_string(),
                path: path.clone(),
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            Ok((line, record))
        }))
    }
}

/// The part that a cell names. FER2013 calls its validation part `PublicTest`.
fn role_of_cell(cell: Option<&[u8]>) -> Role {
    let name = cell.map(text).unwrap_or_default();
    if name.eq_ignore_ascii_case("PublicTest") {
        return Role::Validation;
    }
    role_of_name(&name).map_or(Role::Training, |(role, _)| role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_from_other_texts() {
        for head in [
            &b"image,label\na.png,cat\n"[..],
            b"a.png;cat\nb.png;dog\n",
            b"label\tpixel0\n3\t0\n",
        ] {
            assert!(is_table(head), "{}", String::from_utf8_lossy(head));
        }
        for head in [
            &b"0,1,2,3"[..],
            b"one word\nanother\n",
            b"A sentence, with a comma.\nAnother one, with two, commas.\n",
            b"a,b\n\0\0",
            b"",
        ] {
            assert!(!is_table(head), "{}", String::from_utf8_lossy(head));
        }
    }
}
