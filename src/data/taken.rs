//! What was taken for what when a data set was opened, so that it can be said and, where it is wrong, changed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::error::listed_plainly;
use super::labels::{Candidate, Reading};
use super::role::Role;
use crate::message;
use crate::text::{Message, counted, list};

/// What was taken for what.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Taken {
    /// The parts, the training part first.
    pub parts: Vec<TakenPart>,
    /// How images got their labels, where there was something to choose.
    pub labels: Option<LabelsTaken>,
    /// Names that were given to classes, by what the data itself calls them.
    pub names: BTreeMap<String, String>,
}

/// Where one part comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakenPart {
    /// What it is used for.
    pub role: Role,
    /// A folder, file or array, as a user knows it.
    pub from: String,
    /// Its images.
    pub images: usize,
    /// Whether it lies beside what was named, in a file or folder of its own.
    pub is_beside: bool,
}

/// How images got their labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelsTaken {
    /// The way that was taken.
    pub reading: Reading,
    /// Every way that finds something, with what it finds, the best first.
    pub offers: Vec<Candidate>,
}

impl LabelsTaken {
    /// What the way that was taken finds.
    pub fn taken(&self) -> Option<&Candidate> {
        self.offers
            .iter()
            .find(|offer| offer.reading == self.reading)
    }

    /// The other ways that make sense and come to other classes.
    pub fn others(&self) -> impl Iterator<Item = &Candidate> {
        let taken = self.taken().map(|taken| &taken.classes);
        self.offers.iter().filter(move |offer| {
            offer.fits && offer.reading != self.reading && Some(&offer.classes) != taken
        })
    }
}

impl Taken {
    /// The part that is meant where somebody measures on this data: what it holds out itself. A part beside it was not
    /// named.
    pub fn measured(&self) -> Role {
        let inside = |role: Role| {
            self.parts
                .iter()
                .any(|part| part.role == role && !part.is_beside)
        };
        [Role::Test, Role::Validation]
            .into_iter()
            .find(|role| inside(*role))
            .unwrap_or(Role::Training)
    }

    /// Which part of the data is used for what, and how labels were read, in one line.
    pub fn sentence(&self) -> String {
        self.message().to_string()
    }

    fn message(&self) -> Message {
        let part = |part: &TakenPart| {
            message!(
                "taken-part",
                role = part.role.message(),
                from = &part.from,
                pictures = counted(part.images, "picture")
            )
        };
        let parts = Message::words(list(self.parts.iter().map(part)));
        match &self.labels {
            Some(labels) => message!(
                "taken-and-labels",
                parts = parts,
                labels = labels_sentence(labels)
            ),
            None => parts,
        }
    }
}

fn labels_sentence(labels: &LabelsTaken) -> Message {
    let words = labels.reading.message();
    let Some(taken) = labels.taken() else {
        return message!("taken-labels", labels = words);
    };
    let counts: Vec<String> = taken
        .classes
        .iter()
        .map(|(class, count)| format!("{class} ({count})"))
        .collect();
    let classes = listed_plainly(&counts, 8);
    match &taken.example {
        Some((file, label)) if labels.reading != Reading::Folder => message!(
            "taken-labels-example",
            labels = words,
            file = file,
            label = label,
            classes = classes
        ),
        _ => message!("taken-labels-classes", labels = words, classes = classes),
    }
}
