//! The axes of a picture of several runs: the settings in which they differ, and how well each did at its best.

use super::columns::{accuracy, loss};
use super::differences::{differences, words_of};
use crate::engine::run::RunSummary;
use crate::text::say;

/// One axis: where each run lies on it from 0, at the foot, to 1.
#[derive(Debug, PartialEq)]
pub struct Scale {
    /// What it measures.
    pub title: String,
    /// A run without a value has no place.
    pub places: Vec<Option<f32>>,
    /// What stands beside the axis, from 0 to 1.
    pub marks: Vec<(f32, String)>,
}

/// The axes of `runs`, from left to right.
pub fn scales_of(runs: &[&RunSummary]) -> Vec<Scale> {
    let rows = differences(runs).into_iter();
    // Whole networks have no order that could be read off an axis; their settings are axes of their own. A number that only
    // some have belongs to the choice that brings it, which has an axis.
    let rows = rows.filter(|(key, values)| {
        key != "network" && key != "data" && values.iter().all(|value| !value.is_empty())
    });
    let settings = varied_layers(runs).into_iter().chain(rows);
    let mut scales: Vec<Scale> = settings
        .map(|(key, values)| scale_of(words_of(&key, runs), &values))
        .collect();
    scales.push(figures(
        say("loss"),
        runs.iter().map(|run| loss(run)).collect(),
    ));
    scales.push(figures(
        say("accuracy"),
        runs.iter().map(|run| accuracy(run)).collect(),
    ));
    scales
}

/// Settings of layers stand in the name that a sweep gives its runs: "fc1.units=16 learning_rate=0.1".
fn varied_layers(runs: &[&RunSummary]) -> Vec<(String, Vec<String>)> {
    let pairs = |run: &RunSummary| -> Vec<(String, String)> {
        let words = run.label.name.split(' ');
        let pairs = words.filter_map(|word| word.split_once('='));
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    };
    let all: Vec<Vec<(String, String)>> = runs.iter().map(|run| pairs(run)).collect();
    let Some(first) = all.first() else {
        return Vec::new();
    };
    let own = runs.first().map(|run| run.settings.recipe.setting_names());
    let is_of_layer = |name: &&(String, String)| !own.iter().flatten().any(|own| *own == name.0);
    let row = |(name, _): &(String, String)| {
        let value = |pairs: &Vec<(String, String)>| {
            let found = pairs.iter().find(|(other, _)| other == name);
            found.map_or_else(String::new, |(_, value)| value.clone())
        };
        (name.clone(), all.iter().map(value).collect())
    };
    first.iter().filter(is_of_layer).map(row).collect()
}

/// Numbers from this factor on lie on a logarithmic axis.
const WIDE: f64 = 10.0;

fn scale_of(title: String, values: &[String]) -> Scale {
    let numbers: Option<Vec<f64>> = values.iter().map(|value| value.parse().ok()).collect();
    if let Some(numbers) = numbers {
        return numeric(title, numbers.into_iter().map(Some).collect());
    }
    let mut known: Vec<&String> = values.iter().collect();
    known.sort();
    known.dedup();
    let place = |index: usize| index as f32 / known.len().max(2).saturating_sub(1) as f32;
    let places = values.iter().map(|value| {
        let index = known.iter().position(|known| *known == value);
        index.map(place)
    });
    let marks = known.iter().enumerate();
    let marks = marks.map(|(index, words)| (place(index), shown(words)));
    Scale {
        places: places.collect(),
        marks: marks.collect(),
        title,
    }
}

fn shown(words: &str) -> String {
    if words.is_empty() { "–" } else { words }.to_owned()
}

fn figures(title: &str, values: Vec<Option<f64>>) -> Scale {
    numeric(title.to_owned(), values)
}

fn numeric(title: String, values: Vec<Option<f64>>) -> Scale {
    let finite = || {
        values
            .iter()
            .flatten()
            .copied()
            .filter(|value| value.is_finite())
    };
    let (low, high) = (
        finite().fold(f64::INFINITY, f64::min),
        finite().fold(f64::NEG_INFINITY, f64::max),
    );
    let is_wide = low > 0.0 && high / low >= WIDE;
    let along = |value: f64| if is_wide { value.ln() } else { value };
    let span = along(high) - along(low);
    let place = |value: f64| {
        if span > 0.0 {
            ((along(value) - along(low)) / span) as f32
        } else {
            0.5
        }
    };
    let mut known: Vec<f64> = finite().collect();
    known.sort_by(f64::total_cmp);
    known.dedup();
    if known.len() > MOST_MARKS {
        known = vec![low, high];
    }
    Scale {
        places: values
            .iter()
            .map(|value| value.filter(|value| value.is_finite()).map(place))
            .collect(),
        marks: known
            .iter()
            .map(|value| (place(*value), in_short(*value)))
            .collect(),
        title,
    }
}

/// As many values are all written beside their axis.
const MOST_MARKS: usize = 5;

fn in_short(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-3 {
        return format!("{value:.1e}");
    }
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn numbers_lie_by_size_and_words_by_their_order() {
        let linear = scale_of("units".to_owned(), &texts(&["16", "32", "24"]));
        assert_eq!(linear.places, [Some(0.0), Some(1.0), Some(0.5)]);
        let wide = scale_of(
            "learning_rate".to_owned(),
            &texts(&["0.001", "0.1", "0.01"]),
        );
        assert!((wide.places[2].unwrap() - 0.5).abs() < 1e-6);
        let words = scale_of("optimizer".to_owned(), &texts(&["sgd", "adam", "sgd"]));
        assert_eq!(words.places, [Some(1.0), Some(0.0), Some(1.0)]);
        assert_eq!(words.marks[0].1, "adam");
    }

    #[test]
    fn a_run_without_a_figure_has_no_place() {
        let scale = numeric("loss".to_owned(), vec![Some(0.5), None, Some(f64::NAN)]);
        assert_eq!(scale.places, [Some(0.5), None, None]);
    }
}
