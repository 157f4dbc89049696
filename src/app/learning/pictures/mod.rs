//! The pictures that a user brought: decoded in the background, fitted as the network wants them, and what was said about
//! them.

mod answer;
mod answering;
mod asking;
mod entry;
mod judged;
mod reading;
mod texture;

pub use answer::{Answer, class_words};
pub use asking::Asking;
pub use entry::{Content, Entry, Ready};
pub use reading::Origin;
pub use texture::{CRISP, texture_from, texture_of};

use crate::app::jobs::{Job, Step, Workers};
use crate::data::{Contract, Image};
use crate::files::name_of;
use crate::message;
use crate::text::Message;
use reading::{Decoded, decode};
use std::sync::Arc;

type Delivery = (u64, Result<Decoded, Message>);

/// The list.
#[derive(Debug, Default)]
pub struct Pictures {
    /// The pictures, latest first.
    pub entries: Vec<Entry>,
    /// The one shown large.
    pub selected: Option<u64>,
    jobs: Vec<Job<Delivery>>,
    last_id: u64,
    /// The picture that is being drawn.
    drawn: Option<u64>,
}

/// The number of no weights: an answer that is to be asked for again.
const OUT_OF_DATE: u64 = u64::MAX;

/// The list keeps the latest; nobody looks through more.
const LIMIT: usize = 200;

impl Pictures {
    /// Adds pictures and begins to read them for a network with `contract`. The first of them is shown.
    pub fn add(
        &mut self,
        origins: Vec<Origin>,
        contract: Contract,
        workers: Workers,
        ctx: &egui::Context,
    ) {
        let mut wanted = Vec::new();
        for origin in origins.into_iter().take(LIMIT).rev() {
            self.last_id += 1;
            let name = match &origin {
                Origin::File(path) => name_of(path).into(),
                Origin::Pasted(_) => message!("pasted-picture"),
                Origin::OfData { name, .. } => name.clone(),
            };
            wanted.insert(0, (self.last_id, origin.clone()));
            self.entries.insert(
                0,
                Entry {
                    id: self.last_id,
                    name,
                    origin,
                    content: Content::Reading,
                    is_pinned: false,
                },
            );
        }
        self.entries.truncate(LIMIT);
        self.selected = self.entries.first().map(|entry| entry.id);
        self.read(wanted, contract, workers, ctx);
    }

    /// Puts a drawing into the place of the one before it, as long as that is being drawn, and shows it. What was said about the
    /// one before stands until the network has been asked again.
    pub fn draw(&mut self, picture: &Image, contract: Contract, ctx: &egui::Context) {
        self.last_id += 1;
        let id = self.last_id;
        let origin = Origin::Pasted(Arc::new(picture.to_dynamic()));
        let decoded = decode(&origin, &contract);
        let drawn = self.drawn.replace(id);
        let place = drawn.and_then(|drawn| self.entries.iter().position(|it| it.id == drawn));
        let before = place.map(|place| self.entries.remove(place));
        let entry = Entry {
            id,
            name: message!("drawn-picture"),
            origin,
            content: Content::Reading,
            is_pinned: before.as_ref().is_some_and(|before| before.is_pinned),
        };
        self.entries.insert(place.unwrap_or(0), entry);
        self.entries.truncate(LIMIT);
        self.selected = Some(id);
        self.receive(ctx, id, decoded);
        if let Some(Content::Ready(before)) = before.map(|before| before.content)
            && let Some((_, answer)) = before.answer
        {
            self.keep_answer(id, OUT_OF_DATE, answer);
        }
    }

    /// What is drawn from now on is a picture of its own.
    pub fn end_drawing(&mut self) {
        self.drawn = None;
    }

    /// Reads those again that were fitted for another contract.
    pub fn refit(&mut self, contract: Contract, workers: Workers, ctx: &egui::Context) {
        let mut wanted = Vec::new();
        for entry in &mut self.entries {
            if matches!(&entry.content, Content::Ready(ready) if ready.contract != contract) {
                entry.content = Content::Reading;
                wanted.push((entry.id, entry.origin.clone()));
            }
        }
        self.read(wanted, contract, workers, ctx);
    }

    /// Takes what the workers have read. Never waits.
    pub fn drain(&mut self, ctx: &egui::Context) {
        let jobs = std::mem::take(&mut self.jobs);
        for job in jobs {
            loop {
                match job.poll() {
                    Step::Result((id, result)) => self.receive(ctx, id, result),
                    Step::Running => {
                        self.jobs.push(job);
                        break;
                    }
                    Step::Ended => break,
                }
            }
        }
        if self.jobs.is_empty() {
            for entry in &mut self.entries {
                if matches!(entry.content, Content::Reading) {
                    entry.content = Content::Failed(message!("reading-picture-ended"));
                }
            }
        }
    }

    /// The picture shown large.
    pub fn selected(&self) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| Some(entry.id) == self.selected)
    }

    /// The pinned pictures that could be read, as the network sees them, by names that tell them apart.
    pub fn pinned(&self) -> Vec<(u64, String, &Image)> {
        let mut pinned: Vec<(u64, String, &Image)> = Vec::new();
        // The oldest first: their names stay when others come.
        for entry in self.entries.iter().rev().filter(|entry| entry.is_pinned) {
            let Content::Ready(ready) = &entry.content else {
                continue;
            };
            let name = entry.name.to_string();
            let is_taken = pinned.iter().any(|(_, taken, _)| *taken == name);
            let name = if is_taken {
                format!("{name} ({})", entry.id)
            } else {
                name
            };
            pinned.push((entry.id, name, &ready.seen));
        }
        pinned
    }

    /// Pins a picture, or lets it go.
    pub fn toggle_pin(&mut self, id: u64) {
        let entry = self.entries.iter_mut().find(|entry| entry.id == id);
        if let Some(entry) = entry {
            entry.is_pinned ^= true;
        }
    }

    /// Takes one picture off the list; its neighbor is shown instead.
    pub fn remove(&mut self, id: u64) {
        let Some(place) = self.entries.iter().position(|entry| entry.id == id) else {
            return;
        };
        self.entries.remove(place);
        if self.selected == Some(id) {
            let neighbor = self.entries.get(place).or_else(|| self.entries.last());
            self.selected = neighbor.map(|entry| entry.id);
        }
    }

    /// Empties the list.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.jobs.clear();
        self.selected = None;
    }

    fn read(
        &mut self,
        wanted: Vec<(u64, Origin)>,
        contract: Contract,
        workers: Workers,
        ctx: &egui::Context,
    ) {
        if wanted.is_empty() {
            return;
        }
        let count = wanted.len();
        let job = Job::start(workers, "read-pictures", count, ctx, move |outlet| {
            for (id, origin) in wanted {
                if outlet.is_canceled() {
                    return;
                }
                outlet.send((id, decode(&origin, &contract)));
            }
        });
        match job {
            Ok(job) => self.jobs.push(job),
            Err(fault) => tracing::error!(fault, "pictures cannot be read"),
        }
    }

    fn receive(&mut self, ctx: &egui::Context, id: u64, result: Result<Decoded, Message>) {
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == id) else {
            return;
        };
        entry.content = match result {
            Err(fault) => Content::Failed(fault),
            Ok(decoded) => Content::Ready(Box::new(Ready {
                preview: texture_from(ctx, &format!("preview {id}"), decoded.preview),
                size_px: decoded.size_px,
                contract: decoded.contract,
                doubts: decoded.doubts,
                seen_texture: texture_of(ctx, &format!("seen {id}"), &decoded.seen),
                seen: decoded.seen,
                answer: None,
            })),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::DynamicImage;

    pub fn pasted(side: u32) -> Origin {
        Origin::Pasted(Arc::new(DynamicImage::new_rgb8(side, side)))
    }

    pub fn pictures(origins: Vec<Origin>) -> Pictures {
        let ctx = egui::Context::default();
        let mut pictures = Pictures::default();
        pictures.add(origins, Contract::default(), Workers::OnTheSpot, &ctx);
        pictures.drain(&ctx);
        pictures
    }

    #[test]
    fn a_picture_that_cannot_be_read_says_why_and_the_others_stay() {
        let pictures = pictures(vec![Origin::File("/no/such/cat.png".into()), pasted(8)]);
        assert_eq!(pictures.entries[0].name, "cat.png");
        assert!(
            matches!(&pictures.entries[0].content, Content::Failed(fault) if fault.to_string().contains("cat.png"))
        );
        assert!(
            matches!(&pictures.entries[1].content, Content::Ready(ready) if ready.size_px == [8, 8])
        );
    }

    #[test]
    fn removing_the_shown_picture_shows_its_neighbor() {
        let mut pictures = pictures(vec![pasted(1), pasted(2), pasted(3)]);
        let ids: Vec<_> = pictures.entries.iter().map(|entry| entry.id).collect();
        pictures.selected = Some(ids[2]);
        pictures.remove(ids[2]);
        assert_eq!(pictures.selected, Some(ids[1]));
        pictures.remove(ids[0]);
        assert_eq!(pictures.selected, Some(ids[1]));
        pictures.remove(ids[1]);
        assert_eq!(pictures.selected, None);
    }
}
