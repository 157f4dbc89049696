//! In which order a file names its tensors: that of the layers, which the reader of pickles does not keep.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use crate::files::Source;

/// As much of a pickle as is looked through.
const LARGEST_PICKLE_BYTES: u64 = 64 << 20;

/// `names` in the order in which the file at `path` has them; those that it does not have as a whole, as in a module that was
/// saved with its classes, come behind the others by their numbers.
pub(super) fn file_order(path: &Path, names: &[&str]) -> Vec<String> {
    let pickle = pickle_of(path).unwrap_or_default();
    let places = places(&pickle, names);
    let mut sorted: Vec<&str> = names.to_vec();
    sorted.sort_by_key(|name| {
        let place = places.get(name).copied().unwrap_or(usize::MAX);
        (place, natural(name))
    });
    sorted.into_iter().map(str::to_owned).collect()
}

fn pickle_of(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Ok(mut archive) = zip::ZipArchive::new(std::fs::File::open(path).ok()?) {
        let mut names = archive.file_names().flatten();
        let name = names.find(|name| name.ends_with("data.pkl"))?.into_owned();
        drop(names);
        let member = archive.by_name(&name).ok()?;
        member
            .take(LARGEST_PICKLE_BYTES)
            .read_to_end(&mut bytes)
            .ok()?;
        return Some(bytes);
    }
    let mut source = Source::open(path, u64::MAX).ok()?;
    bytes.resize(source.len_bytes().min(LARGEST_PICKLE_BYTES) as usize, 0);
    source.read(&mut bytes).ok()?;
    Some(bytes)
}

/// Where each name stands first. A wrapper's key stands before the names inside of it and not in them: their ends count.
fn places<'a>(pickle: &[u8], names: &[&'a str]) -> HashMap<&'a str, usize> {
    let mut by_text: HashMap<&[u8], &str> = HashMap::new();
    for name in names {
        for text in std::iter::successors(Some(*name), |rest| Some(rest.split_once('.')?.1)) {
            by_text.entry(text.as_bytes()).or_insert(name);
        }
    }
    // Behind an old stream lie the numbers themselves, in which any length may seem to stand.
    let longest = names.iter().map(|name| name.len()).max().unwrap_or(0);
    let mut found = HashMap::new();
    let mut at = 0;
    while at < pickle.len() {
        let length = match pickle[at..] {
            // A short text and a long one: the letter of the pickle machine and the length.
            [0x8c, length, ..] => Some((2, usize::from(length))),
            [b'X', a, b, c, d, ..] => Some((5, u32::from_le_bytes([a, b, c, d]) as usize)),
            [b'U', length, ..] => Some((2, usize::from(length))),
            _ => None,
        };
        let text = length
            .filter(|(_, length)| *length <= longest)
            .and_then(|(head, length)| pickle.get(at + head..(at + head).checked_add(length)?));
        if let Some(name) = text.and_then(|text| by_text.get(text)) {
            found.entry(*name).or_insert(at);
        }
        at += 1;
    }
    found
}

/// A name with its numbers as numbers: `layer2` before `layer10`.
fn natural(name: &str) -> Vec<(String, u64)> {
    let part = |part: &str| {
        let digits = part.len()
            - part
                .trim_end_matches(|letter: char| letter.is_ascii_digit())
                .len();
        let (stem, number) = part.split_at(part.len() - digits);
        (stem.to_owned(), number.parse().unwrap_or(0))
    };
    name.split('.').map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_as_the_pickle_has_them_and_then_by_their_numbers() {
        let text = |name: &str| {
            let length = (name.len() as u32).to_le_bytes();
            [b"X", &length[..], name.as_bytes()].concat()
        };
        let pickle = [text("fc.weight"), text("bn.weight")].concat();
        let found = places(&pickle, &["bn.weight", "fc.weight", "a.b"]);
        assert!(found["fc.weight"] < found["bn.weight"] && !found.contains_key("a.b"));
        assert!(natural("layer2.0") < natural("layer10.0"));
    }

    /// Each of them would be as long as the rest of the file: minutes for a file of a megabyte.
    #[test]
    fn numbers_that_look_like_long_names_take_no_time() {
        let one = [b'X', 0, 0, 4, 0];
        let mut pickle = one.repeat(1 << 18);
        pickle.extend([&[0x8c, 2][..], b"fc"].concat());
        let name = "fc";
        assert_eq!(places(&pickle, &[name])[name], 5 << 18);
    }
}
