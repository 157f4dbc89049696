//! Labels and class names of the course's HDF5 files: numbers, one-hot rows, words.

use std::collections::BTreeMap;

use super::super::dataset::MOST_CLASSES;
use super::super::error::DataError;
use super::super::text::composed;
use super::hdf5_array::Array;
use crate::message;

/// A damaged file may claim anything.
const CLASS_LIMIT: u64 = MOST_CLASSES as u64;

/// (count,), (1, count) or (count, 1) numbers; or one-hot, (count, classes) as Keras wants it or (classes, count) as the
/// course's `convert_to_one_hot` leaves it.
pub(super) fn read_labels(labels: &Array<'_>, count: u64) -> Result<Vec<i64>, DataError> {
    let is_row = |length: u64| length == count;
    match *labels.shape() {
        [length] | [1, length] | [length, 1] if is_row(length) => labels.read_integers(),
        [length, classes] if is_row(length) && classes <= CLASS_LIMIT => {
            let marks = labels.read_integers()?;
            let rows = one_hot(&marks, classes as usize, |row, class| {
                row * classes as usize + class
            });
            // A square array may stand either way.
            match rows {
                Err(_) if classes == count => columns(labels, &marks, classes, count),
                rows => rows.map_err(|fault| not_one_hot(labels, fault)),
            }
        }
        [classes, length] if is_row(length) && classes <= CLASS_LIMIT => {
            columns(labels, &labels.read_integers()?, classes, count)
        }
        _ => Err(labels.bad_shape(message!("expected-labels-array", count = count))),
    }
}

fn columns(
    labels: &Array<'_>,
    marks: &[i64],
    classes: u64,
    count: u64,
) -> Result<Vec<i64>, DataError> {
    one_hot(marks, classes as usize, |picture, class| {
        class * count as usize + picture
    })
    .map_err(|fault| not_one_hot(labels, fault))
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

fn not_one_hot(labels: &Array<'_>, (index, marks): NotOneHot) -> DataError {
    labels.not_one_hot(index, marks)
}

/// What `list_classes` holds.
pub(super) enum ClassList {
    Numbers(Vec<i64>),
    Words(Vec<String>),
}

pub(super) fn read_classes(classes: &Array<'_>) -> Result<ClassList, DataError> {
    match *classes.shape() {
        [length] | [1, length] | [length, 1] if (1..=CLASS_LIMIT).contains(&length) => {}
        _ => return Err(classes.bad_shape(message!("expected-classes-array"))),
    }
    if classes.is_text() {
        classes.read_texts().map(ClassList::Words)
    } else {
        classes.read_integers().map(ClassList::Numbers)
    }
}

/// Labels as class indices, and the classes' names. Numbers in `list_classes` are the labels themselves, in the usual
/// case 0, 1, 2, …; words are counted from 0. Without a list the largest label says how many classes there are.
pub(super) fn name_classes(
    labels: &[i64],
    classes: Option<ClassList>,
) -> Result<(Vec<u32>, Vec<String>), DataError> {
    let values: Vec<i64> = match &classes {
        Some(ClassList::Numbers(numbers)) => numbers.clone(),
        Some(ClassList::Words(words)) => (0..words.len() as i64).collect(),
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
        Some(ClassList::Words(words)) => words.iter().map(|word| composed(word)).collect(),
        _ => values.iter().map(ToString::to_string).collect(),
    };
    Ok((indices, names))
}

/// How many classes a number of labels may speak of without a list: one wrong label of 99,999 among twelve would give
/// the network as many outputs.
fn most_classes(label_count: usize) -> i64 {
    (10 * label_count as i64).clamp(1_000, CLASS_LIMIT as i64)
}
