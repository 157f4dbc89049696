//! What leads from an opened block's edge to the ends of its body, and back.

use egui::{Pos2, Rect};

use super::anchor;
use super::flow::Transposed;
use super::item::Role;
use super::outline::Outline;
use super::route::Route;

/// The stubs of all opened blocks, in graph units.
pub fn stubs(outline: &Outline, rects: &[Rect]) -> Vec<Route> {
    let all = 0..outline.items.len();
    all.filter_map(|index| stub(outline, rects, index))
        .collect()
}

fn stub(outline: &Outline, rects: &[Rect], index: usize) -> Option<Route> {
    let item = &outline.items[index];
    let parent = item.parent?;
    let pill = rects[index].transposed(item.direction);
    let at = |x: f32, y: f32| Pos2::new(x, y).transposed(item.direction);
    let points = match item.role {
        Role::Entry => {
            let number = entries_before(outline, parent, index);
            let edge = anchor::input(outline, rects, parent, number);
            vec![edge, at(pill.center().x, pill.top())]
        }
        Role::Exit => {
            let edge = anchor::output(outline, rects, parent);
            vec![at(pill.center().x, pill.bottom()), edge]
        }
        _ => return None,
    };
    Some(Route::new(points))
}

/// Which input of the block it is.
fn entries_before(outline: &Outline, parent: usize, index: usize) -> usize {
    let own = outline.items[index].node;
    let is_before = |other: &usize| {
        let other = &outline.items[*other];
        other.role == Role::Entry && other.node < own
    };
    outline.siblings(Some(parent)).filter(is_before).count()
}
