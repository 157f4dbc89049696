//! Standard output, which may be a pipe that its reader closes early, and notes on standard error. Everything that the
//! command line says passes here or through a [`Failure`], and is shown, not obeyed, by the terminal that it comes to.

use std::io::{self, BufWriter, ErrorKind, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::failure::Failure;
use crate::layer::{is_obeyed, shown};
use crate::message;

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

    /// Writes text of our own making, line by line. Names in it that hold ends of lines must have been shown already.
    ///
    /// # Errors
    /// Where the output cannot be written, as on a full disk.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.write(|out| {
            let mut lines = text.split_inclusive('\n');
            lines.try_for_each(|line| match line.strip_suffix('\n') {
                Some(line) => writeln!(out, "{}", shown(line)),
                None => write!(out, "{}", shown(line)),
            })
        })
    }

    /// Writes one line of text, whatever names it holds.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn line(&mut self, line: &str) -> Result<(), Failure> {
        self.write(|out| writeln!(out, "{}", shown(line)))
    }

    /// Writes lines of text, whatever names they hold.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn lines(&mut self, lines: impl IntoIterator<Item = String>) -> Result<(), Failure> {
        self.write(|out| {
            let mut lines = lines.into_iter();
            lines.try_for_each(|line| writeln!(out, "{}", shown(&line)))
        })
    }

    /// Writes one value as a line of JSON.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        self.write(|out| write_json(out, value))
    }

    /// A reader that has seen enough (`| head`) is no failure: the rest is then kept back.
    fn write(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        if !self.is_open {
            return Ok(());
        }
        let mut out = BufWriter::new(io::stdout().lock());
        let written = write(&mut out).and_then(|()| out.flush());
        // What a failure leaves behind must not be tried again.
        drop(out.into_parts());
        match written {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_open = false;
                Ok(())
            }
            Err(error) => Err(unwritable(&error)),
        }
    }
}

/// The failure of standard output.
pub fn unwritable(error: &io::Error) -> Failure {
    Failure::Job(message!("output-unwritable", error = %error))
}

/// Writes `value` as a line of JSON that a terminal shows and does not obey.
///
/// # Errors
/// Where it cannot be written.
pub fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, ShownJson);
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// JSON whose strings say the same to a program and nothing to a terminal: what [`shown`] escapes is escaped in JSON's way.
struct ShownJson;

impl Formatter for ShownJson {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(place) = rest.find(is_obeyed) {
            let (before, after) = rest.split_at(place);
            writer.write_all(before.as_bytes())?;
            let mut letters = after.chars();
            if let Some(letter) = letters.next() {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
            rest = letters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

/// Tells something by the way, on standard error, in one line.
pub fn note(message: &str) {
    // A note that nobody can read is no reason to fail.
    drop(writeln!(io::stderr(), "{}", shown(message)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_without_a_letter_that_a_terminal_obeys() {
        let names = [
            "a\x1b[31m",
            "b\u{9b}\u{202e}c\u{e0041}",
            "plain \"quoted\" \\ 猫",
            "\n",
        ];
        let mut bytes = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, ShownJson);
        names.serialize(&mut serializer).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(is_obeyed), "{text}");
        assert!(text.contains("猫"), "{text}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), names);
    }
}
