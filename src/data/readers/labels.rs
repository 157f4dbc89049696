//! Labels and class names in arrays: numbers, one-hot rows, words.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::dataset::MOST_CLASSES;
use super::super::error::DataError;
use super::super::labels::classes_of;
use super::super::text::composed;
use super::axes::shape_text;
use crate::message;
use crate::text::Message;

/// A damaged file may claim anything.
const CLASS_LIMIT: u64 = MOST_CLASSES as u64;

/// An array of labels or class names, in memory.
#[derive(Debug)]
pub(super) struct LabelArray {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) shape: Vec<u64>,
    pub(super) content: Content,
}

/// What an array of labels holds, the last axis changing fastest.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Numbers(Vec<i64>),
    Words(Vec<String>),
}

impl LabelArray {
    /// The sentence for a shape that does not fit.
    fn bad_shape(&self, expected: Message) -> DataError {
        DataError::BadArrayShape {
            array: self.name.clone(),
            found: shape_text(&self.shape),
            expected,
            path: self.path.clone(),
        }
    }

    /// The sentence for labels that look one-hot and are not.
    fn not_one_hot(&self, (index, marks): NotOneHot) -> DataError {
        DataError::NotOneHot {
            array: self.name.clone(),
            found: shape_text(&self.shape),
            index,
            marks,
            path: self.path.clone(),
        }
    }

    fn one_hot(&self) -> Result<&[i64], DataError> {
        match &self.content {
            Content::Numbers(marks) => Ok(marks),
            Content::Words(_) => Err(DataError::BadArrayType {
                array: self.name.clone(),
                found: "str".to_owned(),
                expected: "expected-whole-numbers-array",
                path: self.path.clone(),
            }),
        }
    }
}

/// (count,), (1, count) or (count, 1) numbers or words; or one-hot, (count, classes) as Keras wants it or (classes, count) as
/// the course's `convert_to_one_hot` leaves it.
pub(super) fn read_labels(labels: LabelArray, count: u64) -> Result<Content, DataError> {
    let is_row = |length: u64| length == count;
    match *labels.shape {
        [length] | [1, length] | [length, 1] if is_row(length) => return Ok(labels.content),
        [length, classes] if is_row(length) && classes <= CLASS_LIMIT => {
            let marks = labels.one_hot()?;
            let rows = one_hot(marks, classes as usize, |row, class| {
                row * classes as usize + class
            });
            // A square array may stand either way.
            match rows {
                Err(_) if classes == count => columns(&labels, classes, count),
                rows => rows.map_err(|fault| labels.not_one_hot(fault)),
            }
        }
        [classes, length] if is_row(length) && classes <= CLASS_LIMIT => {
            columns(&labels, classes, count)
        }
        _ => Err(labels.bad_shape(message!("expected-labels-array", count = count))),
    }
    .map(Content::Numbers)
}

fn columns(labels: &LabelArray, classes: u64, count: u64) -> Result<Vec<i64>, DataError> {
    one_hot(labels.one_hot()?, classes as usize, |picture, class| {
        class * count as usize + picture
    })
    .map_err(|fault| labels.not_one_hot(fault))
}

/// A image without exactly one 1, and how many marks it has.
type NotOneHot = (usize, usize);

fn one_hot(
    marks: &[i64],
    class_count: usize,
    place: impl Fn(usize, usize) -> usize,
) -> Result<Vec<i64>, NotOneHot> {
    let picture_count = marks.len() / class_count.max(1);
    let label = |picture: usize| {
        let mut marked = (0..class_count).filter(|&class| marks[place(picture, class)] != 0);
        match (marked.next(), marked.next()) {
            (Some(class), None) if marks[place(picture, class)] == 1 => Ok(class as i64),
            (first, second) => Err((
                picture,
                usize::from(first.is_some()) + usize::from(second.is_some()) + marked.count(),
            )),
        }
    };
    (0..picture_count).map(label).collect()
}

/// Checks an array of class names: numbers are the labels themselves.
pub(super) fn read_classes(classes: LabelArray) -> Result<Content, DataError> {
    match *classes.shape {
        [length] | [1, length] | [length, 1] if (1..=CLASS_LIMIT).contains(&length) => {}
        _ => return Err(classes.bad_shape(message!("expected-classes-array"))),
    }
    Ok(classes.content)
}

/// Labels as class indices, and the classes' names. Numbers in a list of classes are the labels themselves, in the usual
/// case 0, 1, 2, …; words are counted from 0. Without a list the largest label says how many classes there are. Labels that
/// are words name their classes themselves.
pub(super) fn name_classes(
    labels: &Content,
    classes: Option<Content>,
) -> Result<(Vec<u32>, Vec<String>), DataError> {
    match labels {
        Content::Numbers(labels) => name_numbers(labels, classes),
        Content::Words(labels) => Ok(name_words(labels, classes)),
    }
}

fn name_words(labels: &[String], classes: Option<Content>) -> (Vec<u32>, Vec<String>) {
    let labels: Vec<String> = labels.iter().map(|label| composed(label)).collect();
    let own = classes_of(&labels);
    let names = match classes {
        Some(Content::Words(words)) if own.iter().all(|class| words.contains(class)) => words,
        _ => own,
    };
    let places: BTreeMap<&String, u32> = names.iter().zip(0..).collect();
    let place = |label: &String| {
        // `02` is class `2` where all labels are numbers.
        let number = label.parse::<usize>().map(|number| number.to_string());
        let place = places.get(label).or_else(|| places.get(&number.ok()?));
        place.copied().unwrap_or(0)
    };
    (labels.iter().map(place).collect(), names.clone())
}

fn name_numbers(
    labels: &[i64],
    classes: Option<Content>,
) -> Result<(Vec<u32>, Vec<String>), DataError> {
    let values: Vec<i64> = match &classes {
        Some(Content::Numbers(numbers)) => numbers.clone(),
        Some(Content::Words(words)) => (0..words.len() as i64).collect(),
        None => {
            let largest = labels.iter().copied().max().unwrap_or(0);
            (0..=largest.clamp(0, most_classes(labels.len()) - 1)).collect()
        }
    };
    let places: BTreeMap<i64, u32> = values.iter().copied().zip(0..).collect();
    let place = |(index, label): (usize, &i64)| {
        let outside = DataError::LabelOutside {
            index,
            label: *label,
            classes: values.len(),
        };
        places.get(label).copied().ok_or(outside)
    };
    let indices = labels
        .iter()
        .enumerate()
        .map(place)
        .collect::<Result<_, _>>()?;
    let names = match classes {
        Some(Content::Words(words)) => words.iter().map(|word| composed(word)).collect(),
        _ => values.iter().map(ToString::to_string).collect(),
    };
    Ok((indices, names))
}

/// How many classes a number of labels may speak of without a list: one wrong label of 99,999 among twelve would give
/// the network as many outputs.
fn most_classes(label_count: usize) -> i64 {
    (10 * label_count as i64).clamp(1_000, CLASS_LIMIT as i64)
}
