//! What each column of a table is, by its heading and by what stands in it.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::axes::flat_shape;
use super::super::folder::is_picture;
use crate::message;
use crate::text::Message;

/// Columns by number.
#[derive(Debug, PartialEq)]
pub(super) struct Columns {
    pub(super) has_heading: bool,
    pub(super) label: usize,
    /// Where a row says which part it belongs to.
    pub(super) part: Option<usize>,
    pub(super) form: Form,
}

/// Where the picture is.
#[derive(Debug, PartialEq)]
pub(super) enum Form {
    /// In a file that is named.
    Paths { path: usize },
    /// In these columns.
    Pixels { columns: Vec<usize> },
    /// In one cell, its values between spaces.
    Cell { column: usize },
}

const PATHS: [&str; 17] = [
    "path",
    "filepath",
    "filepaths",
    "file_path",
    "file",
    "filename",
    "file_name",
    "image",
    "images",
    "image_name",
    "image_path",
    "image_id",
    "img",
    "img_path",
    "id",
    "picture",
    "name",
];
const LABELS: [&str; 10] = [
    "label",
    "labels",
    "class",
    "classes",
    "class_name",
    "category",
    "target",
    "y",
    "emotion",
    "species",
];
const PARTS: [&str; 8] = [
    "split",
    "set",
    "usage",
    "subset",
    "dataset",
    "data_set",
    "partition",
    "part",
];
/// How the names of pixel columns begin.
const PIXEL: &str = "pix";

type Row = Vec<String>;

impl Columns {
    /// What the columns of these rows are, the heading among them where there is one.
    pub(super) fn of(rows: &[Row]) -> Result<Self, Message> {
        let first = rows.first().ok_or_else(|| message!("table-is-empty"))?;
        let has_heading = is_heading(first, rows.get(1));
        let body = if has_heading { &rows[1..] } else { rows };
        if body.is_empty() {
            return Err(message!("table-is-empty"));
        }
        let heading: Vec<String> = if has_heading {
            first.iter().map(|cell| plain(cell)).collect()
        } else {
            Vec::new()
        };
        let named = |names: &[&str]| {
            let names = names.iter();
            let mut places = names.filter_map(|name| heading.iter().position(|it| it == name));
            places.next()
        };
        let sheet = Sheet {
            body,
            width: first.len(),
            label: named(&LABELS),
            part: named(&PARTS),
        };
        let named_path = named(&PATHS).filter(|path| Some(*path) != sheet.label);
        let path = sheet.where_most(|cell| is_picture(Path::new(cell)));
        let (form, label) = if let Some(column) = sheet.where_most(is_cell_of_pixels) {
            (Form::Cell { column }, sheet.other_label(column))
        } else if let Some(path) = path {
            (Form::Paths { path }, sheet.other_label(path))
        } else if let Some((label, columns)) = sheet.pixels(&heading) {
            (Form::Pixels { columns }, Some(label))
        } else if let Some(path) = named_path {
            (Form::Paths { path }, sheet.other_label(path))
        } else {
            return Err(message!("table-without-pictures"));
        };
        Ok(Self {
            has_heading,
            label: label.ok_or_else(|| message!("table-without-labels"))?,
            part: sheet.part,
            form,
        })
    }
}

/// A column's name without what differs from writer to writer.
fn plain(cell: &str) -> String {
    cell.to_lowercase().replace([' ', '-'], "_")
}

fn is_number(cell: &str) -> bool {
    cell.parse::<f32>().is_ok()
}

/// Values between spaces, in brackets or none.
fn is_cell_of_pixels(cell: &str) -> bool {
    let cell = cell.trim_matches(['[', ']']);
    let mut values = cell.split_ascii_whitespace();
    values.clone().count() >= 9 && values.all(is_number)
}

/// A heading says what pictures and labels never are, or has words where numbers follow.
fn is_heading(first: &Row, second: Option<&Row>) -> bool {
    if first
        .iter()
        .any(|cell| is_number(cell) || is_picture(Path::new(cell)))
    {
        return false;
    }
    let is_known = first.iter().map(|cell| plain(cell)).any(|cell| {
        [&PATHS[..], &LABELS, &PARTS]
            .iter()
            .any(|names| names.contains(&cell.as_str()))
    });
    is_known || second.is_some_and(|second| second.iter().any(|cell| is_number(cell)))
}

/// The rows behind the heading, and the columns that the heading names.
struct Sheet<'a> {
    body: &'a [Row],
    width: usize,
    label: Option<usize>,
    part: Option<usize>,
}

impl Sheet<'_> {
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.body
            .iter()
            .filter_map(move |row| row.get(column).map(String::as_str))
    }

    /// The first column most of whose cells are such.
    fn where_most(&self, is_such: impl Fn(&str) -> bool) -> Option<usize> {
        (0..self.width).find(|&column| {
            let such = self.cells(column).filter(|cell| is_such(cell)).count();
            2 * such > self.body.len()
        })
    }

    fn distinct(&self, column: usize) -> usize {
        self.cells(column).collect::<BTreeSet<_>>().len()
    }

    /// The column of labels where the picture is in another: the one that is called so, else the one with the fewest
    /// words.
    fn other_label(&self, picture: usize) -> Option<usize> {
        let free = |column: &usize| *column != picture && Some(*column) != self.part;
        let named = self.label.filter(free);
        named.or_else(|| {
            let others = (0..self.width).filter(free);
            others.min_by_key(|&column| self.distinct(column))
        })
    }

    /// The column of labels and those of pixels, where nearly all columns are numbers.
    fn pixels(&self, heading: &[String]) -> Option<(usize, Vec<usize>)> {
        let is_numeric = |column: &usize| self.cells(*column).all(is_number);
        let mut columns: Vec<usize> = (0..self.width)
            .filter(|column| Some(*column) != self.part && is_numeric(column))
            .collect();
        let pixel_columns = heading.iter().enumerate();
        let called: Vec<usize> = pixel_columns
            .filter(|(_, name)| name.starts_with(PIXEL))
            .map(|(column, _)| column)
            .collect();
        let label = match self.label {
            Some(label) => label,
            None if called.is_empty() => self.first_or_last(&columns)?,
            None => columns
                .iter()
                .copied()
                .find(|column| !called.contains(column))?,
        };
        if called.is_empty() {
            columns.retain(|column| *column != label);
        } else {
            columns = called;
        }
        flat_shape(columns.len() as u64)?;
        Some((label, columns))
    }

    /// Labels stand at one end; a pixel at the edge is the same in every picture.
    fn first_or_last(&self, columns: &[usize]) -> Option<usize> {
        let (first, last) = (*columns.first()?, *columns.last()?);
        let is_label = |column| {
            self.distinct(column) > 1
                && self
                    .cells(column)
                    .all(|cell| cell.parse::<u16>().is_ok_and(|it| it < 1_000))
        };
        [first, last]
            .into_iter()
            .find(|&column| is_label(column) && self.distinct(column) < self.body.len())
            .or_else(|| [first, last].into_iter().find(|&column| is_label(column)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Columns, String> {
        let row = |line: &str| line.split(',').map(str::to_owned).collect();
        let rows: Vec<Row> = text.lines().map(row).collect();
        Columns::of(&rows).map_err(|reason| reason.code().to_owned())
    }

    #[test]
    fn paths_and_labels_are_found_in_any_order() {
        let paths = |has_heading, label, path| {
            Ok(Columns {
                has_heading,
                label,
                part: None,
                form: Form::Paths { path },
            })
        };
        assert_eq!(of("a.png,cat\nb.png,dog"), paths(false, 1, 0));
        assert_eq!(of("label,image\ncat,a.png\ndog,b.png"), paths(true, 0, 1));
        assert_eq!(of("breed,id\ncat,000bec\ndog,001513"), paths(true, 0, 1));
    }

    #[test]
    fn pixels_stand_before_or_behind_their_label() {
        let pixels = [
            "0,1,2,3,4,5,6,7,8",
            "0,9,2,3,4,5,6,7,8",
            "0,1,2,5,4,5,6,7,7",
        ];
        let behind: Vec<String> = [2, 1, 2]
            .iter()
            .zip(pixels)
            .map(|(label, row)| format!("{row},{label}"))
            .collect();
        let found = of(&behind.join("\n")).expect("found");
        assert_eq!(
            (found.label, found.form),
            (
                9,
                Form::Pixels {
                    columns: (0..9).collect()
                }
            )
        );
        let before: Vec<String> = [2, 1, 2]
            .iter()
            .zip(pixels)
            .map(|(label, row)| format!("{label},{row}"))
            .collect();
        let found = of(&before.join("\n")).expect("found");
        assert_eq!(
            (found.label, found.form),
            (
                0,
                Form::Pixels {
                    columns: (1..10).collect()
                }
            )
        );
    }

    #[test]
    fn what_is_no_table_of_pictures_is_said() {
        assert_eq!(
            of("height,weight\n1,2\n3,4"),
            Err("table-without-pictures".to_owned())
        );
        assert_eq!(of(""), Err("table-is-empty".to_owned()));
        assert_eq!(of("image,label"), Err("table-is-empty".to_owned()));
    }
}
