//! Where a network is cut: into parts between which one result alone goes on, such as the blocks of a residual network, so that
//! what is kept between them and what the largest of them holds are the least together.

use std::ops::Range;

/// One piece of work, in the order in which it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Which pieces of work before it it reads.
    pub inputs: Vec<usize>,
    /// How many bytes it gives.
    pub bytes: u64,
}

/// The parts, one where no cut helps.
pub fn parts(works: &[Work]) -> Vec<Range<usize>> {
    let spans = spans(works);
    let total = held_by(works, &(0..works.len()));
    let whole = std::iter::once(0..works.len()).collect();
    let mut best: (u64, Vec<Range<usize>>) = (total, whole);
    let largest = spans.iter().map(|span| held_by(works, span)).max();
    let mut limit = largest.unwrap_or(0);
    while limit < total {
        let joined = joined(works, &spans, limit);
        let held = most_held(works, &joined);
        if held < best.0 {
            best = (held, joined);
        }
        // A tenth more each time: a hundred tries for a network of a thousand equal layers.
        limit = limit.saturating_add(limit / 10).saturating_add(1);
    }
    best.1
}

/// The most bytes that are held at a time when the network is passed in these parts.
pub fn most_held(works: &[Work], parts: &[Range<usize>]) -> u64 {
    let between = parts.iter().skip(1).map(|part| works[part.start - 1].bytes);
    let largest = parts.iter().map(|part| held_by(works, part)).max();
    between.fold(largest.unwrap_or(0), u64::saturating_add)
}

fn held_by(works: &[Work], part: &Range<usize>) -> u64 {
    let bytes = works[part.clone()].iter().map(|work| work.bytes);
    bytes.fold(0, u64::saturating_add)
}

/// The smallest parts: after each, nothing but its last result is read any more.
fn spans(works: &[Work]) -> Vec<Range<usize>> {
    let mut last_read = vec![0; works.len()];
    for (place, work) in works.iter().enumerate() {
        for &input in &work.inputs {
            last_read[input] = place;
        }
    }
    let (mut spans, mut start, mut read_until) = (Vec::new(), 0, 0);
    for (place, last) in last_read.into_iter().enumerate() {
        if read_until <= place || place + 1 == works.len() {
            spans.push(start..place + 1);
            start = place + 1;
        }
        read_until = read_until.max(last);
    }
    spans
}

/// Neighbors together, as long as they hold no more than `limit`.
fn joined(works: &[Work], spans: &[Range<usize>], limit: u64) -> Vec<Range<usize>> {
    let mut parts: Vec<(Range<usize>, u64)> = Vec::new();
    for span in spans {
        let bytes = held_by(works, span);
        match parts.last_mut() {
            Some((part, held)) if held.saturating_add(bytes) <= limit => {
                part.end = span.end;
                *held = held.saturating_add(bytes);
            }
            _ => parts.push((span.clone(), bytes)),
        }
    }
    parts.into_iter().map(|(part, _)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(bytes: &[u64]) -> Vec<Work> {
        let work = |(place, bytes): (usize, &u64)| Work {
            inputs: place.checked_sub(1).into_iter().collect(),
            bytes: *bytes,
        };
        bytes.iter().enumerate().map(work).collect()
    }

    // The square root of the paper: 100 layers in parts of 10 hold 9 results between them and 10 inside of one.
    #[test]
    fn a_chain_is_cut_into_as_many_parts_as_each_has_layers() {
        let works = chain(&[1; 100]);
        let parts = parts(&works);
        assert_eq!(most_held(&works, &parts), 19);
        assert_eq!(parts.first().map(|part| part.start), Some(0));
        assert_eq!(parts.last().map(|part| part.end), Some(100));
        assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
    }

    #[test]
    fn a_shortcut_is_not_cut_through() {
        // Two blocks of three layers, each with a shortcut around it to its last.
        let mut works = chain(&[4, 4, 4, 4, 4, 4, 4]);
        works[3].inputs.push(0);
        works[6].inputs.push(3);
        assert_eq!(spans(&works), [0..1, 1..4, 4..7]);
        let parts = parts(&works);
        assert!(parts.iter().all(|part| [0, 1, 4].contains(&part.start)));
        assert_eq!(most_held(&works, &parts), 20);
    }

    #[test]
    fn what_cannot_be_cut_stays_whole() {
        let mut works = chain(&[4, 4, 4]);
        works[2].inputs.push(0);
        works[0].bytes = 1000;
        assert_eq!(parts(&works).len(), 1);
        assert_eq!(parts(&chain(&[7])).len(), 1);
    }
}
