//! Undo and redo as a list of whole states that share what they have in common: graphs, or what holds a graph.

use super::model::Graph;
use crate::text::Message;

/// One state and the edit that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Version<S = Graph> {
    /// "set filters of conv1"; for the first one, "open" or "new".
    pub label: Message,
    /// How things stand after it.
    pub state: S,
}

/// The versions of a network, and which one is current.
#[derive(Clone, Debug)]
pub struct History<S = Graph> {
    versions: Vec<Version<S>>,
    current: usize,
    /// Whether the next edit of the same kind may join the current version, as while a slider is dragged.
    open_gesture: Option<String>,
}

impl<S: PartialEq> History<S> {
    /// A history that begins with `state`.
    #[must_use]
    pub fn new(label: impl Into<Message>, state: S) -> Self {
        let first = Version {
            label: label.into(),
            state,
        };
        Self {
            versions: vec![first],
            current: 0,
            open_gesture: None,
        }
    }

    /// The current state.
    #[must_use]
    pub fn current(&self) -> &S {
        &self.versions[self.current].state
    }

    /// Every version, oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Version<S>] {
        &self.versions
    }

    /// The index of the current version.
    #[must_use]
    pub fn position(&self) -> usize {
        self.current
    }

    /// Adds a version; what was undone before is forgotten.
    pub fn push(&mut self, label: impl Into<Message>, state: S) {
        self.open_gesture = None;
        self.record(label.into(), state);
    }

    /// Adds a version, or replaces the current one where it came from the same unfinished `gesture`:
    /// a drag or a slider is one step however many changes it makes, and none where it comes back to where it began.
    pub fn push_gesture(&mut self, gesture: &str, label: impl Into<Message>, state: S) {
        let continues = self.open_gesture.as_deref() == Some(gesture)
            && self.current + 1 == self.versions.len();
        let before = self
            .current
            .checked_sub(1)
            .map(|index| &self.versions[index]);
        if continues && before.is_some_and(|before| before.state == state) {
            self.drop_version();
        } else if continues {
            // The label may name the value that was typed last.
            self.versions[self.current] = Version {
                label: label.into(),
                state,
            };
        } else {
            self.record(label.into(), state);
            self.open_gesture = Some(gesture.to_owned());
        }
    }

    /// Takes back what the unfinished gesture has done, as if it had never begun; false where there is none.
    pub fn take_back_gesture(&mut self) -> bool {
        let is_open = self.open_gesture.is_some() && self.current > 0;
        if is_open {
            self.drop_version();
        }
        is_open
    }

    fn drop_version(&mut self) {
        self.versions.truncate(self.current);
        self.current -= 1;
        self.open_gesture = None;
    }

    /// Ends a gesture: the next one is a version of its own.
    pub fn end_gesture(&mut self) {
        self.open_gesture = None;
    }

    /// What undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&Message> {
        (self.current > 0).then(|| &self.versions[self.current].label)
    }

    /// What redo would bring back.
    #[must_use]
    pub fn redo_label(&self) -> Option<&Message> {
        self.versions
            .get(self.current + 1)
            .map(|version| &version.label)
    }

    /// Goes one version back; false at the first.
    pub fn undo(&mut self) -> bool {
        self.current > 0 && self.go_to(self.current - 1)
    }

    /// Goes one version forward; false at the last.
    pub fn redo(&mut self) -> bool {
        self.go_to(self.current + 1)
    }

    /// Makes the version at `index` current; false where there is none.
    pub fn go_to(&mut self, index: usize) -> bool {
        self.open_gesture = None;
        let exists = index < self.versions.len();
        if exists {
            self.current = index;
        }
        exists
    }

    fn record(&mut self, label: Message, state: S) {
        self.versions.truncate(self.current + 1);
        self.versions.push(Version { label, state });
        self.current += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Content, Node, NodeId};
    use super::*;
    use crate::layer::{Kind, LayerSpec};

    fn graph(count: u64) -> Graph {
        let mut graph = Graph::default();
        for id in 0..count {
            let content = Content::Layer(LayerSpec::new(Kind::Flatten));
            let node = Node {
                name: format!("flatten_{id}"),
                position: [0.0, 0.0],
                content,
                inputs: Vec::new(),
            };
            graph.body.nodes.insert(NodeId(id), node.into());
        }
        graph
    }

    #[test]
    fn undo_then_redo_gives_the_same_graph() {
        let mut history = History::new("new", graph(0));
        history.push("add a", graph(1));
        history.push("add b", graph(2));
        assert_eq!(history.undo_label().unwrap(), "add b");
        assert!(history.undo() && history.undo() && !history.undo());
        assert_eq!(*history.current(), graph(0));
        assert_eq!(history.redo_label().unwrap(), "add a");
        assert!(history.redo() && history.redo() && !history.redo());
        assert_eq!(*history.current(), graph(2));
    }

    #[test]
    fn an_edit_after_undo_forgets_what_was_undone() {
        let mut history = History::new("new", graph(0));
        history.push("add a", graph(1));
        history.undo();
        history.push("add b", graph(2));
        assert_eq!(history.redo_label(), None);
        assert_eq!(history.versions().len(), 2);
    }

    #[test]
    fn a_gesture_is_one_step() {
        let mut history = History::new("new", graph(0));
        for count in 1..5 {
            history.push_gesture("move", format!("move a by {count}"), graph(count));
        }
        assert_eq!(history.undo_label().unwrap(), "move a by 4");
        history.end_gesture();
        history.push_gesture("move", "move a", graph(6));
        assert_eq!(history.versions().len(), 3);
        history.undo();
        assert_eq!(*history.current(), graph(4));
    }

    #[test]
    fn a_gesture_that_comes_back_or_is_taken_back_leaves_no_step() {
        let mut history = History::new("new", graph(0));
        for count in [1, 2, 0] {
            history.push_gesture("move", "move a", graph(count));
        }
        assert_eq!(history.versions().len(), 1);
        history.push_gesture("move", "move a", graph(3));
        assert!(history.take_back_gesture() && !history.take_back_gesture());
        assert_eq!(history.versions().len(), 1);
        assert_eq!(*history.current(), graph(0));
        history.push_gesture("move", "move a", graph(3));
        history.end_gesture();
        assert!(!history.take_back_gesture());
    }
}
