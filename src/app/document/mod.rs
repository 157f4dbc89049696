//! One open project: the network with its history and all that is known of it, what of it is selected, and where it is
//! saved. Never paints, never reads or writes files.

mod arrival;
mod change;
mod comparison;
mod file;
mod findings;
mod levels;
mod marks;
mod preview;
mod standing;

pub use arrival::{Arrival, places};
pub use comparison::{Comparison, ComparisonResult, Counterpart, OtherNetwork};
pub use marks::{MarkKind, Marks, NodeMark};
pub use preview::Preview;
pub use standing::Standing;

use crate::app::command::{DocumentId, Selection};
use crate::files::Stamp;
use crate::graph::{
    Aim, Graph, HealthMeasure, History, Inference, Measure, NodePath, Problem, StepSeconds,
};
use crate::project::{DataPlace, ProjectId, TrainingSettings, View};
use findings::Findings;
use levels::Levels;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// One project in the window.
#[derive(Debug)]
pub struct Document {
    /// What is selected on the canvas and in the tables.
    pub selection: Selection,
    /// What the nodes show as heat.
    pub heat: Option<Measure>,
    /// An edit that is looked at before it is done.
    pub preview: Option<Preview>,
    id: DocumentId,
    /// Which project it is, in all of its files and runs.
    identity: ProjectId,
    path: Option<PathBuf>,
    /// Where runs of it were kept, the latest last.
    runs: Vec<PathBuf>,
    /// What is known of the data that it was trained on.
    data_places: BTreeMap<String, DataPlace>,
    /// The run whose record the file at `path` is: what was trained is not to be overwritten by what comes of it.
    of_run: Option<PathBuf>,
    /// The file of another program that it was read from, in this session.
    arrival: Option<Arc<Arrival>>,
    /// Everything that undo takes back: network, name, training settings.
    history: History<Standing>,
    /// How the canvas showed it when it was saved.
    view: View,
    levels: Levels,
    findings: Findings,
    /// How the project stands on the disk, or how it began.
    saved: Standing,
    saved_at: Option<String>,
    /// How the file was when it was read or saved last; `None` without a file, or where nobody knows.
    base: Option<Stamp>,
    revision: u64,
    /// Whether something differs from what is saved; asked in every frame.
    is_changed: bool,
}

impl Document {
    /// What tells it apart from the other open documents.
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// The file of another program that it was read from; `None` where there was none, or it was saved and opened since.
    pub fn arrival(&self) -> Option<&Arc<Arrival>> {
        self.arrival.as_ref()
    }

    /// How the canvas showed it when it was saved.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The network as it stands.
    pub fn graph(&self) -> &Graph {
        &self.standing().graph
    }

    /// The block instance whose inside fills the canvas; empty for the network itself.
    pub fn level(&self) -> &NodePath {
        self.levels.current()
    }

    /// What is known about the network as it stands.
    pub fn inference(&self) -> &Inference {
        &self.findings.inference
    }

    /// What is wrong with the network, alone and with the data set at hand; errors first.
    pub fn problems(&self) -> &[Problem] {
        &self.findings.problems
    }

    /// The problems of the node at `path` and of what is inside it.
    pub fn problems_at<'a>(&'a self, path: &'a NodePath) -> impl Iterator<Item = &'a Problem> {
        let inside = |problem: &&Problem| {
            problem
                .path
                .as_ref()
                .is_some_and(|at| at.0.starts_with(&path.0))
        };
        self.problems().iter().filter(inside)
    }

    /// The data set and the loss that the network is checked against.
    pub fn aim(&self) -> &Aim {
        self.findings.aim()
    }

    /// What each layer took in a step of the last training of this window.
    pub fn step_seconds(&self) -> &Arc<StepSeconds> {
        &self.findings.step_seconds
    }

    /// What was measured of each layer, for a measure that nobody can work out; `None` before a training.
    pub fn measured(&self, measure: Measure) -> Option<&Arc<StepSeconds>> {
        match measure {
            Measure::Health(measure) => self.findings.health.get(&measure),
            _ => Some(self.step_seconds()).filter(|seconds| !seconds.is_empty()),
        }
    }

    /// Remembers what was watched of each layer.
    pub(in crate::app) fn set_health(&mut self, health: BTreeMap<HealthMeasure, Arc<StepSeconds>>) {
        self.findings.health = health;
    }

    /// Remembers what each layer took.
    pub(in crate::app) fn set_step_seconds(&mut self, measured: Arc<StepSeconds>) {
        self.findings.step_seconds = measured;
    }

    /// What the network is compared with.
    pub fn comparison(&self) -> Option<&Comparison> {
        self.findings.comparison()
    }

    /// What the canvas points out.
    pub fn marks(&self) -> &Marks {
        &self.findings.marks
    }

    /// The versions behind undo and redo.
    pub fn history(&self) -> &History<Standing> {
        &self.history
    }

    /// The network's name.
    pub fn name(&self) -> &str {
        &self.standing().name
    }

    /// What the network is to learn, and how.
    pub fn settings(&self) -> &TrainingSettings {
        &self.standing().settings
    }

    /// Whether it is empty and nobody ever did anything to it.
    pub fn is_untouched(&self) -> bool {
        let has_past = self.history.versions().len() > 1;
        self.is_empty() && self.path.is_none() && !has_past && !self.is_changed()
    }

    /// Whether there is nothing on the canvas.
    pub fn is_empty(&self) -> bool {
        self.graph().body.nodes.is_empty()
    }

    /// Counts the changes, undo and redo among them.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Checks the network against this data set and this loss from now on.
    pub(in crate::app) fn set_aim(&mut self, aim: Aim) {
        let graph = &self.history.current().graph;
        self.findings.set_aim(aim, graph);
        self.changed();
    }

    /// Compares the network with something from now on, or with nothing.
    pub(in crate::app) fn compare(&mut self, comparison: Option<Comparison>) {
        self.findings.compare(comparison);
    }

    /// Points out these nodes, for a network that is only looked at.
    pub(in crate::app) fn set_marks(&mut self, marks: Marks) {
        self.findings.marks = marks;
    }

    /// Gives it a number of its own among the open documents.
    pub(in crate::app) fn set_id(&mut self, id: DocumentId) {
        self.id = id;
    }

    fn standing(&self) -> &Standing {
        self.history.current()
    }
}
