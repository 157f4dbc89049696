//! One picture of the list, and what is known about it.

use super::{Answer, Origin};
use crate::data::{Contract, Doubt, Image};
use crate::text::Message;
use egui::TextureHandle;

/// One picture of the list.
#[derive(Debug)]
pub struct Entry {
    /// Never used twice.
    pub id: u64,
    /// A file's name, or "pasted picture".
    pub name: Message,
    /// Where it came from.
    pub origin: Origin,
    /// What is known about it.
    pub content: Content,
    /// Whether a training tells after each epoch what it says about it.
    pub is_pinned: bool,
}

/// What is known about a picture.
#[derive(Debug)]
pub enum Content {
    /// It is being read.
    Reading,
    /// It cannot be read, for this reason.
    Failed(Message),
    /// It is here.
    Ready(Box<Ready>),
}

/// A picture that could be read.
pub struct Ready {
    /// The picture, small enough for a screen.
    pub preview: TextureHandle,
    /// Width and height of the picture itself, px.
    pub size_px: [u32; 2],
    /// What it went through.
    pub contract: Contract,
    /// Why an answer about it may be a bad one, as far as the picture itself shows it.
    pub doubts: Vec<Doubt>,
    /// What the network sees.
    pub seen: Image,
    /// The same on the screen.
    pub seen_texture: TextureHandle,
    /// What the network said, and the number of the weights that said it.
    pub answer: Option<(u64, Answer)>,
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ready")
            .field("size_px", &self.size_px)
            .field("answer", &self.answer)
            .finish_non_exhaustive()
    }
}

impl Entry {
    /// Its number and what the network sees, where the weights numbered `version` have not judged it.
    pub(super) fn unpredicted(&self, version: u64) -> Option<(u64, Image)> {
        match &self.content {
            Content::Ready(ready) if ready.answer.as_ref().map(|(by, _)| *by) != Some(version) => {
                Some((self.id, ready.seen.clone()))
            }
            _ => None,
        }
    }
}
