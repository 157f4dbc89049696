//! Data sets that ship with the program.

use super::super::dataset::Dataset;
use super::super::error::DataError;
use super::super::open::Loaded;
use super::super::source::{Builtin, BuiltinPart};

mod digits;
mod drawn;

/// The asked part of a built-in data set.
pub(in super::super) fn read(builtin: Builtin, part: BuiltinPart) -> Result<Loaded, DataError> {
    let (train, test) = match builtin {
        Builtin::Happy => drawn::happy()?,
        Builtin::Signs => drawn::signs()?,
        Builtin::Digits => digits::read()?,
    };
    Ok(chosen(train, test, part))
}

fn chosen(train: Dataset, test: Dataset, part: BuiltinPart) -> Loaded {
    match part {
        BuiltinPart::Both => Loaded {
            train,
            test: Some(test),
        },
        BuiltinPart::Train => Loaded { train, test: None },
        BuiltinPart::Test => Loaded {
            train: test,
            test: None,
        },
    }
}
