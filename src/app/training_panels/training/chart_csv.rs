//! A run's epochs as CSV, with the columns of Keras's `CSVLogger`.

use crate::app::learning::EpochRow;
use crate::report::Table;
use crate::text::Message;

/// One line per epoch under a line of names.
///
/// # Errors
/// A sentence where the text cannot be made.
pub fn to_csv(rows: &[EpochRow]) -> Result<Vec<u8>, Message> {
    let mut names = vec![
        "epoch",
        "accuracy",
        "learning_rate",
        "loss",
        "val_accuracy",
        "val_loss",
        "seconds",
    ];
    // Keras has no such columns: they come where there is something in them.
    let has_batch_figures = rows.iter().any(|row| row.batch_val_loss.is_some());
    if has_batch_figures {
        names.extend(["batch_val_accuracy", "batch_val_loss"]);
    }
    let mut table = Table::of(names)?;
    for row in rows {
        let optional =
            |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let mut cells = vec![
            row.epoch.to_string(),
            row.accuracy.to_string(),
            row.learning_rate.to_string(),
            row.loss.to_string(),
            optional(row.val_accuracy),
            optional(row.val_loss),
            format!("{:.3}", row.seconds),
        ];
        if has_batch_figures {
            cells.extend([row.batch_val_accuracy, row.batch_val_loss].map(optional));
        }
        table.line(cells)?;
    }
    table.finished()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_without_validation_leaves_its_cells_empty() {
        let row = EpochRow {
            epoch: 1,
            loss: 0.5,
            accuracy: 0.75,
            val_loss: None,
            val_accuracy: None,
            batch_val_loss: None,
            batch_val_accuracy: None,
            learning_rate: 0.001,
            seconds: 2.0,
        };
        let text = String::from_utf8(to_csv(&[row]).unwrap()).unwrap();
        assert_eq!(
            text,
            "epoch,accuracy,learning_rate,loss,val_accuracy,val_loss,seconds\n1,0.75,0.001,0.5,,,2.000\n"
        );
    }
}
