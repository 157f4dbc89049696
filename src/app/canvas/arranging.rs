//! Placing nodes anew: all of them or the selected ones, in either direction. A large network is laid out on a thread
//! of its own; the window goes on meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{TryRecvError, sync_channel};
use std::thread;

use super::notes::follow;
use super::scene::measure::NODE;
use crate::app::canvas::memory::{Canvas, Scope, UnderWay};
use crate::app::command::{CanvasCommand, Commands, WindowCommand};
use crate::app::state::State;
use crate::diagram::{Wrap, arrangement};
use crate::graph::edit::fragment;
use crate::graph::{Direction, Edit, Graph, NodeId, Place};
use crate::message;
use crate::text::Message;

/// From this many nodes on, the layout is found on a thread of its own: a tangle of them may take longer than a frame.
const MANY: usize = 100;

impl Canvas {
    /// Asks for nodes to be placed anew.
    pub(super) fn arrange(&mut self, scope: Scope) {
        self.arranging.wish = Some(scope);
    }

    /// Whether a layout is being found.
    pub fn is_arranging(&self) -> bool {
        self.arranging.under_way.is_some()
    }

    /// Begins to find the layout that is asked for, and takes what has been found.
    pub(super) fn take_arrangement(
        &mut self,
        ctx: &egui::Context,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        if let Some(scope) = self.arranging.wish.take() {
            let task = Task::new(scope, state);
            if task.node_count() < MANY {
                self.place_found(scope, task.edit(), commands);
            } else {
                match begin(ctx, scope, state, task) {
                    Ok(under_way) => self.arranging.under_way = Some(under_way),
                    Err(fault) => commands.send(WindowCommand::Complain(fault)),
                }
            }
        }
        let Some(under_way) = self.arranging.under_way.take() else {
            return;
        };
        match under_way.found.try_recv() {
            // The network has changed meanwhile: what was found no longer fits.
            Ok(_) if under_way.revision != state.document.revision() => {
                self.arranging.wish = Some(under_way.scope);
                ctx.request_repaint();
            }
            Ok(edit) => self.place_found(under_way.scope, edit, commands),
            Err(TryRecvError::Empty) => self.arranging.under_way = Some(under_way),
            Err(TryRecvError::Disconnected) => {
                let message = message!("network-not-laid-out");
                commands.send(WindowCommand::Complain(message));
            }
        }
    }

    fn place_found(&mut self, scope: Scope, edit: Option<Edit>, commands: &mut Commands) {
        let Some(edit) = edit else {
            let message = message!("no-arranging-across-blocks");
            commands.send(WindowCommand::Complain(message));
            return;
        };
        commands.send(edit);
        if !self.unfolded.spread.is_empty() {
            self.deferred.push(CanvasCommand::OpenBlocks);
        }
        if scope != Scope::Selection {
            self.deferred.push(CanvasCommand::Fit);
        }
    }
}

/// Begins to find a layout on a thread of its own.
///
/// # Errors
/// A sentence where the system gives no thread.
fn begin(
    ctx: &egui::Context,
    scope: Scope,
    state: State<'_>,
    task: Task,
) -> Result<UnderWay, Message> {
    let (sender, found) = sync_channel(1);
    let ctx = ctx.clone();
    let work = move || {
        // The window may have lost interest, and that is fine.
        drop(sender.send(task.edit()));
        ctx.request_repaint();
    };
    let thread = thread::Builder::new().name("layout".to_owned());
    thread
        .spawn(work)
        .map_err(|error| message!("no-thread-for-layout", error = %error))?;
    Ok(UnderWay {
        scope,
        revision: state.document.revision(),
        found,
    })
}

/// Everything that the layout needs to know.
struct Task {
    graph: Graph,
    /// The bodies to be placed, with the nodes of each; all of them without.
    bodies: Vec<(Place, Option<BTreeSet<NodeId>>)>,
    direction: Option<Direction>,
    label: Message,
}

impl Task {
    fn new(scope: Scope, state: State<'_>) -> Self {
        let graph = state.document.graph().clone();
        let selected = state
            .document
            .selection
            .iter()
            .filter_map(|path| graph.locate(path));
        let mut selected_in: BTreeMap<Place, BTreeSet<NodeId>> = BTreeMap::new();
        for (place, id) in selected {
            selected_in.entry(place).or_default().insert(id);
        }
        let blocks = graph.blocks.keys().cloned().map(Place::Block);
        let (bodies, direction, label) = match scope {
            Scope::Selection if selected_in.len() > 1 => {
                (Vec::new(), None, message!("edit-arrange"))
            }
            Scope::Selection => {
                let count: usize = selected_in.values().map(BTreeSet::len).sum();
                let bodies = selected_in
                    .into_iter()
                    .map(|(place, ids)| (place, Some(ids)));
                let label = message!("edit-arrange-many", count = count);
                (bodies.collect(), None, label)
            }
            // Inside a block, where something of it is selected.
            Scope::All(None) => {
                let place = selected_in.into_keys().find(|place| *place != Place::Root);
                let level = || graph.place_in(state.document.level());
                let place = place.or_else(level).unwrap_or(Place::Root);
                (vec![(place, None)], None, message!("edit-arrange"))
            }
            Scope::All(Some(direction)) => {
                let all = std::iter::once(Place::Root).chain(blocks);
                let label = match direction {
                    Direction::TopToBottom => message!("edit-flow-down"),
                    Direction::LeftToRight => message!("edit-flow-right"),
                };
                let bodies = all.map(|place| (place, None)).collect();
                (bodies, Some(direction), label)
            }
        };
        Self {
            graph,
            bodies,
            direction,
            label,
        }
    }

    fn node_count(&self) -> usize {
        let bodies = self.bodies.iter();
        let counts = bodies.filter_map(|(place, ids)| match ids {
            Some(ids) => Some(ids.len()),
            None => Some(self.graph.body_of(place)?.nodes.len()),
        });
        counts.sum()
    }

    /// The edit that places the nodes anew; `None` where there are none that could be placed together.
    fn edit(&self) -> Option<Edit> {
        let mut edits = Vec::new();
        for (place, ids) in &self.bodies {
            if let Some(direction) = self.direction {
                edits.push(Edit::Turn {
                    place: place.clone(),
                    direction,
                });
            }
            edits.extend(self.placed(place, ids.as_ref()));
        }
        (!edits.is_empty()).then(|| Edit::Many {
            label: self.label.clone(),
            edits,
        })
    }

    /// The edits that place nodes of one body, straighten their wires, and leave the upper left corner where it was.
    fn placed(&self, place: &Place, ids: Option<&BTreeSet<NodeId>>) -> Vec<Edit> {
        let part = match ids {
            Some(ids) => fragment(&self.graph, place, ids).body,
            None => match self.graph.body_of(place) {
                Some(body) => body.clone(),
                None => return Vec::new(),
            },
        };
        let mut body = part;
        if let Some(direction) = self.direction {
            body.drawing.direction = direction;
        }
        let corner = |positions: &mut dyn Iterator<Item = [f32; 2]>| {
            positions.fold([f32::INFINITY; 2], |corner, [x, y]| {
                [corner[0].min(x), corner[1].min(y)]
            })
        };
        // A block is short, and its frame is to show which way it runs.
        let wrap = match place {
            Place::Root => Wrap::Page,
            Place::Block(_) => Wrap::Never,
        };
        let mut found = arrangement(&body, |_| NODE.into(), wrap);
        if ids.is_some() {
            let before = corner(&mut body.nodes.values().map(|node| node.position));
            let after = corner(&mut found.positions.iter().map(|(_, position)| *position));
            let by = [before[0] - after[0], before[1] - after[1]];
            found.shift(by, body.drawing.direction);
        }
        let straighten = body.drawing.bends.keys().map(|(from, to)| Edit::Bend {
            place: place.clone(),
            from: *from,
            to: *to,
            points: Vec::new(),
        });
        let mut edits: Vec<Edit> = straighten.collect();
        if let Some(whole) = self.graph.body_of(place) {
            edits.extend(follow(whole, place, &found.positions));
        }
        edits.push(Edit::Move {
            place: place.clone(),
            positions: found.positions,
        });
        edits.push(Edit::Lay {
            place: place.clone(),
            ways: found.ways,
        });
        edits
    }
}
