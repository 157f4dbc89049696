//! What became of each part of a file: one report for all formats, in both directions.

use crate::message;
use crate::text::Message;

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It cannot be had, and so neither can the whole.
    Refused,
    /// The rest does without it.
    LeftOut,
    /// Something else stands for it that computes the same.
    Translated,
    /// Nothing was changed.
    Taken,
}

impl Fate {
    /// All of them, the gravest first.
    pub const ALL: [Self; 4] = [Self::Refused, Self::LeftOut, Self::Translated, Self::Taken];

    /// Its name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::LeftOut => "left_out",
            Self::Translated => "translated",
            Self::Taken => "taken",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Refused => message!("fate-refused"),
            Self::LeftOut => message!("fate-left-out"),
            Self::Translated => message!("fate-translated"),
            Self::Taken => message!("fate-taken"),
        }
    }
}

/// One thing that somebody should know about what was read or written.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What became of it.
    pub fate: Fate,
    /// The layer, as the report's reader knows it; `None` for the file as a whole.
    pub layer: Option<String>,
    /// What was found, and what was done about it.
    pub message: Message,
}

impl Finding {
    /// What was found, behind the name of the layer.
    #[must_use]
    pub fn sentence(&self) -> Message {
        match &self.layer {
            Some(layer) => message!("finding-of-layer", layer = layer, finding = &self.message),
            None => self.message.clone(),
        }
    }
}

/// Everything that was found, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// How many layers were taken as they are.
    pub taken: usize,
    /// What is to be said about the others, and about the file.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding about a layer.
    pub fn tell(&mut self, fate: Fate, layer: &str, message: Message) {
        let layer = Some(layer.to_owned());
        self.findings.push(Finding {
            fate,
            layer,
            message,
        });
    }

    /// Adds a finding about the file as a whole.
    pub fn tell_of_file(&mut self, fate: Fate, message: Message) {
        self.findings.push(Finding {
            fate,
            layer: None,
            message,
        });
    }

    /// Whether anything in it keeps the whole from being had.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.fate == Fate::Refused)
    }
}
