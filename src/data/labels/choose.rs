//! Which way of reading labels fits the names at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Serialize;

use super::camera::{is_camera_word, is_made_up};
use super::reading::Reading;

/// Labels that are numbers name the classes 0 to the largest, so that a validation folder in which one never occurs
/// still agrees with its training folder. Beyond this they are taken for words.
const LARGEST_NUMBER: usize = 999;

/// A way fits only if it labels nearly every picture.
const LEAST_LABELLED: f64 = 0.9;

/// What a way of reading labels comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The way.
    pub reading: Reading,
    /// The classes it finds, in order, and the pictures of each.
    pub classes: Vec<(String, usize)>,
    /// Pictures that it finds no label for.
    pub unlabelled: usize,
    /// A file's name and its label.
    pub example: Option<(String, String)>,
    /// Whether it makes sense: at least two classes, nearly every picture labelled, no names that cameras write.
    pub fits: bool,
    #[serde(skip)]
    score: f64,
}

impl Candidate {
    /// Labels by folder: what each is called, and the pictures in it.
    pub(in super::super) fn of_folders(folders: &BTreeMap<String, Vec<PathBuf>>) -> Option<Self> {
        let example = folders.iter().find_map(|(name, pictures)| {
            let file = pictures.first()?.file_name()?;
            Some((file.to_string_lossy().into_owned(), name.clone()))
        });
        let counted = folders
            .iter()
            .map(|(name, pictures)| (name.clone(), pictures.len()));
        let filled = folders
            .values()
            .filter(|pictures| !pictures.is_empty())
            .count();
        example.is_some().then(|| Self {
            reading: Reading::Folder,
            classes: counted.collect(),
            unlabelled: 0,
            example,
            fits: filled >= 2,
            score: 0.0,
        })
    }
}

/// Every way that finds at least one label in these names, the best first. `Folder` is no reading of names.
pub(in super::super) fn candidates(names: &[String]) -> Vec<Candidate> {
    let readings = Reading::ALL.into_iter();
    let mut found: Vec<Candidate> = readings
        .filter_map(|reading| candidate(reading, names))
        .collect();
    // Stable: of two that come to the same, the simpler one stays in front.
    found.sort_by(|a, b| b.fits.cmp(&a.fits).then(b.score.total_cmp(&a.score)));
    found
}

/// One picture as a way reads it.
struct Read<'a> {
    label: &'a str,
    rest: &'a str,
}

fn candidate(reading: Reading, names: &[String]) -> Option<Candidate> {
    let read: Vec<Read<'_>> = names
        .iter()
        .filter_map(|name| split(reading, name))
        .collect();
    let example = names.iter().find_map(|name| {
        let label = split(reading, name)?.label;
        Some((name.clone(), label.to_owned()))
    });
    let labels: Vec<&str> = read.iter().map(|read| read.label).collect();
    let classes = count(&labels);
    let labelled = read.len() as f64 / names.len() as f64;
    let candidate = Candidate {
        reading,
        unlabelled: names.len() - read.len(),
        fits: labelled >= LEAST_LABELLED && is_sensible(reading, &read, &classes),
        score: labelled - penalty(reading, &read, &classes),
        example,
        classes,
    };
    (!read.is_empty()).then_some(candidate)
}

/// What cameras write is no label.
fn split(reading: Reading, name: &str) -> Option<Read<'_>> {
    let (label, rest) = reading.split(stem_of(name))?;
    (!is_made_up(label)).then_some(Read { label, rest })
}

/// The label that a way finds in a file's name. Where the user asked for this way, also such as cameras write.
pub(in super::super) fn label_of(
    reading: Reading,
    name: &str,
    was_asked_for: bool,
) -> Option<&str> {
    let (label, _) = reading.split(stem_of(name))?;
    (was_asked_for || !is_made_up(label)).then_some(label)
}

/// A file's name without what follows its last dot.
pub(in super::super) fn stem_of(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Two classes or more, and not as many as there are pictures: names that are all different label nothing. Numbers may
/// stand alone where something follows them, as in `0_left.png`, `1_right.png`.
fn is_sensible(reading: Reading, read: &[Read<'_>], classes: &[(String, usize)]) -> bool {
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
            // A number at the end counts pictures, unless each has another number of its own before it.
            Reading::AfterLast if are_digits => is_repeated && have_own_names(read),
            _ => is_repeated || (are_numbers && have_rests),
        }
}

/// Whether what is left over tells nearly every picture from the others.
fn have_own_names(read: &[Read<'_>]) -> bool {
    let rests: BTreeSet<&str> = read.iter().map(|read| read.rest).collect();
    10 * rests.len() >= 9 * read.len()
}

/// What speaks against a way: more of the label stands in what it leaves over, or part of a picture's own number in what
/// it takes.
fn penalty(reading: Reading, read: &[Read<'_>], classes: &[(String, usize)]) -> f64 {
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

/// The classes that labels come to, in order: numbers from 0 to the largest, words sorted as Keras sorts them.
pub(in super::super) fn classes_of<S: AsRef<str>>(labels: &[S]) -> Vec<String> {
    let numbers: Option<Vec<usize>> = labels.iter().map(|label| number(label.as_ref())).collect();
    match numbers.and_then(|numbers| numbers.into_iter().max()) {
        Some(largest) => (0..=largest).map(|number| number.to_string()).collect(),
        None => {
            let distinct: BTreeSet<&str> = labels.iter().map(AsRef::as_ref).collect();
            distinct.into_iter().map(str::to_owned).collect()
        }
    }
}

/// Whether a label means a class: the same word, or the same number written otherwise (`02` and `2`).
pub(in super::super) fn is_same_class(class: &str, label: &str) -> bool {
    class == label || matches!((number(class), number(label)), (Some(a), Some(b)) if a == b)
}

fn number(label: &str) -> Option<usize> {
    label
        .parse()
        .ok()
        .filter(|&number| number <= LARGEST_NUMBER)
}

fn count(labels: &[&str]) -> Vec<(String, usize)> {
    let classes = classes_of(labels);
    let are_numbers = labels.iter().all(|label| number(label).is_some());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels {
        let key = match number(label) {
            Some(number) if are_numbers => number.to_string(),
            _ => (*label).to_owned(),
        };
        *counts.entry(key).or_default() += 1;
    }
    classes
        .into_iter()
        .map(|class| {
            let count = counts.get(&class).copied().unwrap_or(0);
            (class, count)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(names: &[&str]) -> Option<(Reading, Vec<(String, usize)>)> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let best = candidates(&names).into_iter().next()?;
        best.fits.then_some((best.reading, best.classes))
    }

    #[track_caller]
    fn expect(names: &[&str], classes: &[(&str, usize)]) {
        let found = best(names).map(|(_, classes)| classes);
        let classes = classes
            .iter()
            .map(|&(class, count)| (class.to_owned(), count))
            .collect();
        assert_eq!(found, Some(classes), "{names:?}");
    }

    #[test]
    fn labels_of_several_words_stay_whole() {
        expect(
            &[
                "american_bulldog_1.jpg",
                "american_bulldog_2.jpg",
                "american_pit_bull_terrier_1.jpg",
                "american_pit_bull_terrier_12.jpg",
                "Abyssinian_1.jpg",
                "Abyssinian_34.jpg",
            ],
            &[
                ("Abyssinian", 2),
                ("american_bulldog", 2),
                ("american_pit_bull_terrier", 2),
            ],
        );
        expect(
            &[
                "big dog (1).jpg",
                "big dog (2).jpg",
                "cat (1).jpg",
                "cat (2).jpg",
            ],
            &[("big dog", 2), ("cat", 2)],
        );
    }

    #[test]
    fn labels_are_found_wherever_they_stand() {
        expect(
            &["cat.0.jpg", "cat.1.jpg", "dog.0.jpg", "dog.1.jpg"],
            &[("cat", 2), ("dog", 2)],
        );
        expect(
            &["happy1.png", "happy2.png", "sad1.png", "sad12.png"],
            &[("happy", 2), ("sad", 2)],
        );
        expect(
            &[
                "0_IMG_5942.jpg",
                "0_IMG_1 (1).jpg",
                "1_IMG_5943.jpg",
                "1_IMG_7.jpg",
            ],
            &[("0", 2), ("1", 2)],
        );
        expect(
            &[
                "00001_cat.jpg",
                "00002_dog.jpg",
                "00003_cat.jpg",
                "00004_dog.jpg",
            ],
            &[("cat", 2), ("dog", 2)],
        );
        expect(
            &["0a.png", "0b.png", "1a.png", "1b.png"],
            &[("0", 2), ("1", 2)],
        );
        expect(&["0_wide.png", "1_tall.png"], &[("0", 1), ("1", 1)]);
        expect(
            &[
                "n01440764_10026.JPEG",
                "n01440764_1.JPEG",
                "n01443537_1.JPEG",
                "n01443537_2.JPEG",
            ],
            &[("n01440764", 2), ("n01443537", 2)],
        );
        expect(
            &[
                "IMG_5942_0.jpg",
                "IMG_5943_1.jpg",
                "IMG_5944_0.jpg",
                "IMG_5945_1.jpg",
            ],
            &[("0", 2), ("1", 2)],
        );
        expect(
            &[
                "IMG_0001_cat.jpg",
                "IMG_0002_dog.jpg",
                "DSC_1_cat.jpg",
                "DSC_2_dog.jpg",
            ],
            &[("cat", 2), ("dog", 2)],
        );
    }

    #[test]
    fn names_that_machines_gave_never_become_classes() {
        for names in [
            ["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg", "IMG_4.jpg"],
            ["IMG_1.jpg", "IMG_2.jpg", "DSC_1.jpg", "DSC_2.jpg"],
            [
                "DSC00012.jpg",
                "DSC00013.jpg",
                "P1000123.jpg",
                "P1000124.jpg",
            ],
            [
                "IMG-20210501-WA0001.jpg",
                "IMG-20210501-WA0002.jpg",
                "IMG-20210502-WA0001.jpg",
                "IMG-20210502-WA0002.jpg",
            ],
            [
                "2021-05-01 12.30.01.jpg",
                "2021-05-01 12.30.02.jpg",
                "2021-06-01 12.30.01.jpg",
                "2021-06-01 12.30.02.jpg",
            ],
            [
                "20210501_123001.jpg",
                "20210501_123002.jpg",
                "20210601_123001.jpg",
                "20210601_123002.jpg",
            ],
            [
                "WhatsApp Image 2021-05-01 at 12.30.45.jpeg",
                "WhatsApp Image 2021-05-01 at 12.31.45.jpeg",
                "WhatsApp Image 2021-05-02 at 12.30.45.jpeg",
                "WhatsApp Image 2021-05-02 at 12.33.45.jpeg",
            ],
            [
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6.jpg",
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf7.jpg",
                "0a1d4fae-7dec-11d0-a765-00a0c91e6bf6.jpg",
                "0a1d4fae-7dec-11d0-a765-00a0c91e6bf7.jpg",
            ],
            [
                "IMG_20210501_1.jpg",
                "IMG_20210501_2.jpg",
                "IMG_20210502_1.jpg",
                "IMG_20210502_2.jpg",
            ],
            ["1.jpg", "2.jpg", "3.jpg", "4.jpg"],
            ["a.jpg", "b.jpg", "c.jpg", "d.jpg"],
            [
                "beach_holiday.jpg",
                "cake_birthday.jpg",
                "sea_sunset.jpg",
                "tree_autumn.jpg",
            ],
        ] {
            assert_eq!(best(&names), None, "{names:?}");
        }
    }

    #[test]
    fn a_few_names_without_label_do_not_hide_those_of_all_others() {
        let mut names: Vec<String> = (0..30)
            .map(|n| format!("{}_{n}.png", ["cat", "dog"][n % 2]))
            .collect();
        names.push("cover.png".to_owned());
        let best = &candidates(&names)[0];
        assert_eq!(
            (best.fits, best.unlabelled, best.classes.len()),
            (true, 1, 2)
        );
    }
}
