//! Tables whose rows name a picture's file and its label.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::super::error::DataError;
use super::super::super::open::{Loaded, OpenOptions, Stage};
use super::super::super::role::Role;
use super::super::super::taken::{Taken, TakenPart};
use super::super::decode;
use super::super::files::PictureFiles;
use super::super::folder::Listing;
use super::super::labels::{Content, name_classes};
use super::super::meter::Meter;
use super::columns::{Columns, Form};
use super::finder::Finder;
use super::{Table, role_of_cell, text, unreadable_table};
use crate::files::name_of;
use crate::message;

/// More cannot fit into memory.
const MOST_ROWS: usize = 2_000_000;

/// Reads the pictures that the table names.
pub(super) fn read(
    table: &Table<'_>,
    columns: &Columns,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    let Form::Paths { path: column } = columns.form else {
        return Err(unreadable_table(
            table.path,
            message!("table-without-pictures"),
        ));
    };
    let folder = table.path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut finder = Finder::new(folder, meter);
    meter.begin(Stage::Reading, 0);
    let (mut files, mut labels) = (Vec::new(), Vec::new());
    for row in table.rows(columns)? {
        meter.check()?;
        let (_, row) = row?;
        let cell = |column: usize| row.get(column).map(text).filter(|text| !text.is_empty());
        let (Some(named), Some(label)) = (cell(column), cell(columns.label)) else {
            continue;
        };
        if files.len() == MOST_ROWS {
            return Err(DataError::TooManyFiles {
                limit: MOST_ROWS,
                path: table.path.to_owned(),
            });
        }
        let role = role_of_cell(columns.part.and_then(|part| row.get(part)));
        files.push((role, finder.find(&named)));
        labels.push(label);
    }
    if files.is_empty() {
        return Err(unreadable_table(table.path, message!("table-is-empty")));
    }
    let listings = listings(folder, files, labels)?;
    let parts = listings.iter().map(|listing| TakenPart {
        role: listing.role,
        from: name_of(table.path),
        images: listing.files.len(),
        is_beside: false,
    });
    let taken = Taken {
        parts: parts.collect(),
        ..Taken::default()
    };
    let contract = options.contract.as_ref();
    let on_disk = PictureFiles::OnDisk;
    let datasets = decode::read(table.path, listings, Vec::new(), contract, on_disk, meter)?;
    Loaded::of_parts(datasets, taken)
}

fn listings(
    folder: &Path,
    files: Vec<(Role, PathBuf)>,
    labels: Vec<String>,
) -> Result<Vec<Listing>, DataError> {
    let (labels, classes) = name_classes(&Content::Words(labels), None)?;
    let mut parts: BTreeMap<Role, Vec<(PathBuf, u32)>> = BTreeMap::new();
    for ((role, file), label) in files.into_iter().zip(labels) {
        parts.entry(role).or_default().push((file, label));
    }
    let listing = |(role, files)| Listing {
        role,
        path: folder.to_owned(),
        files,
        classes: classes.clone(),
    };
    let mut listings: Vec<Listing> = parts.into_iter().map(listing).collect();
    if let Some(first) = listings.first_mut() {
        first.role = Role::Training;
    }
    Ok(listings)
}
