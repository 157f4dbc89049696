//! Where the window was on the screen, and how large. Never knows what is in it.

use egui::{Context, Pos2, Rect, Vec2};
use serde::{Deserialize, Serialize};

/// The place of a window, in points of the desktop: those of the window are larger where the user wants large text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    size: Option<[f32; 2]>,
    /// Its upper left corner, frame included; nobody knows it under Wayland.
    corner: Option<[f32; 2]>,
    /// The size of the screen that it was on.
    screen: Option<[f32; 2]>,
    is_maximized: bool,
}

/// A file may say anything; no window is smaller or larger than this, in points.
const SIZES: std::ops::RangeInclusive<f32> = 200.0..=20_000.0;
/// So much of a window shows at least, in points.
const LEAST_SHOWN: f32 = 100.0;

impl WindowPlace {
    /// The place of the window now, where it was here before: of one that fills the screen, the size that it goes back to.
    #[must_use]
    pub fn seen(self, ctx: &Context) -> Self {
        let zoom = ctx.zoom_factor();
        ctx.input(|input| {
            let viewport = input.viewport();
            let is = |state: Option<bool>| state == Some(true);
            if is(viewport.minimized) || is(viewport.fullscreen) {
                return self;
            }
            if is(viewport.maximized) {
                return Self {
                    is_maximized: true,
                    ..self
                };
            }
            let whole = |vec: Vec2| [(vec.x * zoom).round(), (vec.y * zoom).round()];
            let outer = viewport.outer_rect;
            Self {
                size: Some(whole(input.content_rect().size())),
                corner: outer.map(|rect| whole(rect.min.to_vec2())),
                screen: viewport.monitor_size.map(whole),
                is_maximized: false,
            }
        })
    }

    /// How large the window is to be.
    pub fn size(&self) -> Option<Vec2> {
        let size = self
            .size
            .filter(|size| size.iter().all(|side| SIZES.contains(side)));
        size.map(Vec2::from)
    }

    /// Whether it filled the screen.
    pub fn is_maximized(&self) -> bool {
        self.is_maximized
    }

    /// Where its corner is to be on a screen of this size: nowhere in particular where that is another one than before, or
    /// where too little of the window would show.
    pub fn corner_on(&self, screen: Vec2) -> Option<Pos2> {
        let before = Vec2::from(self.screen?);
        let corner = Vec2::from(self.corner?).to_pos2();
        let shown = Rect::from_min_size(corner, self.size()?);
        let shown = shown.intersect(Rect::from_min_size(Pos2::ZERO, screen));
        let is_same = (before - screen).abs().max_elem() < 2.0;
        let is_seen = shown.width() >= LEAST_SHOWN && shown.height() >= LEAST_SHOWN;
        (is_same && is_seen && corner.y >= 0.0).then_some(corner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn place(corner: [f32; 2]) -> WindowPlace {
        WindowPlace {
            size: Some([1300.0, 800.0]),
            corner: Some(corner),
            screen: Some([1920.0, 1080.0]),
            is_maximized: false,
        }
    }

    #[test]
    fn a_window_goes_back_to_its_corner_of_the_same_screen_only() {
        let full_hd = vec2(1920.0, 1080.0);
        let corner = pos2(300.0, 200.0);
        assert_eq!(place([300.0, 200.0]).corner_on(full_hd), Some(corner));
        assert_eq!(place([300.0, 200.0]).corner_on(vec2(1440.0, 900.0)), None);
        for outside in [[1900.0, 200.0], [-1290.0, 0.0], [300.0, -40.0]] {
            assert_eq!(place(outside).corner_on(full_hd), None, "{outside:?}");
        }
    }

    #[test]
    fn a_size_that_no_window_has_is_none() {
        for side in [0.0, -5.0, f32::NAN, f32::INFINITY, 1e9] {
            let place = WindowPlace {
                size: Some([side, 800.0]),
                ..WindowPlace::default()
            };
            assert_eq!(place.size(), None, "{side}");
        }
    }
}
