//! Pictures that the network got wrong, and some that it got right.

use super::contents::MeasuredRun;
use super::paper::Captioned;
use super::words::percent;
use crate::diagram::encode_png;
use crate::engine::metric::Judged;
use crate::tr;

/// As many of each kind say what there is to say.
const MOST: usize = 12;
/// The longer side of a picture in a report, px: more than any printer makes of it.
const LONGEST_SIDE: u32 = 512;

/// The surest mistakes, and of each class the surest hit.
pub(super) fn examples(measured: &MeasuredRun) -> [Vec<Captioned>; 2] {
    let scores = &measured.evaluation.scores;
    let wrong = scores.worst_first(|judged| !judged.is_right());
    // The last of the right ones of a class is the surest.
    let surest = |class: usize| {
        let right = scores.worst_first(|judged| judged.is_right() && judged.actual == class);
        right.last().copied()
    };
    let classes = 0..scores.class_count().min(MOST);
    let right: Vec<usize> = classes.filter_map(surest).collect();
    [wrong, right].map(|places| {
        let shown = places.iter().take(MOST);
        shown
            .filter_map(|place| example(measured, *place))
            .collect()
    })
}

fn example(measured: &MeasuredRun, place: usize) -> Option<Captioned> {
    let judged: &Judged = measured.evaluation.scores.judged().get(place)?;
    let picture = measured.dataset.picture(judged.image)?.to_dynamic();
    let picture = if picture.width().max(picture.height()) > LONGEST_SIDE {
        picture.thumbnail(LONGEST_SIDE, LONGEST_SIDE)
    } else {
        picture
    };
    let png = encode_png(&picture.to_rgba8())
        .map_err(|error| error.message())
        .ok()?;
    let name = |class: usize| {
        let name = measured.evaluation.classes.get(class).cloned();
        name.unwrap_or_else(|| class.to_string())
    };
    let predicted = tr!(
        "answer-sure",
        class = name(judged.predicted),
        percent = percent(f64::from(judged.confidence))
    );
    let actual = tr!("picture-is", class = name(judged.actual));
    Some((png, [predicted, actual]))
}
