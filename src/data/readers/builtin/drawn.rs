//! `builtin:happy` and `builtin:signs`: images drawn from a seed, each from a stream of its own, so that any number
//! of threads draws the same.

use rayon::prelude::*;

use super::super::super::dataset::{Dataset, DatasetParts, ImageStore};
use super::super::super::draw::{SIDE, draw_face, draw_hand};
use super::super::super::error::DataError;
use super::super::super::random::Random;
use super::super::super::shape::ImageShape;

/// One drawn data set. Part sizes are the course's.
struct Recipe {
    name: &'static str,
    seed: u64,
    classes: &'static [&'static str],
    train: usize,
    test: usize,
    draw: fn(&mut Random, usize) -> Vec<u8>,
}

const HAPPY: Recipe = Recipe {
    name: "happy",
    seed: 2,
    classes: &["not happy", "happy"],
    train: 600,
    test: 150,
    draw: |random, class| draw_face(random, class == 1),
};

const SIGNS: Recipe = Recipe {
    name: "signs",
    seed: 5,
    classes: &["0", "1", "2", "3", "4", "5"],
    train: 1080,
    test: 120,
    draw: draw_hand,
};

/// Faces, training and test part.
pub(super) fn happy() -> Result<(Dataset, Dataset), DataError> {
    HAPPY.both()
}

/// Hands, training and test part.
pub(super) fn signs() -> Result<(Dataset, Dataset), DataError> {
    SIGNS.both()
}

impl Recipe {
    fn both(&self) -> Result<(Dataset, Dataset), DataError> {
        Ok((
            self.part("train", 0, self.train)?,
            self.part("test", self.train, self.test)?,
        ))
    }

    /// Images `start..start + count`; classes take turns, so that every part is balanced.
    fn part(&self, part: &str, start: usize, count: usize) -> Result<Dataset, DataError> {
        let class_of = |index: usize| index % self.classes.len();
        let draw =
            |index: usize| (self.draw)(&mut Random::new(self.seed, index as u64), class_of(index));
        let pictures: Vec<Vec<u8>> = (start..start + count).into_par_iter().map(draw).collect();
        let shape = ImageShape::new(SIDE as u64, SIDE as u64, 3)?;
        Dataset::new(DatasetParts {
            name: format!("{}/{part}", self.name),
            source: format!("builtin:{}/{part}", self.name),
            shape,
            pictures: ImageStore::in_memory(pictures.concat(), shape),
            labels: (start..start + count)
                .map(|index| class_of(index) as u32)
                .collect(),
            classes: self
                .classes
                .iter()
                .map(|class| (*class).to_owned())
                .collect(),
            file_names: Vec::new(),
            warnings: Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::explore::explore;
    use super::*;

    #[test]
    fn parts_have_the_courses_sizes_and_balance() {
        let (train, test) = happy().expect("drawn");
        assert_eq!(
            (train.class_counts(), test.class_counts()),
            (vec![300; 2], vec![75; 2])
        );
        let (train, test) = signs().expect("drawn");
        assert_eq!(
            (train.class_counts(), test.class_counts()),
            (vec![180; 6], vec![20; 6])
        );
        assert!(explore(&train, Some(&test)).duplicates.is_empty());
    }

    #[test]
    fn any_number_of_threads_draws_the_same() {
        let alone = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .expect("one thread");
        let drawn = alone
            .install(|| SIGNS.part("test", 1080, 24))
            .expect("drawn");
        let many = rayon::ThreadPoolBuilder::new()
            .num_threads(7)
            .build()
            .expect("seven threads");
        assert_eq!(
            many.install(|| SIGNS.part("test", 1080, 24))
                .expect("drawn"),
            drawn
        );
    }
}
