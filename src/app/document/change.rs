//! Changing a document: every change is a step that undo takes back, with a name.

use super::{Document, Standing, levels};
use crate::app::command::{Selection, SettingsChange};
use crate::graph::problem::loss_kept;
use crate::graph::{Edit, EditError, History, NodePath, apply};
use crate::message;
use crate::text::Message;
use std::sync::Arc;

impl Document {
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
        self.record(label, gesture, standing);
        Ok(())
    }

    /// The same for an edit that gives the network another end: a loss that was chosen and does not belong to that end makes way,
    /// in the same step, for the one that does.
    ///
    /// # Errors
    /// As [`Self::edit`].
    pub(in crate::app) fn edit_end(&mut self, edit: &Edit) -> Result<(), EditError> {
        let graph = apply(self.graph(), edit)?;
        let label = edit.label(self.graph());
        let mut settings = self.settings().clone();
        settings.recipe.loss = loss_kept(&graph, settings.recipe.loss);
        let standing = Standing {
            graph,
            settings: Arc::new(settings),
            ..self.standing().clone()
        };
        self.record(label, None, standing);
        Ok(())
    }

    /// Gives the network another name, as one step of undo for a name that is being typed.
    pub(in crate::app) fn rename(&mut self, name: &str) {
        let standing = Standing {
            name: name.into(),
            ..self.standing().clone()
        };
        let label = message!("rename-network-to", name = name);
        self.record(label, Some("rename-network"), standing);
    }

    /// Learns something else, or in another way, from now on.
    pub(in crate::app) fn change_settings(&mut self, change: SettingsChange) {
        let standing = Standing {
            settings: Arc::new(*change.settings),
            ..self.standing().clone()
        };
        self.record(change.label, change.gesture.as_deref(), standing);
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

    /// Makes `standing` the next version; steps of one unfinished `gesture` join into one, and what changes nothing is
    /// none.
    fn record(&mut self, label: Message, gesture: Option<&str>, standing: Standing) {
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

    pub(super) fn changed(&mut self) {
        self.revision += 1;
        self.levels.settle(&self.history.current().graph);
        self.look_for_changes();
    }

    /// Whether there is an edit to take back.
    pub fn can_undo(&self) -> bool {
        self.history.undo_label().is_some()
    }

    /// Whether there is an edit to do again.
    pub fn can_redo(&self) -> bool {
        self.history.redo_label().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::TrainingSettings;
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
            .map(|it| it.label.to_string())
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
        assert_eq!(
            document.history().undo_label().unwrap(),
            "set epochs to 200"
        );
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
