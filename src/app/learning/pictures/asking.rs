//! Asking the newest weights about the pictures of the list: the running training, or the network that it left.

use super::{Answer, Pictures};
use crate::app::jobs::{Job, Step, Workers};
use crate::data::{Appearance, doubts_of_seen};
use crate::engine::lag::Lag;
use crate::engine::predict::{Prediction, Predictor};
use crate::message;
use crate::text::Message;
use std::sync::Arc;

/// Who is asked.
#[derive(Debug, Clone)]
pub struct PredictionSource {
    /// Counts up with every change of the weights that should be asked anew.
    pub version: u64,
    /// Class names.
    pub classes: Vec<String>,
    /// Which weights, in words.
    pub words: Message,
    /// Where they do worse at rest than in training, because batch normalization lags behind.
    pub lag: Option<Lag>,
    /// What the pictures look like that they were trained on, where that is known.
    pub appearance: Option<Appearance>,
}

/// Questions that are under way: one at a time, so that a training is not flooded.
#[derive(Debug, Default)]
pub struct Asking {
    waiting: Option<Question>,
    job: Option<Job<Result<Vec<Prediction>, Message>>>,
    last_request: u64,
    /// Why the last question had no answer; nobody asks again until the weights change.
    fault: Option<(u64, Message)>,
}

#[derive(Debug)]
struct Question {
    request: u64,
    ids: Vec<u64>,
    source: PredictionSource,
}

/// As many pictures at once as a training should be held up with.
const AT_ONCE: usize = 16;

impl Asking {
    /// The pictures that `source` should be asked about next, as a request; `None` while one is under way or nothing is
    /// to be asked.
    pub fn next(
        &mut self,
        pictures: &Pictures,
        source: &PredictionSource,
    ) -> Option<(u64, Vec<image::DynamicImage>)> {
        let has_failed = self
            .fault
            .as_ref()
            .is_some_and(|(version, _)| *version == source.version);
        if self.waiting.is_some() || has_failed {
            return None;
        }
        let mut wanted = pictures.unpredicted(source.version);
        wanted.truncate(AT_ONCE);
        if wanted.is_empty() {
            return None;
        }
        self.last_request += 1;
        let (ids, seen): (Vec<_>, Vec<_>) = wanted.into_iter().unzip();
        self.waiting = Some(Question {
            request: self.last_request,
            ids,
            source: source.clone(),
        });
        Some((
            self.last_request,
            seen.iter().map(crate::data::Image::to_dynamic).collect(),
        ))
    }

    /// Puts a request to a network at rest, in the background.
    pub fn ask(
        &mut self,
        predictor: &Arc<Predictor>,
        images: Vec<image::DynamicImage>,
        workers: Workers,
        ctx: &egui::Context,
    ) {
        let predictor = Arc::clone(predictor);
        let job = Job::start(workers, "predict", 1, ctx, move |outlet| {
            outlet.send(predictor.predict(&images).map_err(|error| error.message()));
        });
        match job {
            Ok(job) => self.job = Some(job),
            Err(fault) => self.fail(fault.into()),
        }
    }

    /// Takes the answer of a network at rest, if it came.
    pub fn drain(&mut self, pictures: &mut Pictures) {
        let Some(job) = &self.job else { return };
        let predictions = match job.poll() {
            Step::Running => return,
            Step::Result(predictions) => predictions,
            Step::Ended => Err(message!("asking-ended")),
        };
        self.job = None;
        self.answered(self.last_request, predictions, pictures);
    }

    /// Takes an answer, whoever gave it.
    pub fn answered(
        &mut self,
        request: u64,
        predictions: Result<Vec<Prediction>, Message>,
        pictures: &mut Pictures,
    ) {
        let Some(question) = self.waiting.take_if(|question| question.request == request) else {
            return;
        };
        let predictions = match predictions {
            Ok(predictions) => predictions,
            Err(fault) => {
                self.fault = Some((question.source.version, fault));
                return;
            }
        };
        for (id, prediction) in question.ids.into_iter().zip(predictions) {
            let doubts = question.source.appearance.as_ref();
            let doubts = doubts.map(|it| doubts_of_seen(&prediction.seen, it));
            let answer = Answer {
                doubts: doubts.unwrap_or_default(),
                index: prediction.index,
                probabilities: prediction.probabilities,
                classes: question.source.classes.clone(),
                weights: question.source.words.clone(),
                lag: question.source.lag,
            };
            pictures.keep_answer(id, question.source.version, answer);
        }
    }

    /// Forgets everything, because another network comes to the front.
    pub fn begin_anew(&mut self) {
        *self = Self {
            // An answer that still comes belongs to no question any more.
            last_request: self.last_request,
            ..Self::default()
        };
    }

    /// Forgets the question under way: whoever was asked is gone.
    pub fn give_up(&mut self) {
        self.waiting = None;
        self.job = None;
    }

    /// Why `version` of the weights did not answer.
    pub fn fault(&self, version: u64) -> Option<&Message> {
        self.fault
            .as_ref()
            .filter(|(failed, _)| *failed == version)
            .map(|(_, fault)| fault)
    }

    fn fail(&mut self, fault: Message) {
        if let Some(question) = self.waiting.take() {
            self.fault = Some((question.source.version, fault));
        }
    }
}
