//! The picture in the dialog, drawn in the background whenever the network or a choice changes.

use super::options::DiagramOptions;
use super::render::{self, Drawn, DrawnNetwork};
use crate::app::document::Document;
use crate::app::jobs::{Job, Step, Workers};
use crate::message;
use crate::text::{Language, Message, spoken};
use egui::{TextureHandle, TextureOptions};

/// The latest drawing.
#[derive(Default)]
pub struct Preview {
    /// What was drawn, or is being drawn, and in which language.
    drawn: Option<(DrawnNetwork, DiagramOptions, Language)>,
    job: Option<Job<Result<Drawn, Message>>>,
    texture: Option<TextureHandle>,
    size_px: Option<[f32; 2]>,
    type_points: Option<f32>,
    fault: Option<Message>,
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Preview")
            .field("size_px", &self.size_px)
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl Preview {
    /// Takes a finished drawing, and begins another where the network or `options` have changed. Never waits.
    pub fn follow(
        &mut self,
        document: &Document,
        options: DiagramOptions,
        workers: Workers,
        ctx: &egui::Context,
    ) {
        self.take(ctx);
        let is_same = |(subject, drawn_by, language): &(DrawnNetwork, DiagramOptions, Language)| {
            drawn_by.looks_like(&options)
                && *language == spoken()
                && subject.title == document.name()
                && subject.graph == *document.graph()
        };
        if self.job.is_some() || self.drawn.as_ref().is_some_and(is_same) {
            return;
        }
        let subject = DrawnNetwork::of(document);
        self.drawn = Some((subject.clone(), options, spoken()));
        let job = Job::start(workers, "draw-diagram", 1, ctx, move |outlet| {
            outlet.send(render::preview(&subject, options));
        });
        match job {
            Ok(job) => self.job = Some(job),
            Err(fault) => self.fault = Some(fault.into()),
        }
    }

    /// The picture.
    pub fn texture(&self) -> Option<&TextureHandle> {
        self.texture.as_ref()
    }

    /// Width and height of the drawing itself, px.
    pub fn size_px(&self) -> Option<[f32; 2]> {
        self.size_px
    }

    /// The smallest letters on a sheet, in points.
    pub fn type_points(&self) -> Option<f32> {
        self.type_points
    }

    /// Why there is no picture.
    pub fn fault(&self) -> Option<&Message> {
        self.fault.as_ref()
    }

    fn take(&mut self, ctx: &egui::Context) {
        let Some(job) = &self.job else { return };
        let drawn = match job.poll() {
            Step::Running => return,
            Step::Result(drawn) => drawn,
            Step::Ended => Err(message!("drawing-ended")),
        };
        self.job = None;
        match drawn {
            Ok(drawn) => {
                self.texture =
                    Some(ctx.load_texture("diagram", drawn.image, TextureOptions::LINEAR));
                self.size_px = Some(drawn.size_px);
                self.type_points = drawn.type_points;
                self.fault = None;
            }
            Err(fault) => self.fault = Some(fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::preset;
    use crate::text::Spoken;

    #[test]
    fn another_language_draws_anew_and_the_same_one_does_not() {
        let document = Document::unsaved(preset("mlp").unwrap().project.clone());
        let (ctx, workers) = (egui::Context::default(), Workers::OnTheSpot);
        let options = DiagramOptions::default();
        let mut preview = Preview::default();
        let mut begins = |language| {
            let _spoken = Spoken::here(language);
            preview.follow(&document, options, workers, &ctx);
            preview.job.is_some()
        };
        assert!(begins(Language::English));
        assert!(!begins(Language::English));
        assert!(begins(Language::Chinese));
        assert!(!begins(Language::Chinese));
    }
}
