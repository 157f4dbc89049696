//! Which way of reading labels fits the names at hand.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::camera::is_made_up;
use super::classes::count;
use super::reading::Reading;
use super::sense::{Read, is_sensible, penalty};

/// A way fits only if it labels nearly every image.
const LEAST_LABELED: f64 = 0.9;

/// What a way of reading labels comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The way.
    pub reading: Reading,
    /// The classes it finds, in order, and the images of each.
    pub classes: Vec<(String, usize)>,
    /// Images that it finds no label for.
    pub unlabeled: usize,
    /// A file's name and its label.
    pub example: Option<(String, String)>,
    /// Whether it makes sense: at least two classes, nearly every image labeled, no names that cameras write.
    pub fits: bool,
    #[serde(skip)]
    score: f64,
}

impl Candidate {
    /// Labels by folder: what each is called, and the images in it.
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
            unlabeled: 0,
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
    let labeled = read.len() as f64 / names.len() as f64;
    let candidate = Candidate {
        reading,
        unlabeled: names.len() - read.len(),
        fits: labeled >= LEAST_LABELED && is_sensible(reading, &read, &classes),
        score: labeled - penalty(reading, &read, &classes),
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
            (best.fits, best.unlabeled, best.classes.len()),
            (true, 1, 2)
        );
    }
}
