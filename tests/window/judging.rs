//! How well a network does, as a user looks into it: the pictures behind a cell, classes, curves, calibration, other data.

use crate::support::Window;
use crate::training::{learning, set_recipe, wait, window_for};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{LanguageChoice, TrainCommand, ViewCommand};
use netsmith::app::docking::Panel;
use netsmith::app::learning::Results;
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

/// A window in which a network has learned digits a little: it makes mistakes.
pub fn trained(home: &Path) -> Window {
    let mut window = window_for("mlp", home);
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
    });
    window.show(Panel::Results);
    window.settle();
    window
}

fn results(window: &Window) -> &Results {
    learning(window).runs().results().unwrap()
}

/// Presses and lets go of the mouse's main button.
fn click_at(window: &mut Window, at: Pos2) {
    window.harness.event(Event::PointerMoved(at));
    window.harness.step();
    for pressed in [true, false] {
        window.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    window.settle();
}

fn click_cell(window: &mut Window, [row, column]: [usize; 2]) {
    let matrix = window
        .harness
        .get_all_by_label(say("confusion-matrix"))
        .find(|node| node.rect().width() > 100.0 && node.rect().height() > 100.0)
        .unwrap()
        .rect();
    let side = matrix.size() / 10.0;
    let cell = vec2((column as f32 + 0.5) * side.x, (row as f32 + 0.5) * side.y);
    click_at(window, matrix.min + cell);
}

#[test]
fn a_click_on_a_cell_shows_its_pictures_and_a_click_on_one_asks_about_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    let (row, column, count) = results(&window).evaluation.confusion.mistakes()[0];
    // From the overview a click leads to the page with the pictures.
    click_cell(&mut window, [row, column]);
    let heading = tr!(
        "pictures-predicted-as",
        count = count,
        actual = tr!("class-of-number", number = row),
        predicted = tr!("class-of-number", number = column)
    );
    assert!(window.shows(&heading), "{heading}");
    // The surest mistake stands first.
    let scores = &results(&window).evaluation.scores;
    let of_cell = scores
        .judged()
        .iter()
        .filter(|judged| judged.actual == row && judged.predicted == column);
    let surest = of_cell.max_by(|one, other| one.confidence.total_cmp(&other.confidence));
    let name = format!("Picture {}:", surest.unwrap().image);
    let first = window.harness.get_by_label_contains(&name).rect();
    let all = window.harness.query_all_by_label_contains(", predicted ");
    for other in all {
        assert!(other.rect().top() >= first.top() && other.rect().left() >= first.left());
    }
    window.harness.get_by_label_contains(&name).click();
    window.settle();
    assert!(window.in_front(Panel::Predict));
    let shown = tr!(
        "picture-of-class",
        number = surest_image(&window, [row, column]),
        class = tr!("class-of-number", number = row)
    );
    assert!(window.shows(&shown), "{shown}");
}

fn surest_image(window: &Window, [row, column]: [usize; 2]) -> usize {
    let scores = &results(window).evaluation.scores;
    let places = scores.worst_first(|judged| judged.actual == row && judged.predicted == column);
    scores.judged()[places[0]].image
}

#[test]
fn arrow_keys_walk_from_cell_to_cell() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    window.click(say("results-mistakes"));
    assert!(window.shows_part("mistake"));
    click_cell(&mut window, [0, 0]);
    let heading = |row: usize, column: usize| {
        let class = |number: usize| tr!("class-of-number", number = number);
        format!(" of {} ", class(row)) + "|" + &format!("predicted as {}", class(column))
    };
    let shows = |window: &Window, row, column| {
        let heading = heading(row, column);
        let (of, called) = heading.split_once('|').unwrap();
        let mut found = window.harness.query_all_by_label_contains(called);
        found.any(|node| node.accesskit_label().contains(of.trim_end()))
    };
    assert!(shows(&window, 0, 0));
    window.keys(Modifiers::NONE, Key::ArrowDown);
    window.keys(Modifiers::NONE, Key::ArrowRight);
    window.keys(Modifiers::NONE, Key::ArrowRight);
    assert!(shows(&window, 1, 2));
    window.keys(Modifiers::NONE, Key::ArrowUp);
    window.keys(Modifiers::NONE, Key::ArrowUp);
    assert!(shows(&window, 0, 2), "the edge holds");
    window.click(say("matrix-of-row"));
    assert!(
        shows(&window, 0, 2),
        "shares change what stands in the cells alone"
    );
    window.click(say("show-all-mistakes"));
    assert!(!shows(&window, 0, 2));
}

/// What kittest has no short way to.
trait Labeled {
    fn accesskit_label(&self) -> String;
}

impl Labeled for egui_kittest::Node<'_> {
    fn accesskit_label(&self) -> String {
        use egui_kittest::kittest::NodeT;
        let node = self.accesskit_node();
        node.label().or_else(|| node.value()).unwrap_or_default()
    }
}

#[test]
fn the_network_is_measured_on_whatever_is_chosen_and_says_on_what() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    assert!(window.shows_part("on 360 test pictures"));
    window.click(say("measure-on"));
    window.click(&tr!("measure-part", role = "training"));
    assert!(window.shows_part("on 1,437 training pictures"));
    // A folder with pictures of two of the classes, of another size.
    let folder = home.path().join("mine");
    for (class, shade) in [("3", 40), ("7", 200)] {
        std::fs::create_dir_all(folder.join(class)).unwrap();
        let picture = image::GrayImage::from_pixel(20, 20, image::Luma([shade]));
        picture.save(folder.join(class).join("one.png")).unwrap();
    }
    window.will_choose(std::slice::from_ref(&folder));
    window.menu(say("menu-run"), say("measure-folder"));
    assert!(window.shows_part("on 2 pictures of "));
    assert_eq!(results(&window).evaluation.confusion.total(), 2);
    // Data with a class that the network does not know is refused, and the way back is there.
    std::fs::rename(folder.join("7"), folder.join("cat")).unwrap();
    window.will_choose(&[folder]);
    window.menu(say("menu-run"), say("measure-folder"));
    assert!(learning(&window).runs().evaluation_fault().is_some());
    window.click(say("measure-on"));
    window.click(say("measure-usual"));
    assert!(window.shows_part("on 360 test pictures"));
}

#[test]
fn classes_are_sorted_by_a_click_and_lead_to_their_pictures() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    window.click(say("results-classes"));
    assert!(window.shows(say("macro-average")));
    window.click(&tr!("sort-by", column = say("column-recall")));
    let reports = results(&window).evaluation.per_class.clone();
    let worst = (0..10).min_by(|one, other| {
        let (one, other) = (reports[*one].recall, reports[*other].recall);
        one.total_cmp(&other)
    });
    let worst = worst.unwrap();
    let row = |window: &Window, class: usize| {
        let name = class.to_string();
        let mut rows = window.harness.get_all_by_label(&name);
        rows.next().unwrap().rect()
    };
    let first = row(&window, worst);
    for class in (0..10).filter(|class| *class != worst) {
        assert!(row(&window, class).top() > first.top(), "{class}");
    }
    click_at(&mut window, first.center());
    let heading = tr!(
        "pictures-of-this-class",
        count = reports[worst].support,
        class = tr!("class-of-number", number = worst)
    );
    assert!(window.shows(&heading), "{heading}");
}

#[test]
fn every_figure_can_be_saved() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    for (line, file) in [
        ("confusion-matrix", "matrix.csv"),
        ("per-class", "classes.png"),
        ("roc-curve", "roc.svg"),
        ("precision-recall-curve", "pr.csv"),
        ("reliability-diagram", "reliability.png"),
    ] {
        let path = home.path().join(file);
        window.will_choose(std::slice::from_ref(&path));
        window.click(say("save-figure"));
        window.click_starting_with(say(line));
        assert!(path.is_file(), "{file}");
    }
    let matrix = std::fs::read_to_string(home.path().join("matrix.csv")).unwrap();
    assert!(
        matrix.starts_with("actual,0,1,2,3,4,5,6,7,8,9\n0,"),
        "{matrix}"
    );
}

#[test]
fn every_page_fits_small_windows_in_both_languages() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    let pages = [
        "results-overview",
        "results-mistakes",
        "results-classes",
        "results-curves",
        "results-calibration",
    ];
    for language in [LanguageChoice::Chinese, LanguageChoice::English] {
        window.send(ViewCommand::SetLanguage(language));
        for size in [vec2(1440.0, 900.0), vec2(1024.0, 640.0)] {
            window.harness.set_size(size);
            window.settle();
            for page in pages {
                window.click(say(page));
                let tab = window.harness.get_all_by_label(say("save-figure"));
                let tab = tab.last().unwrap().rect();
                assert!(
                    tab.right() <= size.x && tab.bottom() <= size.y,
                    "{page} {tab}"
                );
            }
            window.click(say("results-curves"));
            let chart = window.harness.get_all_by_label(say("roc-curve"));
            let chart = chart.last().unwrap().rect();
            assert!(
                chart.height() > 60.0 && chart.bottom() <= size.y,
                "{chart} in {size}"
            );
        }
    }
}

#[test]
fn a_report_is_saved_from_the_menu_and_from_the_list_of_runs() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    let [first, second] = ["first.html", "second.html"].map(|name| home.path().join(name));
    window.will_choose(std::slice::from_ref(&first));
    window.menu(say("menu-run"), say("save-report"));
    let html = std::fs::read_to_string(&first).unwrap();
    assert!(html.contains("360 test pictures") && html.contains(say("report-wrong")));
    window.show(Panel::Runs);
    let of_run = learning(&window).run_folder().unwrap().to_owned();
    let name = of_run.file_name().unwrap().to_string_lossy().into_owned();
    let row = window.harness.get_all_by_label(&name).next().unwrap();
    row.click_secondary();
    window.settle();
    window.will_choose(std::slice::from_ref(&second));
    window.click_starting_with(say("save-report"));
    assert_eq!(std::fs::read_to_string(&second).unwrap(), html);
    let third = home.path().join("third.pdf");
    window.will_choose(std::slice::from_ref(&third));
    window.menu(say("menu-run"), say("save-report"));
    let pdf = std::fs::read(&third).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7\n") && pdf.ends_with(b"%%EOF\n"));
}

#[test]
fn pictures_of_the_data_are_at_hand_open_large_and_end_in_a_table() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    window.show(Panel::Predict);
    window.click(say("try-data"));
    window.click(&tr!("try-samples", role = "test"));
    let pictures = &window.harness.state().workbench.training_panels.pictures;
    assert_eq!(pictures.entries.len(), 12);
    assert!(pictures.has_answers());
    let table = home.path().join("said.csv");
    window.will_choose(std::slice::from_ref(&table));
    window.click(say("save-predictions"));
    let text = std::fs::read_to_string(&table).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 13, "{text}");
    assert!(
        lines[0].starts_with("image,class,probability,warnings,0,1,"),
        "{text}"
    );
    // The first picture is selected; its picture is named after it.
    let entries = &window
        .harness
        .state()
        .workbench
        .training_panels
        .pictures
        .entries;
    let name = entries[0].name.to_string();
    let picture = window.harness.get_all_by_label(&name).find(|node| {
        use egui_kittest::kittest::NodeT;
        node.accesskit_node().role() == egui::accesskit::Role::Image
    });
    picture.unwrap().click();
    window.settle();
    assert!(window.shows(say("enlarge-close")));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.shows(say("enlarge-close")));
}

#[test]
fn what_makes_an_answer_doubtful_is_said_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    let train = learning(&window).data().unwrap().train.clone();
    let appearance = netsmith::data::Appearance::of(&train);
    let pictures = (0..train.len()).filter_map(|index| train.picture(index));
    let usual = pictures
        .min_by(|one, other| {
            let distance = |picture| appearance.distance(picture).unwrap();
            distance(one).total_cmp(&distance(other))
        })
        .unwrap();
    let mut gray = usual.to_dynamic().to_luma8();
    let file = home.path().join("usual.png");
    gray.save(&file).unwrap();
    window.drop_file(&file);
    assert!(!window.shows_part("was stretched") && !window.shows_part("looks inverted"));
    image::imageops::invert(&mut gray);
    let file = home.path().join("negative.png");
    gray.save(&file).unwrap();
    window.drop_file(&file);
    assert!(window.shows_part("looks inverted"));
    let wide = image::RgbaImage::from_pixel(40, 10, image::Rgba([120, 120, 120, 90]));
    let file = home.path().join("wide.png");
    wide.save(&file).unwrap();
    window.drop_file(&file);
    assert!(window.shows_part("was stretched to 8 × 8"));
    assert!(window.shows_part("transparent parts"));
    assert!(window.shows_part("unlike those trained on"));
}
