//! What an edit would do, looked at before it is done.

use super::Document;
use super::marks::{Marks, marks_after, marks_before};
use crate::graph::{Change, ChangeKind, Edit, Identity, Problem, Side, apply, diff, infer};
use crate::layer::counted;
use crate::tr;

/// An edit that is looked at, and what would come of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The edit.
    pub edit: Edit,
    /// What the canvas points out.
    pub marks: Marks,
    /// What would change, one line each, most telling first.
    pub lines: Vec<String>,
}

/// How many layers are told one by one.
const MOST_LINES: usize = 6;

impl Preview {
    /// What `edit` would do to the network of `document`; `None` where it would be refused.
    pub fn of(edit: &Edit, document: &Document) -> Option<Self> {
        let graph = apply(document.graph(), edit).ok()?;
        let inference = infer(&graph);
        let before = Side {
            graph: document.graph(),
            inference: document.inference(),
        };
        let after = Side {
            graph: &graph,
            inference: &inference,
        };
        let found = diff(before, after, Identity::Paths);
        // New layers are not on the canvas yet; what they are put between is.
        let mut marks = marks_before(&found);
        for (path, mark) in marks_after(&found) {
            if document.graph().node(&path).is_some() {
                marks.insert(path, mark);
            }
        }
        let mut lines = lines(&found.changes);
        lines.push(problems_line(
            &document.inference().problems,
            &inference.problems,
        ));
        Some(Self {
            edit: edit.clone(),
            marks,
            lines,
        })
    }
}

fn lines(changes: &[Change]) -> Vec<String> {
    let (followed, own): (Vec<&Change>, Vec<&Change>) = changes
        .iter()
        .partition(|change| change.kind == ChangeKind::Followed);
    let mut lines: Vec<String> = own
        .iter()
        .take(MOST_LINES)
        .map(|change| line(change))
        .collect();
    if own.len() > MOST_LINES {
        lines
            .push(tr!("preview-and-more", layers = %counted(own.len() - MOST_LINES, "more layer")));
    }
    match followed.as_slice() {
        [] => {}
        [only] => lines.push(format!("{}: {}", only.name, only.words())),
        several => lines.push(tr!("other-shapes", count = %several.len())),
    }
    lines
}

fn line(change: &Change) -> String {
    match change.kind {
        ChangeKind::Added => tr!("preview-new", name = %change.name, layer = %change.layer),
        ChangeKind::Removed => tr!("preview-gone", name = %change.name, layer = %change.layer),
        ChangeKind::Changed | ChangeKind::Followed => {
            format!("{}: {}", change.name, change.words())
        }
    }
}

fn problems_line(before: &[Problem], after: &[Problem]) -> String {
    match (before.len(), after.len()) {
        (_, 0) => tr!("no-problems-left"),
        (before, after) if after < before => {
            tr!("problems-left", after = after, before = before)
        }
        (_, after) => tr!("problems-then", after = after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Place;
    use crate::project::preset;

    #[test]
    fn a_preview_tells_what_would_change_and_changes_nothing() {
        let document = Document::unsaved(preset("happy_model").unwrap().project.clone());
        let mut nodes = document.graph().body.nodes.iter();
        let conv = nodes.find(|(_, node)| node.name == "conv0").unwrap();
        let edit = Edit::Set {
            place: Place::Root,
            nodes: vec![*conv.0],
            key: "filters".to_owned(),
            value: Some(8.into()),
        };
        let graph = document.graph().clone();
        let preview = Preview::of(&edit, &document).unwrap();
        assert!(preview.lines[0].starts_with("conv0: filters 32 → 8"));
        assert_eq!(
            preview.lines.last().unwrap(),
            "Then there are no problems left"
        );
        assert_eq!(*document.graph(), graph);
        assert!(preview.marks.len() >= 4);
    }
}
