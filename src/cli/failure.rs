//! How a command ends when it cannot do its job.

use std::io::Write;
use std::process::ExitCode;

use crate::layer::shown;
use crate::tr;

/// Why a command did not do what was asked, as a sentence for standard error.
#[derive(Debug)]
pub enum Failure {
    /// The job failed: exit code 1.
    Job(String),
    /// The job could not be understood: exit code 2, as for a fault that the argument parser finds.
    Usage(String),
    /// The job was done and its answer is no, which the output has already said: exit code 1.
    Answered,
}

impl Failure {
    /// A failed job.
    pub fn job(message: impl ToString) -> Self {
        Self::Job(message.to_string())
    }

    /// Writes the sentence and gives the exit code.
    pub fn report(&self) -> ExitCode {
        let (message, code) = match self {
            Self::Job(message) => (message.as_str(), 1),
            Self::Usage(message) => (message.as_str(), 2),
            Self::Answered => return ExitCode::from(1),
        };
        // Where standard error is gone, the exit code must do.
        let line = tr!("failure", sentence = %shown(message));
        drop(writeln!(std::io::stderr(), "{line}"));
        ExitCode::from(code)
    }
}

macro_rules! job_failures {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::job(error)
            }
        })*
    };
}

job_failures!(
    crate::data::DataError,
    crate::engine::EngineError,
    crate::engine::run::RunError,
    crate::engine::model::ModelError,
    crate::engine::train::PrepareError,
);

impl From<crate::recipe::RecipeProblem> for Failure {
    fn from(problem: crate::recipe::RecipeProblem) -> Self {
        Self::Usage(problem.to_string())
    }
}
