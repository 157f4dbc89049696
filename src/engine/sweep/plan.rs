//! Which combinations of values are tried.

use std::collections::BTreeSet;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use serde::{Deserialize, Serialize};

use super::axis::{Axis, Values};
use crate::message;
use crate::text::Message;

/// More runs than this are a slip of the keyboard.
const MOST_RUNS: usize = 1_000;
/// A draw that was there already is drawn again, so often.
const MOST_TRIES: usize = 100;

/// Some combinations, drawn at random.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// How many.
    pub count: usize,
    /// What the draw comes from.
    pub seed: u64,
}

/// The combinations to be tried, a value for each axis: all of them, or as many as are drawn, none twice.
///
/// # Errors
/// Where there are none or too many, or a range that is not drawn from.
pub fn variants(axes: &[Axis], draw: Option<Draw>) -> Result<Vec<Vec<String>>, Message> {
    if let Some(twice) = axes
        .iter()
        .enumerate()
        .find(|(index, axis)| axes[..*index].iter().any(|other| other.name == axis.name))
    {
        return Err(message!("axis-twice", name = &twice.1.name));
    }
    if axes.is_empty() {
        return Err(message!("sweep-without-axis"));
    }
    match draw {
        None => grid(axes),
        Some(draw) if (1..=MOST_RUNS).contains(&draw.count) => Ok(drawn(axes, draw)),
        Some(draw) => Err(too_many(draw.count)),
    }
}

fn too_many(count: usize) -> Message {
    message!("sweep-of-many", count = count, most = MOST_RUNS)
}

fn grid(axes: &[Axis]) -> Result<Vec<Vec<String>>, Message> {
    let mut variants = vec![Vec::new()];
    for axis in axes {
        let Values::List(values) = &axis.values else {
            return Err(message!("range-without-draw", name = &axis.name));
        };
        let count = variants.len().saturating_mul(values.len());
        if count > MOST_RUNS {
            return Err(too_many(count));
        }
        let with = |variant: &Vec<String>| {
            let longer = values
                .iter()
                .map(|value| [&variant[..], std::slice::from_ref(value)].concat());
            longer.collect::<Vec<_>>()
        };
        variants = variants.iter().flat_map(with).collect();
    }
    Ok(variants)
}

fn drawn(axes: &[Axis], draw: Draw) -> Vec<Vec<String>> {
    let mut generator = ChaCha8Rng::seed_from_u64(draw.seed);
    let (mut seen, mut variants) = (BTreeSet::new(), Vec::new());
    for _ in 0..draw.count.saturating_mul(MOST_TRIES) {
        let variant: Vec<String> = axes.iter().map(|axis| axis.draw(&mut generator)).collect();
        if seen.insert(variant.clone()) {
            variants.push(variant);
        }
        if variants.len() == draw.count {
            break;
        }
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes(texts: &[&str]) -> Vec<Axis> {
        texts
            .iter()
            .map(|text| Axis::parse(text).unwrap())
            .collect()
    }

    #[test]
    fn a_grid_holds_every_combination_once() {
        let grid = variants(&axes(&["a=1,2", "b=x,y,z"]), None).unwrap();
        assert_eq!(grid.len(), 6);
        assert_eq!(grid[0], ["1", "x"]);
        assert_eq!(grid[5], ["2", "z"]);
    }

    #[test]
    fn a_draw_repeats_with_its_seed_and_draws_nothing_twice() {
        let axes = axes(&["a=1,2", "b=1e-4..1e-1"]);
        let draw = |seed| variants(&axes, Some(Draw { count: 8, seed })).unwrap();
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
        let different: BTreeSet<_> = draw(3).into_iter().collect();
        assert_eq!(different.len(), 8);
    }

    #[test]
    fn a_draw_of_more_than_there_is_gives_all() {
        let mut all =
            variants(&axes(&["a=1,2", "b=x,y"]), Some(Draw { count: 9, seed: 0 })).unwrap();
        all.sort();
        assert_eq!(all, [["1", "x"], ["1", "y"], ["2", "x"], ["2", "y"]]);
    }

    #[test]
    fn what_cannot_be_tried_is_said() {
        assert!(variants(&axes(&["a=1..2"]), None).is_err());
        assert!(variants(&axes(&["a=1", "a=2"]), None).is_err());
        assert!(variants(&[], None).is_err());
        let many = axes(&[
            "a=1,2,3,4,5,6,7,8,9,10,11",
            "b=1,2,3,4,5,6,7,8,9,10",
            "c=1,2,3,4,5,6,7,8,9,10",
        ]);
        assert!(
            variants(&many, None)
                .unwrap_err()
                .to_string()
                .contains("1 to")
        );
    }
}
