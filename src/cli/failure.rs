//! How a command ends when it cannot do its job.

use std::io::Write;
use std::process::ExitCode;

use serde_json::json;

use super::output::write_json;
use crate::layer::shown;
use crate::text::Message;
use crate::tr;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// The job failed: exit code 1.
    Job(Message),
    /// The job could not be understood: exit code 2, as for a fault that the argument parser finds.
    Usage(Message),
    /// The job was done and its answer is no, which the output has already said: exit code 1.
    Answered,
}

impl Failure {
    /// What it says; `None` where the output has said it already.
    pub fn message(&self) -> Option<&Message> {
        match self {
            Self::Job(message) | Self::Usage(message) => Some(message),
            Self::Answered => None,
        }
    }

    /// Writes the sentence and gives the exit code.
    pub fn report(&self) -> ExitCode {
        let (message, code) = match self {
            Self::Job(message) => (message, 1),
            Self::Usage(message) => (message, 2),
            Self::Answered => return ExitCode::from(1),
        };
        // Where standard error is gone, the exit code must do.
        let line = tr!("failure", sentence = %shown(&message.to_string()));
        drop(writeln!(std::io::stderr(), "{line}"));
        ExitCode::from(code)
    }

    /// The same, and below it for a program what went wrong, with its code. Standard output is for results alone.
    pub fn report_for_programs(&self) -> ExitCode {
        let code = self.report();
        if let Some(message) = self.message() {
            let error = json!({"error": message.coded()});
            // As in `report`: where nobody can read it, the exit code must do.
            drop(write_json(&mut std::io::stderr(), &error));
        }
        code
    }
}

macro_rules! job_failures {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::Job(Message::from(error.message()))
            }
        })*
    };
}

job_failures!(
    crate::data::DataError,
    crate::diagram::PictureError,
    crate::engine::EngineError,
    crate::engine::explain::ExplainError,
    crate::engine::run::RunError,
    crate::engine::model::ModelError,
    crate::engine::train::PrepareError,
    crate::exchange::outgoing::ExportError,
    crate::exchange::ImportError,
    crate::files::FileError,
    crate::graph::EditError,
    crate::project::ProjectError,
);

impl From<crate::recipe::RecipeProblem> for Failure {
    fn from(problem: crate::recipe::RecipeProblem) -> Self {
        Self::Usage(problem.message())
    }
}
