//! The way that a layout led a wire: kept as long as it is clear of boxes, also where its ends have been pushed along
//! since, or a little to the side.

use super::ways::Finder;
use crate::diagram::flow::Flow;
use crate::diagram::lanes::{LEAST_CLEARANCE_PX, Room, Turn, Way};

/// Differences in px that come from places that are whole numbers.
const ROUNDING: f32 = 1.5;

/// How far to the side of each other the ends may have gone at most, px: farther away another way is better.
const MOST_ASIDE: f32 = 120.0;

/// The part of a strip that must be left free at least.
const LEAST_LEFT: f32 = 0.5;

/// A way as a layout found it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// Where the wire left.
    pub start: Flow,
    /// Where it entered.
    pub end: Flow,
    /// Its lanes, across.
    pub lanes: Vec<f32>,
    /// The strips before, between and behind them, along.
    pub strips: Vec<[f32; 2]>,
    /// Where it turned in each of them.
    pub turns: Vec<Turn>,
}

impl Finder<'_> {
    /// The way that a layout found, moved to where the ends are now; `None` where something is in it.
    pub(super) fn kept(&self, laid: &Laid) -> Option<Way> {
        let by = |now: Flow, before: Flow| Flow {
            along: now.along - before.along,
            across: now.across - before.across,
        };
        let [leaves_by, enters_by] = [by(self.start, laid.start), by(self.end, laid.end)];
        let apart = by(leaves_by, enters_by);
        let count = laid.strips.len();
        if count != laid.lanes.len() + 1 || apart.across.abs() > MOST_ASIDE {
            return None;
        }
        let is_pushed = apart.along.abs() > ROUNDING;
        // What was put in between has pushed one end away: then the strips behind it have gone along.
        let parts: Vec<usize> = if is_pushed {
            (1..count).chain([0, count]).collect()
        } else {
            vec![count]
        };
        // Lanes go to the side as far as both ends have gone.
        let mut asides = [0.0, leaves_by.across, enters_by.across];
        asides.sort_by(f32::total_cmp);
        let lanes: Vec<f32> = laid.lanes.iter().map(|lane| lane + asides[1]).collect();
        let way = parts.into_iter().find_map(|part| {
            let strips = laid.strips.iter().enumerate().map(|(number, strip)| {
                let by = if number < part { leaves_by } else { enters_by };
                strip.map(|edge| edge + by.along)
            });
            self.along(&lanes, &strips.collect::<Vec<_>>(), laid)
        })?;
        // Where nothing has moved between its ends, it also turns where it did.
        let is_as_it_was = !is_pushed && apart.across.abs() <= ROUNDING;
        let turns = laid.turns.iter().filter(|_| is_as_it_was).map(|turn| Turn {
            first: turn.first + leaves_by.along,
            second: turn
                .second
                .map(|(at, second)| (at + asides[1], second + leaves_by.along)),
        });
        Some(Way {
            turns: turns.collect(),
            ..way
        })
    }

    /// A way in these lanes and strips, where they are free and lead the same way as they did.
    fn along(&self, lanes: &[f32], strips: &[[f32; 2]], laid: &Laid) -> Option<Way> {
        let middle = |strip: &[f32; 2]| f32::midpoint(strip[0], strip[1]);
        let leads_down = |pair: &[[f32; 2]]| middle(&pair[0]) < middle(&pair[1]);
        let mut pairs = strips.windows(2).zip(laid.strips.windows(2));
        if pairs.any(|(now, before)| leads_down(now) != leads_down(before)) {
            return None;
        }
        let rooms = self.rooms(lanes, strips)?;
        let [first, last] = [rooms.first()?.at, rooms.last()?.at];
        let is_free = self.is_free_along(self.start.across, [self.start.along, first])
            && self.is_free_along(self.end.across, [last, self.end.along]);
        if !is_free {
            return None;
        }
        let room = |(lane, pair): (&f32, &[Room])| {
            let span = [pair[0].at.min(pair[1].at), pair[0].at.max(pair[1].at)];
            let is_free = self.is_free_along(*lane, span);
            is_free.then(|| self.room_of_lane(*lane, span))
        };
        let lanes: Option<Vec<Room>> = lanes.iter().zip(rooms.windows(2)).map(room).collect();
        Some(Way {
            lanes: lanes?,
            strips: rooms,
            is_laid_out: true,
            turns: Vec::new(),
        })
    }

    /// What is free of each strip; `None` where one is taken.
    fn rooms(&self, lanes: &[f32], strips: &[[f32; 2]]) -> Option<Vec<Room>> {
        let last = strips.len().checked_sub(1)?;
        let across = |number: usize| match number.checked_sub(1) {
            None => self.start.across,
            Some(lane) => lanes.get(lane).copied().unwrap_or(self.end.across),
        };
        let height = |room: &Room| room.most - room.least;
        let room = |(number, strip): (usize, &[f32; 2])| {
            let mut window = [strip[0] - LEAST_CLEARANCE_PX, strip[1] + LEAST_CLEARANCE_PX];
            if number == 0 {
                window[0] = window[0].max(self.start.along);
            }
            if number == last {
                window[1] = window[1].min(self.end.along);
            }
            let free = self.strips([across(number), across(number + 1)], window);
            let highest = free
                .into_iter()
                .max_by(|one, other| height(one).total_cmp(&height(other)));
            highest.filter(|room| height(room) >= LEAST_LEFT * (strip[1] - strip[0]))
        };
        strips.iter().enumerate().map(room).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::area::{Area, Areas};
    use super::*;
    use crate::diagram::lanes::Ends;

    fn place(along: f32, across: f32) -> Flow {
        Flow { along, across }
    }

    fn at(along: f32, across: f32) -> Area {
        Area::new([along, along + 46.0], [across, across + 236.0])
    }

    /// Three boxes below each other, and a wire from the first to the last that passes the second far on the other side
    /// than a way that is found anew.
    fn laid() -> (Vec<Area>, Laid) {
        let laid = Laid {
            start: place(46.0, 118.0),
            end: place(304.0, 118.0),
            lanes: vec![-60.0],
            strips: vec![[51.0, 147.0], [205.0, 299.0]],
            turns: [70.0, 250.0]
                .map(|first| Turn {
                    first,
                    second: None,
                })
                .into(),
        };
        (vec![at(0.0, 0.0), at(152.0, 0.0), at(304.0, 0.0)], laid)
    }

    fn kept(boxes: &[Area], laid: &Laid) -> Option<Way> {
        let middle = |area: &Area| f32::midpoint(area.near.across, area.far.across);
        let [first, last] = [&boxes[0], &boxes[2]];
        let ends = Ends {
            source: 0,
            start: place(first.far.along, middle(first)),
            end: place(last.near.along, middle(last)),
            enters_first: false,
        };
        let areas = Areas::new(boxes.to_vec());
        Finder::new(&areas, &ends).kept(laid)
    }

    fn lane(way: &Way) -> f32 {
        way.lanes[0].at
    }

    #[test]
    fn where_nothing_has_moved_a_wire_runs_and_turns_as_it_was_laid_out() {
        let (boxes, laid) = laid();
        let way = kept(&boxes, &laid).expect("it is free");
        assert_eq!((lane(&way), &way.turns), (-60.0, &laid.turns));
    }

    #[test]
    fn what_moves_with_both_ends_turns_as_it_was_laid_out() {
        let (boxes, laid) = laid();
        let moved = boxes.iter().map(|area| at(area.near.along + 500.0, -700.0));
        let way = kept(&moved.collect::<Vec<_>>(), &laid).expect("it is free");
        assert_eq!(lane(&way), -760.0);
        assert_eq!(way.turns[0].first, 570.0);
    }

    #[test]
    fn a_row_that_is_put_in_between_leaves_a_wire_in_its_lane() {
        let (mut boxes, laid) = laid();
        boxes[2] = at(408.0, 0.0);
        boxes.push(at(256.0, 0.0));
        let way = kept(&boxes, &laid).expect("it is free");
        assert_eq!(lane(&way), -60.0);
        assert!(way.strips[0].most < 152.0 && way.strips[1].least > 302.0);
        assert!(way.turns.is_empty());
    }

    #[test]
    fn an_end_pushed_a_little_to_the_side_leaves_a_wire_in_its_lane_and_one_far_away_does_not() {
        let (mut boxes, laid) = laid();
        boxes[2] = at(304.0, 40.0);
        assert_eq!(lane(&kept(&boxes, &laid).expect("it is free")), -60.0);
        boxes[2] = at(304.0, 700.0);
        assert_eq!(kept(&boxes, &laid), None);
    }

    #[test]
    fn what_is_put_into_its_lane_drives_a_wire_away() {
        let (mut boxes, laid) = laid();
        boxes[1] = at(152.0, -150.0);
        assert_eq!(kept(&boxes, &laid), None);
    }

    #[test]
    fn a_strip_that_is_nearly_filled_is_none() {
        let (mut boxes, laid) = laid();
        boxes.push(at(60.0, -100.0));
        assert_eq!(kept(&boxes, &laid), None);
    }
}
