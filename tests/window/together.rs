//! Two windows of one user: what is set in one of them is seen in the other, and nothing is lost.

use crate::canvas::select;
use crate::support::Window;
use egui::{Key, Modifiers};
use netsmith::app::command::{BlockCommand, FileCommand, ThemeChoice, ViewCommand};
use netsmith::app::docking::Panel;
use netsmith::app::settings::Settings;
use netsmith::text::say;
use std::path::Path;
use std::time::{Duration, Instant};

const ONES: &str = "ones";
const OTHERS: &str = "others";

/// A window that keeps its settings in `folder`.
fn window_in(folder: &Path) -> Window {
    let found = Settings::find(folder, folder);
    let mut window = Window::with_settings(found.settings.clone());
    window.harness.state_mut().keep_settings(found);
    window.settle();
    window
}

/// Lets the clock go on until `is_so`, which another thread brings about.
fn wait_until(window: &mut Window, is_so: impl Fn(&Window) -> bool) -> bool {
    let start = Instant::now();
    while !is_so(window) && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
        let now = window.harness.ctx.input(|input| input.time);
        window.harness.input_mut().time = Some(now + 2.0);
        window.harness.step();
        window.harness.input_mut().time = None;
    }
    is_so(window)
}

/// Makes two layers a block of this name and keeps it.
fn keep_block(window: &mut Window, name: &str) {
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    select(window, &["conv0", "bn0"]);
    window.send(BlockCommand::Make);
    window.type_into(say("block-name"), name);
    window.keys(Modifiers::NONE, Key::Enter);
    window.menu(say("menu-block"), say("save-block"));
}

fn has_block(window: &Window, name: &str) -> bool {
    window
        .state()
        .window
        .library
        .items()
        .any(|item| item.name() == name)
}

fn file_holds(folder: &Path, file: &str, words: &str) -> bool {
    std::fs::read_to_string(folder.join(file)).is_ok_and(|text| text.contains(words))
}

#[test]
fn a_block_kept_in_one_window_is_seen_in_the_other_when_it_comes_to_the_front() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (window_in(folder.path()), window_in(folder.path()));
    keep_block(&mut one, ONES);
    let is_written = |block: &'static str| {
        let path = folder.path().to_owned();
        move |_: &Window| file_holds(&path, "blocks.json", &format!("\"name\": \"{block}\""))
    };
    assert!(wait_until(&mut one, is_written(ONES)));
    keep_block(&mut other, OTHERS);
    assert!(wait_until(&mut other, is_written(OTHERS)));
    assert!(wait_until(&mut other, |window| has_block(window, ONES)));
    assert!(has_block(&other, OTHERS));
    one.come_back();
    assert!(wait_until(&mut one, |window| has_block(window, OTHERS)));
    assert!(has_block(&one, ONES));
    assert!(is_written(ONES)(&one) && is_written(OTHERS)(&one));
}

#[test]
fn theme_and_recent_files_are_the_users_in_every_window() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (window_in(folder.path()), window_in(folder.path()));
    one.send(ViewCommand::SetTheme(ThemeChoice::Light));
    one.send(FileCommand::LoadPreset("mlp".to_owned()));
    let path = folder.path().join("mine.netsmith");
    one.will_choose(std::slice::from_ref(&path));
    one.send(FileCommand::SaveAs);
    one.send(ViewCommand::TogglePalette);
    let written = folder.path().to_owned();
    assert!(wait_until(&mut one, |_| {
        file_holds(&written, "settings.json", "mine.netsmith")
            && file_holds(&written, "settings.json", "\"is_folded\": true")
    }));
    other.come_back();
    assert!(wait_until(&mut other, |window| {
        window.state().window.recent.iter().next() == Some(path.as_path())
    }));
    assert_eq!(other.state().window.view.theme, ThemeChoice::Light);
    assert_eq!(other.harness.ctx.theme(), egui::Theme::Light);
    assert!(
        other.in_front(Panel::Palette),
        "panels are each window's own"
    );
}
