//! Why a network says what it says of a picture, and what its layers make of it, as a user meets it.

use crate::support::Window;
use crate::training::{learning, picture, set_recipe, wait, window_for};
use egui::vec2;
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    FileCommand, LanguageChoice, PredictCommand, ThemeChoice, TrainCommand, ViewCommand,
};
use netsmith::app::docking::Panel;
use netsmith::data::Role;
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

/// A window with a small network of one convolution that was trained on digits of 8 × 8 pixels.
fn trained(home: &Path) -> Window {
    let layers = [
        ("image", "Input", r#""shape": [8, 8, 1]"#),
        ("conv", "Conv2D", r#""filters": 4, "padding": "same""#),
        ("relu", "Activation", ""),
        ("flat", "Flatten", ""),
        ("digit", "Dense", r#""units": 10, "activation": "softmax""#),
    ];
    let nodes = (0..).zip(layers).map(|(id, (name, kind, settings))| {
        let inputs = if id == 0 { String::new() } else { (id - 1).to_string() };
        format!(
            r#"{{"id": {id}, "name": "{name}", "layer": {{"type": "{kind}", "settings": {{{settings}}}}},
            "inputs": [{inputs}]}}"#
        )
    });
    let nodes: Vec<String> = nodes.collect();
    let project = home.join("small.netsmith");
    let text = format!(
        r#"{{"format": "netsmith", "version": 1, "name": "Small", "graph": {{"nodes": [{}]}}}}"#,
        nodes.join(",")
    );
    std::fs::write(&project, text).unwrap();
    let mut window = window_for("mlp", home);
    window.send(FileCommand::OpenPath(project));
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
    });
    window
}

/// Chooses in one of the menus above the explanation.
fn choose(window: &mut Window, menu: &str, line: &str) {
    window.click(menu);
    window.click(line);
}

#[test]
fn heat_lies_over_the_dropped_picture_and_the_menus_change_what_is_asked() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    window.show(Panel::Explain);
    assert!(window.shows(say("explain-title")));
    assert!(window.shows(say("explain-choose-picture")));
    window.drop_file(&picture(home.path(), "me.png"));
    assert!(window.in_front(Panel::Predict));
    // Beside the pictures and below them: both are in sight.
    assert!(window.in_front(Panel::Explain));
    assert!(window.shows_part("Grad-CAM for class "));
    assert!(
        window.shows_part("at relu"),
        "the end of the convolution's maps"
    );
    choose(
        &mut window,
        say("explain-class"),
        &tr!("class-of-number", number = 3),
    );
    assert!(window.shows("Grad-CAM for class 3 at relu"));
    choose(&mut window, say("explain-method"), say("method-occlusion"));
    assert!(window.shows("Occlusion for class 3"));
    choose(
        &mut window,
        say("explain-method"),
        say("method-smooth-grad"),
    );
    assert!(window.shows("SmoothGrad for class 3"));
    assert!(window.shows(say("explain-opacity")));
    choose(
        &mut window,
        say("explain-method"),
        say("method-activations"),
    );
    assert!(window.shows_part("4 maps of conv, 8 × 8 each"));
    assert!(
        window.shows_part("3: from "),
        "each map is named with what it spans"
    );
    choose(&mut window, say("explain-method"), say("method-filters"));
    assert!(window.shows_part("4 filters of conv, 3 × 3 each"));
}

#[test]
fn the_layer_follows_the_node_that_is_selected_on_the_canvas() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    window.drop_file(&picture(home.path(), "me.png"));
    window.show(Panel::Explain);
    window.select("conv");
    assert!(window.shows_part("at conv"));
    // It gives no maps, so what was looked at stays.
    window.select("flat");
    assert!(window.shows_part("at conv"));
    choose(
        &mut window,
        say("explain-method"),
        say("method-activations"),
    );
    assert!(window.shows_part("256 maps of flat, 1 × 1 each"));
    window.select("relu");
    assert!(window.shows_part("4 maps of relu"));
    choose(&mut window, say("explain-layer"), "digit");
    assert!(
        window.shows_part("10 maps of digit"),
        "the menu counts until another node is selected"
    );
}

#[test]
fn why_there_is_nothing_yet_is_said_in_words() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Explain);
    assert!(window.shows_part(say("nothing-learned-yet")));
    assert!(window.shows(say("train-first")));
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.click_starting_with(say("train-first"));
    wait(&mut window, |learning| {
        !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
    });
    assert!(learning(&window).run().is_some());
    window.will_choose(&[picture(home.path(), "me.png")]);
    window.send(PredictCommand::OpenPictures);
    window.show(Panel::Explain);
    // A network of dense layers has no maps; what works without them is named.
    assert!(window.shows_part("ask for occlusion or the input gradient instead"));
    choose(&mut window, say("explain-method"), say("method-gradient"));
    assert!(window.shows_part("Input gradient for class "));
}

#[test]
fn the_panel_speaks_both_languages_in_both_themes_and_fits_small_windows() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    window.drop_file(&picture(home.path(), "me.png"));
    window.show(Panel::Explain);
    for theme in [ThemeChoice::Dark, ThemeChoice::Light] {
        window.send(ViewCommand::SetTheme(theme));
        for size in [vec2(1440.0, 900.0), vec2(1024.0, 640.0)] {
            window.harness.set_size(size);
            window.settle();
            let heat = window
                .harness
                .get_by_label_contains("Grad-CAM for class ")
                .rect();
            assert!(
                heat.width() >= 80.0 && heat.bottom() <= size.y,
                "{heat:?} in {size}"
            );
            assert!(heat.right() <= size.x, "{heat:?} in {size}");
        }
    }
    window.send(ViewCommand::SetLanguage(LanguageChoice::Chinese));
    assert!(window.shows_part("Grad-CAM，类别 "));
    assert!(window.shows("不透明度"));
}

#[test]
fn pictures_of_the_data_tell_what_a_channel_looks_for_and_what_is_alike() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    window.send(PredictCommand::TakeSamples(Role::Training));
    window.show(Panel::Explain);
    choose(&mut window, say("explain-method"), say("method-nearest"));
    assert!(window.shows_part("training pictures, those most like this one"));
    assert!(
        window.shows_part(", 1.000"),
        "a picture of the data is most like itself"
    );
    choose(&mut window, say("explain-method"), say("method-exciting"));
    assert!(window.shows_part("those that excite each channel of conv most"));
    for channel in 0..4 {
        assert!(window.shows(&tr!("channel-of-number", number = channel)));
    }
    // It follows the node on the canvas, as all that look at a layer do.
    window.select("relu");
    assert!(window.shows_part("those that excite each channel of relu most"));
}
