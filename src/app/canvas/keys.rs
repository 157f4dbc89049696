//! The canvas without a mouse: arrows push what is selected, Alt with arrows walks along the wires, Enter opens a
//! block, Delete takes a selected wire away.

use egui::{Key, Modifiers, Ui, Vec2, vec2};

use super::scene::Scene;
use super::scene::flow::Transposed;
use super::scene::outline::Outline;
use crate::graph::Direction;

/// One push with an arrow, in graph units.
const PUSH: f32 = 8.0;
/// The same with Shift.
const LARGE_PUSH: f32 = 48.0;

/// What the keyboard asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum KeyInteraction {
    /// Push the selected nodes by graph units.
    Push(Vec2),
    /// An arrow was let go: the push is finished.
    EndPush,
    /// Walk along the wires.
    Walk(WireStep),
    /// Delete the selected wire.
    DeleteWire,
    /// Delete the selected nodes.
    DeleteNodes,
    /// Open the selected block.
    Open,
    /// Give up the gesture, or the selected wire.
    Cancel,
}

/// One step along the wires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireStep {
    /// To where the first input comes from.
    Up,
    /// To the first that takes the output.
    Down,
    /// To the neighbor on the left: one that takes the same output.
    Left,
    /// To the neighbor on the right.
    Right,
}

const ARROWS: [(Key, Vec2, WireStep); 4] = [
    (Key::ArrowUp, vec2(0.0, -1.0), WireStep::Up),
    (Key::ArrowDown, vec2(0.0, 1.0), WireStep::Down),
    (Key::ArrowLeft, vec2(-1.0, 0.0), WireStep::Left),
    (Key::ArrowRight, vec2(1.0, 0.0), WireStep::Right),
];

/// What is there for the keys to act on.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each thing is there or not, whatever else is"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    /// Nodes are selected, or one has the keyboard.
    pub nodes: bool,
    /// A wire is selected.
    pub wire: bool,
    /// A gesture is under way.
    pub gesture: bool,
    /// The inside of a block is open.
    pub level: bool,
    /// A block is all that is selected, and the keyboard is nowhere.
    pub block: bool,
}

/// What the user's keys ask for. Call it only while the keyboard is on the canvas or nowhere.
pub fn read(ui: &Ui, within: Within) -> Vec<KeyInteraction> {
    let mut interactions = Vec::new();
    ui.input_mut(|input| {
        for (key, direction, step) in ARROWS {
            // Inside a block with nothing to walk from, the same keys go up.
            let goes_up = step == WireStep::Up && within.level && !within.nodes;
            if !goes_up && input.consume_key(Modifiers::ALT, key) {
                interactions.push(KeyInteraction::Walk(step));
            } else if within.nodes && input.consume_key(Modifiers::SHIFT, key) {
                interactions.push(KeyInteraction::Push(direction * LARGE_PUSH));
            } else if within.nodes && input.consume_key(Modifiers::NONE, key) {
                interactions.push(KeyInteraction::Push(direction * PUSH));
            }
            if within.nodes && input.key_released(key) {
                interactions.push(KeyInteraction::EndPush);
            }
        }
        if within.block && input.consume_key(Modifiers::NONE, Key::Enter) {
            interactions.push(KeyInteraction::Open);
        }
        if (within.wire || within.gesture) && input.consume_key(Modifiers::NONE, Key::Escape) {
            interactions.push(KeyInteraction::Cancel);
        }
        let deletes = |input: &mut egui::InputState| {
            input.consume_key(Modifiers::NONE, Key::Delete)
                || input.consume_key(Modifiers::NONE, Key::Backspace)
        };
        if within.wire && deletes(input) {
            interactions.push(KeyInteraction::DeleteWire);
        } else if within.nodes && input.consume_key(Modifiers::NONE, Key::Backspace) {
            interactions.push(KeyInteraction::DeleteNodes);
        }
    });
    interactions
}

/// The item one `step` from `item`; without one, the first of all.
pub fn walk(scene: &Scene, item: Option<usize>, step: WireStep) -> Option<usize> {
    let outline = &scene.outline;
    let Some(item) = item else {
        return (!outline.items.is_empty()).then_some(0);
    };
    match along_wires(step, outline.items[item].direction) {
        WireStep::Up => sources(outline, item).next(),
        WireStep::Down => consumers(outline, item).next(),
        side @ (WireStep::Left | WireStep::Right) => {
            let beside = |other: &usize| *other != item;
            let shared: Vec<usize> = sources(outline, item)
                .flat_map(|source| consumers(outline, source))
                .filter(beside)
                .collect();
            let direction = outline.items[item].direction;
            let across = |item: usize| scene.rects[item].center().transposed(direction).x;
            let away = |other: &usize| across(*other) - across(item);
            let side = if side == WireStep::Left { -1.0 } else { 1.0 };
            let on_side = shared.into_iter().filter(|other| away(other) * side > 0.0);
            on_side.min_by(|one, other| away(one).abs().total_cmp(&away(other).abs()))
        }
    }
}

/// The step as it would be where wires run downwards.
fn along_wires(step: WireStep, direction: Direction) -> WireStep {
    match (direction, step) {
        (Direction::TopToBottom, step) => step,
        (Direction::LeftToRight, WireStep::Left) => WireStep::Up,
        (Direction::LeftToRight, WireStep::Right) => WireStep::Down,
        (Direction::LeftToRight, WireStep::Up) => WireStep::Left,
        (Direction::LeftToRight, WireStep::Down) => WireStep::Right,
    }
}

fn sources(outline: &Outline, item: usize) -> impl Iterator<Item = usize> + '_ {
    outline
        .wires
        .iter()
        .filter(move |wire| wire.to == item)
        .map(|wire| wire.from)
}

fn consumers(outline: &Outline, item: usize) -> impl Iterator<Item = usize> + '_ {
    outline
        .wires
        .iter()
        .filter(move |wire| wire.from == item)
        .map(|wire| wire.to)
}
