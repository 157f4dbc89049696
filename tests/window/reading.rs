//! Every text of the window can be read at every size: nothing is cut off at an edge, nothing is written over something else.

use crate::support::Window;
use crate::training::{picture, window_for};
use egui::epaint::ClippedShape;
use egui::{Rect, Role, Shape, Vec2, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    CanvasCommand, CompareCommand, DataCommand, FileCommand, PanelCommand, PredictCommand,
};
use netsmith::app::docking::{Panel, Workspace};
use netsmith::data::{Builtin, DataSource};

/// The window sizes that must work, in points; 720×450 is a screen of 1440×900 at scale 2.
const SIZES: [Vec2; 3] = [vec2(1440.0, 900.0), vec2(1024.0, 640.0), vec2(720.0, 450.0)];

/// One line of text that is painted.
#[derive(Debug, Clone)]
struct Text {
    words: String,
    /// All of it.
    rect: Rect,
    /// What may show of it.
    clip: Rect,
}

/// Every text of the last frame, in the order in which it was painted.
fn texts(window: &Window) -> Vec<Text> {
    let mut found = Vec::new();
    for ClippedShape {
        clip_rect, shape, ..
    } in &window.harness.output().shapes
    {
        collect(shape, *clip_rect, &mut found);
    }
    found
}

fn collect(shape: &Shape, clip: Rect, found: &mut Vec<Text>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, found)),
        Shape::Text(text) => {
            let words = text.galley.text().trim().to_owned();
            // Letters and their spaces, without what the line is higher than they are.
            let rect = text.visual_bounding_rect().shrink2(vec2(0.0, 1.5));
            if !words.is_empty() && rect.is_positive() {
                found.push(Text { words, rect, clip });
            }
        }
        _ => {}
    }
}

/// What cannot be read, in words. `canvas` is left out: nodes out of view are cut off there.
fn faults(window: &Window) -> Vec<String> {
    let screen = window.harness.ctx.content_rect();
    let canvas = if window.in_front(Panel::Canvas) {
        window.canvas().viewport()
    } else {
        Rect::NOTHING
    };
    let is_in_panel = |text: &Text| !canvas.expand(1.0).contains_rect(text.clip);
    let shown: Vec<Text> = texts(window)
        .into_iter()
        .filter(|text| is_in_panel(text) && text.clip.intersects(text.rect))
        .collect();
    let mut faults = Vec::new();
    for (index, text) in shown.iter().enumerate() {
        let edge = text.clip.intersect(screen);
        let visible = text.rect.intersect(edge);
        // A list may end within a line, but no line may end within a word.
        if visible.is_positive() && text.rect.width() - visible.width() > 1.5 {
            faults.push(format!("“{}” is cut off at {:?}", text.words, text.rect));
        }
        for other in &shown[index + 1..] {
            let both = visible.intersect(other.rect.intersect(other.clip));
            if both.width() > 1.5 && both.height() > 3.0 {
                faults.push(format!(
                    "“{}” and “{}” lie over each other at {both:?}",
                    text.words, other.words
                ));
            }
        }
    }
    faults
}

pub fn assert_readable(window: &mut Window, what: &str) {
    for size in SIZES {
        window.harness.set_size(size);
        window.settle();
        let faults = faults(window);
        assert!(faults.is_empty(), "{what} at {size:?}: {faults:#?}");
    }
}

#[test]
fn every_panel_can_be_read_at_every_size() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("resnet50", folder.path());
    for side in [Panel::Palette, Panel::Outline, Panel::History] {
        window.send(PanelCommand::Show(side));
        for below in [Panel::Layers, Panel::Problems, Panel::Compare] {
            window.send(PanelCommand::Show(below));
            assert_readable(&mut window, &format!("{side:?} and {below:?}"));
        }
    }
    for workspace in Workspace::ALL {
        window.send(PanelCommand::ShowWorkspace(workspace));
        assert_readable(&mut window, &format!("{workspace:?}"));
    }
    window.send(PanelCommand::ShowWorkspace(Workspace::Build));
    for panel in Panel::ALL {
        window.send(PanelCommand::Show(panel));
        assert_readable(&mut window, &format!("{panel:?} among the others"));
    }
    window.send(CompareCommand::WithVersion(0));
    window.select("stage2b");
    assert_readable(&mut window, "the inspector of a block");
}

#[test]
fn data_can_be_read_at_every_size() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.select("conv0");
    for builtin in Builtin::ALL {
        window.send(DataCommand::Use(DataSource::builtin(builtin)));
        assert_readable(&mut window, &format!("{builtin:?}"));
    }
}

#[test]
fn pictures_can_be_read_at_every_size() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    let names = [
        "me.png",
        "a-picture-with-a-name-that-goes-on-and-on-and-on.png",
    ];
    window.will_choose(&names.map(|name| picture(folder.path(), name)));
    window.send(PredictCommand::OpenPictures);
    window.settle();
    assert_readable(&mut window, "pictures");
}

#[test]
fn training_can_be_read_at_every_size() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.show(Panel::Curves);
    for panel in [Panel::TrainingSettings, Panel::Curves, Panel::Results] {
        window.show(panel);
        assert_readable(&mut window, panel.label());
    }
}

/// What has no room is left out; it is in a menu, and has keys.
#[test]
fn controls_of_the_bar_lie_beside_each_other_at_every_width() {
    let mut window = Window::preset("happy_model");
    for width in (512..1440).step_by(16) {
        window.harness.set_size(vec2(width as f32, 640.0));
        window.settle();
        let is_in_bar = |rect: &Rect| rect.bottom() < 40.0 && rect.width() < 400.0;
        let controls = window.harness.query_all_by(|node| {
            let role = node.role();
            let is_control = matches!(role, Role::Button | Role::MenuItem | Role::Tab);
            is_control && node.label().is_some()
        });
        let controls: Vec<Rect> = controls.map(|node| node.rect()).filter(is_in_bar).collect();
        assert!(controls.len() > 7, "{controls:?} at {width}");
        for (index, one) in controls.iter().enumerate() {
            let other = controls[index + 1..].iter().find(|it| it.intersects(*one));
            assert_eq!(other, None, "{one} at {width}");
        }
    }
}

/// Every circle of the last frame that is as small as a port.
fn ports(window: &Window) -> Vec<Rect> {
    let shapes = window.harness.output().shapes.iter();
    let ports = shapes.filter_map(|clipped| match &clipped.shape {
        Shape::Circle(circle) if circle.radius < 8.0 => Some(circle.visual_bounding_rect()),
        _ => None,
    });
    ports.collect()
}

#[test]
fn names_and_shapes_keep_clear_of_the_ports_when_the_view_is_far() {
    for key in ["resnet50", "happy_model", "lenet5"] {
        let mut window = Window::preset(key);
        for zoom in [0.5, 0.53, 0.56, 0.6, 0.63, 0.8, 1.0] {
            window.send(CanvasCommand::Fit);
            window.send(CanvasCommand::ZoomToFull);
            let middle = window.canvas().viewport().center();
            window.harness.hover_at(middle);
            window.harness.event(egui::Event::Zoom(zoom));
            window.settle();
            let canvas = window.canvas().viewport();
            let ports = ports(&window);
            assert!(!ports.is_empty());
            for text in texts(&window) {
                let is_node = canvas.expand(1.0).contains_rect(text.clip);
                let through = ports.iter().find(|port| port.intersects(text.rect));
                assert!(
                    !is_node || through.is_none(),
                    "“{}” at {:?} runs through the port at {through:?}, {key} at {zoom}",
                    text.words,
                    text.rect
                );
            }
        }
    }
}

#[test]
fn the_tab_in_front_is_in_sight_however_many_there_are() {
    for size in SIZES {
        let mut window = Window::preset("happy_model");
        window.harness.set_size(size);
        for key in [
            "lenet5",
            "mlp",
            "resnet50",
            "happy_model",
            "lenet5",
            "resnet18",
        ] {
            window.send(FileCommand::LoadPreset(key.to_owned()));
            assert_front_is_seen(&window);
        }
        window.harness.set_size(vec2(1440.0, 900.0));
        window.settle();
        window.harness.set_size(size);
        window.settle();
        assert_front_is_seen(&window);
        window.keys(egui::Modifiers::COMMAND, egui::Key::Tab);
        assert_front_is_seen(&window);
    }
}

fn assert_front_is_seen(window: &Window) {
    let canvas = window.canvas().viewport();
    let workbench = &window.harness.state().workbench;
    let title = workbench
        .tabs
        .titles()
        .swap_remove(workbench.tabs.place_of_front());
    let front = window.harness.get_by(|node| {
        node.role() == Role::Tab
            && node
                .label()
                .is_some_and(|label| label.split(',').next() == Some(title.as_str()))
    });
    let tab = front.rect();
    let strip = canvas.x_range().expand(1.0);
    assert!(
        strip.contains(tab.left()) && strip.contains(tab.right()),
        "{tab:?} in {strip:?}"
    );
}
