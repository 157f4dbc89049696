//! The open project: the network with its history, what inference knows about it, and where it is saved.

use super::comparison::Comparison;
use super::findings::Findings;
use super::lesson::Lesson;
use super::levels::{self, Levels};
use super::marks::Marks;
use super::selection::Selection;
use crate::data::Contract;
use crate::files::Stamp;
use crate::graph::{
    DataFacts, Edit, EditError, Graph, History, Inference, NodePath, Problem, StepSeconds, apply,
};
use crate::project::{Project, View};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What tells the open documents apart, whatever they are called and wherever they are saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u64);

/// One project in the window.
#[derive(Debug)]
pub struct Document {
    id: DocumentId,
    /// Everything of the project but its network, which the history holds.
    rest: Project,
    path: Option<PathBuf>,
    history: History,
    levels: Levels,
    findings: Findings,
    /// The project as it is on the disk, or as it began.
    saved: Project,
    saved_at: Option<String>,
    /// How the file was when it was read or saved last; `None` without a file, or where nobody knows.
    base: Option<Stamp>,
    revision: u64,
}

impl Document {
    /// A project that was never saved.
    pub fn unsaved(project: Project) -> Self {
        Self {
            id: DocumentId::default(),
            path: None,
            history: History::new("open", project.graph.clone()),
            levels: Levels::default(),
            findings: Findings::of(&project.graph),
            saved_at: None,
            base: None,
            revision: 1,
            saved: project.clone(),
            rest: Project {
                graph: Graph::default(),
                ..project
            },
        }
    }

    /// An empty project.
    pub fn empty() -> Self {
        Self::unsaved(Project::new("Untitled", Graph::default()))
    }

    /// A project that was read from `path`, where the file was as `base` says.
    pub fn opened(project: Project, path: &Path, base: Stamp) -> Self {
        Self {
            path: Some(path.to_owned()),
            base: Some(base),
            ..Self::unsaved(project)
        }
    }

    /// A project that a crash has left: it differs from what is saved at `origin`, if it ever was saved; `base` says how
    /// the file there was.
    pub fn recovered(project: Project, origin: Option<PathBuf>, base: Option<Stamp>) -> Self {
        Self {
            base: base.filter(|_| origin.is_some()),
            path: origin,
            saved: Project::default(),
            ..Self::unsaved(project)
        }
    }

    /// What tells it apart from the other open documents.
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// The whole project, with the canvas as `view` shows it.
    pub fn project(&self, view: View) -> Project {
        Project {
            graph: self.graph().clone(),
            view,
            ..self.rest.clone()
        }
    }

    /// How the canvas showed it when it was saved.
    pub fn view(&self) -> &View {
        &self.rest.view
    }

    /// The network as it stands.
    pub fn graph(&self) -> &Graph {
        self.history.graph()
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

    /// The data set that the network is checked against.
    pub fn data_facts(&self) -> Option<&DataFacts> {
        self.findings.data_facts()
    }

    /// What each layer took in a step of the last training of this window.
    pub fn step_seconds(&self) -> &Arc<StepSeconds> {
        &self.findings.step_seconds
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

    /// The network as it is saved, or as it began.
    pub fn saved_graph(&self) -> &Graph {
        &self.saved.graph
    }

    /// The versions behind undo and redo.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The network's name.
    pub fn name(&self) -> &str {
        &self.rest.name
    }

    /// What happens to a picture on its way into the network, where data has said so.
    pub fn contract(&self) -> Option<&Contract> {
        self.rest.contract.as_ref()
    }

    /// The data that the network learns from, as on the command line.
    pub fn data(&self) -> Option<&str> {
        self.rest.data.as_deref()
    }

    /// What the network is to learn, and how.
    pub fn lesson(&self) -> Lesson {
        Lesson {
            data: self.rest.data.clone(),
            contract: self.rest.contract,
            recipe: self.rest.recipe.clone(),
        }
    }

    /// Where it is saved.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How its file was when it was read or saved last; `None` without a file, or where nobody knows.
    pub fn base(&self) -> Option<&Stamp> {
        self.base.as_ref()
    }

    /// The fingerprint of the data that the network was trained on last.
    pub fn trained_on(&self) -> Option<&str> {
        self.rest.fingerprint_of(self.rest.data.as_deref()?)
    }

    /// The time of day of the last save, as the clock on the wall shows it.
    pub fn saved_at(&self) -> Option<&str> {
        self.saved_at.as_deref()
    }

    /// Name and file for the title: "HappyModel — happy.netsmith".
    pub fn title(&self) -> String {
        match self.path.as_deref().and_then(Path::file_name) {
            Some(file) => format!("{} — {}", self.name(), file.to_string_lossy()),
            None => self.name().to_owned(),
        }
    }

    /// Its name on a tab: that of its file, else its own.
    pub fn tab_title(&self) -> String {
        match self.path.as_deref().and_then(Path::file_stem) {
            Some(file) => file.to_string_lossy().into_owned(),
            None => self.name().to_owned(),
        }
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

    /// Whether something differs from what is saved.
    pub fn is_changed(&self) -> bool {
        let Project {
            name,
            summary,
            graph,
            contract,
            data,
            labels,
            class_names,
            recipe,
            // What was found out about the data is no change of the user's.
            data_places: _,
            // How the canvas looks at a network is no change of it.
            view: _,
        } = &self.saved;
        self.graph() != graph
            || (&self.rest.name, &self.rest.summary) != (name, summary)
            || (&self.rest.contract, &self.rest.data) != (contract, data)
            || (&self.rest.labels, &self.rest.class_names) != (labels, class_names)
            || &self.rest.recipe != recipe
    }

    /// Counts the changes, undo and redo among them.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether there is an edit to take back.
    pub fn can_undo(&self) -> bool {
        self.history.undo_label().is_some()
    }

    /// Whether there is an edit to do again.
    pub fn can_redo(&self) -> bool {
        self.history.redo_label().is_some()
    }

    /// Applies `edit` as one step of undo; steps of one unfinished `gesture` join into one.
    ///
    /// # Errors
    /// The edit's refusal; the network is then as it was.
    pub(in crate::app) fn edit(
        &mut self,
        edit: &Edit,
        gesture: Option<&str>,
    ) -> Result<(), EditError> {
        let graph = apply(self.graph(), edit)?;
        if graph == *self.graph() {
            return Ok(());
        }
        let label = edit.label(self.graph());
        let before = self.graph().clone();
        let position = self.history.position();
        match gesture {
            Some(gesture) => self.history.push_gesture(gesture, &label, graph),
            None => self.history.push(&label, graph),
        }
        if self.history.position() >= position {
            self.levels.note_version(self.history.position());
        }
        self.findings.follow(&before, self.history.graph());
        self.changed();
        Ok(())
    }

    /// Ends a gesture: the next edit is a step of its own.
    pub(in crate::app) fn end_gesture(&mut self) {
        self.history.end_gesture();
    }

    /// Takes back what the unfinished gesture has done.
    pub(in crate::app) fn take_back_gesture(&mut self) {
        if self.history.take_back_gesture() {
            self.refresh();
        }
    }

    /// Takes the last edit back.
    pub(in crate::app) fn undo(&mut self) {
        if self.history.undo() {
            self.refresh();
        }
    }

    /// Does again what was taken back.
    pub(in crate::app) fn redo(&mut self) {
        if self.history.redo() {
            self.refresh();
        }
    }

    /// Makes the version at `index` of the history current.
    pub(in crate::app) fn go_to(&mut self, index: usize) {
        if self.history.go_to(index) {
            self.refresh();
        }
    }

    /// Opens the inside of the block instance `level`, or of the nearest one around it that exists; `selected` is the
    /// selection so far. Gives what was selected there before.
    pub(in crate::app) fn enter(&mut self, level: &NodePath, selected: Selection) -> Selection {
        let level = levels::existing(level, self.graph());
        self.levels.enter(level, selected)
    }

    /// The level of the edit that was undone or done again between two versions.
    pub(in crate::app) fn level_of_step(&self, from: usize, to: usize) -> NodePath {
        self.levels.of_step(from, to)
    }

    /// Checks the network against this data set from now on, or against none.
    pub(in crate::app) fn set_data_facts(&mut self, facts: Option<DataFacts>) {
        let graph = self.history.graph();
        self.findings.set_data_facts(facts, graph);
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

    /// Gives the network another name.
    pub(in crate::app) fn rename(&mut self, name: String) {
        self.rest.name = name;
        self.revision += 1;
    }

    /// Learns something else, or in another way, from now on.
    pub(in crate::app) fn set_lesson(&mut self, lesson: Lesson) {
        self.rest.data = lesson.data;
        self.rest.contract = lesson.contract;
        self.rest.recipe = lesson.recipe;
        self.revision += 1;
    }

    /// Remembers that the project as it stands is now at `path`, where the file is as `base` says.
    pub(in crate::app) fn mark_saved(&mut self, path: &Path, base: Stamp, time_of_day: String) {
        self.path = Some(path.to_owned());
        self.base = Some(base);
        self.saved_at = Some(time_of_day);
        self.forget_changes();
    }

    /// Takes the file as it is now for what the changes are changes of; `project` is what is in it, where anything is.
    pub(in crate::app) fn set_base(&mut self, base: Stamp, project: Option<Project>) {
        self.base = Some(base);
        self.saved = project.unwrap_or_default();
        self.revision += 1;
    }

    /// Notes that the file was written to and holds the same as before.
    pub(in crate::app) fn set_same_base(&mut self, base: Stamp) {
        self.base = Some(base);
    }

    /// Counts as not saved anywhere from now on.
    pub(in crate::app) fn forget_saved(&mut self) {
        self.saved = Project::default();
        self.revision += 1;
    }

    /// Belongs to no file from now on.
    pub(in crate::app) fn leave_file(&mut self) {
        self.path = None;
        self.base = None;
        self.forget_saved();
    }

    /// Becomes what is in the file now, as one step that undo takes back.
    pub(in crate::app) fn reload(&mut self, project: Project, base: Stamp) {
        self.history
            .push("reload from the disk", project.graph.clone());
        self.levels.note_version(self.history.position());
        self.saved = project.clone();
        self.base = Some(base);
        self.rest = Project {
            graph: Graph::default(),
            ..project
        };
        self.refresh();
    }

    /// Remembers which data of `source` the network is trained on now.
    pub(in crate::app) fn note_trained_on(&mut self, source: &str, fingerprint: Option<String>) {
        self.rest.set_fingerprint_of(source, fingerprint);
    }

    /// Takes the project as it stands for the saved one.
    pub(in crate::app) fn forget_changes(&mut self) {
        self.saved = self.project(View::default());
    }

    /// Finds out everything anew, after a step through the history.
    fn refresh(&mut self) {
        self.findings.refresh(self.history.graph());
        self.changed();
    }

    fn changed(&mut self) {
        self.revision += 1;
        self.levels.settle(self.history.graph());
    }
}
