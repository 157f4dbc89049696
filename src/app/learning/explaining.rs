//! Asking the network in front why it says what it says: one question at a time, about the picture that is selected.

use super::pictures::{CRISP, Content as PictureContent, Pictures};
use super::weights::Trained;
use super::{Learning, LoadedData, Tools};
use crate::app::command::DocumentId;
use crate::app::document::Document;
use crate::app::jobs::{Job, Step};
use crate::data::Image;
use crate::engine::explain::{
    Content, Explanation, Grid, Method, OfData, Question, explain, grid, heat_colors, layers_for,
};
use crate::graph::NodePath;
use crate::message;
use crate::text::Message;
use egui::{ColorImage, TextureHandle, TextureOptions};
use image::imageops::{FilterType, replace, resize};
use image::{RgbImage, RgbaImage};
use std::sync::Arc;

/// What the user wants explained, and what was answered.
#[derive(Debug)]
pub struct Explaining {
    /// How, of which class and at which layer.
    pub question: Question,
    /// How much of the heat covers the picture, 0 to 1.
    pub opacity: f32,
    /// The node of the canvas that the layer was taken from last.
    followed: Option<NodePath>,
    job: Option<(Key, Job<Delivery>)>,
    answer: Option<(Key, Result<Shown, Message>)>,
}

/// What a worker sends: nothing where it was asked to stop.
type Delivery = Result<Option<Drawn>, Message>;

/// What an answer is true of.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    document: DocumentId,
    /// The number of the weights.
    version: u64,
    /// The number of the picture.
    picture: u64,
    question: Question,
}

/// An answer as a worker hands it over: with its pixels.
#[derive(Debug)]
struct Drawn {
    explanation: Explanation,
    grid: Option<Grid>,
}

/// An answer on the screen.
pub struct Shown {
    /// What was found.
    pub explanation: Explanation,
    /// The heat, as large as what the network saw; the maps side by side.
    pub texture: TextureHandle,
    /// How the maps lie in the texture, without their pixels.
    pub grid: Option<Grid>,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shown")
            .field("method", &self.explanation.method)
            .finish_non_exhaustive()
    }
}

impl Default for Explaining {
    fn default() -> Self {
        Self {
            question: Question {
                method: Method::GradCam,
                class: None,
                layer: None,
            },
            opacity: 0.6,
            followed: None,
            job: None,
            answer: None,
        }
    }
}

impl Explaining {
    /// The answer to what is asked now, or to what was asked just before while that is looked for; `None` without any.
    pub fn answer(&self) -> Option<&Result<Shown, Message>> {
        self.answer.as_ref().map(|(_, answer)| answer)
    }

    /// Whether an answer is looked for.
    pub fn is_working(&self) -> bool {
        self.job.is_some()
    }

    /// Asks by another method. A layer that it cannot look at is let go of, and the node on the canvas counts again.
    pub fn choose(&mut self, method: Method, trained: &Trained) {
        self.question.method = method;
        self.followed = None;
        let network = trained.predictor.network();
        let fits = |name: &String| layers_for(network, method).any(|layer| layer.name == name);
        self.question.layer = self.question.layer.take().filter(fits);
    }

    /// Takes the layer of the node that was selected since the last time, where the method can look at it: of a block, its
    /// last layer.
    pub fn follow_selection(&mut self, document: &Document, trained: &Trained) {
        let selected = document.selection.single();
        if selected == self.followed.as_ref() {
            return;
        }
        self.followed = selected.cloned();
        let (Some(node), Ok(flat)) = (selected, document.inference().flat()) else {
            return;
        };
        // Layers that were renamed since stand in the same places.
        let place = flat.layers.iter().rposition(|it| it.path.is_within(node));
        let layer = place.and_then(|place| trained.network.layers.get(place));
        let (network, method) = (trained.predictor.network(), self.question.method);
        if let Some(layer) = layer
            && layers_for(network, method).any(|known| known.name == layer.name)
        {
            self.question.layer = Some(layer.name.clone());
        }
    }

    /// Nobody looks: what is under way ends.
    fn rest(&mut self) {
        self.job = None;
    }

    /// Nobody can be asked, or about nothing.
    fn forget(&mut self) {
        self.job = None;
        self.answer = None;
    }

    fn ask(
        &mut self,
        key: Key,
        (trained, data): (&Trained, Option<&Arc<LoadedData>>),
        seen: &Image,
        tools: Tools<'_>,
    ) {
        let is_answered = |answered: &Key| *answered == key;
        if self
            .answer
            .as_ref()
            .is_some_and(|(answered, _)| is_answered(answered))
        {
            self.job = None;
            return;
        }
        if self
            .job
            .as_ref()
            .is_some_and(|(asked, _)| is_answered(asked))
        {
            return;
        }
        if self
            .answer
            .as_ref()
            .is_some_and(|(old, _)| !old.is_about_the_same(&key))
        {
            self.answer = None;
        }
        let (predictor, picture) = (Arc::clone(&trained.predictor), seen.to_dynamic());
        let question = key.question.clone();
        let data = data.map(|data| Arc::clone(&data.train));
        // Replacing the job under way, if there is one, ends that.
        let job = Job::start(tools.workers, "explain", 1, tools.ctx, move |outlet| {
            let is_canceled = || outlet.is_canceled();
            let data = data.as_deref();
            let found = explain(&predictor, &picture, &question, data, &is_canceled);
            let drawn = found.map(|found| found.map(Drawn::of));
            outlet.send(drawn.map_err(|error| error.message()));
        });
        match job {
            Ok(job) => self.job = Some((key, job)),
            Err(fault) => self.answer = Some((key, Err(fault.into()))),
        }
    }

    fn drain(&mut self, ctx: &egui::Context) {
        let Some((_, job)) = &self.job else { return };
        let found = match job.poll() {
            Step::Running => return,
            Step::Result(found) => found,
            Step::Ended => Err(message!("explain-ended")),
        };
        if let Some((key, _)) = self.job.take() {
            let shown = found.map(|drawn| drawn.map(|drawn| drawn.shown(ctx)));
            self.answer = shown.transpose().map(|shown| (key, shown));
        }
    }
}

impl Key {
    /// Whether both ask the same network about the same picture.
    fn is_about_the_same(&self, other: &Self) -> bool {
        let about = |key: &Self| (key.document, key.version, key.picture);
        about(self) == about(other)
    }
}

impl Drawn {
    fn of(explanation: Explanation) -> Self {
        let grid = match &explanation.content {
            Content::Heat { .. } | Content::OfData(_) => None,
            Content::Maps(maps) => {
                let ratio = maps.height as f32 / maps.width.max(1) as f32;
                Some(grid(
                    maps,
                    (maps.count as f32 * ratio).sqrt().ceil() as usize,
                ))
            }
        };
        Self { explanation, grid }
    }

    fn shown(self, ctx: &egui::Context) -> Shown {
        let Self { explanation, grid } = self;
        let mut grid = grid;
        let (image, options) = match (&explanation.content, &mut grid) {
            (Content::Maps(_), Some(grid)) => {
                let picture = std::mem::take(&mut grid.picture);
                (fitting(picture, ctx), CRISP)
            }
            (Content::Heat { scaled, .. }, _) => {
                let colors = heat_colors(scaled);
                let size = [scaled.width, scaled.height];
                let image = ColorImage::from_rgb(size, colors.as_raw());
                // Heat is no picture: it has no pixels of its own.
                (image, TextureOptions::LINEAR)
            }
            (Content::OfData(found), _) => (sheet_of(found), CRISP),
            (Content::Maps(_), None) => (ColorImage::default(), CRISP),
        };
        Shown {
            texture: ctx.load_texture("explanation", image, options),
            explanation,
            grid,
        }
    }
}

/// The longer side of a picture among others, px.
const LONGEST_ON_SHEET: u32 = 64;

/// Pictures side by side in one texture: row by row the groups.
fn sheet_of(found: &OfData) -> ColorImage {
    let pictures = || found.groups.iter().flat_map(|group| &group.pictures);
    let across = found.groups.iter().map(|group| group.pictures.len()).max();
    let Some((first, across)) = pictures().next().zip(across) else {
        return ColorImage::default();
    };
    let shape = first.seen.shape();
    let seen = [shape.width(), shape.height()].map(|side| side as u32);
    // No graphics card need hold more than 4096 pixels in a row.
    let longest = seen[0].max(seen[1]).max(LONGEST_ON_SHEET);
    let [width, height] = seen.map(|side| (side * LONGEST_ON_SHEET / longest).max(1));
    let mut sheet = RgbImage::new(width * across as u32, height * found.groups.len() as u32);
    for (row, group) in found.groups.iter().enumerate() {
        for (column, picture) in group.pictures.iter().enumerate() {
            if let Some(pixels) = RgbImage::from_raw(seen[0], seen[1], picture.seen.to_rgb8()) {
                let pixels = resize(&pixels, width, height, FilterType::Triangle);
                let at = [column as u32 * width, row as u32 * height].map(i64::from);
                replace(&mut sheet, &pixels, at[0], at[1]);
            }
        }
    }
    let size = [sheet.width() as usize, sheet.height() as usize];
    ColorImage::from_rgb(size, sheet.as_raw())
}

/// The picture, smaller where the graphics card could not hold it.
fn fitting(picture: RgbaImage, ctx: &egui::Context) -> ColorImage {
    let most = ctx.input(|input| input.max_texture_side) as u32;
    let picture = if picture.width().max(picture.height()) > most {
        let (width, height) = (picture.width().min(most), picture.height().min(most));
        resize(&picture, width, height, FilterType::Triangle)
    } else {
        picture
    };
    let size = [picture.width() as usize, picture.height() as usize];
    ColorImage::from_rgba_unmultiplied(size, picture.as_raw())
}

impl Learning {
    /// The network that can be asked why: that of `document` as it stands, once it has learned and while it learns no
    /// more.
    pub fn trained(&self, document: &Document) -> Option<&Trained> {
        if self.is_busy() {
            return None;
        }
        self.weights.of(document)
    }

    /// Asks why about the picture that is selected, where `is_shown` says that somebody looks. Never waits.
    pub fn explain(
        &self,
        explaining: &mut Explaining,
        pictures: &Pictures,
        (tools, is_shown): (Tools<'_>, bool),
        document: &Document,
    ) {
        if !is_shown {
            explaining.rest();
            return;
        }
        explaining.drain(tools.ctx);
        let ready = pictures.selected().and_then(|entry| match &entry.content {
            PictureContent::Ready(ready) => Some((entry.id, &ready.seen)),
            _ => None,
        });
        let trained = self.trained(document);
        let source = self.prediction_source(document);
        let (Some((picture, seen)), Some(trained), Some(source)) = (ready, trained, source) else {
            explaining.forget();
            return;
        };
        explaining.follow_selection(document, trained);
        let key = Key {
            document: document.id(),
            version: source.version,
            picture,
            question: explaining.question.clone(),
        };
        explaining.ask(key, (trained, self.loader.loaded()), seen, tools);
        // Found at once where jobs run on the spot.
        explaining.drain(tools.ctx);
    }
}
