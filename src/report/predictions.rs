//! What a network said of several pictures, as a table for spreadsheets.

use super::{Table, text_cell};
use crate::text::Message;

/// What was said of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PredictionRow {
    /// Its file's name, or what it is called.
    pub picture: String,
    /// The most probable class.
    pub index: usize,
    /// One for each class.
    pub probabilities: Vec<f32>,
    /// The codes of the reasons to doubt the answer.
    pub doubts: Vec<&'static str>,
}

/// A row for each picture: the class, its probability, the reasons to doubt it, and the probabilities of all classes.
///
/// # Errors
/// A sentence where memory ends.
pub fn predictions_csv(classes: &[String], rows: &[PredictionRow]) -> Result<Vec<u8>, Message> {
    let cell = |text: &str| text_cell(text).into_owned();
    let own = ["image", "class", "probability", "warnings"].map(str::to_owned);
    let head = own
        .into_iter()
        .chain(classes.iter().map(|class| cell(class)));
    let mut table = Table::of(head)?;
    for row in rows {
        let class = classes.get(row.index).map(|class| cell(class));
        let of_class = |index: usize| row.probabilities.get(index).map(f32::to_string);
        let own = [
            cell(&row.picture),
            class.unwrap_or_else(|| row.index.to_string()),
            of_class(row.index).unwrap_or_default(),
            row.doubts.join(" "),
        ];
        let all = (0..classes.len()).map(|index| of_class(index).unwrap_or_default());
        table.line(own.into_iter().chain(all))?;
    }
    table.finished()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_is_a_row_and_no_name_is_a_formula() {
        let classes = ["=cat", "dog"].map(str::to_owned);
        let row = PredictionRow {
            picture: "+a,b.png".to_owned(),
            index: 1,
            probabilities: vec![0.25, 0.75],
            doubts: vec!["gray", "aspect"],
        };
        let csv = predictions_csv(&classes, &[row]).unwrap();
        assert_eq!(
            String::from_utf8(csv).unwrap(),
            "image,class,probability,warnings,'=cat,dog\n\"'+a,b.png\",dog,0.75,gray aspect,0.25,0.75\n"
        );
    }
}
