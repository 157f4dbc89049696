//! Why a file cannot be had, as far as the window answers to it in different ways.

use crate::exchange::{ImportError, Report};
use crate::text::Message;

/// What is wrong with a file.
#[derive(Debug)]
pub enum Fault {
    /// Nobody wants it any more.
    Canceled,
    /// It holds weights and no network.
    WeightsAlone(Message),
    /// Something in it cannot be had: all that was found.
    Refused(Report),
    /// Anything else.
    Plain(Message),
}

impl From<ImportError> for Fault {
    fn from(error: ImportError) -> Self {
        if matches!(error, ImportError::Canceled) {
            return Self::Canceled;
        }
        if error.is_about_weights_alone() {
            return Self::WeightsAlone(error.message());
        }
        match error.report() {
            Some(report) => Self::Refused(report.clone()),
            None => Self::Plain(error.message()),
        }
    }
}
