//! Something that somebody might do to a network: every kind of edit, on any node, with values that fit or do not.

use std::collections::BTreeSet;

use netsmith::graph::edit::{
    IncomingWire, NewParameter, NoteChange, ParameterChange, fragment_with_notes, parameterize,
    suggest_block,
};
use netsmith::graph::{
    BlockCall, Body, Content, Direction, Edit, Graph, Node, NodeId, Note, NoteId, NoteKind, Place,
    Port, Tint, Way,
};
use netsmith::layer::{LayerSpec, Value, catalog};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Something that somebody might do, before it is known to which network.
#[derive(Clone, Debug)]
pub struct Gesture {
    kind: usize,
    place: Index,
    nodes: [Index; 3],
    pick: Index,
    flag: bool,
    value: Option<Value>,
    name: String,
    position: [f32; 2],
}

const GESTURE_KINDS: usize = 32;

pub fn gesture() -> impl Strategy<Value = Gesture> {
    let nodes = [any::<Index>(), any::<Index>(), any::<Index>()];
    (
        0..GESTURE_KINDS,
        any::<Index>(),
        nodes,
        any::<Index>(),
        any::<bool>(),
        prop::option::weighted(0.9, value()),
        name(),
        [coordinate(), coordinate()],
    )
        .prop_map(
            |(kind, place, nodes, pick, flag, value, name, position)| Gesture {
                kind,
                place,
                nodes,
                pick,
                flag,
                value,
                name,
                position,
            },
        )
}

/// Values that fit somewhere, fit nowhere, or lie beyond every bound.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        (0..8_i64).prop_map(Value::Int),
        any::<i64>().prop_map(Value::Int),
        any::<bool>().prop_map(Value::Bool),
        select(vec![0.0, 0.25, -1.0, 1e300, f64::NAN, f64::INFINITY]).prop_map(Value::Float),
        prop::collection::vec(0..70_i64, 0..5).prop_map(Value::List),
        prop::collection::vec(any::<i64>(), 0..4).prop_map(Value::List),
        select(vec![
            "same",
            "valid",
            "relu",
            "softmax",
            "",
            "=",
            "=f",
            "=filters[0]",
            "=filters[9]",
            "=s*1000000000000",
            "={",
            "{stage}",
            "=1/0",
            "手",
        ])
        .prop_map(Value::from),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let given = [
        "conv1",
        "res{stage}{block}_x",
        "{",
        "",
        " ",
        "a/b",
        "手势",
        "activation",
        "res2a_branch2a",
        "\u{7}",
    ];
    prop_oneof![
        4 => select(given.to_vec()).prop_map(str::to_owned),
        1 => Just("long".repeat(25)),
        1 => any::<String>(),
    ]
}

fn coordinate() -> impl Strategy<Value = f32> {
    prop_oneof![
        8 => -1e4_f32..1e4,
        1 => select(vec![f32::NAN, f32::INFINITY, f32::MAX, f32::MIN]),
    ]
}

impl Gesture {
    /// What the gesture means on `graph`; `None` where there is nothing to do it to.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of edit")]
    pub fn edit(&self, graph: &Graph) -> Option<Edit> {
        let place = self.place(graph);
        let body = graph.body_of(&place)?;
        let ids: Vec<NodeId> = body.nodes.keys().copied().collect();
        let [one, two, three] =
            (!ids.is_empty()).then(|| self.nodes.map(|index| *index.get(&ids)))?;
        let content = self.content(graph);
        Some(match self.kind {
            0 => Edit::Add {
                place,
                node: self.node(content, one),
            },
            1 => Edit::InsertAfter {
                place,
                after: one,
                content,
                position: None,
            },
            2 => Edit::InsertOnWire {
                place,
                to: one,
                port: self.pick.index(2),
                content,
                position: self.flag.then_some(self.position),
            },
            3 => Edit::Remove {
                place,
                nodes: BTreeSet::from([one, two]),
                rejoin: self.flag,
            },
            4 => Edit::Connect {
                place,
                from: one,
                to: two,
                port: self.flag.then(|| self.pick.index(3)),
            },
            5 => Edit::Disconnect {
                place,
                to: one,
                port: self.pick.index(2),
            },
            6 => Edit::Move {
                place,
                positions: vec![(one, self.position)],
            },
            7 => Edit::Rename {
                place,
                node: one,
                name: self.name.clone(),
            },
            8 => Edit::Set {
                place,
                key: self.key(graph.body_of(&Place::Root)?),
                nodes: ids,
                value: self.value.clone(),
            },
            9 => self.set_one(place, body.node(one)?, one)?,
            10 => Edit::Replace {
                place,
                node: one,
                content,
            },
            11 => Edit::Paste {
                fragment: fragment_with_notes(
                    graph,
                    &place,
                    &BTreeSet::from([one, two, three]),
                    &body.drawing.notes.keys().take(1).copied().collect(),
                ),
                place,
                offset: self.position,
                incoming: vec![IncomingWire {
                    from: three,
                    to: one,
                    port: self.pick.index(3),
                }],
            },
            12 => self.define(graph)?,
            13 => Edit::Undefine {
                name: self.block(graph)?,
            },
            14 => Edit::Bypass {
                place,
                nodes: BTreeSet::from([one, two]),
                is_on: self.flag,
            },
            15 => Edit::Bend {
                from: body.node(one)?.inputs.first().copied().unwrap_or(two),
                place,
                to: one,
                points: if self.flag {
                    vec![self.position]
                } else {
                    Vec::new()
                },
            },
            16 => Edit::Turn {
                place,
                direction: if self.flag {
                    Direction::TopToBottom
                } else {
                    Direction::LeftToRight
                },
            },
            17 => Edit::Ungroup { place, node: one },
            18 => Edit::Detach {
                place,
                nodes: BTreeSet::from(if self.flag { [one, one] } else { [one, two] }),
            },
            19 => Edit::RenameBlock {
                block: self.block(graph)?,
                name: self.name.clone(),
            },
            20 => Edit::Repeat {
                place,
                nodes: self.row(body, one),
                count: self.pick.index(5),
            },
            21 | 22 => self.make_block(graph, place, self.row(body, one)),
            23 => self.make_parameter(graph)?,
            28 => Edit::Splice {
                place,
                node: one,
                to: two,
                port: self.pick.index(2),
            },
            29 | 30 => self.change_parameter(graph)?,
            31 => Edit::Lay {
                ways: vec![(
                    (body.node(one)?.inputs.first().copied().unwrap_or(two), one),
                    Way {
                        ends: [self.position; 2],
                        strips: vec![[0.0, 40.0]],
                        turns: vec![vec![self.position[0]]],
                        ..Way::default()
                    },
                )],
                place,
            },
            _ => self.note_edit(place, body),
        })
    }

    /// Something that is done to comments and frames.
    fn note_edit(&self, place: Place, body: &Body) -> Edit {
        let ids: Vec<NoteId> = body.drawing.notes.keys().copied().collect();
        if self.kind == 24 || ids.is_empty() {
            return Edit::AddNote {
                place,
                note: self.note(),
            };
        }
        let note = *self.pick.get(&ids);
        let other = *self.nodes[0].get(&ids);
        match self.kind {
            25 => Edit::ChangeNote {
                place,
                note,
                change: match self.nodes[1].index(3) {
                    0 => NoteChange::Text(self.name.clone()),
                    1 => NoteChange::Tint(*self.nodes[2].get(&Tint::ALL)),
                    _ => NoteChange::Bounds(self.position, [self.position[1], 90.0]),
                },
            },
            26 => Edit::MoveNotes {
                place,
                positions: vec![(note, self.position), (other, [0.0, 0.0])],
            },
            _ => Edit::RemoveNotes {
                place,
                notes: BTreeSet::from([note, other]),
            },
        }
    }

    fn note(&self) -> Note {
        Note {
            kind: if self.flag {
                NoteKind::Frame
            } else {
                NoteKind::Comment
            },
            text: self.name.clone(),
            position: self.position,
            size: [300.0, self.position[0].abs()],
            tint: *self.nodes[2].get(&Tint::ALL),
        }
    }

    fn place(&self, graph: &Graph) -> Place {
        let blocks = graph.blocks.keys().cloned().map(Place::Block);
        let places: Vec<Place> = std::iter::once(Place::Root).chain(blocks).collect();
        self.place.get(&places).clone()
    }

    fn block(&self, graph: &Graph) -> Option<String> {
        let names: Vec<&String> = graph.blocks.keys().collect();
        (!names.is_empty()).then(|| (*self.pick.get(&names)).clone())
    }

    fn content(&self, graph: &Graph) -> Content {
        let layer = LayerSpec::new(self.pick.get(catalog()).kind);
        let block = self.block(graph).map(|block| BlockCall {
            block,
            arguments: Default::default(),
        });
        match (self.nodes[2].index(5), block) {
            (0, _) => Content::Port(if self.flag { Port::Input } else { Port::Output }),
            (1 | 2, Some(call)) => Content::Block(call),
            _ => Content::Layer(layer),
        }
    }

    fn node(&self, content: Content, input: NodeId) -> Node {
        Node {
            name: self.name.clone(),
            position: self.position,
            content,
            inputs: if self.flag { vec![input] } else { Vec::new() },
        }
    }

    /// A setting that some layer of `body` has.
    fn key(&self, body: &Body) -> String {
        let specs = body.nodes.values().filter_map(|node| node.layer());
        let keys: Vec<&str> = specs
            .flat_map(|spec| spec.kind.entry().settings)
            .map(|setting| setting.key)
            .collect();
        if keys.is_empty() {
            String::new()
        } else {
            (*self.pick.get(&keys)).to_owned()
        }
    }

    fn set_one(&self, place: Place, node: &Node, id: NodeId) -> Option<Edit> {
        let value = self.value.clone();
        match &node.content {
            Content::Layer(spec) => {
                let settings = spec.kind.entry().settings;
                let key = (!settings.is_empty()).then(|| self.pick.get(settings).key.to_owned())?;
                Some(Edit::Set {
                    place,
                    nodes: vec![id],
                    key,
                    value,
                })
            }
            Content::Block(_) => {
                let parameter = self
                    .pick
                    .get(&["f", "filters", "stage", "block", "s", "no"]);
                Some(Edit::SetArgument {
                    place,
                    node: id,
                    parameter: (*parameter).to_owned(),
                    value,
                })
            }
            Content::Port(_) => None,
        }
    }

    /// Some nodes behind each other, as somebody would choose them for a block.
    fn row(&self, body: &Body, last: NodeId) -> BTreeSet<NodeId> {
        let mut row = BTreeSet::from([last]);
        let mut id = last;
        for _ in 0..self.nodes[1].index(8) {
            let Some(before) = body.node(id).and_then(|node| node.inputs.first()) else {
                break;
            };
            row.insert(*before);
            id = *before;
        }
        row
    }

    /// A block with the parameters that are found, or with one that somebody marked.
    fn make_block(&self, graph: &Graph, place: Place, nodes: BTreeSet<NodeId>) -> Edit {
        let found = suggest_block(graph, &place, &nodes)
            .map(|found| found.parameters)
            .unwrap_or_default();
        let marked = nodes.first().map(|id| NewParameter {
            name: self.name.clone(),
            settings: vec![(*id, "filters".to_owned())],
        });
        let parameters = if self.pick.index(4) == 0 {
            marked.into_iter().collect()
        } else {
            found
        };
        Edit::MakeBlock {
            place,
            nodes,
            name: self.name.clone(),
            parameters,
            with_repeats: self.flag,
        }
    }

    fn make_parameter(&self, graph: &Graph) -> Option<Edit> {
        let block = self.block(graph)?;
        let body = graph.body_of(&Place::Block(block.clone()))?;
        let ids: Vec<NodeId> = body.nodes.keys().copied().collect();
        let id = (!ids.is_empty()).then(|| *self.nodes[0].get(&ids))?;
        let key = self
            .pick
            .get(&["filters", "kernel_size", "padding", "strides", "activation"]);
        parameterize(graph, &block, (id, key), None).ok()
    }

    /// A parameter with another name, place or default, or none any more.
    fn change_parameter(&self, graph: &Graph) -> Option<Edit> {
        let block = self.block(graph)?;
        let parameters = &graph.blocks.get(&block)?.parameters;
        let known = (!parameters.is_empty()).then(|| self.nodes[0].get(parameters))?;
        let change = match self.nodes[1].index(5) {
            0 => ParameterChange::Name(self.name.clone()),
            1 => ParameterChange::Name("renamed".to_owned()),
            2 => ParameterChange::Place(self.nodes[2].index(6)),
            3 => ParameterChange::Default(self.value.clone()?),
            _ => ParameterChange::Remove,
        };
        Some(Edit::ChangeParameter {
            block,
            parameter: known.name.clone(),
            change,
        })
    }

    /// A block under a new name, or with the inside of another one.
    fn define(&self, graph: &Graph) -> Option<Edit> {
        let name = if self.flag {
            self.name.clone()
        } else {
            self.block(graph)?
        };
        let definitions: Vec<_> = graph.blocks.values().collect();
        let definition = (!definitions.is_empty()).then(|| *self.nodes[0].get(&definitions))?;
        Some(Edit::Define {
            name,
            definition: definition.as_ref().clone(),
        })
    }
}
