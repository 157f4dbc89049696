//! Data sets that ship with the program.

use super::super::dataset::Dataset;
use super::super::error::DataError;
use super::super::open::Loaded;
use super::super::role::Role;
use super::super::source::{Builtin, BuiltinPart};
use super::super::taken::{Taken, TakenPart};

mod digits;
mod drawn;

/// The asked part of a built-in data set.
pub(in super::super) fn read(builtin: Builtin, part: BuiltinPart) -> Result<Loaded, DataError> {
    let (train, test) = match builtin {
        Builtin::Happy => drawn::happy()?,
        Builtin::Signs => drawn::signs()?,
        Builtin::Digits => digits::read()?,
    };
    let parts = match part {
        BuiltinPart::Both => vec![(Role::Training, train), (Role::Test, test)],
        BuiltinPart::Train => vec![(Role::Training, train)],
        BuiltinPart::Test => vec![(Role::Training, test)],
    };
    let taken = Taken {
        parts: parts
            .iter()
            .map(|(role, dataset)| taken(*role, dataset))
            .collect(),
        ..Taken::default()
    };
    Loaded::of_parts(parts, taken)
}

fn taken(role: Role, dataset: &Dataset) -> TakenPart {
    TakenPart {
        role,
        from: dataset.source().to_owned(),
        images: dataset.len(),
        is_beside: false,
    }
}
