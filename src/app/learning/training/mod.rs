//! Training a network: what stands in its way, beginning, going on, ending.

mod curve;
mod evaluating;
mod home;
mod preparing;
mod readiness;
mod record;
mod results;
mod run;
mod runs;
mod trials;

pub use curve::Curve;
pub use home::{
    home_of_homeless_runs, home_of_pictures, home_of_runs, homes_of_runs, new_folder_in,
};
pub use preparing::Plan;
pub use readiness::{Readiness, first_obstacle};
pub use record::{Curves, Place, Record};
pub use results::Results;
pub use run::{Begun, Effect, Run, Stage};
pub use runs::Runs;
pub use trials::{EstimateTrial, RateTrial, Trials};

use super::data::Wanted;
use super::weights::{Trained, epochs_message};
use super::{Learning, Tools, network};
use crate::app::command::Panel;
use crate::app::command::{Commands, DocumentId, PanelCommand, WindowCommand};
use crate::app::document::Document;
use crate::data::DataSource;
use crate::engine::run::{HOME, StartingPoint};
use crate::engine::train;
use crate::graph::Problem;
use crate::message;
use crate::text::{Message, say};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a training begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Way {
    /// With random weights.
    #[default]
    Anew,
    /// With the weights and the optimizer's memory of the last run.
    GoOn,
    /// With these weights, wherever they fit.
    From(StartingPoint),
    /// As the run in this folder did, whose network and settings the document has.
    Again(PathBuf),
    /// As the run that waits in this folder is to.
    Waiting(PathBuf),
}

/// What has to happen before a training begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// What it is.
    pub words: &'static str,
    /// How much of it is done, from 0 to 1; `None` where nobody knows.
    pub share: Option<f32>,
}

/// A training of a network that is not in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The document.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// How far it is: "epoch 3 of 40".
    pub progress: String,
}

impl Learning {
    /// What Train does where nobody says how: a network that has learned goes on, as Keras's `fit` does, and one that came
    /// with its weights, or is frozen in part, begins with what was learned, as far as it still fits.
    pub fn main_way(&self, document: &Document) -> Way {
        let brought = self.run().filter(|run| !run.stage.is_live());
        match (self.obstacle_to_going_on(document), brought) {
            (None, _) => Way::GoOn,
            (Some(_), Some(run)) => run
                .weights_brought_for(document)
                .map_or(Way::Anew, Way::From),
            (Some(_), None) => Way::Anew,
        }
    }

    /// Why the last run cannot go on with the network of `document`.
    pub fn obstacle_to_going_on(&self, document: &Document) -> Option<Message> {
        match self.run() {
            None => Some(message!("nothing-trained-yet")),
            Some(run) if run.stage.is_live() => Some(message!("run-under-way")),
            Some(run) if !run.can_go_on() => Some(message!("nothing-to-go-on-from")),
            Some(run) if !run.begun.is_of(document) => Some(message!("changed-since-trained")),
            Some(_) => None,
        }
    }

    /// Trains `document`, as soon as its data is there; goes on with a training that holds. One network learns at a time:
    /// `elsewhere` is the training of another one.
    pub fn train(
        &mut self,
        way: Way,
        tools: Tools<'_>,
        document: &mut Document,
        elsewhere: Option<&Elsewhere>,
        commands: &mut Commands,
    ) {
        if self.is_paused() {
            self.ask_training(train::Command::Resume);
            return;
        }
        if self.is_busy() {
            return;
        }
        if way == Way::GoOn
            && let Some(reason) = self.obstacle_to_going_on(document)
        {
            commands.send(WindowCommand::Complain(reason));
            return;
        }
        // It would take half of the machine.
        self.trials.stop();
        self.way = way;
        commands.send(PanelCommand::LeadTo(Panel::Curves));
        self.follow_document(tools, document);
        if let Some(other) = elsewhere {
            let busy = message!("another-is-trained", network = &other.name);
            commands.send(WindowCommand::Complain(busy));
            return;
        }
        if let Some(problem) = first_obstacle(document.problems()) {
            self.lead_to(problem, document, commands);
            return;
        }
        match (self.loader.loaded(), self.loader.loading()) {
            (Some(_), None) => self.begin_training(tools, document, commands),
            (_, Some(_)) => self.waits_for_data = true,
            (None, None) => self.choose_data_and_train(tools, document, commands),
        }
    }

    /// A network that cannot be trained is no reason to ask for pictures: says what stands in the way, and shows it.
    fn lead_to(&self, problem: &Problem, document: &Document, commands: &mut Commands) {
        // A sentence that begins with a layer's name keeps the name as it is written.
        let fault = problem.said().plain();
        commands.send(WindowCommand::Complain(fault));
        match self.readiness(document).way {
            Some(way) => way.go(commands),
            None => commands.send(PanelCommand::LeadTo(Panel::Problems)),
        }
    }

    /// With nothing chosen, a built-in set that fits the network is as good a guess as any, and is told.
    fn choose_data_and_train(
        &mut self,
        tools: Tools<'_>,
        document: &Document,
        commands: &mut Commands,
    ) {
        let chosen = Wanted::of(document.settings(), None);
        let fitting = network::fitting_builtin(document.inference()).map(DataSource::builtin);
        match (chosen, fitting) {
            (Some(wanted), _) => {
                self.loader.open(wanted, tools.workers, tools.ctx);
                self.waits_for_data = true;
            }
            (None, Some(source)) => {
                let chosen = message!("training-on-fitting", data = source.message());
                commands.send(WindowCommand::Tell(chosen));
                self.guess_data(source, tools);
                self.waits_for_data = true;
            }
            (None, None) => {
                commands.send(PanelCommand::LeadTo(Panel::Data));
                let missing = message!("choose-pictures-then-train");
                commands.send(WindowCommand::Complain(missing));
            }
        }
    }

    /// Trains `document` on the data at hand.
    pub fn begin_training(
        &mut self,
        tools: Tools<'_>,
        document: &mut Document,
        commands: &mut Commands,
    ) {
        if let Err(reason) = self.begin(tools, document) {
            commands.send(WindowCommand::Complain(reason.plain()));
            if !document.problems().is_empty() {
                commands.send(PanelCommand::LeadTo(Panel::Problems));
            }
        }
    }

    fn begin(&mut self, tools: Tools<'_>, document: &mut Document) -> Result<(), Message> {
        let Some(data) = self.loader.loaded() else {
            return Ok(());
        };
        let home = match &self.way {
            // Beside the run that is repeated.
            Way::Again(run) => run.parent().unwrap_or(Path::new(HOME)).to_owned(),
            Way::Anew | Way::GoOn | Way::From(_) | Way::Waiting(_) => {
                home_of_runs(tools.runs_home, document)
            }
        };
        let before = self.run_folder().map(Path::to_owned);
        let mut plan = Plan::new(document, data, &home, (self.way.clone(), before))?;
        plan.keep_every = tools.keep_every;
        self.weights.forget_search();
        document.note_trained_on(&data.source.to_string(), data.fingerprint.clone());
        self.runs.begin(plan, tools.workers, tools.ctx)
    }

    /// Asks the training that runs for something.
    pub fn ask_training(&mut self, command: train::Command) {
        if !self.runs.ask(command) {
            tracing::debug!("the training is over or has more requests than it can take");
        }
    }

    /// Ends the training, or what is done before it begins.
    pub fn stop(&mut self) {
        if self.waits_for_data || self.runs.is_preparing() {
            self.waits_for_data = false;
            self.runs.cancel_preparing();
        } else {
            self.ask_training(train::Command::Stop);
        }
    }

    /// Takes the network that a training left.
    pub fn ended(&mut self, ending: train::Ending, tools: Tools<'_>, commands: &mut Commands) {
        self.asking.give_up();
        let predictor = Arc::new(ending.predictor);
        let Some(run) = self.runs.current() else {
            return;
        };
        let (epochs, title) = (epochs_message(ending.epochs), &run.begun.title);
        if let Some(parting) = ending.parting {
            let repeated = message!("repeated-run", title = title, parting = parting.message());
            commands.send(WindowCommand::Tell(repeated));
        } else if run.stage == Stage::Done {
            let trained = message!("trained-epochs-of", epochs = &epochs, title = title);
            commands.send(WindowCommand::Tell(trained));
        }
        self.weights.set(Trained {
            predictor: Arc::clone(&predictor),
            words: message!("weights-after", epochs = epochs, title = title),
            network: run.begun.network.clone(),
            folder: run.begun.folder.clone(),
        });
        let data = self.loader.loaded();
        self.runs.examine(predictor, data, tools.workers, tools.ctx);
    }

    /// What has to happen before the training begins, while it is happening.
    pub fn waiting(&self) -> Option<Waiting> {
        let share = |(done, total): (usize, usize)| (total > 0).then(|| done as f32 / total as f32);
        if self.waits_for_data {
            return Some(Waiting {
                words: say("reading-pictures"),
                share: share(self.loader.progress()),
            });
        }
        Some(Waiting {
            words: say("bringing-to-size"),
            share: share(self.runs.preparing()?),
        })
    }

    /// The training as it is told while another network is in front; `None` where there is none.
    pub fn elsewhere(&self, document: &Document) -> Option<Elsewhere> {
        self.is_busy().then(|| Elsewhere {
            id: document.id(),
            name: document.name().to_owned(),
            progress: self.runs.progress(),
        })
    }
}
