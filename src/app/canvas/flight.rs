//! The short way of the eye from one view to another.

use egui::emath::TSTransform;

use crate::app::look::size::MOTION_SECONDS;

/// A view on the way.
#[derive(Debug, Clone, Copy)]
pub struct Flight {
    /// Where it has come to.
    pub now: TSTransform,
    /// Where it arrives.
    pub to: TSTransform,
    from: TSTransform,
    started_seconds: Option<f64>,
}

impl Flight {
    /// The way between two views.
    pub fn new(from: TSTransform, to: TSTransform) -> Self {
        Self {
            now: from,
            to,
            from,
            started_seconds: None,
        }
    }

    /// Goes on to `now_seconds` of the window's clock; answers whether it has arrived.
    pub fn advance(&mut self, now_seconds: f64) -> bool {
        let started = *self.started_seconds.get_or_insert(now_seconds);
        let share = ((now_seconds - started) as f32 / MOTION_SECONDS).clamp(0.0, 1.0);
        self.now = between(self.from, self.to, 1.0 - (1.0 - share).powi(3));
        share >= 1.0
    }
}

/// A view on the way: magnification changes by equal ratios, so that the flight looks even.
fn between(from: TSTransform, to: TSTransform, share: f32) -> TSTransform {
    if share >= 1.0 {
        return to;
    }
    let zoom = from.scaling * (to.scaling / from.scaling).powf(share);
    // The share of the way in terms of magnification, so that a zoom keeps its fixed point all along.
    let along = if (to.scaling - from.scaling).abs() < 1e-6 {
        share
    } else {
        (zoom - from.scaling) / (to.scaling - from.scaling)
    };
    TSTransform::new(
        from.translation + (to.translation - from.translation) * along,
        zoom,
    )
}
