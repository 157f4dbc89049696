//! The palm or back of a hand, and the arm below it.

use super::super::super::random::Random;
use super::super::canvas::Edge;
use super::super::color::{cloth, times};
use super::super::shapes::{Polygon, at, capsule, curve, ellipse};
use super::Hand;

/// Paints the arm, most often in a sleeve, now and then with a watch.
pub(super) fn paint_arm(hand: &mut Hand<'_>, random: &mut Random) {
    let width = hand.width;
    let arm = capsule(
        at(0.0, 0.35),
        at(random.around(0.3), 3.0),
        0.31 * width,
        0.42,
    );
    hand.painter.fill_tube(&arm, hand.skin);
    if random.chance(0.55) {
        let top = random.range(0.85, 1.3);
        let sleeve = capsule(at(0.0, top + 0.4), at(0.0, 3.5), 0.44, 0.55);
        hand.painter.fill_tube(&sleeve, cloth(random));
    } else if random.chance(0.3) {
        let color = cloth(random);
        hand.painter.fill(
            &capsule(at(-0.3 * width, 0.85), at(0.3 * width, 0.85), 0.08, 0.08),
            color,
            Edge::SHARP,
        );
        hand.painter.fill(
            &ellipse(0.0, 0.85, 0.15, 0.14),
            times(color, 0.5),
            Edge::SHARP,
        );
    }
}

/// Paints the palm with its lines, or the back with the cords that run to the fingers.
pub(super) fn paint(hand: &mut Hand<'_>) {
    let corners = [
        (-0.38, -0.34),
        (-0.12, -0.40),
        (0.13, -0.37),
        (0.36, -0.26),
        (0.34, 0.25),
        (0.2, 0.5),
        (-0.2, 0.5),
        (-0.36, 0.2),
    ];
    let points = corners.map(|(x, y)| hand.place(x, y)).to_vec();
    let palm = Polygon {
        points,
        rounding: 0.09,
    };
    hand.painter
        .fill_round(&palm, hand.skin, at(0.0, 0.05), at(0.75 * hand.width, 0.85));
    let fold = hand.fold();
    if hand.shows_palm {
        let lines = [
            [(-0.40, -0.02), (-0.05, 0.10), (-0.12, 0.52)],
            [(-0.34, -0.12), (0.0, 0.02), (0.40, 0.08)],
        ];
        for line in lines {
            let [from, control, to] = line.map(|(x, y)| hand.place(x, y));
            hand.painter
                .fill(&curve(from, control, to, 0.018), fold, Edge::sheer(0.45));
        }
    } else {
        for x in [-0.30, -0.10, 0.11, 0.30] {
            let cord = capsule(hand.place(x * 0.6, 0.2), hand.place(x, -0.28), 0.02, 0.03);
            hand.painter
                .fill(&cord, times(hand.skin, 1.1), Edge::soft(0.35, 2.0));
        }
    }
}
