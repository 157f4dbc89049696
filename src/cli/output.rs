//! Standard output, which may be a pipe that its reader closes early, and notes on standard error.

use std::io::{ErrorKind, Write};

use serde::Serialize;

use super::failure::Failure;

/// Where a command's results go.
#[derive(Debug)]
pub struct Output {
    json: bool,
    is_open: bool,
}

impl Output {
    /// Standard output, for people or for programs.
    pub fn new(json: bool) -> Self {
        Self {
            json,
            is_open: true,
        }
    }

    /// Whether a program reads it.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Writes text. A reader that has seen enough (`| head`) is no failure: the rest is then kept back.
    ///
    /// # Errors
    /// Where the output cannot be written, as on a full disk.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        if !self.is_open {
            return Ok(());
        }
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_open = false;
                Ok(())
            }
            Err(error) => Err(Failure::Job(format!(
                "the output cannot be written: {error}"
            ))),
        }
    }

    /// Writes one line of text.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn line(&mut self, line: &str) -> Result<(), Failure> {
        self.text(&format!("{line}\n"))
    }

    /// Writes one value as a line of JSON.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let line = serde_json::to_string(value).map_err(Failure::job)?;
        self.line(&line)
    }
}

/// Tells something by the way, on standard error.
pub fn note(message: &str) {
    // A note that nobody can read is no reason to fail.
    drop(writeln!(std::io::stderr(), "{message}"));
}
