//! The classes of a data set: how many and how long their names may be, and how many images each has.

use super::super::error::{DataError, DataWarning};

/// The most classes that are told apart: more than the largest public collection has (ImageNet's 21,841).
pub const MOST_CLASSES: usize = 32_768;

/// The longest name of a class, in characters: what a file system gives a folder.
pub const LONGEST_CLASS_NAME: usize = 255;

/// What the names of all classes may take together, in bytes: they are kept in the header of each weight file, which readers
/// refuse beyond 100 MB, and a letter may take twelve bytes there.
pub(in super::super) const MOST_CLASS_NAME_BYTES: usize = 4 << 20;

/// As many letters of a name that is too long are quoted.
const QUOTED: usize = 40;

/// # Errors
/// Names that are too long to be kept with a network.
pub(in super::super) fn check_class_names(classes: &[String]) -> Result<(), DataError> {
    let is_long = |name: &&String| name.chars().nth(LONGEST_CLASS_NAME).is_some();
    if let Some(name) = classes.iter().find(is_long) {
        return Err(DataError::ClassNameTooLong {
            start: name.chars().take(QUOTED).collect(),
            chars: name.chars().count(),
        });
    }
    let bytes = classes.iter().map(String::len).sum();
    if bytes > MOST_CLASS_NAME_BYTES {
        return Err(DataError::ClassNamesTooLong {
            bytes,
            classes: classes.len(),
        });
    }
    Ok(())
}

/// More classes than this without a image are told in one sentence.
const MOST_EMPTY_TOLD: usize = 10;

/// What is said of classes without a image.
pub(super) fn empty_classes(labels: &[u32], classes: &[String]) -> Vec<DataWarning> {
    let counts = count_classes(labels, classes.len());
    let counted = classes.iter().zip(&counts);
    let empty: Vec<&String> = counted
        .filter(|&(_, &count)| count == 0)
        .map(|(class, _)| class)
        .collect();
    if let [example, ..] = empty.as_slice()
        && empty.len() > MOST_EMPTY_TOLD
    {
        return vec![DataWarning::EmptyClasses {
            count: empty.len(),
            total: classes.len(),
            example: (*example).clone(),
        }];
    }
    let one = |class: &String| DataWarning::EmptyClass {
        class: class.clone(),
    };
    empty.into_iter().map(one).collect()
}

/// The images of each class.
pub(super) fn count_classes(labels: &[u32], class_count: usize) -> Vec<usize> {
    let mut counts = vec![0; class_count];
    for &label in labels {
        counts[label as usize] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_that_no_weight_file_could_keep_are_refused() {
        let names = |count: usize, chars: usize| -> Vec<String> {
            (0..count).map(|index| format!("{index:0chars$}")).collect()
        };
        assert_eq!(check_class_names(&names(10_000, 255)), Ok(()));
        assert_eq!(
            check_class_names(&names(2, 256)).map_err(|error| error.to_string()),
            Err("the class name `0000000000000000000000000000000000000000…` has 256 characters, but at most 255 are kept: \
                 shorten it"
                .to_owned())
        );
        let error = check_class_names(&names(20_000, 255)).map_err(|error| error.to_string());
        assert_eq!(
            error,
            Err("the names of the 20000 classes take 5100000 bytes together, but at most 4194304 are kept with a \
                 network: shorten them"
                .to_owned())
        );
    }
}
