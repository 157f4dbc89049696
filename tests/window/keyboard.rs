//! Hands that keep to the keyboard: every control is reached, is seen when it is reached, and is left again.

use crate::support::Window;
use crate::training::{learning, set_recipe, wait, window_for};
use egui::accesskit::Role;
use egui::{Id, Key, Memory, Modifiers, Rect, Vec2, vec2};
use egui_kittest::kittest::{AccessKitNode, Queryable as _};
use netsmith::app::command::PanelCommand;
use netsmith::app::docking::{Panel, Workspace};
use netsmith::text::say;
use netsmith::tr;

const SMALL: Vec2 = vec2(1024.0, 640.0);
/// More than any workspace has controls.
const MOST_STOPS: usize = 400;

/// A control that Tab has come to: where it is, and what is seen of it.
struct Stop {
    id: Id,
    whole: Rect,
    seen: Rect,
}

/// Where the keyboard is.
fn stop(window: &Window) -> Option<Stop> {
    let ctx = &window.harness.ctx;
    let id = ctx.memory(Memory::focused)?;
    let shown = ctx.read_response(id)?;
    Some(Stop {
        id,
        whole: shown.rect,
        seen: shown.interact_rect,
    })
}

/// Goes from control to control until the first one comes again.
fn walk(window: &mut Window) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    for _ in 0..MOST_STOPS {
        window
            .harness
            .key_press_modifiers(Modifiers::NONE, Key::Tab);
        // Focus moves in one frame, what it moves to scrolls in the next and lies there in the third.
        for _ in 0..4 {
            window.harness.step();
        }
        let Some(now) = stop(window) else { continue };
        if stops.first().is_some_and(|first| first.id == now.id) {
            return stops;
        }
        stops.push(now);
    }
    panic!("Tab does not come around: {} stops", stops.len());
}

#[test]
fn tab_goes_around_and_whatever_it_comes_to_is_in_sight() {
    let mut window = Window::preset("happy_model");
    window.harness.set_size(SMALL);
    window.settle();
    window.select("conv0");
    for workspace in [Workspace::Build, Workspace::Train] {
        window.send(PanelCommand::ShowWorkspace(workspace));
        let stops = walk(&mut window);
        assert!(stops.len() > 20, "{workspace:?}: {}", stops.len());
        let screen = Rect::from_min_size(egui::Pos2::ZERO, SMALL);
        for Stop { whole, seen, .. } in &stops {
            let is_seen = seen.is_positive() && screen.contains_rect(*seen);
            let cut = whole.height() - seen.height();
            assert!(is_seen && cut < 2.0, "{workspace:?}: {seen} of {whole}");
        }
    }
}

#[test]
fn keys_that_show_a_panel_lead_into_it() {
    let mut window = Window::preset("happy_model");
    for (key, panel) in [
        (Key::Num2, Panel::Data),
        (Key::Num3, Panel::TrainingSettings),
        (Key::Num4, Panel::Predict),
    ] {
        window.keys(Modifiers::ALT, key);
        let start = |node: &AccessKitNode<'_>| {
            node.role() == Role::Group && node.label().as_deref() == Some(panel.label())
        };
        let page = window.harness.get_by(start).rect();
        window.keys(Modifiers::NONE, Key::Tab);
        let first = stop(&window).unwrap().whole;
        assert!(page.contains_rect(first), "{panel:?}: {first} in {page}");
    }
}

/// Runs the command of this name from the list of all.
fn run(window: &mut Window, name: &str) {
    window.keys(Modifiers::COMMAND, Key::K);
    window.harness.event(egui::Event::Text(name.to_owned()));
    window.settle();
    window.keys(Modifiers::NONE, Key::Enter);
}

/// Presses Tab until the keyboard is at a control of which `is_it` holds.
fn tab_to(window: &mut Window, is_it: impl Fn(&str) -> bool) {
    for _ in 0..MOST_STOPS {
        window.keys(Modifiers::NONE, Key::Tab);
        let at = |node: &AccessKitNode<'_>| {
            node.is_focused() && node.label().is_some_and(|label| is_it(&label))
        };
        if window.harness.query_by(at).is_some() {
            return;
        }
    }
    panic!("Tab does not come to it");
}

/// From the start to a trained network, a picture it gets wrong, why it does, and the report.
#[test]
fn a_newcomer_needs_no_pointer() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.keys(Modifiers::NONE, Key::F5);
    wait(&mut window, |learning| {
        !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
    });
    run(&mut window, say("show-results"));
    tab_to(&mut window, |label| label == say("confusion-matrix"));
    let results = learning(&window).runs().results().unwrap();
    let (row, column, _) = results.evaluation.confusion.mistakes()[0];
    window.keys(Modifiers::NONE, Key::ArrowDown);
    for _ in 0..row {
        window.keys(Modifiers::NONE, Key::ArrowDown);
    }
    for _ in 0..column {
        window.keys(Modifiers::NONE, Key::ArrowRight);
    }
    let class = |number: usize| tr!("class-of-number", number = number);
    let wrong = class(row);
    tab_to(&mut window, |label| {
        label.starts_with("Picture ") && label.contains(&wrong)
    });
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.in_front(Panel::Predict));
    run(&mut window, &tr!("show-tab", tab = Panel::Explain.label()));
    assert!(window.in_front(Panel::Explain));
    assert!(!window.shows(say("explain-choose-picture")));
    let report = home.path().join("report.html");
    window.will_choose(std::slice::from_ref(&report));
    run(&mut window, "Save report");
    wait(&mut window, |_| report.exists());
}

#[test]
fn a_ring_is_painted_around_what_the_keyboard_has_come_to_and_none_after_a_click() {
    let mut window = Window::preset("happy_model");
    let rings = |window: &Window| {
        let shapes = &window.harness.output().shapes;
        let accent =
            netsmith::app::look::Theme::of_visuals(&window.harness.ctx.global_style().visuals)
                .accent;
        let is_ring = |shape: &egui::Shape| {
            matches!(shape, egui::Shape::Rect(rect)
                if rect.stroke.width == 2.0 && rect.stroke.color == accent && rect.fill.a() == 0)
        };
        let rects = shapes.iter().filter(|clipped| is_ring(&clipped.shape));
        rects
            .map(|clipped| clipped.shape.visual_bounding_rect())
            .collect::<Vec<_>>()
    };
    window.keys(Modifiers::NONE, Key::Tab);
    window.harness.step();
    let focused = stop(&window).unwrap().whole;
    assert!(
        rings(&window)
            .iter()
            .any(|ring| ring.contains_rect(focused))
    );
    let at = focused.center();
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerMoved(at));
        window.harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    window.settle();
    let around = |ring: &Rect| ring.contains_rect(focused) && ring.width() < focused.width() + 12.0;
    assert!(!rings(&window).iter().any(around));
}
