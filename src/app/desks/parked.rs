//! What belongs to one document and goes with it when another one comes to the front.

use super::OpenDocument;
use crate::app::bench::BenchDesk;
use crate::app::canvas::Canvas;
use crate::app::compare::OtherSide;
use crate::app::state::{Document, Selection};
use crate::app::workbench::Workbench;
use crate::graph::Measure;

/// A document that is not in front, and everything that only it has.
#[derive(Debug)]
pub struct Parked {
    pub document: Document,
    /// As of when it was parked, or when a training of it began here.
    pub is_changed: bool,
    selection: Selection,
    heat: Option<Measure>,
    canvas: Canvas,
    other: OtherSide,
    pub bench: BenchDesk,
}

impl Parked {
    /// A document that was never in front; its data set may be the one that is at hand as `bench`.
    pub fn new(document: Document, bench: BenchDesk) -> Self {
        let mut canvas = Canvas::default();
        canvas.restore(document.view());
        Self {
            is_changed: document.is_changed(),
            document,
            selection: Selection::default(),
            heat: None,
            canvas,
            other: OtherSide::default(),
            bench,
        }
    }

    /// Brings this to the front and answers with what was there.
    #[must_use]
    pub fn exchanged_with(mut self, workbench: &mut Workbench) -> Self {
        let Workbench {
            state,
            canvas,
            other,
            bench,
            desks: _,
        } = workbench;
        state.document.end_gesture();
        state.preview = None;
        canvas.put_down();
        std::mem::swap(&mut self.document, &mut state.document);
        std::mem::swap(&mut self.selection, &mut state.selection);
        std::mem::swap(&mut self.heat, &mut state.heat);
        std::mem::swap(&mut self.canvas, canvas);
        std::mem::swap(&mut self.other, other);
        bench.exchange(&mut self.bench);
        state.notices.turn_to(state.document.id());
        self.is_changed = self.document.is_changed();
        self
    }

    pub fn as_open(&self) -> OpenDocument<'_> {
        OpenDocument {
            document: &self.document,
            is_changed: self.is_changed,
        }
    }
}
