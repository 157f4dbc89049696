//! Pictures that come to the list of those that the network is asked about: files, pasted ones, those on the clipboard.

use super::TrainingPanels;
use super::clipboard::{self, Clip, ClipPurpose};
use super::files::is_picture;
use crate::app::command::{Commands, FileCommand, PanelCommand, WindowCommand};
use crate::app::docking::Panel;
use crate::app::jobs::Step;
use crate::app::learning::{Origin, class_words};
use crate::app::tabs::Tab as Front;
use crate::data::{DataError, Dataset, Image, Role, from_rgba8};
use crate::message;
use image::DynamicImage;
use std::path::PathBuf;
use std::sync::Arc;

/// As many pictures of the data are tried at once.
const SAMPLES: usize = 12;

/// The picture in this `place` of a data set, which is of the class called `class`.
fn origin_of(dataset: &Dataset, place: usize, class: String) -> Option<Origin> {
    let name = match dataset.file_name(place) {
        Some(name) => message!("file-of-class", name = name, class = class),
        None => message!("picture-of-class", number = place, class = class),
    };
    let image = Arc::new(dataset.picture(place)?.to_dynamic());
    Some(Origin::OfData { image, name })
}

/// A pasted picture in the form that pictures have here.
pub(super) fn pasted(image: &egui::ColorImage) -> Result<DynamicImage, DataError> {
    let pixels = image.pixels.iter();
    let rgba = pixels.flat_map(egui::Color32::to_srgba_unmultiplied);
    let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    let [width, height] = image.size.map(side);
    from_rgba8(width, height, rgba.collect())
}

impl TrainingPanels {
    /// Adds picture files to the list and shows them.
    pub fn take_pictures(
        &mut self,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        let origins = paths.into_iter().map(Origin::File).collect();
        self.take_origins(origins, ctx, front, commands);
    }

    /// Adds a picture that was pasted.
    pub fn take_pasted(
        &mut self,
        image: &egui::ColorImage,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        match pasted(image) {
            Ok(image) => self.take_image(Arc::new(image), ctx, front, commands),
            Err(error) => {
                let fault = error.message().sentence();
                commands.send(WindowCommand::Complain(fault));
            }
        }
    }

    /// The same in the form that pictures have here.
    pub fn take_image(
        &mut self,
        image: Arc<DynamicImage>,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        self.take_origins(vec![Origin::Pasted(image)], ctx, front, commands);
    }

    /// Puts what is drawn into the place of what was drawn before.
    pub fn take_drawn(&mut self, picture: &Image, ctx: &egui::Context, front: &Front) {
        let contract = front.learning.contract(&front.document);
        self.pictures.draw(picture, contract, ctx);
    }

    /// Adds the picture in this `place` of those that the network was measured on.
    pub fn take_measured(
        &mut self,
        place: usize,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        let results = front.learning.runs().results();
        let origin = results.and_then(|results| {
            let judged = results.evaluation.scores.judged().get(place)?;
            let class = class_words(&results.evaluation.classes, judged.actual);
            origin_of(&results.dataset, judged.image, class)
        });
        self.take_origins(origin.into_iter().collect(), ctx, front, commands);
    }

    /// Adds some pictures of a part of the data set at hand, evenly spread over it.
    pub fn take_samples(
        &mut self,
        role: Role,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        let data = front.learning.data();
        let part = data.and_then(|data| data.parts().find(|(found, _)| *found == role));
        let Some((_, part)) = part else {
            let missing = message!("no-such-part-at-hand");
            commands.send(WindowCommand::Complain(missing));
            return;
        };
        let step = (part.len() / SAMPLES).max(1);
        let places = (0..part.len()).step_by(step).take(SAMPLES);
        let origins = places.filter_map(|place| {
            let label = *part.labels().get(place)? as usize;
            let class = class_words(part.classes(), label);
            origin_of(part, place, class)
        });
        self.take_origins(origins.collect(), ctx, front, commands);
    }

    fn take_origins(
        &mut self,
        origins: Vec<Origin>,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        if !origins.is_empty() {
            let contract = front.learning.contract(&front.document);
            self.pictures.add(origins, contract, self.workers, ctx);
            commands.send(PanelCommand::LeadTo(Panel::Predict));
        }
    }

    /// Takes what was found on the clipboard.
    pub(super) fn drain_clipboard(
        &mut self,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        let Some((purpose, job)) = &self.clipboard else {
            return;
        };
        let (purpose, clip) = (*purpose, job.poll());
        let clip = match clip {
            Step::Running => return,
            Step::Result(clip) => clip,
            Step::Ended => Clip::Nothing,
        };
        self.clipboard = None;
        if let ClipPurpose::Data(class) = purpose {
            self.add_clip(clip, class, front, commands);
            return;
        }
        match clip {
            Clip::Image(image) => self.take_image(Arc::new(image), ctx, front, commands),
            Clip::Files(paths) if !paths.iter().all(|path| is_picture(path)) => {
                commands.send(FileCommand::Take(paths));
            }
            Clip::Files(paths) => self.take_pictures(paths, ctx, front, commands),
            Clip::Nothing => {
                let missing = message!("no-picture-on-clipboard");
                commands.send(WindowCommand::Complain(missing));
            }
        }
    }

    /// Begins to look for a picture on the clipboard.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub(in crate::app) fn look_at_clipboard(&mut self, ctx: &egui::Context) -> Result<(), String> {
        self.clipboard = Some((ClipPurpose::Predict, clipboard::look(self.workers, ctx)?));
        Ok(())
    }

    /// The same for a picture to be added to the data; its class by its number, where that is known.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub(in crate::app) fn look_for_data(
        &mut self,
        class: Option<usize>,
        ctx: &egui::Context,
    ) -> Result<(), String> {
        let purpose = ClipPurpose::Data(class);
        self.clipboard = Some((purpose, clipboard::look(self.workers, ctx)?));
        Ok(())
    }
}
