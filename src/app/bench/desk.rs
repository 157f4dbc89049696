//! What of the bench belongs to one document: its data set, how it is to learn, its training and its weights. One training
//! at a time: the machine has no more cores than that.

use super::data::{Loader, Loading};
use super::handle::Way;
use super::parts::LIVE_INTERVAL;
use super::training::Stage;
use super::training::runs::Runs;
use super::weights::Weights;
use super::{Bench, Commands};
use crate::app::command::Command;
use crate::app::state::{Document, DocumentId, NoticeKind};
use crate::app::widgets;
use crate::data::DataSource;

/// What the bench keeps for a document that is not in front.
#[derive(Debug, Default)]
pub struct BenchDesk {
    loader: Loader,
    guess: Option<DataSource>,
    way: Way,
    waits_for_data: bool,
    runs: Runs,
    weights: Weights,
}

/// A training of a document that is not in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The document.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// How far it is: "epoch 3 of 40".
    pub progress: String,
}

impl BenchDesk {
    /// Lets go of the data set, for a document that is closed; it is read again when the document comes back. A training
    /// goes on.
    pub fn let_go_of_data(&mut self) {
        self.loader = Loader::default();
        self.guess = None;
        self.waits_for_data = false;
    }

    /// Whether a training is wanted, prepared or under way.
    pub fn is_busy(&self) -> bool {
        self.waits_for_data || self.runs.is_busy()
    }

    /// Ends the training before the window closes; waits for the current batch.
    pub fn shut_down(&mut self) {
        self.runs.shut_down();
    }

    fn has_work(&self) -> bool {
        self.is_busy() || self.loader.loading().is_some() || self.runs.evaluating().is_some()
    }

    fn progress(&self) -> String {
        match self.runs.current().filter(|run| run.stage.is_live()) {
            Some(run) if run.stage == Stage::Paused => {
                format!(
                    "paused in epoch {} of {}",
                    run.record.place.epoch, run.begun.epochs
                )
            }
            Some(run) if run.record.place.epoch > 0 => {
                format!("epoch {} of {}", run.record.place.epoch, run.begun.epochs)
            }
            _ => "about to begin".to_owned(),
        }
    }
}

impl Bench {
    /// For a document that is about to come to the front. The data set at hand stays with it until the document asks for
    /// another: it need not be read twice.
    pub fn new_desk(&self) -> BenchDesk {
        BenchDesk {
            loader: self.loader.at_rest(),
            guess: self.guess.clone(),
            ..BenchDesk::default()
        }
    }

    /// Changes places with what is kept for another document. Pictures stay, but what was said about them was said by
    /// another network.
    pub fn exchange(&mut self, desk: &mut BenchDesk) {
        self.swap(desk);
        self.pictures.forget_answers();
        self.asking.begin_anew();
    }

    /// Takes what the workers of `document`, which is not in front, sent since the last frame. Never waits.
    pub fn drain_parked(
        &mut self,
        desk: &mut BenchDesk,
        document: &mut Document,
        ctx: &egui::Context,
        commands: &mut Commands,
    ) {
        if !desk.has_work() {
            return;
        }
        self.swap(desk);
        let mut sent = Commands::default();
        self.drain_parked_data(ctx, document, &mut sent);
        for effect in self.runs.drain() {
            self.follow_up(effect, document, ctx, &mut sent);
        }
        self.swap(desk);
        for command in sent.take() {
            match command {
                Command::SetStepSeconds(measured) => document.set_step_seconds(measured),
                // Who works on another network still wants to know, and of which one it is told.
                Command::Tell(text) => {
                    commands.send(Command::Announce(NoticeKind::Done, None, text));
                }
                Command::Complain(text) => {
                    let text = format!("{}: {text}", document.name());
                    commands.send(Command::Announce(NoticeKind::Error, None, text));
                }
                command => commands.send(command),
            }
        }
        if desk.is_busy() {
            self.elsewhere = Some(Elsewhere {
                id: document.id(),
                name: document.name().to_owned(),
                progress: desk.progress(),
            });
        }
        ctx.request_repaint_after(LIVE_INTERVAL);
    }

    /// Data that Train waits for may come after the user went to another tab.
    fn drain_parked_data(&mut self, ctx: &egui::Context, document: &Document, sent: &mut Commands) {
        let loading = self.loader.drain();
        let is_wanted = std::mem::take(&mut self.waits_for_data);
        let begun = match loading {
            Loading::Quiet => {
                self.waits_for_data = is_wanted;
                return;
            }
            Loading::Failed(fault) => Err(fault),
            Loading::Done if is_wanted => self.begin(ctx, document, sent),
            Loading::Done => Ok(()),
        };
        if let Err(fault) = begun {
            sent.send(Command::Complain(widgets::sentence(&fault)));
        }
    }

    fn swap(&mut self, desk: &mut BenchDesk) {
        std::mem::swap(&mut self.loader, &mut desk.loader);
        std::mem::swap(&mut self.guess, &mut desk.guess);
        std::mem::swap(&mut self.way, &mut desk.way);
        std::mem::swap(&mut self.waits_for_data, &mut desk.waits_for_data);
        std::mem::swap(&mut self.runs, &mut desk.runs);
        std::mem::swap(&mut self.weights, &mut desk.weights);
    }
}
