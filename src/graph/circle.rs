//! Circles, where data would have to flow for ever: of nodes that wait for each other, and of blocks that hold each other.
//! Never says what is to be done about one.

use std::collections::BTreeMap;

/// As many members of a circle as are named.
const MOST_NAMED: usize = 5;

/// The circle that a walk from `start` ends in, in the order of the walk; all that was walked where `next` leads nowhere.
pub(super) fn circle<T: Copy + Ord>(start: T, next: impl Fn(T) -> Option<T>) -> Vec<T> {
    let mut walked = vec![start];
    let mut place_of = BTreeMap::from([(start, 0)]);
    let mut current = start;
    while let Some(following) = next(current) {
        if let Some(place) = place_of.get(&following) {
            return walked.split_off(*place);
        }
        place_of.insert(following, walked.len());
        walked.push(following);
        current = following;
    }
    walked
}

/// "`a` → `b` → `a`"; of a large circle, the first and the last ones.
pub(super) fn words<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names = names.into_iter();
    let mut named: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    named.extend(named.first().cloned());
    if named.len() > MOST_NAMED + 1 {
        named.splice(MOST_NAMED - 1..named.len() - 1, ["…".to_owned()]);
    }
    named.join(" → ")
}
