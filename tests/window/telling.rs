//! Messages: how long they stay, whose they are, and that no dialog hides them.

use crate::support::Window;
use crate::training::window_for;
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{DiagramCommand, FileCommand, TabCommand, WindowCommand};
use netsmith::text::say;

/// Lets the window's clock go on.
fn wait(window: &mut Window, seconds: f64) {
    let now = window.harness.input_mut().time.unwrap_or(0.0);
    window.harness.input_mut().time =
        Some(now.max(window.harness.ctx.input(|input| input.time)) + seconds);
    window.harness.step();
    window.harness.input_mut().time = None;
    window.settle();
}

fn tell(window: &mut Window, words: &str) {
    window.send(WindowCommand::Tell(words.into()));
}

fn complain(window: &mut Window, words: &str) {
    window.send(WindowCommand::Complain(words.into()));
}

#[test]
fn good_news_leaves_and_bad_news_stays_until_it_is_closed() {
    let mut window = Window::preset("happy_model");
    tell(&mut window, "It is done");
    complain(&mut window, "It cannot be");
    assert!(window.shows("It is done") && window.shows("It cannot be"));
    wait(&mut window, 6.0);
    assert!(!window.shows("It is done"));
    wait(&mut window, 600.0);
    assert!(window.shows("It cannot be"));
    window.click(say("dismiss-this-message"));
    assert!(!window.shows("It cannot be"));
}

#[test]
fn a_message_belongs_to_the_tab_that_it_is_about() {
    let mut window = Window::preset("happy_model");
    complain(&mut window, "The first network cannot be");
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    assert!(!window.shows("The first network cannot be"));
    complain(&mut window, "The second network cannot be");
    window.send(TabCommand::Previous);
    assert!(window.shows("The first network cannot be"));
    assert!(!window.shows("The second network cannot be"));
    window.click(say("dismiss-this-message"));
    window.send(TabCommand::Next);
    assert!(window.shows("The second network cannot be"));
}

#[test]
fn the_news_that_a_diagram_was_saved_lies_above_its_dialog_and_stays_with_its_network() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.send(DiagramCommand::Export);
    let path = folder.path().join("net.svg");
    window.will_choose(std::slice::from_ref(&path));
    window.click(say("save-open"));
    let words = format!("Saved {}", path.display());
    assert!(window.shows(&words));
    // What the pointer meets there is the message, not the dialog or what darkens the window behind it.
    let at = window.harness.get_by_label(&words).rect().center();
    let met = window.harness.ctx.layer_id_at(at).unwrap();
    assert_eq!(met.order, egui::Order::Tooltip);
    window.click(say("dismiss-this-message"));
    assert!(!window.shows(&words));
    assert!(
        window.shows(say("preview-of-diagram")),
        "the dialog is still open"
    );
}
