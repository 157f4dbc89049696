//! Several runs as lines across parallel axes: the settings in which they differ, and how well each did at its best.

use super::chart::color_of;
use super::columns::{accuracy, loss};
use super::differences::differences;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::run::RunSummary;
use crate::text::say;
use crate::tr;
use egui::{Align2, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// One axis: where each run lies on it from 0, at the foot, to 1.
#[derive(Debug, PartialEq)]
struct Scale {
    title: String,
    /// A run without a value has no place.
    places: Vec<Option<f32>>,
    /// What stands beside the axis, from 0 to 1.
    marks: Vec<(f32, String)>,
}

/// Paints the picture in all the room there is.
pub fn parallel_ui(ui: &mut Ui, runs: &[(usize, &RunSummary)]) {
    let theme = Theme::of(ui);
    let summaries: Vec<&RunSummary> = runs.iter().map(|(_, run)| *run).collect();
    let scales = scales_of(&summaries);
    if scales.len() < 3 {
        widgets::muted_ui(ui, say("parallel-needs-settings"));
        return;
    }
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let name = tr!("parallel-of-runs", count = runs.len(), axes = scales.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let inside = Rect::from_min_max(rect.min + vec2(70.0, 34.0), rect.max - vec2(70.0, 16.0));
    let x = |axis: usize| {
        let share = axis as f32 / (scales.len() - 1) as f32;
        inside.left() + share * inside.width()
    };
    let at = |axis: usize, place: f32| pos2(x(axis), inside.bottom() - place * inside.height());
    let lines: Vec<Vec<Pos2>> = (0..runs.len())
        .map(|run| {
            let places = scales.iter().enumerate();
            let points = places.filter_map(|(axis, scale)| Some(at(axis, scale.places[run]?)));
            points.collect()
        })
        .collect();
    let pointed = response.hover_pos().and_then(|pos| nearest(&lines, pos));
    let painter = ui.painter_at(rect);
    for (run, line) in lines.iter().enumerate() {
        let is_faint = pointed.is_some_and(|pointed| pointed != run);
        let strength = if is_faint { 0.25 } else { 0.9 };
        let stroke = Stroke::new(1.5, color_of(runs[run].0).gamma_multiply(strength));
        painter.add(Shape::line(line.clone(), stroke));
    }
    if let Some(run) = pointed {
        let stroke = Stroke::new(3.0, color_of(runs[run].0));
        painter.add(Shape::line(lines[run].clone(), stroke));
        response.on_hover_text(runs[run].1.name());
    }
    for (axis, scale) in scales.iter().enumerate() {
        let ends = [at(axis, 0.0), at(axis, 1.0)];
        painter.line_segment(ends, Stroke::new(1.0, theme.muted));
        let head = ends[1] - vec2(0.0, 8.0);
        let font = fonts::semi_bold(size::SMALL_TEXT);
        painter.text(head, Align2::CENTER_BOTTOM, &scale.title, font, theme.text);
        for (place, words) in &scale.marks {
            let mark = at(axis, *place) + vec2(5.0, 0.0);
            let words = painter.layout_no_wrap(words.clone(), fonts::mono(), theme.muted);
            let place = Align2::LEFT_CENTER.anchor_size(mark, words.size());
            // Lines run behind it.
            painter.rect_filled(place.expand(1.0), 2.0, theme.panel.gamma_multiply(0.85));
            painter.galley(place.min, words, theme.muted);
        }
    }
}

/// How far from a line it is still meant, in points.
const REACH: f32 = 10.0;

fn nearest(lines: &[Vec<Pos2>], at: Pos2) -> Option<usize> {
    let distance = |line: &Vec<Pos2>| {
        let segments = line
            .windows(2)
            .map(|ends| distance_to(at, ends[0], ends[1]));
        segments.fold(f32::INFINITY, f32::min)
    };
    let distances = lines.iter().map(distance).enumerate();
    let near = distances.filter(|(_, distance)| *distance <= REACH);
    near.min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(run, _)| run)
}

fn distance_to(at: Pos2, from: Pos2, to: Pos2) -> f32 {
    let along = to - from;
    let share = (at - from).dot(along) / along.length_sq().max(f32::EPSILON);
    at.distance(from + along * share.clamp(0.0, 1.0))
}

fn scales_of(runs: &[&RunSummary]) -> Vec<Scale> {
    let rows = differences(runs).into_iter();
    // Whole networks have no order that could be read off an axis; their settings are axes of their own. A number that only
    // some have belongs to the choice that brings it, which has an axis.
    let rows = rows.filter(|(key, values)| {
        key != "network" && key != "data" && values.iter().all(|value| !value.is_empty())
    });
    let settings = varied_layers(runs).into_iter().chain(rows);
    let mut scales: Vec<Scale> = settings
        .map(|(key, values)| scale_of(key, &values))
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
    let marks = marks.map(|(index, words)| (place(index), short(words)));
    Scale {
        places: places.collect(),
        marks: marks.collect(),
        title,
    }
}

fn short(words: &str) -> String {
    const MOST: usize = 18;
    let mut letters = words.chars();
    let first: String = letters.by_ref().take(MOST).collect();
    match letters.next() {
        Some(_) => first + "…",
        None if first.is_empty() => "–".to_owned(),
        None => first,
    }
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

    #[test]
    fn the_line_next_to_the_pointer_is_meant() {
        let lines = [
            vec![pos2(0.0, 0.0), pos2(100.0, 0.0)],
            vec![pos2(0.0, 50.0), pos2(100.0, 100.0)],
        ];
        assert_eq!(nearest(&lines, pos2(50.0, 4.0)), Some(0));
        assert_eq!(nearest(&lines, pos2(50.0, 77.0)), Some(1));
        assert_eq!(nearest(&lines, pos2(50.0, 40.0)), None);
    }
}
