//! Edits of layers and wires.

use super::*;

#[test]
fn deleting_a_layer_cuts_its_wires_and_rejoining_bridges_them() {
    let cut = edited(
        &happy(),
        &Edit::Remove {
            place: Place::Root,
            nodes: [NodeId(2)].into(),
            rejoin: false,
        },
    );
    assert_eq!(inputs(&cut, 3), []);
    let nodes = [NodeId(1), NodeId(2)].into();
    let bridged = edited(
        &happy(),
        &Edit::Remove {
            place: Place::Root,
            nodes,
            rejoin: true,
        },
    );
    assert_eq!(inputs(&bridged, 3), [NodeId(0)]);
}

#[test]
fn a_layer_dropped_on_a_wire_stands_between_its_ends() {
    let edit = Edit::InsertOnWire {
        place: Place::Root,
        to: NodeId(2),
        port: 0,
        content: layer(Kind::BatchNormalization),
        position: None,
    };
    let graph = edited(&happy(), &edit);
    assert_eq!(inputs(&graph, 2), [NodeId(5)]);
    assert_eq!(inputs(&graph, 5), [NodeId(1)]);
    assert!(infer(&graph).problems.is_empty());
}

#[test]
fn a_layer_inserted_after_another_takes_over_everything_that_used_it() {
    let edit = Edit::InsertAfter {
        place: Place::Root,
        after: NodeId(1),
        content: layer(Kind::Dropout),
        position: None,
    };
    let graph = edited(&happy(), &edit);
    assert_eq!(inputs(&graph, 2), [NodeId(5)]);
    assert_eq!(graph.body.node(NodeId(5)).unwrap().name, "dropout");
}

#[test]
fn a_layer_inserted_at_a_place_of_its_own_moves_no_other() {
    let edit = Edit::InsertAfter {
        place: Place::Root,
        after: NodeId(1),
        content: layer(Kind::Dropout),
        position: Some([500.0, 20.0]),
    };
    let graph = edited(&happy(), &edit);
    let position = |graph: &Graph, id| graph.body.node(NodeId(id)).unwrap().position;
    assert_eq!(position(&graph, 5), [500.0, 20.0]);
    assert_eq!(inputs(&graph, 2), [NodeId(5)]);
    for id in 0..5 {
        assert_eq!(position(&graph, id), position(&happy(), id));
    }
}

#[test]
fn a_wire_that_would_close_a_circle_is_refused() {
    let edit = Edit::Connect {
        place: Place::Root,
        from: NodeId(3),
        to: NodeId(1),
        port: None,
    };
    let message = apply(&happy(), &edit).unwrap_err().to_string();
    assert_eq!(
        message,
        "a wire from `flatten` to `conv2d` would close a circle; data flows one way only"
    );
}

#[test]
fn a_new_wire_replaces_the_one_that_its_port_had() {
    let edit = Edit::Connect {
        place: Place::Root,
        from: NodeId(0),
        to: NodeId(3),
        port: None,
    };
    assert_eq!(inputs(&edited(&happy(), &edit), 3), [NodeId(0)]);
}

#[test]
fn setting_a_value_to_its_default_forgets_it() {
    let set = |value: Option<Value>| Edit::Set {
        place: Place::Root,
        nodes: vec![NodeId(1)],
        key: "filters".to_owned(),
        value,
    };
    let wide = edited(&happy(), &set(Some(Value::Int(64))));
    assert_ne!(wide, happy());
    assert_eq!(edited(&wide, &set(Some(Value::Int(32)))), happy());
    assert_eq!(edited(&wide, &set(None)), happy());
}

#[test]
fn a_name_that_is_taken_or_malformed_is_refused() {
    let rename = |name: &str| Edit::Rename {
        place: Place::Root,
        node: NodeId(1),
        name: name.to_owned(),
    };
    for name in ["flatten", "", " ", "a/b", "a\nb"] {
        assert!(apply(&happy(), &rename(name)).is_err(), "{name:?}");
    }
    assert_eq!(
        edited(&happy(), &rename(" stem "))
            .body
            .node(NodeId(1))
            .unwrap()
            .name,
        "stem"
    );
}

#[test]
fn a_copy_keeps_inner_wires_and_gets_new_names() {
    let copied = fragment(&happy(), &Place::Root, &[NodeId(1), NodeId(2)].into());
    let edit = Edit::Paste {
        place: Place::Root,
        fragment: copied,
        offset: [40.0, 40.0],
        incoming: Vec::new(),
    };
    let graph = edited(&happy(), &edit);
    assert_eq!(inputs(&graph, 5), []);
    assert_eq!(inputs(&graph, 6), [NodeId(5)]);
    assert_eq!(graph.body.node(NodeId(5)).unwrap().name, "conv2d_1");
}

#[test]
fn several_edits_are_one_step_or_none() {
    let rename = |name: &str| Edit::Rename {
        place: Place::Root,
        node: NodeId(1),
        name: name.to_owned(),
    };
    let edit = Edit::Many {
        label: "rename twice".into(),
        edits: vec![rename("a"), rename("flatten")],
    };
    assert!(apply(&happy(), &edit).is_err());
    assert_eq!(edit.label(&happy()), "rename twice");
}

#[test]
fn a_layer_replaced_keeps_the_settings_that_fit() {
    let replace = |kind: Kind| Edit::Replace {
        place: Place::Root,
        node: NodeId(1),
        content: layer(kind),
    };
    let pooled = edited(&happy(), &replace(Kind::MaxPooling2D));
    let value = |graph: &Graph, key: &str| {
        graph
            .body
            .node(NodeId(1))
            .unwrap()
            .layer()
            .unwrap()
            .value(key)
    };
    assert_eq!(value(&pooled, "padding"), Some(Value::from("same")));
    // Same padding is no setting of a dense layer.
    assert_eq!(
        value(&edited(&happy(), &replace(Kind::Dense)), "padding"),
        None
    );
}

#[test]
fn a_pasted_copy_can_keep_the_wires_that_came_in() {
    let copied = fragment(&happy(), &Place::Root, &[NodeId(3)].into());
    let incoming = vec![IncomingWire {
        from: NodeId(2),
        to: NodeId(3),
        port: 0,
    }];
    let edit = Edit::Paste {
        place: Place::Root,
        fragment: copied,
        offset: [40.0, 40.0],
        incoming,
    };
    assert_eq!(inputs(&edited(&happy(), &edit), 5), [NodeId(2)]);
}
