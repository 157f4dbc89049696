//! Ways around the ends of other wires: where one box stands below another, what leaves the upper one and what enters the
//! lower one would lie upon each other if the one that leaves turned below the one that enters.

use std::collections::BTreeMap;

use super::Known;
use super::area::{Area, Areas};
use super::kept::Laid;
use super::ways::find_beside;
use crate::diagram::lanes::tracks::APART_PX;
use crate::diagram::lanes::{LEAST_CLEARANCE_PX, Room, STEP_PX, Way};

/// A way aside may lie upon further ends; after so many rounds they stay as they are.
const MOST_ROUNDS: usize = 4;

/// Other ways for those of `wires` whose ends would lie upon ends of others.
pub(super) fn found(
    areas: &Areas,
    wires: &[(usize, &Known)],
    laid: &BTreeMap<usize, Laid>,
) -> BTreeMap<usize, Way> {
    let mut found: BTreeMap<usize, Way> = BTreeMap::new();
    let mut taken: BTreeMap<usize, Vec<Area>> = BTreeMap::new();
    for _ in 0..MOST_ROUNDS {
        let clashes = clashes(wires, &found);
        if clashes.is_empty() {
            break;
        }
        for [leaving, entering] in clashes {
            let aside = |own: &EndStretch, other: &EndStretch| {
                let (wire, known) = wires[own.wire];
                let mut keeps_off = taken.get(&wire).cloned().unwrap_or_default();
                keeps_off.push(other.area());
                let way = find_beside(areas, &known.ends, laid.get(&wire), &keeps_off)?;
                Some((wire, way, keeps_off))
            };
            let ways = [aside(&leaving, &entering), aside(&entering, &leaving)];
            let simplest = ways.into_iter().flatten();
            if let Some((wire, way, keeps_off)) = simplest.min_by_key(|way| way.1.strips.len()) {
                found.insert(wire, way);
                taken.insert(wire, keeps_off);
            }
        }
    }
    found
}

#[derive(Clone)]
/// The first or the last stretch of a wire along, which nothing can move to the side.
struct EndStretch {
    wire: usize,
    source: usize,
    across: f32,
    along: [f32; 2],
    /// The strip in which it turns.
    strip: Room,
}

impl EndStretch {
    /// Where others may not run along.
    fn area(&self) -> Area {
        let reach = APART_PX - LEAST_CLEARANCE_PX + 1.0;
        Area::new(
            [
                self.along[0] - LEAST_CLEARANCE_PX,
                self.along[1] + LEAST_CLEARANCE_PX,
            ],
            [self.across - reach, self.across + reach],
        )
    }

    /// Whether this one, which leaves a box, lies upon one that enters another below it, and will wherever the two turn.
    fn lies_upon(&self, entering: &Self) -> bool {
        self.source != entering.source
            && (self.across - entering.across).abs() < APART_PX
            && self.along[0] < entering.along[1]
            && self.strip.least + STEP_PX / 2.0 > entering.strip.most
    }
}

/// The stretches that lie upon each other: what leaves a box, and what enters another one below it.
fn clashes(wires: &[(usize, &Known)], found: &BTreeMap<usize, Way>) -> Vec<[EndStretch; 2]> {
    let (mut leaving, mut entering) = (Vec::new(), Vec::new());
    for (index, (wire, known)) in wires.iter().enumerate() {
        let way = found.get(wire).unwrap_or(&known.way);
        let (Some(first), Some(last)) = (way.strips.first(), way.strips.last()) else {
            continue;
        };
        let stretch = |across: f32, along: [f32; 2], strip: &Room| EndStretch {
            wire: index,
            source: known.ends.source,
            across,
            along,
            strip: *strip,
        };
        let (start, end) = (known.ends.start, known.ends.end);
        leaving.push(stretch(start.across, [start.along, first.at], first));
        entering.push(stretch(end.across, [last.at, end.along], last));
    }
    leaving.sort_by(|one, other| one.across.total_cmp(&other.across));
    let mut clashes = Vec::new();
    for entering in entering {
        let from = leaving.partition_point(|one| one.across <= entering.across - APART_PX);
        let near = leaving[from..].iter();
        let mut near = near.take_while(|one| one.across < entering.across + APART_PX);
        if let Some(upon) = near.find(|one| one.lies_upon(&entering)) {
            clashes.push([upon.clone(), entering]);
        }
    }
    clashes
}
