//! What can only be seen: that the window is painted, and in the colours of its theme.
//! Skips, and says so, where no graphics card nor a stand-in for one can be found.

use crate::support::Window;
use egui::Color32;
use netsmith::app::command::Command;
use netsmith::app::look::Theme;
use netsmith::app::state::ThemeChoice;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn the_window_is_painted_in_the_colours_of_its_theme() {
    let themes = [
        (ThemeChoice::Dark, egui::Theme::Dark),
        (ThemeChoice::Light, egui::Theme::Light),
    ];
    for (choice, theme) in themes {
        let mut window = Window::preset("happy_model");
        window.send(Command::SetTheme(choice));
        let Some(picture) = picture(&mut window) else {
            eprintln!("skipped: nothing here can paint without a window");
            return;
        };
        let colours = Theme::named(theme);
        let at = |x, y| {
            let [red, green, blue, _] = picture.get_pixel(x, y).0;
            Color32::from_rgb(red, green, blue)
        };
        // Below the figures of the inspector, and inside the field that searches for layers.
        assert_eq!(at(1420, 800), colours.panel, "{choice:?}");
        assert_eq!(at(190, 90), colours.raised, "{choice:?}");
        let different: BTreeSet<[u8; 4]> = picture.pixels().map(|pixel| pixel.0).collect();
        assert!(different.len() > 200, "{choice:?}: {}", different.len());
    }
}

/// The window as pixels; `None` where nothing can paint it.
fn picture(window: &mut Window) -> Option<image::RgbaImage> {
    let painted = catch_unwind(AssertUnwindSafe(|| window.harness.render()));
    painted.ok()?.ok()
}
