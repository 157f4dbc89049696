//! Drawing by hand in the Predict tab: what is drawn is a picture that the network is asked about.

use crate::support::Window;
use egui::{Event, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::PredictCommand;
use netsmith::app::docking::Panel;
use netsmith::app::learning::Content;
use netsmith::text::say;

/// Draws a line with the mouse between two places of the pad, as shares of it.
pub fn draw(window: &mut Window, from: [f32; 2], to: [f32; 2]) {
    let pad = window.harness.get_by_label(say("drawing-pad")).rect();
    let at = |share: [f32; 2]| -> Pos2 {
        pos2(
            pad.left() + share[0] * pad.width(),
            pad.top() + share[1] * pad.height(),
        )
    };
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.harness.event(Event::PointerMoved(at(from)));
    window.harness.event(button(at(from), true));
    window.harness.step();
    for step in 1..=4 {
        let share = step as f32 / 4.0;
        let on_the_way = [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * share);
        window.harness.event(Event::PointerMoved(at(on_the_way)));
        window.harness.step();
    }
    window.harness.event(button(at(to), false));
    window.harness.event(Event::PointerGone);
    window.settle();
}

/// What the network sees of the picture that is shown, and how many pictures there are.
fn seen(window: &Window) -> (Vec<u8>, usize) {
    let pictures = &window.harness.state().workbench.training_panels.pictures;
    let Some(Content::Ready(ready)) = pictures.selected().map(|entry| &entry.content) else {
        panic!("a drawing");
    };
    (ready.seen.pixels().to_vec(), pictures.entries.len())
}

#[test]
fn what_is_drawn_is_one_picture_centered_as_mnists_are() {
    let mut window = Window::preset("lenet5");
    window.send(PredictCommand::Draw);
    assert!(window.in_front(Panel::Predict));
    draw(&mut window, [0.2, 0.1], [0.2, 0.4]);
    let (one, count) = seen(&window);
    assert_eq!(count, 1);
    assert!(one.iter().any(|value| *value > 200), "white on black");
    // A second line belongs to the same picture.
    draw(&mut window, [0.2, 0.4], [0.5, 0.4]);
    let (angle, count) = seen(&window);
    assert_eq!(count, 1);
    assert_ne!(one, angle);
    // Cleared, the next is a picture of its own; the same figure elsewhere is the same picture.
    window.click(say("clear-drawing"));
    draw(&mut window, [0.6, 0.5], [0.6, 0.8]);
    let (again, count) = seen(&window);
    assert_eq!(count, 2);
    let apart = one.iter().zip(&again).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(apart.is_some_and(|apart| apart < 40), "{apart:?}");
    window.click(say("center-drawing"));
    let (elsewhere, _) = seen(&window);
    assert_ne!(again, elsewhere);
    window.click(say("close-drawing"));
    assert!(!window.shows(say("drawing-pad")));
}
