//! The open project: the network with its history, what inference knows about it, and where it is saved.

use crate::graph::problem::find_with_data;
use crate::graph::{
    DataFacts, Edit, EditError, Graph, History, Inference, NodePath, Problem, apply, infer,
};
use std::path::{Path, PathBuf};

/// One project in the window.
#[derive(Debug)]
pub struct Document {
    name: String,
    path: Option<PathBuf>,
    history: History,
    inference: Inference,
    data_facts: Option<DataFacts>,
    problems: Vec<Problem>,
    saved_graph: Graph,
    saved_at: Option<String>,
}

impl Document {
    /// A project that was never saved, called `name`.
    pub fn unsaved(name: &str, graph: Graph) -> Self {
        let mut document = Self {
            name: name.to_owned(),
            path: None,
            saved_graph: graph.clone(),
            history: History::new("new", graph),
            inference: Inference::default(),
            data_facts: None,
            problems: Vec::new(),
            saved_at: None,
        };
        document.refresh();
        document
    }

    /// A project read from `path`.
    pub fn saved(name: &str, graph: Graph, path: &Path) -> Self {
        Self {
            path: Some(path.to_owned()),
            ..Self::unsaved(name, graph)
        }
    }

    /// The network as it stands.
    pub fn graph(&self) -> &Graph {
        self.history.graph()
    }

    /// What is known about the network as it stands.
    pub fn inference(&self) -> &Inference {
        &self.inference
    }

    /// What is wrong with the network, alone and with the data set at hand; errors first.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The problems of the node at `path` and of what is inside it.
    pub fn problems_at<'a>(&'a self, path: &'a NodePath) -> impl Iterator<Item = &'a Problem> {
        let inside = |problem: &&Problem| {
            problem
                .path
                .as_ref()
                .is_some_and(|at| at.0.starts_with(&path.0))
        };
        self.problems.iter().filter(inside)
    }

    /// The versions behind undo and redo.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The network's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is saved.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The time of day of the last save, as the clock on the wall shows it.
    pub fn saved_at(&self) -> Option<&str> {
        self.saved_at.as_deref()
    }

    /// Name and file for the title: "HappyModel — happy.netsmith".
    pub fn title(&self) -> String {
        let file = self
            .path
            .as_deref()
            .and_then(Path::file_name)
            .map(|file| file.to_string_lossy().into_owned());
        match file {
            Some(file) => format!("{} — {file}", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether there is nothing on the canvas.
    pub fn is_empty(&self) -> bool {
        self.graph().body.nodes.is_empty()
    }

    /// Whether something differs from what is saved.
    pub fn is_changed(&self) -> bool {
        *self.graph() != self.saved_graph
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
        match gesture {
            Some(gesture) => self.history.push_gesture(gesture, &label, graph),
            None => self.history.push(&label, graph),
        }
        self.refresh();
        Ok(())
    }

    /// Ends a gesture: the next edit is a step of its own.
    pub(in crate::app) fn end_gesture(&mut self) {
        self.history.end_gesture();
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

    /// Checks the network against this data set from now on, or against none.
    pub(in crate::app) fn set_data_facts(&mut self, facts: Option<DataFacts>) {
        self.data_facts = facts;
        self.refresh();
    }

    /// Remembers that the project as it stands is now at `path`.
    pub(in crate::app) fn mark_saved(&mut self, path: &Path, time: String) {
        self.path = Some(path.to_owned());
        self.saved_graph = self.graph().clone();
        self.saved_at = Some(time);
    }

    /// Takes the project as it stands for the saved one, because the user does not want the changes.
    pub(in crate::app) fn forget_changes(&mut self) {
        self.saved_graph = self.graph().clone();
    }

    fn refresh(&mut self) {
        self.inference = infer(self.graph());
        self.problems.clone_from(&self.inference.problems);
        if let Some(facts) = &self.data_facts {
            self.problems
                .extend(find_with_data(self.history.graph(), &self.inference, facts));
        }
        self.problems.sort_by_key(|problem| problem.severity);
    }
}
