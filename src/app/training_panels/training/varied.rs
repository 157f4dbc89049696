//! One picture shown many times, as a training will vary it. A job varies it, by the very steps that make a training's
//! batches.

use crate::app::jobs::{Job, Step, Workers};
use crate::app::learning::{LoadedData, texture_of};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, size};
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::data::Contract;
use crate::engine::train::{Varied, varied};
use crate::message;
use crate::recipe::Recipe;
use crate::text::{Message, say};
use crate::tr;
use egui::{
    Align, DragValue, Layout, Rect, Role, Sense, TextureHandle, Ui, Vec2, WidgetInfo, vec2,
};
use std::sync::Arc;

/// How often the picture is shown beside the settings, and in a dialog of its own.
const COUNT: u64 = 12;
const LARGE_COUNT: u64 = 24;
/// A picture's longer side on the screen, in points.
const SIDE: f32 = 56.0;
const LARGE_SIDE: f32 = 96.0;
/// Between two pictures, in points.
const GAP: f32 = 4.0;

/// What the preview keeps from frame to frame.
pub struct VariedPreview {
    count: u64,
    side: f32,
    /// Which picture of the training part.
    index: usize,
    /// How often new variations were asked for.
    rolls: u64,
    job: Option<(Key, Job<Found>)>,
    shown: Option<(Key, Result<Vec<Shown>, Message>)>,
}

/// What the variations hang on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    data: String,
    contract: Contract,
    recipe: Recipe,
    index: usize,
    rolls: u64,
}

type Found = Result<Vec<Varied>, Message>;

/// A picture on the screen, and what it shows.
struct Shown {
    texture: TextureHandle,
    words: String,
}

impl std::fmt::Debug for VariedPreview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VariedPreview")
            .field("index", &self.index)
            .field("rolls", &self.rolls)
            .finish_non_exhaustive()
    }
}

impl Default for VariedPreview {
    fn default() -> Self {
        Self {
            count: COUNT,
            side: SIDE,
            index: 0,
            rolls: 0,
            job: None,
            shown: None,
        }
    }
}

impl VariedPreview {
    /// One for a dialog of its own, which begins with the picture at `index` of the training part.
    pub fn large(index: usize) -> Self {
        Self {
            count: LARGE_COUNT,
            side: LARGE_SIDE,
            index,
            ..Self::default()
        }
    }

    /// Paints the picture as `recipe` varies it, and what chooses it.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        recipe: &Recipe,
        (data, contract): (&LoadedData, Contract),
        workers: Workers,
    ) {
        if recipe.augmentation.is_empty() || !recipe.problems().is_empty() {
            return;
        }
        self.index = self.index.min(data.train.len() - 1);
        self.choice_ui(ui, data);
        let key = Key {
            data: data.explored.first.fingerprint.clone(),
            contract,
            // What is said about anything else changes no picture.
            recipe: Recipe {
                augmentation: recipe.augmentation.clone(),
                seed: recipe.seed,
                ..Recipe::default()
            },
            index: self.index,
            rolls: self.rolls,
        };
        self.follow(ui, key, data, workers);
        match &self.shown {
            Some((_, Ok(shown))) => pictures_ui(ui, shown, self.side),
            Some((_, Err(fault))) => parts::fault_ui(ui, &fault.to_string()),
            None => {}
        }
    }

    /// Which picture it is, and a button for other variations.
    fn choice_ui(&mut self, ui: &mut Ui, data: &LoadedData) {
        let count = data.train.len();
        ui.horizontal(|ui| {
            let words = say("varied-picture");
            let label = widgets::muted_ui(ui, words);
            let mut number = self.index + 1;
            let field = DragValue::new(&mut number).range(1..=count).speed(0.2);
            let field = ui.add(field).labelled_by(label.id);
            field.on_hover_text(say("varied-picture-help"));
            self.index = number - 1;
            let step = |ui: &mut Ui, icon, words, by: usize| {
                let is_clicked = widgets::icon_button_ui(ui, icon, say(words)).clicked();
                if is_clicked { by } else { 0 }
            };
            let back = step(ui, Icon::ChevronLeft, "varied-previous", count - 1);
            let on = step(ui, Icon::ChevronRight, "varied-next", 1);
            self.index = (self.index + back + on) % count;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let again = ui.button(say("varied-again"));
                if again.on_hover_text(say("varied-again-help")).clicked() {
                    self.rolls += 1;
                }
            });
        });
    }

    /// Asks for the variations of `key` where they are not there yet, and takes what was found.
    fn follow(&mut self, ui: &Ui, key: Key, data: &LoadedData, workers: Workers) {
        self.drain(ui, data);
        let is_known = self.shown.as_ref().is_some_and(|(of, _)| *of == key);
        let is_asked = self.job.as_ref().is_some_and(|(of, _)| *of == key);
        if is_known || is_asked {
            return;
        }
        let (dataset, asked, count) = (Arc::clone(&data.train), key.clone(), self.count);
        let job = Job::start(workers, "vary", 1, ui.ctx(), move |outlet| {
            let first = asked.rolls * count;
            let steps = first..first + count;
            let found = varied(&dataset, asked.contract, &asked.recipe, asked.index, steps);
            outlet.send(found.map_err(|error| error.message()));
        });
        match job {
            Ok(job) => self.job = Some((key, job)),
            Err(fault) => self.shown = Some((key, Err(fault.into()))),
        }
        // Found at once where jobs run on the spot.
        self.drain(ui, data);
    }

    fn drain(&mut self, ui: &Ui, data: &LoadedData) {
        let Some((_, job)) = &self.job else { return };
        let found = match job.poll() {
            Step::Running => return,
            Step::Result(found) => found,
            Step::Ended => Err(message!("varied-ended")),
        };
        let shown = found.map(|found| {
            let varied = found.iter().enumerate();
            let shown = |(place, varied): (usize, &Varied)| Shown {
                texture: texture_of(ui.ctx(), &format!("varied-{place}"), &varied.picture),
                words: words_of(varied, data),
            };
            varied.map(shown).collect()
        });
        self.shown = self.job.take().map(|(key, _)| (key, shown));
    }
}

/// "70 % happy, 30 % sad".
fn words_of(varied: &Varied, data: &LoadedData) -> String {
    let class = |(class, share): &(usize, f32)| {
        let name = data.train.classes().get(*class).cloned();
        let share = widgets::percent(f64::from(*share));
        tr!(
            "share-of-class",
            share = share,
            class = name.unwrap_or_default()
        )
    };
    match &varied.classes[..] {
        [(only, _)] => data.train.classes().get(*only).cloned().unwrap_or_default(),
        several => several.iter().map(class).collect::<Vec<_>>().join(", "),
    }
}

fn pictures_ui(ui: &mut Ui, shown: &[Shown], side: f32) {
    ui.spacing_mut().item_spacing = Vec2::splat(GAP);
    let columns = ((ui.available_width() + GAP) / (side + GAP)).max(1.0) as usize;
    for row in shown.chunks(columns) {
        ui.horizontal(|ui| {
            for picture in row {
                picture_ui(ui, picture, side);
            }
        });
    }
    ui.add_space(size::UNIT);
}

fn picture_ui(ui: &mut Ui, shown: &Shown, side: f32) {
    let (room, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    let words = tr!("varied-shown", classes = &shown.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    let size = shown.texture.size_vec2();
    let scaled = size * (side / size.max_elem());
    let place = Rect::from_center_size(room.center(), scaled);
    let whole = Rect::from_min_size(egui::Pos2::ZERO, vec2(1.0, 1.0));
    let tint = egui::Color32::WHITE;
    ui.painter().image(shown.texture.id(), place, whole, tint);
    let stroke = egui::Stroke::new(1.0, Theme::of(ui).border);
    ui.painter()
        .rect_stroke(place, 0.0, stroke, egui::StrokeKind::Outside);
    response.on_hover_text(&shown.words);
}
