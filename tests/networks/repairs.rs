//! Every repair that is offered works: random networks with random faults, and the ones that once were offered in vain.

use std::cell::Cell;
use std::collections::BTreeMap;

use netsmith::graph::problem::find_all;
use netsmith::graph::{
    Aim, BlockCall, Content, DataFacts, Edit, Graph, Inference, Node, NodeId, Place, Problem,
    Severity, apply, broken_invariants, infer, library,
};
use netsmith::layer::{Kind, LayerSpec, Value};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// One layer more, on some layer that is there already.
#[derive(Clone, Debug)]
struct Step {
    kind: usize,
    on: Index,
    also_on: Index,
    sizes: [usize; 4],
    is_same: bool,
}

/// What somebody did to the network afterwards.
#[derive(Clone, Debug)]
struct Slip {
    kind: usize,
    at: Index,
    port: Index,
    size: usize,
}

fn step() -> impl Strategy<Value = Step> {
    let sizes = [1..9_usize, 1..6_usize, 1..4_usize, 1..4_usize];
    (
        0..22_usize,
        any::<Index>(),
        any::<Index>(),
        sizes,
        any::<bool>(),
    )
        .prop_map(|(kind, on, also_on, sizes, is_same)| Step {
            kind,
            on,
            also_on,
            sizes,
            is_same,
        })
}

fn slip() -> impl Strategy<Value = Slip> {
    (0..15_usize, any::<Index>(), any::<Index>(), 0..40_usize).prop_map(|(kind, at, port, size)| {
        Slip {
            kind,
            at,
            port,
            size,
        }
    })
}

fn pair(sides: [usize; 2]) -> Value {
    Value::List(sides.map(|side| side as i64).to_vec())
}

impl Step {
    fn content(&self) -> Content {
        let [filters, kernel, stride_y, stride_x] = self.sizes;
        let padding = if self.is_same { "same" } else { "valid" };
        let spec = match self.kind {
            0..=4 => LayerSpec::new(Kind::Conv2D)
                .with("filters", 4 * filters as i64)
                .with("kernel_size", pair([kernel, kernel]))
                .with("strides", pair([stride_y, stride_x]))
                .with("padding", padding),
            5 => LayerSpec::new(Kind::MaxPooling2D)
                .with("pool_size", pair([stride_y + 1, stride_x + 1]))
                .with("padding", padding),
            6 => LayerSpec::new(Kind::AveragePooling2D).with("padding", padding),
            7 => LayerSpec::new(Kind::ZeroPadding2D).with("padding", stride_y as i64),
            8 => LayerSpec::new(Kind::BatchNormalization),
            9 => LayerSpec::new(Kind::Activation),
            10..=12 => LayerSpec::new(Kind::Add),
            13 | 14 => LayerSpec::new(Kind::Concatenate),
            15 => LayerSpec::new(Kind::Flatten),
            16 => LayerSpec::new(Kind::GlobalAveragePooling2D),
            17 => LayerSpec::new(Kind::Dense).with("units", 4 * filters as i64),
            20 => LayerSpec::new(Kind::Dropout),
            21 => LayerSpec::new(Kind::Dense).with("activation", "softmax"),
            kind => {
                let channels = [4 * filters as i64, 4, 4 * kernel as i64];
                let name = match kind {
                    18 => library::IDENTITY_BLOCK,
                    _ => library::CONVOLUTIONAL_BLOCK,
                };
                let arguments = [
                    ("filters".to_owned(), Value::List(channels.to_vec())),
                    (
                        "block".to_owned(),
                        Value::from(["a", "b", "c", "d"][stride_x]),
                    ),
                ];
                return Content::Block(BlockCall {
                    block: name.to_owned(),
                    arguments: BTreeMap::from(arguments),
                });
            }
        };
        Content::Layer(spec)
    }
}

/// A network that grows step by step; wires that make no sense are left out.
fn grown(input: [usize; 3], steps: &[Step], has_head: bool) -> Graph {
    let mut graph = Graph {
        blocks: library::blocks().clone(),
        ..Graph::default()
    };
    let shape = Value::List(input.map(|axis| axis as i64).to_vec());
    let spec = LayerSpec::new(Kind::Input).with("shape", shape);
    add(&mut graph, "input_layer", Content::Layer(spec), Vec::new());
    for (number, step) in steps.iter().enumerate() {
        let ids: Vec<NodeId> = graph.body.nodes.keys().copied().collect();
        // Most steps follow the last one, as people build.
        let on = match step.on.index(3) {
            0 => *step.on.get(&ids),
            _ => ids[ids.len() - 1],
        };
        let mut inputs = vec![on];
        let content = step.content();
        let takes_two = matches!(&content, Content::Layer(spec) if matches!(spec.kind, Kind::Add | Kind::Concatenate));
        if takes_two {
            inputs.push(*step.also_on.get(&ids));
        }
        add(&mut graph, &format!("step{number}"), content, inputs);
    }
    if has_head {
        let ids: Vec<NodeId> = graph.body.nodes.keys().copied().collect();
        let spec = LayerSpec::new(Kind::Dense).with("activation", "softmax");
        add(
            &mut graph,
            "head",
            Content::Layer(spec),
            vec![ids[ids.len() - 1]],
        );
    }
    graph
}

fn add(graph: &mut Graph, name: &str, content: Content, inputs: Vec<NodeId>) {
    let id = graph.body.free_id();
    let node = Node {
        name: name.to_owned(),
        position: [0.0, id.0 as f32 * 100.0],
        content,
        inputs,
    };
    graph.body.nodes.insert(id, node.into());
}

impl Slip {
    /// The network after it; `None` where it cannot be made.
    fn made(&self, graph: &Graph) -> Option<Graph> {
        let mut slipped = graph.clone();
        let ids: Vec<NodeId> = graph.body.nodes.keys().copied().collect();
        match self.kind {
            // What no edit can do, but a file that was written by hand or by another program.
            9 => {
                let name = [library::IDENTITY_BLOCK, library::CONVOLUTIONAL_BLOCK][self.size % 2];
                slipped.blocks.remove(name)?;
            }
            10 => {
                let id = *self.at.get(&ids);
                let mut node = graph.body.node(id)?.clone();
                let from = *self.port.get(&ids);
                node.layer()?
                    .kind
                    .entry()
                    .arity
                    .most()
                    .is_none_or(|most| most > 0)
                    .then_some(())?;
                if self.size.is_multiple_of(2) {
                    node.inputs = vec![from];
                } else {
                    node.inputs.push(from);
                }
                slipped.body.nodes.insert(id, node.into());
            }
            11 => {
                let (name, definition) = graph.blocks.iter().nth(self.size % 2)?;
                let mut definition = definition.as_ref().clone();
                definition
                    .parameters
                    .remove(self.port.index(definition.parameters.len()));
                slipped.blocks.insert(name.clone(), definition.into());
            }
            12..=14 => return self.slip_in_block(graph),
            _ => return apply(graph, &self.edit(graph)).ok(),
        }
        Some(slipped)
    }

    /// An argument, a wire or a name that does not fit a block.
    fn slip_in_block(&self, graph: &Graph) -> Option<Graph> {
        let block = [library::IDENTITY_BLOCK, library::CONVOLUTIONAL_BLOCK][self.size % 2];
        let place = Place::Block(block.to_owned());
        let edit = match self.kind {
            12 => {
                let mut nodes = graph.body.nodes.iter();
                let (id, _) = nodes.find(|(_, node)| node.call().is_some())?;
                let (parameter, value) = [
                    ("filters", "=size + 1"),
                    ("width", "3"),
                    ("stage", "=[1"),
                    ("block", "{letter}"),
                ][self.size % 4];
                Edit::SetArgument {
                    place: Place::Root,
                    node: *id,
                    parameter: parameter.to_owned(),
                    value: Some(Value::from(value)),
                }
            }
            13 => Edit::Disconnect {
                to: graph.body_of(&place)?.exit()?,
                place,
                port: 0,
            },
            _ => {
                let body = graph.body_of(&place)?;
                let ids: Vec<NodeId> = body.nodes.keys().copied().collect();
                Edit::Rename {
                    node: *self.at.get(&ids),
                    place,
                    name: "res{letter}_x".to_owned(),
                }
            }
        };
        apply(graph, &edit).ok()
    }

    fn edit(&self, graph: &Graph) -> Edit {
        let ids: Vec<NodeId> = graph.body.nodes.keys().copied().collect();
        let id = *self.at.get(&ids);
        let place = Place::Root;
        let set = |key: &str, value: Value| Edit::Set {
            place: Place::Root,
            nodes: vec![id],
            key: key.to_owned(),
            value: Some(value),
        };
        match self.kind {
            0 => set("kernel_size", pair([self.size + 1, self.size + 1])),
            1 => set("filters", Value::Int(self.size as i64 - 5)),
            2 => set("strides", pair([self.size % 7, 2])),
            3 => set("padding", Value::from("full")),
            4 => Edit::Disconnect {
                place,
                to: id,
                port: self.port.index(2),
            },
            5 => Edit::Bypass {
                place,
                nodes: vec![id].into_iter().collect(),
                is_on: true,
            },
            6 => Edit::Rename {
                place,
                node: id,
                name: "step1".to_owned(),
            },
            7 => set("shape", Value::List(vec![3, 8 + self.size as i64, 8])),
            _ => Edit::Add {
                place,
                node: Node {
                    name: "another".to_owned(),
                    position: [9.0, 9.0],
                    content: Content::Layer(LayerSpec::new(Kind::Input)),
                    inputs: Vec::new(),
                },
            },
        }
    }
}

/// What is wrong with a network by itself or, where there are data, with regard to them.
fn problems(graph: &Graph, facts: Option<&DataFacts>) -> (Inference, Vec<Problem>) {
    let inference = infer(graph);
    let aim = Aim {
        data: facts.cloned(),
        loss: None,
    };
    let problems = find_all(graph, &inference, &aim);
    (inference, problems)
}

/// The errors that are left where `problem` was. A layer that was taken out of its block has another path and its old
/// name.
fn left_at<'a>(problem: &Problem, graph: &Graph, found: &'a [Problem]) -> Vec<&'a Problem> {
    let is_there = problem
        .path
        .as_ref()
        .is_some_and(|path| graph.node(path).is_some());
    let is_same = |other: &&Problem| match (is_there, problem.node.is_empty()) {
        (true, _) => other.path == problem.path,
        (false, true) => other.message == problem.message,
        (false, false) => other.node == problem.node,
    };
    let errors = found
        .iter()
        .filter(|other| other.severity == Severity::Error);
    errors.filter(is_same).collect()
}

fn check(
    graph: &Graph,
    facts: Option<&DataFacts>,
    tried: &Cell<usize>,
) -> Result<(), TestCaseError> {
    let (before, found) = problems(graph, facts);
    let faulty: Vec<&str> = found.iter().map(|problem| problem.node.as_str()).collect();
    for problem in &found {
        let mut labels = problem
            .repairs()
            .iter()
            .map(|repair| repair.label.to_string());
        labels.find(|label| label.starts_with("Delete "));
        let behind =
            labels.find(|label| !label.starts_with("Delete ") && !label.starts_with("Remove "));
        prop_assert_eq!(behind, None, "{} takes less away", problem.sentence());
        for repair in problem.repairs() {
            tried.set(tried.get() + 1);
            let repaired = apply(graph, &repair.edit)
                .map_err(|refusal| TestCaseError::fail(format!("{}: {refusal}", repair.label)))?;
            prop_assert_eq!(broken_invariants(&repaired), Vec::<String>::new());
            let (_, after) = problems(&repaired, facts);
            prop_assert_eq!(
                left_at(problem, &repaired, &after),
                Vec::<&Problem>::new(),
                "{} was to be repaired by: {}",
                problem.sentence(),
                repair.label
            );
            let was_sound = |name: &str| {
                let mut layers = before.layers.iter();
                !faulty.contains(&name)
                    && layers.any(|layer| &*layer.name == name && layer.output_shape.is_some())
            };
            let broken = after
                .iter()
                .find(|other| other.severity == Severity::Error && was_sound(&other.node));
            prop_assert_eq!(broken, None, "{} breaks another layer", repair.label);
        }
    }
    Ok(())
}

#[test]
fn every_repair_that_is_offered_leaves_no_error_where_it_was_offered() {
    // The same networks each time: a failure can be looked into.
    let config = ProptestConfig {
        cases: 1_500,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[9; 32]);
    let mut runner = TestRunner::new_with_rng(config, seed);
    let tried = Cell::new(0);
    let networks = (
        [6..40_usize, 6..40_usize, 1..5_usize],
        prop::collection::vec(step(), 1..9),
        prop::collection::vec(slip(), 0..4),
        any::<bool>(),
        2..8_usize,
    );
    let outcome = runner.run(&networks, |(input, steps, slips, has_head, class_count)| {
        let mut graph = grown(input, &steps, has_head);
        for slip in slips {
            graph = slip.made(&graph).unwrap_or(graph);
        }
        let facts = DataFacts {
            class_count,
            image: [input[0], input[1], 3],
        };
        check(&graph, None, &tried)?;
        check(&graph, Some(&facts), &tried)
    });
    outcome.unwrap();
    assert!(
        tried.get() > 3_000,
        "only {} repairs were offered",
        tried.get()
    );
}

/// A picture of `input` that goes two ways, `left` and `right`, into `merge`, and on to a head.
fn two_ways(input: [usize; 3], ways: [Vec<LayerSpec>; 2], merge: Kind) -> Graph {
    let mut graph = grown(input, &[], false);
    let mut ends = Vec::new();
    for (side, specs) in ["left", "right"].iter().zip(ways) {
        let mut end = NodeId(0);
        for (number, spec) in specs.into_iter().enumerate() {
            let id = graph.body.free_id();
            add(
                &mut graph,
                &format!("{side}{number}"),
                Content::Layer(spec),
                vec![end],
            );
            end = id;
        }
        ends.push(end);
    }
    let id = graph.body.free_id();
    add(
        &mut graph,
        "merge",
        Content::Layer(LayerSpec::new(merge)),
        ends,
    );
    let pool = graph.body.free_id();
    let spec = LayerSpec::new(Kind::GlobalAveragePooling2D);
    add(&mut graph, "pool", Content::Layer(spec), vec![id]);
    let spec = LayerSpec::new(Kind::Dense).with("activation", "softmax");
    add(&mut graph, "head", Content::Layer(spec), vec![pool]);
    graph
}

fn conv(filters: i64, kernel: usize, stride: usize) -> LayerSpec {
    LayerSpec::new(Kind::Conv2D)
        .with("filters", filters)
        .with("kernel_size", pair([kernel, kernel]))
        .with("strides", pair([stride, stride]))
}

fn labels(graph: &Graph) -> Vec<String> {
    let problems = infer(graph).problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    let repairs = problems[0].repairs().iter();
    repairs.map(|repair| repair.label.to_string()).collect()
}

fn assert_all_work(graph: &Graph) {
    let input = infer(graph).layers[0].output_shape;
    let image = input.and_then(|shape| shape.as_map()).expect("a picture");
    let facts = DataFacts {
        class_count: 10,
        image,
    };
    check(graph, Some(&facts), &Cell::new(0)).expect("every repair works");
}

#[test]
fn thirty_one_pixels_and_thirty_two_meet_without_longer_steps() {
    // 64 pixels through a window of 3 in steps of 2: (64 - 3) / 2 + 1 = 31; in steps alone: 32.
    let ways = [vec![conv(8, 3, 2)], vec![conv(8, 1, 2)]];
    let graph = two_ways([64, 64, 3], ways, Kind::Add);
    let labels = labels(&graph);
    assert!(
        !labels.iter().any(|label| label.contains("(4, 4)")),
        "{labels:?}"
    );
    assert!(
        labels.contains(&"Use padding 'same' in left0".to_owned()),
        "{labels:?}"
    );
    assert!(
        labels.contains(&"Insert ZeroPadding2D on the smaller branch".to_owned()),
        "{labels:?}"
    );
    assert_all_work(&graph);
}

#[test]
fn fifty_eight_pixels_of_32_channels_and_sixty_four_of_3_can_be_added() {
    let ways = [vec![conv(32, 7, 1)], Vec::new()];
    let graph = two_ways([64, 64, 3], ways, Kind::Add);
    let labels = labels(&graph);
    assert!(
        labels.contains(&"Add a 7×7 convolution on the shortcut".to_owned()),
        "{labels:?}"
    );
    assert_all_work(&graph);
}

#[test]
fn maps_of_two_sizes_can_be_concatenated() {
    let ways = [vec![conv(8, 3, 2)], vec![conv(5, 1, 1)]];
    let graph = two_ways([31, 31, 3], ways, Kind::Concatenate);
    let labels = labels(&graph);
    assert!(
        labels.contains(&"Insert MaxPooling2D on the larger branch".to_owned()),
        "{labels:?}"
    );
    assert_all_work(&graph);
}

#[test]
fn branches_of_different_channels_can_be_added() {
    let ways = [vec![conv(8, 1, 1)], vec![conv(5, 1, 1)]];
    let graph = two_ways([16, 16, 3], ways, Kind::Add);
    let labels = labels(&graph);
    for wanted in ["Set filters of left0 to 5", "Set filters of right0 to 8"] {
        assert!(labels.contains(&wanted.to_owned()), "{labels:?}");
    }
    assert_all_work(&graph);
}

#[test]
fn branches_of_which_each_is_larger_along_one_axis_meet_at_a_size_of_neither() {
    // 40×20 and 20×40: steps alone bring both to 20×20.
    let wide = conv(8, 1, 1).with("strides", pair([1, 2]));
    let high = conv(8, 1, 1).with("strides", pair([2, 1]));
    let ways = [vec![wide], vec![high]];
    for merge in [Kind::Add, Kind::Concatenate] {
        let graph = two_ways([40, 40, 3], ways.clone(), merge);
        let labels = labels(&graph);
        assert_eq!(
            labels[0],
            "Set strides of left0 to (2, 2), then set strides of right0 to (2, 2)"
        );
        let insert = match merge {
            Kind::Add => "Add convolutions on the branches that differ",
            _ => "Insert MaxPooling2D on the larger branches",
        };
        for wanted in [insert, "Insert ZeroPadding2D on the smaller branches"] {
            assert!(labels.contains(&wanted.to_owned()), "{labels:?}");
        }
        assert_all_work(&graph);
    }
}

#[test]
fn the_reason_tells_how_both_branches_came_about() {
    // One branch is larger along one axis, the other along the other.
    let wide = conv(8, 1, 1).with("strides", pair([2, 1]));
    let high = conv(8, 1, 1).with("strides", pair([1, 5]));
    let graph = two_ways(
        [40, 40, 3],
        [vec![wide, conv(8, 3, 1)], vec![high]],
        Kind::Add,
    );
    let inference = infer(&graph);
    let cause = inference.problems[0].cause.as_ref().unwrap();
    for history in [
        "`input_layer` (40, 40, 3) → `left0` (20, 40, 8) → `left1` (18, 38, 8)",
        "`input_layer` (40, 40, 3) → `right0` (40, 8, 8)",
    ] {
        assert!(
            cause.message.to_string().contains(history),
            "{}",
            cause.message
        );
    }
    assert_all_work(&graph);
}
