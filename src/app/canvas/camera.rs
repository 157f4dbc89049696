//! Where the eye is: pan, zoom, and the short flight from one view to another.

use egui::emath::TSTransform;
use egui::{Pos2, Rangef, Rect, Vec2};

use super::flight::Flight;
use crate::project;

/// From the smallest magnification to the largest.
pub const ZOOM_RANGE: Rangef = Rangef {
    min: 0.02,
    max: 3.0,
};
/// One command makes things larger or smaller by this.
pub const ZOOM_STEP: f32 = 1.25;
/// Between the network and the canvas's edges when all of it is shown, in screen points.
const FIT_MARGIN: f32 = 30.0;
/// Between what is brought into view and what lies over a corner of that, in screen points.
const COVER_GAP: f32 = 8.0;

/// What of the network is in view, and how large.
#[derive(Debug, Clone)]
pub struct Camera {
    screen_from_graph: TSTransform,
    flight: Option<Flight>,
    viewport: Rect,
    /// What lies over the viewport, in screen points: nothing that is brought into view ends up behind it.
    cover: Option<Rect>,
    /// Whether the view is still the one that showed everything; then it goes on to when the canvas changes size.
    shows_all: bool,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            screen_from_graph: TSTransform::IDENTITY,
            flight: None,
            viewport: Rect::ZERO,
            cover: None,
            shows_all: true,
        }
    }
}

impl Camera {
    /// The magnification: screen points per graph unit.
    pub fn zoom(&self) -> f32 {
        self.screen_from_graph.scaling
    }

    /// The magnification that the view will have when it has arrived.
    pub fn zoom_ahead(&self) -> f32 {
        self.ahead().scaling
    }

    /// A point of the graph on the screen.
    pub fn screen(&self, graph: Pos2) -> Pos2 {
        self.screen_from_graph * graph
    }

    /// A rectangle of the graph on the screen.
    pub fn screen_rect(&self, graph: Rect) -> Rect {
        self.screen_from_graph * graph
    }

    /// A point of the screen in the graph.
    pub fn graph(&self, screen: Pos2) -> Pos2 {
        self.screen_from_graph.inverse() * screen
    }

    /// The part of the graph that is in view.
    pub fn view(&self) -> Rect {
        self.screen_from_graph.inverse() * self.viewport
    }

    /// The part of the graph that will be in view when the view has arrived.
    pub fn view_ahead(&self) -> Rect {
        self.ahead().inverse() * self.viewport
    }

    /// Where every point will be when the view has arrived.
    fn ahead(&self) -> TSTransform {
        self.flight
            .map_or(self.screen_from_graph, |flight| flight.to)
    }

    /// The canvas in screen points.
    pub fn viewport(&self) -> Rect {
        self.viewport
    }

    /// Tells where the canvas is now; a view that shows everything goes on to.
    pub fn set_viewport(&mut self, viewport: Rect, bounds: Option<Rect>) {
        if self.viewport == viewport {
            return;
        }
        self.viewport = viewport;
        if let (true, Some(bounds)) = (self.shows_all, bounds) {
            self.screen_from_graph = self.fitting(bounds);
            self.flight = None;
        }
    }

    /// Moves the picture by screen points.
    pub fn pan(&mut self, by: Vec2) {
        self.settle();
        self.screen_from_graph.translation += by;
    }

    /// Magnifies by `factor` and keeps what is at `fixed`, in screen points, where it is.
    pub fn zoom_at(&mut self, fixed: Pos2, factor: f32) {
        self.settle();
        self.screen_from_graph = self.zoomed(fixed, factor);
    }

    /// Flies to a magnification around the middle of the canvas.
    pub fn fly_to_zoom(&mut self, zoom: f32) {
        let to = self.zoomed(self.viewport.center(), zoom / self.zoom());
        self.shows_all = false;
        self.fly(to);
    }

    /// Flies to where all of `bounds` is in view.
    pub fn fit(&mut self, bounds: Rect) {
        self.shows_all = true;
        self.fly(self.fitting(bounds));
    }

    /// Flies to where `bounds`, a part of the network, is as large in view as it fits.
    pub fn fit_part(&mut self, bounds: Rect) {
        self.shows_all = false;
        self.fly(self.fitting(bounds));
    }

    /// Shows all of `bounds` at once, for a network that was not there before.
    pub fn cut_to(&mut self, bounds: Rect) {
        self.shows_all = true;
        self.flight = None;
        self.screen_from_graph = self.fitting(bounds);
    }

    /// What is looked at, for a project file; `None` where that is everything.
    pub fn place(&self) -> Option<project::Camera> {
        let center = self.graph(self.viewport.center()).into();
        (!self.shows_all).then_some(project::Camera {
            center,
            zoom: self.zoom(),
        })
    }

    /// Looks at once at what a project file says.
    pub fn go_to(&mut self, place: project::Camera) {
        self.settle();
        let zoom = ZOOM_RANGE.clamp(place.zoom);
        let middle = Pos2::from(place.center).to_vec2();
        self.screen_from_graph =
            TSTransform::new(self.viewport.center() - middle * zoom - Pos2::ZERO, zoom);
    }

    /// Flies to where `bounds` is in view, moving no more than that takes.
    pub fn reveal(&mut self, bounds: Rect) {
        let margin = FIT_MARGIN.min(self.viewport.size().min_elem() / 4.0);
        let inside = self.viewport.shrink(margin);
        let shown = self.ahead() * bounds;
        if inside.contains_rect(shown) && self.way_out_of_cover(shown) == Vec2::ZERO {
            return;
        }
        self.shows_all = false;
        if shown.width() > inside.width() || shown.height() > inside.height() {
            self.fly(self.fitting(bounds));
            return;
        }
        let shift = |low: f32, high: f32, least: f32, most: f32| {
            (least - low).max(0.0) + (most - high).min(0.0)
        };
        let by = Vec2::new(
            shift(shown.left(), shown.right(), inside.left(), inside.right()),
            shift(shown.top(), shown.bottom(), inside.top(), inside.bottom()),
        );
        let by = by + self.way_out_of_cover(shown.translate(by));
        self.fly(TSTransform::from_translation(by) * self.ahead());
    }

    /// Whether all of `bounds` is in view and nothing lies over it.
    pub fn shows(&self, bounds: Rect) -> bool {
        let shown = self.screen_rect(bounds);
        let is_covered = self.cover.is_some_and(|cover| cover.intersects(shown));
        self.viewport.contains_rect(shown) && !is_covered
    }

    /// Says what lies over the viewport's lower right corner, in screen points.
    pub fn set_cover(&mut self, cover: Option<Rect>) {
        self.cover = cover;
    }

    /// How far `shown` has to go up or to the left so that nothing covers it, in screen points.
    fn way_out_of_cover(&self, shown: Rect) -> Vec2 {
        let Some(cover) = self.cover.filter(|cover| cover.intersects(shown)) else {
            return Vec2::ZERO;
        };
        let cover = cover.expand(COVER_GAP);
        let up = Vec2::new(0.0, cover.top() - shown.bottom());
        let left = Vec2::new(cover.left() - shown.right(), 0.0);
        let shorter = if up.length() <= left.length() {
            up
        } else {
            left
        };
        let stays_in_view = self.viewport.contains_rect(shown.translate(shorter));
        if stays_in_view { shorter } else { Vec2::ZERO }
    }

    /// Brings `bounds` into view where any of it is not; `is_first` says that nothing else is there, so that it goes
    /// into the middle.
    pub fn bring_into_view(&mut self, bounds: Rect, is_first: bool) {
        let shown = self.ahead() * bounds;
        if self.viewport.contains_rect(shown) && self.way_out_of_cover(shown) == Vec2::ZERO {
            return;
        }
        if is_first {
            self.cut_to(bounds);
        } else {
            self.reveal(bounds);
        }
    }

    /// Puts `spot` of the graph into the middle of the canvas.
    pub fn look_at(&mut self, spot: Pos2) {
        let by = self.viewport.center() - self.screen(spot);
        self.pan(by);
    }

    /// Goes on with a flight; answers whether it is still under way.
    pub fn advance(&mut self, now_seconds: f64) -> bool {
        if let Some(flight) = &mut self.flight {
            let is_over = flight.advance(now_seconds);
            self.screen_from_graph = flight.now;
            if is_over {
                self.flight = None;
            }
        }
        self.flight.is_some()
    }

    /// The user takes over.
    fn settle(&mut self) {
        self.flight = None;
        self.shows_all = false;
    }

    fn fly(&mut self, to: TSTransform) {
        if !self.viewport.is_positive() {
            self.screen_from_graph = to;
        } else if to != self.screen_from_graph {
            self.flight = Some(Flight::new(self.screen_from_graph, to));
        }
    }

    /// The view of all of `bounds`, never larger than 100 %.
    fn fitting(&self, bounds: Rect) -> TSTransform {
        let margin = FIT_MARGIN.min(self.viewport.size().min_elem() / 8.0);
        let inside = self.viewport.shrink(margin);
        let ratio = (inside.size() / bounds.size().max(Vec2::splat(1.0))).min_elem();
        let zoom = ZOOM_RANGE.clamp(ratio.min(1.0));
        TSTransform::new(inside.center() - bounds.center() * zoom, zoom)
    }

    fn zoomed(&self, fixed: Pos2, factor: f32) -> TSTransform {
        let zoom = ZOOM_RANGE.clamp(self.zoom() * factor);
        TSTransform::new(fixed - self.graph(fixed) * zoom, zoom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn camera() -> Camera {
        let mut camera = Camera::default();
        camera.set_viewport(
            Rect::from_min_size(pos2(200.0, 40.0), vec2(900.0, 500.0)),
            None,
        );
        camera
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let mut camera = camera();
        camera.pan(vec2(37.0, -11.0));
        let pointer = pos2(512.0, 300.0);
        let before = camera.graph(pointer);
        camera.zoom_at(pointer, 1.7);
        assert!(camera.graph(pointer).distance(before) < 1e-3);
        assert!((camera.zoom() - 1.7).abs() < 1e-6);
    }

    #[test]
    fn fit_shows_everything_and_never_enlarges() {
        let mut camera = camera();
        let small = Rect::from_min_size(pos2(10.0, 10.0), vec2(236.0, 46.0));
        camera.cut_to(small);
        assert_eq!(camera.zoom(), 1.0);
        let large = Rect::from_min_size(pos2(-500.0, 0.0), vec2(3000.0, 9000.0));
        camera.cut_to(large);
        assert!(camera.viewport().contains_rect(camera.screen_rect(large)));
    }

    #[test]
    fn a_view_of_everything_goes_on_to_when_the_canvas_shrinks() {
        let mut camera = camera();
        let bounds = Rect::from_min_size(Pos2::ZERO, vec2(1200.0, 1000.0));
        camera.cut_to(bounds);
        let smaller = Rect::from_min_size(pos2(200.0, 40.0), vec2(500.0, 300.0));
        camera.set_viewport(smaller, Some(bounds));
        assert!(smaller.contains_rect(camera.screen_rect(bounds)));
        camera.pan(vec2(1.0, 0.0));
        let zoom = camera.zoom();
        camera.set_viewport(smaller.expand(50.0), Some(bounds));
        assert_eq!(camera.zoom(), zoom);
    }

    #[test]
    fn a_flight_arrives_exactly() {
        let mut camera = camera();
        camera.fit(Rect::from_min_size(Pos2::ZERO, vec2(4000.0, 400.0)));
        let ahead = camera.zoom_ahead();
        assert!(camera.advance(10.0) && camera.advance(10.05));
        assert!(!camera.advance(11.0));
        assert_eq!(camera.zoom(), ahead);
    }

    #[test]
    fn reveal_moves_no_more_than_needed() {
        let mut camera = camera();
        let inside = camera.view().shrink(200.0);
        camera.reveal(inside);
        assert!(!camera.advance(0.0));
        camera.reveal(Rect::from_min_size(
            camera.view().right_top(),
            vec2(100.0, 40.0),
        ));
        camera.advance(0.0);
        camera.advance(1.0);
        assert_eq!(camera.zoom(), 1.0);
    }
}
