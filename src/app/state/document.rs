//! The open project: the network with its history, what inference knows about it, and where it is saved.

use super::comparison::Comparison;
use super::findings::Findings;
use super::levels::{self, Levels};
use super::marks::Marks;
use super::selection::Selection;
use super::settings_change::SettingsChange;
use super::standing::Standing;
use crate::files::Stamp;
use crate::graph::{
    Aim, Edit, EditError, Graph, History, Inference, NodePath, Problem, StepSeconds, apply,
};
use crate::project::{DataPlace, Link, Project, ProjectId, TrainingSettings, View};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What tells the open documents apart, whatever they are called and wherever they are saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u64);

/// One project in the window.
#[derive(Debug)]
pub struct Document {
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
}

impl Document {
    /// A project that was never saved.
    pub fn unsaved(mut project: Project) -> Self {
        let identity = project.id.take().unwrap_or_else(ProjectId::random);
        let runs = std::mem::take(&mut project.runs);
        let data_places = std::mem::take(&mut project.data_places);
        let (standing, view) = Standing::of(project);
        Self {
            id: DocumentId::default(),
            identity,
            path: None,
            runs: runs.iter().map(|run| run.path().to_owned()).collect(),
            data_places,
            of_run: None,
            levels: Levels::default(),
            findings: Findings::of(&standing.graph),
            saved_at: None,
            base: None,
            revision: 1,
            saved: standing.clone(),
            history: History::new("open", standing),
            view,
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
            ..Self::unsaved(with_identity(project, path))
        }
    }

    /// A project as the run in `folder` was begun with it, read from `path` inside of that.
    pub fn of_run(project: Project, path: &Path, folder: &Path) -> Self {
        Self {
            path: Some(path.to_owned()),
            runs: vec![folder.to_owned()],
            ..Self::unsaved(with_identity(project, path)).as_record_of(Some(folder))
        }
    }

    /// The same document as the record of the run in this folder, where its file is that.
    #[must_use]
    pub fn as_record_of(self, folder: Option<&Path>) -> Self {
        Self {
            of_run: folder.map(Path::to_owned),
            ..self
        }
    }

    /// A project that a crash has left: it differs from what is saved at `origin`, if it ever was saved; `base` says how
    /// the file there was.
    pub fn recovered(project: Project, origin: Option<PathBuf>, base: Option<Stamp>) -> Self {
        Self {
            base: base.filter(|_| origin.is_some()),
            path: origin,
            saved: Standing::default(),
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
            id: Some(self.identity.clone()),
            data_places: self.data_places.clone(),
            runs: self.runs.iter().map(|run| Link::to(run)).collect(),
            ..self.standing().project(view)
        }
    }

    /// Which project it is, whatever it is called and wherever it lies.
    pub fn identity(&self) -> &ProjectId {
        &self.identity
    }

    /// Where runs of it were kept, the latest last.
    pub fn runs(&self) -> &[PathBuf] {
        &self.runs
    }

    /// The run that it is the record of, where it was opened as that.
    pub fn run_of_record(&self) -> Option<&Path> {
        self.of_run.as_deref()
    }

    /// Where it is saved without a question.
    pub fn place_to_save(&self) -> Option<&Path> {
        self.path().filter(|_| self.of_run.is_none())
    }

    /// Remembers the folder of a run that was begun.
    pub(in crate::app) fn add_run(&mut self, folder: &Path) {
        self.runs.retain(|run| run != folder);
        self.runs.push(folder.to_owned());
        self.revision += 1;
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
        let place = self.data_places.get(self.settings().data.as_deref()?)?;
        place.fingerprint.as_deref()
    }

    /// The time of day of the last save, as the clock on the wall shows it.
    pub fn saved_at(&self) -> Option<&str> {
        self.saved_at.as_deref()
    }

    /// Name and file for the title: "HappyModel — happy.netsmith".
    pub fn title(&self) -> String {
        match self.place().and_then(Path::file_name) {
            Some(file) => format!("{} — {}", self.name(), file.to_string_lossy()),
            None => self.name().to_owned(),
        }
    }

    /// Its name on a tab: that of its file, else its own.
    pub fn tab_title(&self) -> String {
        match (&self.of_run, self.path()) {
            (Some(folder), _) => folder.file_name(),
            (None, path) => path.and_then(Path::file_stem),
        }
        .map_or_else(
            || self.name().to_owned(),
            |name| name.to_string_lossy().into_owned(),
        )
    }

    /// The file or the run folder that a user knows it by.
    fn place(&self) -> Option<&Path> {
        self.of_run.as_deref().or(self.path())
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
        // What was trained in a project that is nowhere yet could not be found again.
        let has_homeless_runs = self.path.is_none() && !self.runs.is_empty();
        has_homeless_runs || *self.standing() != self.saved
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
        let label = edit.label(self.graph());
        let standing = Standing {
            graph,
            ..self.standing().clone()
        };
        self.record(&label, gesture, standing);
        Ok(())
    }

    /// Gives the network another name, as one step of undo for a name that is being typed.
    pub(in crate::app) fn rename(&mut self, name: &str) {
        let standing = Standing {
            name: name.into(),
            ..self.standing().clone()
        };
        let label = format!("rename network to {name}");
        self.record(&label, Some("rename network"), standing);
    }

    /// Learns something else, or in another way, from now on.
    pub(in crate::app) fn change_settings(&mut self, change: SettingsChange) {
        let standing = Standing {
            settings: Arc::new(*change.settings),
            ..self.standing().clone()
        };
        self.record(&change.label, change.gesture.as_deref(), standing);
    }

    /// Ends a gesture: the next edit is a step of its own.
    pub(in crate::app) fn end_gesture(&mut self) {
        self.history.end_gesture();
    }

    /// Takes back what the unfinished gesture has done.
    pub(in crate::app) fn take_back_gesture(&mut self) {
        self.travel(History::take_back_gesture);
    }

    /// Takes the last edit back.
    pub(in crate::app) fn undo(&mut self) {
        self.travel(History::undo);
    }

    /// Does again what was taken back.
    pub(in crate::app) fn redo(&mut self) {
        self.travel(History::redo);
    }

    /// Makes the version at `index` of the history current.
    pub(in crate::app) fn go_to(&mut self, index: usize) {
        self.travel(|history| history.go_to(index));
    }

    /// Opens the inside of the block instance `level`, or of the nearest one around it that exists; `selected` is the
    /// selection so far. Gives what was selected there before.
    pub(in crate::app) fn enter(&mut self, level: &NodePath, selected: Selection) -> Selection {
        let level = levels::existing(level, self.graph());
        self.levels.enter(level, selected)
    }

    /// The level of the edit that was undone or done again between two versions; `None` where the network is the same
    /// in both.
    pub(in crate::app) fn level_of_step(&self, from: usize, to: usize) -> Option<NodePath> {
        let graph = |index: usize| self.history.versions().get(index).map(|it| &it.state.graph);
        (graph(from) != graph(to)).then(|| self.levels.of_step(from, to))
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

    /// Remembers that the project as it stands is now at `path`, where the file is as `base` says.
    pub(in crate::app) fn mark_saved(&mut self, path: &Path, base: Stamp, time_of_day: String) {
        self.path = Some(path.to_owned());
        self.base = Some(base);
        self.of_run = None;
        self.saved_at = Some(time_of_day);
        self.forget_changes();
    }

    /// Takes the file as it is now for what the changes are changes of; `project` is what is in it, where anything is.
    pub(in crate::app) fn set_base(&mut self, base: Stamp, project: Option<Project>) {
        self.base = Some(base);
        self.saved = project
            .map(|project| Standing::of(project).0)
            .unwrap_or_default();
        self.revision += 1;
    }

    /// Notes that the file was written to and holds the same as before.
    pub(in crate::app) fn set_same_base(&mut self, base: Stamp) {
        self.base = Some(base);
    }

    /// Counts as not saved anywhere from now on.
    pub(in crate::app) fn forget_saved(&mut self) {
        self.saved = Standing::default();
        self.revision += 1;
    }

    /// Belongs to no file from now on.
    pub(in crate::app) fn leave_file(&mut self) {
        self.path = None;
        self.base = None;
        self.forget_saved();
    }

    /// Becomes what is in the file now, as one step that undo takes back.
    pub(in crate::app) fn reload(&mut self, mut project: Project, base: Stamp) {
        self.data_places = std::mem::take(&mut project.data_places);
        let standing = Standing::of(project).0;
        self.history.push("reload from the disk", standing.clone());
        self.levels.note_version(self.history.position());
        self.saved = standing;
        self.base = Some(base);
        self.findings.refresh(&self.history.current().graph);
        self.changed();
    }

    /// Remembers which data of `source` the network is trained on now.
    pub(in crate::app) fn note_trained_on(&mut self, source: &str, fingerprint: Option<String>) {
        let mut known = Project {
            data_places: std::mem::take(&mut self.data_places),
            ..Project::default()
        };
        known.set_fingerprint_of(source, fingerprint);
        self.data_places = known.data_places;
    }

    /// Takes the project as it stands for the saved one.
    pub(in crate::app) fn forget_changes(&mut self) {
        self.saved = self.standing().clone();
    }

    fn standing(&self) -> &Standing {
        self.history.current()
    }

    /// Makes `standing` the next version; steps of one unfinished `gesture` join into one, and what changes nothing is
    /// none.
    fn record(&mut self, label: &str, gesture: Option<&str>, standing: Standing) {
        if standing == *self.standing() {
            return;
        }
        let before = self.graph().clone();
        let position = self.history.position();
        match gesture {
            Some(gesture) => self.history.push_gesture(gesture, label, standing),
            None => self.history.push(label, standing),
        }
        if self.history.position() >= position {
            self.levels.note_version(self.history.position());
        }
        let after = &self.history.current().graph;
        if *after != before {
            self.findings.follow(&before, after);
        }
        self.changed();
    }

    /// Goes through the history. What follows from the network is found out anew only where it is another one.
    fn travel(&mut self, step: impl FnOnce(&mut History<Standing>) -> bool) {
        let before = self.graph().clone();
        if step(&mut self.history) {
            let after = &self.history.current().graph;
            if *after != before {
                self.findings.refresh(after);
            }
            self.changed();
        }
    }

    fn changed(&mut self) {
        self.revision += 1;
        self.levels.settle(&self.history.current().graph);
    }
}

/// A project that was read from `path` and may have been saved before projects had an identity.
fn with_identity(project: Project, path: &Path) -> Project {
    let id = project.id.clone();
    Project {
        id: id.or_else(|| Some(ProjectId::of_file(path))),
        ..project
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::preset;
    use crate::recipe::{Recipe, Validation};

    fn document() -> Document {
        Document::unsaved(preset("resnet50").unwrap().project.clone())
    }

    fn with_epochs(document: &Document, epochs: usize) -> SettingsChange {
        let before = document.settings();
        let recipe = Recipe {
            epochs,
            ..before.recipe.clone()
        };
        let settings = TrainingSettings {
            recipe,
            ..before.clone()
        };
        SettingsChange::new(format!("set epochs to {epochs}"), settings)
    }

    #[test]
    fn settings_and_name_are_taken_back_step_by_step() {
        let mut document = document();
        let change = with_epochs(&document, 20);
        document.change_settings(change);
        document.rename("Mine");
        let settings = TrainingSettings {
            validation: Validation::None,
            data: Some("builtin:signs".to_owned()),
            ..document.settings().clone()
        };
        document.change_settings(SettingsChange::new("choose data".to_owned(), settings));
        let labels: Vec<_> = document
            .history()
            .versions()
            .iter()
            .map(|it| it.label.as_str())
            .collect();
        assert_eq!(
            labels,
            [
                "open",
                "set epochs to 20",
                "rename network to Mine",
                "choose data"
            ]
        );
        document.undo();
        assert_eq!(
            (document.settings().data.as_deref(), document.name()),
            (None, "Mine")
        );
        document.undo();
        assert_eq!(
            (document.settings().recipe.epochs, document.name()),
            (20, "ResNet50")
        );
        assert!(document.is_changed());
        document.undo();
        assert!(!document.is_changed());
        document.go_to(3);
        assert_eq!(document.settings().validation, Validation::None);
    }

    #[test]
    fn what_is_typed_into_one_field_is_one_step_with_the_last_value() {
        let mut document = document();
        for epochs in [2, 20, 200] {
            let change = with_epochs(&document, epochs).gesture("epochs");
            document.change_settings(change);
        }
        assert_eq!(document.history().versions().len(), 2);
        assert_eq!(document.history().undo_label(), Some("set epochs to 200"));
        document.end_gesture();
        let change = with_epochs(&document, 7).gesture("epochs");
        document.change_settings(change);
        assert_eq!(document.history().versions().len(), 3);
    }

    #[test]
    fn settings_leave_the_network_and_what_is_known_of_it_alone() {
        let mut document = document();
        // Looked at by its address: inferred anew, it would lie somewhere else.
        let known = document.inference().layers.as_ptr();
        let change = with_epochs(&document, 3);
        document.change_settings(change);
        document.rename("Other");
        document.undo();
        document.undo();
        document.redo();
        assert_eq!(document.inference().layers.as_ptr(), known);
    }

    /// Ten thousand whole copies of these settings and this network would take gigabytes and minutes.
    #[test]
    fn ten_thousand_steps_share_what_they_have_in_common() {
        let mut document = document();
        for epochs in 1..=10_000 {
            let change = with_epochs(&document, epochs + 10);
            document.change_settings(change);
        }
        let versions = document.history().versions();
        assert_eq!(versions.len(), 10_001);
        let first = &versions[0].state;
        assert!(
            versions
                .iter()
                .all(|version| version.state.graph.body.is_same(&first.graph.body))
        );
        for _ in 0..10_000 {
            document.undo();
        }
        assert!(!document.is_changed());
    }
}
