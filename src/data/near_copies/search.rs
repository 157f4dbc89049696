//! The search among sketches: sorted by the value that differs most, so that only a stretch of them need be looked at for each.

use std::ops::Range;

use super::sketch::Sketch;

/// Values that are looked at first; most pairs are far apart in them already.
const HEAD: usize = 8;

/// Turning rounds: nothing that is near may be missed for that.
const SLACK: f32 = 1.001;

/// Nearest ones that are kept for a closer look. Whoever has more has copies enough.
const MOST_KEPT: usize = 16;

/// Sketches in the order in which they are searched.
pub(super) struct Sorted {
    keys: Vec<f32>,
    heads: Vec<[f32; HEAD]>,
    sketches: Vec<Sketch>,
    /// Which image each is of.
    images: Vec<u32>,
    /// The square of the distance at which each counts as near.
    limits: Vec<f32>,
}

/// An image that may be near, and the square of its sketch's distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    pub(super) image: usize,
    distance: f32,
}

impl Sorted {
    /// Of turned sketches, one for each image, with the square of the distance at which each counts as near.
    pub(super) fn of(sketches: &[Sketch], limits: &[f32]) -> Self {
        let mut order: Vec<u32> = (0..sketches.len() as u32).collect();
        let key = |image: u32| sketches[image as usize][0];
        order.sort_by(|&a, &b| key(a).total_cmp(&key(b)));
        let sorted = || order.iter().map(|&image| &sketches[image as usize]);
        Self {
            keys: order.iter().map(|&image| key(image)).collect(),
            heads: sorted()
                .map(|sketch| std::array::from_fn(|place| sketch[place]))
                .collect(),
            sketches: sorted().copied().collect(),
            limits: order
                .iter()
                .map(|&image| limits[image as usize] * SLACK)
                .collect(),
            images: order,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.images.len()
    }

    /// How many pairs a search for all of them looks at.
    pub(super) fn pair_count(&self) -> u64 {
        let stretches = (0..self.len()).map(|place| self.stretch(place).len() as u64);
        stretches.sum()
    }

    /// Which image stands at a place.
    pub(super) fn image(&self, place: usize) -> usize {
        self.images[place] as usize
    }

    /// Where everything stands that may be near.
    fn stretch(&self, place: usize) -> Range<usize> {
        let (key, reach) = (self.keys[place], self.limits[place].sqrt());
        let first = self.keys.partition_point(|&other| other < key - reach);
        let end = self.keys.partition_point(|&other| other <= key + reach);
        first..end
    }

    /// The images before the one at `place` that may be near it, the nearest first, of each of several lists that `list_of` sorts
    /// images into.
    pub(super) fn candidates<const LISTS: usize>(
        &self,
        place: usize,
        list_of: impl Fn(usize) -> usize,
    ) -> [Vec<Candidate>; LISTS] {
        let mut lists = std::array::from_fn(|_| Vec::new());
        let (own, limit) = (self.images[place], self.limits[place]);
        let head = self.heads[place];
        for other in self.stretch(place) {
            let apart = squares(&head, &self.heads[other]);
            if apart >= limit || self.images[other] >= own {
                continue;
            }
            let rest = squares(&self.sketches[place][HEAD..], &self.sketches[other][HEAD..]);
            let distance = apart + rest;
            if distance < limit {
                let image = self.image(other);
                let list: &mut Vec<Candidate> = &mut lists[list_of(image)];
                put(list, Candidate { image, distance });
            }
        }
        lists
    }
}

fn squares(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// Puts a candidate where it belongs among the nearest.
fn put(list: &mut Vec<Candidate>, candidate: Candidate) {
    let is_before =
        |known: &Candidate| (known.distance, known.image) < (candidate.distance, candidate.image);
    let place = list.partition_point(is_before);
    if place < MOST_KEPT {
        list.insert(place, candidate);
        list.truncate(MOST_KEPT);
    }
}
