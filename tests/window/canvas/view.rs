//! What part of the network shows, and how large.

use super::*;
use egui::Key;
use netsmith::app::command::CanvasCommand;
use netsmith::text::say;

#[test]
fn a_wheel_zooms_to_the_pointer_with_and_without_ctrl() {
    for modifiers in [Modifiers::NONE, Modifiers::COMMAND] {
        let mut window = Window::preset("happy_model");
        let (before, corner) = (rect(&window, CONV), rect(&window, CONV).left_top());
        wheel(
            &mut window,
            corner,
            MouseWheelUnit::Line,
            vec2(0.0, 2.0),
            modifiers,
        );
        let after = rect(&window, CONV);
        assert!(after.width() > before.width() * 1.1);
        assert!(after.left_top().distance(corner) < 0.5);
    }
}

#[test]
fn two_fingers_move_the_view() {
    let mut window = Window::preset("happy_model");
    let before = rect(&window, CONV);
    wheel(
        &mut window,
        before.center(),
        MouseWheelUnit::Point,
        vec2(-5.0, -7.0),
        Modifiers::NONE,
    );
    let after = rect(&window, CONV);
    assert_eq!(after.size(), before.size());
    assert!((after.min - before.min - vec2(-5.0, -7.0)).length() < 0.1);
}

#[test]
fn the_middle_button_and_space_move_the_view() {
    let mut window = Window::preset("happy_model");
    let before = rect(&window, CONV);
    let by = vec2(60.0, -20.0);
    window.harness.hover_at(before.center());
    window.settle();
    button(
        &mut window,
        before.center(),
        PointerButton::Middle,
        true,
        Modifiers::NONE,
    );
    window.harness.hover_at(before.center() + by);
    window.settle();
    button(
        &mut window,
        before.center() + by,
        PointerButton::Middle,
        false,
        Modifiers::NONE,
    );
    assert_eq!(rect(&window, CONV), before.translate(by));
    window.harness.key_down(Key::Space);
    drag(&mut window, before.center() + by, before.center());
    window.harness.key_up(Key::Space);
    window.settle();
    assert!(rect(&window, CONV).min.distance(before.min) < 0.5);
    assert!(!window.state().document.can_undo());
}

#[test]
fn commands_zoom_and_fit_brings_everything_back() {
    let mut window = Window::preset("happy_model");
    window.keys(Modifiers::COMMAND, Key::Plus);
    assert_eq!(window.canvas().zoom_percent(), 125);
    assert!(window.shows_part("zoom 125 %"));
    window.keys(Modifiers::COMMAND, Key::Num0);
    assert_eq!(window.canvas().zoom_percent(), 100);
    window.send(CanvasCommand::ZoomOut);
    window.keys(Modifiers::NONE, Key::F);
    assert_eq!(window.canvas().zoom_percent(), 100);
}

#[test]
fn a_click_on_the_overview_goes_there() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::ZoomToFull);
    let map = rect(&window, say("overview-of-network"));
    let before = rect(&window, "fc6, Dense, (6)");
    click_at(
        &mut window,
        map.right_bottom() - vec2(14.0, 30.0),
        Modifiers::NONE,
    );
    assert!(rect(&window, "fc6, Dense, (6)").left() < before.left());
}

#[test]
fn an_idle_canvas_asks_for_no_frame() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::OpenBlocks);
    window.settle();
    let delay = window
        .harness
        .output()
        .viewport_output
        .values()
        .map(|viewport| viewport.repaint_delay)
        .min();
    assert!(
        delay.is_some_and(|delay| delay > std::time::Duration::from_hours(1)),
        "{delay:?}"
    );
}
