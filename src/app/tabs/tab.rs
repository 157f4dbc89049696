//! One open document with everything that belongs to it.

use crate::app::canvas::Canvas;
use crate::app::compare::OtherSide;
use crate::app::document::Document;
use crate::app::learning::{Elsewhere, Learning};
use crate::app::state::{State, WindowState};

/// An open document, what it learns, and how it is shown.
#[derive(Debug)]
pub struct Tab {
    /// What is saved and undone, what is known of it, and what of it is selected.
    pub document: Document,
    /// Its data, training and weights.
    pub learning: Learning,
    /// Its canvas: camera, gestures.
    pub canvas: Canvas,
    /// The network that it is compared with.
    pub other: OtherSide,
}

impl Tab {
    /// A document that was never shown yet.
    pub fn new(document: Document, learning: Learning) -> Self {
        let mut canvas = Canvas::default();
        canvas.restore(document.view());
        Self {
            document,
            learning,
            canvas,
            other: OtherSide::default(),
        }
    }

    /// What panels read of it.
    pub fn state<'a>(&'a self, window: &'a WindowState) -> State<'a> {
        State {
            document: &self.document,
            window,
        }
    }

    /// Its training, while there is one.
    pub fn training(&self) -> Option<Elsewhere> {
        self.learning.elsewhere(&self.document)
    }

    /// Ends what is under way by hand: another document comes to the front.
    pub fn put_down(&mut self) {
        self.document.end_gesture();
        self.document.preview = None;
        self.canvas.put_down();
        self.learning.put_down();
    }
}
