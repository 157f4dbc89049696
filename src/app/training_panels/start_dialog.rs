//! The dialog before a training that begins with weights of a run: which of them, and which layer keeps them. Never reads
//! anything itself; a job does.

use super::parts;
use crate::app::command::{Commands, TrainCommand};
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::app::look::Theme;
use crate::app::widgets::{self, Answer, Question};
use crate::engine::run::{
    Fit, Inheritance, LayerFit, RunError, RunFolder, StartingPoint, WeightsChoice, name_of_run,
};
use crate::graph::Flat;
use crate::text::{Message, list, say};
use crate::tr;
use egui::{Grid, Label, RichText, ScrollArea, Ui};
use std::path::{Path, PathBuf};

const QUESTION: Question = Question {
    name: "start-from-run",
    title: "start-from-run-title",
    agree: "start-training",
    width: 520.0,
};

/// The dialog, open or not.
#[derive(Debug, Default)]
pub struct StartDialog {
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    run: PathBuf,
    /// The network that is to be trained.
    network: String,
    /// The epoch whose weights are chosen first.
    wanted: Option<usize>,
    chosen: usize,
    job: Option<Job<Looked>>,
    looked: Option<Looked>,
}

/// What a look at the run has found.
type Looked = Result<Found, Message>;

#[derive(Debug)]
struct Found {
    /// What the run is called.
    name: String,
    /// The weights that there are, and the epochs that they are of.
    choices: Vec<(WeightsChoice, usize)>,
    inheritance: Inheritance,
}

impl StartDialog {
    /// Opens the dialog for the weights of `run`, those after an epoch first, and the network called `network`.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub fn open(
        &mut self,
        (run, epoch): (PathBuf, Option<usize>),
        (network, flat): (&str, Flat),
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<(), Message> {
        let path = run.clone();
        let look = move |outlet: &Outlet<Looked>| {
            outlet.send(look_at(&path, &flat).map_err(|error| error.message()));
        };
        let job = Job::start(workers, "netsmith-weights", 1, ctx, look)?;
        self.open = Some(Open {
            run,
            network: network.to_owned(),
            wanted: epoch,
            chosen: 0,
            job: Some(job),
            looked: None,
        });
        Ok(())
    }

    /// Takes what the job has found. Never waits.
    pub fn drain(&mut self) {
        let Some(open) = &mut self.open else { return };
        match open.job.as_ref().map(Job::poll) {
            Some(Step::Result(looked)) => {
                if let (Ok(found), Some(wanted)) = (&looked, open.wanted) {
                    let mut choices = found.choices.iter();
                    let place = choices.position(|(_, epoch)| *epoch == wanted);
                    open.chosen = place.unwrap_or_default();
                }
                open.looked = Some(looked);
                open.job = None;
            }
            Some(Step::Ended) => open.job = None,
            Some(Step::Running) | None => {}
        }
    }

    /// Paints the dialog, if it is open.
    pub fn ui(&mut self, ctx: &egui::Context, commands: &mut Commands) {
        let Some(open) = &mut self.open else { return };
        let answer = QUESTION.ui(ctx, |ui| match &open.looked {
            None => {
                widgets::muted_ui(ui, say("reading-weights"));
                false
            }
            Some(Err(fault)) => {
                parts::fault_ui(ui, &fault.sentence().to_string());
                false
            }
            Some(Ok(found)) => {
                let run = &found.name;
                let words = tr!("start-from-run-words", network = &open.network, run = run);
                widgets::muted_sentence_ui(ui, words);
                ui.add_space(6.0);
                found.ui(ui, &mut open.chosen);
                found.inheritance.kept_count() > 0
            }
        });
        if answer == Some(Answer::Agreed)
            && let Some(point) = open.point()
        {
            commands.send(TrainCommand::StartFrom(Box::new(point)));
        }
        if answer.is_some() {
            self.open = None;
        }
    }
}

impl Open {
    fn point(&self) -> Option<StartingPoint> {
        let found = self.looked.as_ref()?.as_ref().ok()?;
        Some(StartingPoint {
            run: self.run.clone(),
            choice: found.choices.get(self.chosen)?.0,
        })
    }
}

/// Weights of one run all have the same shapes.
fn look_at(path: &Path, network: &Flat) -> Result<Found, RunError> {
    let run = RunFolder::open(path)?;
    let point = StartingPoint {
        run: path.to_owned(),
        choice: WeightsChoice::Latest,
    };
    let inheritance = point.inheritance(network)?;
    let named = [WeightsChoice::Best, WeightsChoice::Latest];
    let kept = run.kept_epochs().into_iter().map(WeightsChoice::Epoch);
    let choices = named.into_iter().chain(kept);
    let choices = choices.map(|choice| (choice, run.epoch_of(choice)));
    // Weights that another program made have no epochs here.
    let is_brought = run.manifest().imported.is_some();
    let has_any = |(choice, epoch): &(WeightsChoice, usize)| {
        *epoch > 0 || is_brought && *choice == WeightsChoice::Latest
    };
    Ok(Found {
        name: name_of_run(path),
        choices: choices.filter(has_any).collect(),
        inheritance,
    })
}

impl Found {
    fn ui(&self, ui: &mut Ui, chosen: &mut usize) {
        for (index, (choice, epoch)) in self.choices.iter().enumerate() {
            let words = match choice {
                WeightsChoice::Best => tr!("weights-of-best", epoch = *epoch),
                WeightsChoice::Latest if *epoch == 0 => tr!("weights-as-brought"),
                WeightsChoice::Latest => tr!("weights-of-last", epoch = *epoch),
                WeightsChoice::Epoch(epoch) => tr!("weights-of-epoch", epoch = *epoch),
            };
            ui.radio_value(chosen, index, words);
        }
        ui.add_space(6.0);
        let summary = self.inheritance.message().sentence().to_string();
        ui.add(Label::new(RichText::new(summary).strong()).wrap());
        ui.add_space(2.0);
        let room = (widgets::dialog_room(ui) - 120.0).max(80.0);
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            Grid::new("what-becomes-of-layers")
                .striped(true)
                .num_columns(2)
                .show(ui, |ui| {
                    for layer in &self.inheritance.layers {
                        layer_ui(ui, layer);
                        ui.end_row();
                    }
                });
        });
        if !self.inheritance.unused.is_empty() {
            let unused = tr!("weights-unused", layers = list(&self.inheritance.unused));
            widgets::muted_sentence_ui(ui, widgets::sentence(&unused));
        }
    }
}

fn layer_ui(ui: &mut Ui, layer: &LayerFit) {
    let theme = Theme::of(ui);
    let color = match layer.fit {
        Fit::Kept => theme.muted,
        Fit::Reshaped { .. } | Fit::New => theme.text,
    };
    ui.label(RichText::new(&layer.name).color(theme.text));
    ui.label(RichText::new(layer.fit.message().to_string()).color(color));
}
