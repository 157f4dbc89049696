//! Changing the parameters of a block, and the notes that go into one.

use super::*;
use crate::graph::{BlockDefinition, Direction, Note, NoteId, NoteKind, Parameter, Tint};

fn change(block: &str, parameter: &str, change: ParameterChange) -> Edit {
    Edit::ChangeParameter {
        block: block.to_owned(),
        parameter: parameter.to_owned(),
        change,
    }
}

fn layer_node(name: &str, spec: LayerSpec, inputs: Vec<NodeId>) -> Arc<Node> {
    let node = Node {
        name: name.to_owned(),
        position: [0.0, 100.0 * inputs.len() as f32],
        content: Content::Layer(spec),
        inputs,
    };
    Arc::new(node)
}

fn port_node(port: Port, inputs: Vec<NodeId>) -> Arc<Node> {
    let name = match port {
        Port::Input => "in",
        Port::Output => "out",
    };
    let node = Node {
        name: name.to_owned(),
        position: [0.0, 0.0],
        content: Content::Port(port),
        inputs,
    };
    Arc::new(node)
}

/// `outer(w, tag)` holds `inner(width, tag)` with `width = =w * 2`; two instances of `outer` with different tags.
#[expect(clippy::too_many_lines, reason = "a network, node by node")]
fn nested() -> Graph {
    let mut graph = chain([LayerSpec::new(Kind::Input), LayerSpec::new(Kind::Flatten)]);
    let parameter = |name: &str, default: Value| Parameter {
        name: name.to_owned(),
        default,
        help: String::new(),
    };
    let conv = LayerSpec::new(Kind::Conv2D)
        .with("filters", "=width")
        .with("padding", "same");
    let mut inner = BlockDefinition {
        parameters: vec![
            parameter("width", Value::Int(4)),
            parameter("tag", Value::from("x")),
        ],
        ..BlockDefinition::default()
    };
    inner
        .body
        .nodes
        .insert(NodeId(0), port_node(Port::Input, vec![]));
    inner
        .body
        .nodes
        .insert(NodeId(1), layer_node("conv{tag}", conv, vec![NodeId(0)]));
    inner
        .body
        .nodes
        .insert(NodeId(2), port_node(Port::Output, vec![NodeId(1)]));
    graph.blocks.insert("inner".to_owned(), Arc::new(inner));
    let mut outer = BlockDefinition {
        parameters: vec![
            parameter("w", Value::Int(3)),
            parameter("tag", Value::from("o")),
        ],
        ..BlockDefinition::default()
    };
    let call = |block: &str, arguments: &[(&str, Value)]| {
        let arguments = arguments.iter().cloned();
        Content::Block(BlockCall {
            block: block.to_owned(),
            arguments: arguments
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        })
    };
    let instance = |name: &str, content: Content, from: u64| Node {
        name: name.to_owned(),
        position: [0.0, 200.0],
        content,
        inputs: vec![NodeId(from)],
    };
    outer
        .body
        .nodes
        .insert(NodeId(0), port_node(Port::Input, vec![]));
    let inside = call(
        "inner",
        &[
            ("width", Value::from("=w * 2")),
            ("tag", Value::from("{tag}_i")),
        ],
    );
    outer
        .body
        .nodes
        .insert(NodeId(1), Arc::new(instance("deep", inside, 0)));
    outer
        .body
        .nodes
        .insert(NodeId(2), port_node(Port::Output, vec![NodeId(1)]));
    graph.blocks.insert("outer".to_owned(), Arc::new(outer));
    for (id, tag) in [(2, "a"), (3, "b")] {
        let content = call("outer", &[("tag", Value::from(tag)), ("w", Value::Int(5))]);
        let node = instance(tag, content, if id == 2 { 0 } else { 2 });
        graph.body.nodes.insert(NodeId(id), Arc::new(node));
    }
    graph
}

fn facts(graph: &Graph) -> Vec<(String, Option<crate::layer::Shape>)> {
    let inference = infer(graph);
    let layers = inference.layers.iter();
    layers
        .map(|layer| (layer.name.to_string(), layer.output_shape))
        .collect()
}

#[test]
fn a_renamed_parameter_is_followed_by_names_settings_arguments_and_inner_blocks() {
    let graph = nested();
    let rename = |to: &str| ParameterChange::Name(to.to_owned());
    let edits = [
        change("outer", "w", rename("breadth")),
        change("outer", "tag", rename("label")),
        change("inner", "width", rename("count")),
        change("inner", "tag", rename("mark")),
    ];
    let after = edits
        .iter()
        .fold(graph.clone(), |graph, edit| edited(&graph, edit));
    assert_eq!(facts(&after), facts(&graph));
    assert_eq!(infer(&after).problems, infer(&graph).problems);
    let text = after.to_json();
    for gone in ["\"w\"", "=w ", "{tag}", "\"tag\"", "width"] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    let arguments = &after
        .body
        .node(NodeId(2))
        .unwrap()
        .call()
        .unwrap()
        .arguments;
    assert_eq!(arguments["breadth"], Value::Int(5));
    let taken = apply(&after, &change("outer", "breadth", rename("label")));
    assert!(taken.unwrap_err().to_string().contains("already"));
    let bad = apply(&after, &change("outer", "breadth", rename("2x")));
    assert!(
        bad.unwrap_err()
            .to_string()
            .contains("begins with no digit")
    );
}

#[test]
fn the_order_of_parameters_changes_and_nothing_else() {
    let graph = nested();
    let after = edited(&graph, &change("outer", "w", ParameterChange::Place(9)));
    let names = after.blocks["outer"].parameters.iter();
    let names: Vec<&str> = names.map(|parameter| parameter.name.as_str()).collect();
    assert_eq!(names, ["tag", "w"]);
    assert_eq!(facts(&after), facts(&graph));
}

#[test]
fn a_default_counts_where_an_instance_says_nothing() {
    let graph = nested();
    let set = |value: Value| change("outer", "w", ParameterChange::Default(value));
    let after = edited(&graph, &set(Value::Int(7)));
    assert_eq!(facts(&after), facts(&graph));
    let unset = Edit::SetArgument {
        place: Place::Root,
        node: NodeId(3),
        parameter: "w".to_owned(),
        value: None,
    };
    let after = edited(&after, &unset);
    let shape = infer(&after).output_shape(&crate::graph::NodePath::root(NodeId(3)));
    assert_eq!(shape, Some(crate::layer::Shape::map(64, 64, 14)));
    for refused in [Value::from("=k"), Value::from("many"), Value::List(vec![1])] {
        assert!(apply(&graph, &set(refused)).is_err());
    }
}

#[test]
fn a_removed_parameter_leaves_the_value_that_all_instances_gave_it() {
    let graph = nested();
    assert_eq!(
        value_put_back(&graph, "outer", "w"),
        Some((Value::Int(5), false))
    );
    let after = edited(&graph, &change("outer", "w", ParameterChange::Remove));
    assert_eq!(facts(&after), facts(&graph));
    let inside = after.blocks["outer"].body.node(NodeId(1)).unwrap();
    assert_eq!(inside.call().unwrap().arguments["width"], Value::Int(10));
    let instance = after.body.node(NodeId(2)).unwrap().call().unwrap();
    assert!(!instance.arguments.contains_key("w"));
    assert_eq!(after.blocks["outer"].parameters.len(), 1);
}

#[test]
fn names_stay_apart_where_the_removed_parameter_kept_them_apart() {
    let graph = nested();
    // Inside of `outer` the instance of `inner` is the only one, but there are two of `outer`.
    let flat = edited(
        &graph,
        &Edit::Rename {
            place: Place::Block("outer".to_owned()),
            node: NodeId(1),
            name: "deep{tag}".to_owned(),
        },
    );
    let (_, differs) = value_put_back(&flat, "outer", "tag").unwrap();
    assert!(differs);
    let after = edited(&flat, &change("outer", "tag", ParameterChange::Remove));
    let inside = after.blocks["outer"].body.node(NodeId(1)).unwrap();
    assert_eq!(inside.name, "deep");
    assert!(!after.to_json().contains("{tag}_i"));
}

fn note(kind: NoteKind, text: &str, position: [f32; 2], size: [f32; 2]) -> Note {
    Note {
        kind,
        text: text.to_owned(),
        position,
        size,
        tint: Tint::Blue,
    }
}

#[test]
fn a_block_takes_its_comments_and_frames_along_and_ungrouping_brings_them_back() {
    let notes = [
        note(NoteKind::Frame, "Middle", [-20.0, 60.0], [280.0, 220.0]),
        note(NoteKind::Comment, "Why?", [250.0, 110.0], [120.0, 60.0]),
        note(NoteKind::Frame, "All", [-60.0, -60.0], [400.0, 700.0]),
        note(NoteKind::Comment, "Far", [900.0, 0.0], [120.0, 60.0]),
    ];
    let graph = notes.into_iter().fold(happy(), |graph, note| {
        let place = Place::Root;
        edited(&graph, &Edit::AddNote { place, note })
    });
    assert_eq!(graph.body.drawing.direction, Direction::TopToBottom);
    let make = Edit::MakeBlock {
        place: Place::Root,
        nodes: [NodeId(1), NodeId(2)].into(),
        name: "middle".to_owned(),
        parameters: Vec::new(),
        with_repeats: false,
    };
    let made = edited(&graph, &make);
    let texts = |body: &Body| -> Vec<String> {
        let notes = body.drawing.notes.values();
        notes.map(|note| note.text.clone()).collect()
    };
    assert_eq!(texts(&made.body), ["All", "Far"]);
    let inside = &made.blocks["middle"].body;
    assert_eq!(texts(inside), ["Middle", "Why?"]);
    let frame = inside.drawing.notes.get(&NoteId(0)).unwrap();
    assert_eq!(crate::graph::held_by(frame, inside).len(), 2);
    let instance = made.body.nodes.keys().next_back().copied().unwrap();
    let ungroup = Edit::Ungroup {
        place: Place::Root,
        node: instance,
    };
    let back = edited(&made, &ungroup);
    let mut there = texts(&back.body);
    there.sort();
    assert_eq!(there, ["All", "Far", "Middle", "Why?"]);
    let frame = back.body.drawing.notes.values();
    let frame = frame
        .into_iter()
        .find(|note| note.text == "Middle")
        .unwrap();
    assert_eq!(crate::graph::held_by(frame, &back.body).len(), 2);
}

#[test]
fn a_replaced_layer_loses_a_name_that_nobody_gave_it() {
    let graph = happy();
    let replace = |id: u64| Edit::Replace {
        place: Place::Root,
        node: NodeId(id),
        content: layer(Kind::Dropout),
    };
    let after = edited(&edited(&graph, &replace(2)), &replace(3));
    let name = |id: u64| after.body.node(NodeId(id)).unwrap().name.clone();
    assert_eq!([name(2), name(3)], ["dropout", "dropout_1"]);
    let named = edited(
        &graph,
        &Edit::Rename {
            place: Place::Root,
            node: NodeId(2),
            name: "activation_of_mine".to_owned(),
        },
    );
    let after = edited(&named, &replace(2));
    let kept = after.body.node(NodeId(2)).unwrap();
    assert_eq!(kept.name, "activation_of_mine");
}

#[test]
fn a_node_that_stands_alone_is_put_onto_a_wire_and_what_follows_makes_room() {
    let alone = Node {
        name: "mine".to_owned(),
        position: [500.0, 0.0],
        content: layer(Kind::Dropout),
        inputs: Vec::new(),
    };
    let graph = edited(
        &happy(),
        &Edit::Add {
            place: Place::Root,
            node: alone,
        },
    );
    let splice = Edit::Splice {
        place: Place::Root,
        node: NodeId(5),
        to: NodeId(2),
        port: 0,
    };
    let after = edited(&graph, &splice);
    assert_eq!(inputs(&after, 2), [NodeId(5)]);
    assert_eq!(inputs(&after, 5), [NodeId(1)]);
    let at = |id: u64| after.body.node(NodeId(id)).unwrap().position;
    assert_eq!(at(5), [0.0, 200.0]);
    assert_eq!(
        [at(2), at(3), at(4)],
        [[0.0, 300.0], [0.0, 400.0], [0.0, 500.0]]
    );
    assert!(apply(&after, &splice).is_err());
}
