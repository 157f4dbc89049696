//! Where a document comes from, where it is saved, and whether it differs from that.

use super::{Arrival, Document, Findings, Levels, Standing};
use crate::app::command::{DocumentId, Selection};
use crate::files::Stamp;
use crate::graph::{Graph, History};
use crate::message;
use crate::project::{Link, Project, ProjectId, View};
use crate::text::say;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Document {
    /// A project that was never saved.
    pub fn unsaved(mut project: Project) -> Self {
        let identity = project.id.take().unwrap_or_else(ProjectId::random);
        let runs = std::mem::take(&mut project.runs);
        let data_places = std::mem::take(&mut project.data_places);
        let (standing, view) = Standing::of(project);
        let document = Self {
            selection: Selection::default(),
            heat: None,
            preview: None,
            id: DocumentId::default(),
            identity,
            path: None,
            runs: runs.iter().map(|run| run.path().to_owned()).collect(),
            data_places,
            of_run: None,
            arrival: None,
            levels: Levels::default(),
            findings: Findings::of(&standing.graph),
            saved_at: None,
            base: None,
            revision: 1,
            saved: standing.clone(),
            history: History::new(message!("edit-open"), standing),
            view,
            is_changed: false,
        };
        document.looked_over()
    }

    /// An empty project.
    pub fn empty() -> Self {
        Self::unsaved(Project::new(say("untitled"), Graph::default()))
    }

    /// A project that was read from `path`, where the file was as `base` says.
    pub fn opened(project: Project, path: &Path, base: Stamp) -> Self {
        let document = Self {
            path: Some(path.to_owned()),
            base: Some(base),
            ..Self::unsaved(with_identity(project, path))
        };
        document.looked_over()
    }

    /// A project as the run in `folder` was begun with it, read from `path` inside of that.
    pub fn of_run(project: Project, path: &Path, folder: &Path) -> Self {
        let document = Self {
            path: Some(path.to_owned()),
            runs: vec![folder.to_owned()],
            ..Self::unsaved(with_identity(project, path)).as_record_of(Some(folder))
        };
        document.looked_over()
    }

    /// The same document as what was read from a file of another program, where it was.
    #[must_use]
    pub fn as_arrived(self, arrival: Option<Arrival>) -> Self {
        let arrival = arrival.map(Arc::new);
        Self { arrival, ..self }.looked_over()
    }

    /// Whether it is what was read from a file of another program, and nothing was done to it since.
    pub fn is_as_it_arrived(&self) -> bool {
        let has_past = self.history.versions().len() > 1;
        self.arrival.is_some() && self.path.is_none() && !has_past && !self.has_homeless_runs()
    }

    /// The run that holds nothing but what is in the file that it was read from, while nothing has come of it: nobody
    /// misses that once the document is gone.
    pub fn run_of_arrival_alone(&self) -> Option<&Path> {
        let run = self.arrival.as_ref()?.run.as_deref()?;
        (self.is_as_it_arrived() && !self.is_changed).then_some(run)
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
        let document = Self {
            base: base.filter(|_| origin.is_some()),
            path: origin,
            saved: Standing::default(),
            ..Self::unsaved(project)
        };
        document.looked_over()
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
        self.look_for_changes();
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

    /// Whether something differs from what is saved.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    fn looked_over(mut self) -> Self {
        self.look_for_changes();
        self
    }

    /// Finds out whether something differs from what is saved; for whoever has changed either.
    pub(super) fn look_for_changes(&mut self) {
        self.is_changed = self.has_homeless_runs() || *self.standing() != self.saved;
    }

    /// Whether something was trained in a project that is nowhere yet, and could not be found again. Weights that came with
    /// it are in their file.
    fn has_homeless_runs(&self) -> bool {
        let arrived = self.arrival.as_ref();
        let arrived = arrived.and_then(|arrival| arrival.run.as_deref());
        let mut made_here = self
            .runs
            .iter()
            .filter(|run| Some(run.as_path()) != arrived);
        self.path.is_none() && made_here.next().is_some()
    }

    /// The network as it is saved, or as it began.
    pub fn saved_graph(&self) -> &Graph {
        &self.saved.graph
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
        self.look_for_changes();
    }

    /// Notes that the file was written to and holds the same as before.
    pub(in crate::app) fn set_same_base(&mut self, base: Stamp) {
        self.base = Some(base);
    }

    /// Counts as not saved anywhere from now on.
    pub(in crate::app) fn forget_saved(&mut self) {
        self.saved = Standing::default();
        self.revision += 1;
        self.look_for_changes();
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
        self.history.push(message!("edit-reload"), standing.clone());
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
        self.look_for_changes();
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
