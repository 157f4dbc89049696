//! Pictures on the screen: those in view, and a bounded number of those that were.

use super::shelf::{Place, Shelf};
use crate::app::learning::{Base, LoadedData, texture_of};
use egui::{Context, TextureHandle};
use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

/// What all of them may take, in bytes of the graphics memory.
const LIMIT_BYTES: usize = 64 << 20;
/// As many are kept however large they are: a screen full.
const LEAST_KEPT: usize = 300;
/// More are not made within a frame, so that scrolling does not stutter.
const MOST_A_FRAME: usize = 96;

/// Textures by the pictures' keys, each with the frame in which it was painted last.
#[derive(Default)]
pub struct Textures {
    /// What the pictures are of.
    base: Weak<Base>,
    known: BTreeMap<String, (TextureHandle, u64)>,
    made: usize,
    is_waiting: bool,
}

impl std::fmt::Debug for Textures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Textures")
            .field("known", &self.known.len())
            .finish_non_exhaustive()
    }
}

impl Textures {
    /// Begins a frame; of other data nothing is known.
    pub fn follow(&mut self, data: &LoadedData) {
        self.made = 0;
        let base = Arc::downgrade(&data.base);
        if !self.base.ptr_eq(&base) {
            *self = Self {
                base,
                ..Self::default()
            };
        }
    }

    /// The texture of a picture; `None` where enough were made within this frame.
    pub fn of(&mut self, ctx: &Context, shelf: &Shelf<'_>, place: Place) -> Option<TextureHandle> {
        let frame = ctx.cumulative_pass_nr();
        let key = match shelf.dataset.key(place.index) {
            Some(key) => key.to_owned(),
            None => format!("{:?} {}", shelf.role, place.index),
        };
        if let Some((texture, used)) = self.known.get_mut(&key) {
            *used = frame;
            return Some(texture.clone());
        }
        if self.made == MOST_A_FRAME {
            self.is_waiting = true;
            return None;
        }
        self.made += 1;
        let texture = texture_of(ctx, &key, &shelf.dataset.picture(place.index)?);
        self.known.insert(key, (texture.clone(), frame));
        Some(texture)
    }

    /// Ends a frame: what is out of view goes where there are too many.
    pub fn let_go(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.is_waiting) {
            ctx.request_repaint();
        }
        let frame = ctx.cumulative_pass_nr();
        let bytes: usize = self
            .known
            .values()
            .map(|(texture, _)| texture.byte_size())
            .sum();
        if bytes > LIMIT_BYTES && self.known.len() > LEAST_KEPT {
            self.known.retain(|_, (_, used)| *used == frame);
        }
    }
}
