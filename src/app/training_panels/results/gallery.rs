//! The pictures behind a cell, a class, or all mistakes: those first that are most worth a look.

use crate::app::command::{Commands, ResultsCommand};
use crate::app::learning::{Results, class_words, texture_of};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::metric::Judged;
use crate::text::{Count, say};
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    FontId, Image, Label, Rect, Response, RichText, Role, ScrollArea, Sense, TextureHandle, Ui,
    WidgetInfo, pos2, vec2,
};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A picture with its words, in points.
const CELL: egui::Vec2 = vec2(104.0, 116.0);
/// The picture itself, in points.
const SIDE: f32 = 76.0;
/// Between two, in points.
const GAP: f32 = 6.0;

/// Which pictures are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Chosen {
    /// All that were taken for something else.
    #[default]
    Mistakes,
    /// Those of a class.
    Class(usize),
    /// Those of a class that were taken for another one, or for what they are.
    Cell([usize; 2]),
}

/// Which pictures are shown, and those that are on the screen already.
#[derive(Default)]
pub struct Gallery {
    chosen: Chosen,
    /// Of which results and which choice these are, and their places in what was said.
    listed: Option<(u64, Chosen, Vec<usize>)>,
    /// By the number of the results and the place in the data set.
    textures: BTreeMap<(u64, usize), TextureHandle>,
}

impl std::fmt::Debug for Gallery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gallery")
            .field("chosen", &self.chosen)
            .finish_non_exhaustive()
    }
}

impl Gallery {
    /// Shows the pictures of a cell: of a class, and taken for another one.
    pub fn show_cell(&mut self, cell: [usize; 2]) {
        self.chosen = Chosen::Cell(cell);
    }

    /// Shows the pictures of a class.
    pub fn show_class(&mut self, class: usize) {
        self.chosen = Chosen::Class(class);
    }

    /// The cell that is shown.
    pub fn cell(&self) -> Option<[usize; 2]> {
        match self.chosen {
            Chosen::Cell(cell) => Some(cell),
            Chosen::Mistakes | Chosen::Class(_) => None,
        }
    }

    /// Paints the pictures of `results`.
    pub fn ui(&mut self, ui: &mut Ui, results: &Results, commands: &mut Commands) {
        self.keep_to(results);
        let places = self.places(results);
        self.head_ui(ui, results, places.len());
        if places.is_empty() {
            widgets::muted_ui(ui, say("no-picture-of-this"));
            return;
        }
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        let across = ((ui.available_width() - 10.0 + GAP) / (CELL.x + GAP)).floor();
        let across = across.max(1.0) as usize;
        let mut shown = Vec::new();
        ScrollArea::vertical()
            .id_salt(("mistakes", results.number))
            .auto_shrink(false)
            .show_rows(ui, CELL.y, places.len().div_ceil(across), |ui, rows| {
                for row in rows {
                    let last = places.len().min((row + 1) * across);
                    ui.horizontal(|ui| {
                        for place in &places[row * across..last] {
                            shown.extend(self.picture_ui(ui, results, *place, commands));
                        }
                    });
                }
            });
        self.textures.retain(|key, _| shown.contains(key));
        if let Some((_, _, listed)) = &mut self.listed {
            *listed = places;
        }
    }

    /// A class that another network knows may be none of this one's.
    fn keep_to(&mut self, results: &Results) {
        let is_class = |class: usize| class < results.evaluation.classes.len();
        let is_known = match self.chosen {
            Chosen::Mistakes => true,
            Chosen::Class(class) => is_class(class),
            Chosen::Cell(cell) => cell.into_iter().all(is_class),
        };
        if !is_known {
            self.chosen = Chosen::Mistakes;
        }
    }

    /// The places of the pictures; taken out for as long as they are painted.
    fn places(&mut self, results: &Results) -> Vec<usize> {
        let key = (results.number, self.chosen);
        if let Some((number, chosen, places)) = &mut self.listed
            && (*number, *chosen) == key
        {
            return std::mem::take(places);
        }
        let scores = &results.evaluation.scores;
        let places = match self.chosen {
            Chosen::Mistakes => scores.worst_first(|judged| !judged.is_right()),
            Chosen::Class(class) => scores.worst_first(|judged| judged.actual == class),
            Chosen::Cell([actual, predicted]) => scores
                .worst_first(|judged| judged.actual == actual && judged.predicted == predicted),
        };
        self.listed = Some((key.0, key.1, Vec::new()));
        places
    }

    fn head_ui(&mut self, ui: &mut Ui, results: &Results, count: usize) {
        let classes = &results.evaluation.classes;
        let name = |class: usize| class_words(classes, class);
        let words = match self.chosen {
            Chosen::Mistakes => tr!("all-mistakes", count = Count(count)),
            Chosen::Class(class) => tr!(
                "pictures-of-this-class",
                count = Count(count),
                class = name(class)
            ),
            Chosen::Cell([actual, predicted]) => tr!(
                "pictures-predicted-as",
                count = Count(count),
                actual = name(actual),
                predicted = name(predicted)
            ),
        };
        ui.horizontal_wrapped(|ui| {
            let heading = RichText::new(words).font(fonts::semi_bold(size::TEXT));
            ui.add(Label::new(heading).wrap());
            let is_all = self.chosen == Chosen::Mistakes;
            if !is_all && ui.button(say("show-all-mistakes")).clicked() {
                self.chosen = Chosen::Mistakes;
            }
        });
        widgets::muted_sentence_ui(ui, say("mistakes-order"));
        ui.add_space(2.0);
    }

    /// Paints one picture, and gives the key of its texture.
    fn picture_ui(
        &mut self,
        ui: &mut Ui,
        results: &Results,
        place: usize,
        commands: &mut Commands,
    ) -> Option<(u64, usize)> {
        let judged = *results.evaluation.scores.judged().get(place)?;
        let key = (results.number, judged.image);
        let texture = match self.textures.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let picture = results.dataset.picture(judged.image)?;
                let name = format!("measured {}", judged.image);
                place.insert(texture_of(ui.ctx(), &name, &picture))
            }
        };
        let response = cell_ui(ui, texture, &Words::of(results, &judged), judged.is_right());
        let ask = |is_why| ResultsCommand::Try { place, is_why };
        if response.clicked() {
            commands.send(ask(false));
        }
        response.context_menu(|ui| {
            for is_why in [false, true] {
                if ui.button(ask(is_why).info().label).clicked() {
                    commands.send(ask(is_why));
                }
            }
        });
        Some(key)
    }
}

/// What is said of a picture.
struct Words {
    actual: String,
    predicted: String,
    whole: String,
}

impl Words {
    fn of(results: &Results, judged: &Judged) -> Self {
        let name = |class: usize| class_words(&results.evaluation.classes, class);
        let percent = |share: f32| widgets::percent(f64::from(share));
        let (actual, predicted) = (name(judged.actual), name(judged.predicted));
        let number = judged.image;
        Self {
            whole: tr!(
                "picture-judged",
                number = number,
                actual = &actual,
                of_actual = percent(judged.of_actual),
                predicted = &predicted,
                confidence = percent(judged.confidence)
            ),
            predicted: tr!(
                "answer-sure",
                class = predicted,
                percent = percent(judged.confidence)
            ),
            actual: tr!("picture-is", class = actual),
        }
    }
}

fn cell_ui(ui: &mut Ui, texture: &TextureHandle, words: &Words, is_right: bool) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(CELL, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words.whole));
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, size::BUTTON_RADIUS, theme.raised);
    }
    let seen = texture.size_vec2();
    let scale = (SIDE / seen.x).min(SIDE / seen.y);
    let center = pos2(rect.center().x, rect.top() + 3.0 + SIDE / 2.0);
    let picture = Rect::from_center_size(center, seen * scale);
    Image::new(texture).corner_radius(3).paint_at(ui, picture);
    let color = if is_right { theme.muted } else { theme.error };
    let at = |y: f32| pos2(rect.left() + 4.0, rect.top() + SIDE + y);
    paint_line(ui, at(7.0), &words.predicted, fonts::small(), color);
    paint_line(ui, at(22.0), &words.actual, fonts::small(), theme.text);
    response.on_hover_text(&words.whole)
}

fn paint_line(ui: &Ui, at: egui::Pos2, words: &str, font: FontId, color: egui::Color32) {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(CELL.x - 8.0);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(at, galley, color);
}
