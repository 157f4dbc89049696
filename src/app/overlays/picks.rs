//! What comes behind the selected node, where a wire from it goes, which of its wires is removed: lists to pick from.

use crate::app::command::{Command, Commands, NetworkCommand, Overlay, PaletteItem, WindowCommand};
use crate::app::fuzzy;
use crate::app::palette::{self, items};
use crate::app::pick::{PickList, Pickable};
use crate::app::state::State;
use crate::graph::{
    Body, Edit, FittingPort, Graph, NodeId, NodePath, Place, fitting_ports, free_ports, takes,
};
use crate::layer::Family;
use crate::text::say;
use crate::tr;
use egui::Ui;
use std::borrow::Cow;

/// The list's width in points.
const WIDTH: f32 = 320.0;

/// The list that is open.
#[derive(Debug, Default)]
pub struct Picks {
    list: Option<PickList<Choice>>,
}

/// One line: what it says, and the command that it stands for.
#[derive(Debug, Clone)]
struct Choice {
    name: String,
    /// What a search looks in first, where that is only a part of the name.
    input: Option<String>,
    summary: Cow<'static, str>,
    family: Option<Family>,
    /// What speaks against it.
    doubt: Option<&'static str>,
    command: Command,
}

/// The shapes do not fit: it can be done all the same, and the network says what it then lacks.
const SHAPES_DIFFER: &str = "shapes-do-not-fit-yet";
/// Another wire would have to go.
const TAKEN: &str = "input-taken";

impl Pickable for Choice {
    fn name(&self) -> &str {
        &self.name
    }

    fn summary(&self) -> Cow<'static, str> {
        self.summary.clone()
    }

    fn family(&self) -> Option<Family> {
        self.family
    }

    fn distance(&self, query: &str) -> Option<usize> {
        match &self.command {
            // Layers are found by their names in other programs and languages, too.
            Command::Network(NetworkCommand::Add(item)) => palette::distance(item, query),
            // What would have to go is no part of where the wire goes: all inputs of a layer fit its name alike.
            _ => {
                let input = self.input.as_ref().unwrap_or(&self.name);
                fuzzy::distance(query, input).or_else(|| fuzzy::distance(query, &self.name))
            }
        }
    }

    fn doubt(&self) -> Option<&str> {
        self.doubt
    }

    fn waits_for_search(&self) -> bool {
        self.doubt.is_some() && matches!(self.command, Command::Network(NetworkCommand::Add(_)))
    }
}

impl Picks {
    /// Paints the list that `overlay` stands for.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        overlay: &Overlay,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let list = self.list.get_or_insert_with(|| list(overlay, state));
        if let Some(choice) = list.ui(ui, WIDTH) {
            commands.send(WindowCommand::CloseOverlay);
            commands.send(choice.command);
        }
    }

    /// Forgets the list.
    pub fn reset(&mut self) {
        self.list = None;
    }
}

fn list(overlay: &Overlay, state: State<'_>) -> PickList<Choice> {
    let selected = state.document.selection.single();
    let name = selected.and_then(|path| Some(state.document.graph().node(path)?.name.clone()));
    let name = name.unwrap_or_default();
    match (overlay, selected) {
        (Overlay::ConnectTo, Some(path)) => PickList::new(
            tr!("connect-name-to", name = %name),
            say("no-input-left"),
            ports(path, state),
        ),
        (Overlay::Disconnect, Some(path)) => PickList::new(
            tr!("disconnect-name", name = %name),
            say("no-wire-here"),
            wires(path, state),
        ),
        _ => {
            let title = match selected {
                Some(_) => tr!("add-after-name", name = %name),
                None => tr!("add-a-layer"),
            };
            PickList::new(title, say("no-layer-has-name"), layers(state))
        }
    }
}

/// Everything that can be added, as from the palette: what could come behind the selected node first.
fn layers(state: State<'_>) -> Vec<Choice> {
    let (graph, inference) = (state.document.graph(), state.document.inference());
    let selected = state.document.selection.single();
    let shape = selected.and_then(|path| inference.output_shape(path));
    let fits = |item: &PaletteItem| selected.is_none() || takes(graph, &item.content(), shape);
    let choice = items(state).map(|item| Choice {
        name: item.name().to_owned(),
        input: None,
        summary: item.summary(),
        family: Some(item.family()),
        doubt: (!fits(&item)).then(|| say(SHAPES_DIFFER)),
        command: Command::Network(NetworkCommand::Add(item)),
    });
    choice.collect()
}

/// Every input that a wire from the node at `path` may go to: free ones before those whose wire would have to go, whether
/// their shapes fit or not.
fn ports(path: &NodePath, state: State<'_>) -> Vec<Choice> {
    let graph = state.document.graph();
    let Some((place, from, body)) = around(graph, path) else {
        return Vec::new();
    };
    let fitting = fitting_ports(graph, state.document.inference(), path);
    let mut found = fitting.clone();
    found.extend(free_ports(graph, path).filter(|port| !fitting.contains(port)));
    found.sort_by_key(|port| port.instead_of.is_some());
    let choice = found.into_iter().map(|found| {
        let doubt = match found.instead_of {
            Some(_) => Some(say(TAKEN)),
            None => (!fitting.contains(&found)).then(|| say(SHAPES_DIFFER)),
        };
        let FittingPort {
            to,
            port,
            instead_of,
        } = found;
        let input = port_words(graph, body, to, port);
        let name = match instead_of {
            None => input.clone(),
            Some(other) => tr!(
                "input-instead-of",
                input = &input,
                name = name_of(body, other)
            ),
        };
        let edit = Edit::Connect {
            place: place.clone(),
            from,
            to,
            port: Some(port),
        };
        Choice {
            doubt,
            input: Some(input),
            ..wire_choice(name, say("draw-wire-to-input"), edit, body, to)
        }
    });
    choice.collect()
}

/// Every wire that enters or leaves the node at `path`.
fn wires(path: &NodePath, state: State<'_>) -> Vec<Choice> {
    let graph = state.document.graph();
    let Some((place, id, body)) = around(graph, path) else {
        return Vec::new();
    };
    let touching = body
        .wires()
        .filter(|(from, to, _)| [*from, *to].contains(&id));
    let choice = touching.map(|(from, to, port)| {
        let (name, other) = if to == id {
            (tr!("pick-from", name = %name_of(body, from)), from)
        } else {
            (
                tr!("pick-to", port = %port_words(graph, body, to, port)),
                to,
            )
        };
        let edit = Edit::Disconnect {
            place: place.clone(),
            to,
            port,
        };
        wire_choice(name, say("remove-this-wire"), edit, body, other)
    });
    choice.collect()
}

fn wire_choice(
    name: String,
    summary: &'static str,
    edit: Edit,
    body: &Body,
    other: NodeId,
) -> Choice {
    let layer = body.node(other).and_then(|node| node.layer());
    Choice {
        input: None,
        name,
        summary: summary.into(),
        family: layer.map(|spec| spec.kind.entry().family),
        doubt: None,
        command: Command::Network(NetworkCommand::Edit(edit)),
    }
}

fn around<'a>(graph: &'a Graph, path: &NodePath) -> Option<(Place, NodeId, &'a Body)> {
    let (place, id) = graph.locate(path)?;
    let body = graph.body_of(&place)?;
    Some((place, id, body))
}

fn name_of(body: &Body, id: NodeId) -> &str {
    body.node(id).map_or("", |node| &node.name)
}

/// "fc" where the node takes one input only, else "add, input 2".
fn port_words(graph: &Graph, body: &Body, id: NodeId, port: usize) -> String {
    let most = body
        .node(id)
        .and_then(|node| graph.input_limits(&node.content).1);
    match most {
        Some(1) => name_of(body, id).to_owned(),
        _ => tr!("input-of-name", name = %name_of(body, id), number = %port + 1),
    }
}
