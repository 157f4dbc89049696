//! Tables whose rows hold a picture's values and its label.

use std::collections::BTreeMap;

use super::super::super::dataset::{DATASET_LIMIT_BYTES, Dataset, DatasetParts, ImageStore};
use super::super::super::error::{DataError, DataWarning};
use super::super::super::open::{Loaded, Stage};
use super::super::super::role::Role;
use super::super::super::shape::ImageShape;
use super::super::super::taken::{Taken, TakenPart};
use super::super::axes::flat_shape;
use super::super::labels::{Content, name_classes};
use super::super::meter::Meter;
use super::super::pixel_values::of_decimals;
use super::columns::{Columns, Form};
use super::{Table, role_of_cell, text, unreadable_table};
use crate::files::name_of;
use crate::message;

/// Reads the pictures that stand in the table.
pub(super) fn read(
    table: &Table<'_>,
    columns: &Columns,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let without_pictures = || unreadable_table(table.path, message!("table-without-pictures"));
    let mut rows = Rows::default();
    meter.begin(Stage::Reading, table.row_estimate);
    let mut told = 0;
    for row in table.rows(columns)? {
        let (line, row) = row?;
        match values_of(&row, &columns.form) {
            Some(values) if rows.fits(&values) => {
                rows.labels
                    .push(row.get(columns.label).map(text).unwrap_or_default());
                rows.roles
                    .push(role_of_cell(columns.part.and_then(|part| row.get(part))));
                rows.values.push(&values);
            }
            _ => rows.left_out.push(line),
        }
        if rows.values.bytes() > DATASET_LIMIT_BYTES {
            return Err(DataError::DatasetTooLarge {
                images: table.row_estimate,
                shape: flat_shape(rows.width as u64).ok_or_else(without_pictures)?,
                needed_mib: (table.row_estimate as u64 * rows.width as u64) >> 20,
                limit_mib: DATASET_LIMIT_BYTES >> 20,
            });
        }
        let more = usize::from(told < table.row_estimate);
        meter.advance(more)?;
        told += more;
    }
    let shape = flat_shape(rows.width as u64).ok_or_else(without_pictures)?;
    rows.loaded(table, shape)
}

/// The values of a row; `None` where one is no number.
fn values_of(row: &csv::ByteRecord, form: &Form) -> Option<Vec<f32>> {
    let number =
        |cell: &[u8]| -> Option<f32> { std::str::from_utf8(cell.trim_ascii()).ok()?.parse().ok() };
    match form {
        Form::Pixels { columns } => columns
            .iter()
            .map(|&column| number(row.get(column)?))
            .collect(),
        Form::Cell { column } => {
            let cell = text(row.get(*column)?);
            let values = cell.trim_matches(['[', ']']).split_ascii_whitespace();
            values.map(|value| value.parse().ok()).collect()
        }
        Form::Paths { .. } => None,
    }
}

/// Values that take a byte each for as long as all of them fit into one.
enum Values {
    Bytes(Vec<u8>),
    Decimals(Vec<f32>),
}

impl Default for Values {
    fn default() -> Self {
        Self::Bytes(Vec::new())
    }
}

impl Values {
    fn push(&mut self, row: &[f32]) {
        let is_byte = |value: &f32| value.fract() == 0.0 && (0.0..=255.0).contains(value);
        match self {
            Self::Bytes(bytes) if row.iter().all(is_byte) => {
                bytes.extend(row.iter().map(|&value| value as u8));
            }
            Self::Bytes(bytes) => {
                let mut decimals: Vec<f32> = bytes.iter().map(|&byte| f32::from(byte)).collect();
                decimals.extend_from_slice(row);
                *self = Self::Decimals(decimals);
            }
            Self::Decimals(decimals) => decimals.extend_from_slice(row),
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Decimals(decimals) => 4 * decimals.len() as u64,
        }
    }
}

/// What could be read.
#[derive(Default)]
struct Rows {
    /// Values of a row.
    width: usize,
    labels: Vec<String>,
    roles: Vec<Role>,
    values: Values,
    /// The lines of rows that are otherwise.
    left_out: Vec<u64>,
}

impl Rows {
    /// Whether the row is as long as the first.
    fn fits(&mut self, row: &[f32]) -> bool {
        if self.width == 0 {
            self.width = row.len();
        }
        row.len() == self.width && self.width > 0
    }

    fn loaded(self, table: &Table<'_>, shape: ImageShape) -> Result<Loaded, DataError> {
        let name = name_of(table.path);
        let mut warnings = vec![DataWarning::SidesGuessed {
            array: name.clone(),
            shape,
        }];
        if let Some(line) = self.left_out.first() {
            warnings.push(DataWarning::RowsLeftOut {
                count: self.left_out.len(),
                total: self.left_out.len() + self.labels.len(),
                line: *line,
            });
        }
        let (labels, classes) = name_classes(&Content::Words(self.labels), None)?;
        let pixels = match self.values {
            Values::Bytes(bytes) if bytes.iter().any(|&byte| byte > 1) => bytes,
            Values::Bytes(bytes) => bytes.into_iter().map(|bit| 255 * bit).collect(),
            Values::Decimals(decimals) => {
                let (pixels, change) = of_decimals(decimals, true, &name, table.path)?;
                warnings.extend(change.warning(name.clone()));
                pixels
            }
        };
        let mut parts: BTreeMap<Role, (Vec<u8>, Vec<u32>)> = BTreeMap::new();
        let pictures = pixels.chunks_exact(self.width);
        for ((picture, label), role) in pictures.zip(labels).zip(self.roles) {
            let (pixels, labels) = parts.entry(role).or_default();
            pixels.extend_from_slice(picture);
            labels.push(label);
        }
        let mut taken = Taken::default();
        let mut datasets = Vec::new();
        for (role, (pixels, labels)) in parts {
            let role = if datasets.is_empty() {
                Role::Training
            } else {
                role
            };
            taken.parts.push(TakenPart {
                role,
                from: name.clone(),
                images: labels.len(),
                is_beside: false,
            });
            let dataset = Dataset::new(DatasetParts {
                name: name.clone(),
                source: table.path.display().to_string(),
                shape,
                pictures: ImageStore::in_memory(pixels, shape),
                labels,
                classes: classes.clone(),
                file_names: Vec::new(),
                warnings: std::mem::take(&mut warnings),
            })?;
            datasets.push((role, dataset));
        }
        Loaded::of_parts(datasets, taken)
    }
}
