//! Lessons beside the canvas: opened, done step by step, checked as the student edits, kept, handed in.

use crate::support::Window;
use crate::training::{learning, picture, set_recipe, wait, window_for};
use egui_kittest::kittest::Queryable as _;
use netsmith::app::command::{
    EditCommand, FileCommand, LessonCommand, PanelCommand, ResultsCommand, TrainCommand,
};
use netsmith::app::docking::{Panel, Workspace};
use netsmith::app::state::OpenLesson;
use netsmith::files::{read_limited, write_atomically};
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};

fn open(window: &Window) -> &OpenLesson {
    window.state().window.lesson.as_ref().unwrap()
}

fn steps_done(done: usize, all: usize) -> String {
    tr!("lesson-steps-done", done = done, all = all)
}

fn holds(words: &str) -> String {
    tr!("lesson-check-holds", words = words)
}

fn fails(words: &str) -> String {
    tr!("lesson-check-fails", words = words)
}

fn step(number: usize, title: &str) -> String {
    tr!("lesson-show-step", number = number, title = title)
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    write_atomically(&path, text.as_bytes()).unwrap();
    path
}

const OWN: &str = "---\nlesson: 1\nid: own\ntitle: A lesson of mine\n---\nWelcome.\n\n## Build\n\nAdd a **convolution** with `same`.\n\n\
```hint\nFirst hint.\n```\n```hint\nSecond hint.\n```\n```check\nlayer Conv2D padding=same\nsays: A padded convolution\notherwise: Look into the inspector.\n```\n\n\
## Do\n\nTrain, and try a picture.\n\n```check\nrun epochs>=1\nsays: Trained\n```\n```check\npictures\nsays: Tried\n```\n```check\nevaluation\nsays: Measured\n```\n";

#[test]
fn a_lesson_is_opened_from_the_menu_and_stands_beside_the_canvas_in_every_workspace() {
    let mut window = Window::preset("happy_model");
    assert!(!window.in_front(Panel::Lesson));
    window.menu_in_menu(
        say("menu-help"),
        say("lessons"),
        &tr!("lesson-begin-named", lesson = "HappyModel in nine steps"),
    );
    assert!(window.shows("HappyModel in nine steps"));
    for workspace in Workspace::ALL {
        window.send(PanelCommand::ShowWorkspace(workspace));
        assert!(window.in_front(Panel::Lesson), "{workspace:?}");
    }
    window.send(PanelCommand::ShowWorkspace(Workspace::Build));
    assert!(window.in_front(Panel::Canvas) && window.in_front(Panel::Inspector));
    window.click(say("lesson-close"));
    assert!(!window.in_front(Panel::Lesson));
}

#[test]
fn what_stands_on_the_canvas_is_judged_as_it_is_edited() {
    let mut window = Window::preset("happy_model");
    window.send(LessonCommand::Begin("happy-model"));
    // Padding, convolution, pooling, dense and what training is asked to do; no data, nothing trained.
    assert!(window.shows(&steps_done(5, 9)));
    window.click(&step(3, "Convolution, normalization, relu"));
    let words =
        "A Conv2D with 32 filters of 7 × 7, strides 1 and padding valid follows the padding";
    assert!(window.shows(&holds(words)));
    assert!(window.shows(say("lesson-step-done")));

    window.select("conv0");
    window.type_into(say("setting-kernel"), "5");
    assert!(window.shows(&fails(words)));
    assert!(window.shows_part("kernel_size is 5 × 5, needed is 7 × 7"));
    // What was done stays done.
    assert!(window.shows(say("lesson-step-done-before")));
    assert!(window.shows(&steps_done(5, 9)));
    window.select("fc");
    window
        .harness
        .get_all_by_label(say("lesson-show-layer"))
        .next()
        .unwrap()
        .click();
    window.settle();
    assert_eq!(
        window.state().document.selection.single(),
        Some(&window.node("conv0"))
    );
    window.send(EditCommand::Undo);
    assert!(window.shows(&holds(words)));
}

#[test]
fn any_step_opens_at_any_time_and_hints_open_one_by_one() {
    let mut window = Window::empty();
    let folder = tempfile::tempdir().unwrap();
    window.drop_file(&write(folder.path(), "own.md", OWN));
    assert!(window.shows("A lesson of mine") && window.shows("Welcome."));
    assert!(window.shows("Add a convolution with same."));
    assert!(!window.shows("First hint."));
    window.click(say("lesson-open-hint"));
    assert!(window.shows("First hint.") && !window.shows("Second hint."));
    window.click(say("lesson-open-next-hint"));
    assert!(window.shows("Second hint.") && !window.shows(say("lesson-open-next-hint")));

    window.click(&step(2, "Do"));
    assert!(window.shows("Train, and try a picture."));
    window.click(say("lesson-previous-step"));
    assert!(window.shows("Second hint."));
    window.click(say("lesson-next-step"));
    assert!(window.shows("Train, and try a picture."));
}

#[test]
fn a_lesson_with_faults_is_refused_with_their_lines_and_the_open_one_stays() {
    let mut window = Window::empty();
    let folder = tempfile::tempdir().unwrap();
    window.drop_file(&write(folder.path(), "own.md", OWN));
    let wrong = OWN.replace("padding=same", "padding=sam");
    let path = write(folder.path(), "wrong.md", &wrong);
    window.send(FileCommand::OpenPath(path));
    assert!(window.shows_part("line 19: “sam” is no value of padding"));
    assert!(window.shows("A lesson of mine"));
}

/// Steps until something is so; where it does not become so, the assertion that follows says what was missed.
fn step_until(window: &mut Window, is_so: impl Fn(&Window) -> bool) {
    for _ in 0..200 {
        window.harness.step();
        if is_so(window) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn training_and_pictures_of_ones_own_count_once_they_were_done() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.drop_file(&write(home.path(), "own.md", OWN));
    window.click(&step(2, "Do"));
    assert!(window.shows(&fails("Trained")) && window.shows(&fails("Tried")));
    assert!(window.shows_part("Nothing has been trained yet"));
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::StartAnew);
    wait(&mut window, |learning| {
        !learning.is_busy() && learning.runs().results().is_some()
    });
    assert!(window.shows(&holds("Trained")) && window.shows(&holds("Measured")));
    window.send(ResultsCommand::Try {
        place: 0,
        is_why: false,
    });
    step_until(&mut window, |window| window.shows_part("%"));
    assert!(window.shows(&fails("Tried")));
    window.drop_file(&picture(home.path(), "mine.png"));
    step_until(&mut window, |window| window.shows(&holds("Tried")));
    assert!(window.shows(&holds("Tried")));
    assert!(window.shows(&steps_done(1, 2)));
    assert!(learning(&window).run().is_some());

    // A new network has not been trained, but the student has trained one.
    window.send(FileCommand::New);
    assert!(window.shows(&holds("Trained")));
}

/// A window that keeps lessons in `folder`, with the lesson `own.md` of it open.
fn keeping(folder: &Path) -> Window {
    let mut window = Window::keeping_lessons_in(folder);
    window.send(LessonCommand::OpenPath(write(folder, "own.md", OWN)));
    window
}

#[test]
fn progress_is_kept_until_the_lesson_is_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = keeping(folder.path());
    window.type_into(say("lesson-student"), "Ada");
    window.click(say("lesson-open-hint"));
    window.send(FileCommand::LoadPreset("resnet50".to_owned()));
    assert!(window.shows(&steps_done(1, 2)));
    window.click(&step(2, "Do"));

    let mut later = keeping(folder.path());
    assert!(later.shows(&steps_done(1, 2)));
    assert_eq!(open(&later).progress.student, "Ada");
    assert_eq!(open(&later).front(), 1);
    later.click(&step(1, "Build"));
    assert!(later.shows("First hint.") && later.shows(say("lesson-step-done-before")));
    later.click(say("lesson-start-again"));
    assert!(later.shows(&steps_done(0, 2)));
    let last = keeping(folder.path());
    assert!(last.shows(&steps_done(0, 2)));
    assert_eq!(open(&last).progress.student, "Ada");
}

#[test]
fn progress_that_cannot_be_read_is_told_and_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = keeping(folder.path());
    window.click(say("lesson-open-hint"));
    let files = std::fs::read_dir(folder.path()).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    let kept = files
        .find(|path| path.extension().is_some_and(|it| it == "json"))
        .unwrap();
    write_atomically(&kept, b"{torn").unwrap();
    let later = keeping(folder.path());
    assert!(later.shows_part("remove the file to begin the lesson anew"));
    assert_eq!(read_limited(&kept, 100).unwrap(), b"{torn");
}

#[test]
fn a_report_says_what_was_done_by_whom() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = keeping(folder.path());
    window.send(FileCommand::LoadPreset("resnet50".to_owned()));
    window.type_into(say("lesson-student"), "Ada <b>");
    let page = folder.path().join("report.html");
    window.will_choose(std::slice::from_ref(&page));
    window.click(say("lesson-save-report"));
    window.settle();
    let text = String::from_utf8(read_limited(&page, 1 << 20).unwrap()).unwrap();
    for part in [
        "Ada &lt;b&gt;",
        "A lesson of mine",
        "1 of 2 steps done",
        "<td>2. Do</td><td>not yet</td>",
        "Total params: 23,600,006",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let markdown = folder.path().join("report.md");
    window.will_choose(std::slice::from_ref(&markdown));
    window.click(say("lesson-save-report"));
    window.settle();
    let text = String::from_utf8(read_limited(&markdown, 1 << 20).unwrap()).unwrap();
    assert!(
        text.starts_with("# Report on the lesson “A lesson of mine”"),
        "{text}"
    );
}

#[test]
fn a_teacher_begins_with_a_template_that_opens_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::preset("happy_model");
    window.will_choose(&[folder.path().join("mine")]);
    window.menu_in_menu(say("menu-help"), say("lessons"), say("lesson-write-own"));
    window.settle();
    assert!(folder.path().join("mine.md").is_file());
    assert!(window.shows("My lesson"));
    assert!(window.shows(&fails(
        "A convolution with 32 filters of 3 × 3 and padding same"
    )));
    assert!(window.shows_part("kernel_size is 7 × 7, needed is 3 × 3"));
}

#[test]
fn lessons_stand_in_the_gallery_and_on_an_empty_canvas_and_their_panel_offers_them() {
    let mut window = Window::empty();
    window.click("Residual networks");
    assert!(window.in_front(Panel::Lesson));
    assert!(window.shows("The identity block"));
    assert!(window.shows_part("There is no layer yet"));
    window.send(LessonCommand::Close);
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window.send(FileCommand::NewFromPreset);
    // The dialog grows from frame to frame until all of it shows.
    window.harness.run_steps(8);
    window.settle();
    window.click("HappyModel in nine steps");
    assert!(window.state().window.overlay.is_none());
    assert!(window.in_front(Panel::Lesson));
    window.send(LessonCommand::Close);
    window.send(PanelCommand::Show(Panel::Lesson));
    window.click(&tr!("lesson-begin-named", lesson = "Residual networks"));
    assert_eq!(open(&window).lesson().id, "residual-networks");
}

#[test]
fn the_lesson_that_was_open_comes_back_with_the_window() {
    let mut window = Window::preset("happy_model");
    window.send(LessonCommand::Begin("happy-model"));
    let settings = window.harness.state().settings();
    let folder = tempfile::tempdir().unwrap();
    let later = Window::after_a_crash(settings, folder.path());
    assert_eq!(open(&later).lesson().id, "happy-model");
    assert!(later.in_front(Panel::Lesson));
}

#[test]
fn a_lesson_changes_its_language_with_the_window() {
    let mut window = Window::preset("happy_model");
    window.send(LessonCommand::Begin("happy-model"));
    window.menu_in_menu(say("menu-view"), say("menu-language"), "中文");
    assert!(window.shows("九步完成 HappyModel"));
    assert!(window.shows("已完成 9 步中的 5 步"));
}

#[test]
fn the_lines_of_a_numbered_list_begin_alike() {
    let mut window = Window::preset("happy_model");
    window.send(LessonCommand::Begin("residual-networks"));
    let left = |words: &str| window.harness.get_by_label_contains(words).rect().left();
    let lines = [
        "Conv2D 1 × 1, BatchNormalization, relu",
        "Conv2D 3 × 3 with padding",
    ];
    assert_eq!(left(lines[0]), left(lines[1]));
}
