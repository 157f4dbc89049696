//! What is looked for on the canvas, what was found, and what is to become of it.

use crate::app::command::{DocumentId, What};
use crate::app::document::{Document, MarkKind, Marks, NodeMark};
use crate::graph::find::{Change, Query, Reach, Replacement, Searched, plan};
use crate::graph::{Graph, Node, NodePath};
use crate::layer::SettingSpec;

/// The search in the bar over the canvas. Its text stays while the bar is closed.
#[derive(Debug, Default)]
pub struct Search {
    /// Whether the bar shows.
    pub is_open: bool,
    /// How often the user has called for it; each time its field takes the keyboard.
    pub calls: u32,
    /// What was typed.
    pub text: String,
    /// Why nothing can be found, as a sentence.
    pub fault: Option<String>,
    /// What was found, in the order of the network.
    pub found: Vec<NodePath>,
    /// Which of these the user went to.
    pub current: Option<usize>,
    /// What is to become of them, while the second row shows.
    pub replacing: Option<Replacing>,
    marks: Marks,
    /// The document that it was found in, its revision, and its network.
    seen: Option<(DocumentId, u64, Graph)>,
}

/// The second row of the bar: one change for everything that was found.
#[derive(Debug, Clone, Default)]
pub struct Replacing {
    /// What changes; `None` until somebody has chosen.
    pub what: Option<What>,
    /// The new value, as it was typed.
    pub text: String,
    /// Whom a change inside of a block concerns.
    pub reach: Reach,
    /// The settings that something found has.
    pub settings: Vec<&'static SettingSpec>,
    /// What would be done, or why nothing can be; `None` while something is still to be said.
    pub plan: Option<Result<Replacement, String>>,
    /// Whether blocks that were not found would change too.
    pub reaches_others: bool,
}

impl Search {
    /// Looks for something else.
    pub(in crate::app) fn look_for(&mut self, text: String, document: &Document) {
        self.text = text;
        self.current = None;
        self.seen = None;
        self.refresh(document);
    }

    /// Looks anew where the network has changed.
    pub(in crate::app) fn refresh(&mut self, document: &Document) {
        if self.is_open && !self.has_seen(document) {
            self.find(document);
            self.plan(document);
        }
    }

    /// Goes `forward` to the next of what was found, or back to the one before; gives its place.
    pub(in crate::app) fn step(&mut self, forward: bool) -> Option<NodePath> {
        let count = self.found.len();
        let last = count.checked_sub(1)?;
        let next = match self.current {
            None if forward => 0,
            None => last,
            Some(current) if forward => (current + 1) % count,
            Some(current) => current.checked_sub(1).unwrap_or(last),
        };
        self.current = Some(next);
        self.mark();
        self.found.get(next).cloned()
    }

    /// Works out anew what would be done.
    pub(in crate::app) fn plan(&mut self, document: &Document) {
        let Some(replacing) = &mut self.replacing else {
            return;
        };
        replacing.settings = settings_of(document.graph(), &self.found);
        let change = replacing.change();
        let planned = |reach| {
            let change = change.as_ref()?;
            Some(plan(searched(document), &self.found, change, reach))
        };
        let everywhere = planned(Reach::Definitions);
        replacing.reaches_others = matches!(&everywhere, Some(Ok(plan)) if plan.others > 0);
        replacing.plan = match replacing.reach {
            Reach::Definitions => everywhere,
            Reach::OnlyFound => planned(Reach::OnlyFound),
        };
    }

    /// What the canvas points out.
    pub fn marks(&self) -> Option<&Marks> {
        (self.is_open && !self.found.is_empty()).then_some(&self.marks)
    }

    fn has_seen(&self, document: &Document) -> bool {
        let (now, graph) = (document.revision(), document.graph());
        self.seen.as_ref().is_some_and(|(id, then, seen)| {
            (*id, *then) == (document.id(), now)
                && seen.body.is_same(&graph.body)
                && seen.blocks.ptr_eq(&graph.blocks)
        })
    }

    fn find(&mut self, document: &Document) {
        let here = self
            .current
            .and_then(|current| self.found.get(current).cloned());
        (self.found, self.fault) = match Query::parse(&self.text) {
            Ok(query) => (
                query.find(searched(document)),
                query.stranger(document.graph()),
            ),
            Err(fault) => (Vec::new(), Some(fault.to_string())),
        };
        self.current = here.and_then(|here| self.found.iter().position(|path| *path == here));
        self.seen = Some((document.id(), document.revision(), document.graph().clone()));
        self.mark();
    }

    fn mark(&mut self) {
        let mark = |(index, path): (usize, &NodePath)| {
            let mark = NodeMark {
                kind: MarkKind::Found,
                words: String::new(),
                is_first: self.current == Some(index),
            };
            (path.clone(), mark)
        };
        self.marks = self.found.iter().enumerate().map(mark).collect();
    }
}

impl Replacing {
    /// The change, once everything about it is said.
    fn change(&self) -> Option<Change> {
        let typed = || Some(self.text.clone()).filter(|text| !text.trim().is_empty());
        Some(match self.what.clone()? {
            What::Kind(kind) => Change::Become(kind),
            What::Setting(key) => Change::Set {
                key,
                text: typed()?,
            },
        })
    }
}

fn searched(document: &Document) -> Searched<'_> {
    Searched {
        graph: document.graph(),
        inference: document.inference(),
        problems: document.problems(),
    }
}

/// Every setting that one of the layers at `paths` has, each once.
fn settings_of(graph: &Graph, paths: &[NodePath]) -> Vec<&'static SettingSpec> {
    let mut settings: Vec<&'static SettingSpec> = Vec::new();
    let layers = paths
        .iter()
        .filter_map(|path| graph.node(path).and_then(Node::layer));
    for setting in layers.flat_map(|layer| layer.kind.entry().settings) {
        if settings.iter().all(|known| known.key != setting.key) {
            settings.push(setting);
        }
    }
    settings
}
