//! Contrast as it is painted: every word of every panel against what really lies below it, in both themes.

use crate::support::Window;
use crate::training::{picture, wait, window_for};
use egui::{Color32, Pos2, Rect, Shape};
use netsmith::app::command::{
    Overlay, PanelCommand, PredictCommand, ThemeChoice, TrainCommand, ViewCommand, WindowCommand,
};
use netsmith::app::docking::Panel;
use netsmith::app::look::heat::contrast;

/// WCAG 2.2, success criterion 1.4.3, for text of usual size.
const LEAST: f32 = 4.5;

/// What has been painted so far, from bottom to top.
enum Ground {
    /// A surface of this color.
    Flat(Rect, Color32),
    /// Something of many colors: a picture, nodes in one batch.
    Motley(Rect),
}

/// Where words stand, what they are, and their color.
type Words = (Pos2, String, Color32);

fn collect(shape: &Shape, clip: Rect, grounds: &mut Vec<Ground>, low: &mut Vec<String>) {
    match shape {
        Shape::Vec(shapes) => {
            for shape in shapes {
                collect(shape, clip, grounds, low);
            }
        }
        Shape::Rect(rect) => {
            let seen = rect.rect.intersect(clip);
            if rect.brush.is_some() {
                grounds.push(Ground::Motley(seen));
            } else if rect.fill.a() > 0 {
                grounds.push(Ground::Flat(seen, rect.fill));
            }
        }
        Shape::Mesh(mesh) => grounds.push(Ground::Motley(mesh.calc_bounds().intersect(clip))),
        Shape::Circle(circle) => {
            let bounds = Rect::from_center_size(circle.center, egui::Vec2::splat(circle.radius));
            if circle.fill.a() > 0 {
                grounds.push(Ground::Flat(bounds.intersect(clip), circle.fill));
            }
        }
        Shape::Text(text) => {
            let rect = text.visual_bounding_rect();
            let center = rect.center();
            if rect.is_positive() && clip.contains(center) {
                for words in words_of(text, center) {
                    low.extend(fault(&words, grounds));
                }
            }
        }
        _ => {}
    }
}

/// The colors of a text; what is faded belongs to a control that cannot be used, of which no contrast is asked.
fn words_of(text: &egui::epaint::TextShape, center: Pos2) -> Vec<Words> {
    let whole = text.galley.text();
    let sections = text.galley.job.sections.iter();
    let colored = sections.filter_map(|section| {
        let range = section.byte_range.start.0..section.byte_range.end.0;
        let words = whole.get(range)?.trim();
        let own = match section.format.color {
            Color32::PLACEHOLDER => text.fallback_color,
            own => own,
        };
        let color = text.override_text_color.unwrap_or(own);
        let is_faded = text.opacity_factor < 1.0 || color.a() < 255;
        (!words.is_empty() && !is_faded).then(|| (center, words.to_owned(), color))
    });
    colored.collect()
}

fn fault((at, words, color): &Words, grounds: &[Ground]) -> Option<String> {
    let mut below = Color32::TRANSPARENT;
    for ground in grounds {
        match ground {
            Ground::Flat(rect, fill) if rect.contains(*at) => below = below.blend(*fill),
            Ground::Motley(rect) if rect.contains(*at) => below = Color32::TRANSPARENT,
            Ground::Flat(..) | Ground::Motley(_) => {}
        }
    }
    if below.a() < 255 {
        return None;
    }
    let contrast = contrast(*color, below);
    (contrast < LEAST).then(|| format!("“{words}” {color:?} on {below:?}: {contrast:.2}"))
}

/// Words of the last frame that are hard to read.
fn faults(window: &Window) -> Vec<String> {
    let (mut grounds, mut low) = (Vec::new(), Vec::new());
    for painted in &window.harness.output().shapes {
        collect(&painted.shape, painted.clip_rect, &mut grounds, &mut low);
    }
    low.sort();
    low.dedup();
    low
}

#[test]
fn words_of_every_panel_stand_out_from_what_lies_below_them_in_both_themes() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", folder.path());
    window.show(Panel::TrainingSettings);
    window.type_into("Epochs", "2");
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
    window.will_choose(&[picture(folder.path(), "me.png")]);
    window.send(PredictCommand::OpenPictures);
    window.select("fc1");
    for theme in [ThemeChoice::Dark, ThemeChoice::Light] {
        window.send(ViewCommand::SetTheme(theme));
        for panel in Panel::ALL {
            window.show(panel);
            window.send(PanelCommand::Maximize(panel));
            assert_eq!(faults(&window), Vec::<String>::new(), "{panel:?} {theme:?}");
            window.send(PanelCommand::Maximize(panel));
            assert_eq!(faults(&window), Vec::<String>::new(), "{panel:?} {theme:?}");
        }
        for overlay in [Overlay::CommandPalette, Overlay::Shortcuts, Overlay::About] {
            window.send(WindowCommand::Show(overlay.clone()));
            assert_eq!(
                faults(&window),
                Vec::<String>::new(),
                "{overlay:?} {theme:?}"
            );
            window.send(WindowCommand::CloseOverlay);
        }
    }
}
