//! Whether labels that a way of reading finds make sense, and what speaks against them.

use std::collections::{BTreeMap, BTreeSet};

use super::camera::is_camera_word;
use super::classes::number;
use super::reading::Reading;

/// One image as a way reads it.
pub(super) struct Read<'a> {
    pub label: &'a str,
    pub rest: &'a str,
}

/// Two classes or more, and not as many as there are images: names that are all different label nothing. Numbers may
/// stand alone where something follows them, as in `0_left.png`, `1_right.png`.
pub(super) fn is_sensible(
    reading: Reading,
    read: &[Read<'_>],
    classes: &[(String, usize)],
) -> bool {
    let class_count = classes.iter().filter(|(_, count)| *count > 0).count();
    let singles = classes.iter().filter(|(_, count)| *count == 1).count();
    let are_numbers = read.iter().all(|read| number(read.label).is_some());
    let are_digits = read
        .iter()
        .all(|read| read.label.bytes().all(|byte| byte.is_ascii_digit()));
    let have_rests = read.iter().all(|read| !read.rest.is_empty());
    let is_repeated = 2 * singles <= class_count;
    class_count >= 2
        && match reading {
            // A number at the end counts images, unless each has another number of its own before it.
            Reading::AfterLast if are_digits => is_repeated && have_own_names(read),
            _ => is_repeated || (are_numbers && have_rests),
        }
}

/// Whether what is left over tells nearly every image from the others.
fn have_own_names(read: &[Read<'_>]) -> bool {
    let rests: BTreeSet<&str> = read.iter().map(|read| read.rest).collect();
    10 * rests.len() >= 9 * read.len()
}

/// What speaks against a way: more of the label stands in what it leaves over, or part of a image's own number in what
/// it takes.
pub(super) fn penalty(reading: Reading, read: &[Read<'_>], classes: &[(String, usize)]) -> f64 {
    let share = |count: usize| count as f64 / read.len().max(1) as f64;
    let belonging = words_of_one_label(read);
    let is_cut = |read: &&Read<'_>| words_in(read.rest).any(|word| belonging.contains(&word));
    let has_digits = |read: &&Read<'_>| {
        number(read.label).is_none() && read.label.bytes().any(|byte| byte.is_ascii_digit())
    };
    let singles = classes.iter().filter(|(_, count)| *count == 1).count();
    let backwards = if reading == Reading::AfterLast {
        0.2
    } else {
        0.0
    };
    0.5 * share(read.iter().filter(is_cut).count())
        + 0.3 * share(read.iter().filter(has_digits).count())
        + 0.6 * singles as f64 / classes.len().max(1) as f64
        + backwards
}

/// Words behind a label that come again and again with it and never with another: of `american_bulldog_1` the first
/// word alone is no label. A word that comes with several (`cat_left_1`, `dog_left_1`) says something else.
fn words_of_one_label(read: &[Read<'_>]) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for Read { label, rest } in read {
        for word in words_in(rest).collect::<BTreeSet<_>>() {
            let (first, count) = seen.entry(word).or_insert((*label, 0));
            *count = if *first == *label {
                count.saturating_add(1)
            } else {
                usize::MAX
            };
        }
    }
    let belonging = seen
        .into_iter()
        .filter(|(_, (_, count))| (2..usize::MAX).contains(count));
    belonging.map(|(word, _)| word).collect()
}

fn words_in(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| word.chars().count() >= 2 && !is_camera_word(word))
        .map(str::to_lowercase)
}
