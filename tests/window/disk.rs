//! Files that are not only ours: written to by others, deleted, open in two windows, left by a crash.

use crate::support::Window;
use crate::tabs::{change, save_preset, titles};
use egui::{Key, Modifiers};
use netsmith::app::command::{EditCommand, FileCommand};
use netsmith::app::settings::Settings;
use netsmith::graph::Graph;
use netsmith::project::recovery::{Origin, Slot};
use netsmith::project::{Project, preset};
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn graph_of(key: &str) -> Graph {
    preset(key).unwrap().project.graph.clone()
}

fn on_disk(path: &Path) -> Graph {
    Project::load(path).unwrap().graph
}

/// Another program writes another network to `path`.
fn write_elsewhere(path: &Path) {
    let project = &preset("lenet5").unwrap().project;
    project.save(path).unwrap();
}

/// A window that has HappyModel open from a file in `folder`.
fn with_file(folder: &Path) -> (Window, PathBuf) {
    let path = save_preset("happy_model", folder);
    let mut window = Window::empty();
    window.send(FileCommand::OpenPath(path.clone()));
    (window, path)
}

fn save(window: &mut Window) {
    window.keys(Modifiers::COMMAND, Key::S);
}

fn undo(window: &mut Window) {
    window.keys(Modifiers::COMMAND, Key::Z);
}

#[test]
fn a_path_as_typed_is_kept_so_that_it_holds_in_every_folder() {
    let mut window = Window::empty();
    window.send(FileCommand::OpenPath(PathBuf::from("presets/mlp.json")));
    let expected = std::env::current_dir().unwrap().join("presets/mlp.json");
    assert_eq!(window.state().document.path(), Some(expected.as_path()));
    assert_eq!(
        window.state().window.recent.iter().next(),
        Some(expected.as_path())
    );
    let settings = window.harness.state().settings();
    assert_eq!(settings.open_project, Some(expected));
}

#[test]
fn one_file_has_one_tab_however_its_path_is_spelled() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    window.send(FileCommand::OpenPath(
        folder.path().join("./happy_model.netsmith"),
    ));
    assert_eq!(titles(&window).len(), 1);
    #[cfg(unix)]
    {
        let link = folder.path().join("link.netsmith");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        window.send(FileCommand::OpenPath(link));
        assert_eq!(titles(&window).len(), 1);
    }
    assert!(path.exists());
}

#[test]
fn a_file_changed_outside_is_asked_about_when_the_user_comes_back() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    window.come_back();
    assert_eq!(window.state().window.overlay, None);
    write_elsewhere(&path);
    window.come_back();
    assert!(window.shows(&tr!("disk-changed", file = "happy_model.netsmith")));
    window.click(say("reload"));
    assert_eq!(*window.state().document.graph(), graph_of("lenet5"));
    assert!(!window.state().document.is_changed());
    undo(&mut window);
    assert_eq!(*window.state().document.graph(), graph_of("happy_model"));
    assert!(window.state().document.is_changed());
}

#[test]
fn a_network_kept_against_its_changed_file_is_unsaved_and_the_next_save_is_meant() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    write_elsewhere(&path);
    window.come_back();
    window.click(say("keep-mine"));
    assert!(window.state().document.is_changed());
    window.come_back();
    assert_eq!(window.state().window.overlay, None);
    save(&mut window);
    assert_eq!(on_disk(&path), graph_of("happy_model"));
    assert!(!window.state().document.is_changed());
}

#[test]
fn comparing_with_a_changed_file_changes_nothing_and_the_next_save_asks_again() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    write_elsewhere(&path);
    window.come_back();
    window.click(say("compare-disk"));
    assert!(window.state().document.comparison().is_some());
    change(&mut window);
    save(&mut window);
    assert_eq!(on_disk(&path), graph_of("lenet5"));
    assert!(window.shows(&tr!("disk-changed", file = "happy_model.netsmith")));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.state().document.is_changed());
}

#[test]
fn no_save_overwrites_what_somebody_else_has_written_without_a_question() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    change(&mut window);
    write_elsewhere(&path);
    save(&mut window);
    assert_eq!(on_disk(&path), graph_of("lenet5"));
    window.click(say("save-mine-over"));
    assert_eq!(on_disk(&path), *window.state().document.graph());
    change_more(&mut window);
    save(&mut window);
    assert_eq!(on_disk(&path), *window.state().document.graph());
}

fn change_more(window: &mut Window) {
    window.select("bn0");
    window.send(EditCommand::Delete);
}

#[test]
fn closing_after_a_change_outside_asks_before_it_overwrites() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    change(&mut window);
    write_elsewhere(&path);
    window.keys(Modifiers::COMMAND, Key::W);
    window.click(say("save-changes"));
    assert!(window.shows(&tr!("disk-changed", file = "happy_model.netsmith")));
    assert_eq!(on_disk(&path), graph_of("lenet5"));
    assert!(!window.state().document.is_empty());
}

#[test]
fn a_file_written_again_with_the_same_content_is_no_news() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    let bytes = netsmith::files::read_limited(&path, 1 << 20).unwrap();
    netsmith::files::write_atomically(&path, &bytes).unwrap();
    window.come_back();
    assert_eq!(window.state().window.overlay, None);
    change(&mut window);
    save(&mut window);
    assert_eq!(on_disk(&path), *window.state().document.graph());
}

#[test]
fn a_file_deleted_outside_is_told_and_its_network_counts_as_unsaved() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    std::fs::remove_file(&path).unwrap();
    window.come_back();
    assert!(window.shows(&tr!("disk-gone", file = "happy_model.netsmith")));
    assert!(window.state().document.is_changed());
    window.click(say("save-again"));
    assert_eq!(on_disk(&path), graph_of("happy_model"));
    assert!(!window.state().document.is_changed());
}

#[test]
fn a_change_of_a_file_behind_another_tab_is_asked_about_when_its_tab_comes_to_the_front() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    write_elsewhere(&path);
    window.come_back();
    assert_eq!(window.state().window.overlay, None);
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert!(window.shows(&tr!("disk-changed", file = "happy_model.netsmith")));
}

#[test]
fn a_second_window_says_that_the_first_has_the_file() {
    let folder = folder();
    let locks = folder.path().join("open");
    let path = save_preset("happy_model", folder.path());
    let mut first = Window::claiming_files_in(&locks);
    first.send(FileCommand::OpenPath(path.clone()));
    let mut second = Window::claiming_files_in(&locks);
    second.send(FileCommand::OpenPath(path.clone()));
    second.harness.state_mut().offer_lost_work();
    second.settle();
    assert!(second.shows(&tr!("disk-open-elsewhere", file = "happy_model.netsmith")));
    second.click(say("open-a-copy"));
    assert_eq!(*second.state().document.graph(), graph_of("happy_model"));
    assert_eq!(second.state().document.path(), None);

    second.will_choose(std::slice::from_ref(&path));
    second.send(FileCommand::SaveAs);
    assert!(second.shows_part("Another window of Netsmith has this file open"));
    assert_eq!(second.state().document.path(), None);

    second.send(FileCommand::OpenPath(path.clone()));
    second.click(say("open-here-too"));
    assert_eq!(second.state().document.path(), Some(path.as_path()));
    change(&mut first);
    save(&mut first);
    change_more(&mut second);
    save(&mut second);
    assert!(second.shows(&tr!("disk-changed", file = "happy_model.netsmith")));
    assert_eq!(on_disk(&path), *first.state().document.graph());
}

#[test]
fn a_file_that_the_first_window_has_closed_opens_without_a_question() {
    let folder = folder();
    let locks = folder.path().join("open");
    let path = save_preset("happy_model", folder.path());
    let mut first = Window::claiming_files_in(&locks);
    first.send(FileCommand::OpenPath(path.clone()));
    first.keys(Modifiers::COMMAND, Key::W);
    let mut second = Window::claiming_files_in(&locks);
    second.send(FileCommand::OpenPath(path.clone()));
    assert_eq!(second.state().document.path(), Some(path.as_path()));
    assert_eq!(second.state().window.overlay, None);
}

/// What a crash has left of a changed HappyModel that was saved at `origin`.
fn lose_work(slots: &Path, origin: Option<&Path>) -> Project {
    let lost = Project {
        name: "lost".to_owned(),
        ..preset("mlp").unwrap().project.clone()
    };
    let origin = origin.map(|path| Origin {
        path: path.to_owned(),
        base: Project::stamp(path).ok(),
    });
    let slot = Slot::claim(slots).unwrap();
    slot.write(&lost, origin.as_ref()).unwrap();
    lost
}

/// A window that has come back after a crash with HappyModel open from its file, of which a change was lost.
fn after_a_crash(folder: &Path) -> (Window, PathBuf, Project) {
    let path = save_preset("happy_model", folder);
    let slots = folder.join("unsaved");
    let lost = lose_work(&slots, Some(&path));
    let settings = Settings {
        open_projects: vec![path.clone()],
        ..Settings::default()
    };
    (Window::after_a_crash(settings, &slots), path, lost)
}

#[test]
fn recovered_work_takes_the_tab_of_its_file() {
    let folder = folder();
    let (mut window, path, lost) = after_a_crash(folder.path());
    assert_eq!(titles(&window), ["happy_model"]);
    window.click(say("recover"));
    assert_eq!(titles(&window), ["happy_model"]);
    assert_eq!(*window.state().document.graph(), lost.graph);
    assert!(window.state().document.is_changed());
    window.keys(crate::tabs::CTRL_SHIFT, Key::T);
    assert_eq!(titles(&window), ["happy_model"]);
    save(&mut window);
    assert_eq!(on_disk(&path), lost.graph);
}

#[test]
fn recovered_work_does_not_take_a_tab_that_was_changed_since() {
    let folder = folder();
    let (mut window, path, lost) = after_a_crash(folder.path());
    window.click(say("decide-later"));
    change(&mut window);
    window.harness.state_mut().offer_lost_work();
    window.settle();
    window.click(say("recover"));
    assert_eq!(titles(&window).len(), 2);
    assert_eq!(*window.state().document.graph(), lost.graph);
    assert_eq!(window.state().document.path(), None);
    assert!(window.shows_part("The recovered network is not saved yet"));
    assert!(window.every_network_is_changed());
    assert_eq!(on_disk(&path), graph_of("happy_model"));
}

#[test]
fn recovered_work_is_not_saved_over_what_was_written_since_the_crash() {
    let folder = folder();
    let (mut window, path, _) = after_a_crash(folder.path());
    write_elsewhere(&path);
    window.click(say("recover"));
    save(&mut window);
    assert!(window.shows(&tr!("disk-changed", file = "happy_model.netsmith")));
    assert_eq!(on_disk(&path), graph_of("lenet5"));
}

#[test]
fn all_lost_work_is_recovered_at_once_and_what_is_damaged_is_mentioned() {
    let folder = folder();
    lose_work(folder.path(), None);
    lose_work(folder.path(), None);
    let damaged = folder.path().join("document-7.netsmith");
    netsmith::files::write_atomically(&damaged, b"{\"format\": \"nets").unwrap();
    let mut window = Window::after_a_crash(Settings::default(), folder.path());
    assert!(window.shows_part("a text that breaks off"));
    window.click(say("recover-all"));
    assert_eq!(titles(&window).len(), 2);
    assert!(window.every_network_is_changed());
    assert!(window.shows_part("a text that breaks off"));
    assert!(damaged.exists());
    window.click(say("discard"));
    assert!(!damaged.exists());
    assert_eq!(window.state().window.overlay, None);
}

/// Lets the window and its threads go on until `is_so`.
fn wait_until(window: &mut Window, is_so: impl Fn(&Window) -> bool) {
    for _ in 0..400 {
        window.harness.step();
        if is_so(window) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("nothing happened for four seconds and 400 frames");
}

#[test]
fn work_that_cannot_be_kept_against_a_crash_is_told_until_it_can_be() {
    let folder = folder();
    let slots = folder.path().join("unsaved");
    netsmith::files::write_atomically(&slots, b"no folder").unwrap();
    let mut window = Window::keeping_work_in(&slots);
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    assert!(!window.shows_part("Unsaved work is not kept"));
    change(&mut window);
    let tells = |window: &Window| window.shows_part("Unsaved work is not kept");
    wait_until(&mut window, tells);
    std::fs::remove_file(&slots).unwrap();
    wait_until(&mut window, |window| !tells(window));
    drop(window);
    assert_eq!(netsmith::project::recovery::find(&slots).lost.len(), 1);
}

#[test]
fn a_tab_that_comes_back_leaves_its_file_to_the_tab_that_has_it_now() {
    let folder = folder();
    let (mut window, path) = with_file(folder.path());
    window.keys(Modifiers::COMMAND, Key::W);
    window.send(FileCommand::OpenPath(path.clone()));
    window.keys(crate::tabs::CTRL_SHIFT, Key::T);
    let paths: Vec<PathBuf> = window
        .harness
        .state()
        .workbench
        .tabs
        .paths()
        .map(Path::to_owned)
        .collect();
    assert_eq!(paths, [path]);
    assert_eq!(titles(&window).len(), 2);
}

/// A picture of one gray value in a folder for its class.
fn write_picture(data: &Path, class: &str, name: &str, gray: u8) {
    let folder = data.join(class);
    std::fs::create_dir_all(&folder).unwrap();
    let mut png = std::io::Cursor::new(Vec::new());
    let picture = image::GrayImage::from_pixel(8, 8, image::Luma([gray]));
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    netsmith::files::write_atomically(&folder.join(name), &png.into_inner()).unwrap();
}

#[test]
fn other_data_than_was_trained_on_is_told_when_it_is_read() {
    let folder = folder();
    let data = folder.path().join("data");
    for (class, gray) in [("dark", 0), ("light", 255)] {
        write_picture(&data, class, "a.png", gray);
        write_picture(&data, class, "b.png", gray);
    }
    let source = netsmith::data::DataSource::Path(data.clone());
    let fingerprint = netsmith::data::identity(&source, &|| true);
    let mut project = Project {
        data: Some(source.to_string()),
        ..preset("mlp").unwrap().project.clone()
    };
    project.set_fingerprint_of(&source.to_string(), fingerprint);
    let path = folder.path().join("net.netsmith");
    project.save(&path).unwrap();

    let open = || {
        let mut window = Window::empty();
        window.harness.state_mut().workbench.training_panels.workers =
            netsmith::app::jobs::Workers::OnTheSpot;
        window.send(FileCommand::OpenPath(path.clone()));
        assert!(
            window
                .harness
                .state()
                .workbench
                .front()
                .learning
                .data()
                .is_some()
        );
        window
    };
    assert!(!open().shows_part("This is other data than"));
    write_picture(&data, "light", "b.png", 254);
    assert!(open().shows_part("This is other data than"));
}
