//! The open project: the network with its history, what inference knows about it, and where it is saved.

use crate::graph::{Edit, EditError, Graph, History, Inference, apply, infer};
use std::path::{Path, PathBuf};

/// One project in the window.
#[derive(Debug)]
pub struct Document {
    name: String,
    path: Option<PathBuf>,
    history: History,
    inference: Inference,
    saved_graph: Graph,
    saved_at: Option<String>,
}

impl Document {
    /// A project that was never saved, called `name`.
    pub fn unsaved(name: &str, graph: Graph) -> Self {
        Self {
            name: name.to_owned(),
            path: None,
            inference: infer(&graph),
            saved_graph: graph.clone(),
            history: History::new("new", graph),
            saved_at: None,
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
        let file = self.path.as_deref().and_then(Path::file_name).map(|file| file.to_string_lossy().into_owned());
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

    /// Applies `edits` as one step of undo; steps of one unfinished `gesture` join into one.
    ///
    /// # Errors
    /// The first edit's refusal; the network is then as it was.
    pub(in crate::app) fn edit(&mut self, edits: &[Edit], gesture: Option<&str>) -> Result<(), EditError> {
        let Some(first) = edits.first() else { return Ok(()) };
        let mut graph = self.graph().clone();
        for edit in edits {
            graph = apply(&graph, edit)?;
        }
        if graph == *self.graph() {
            return Ok(());
        }
        match gesture {
            Some(gesture) => self.history.push_gesture(gesture, &first.label(), graph),
            None => self.history.push(&first.label(), graph),
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

    /// Remembers that the project as it stands is now at `path`.
    pub(in crate::app) fn mark_saved(&mut self, path: &Path, time: String) {
        self.path = Some(path.to_owned());
        self.saved_graph = self.graph().clone();
        self.saved_at = Some(time);
    }

    fn refresh(&mut self) {
        self.inference = infer(self.graph());
    }
}
