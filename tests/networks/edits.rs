//! Random edits on the presets: whatever somebody does, the network stays sound, can be undone, and can be saved.

use std::cell::Cell;

use netsmith::graph::{Graph, History, apply, broken_invariants, infer};
use netsmith::project::{Project, presets};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestRunner};

use crate::gesture::{Gesture, gesture};
use crate::random_cases::random_cases;

/// What somebody does with the history between two edits.
#[derive(Clone, Copy, Debug)]
enum Travel {
    Stay,
    Undo,
    UndoAndRedo,
}

fn travel() -> impl Strategy<Value = Travel> {
    prop_oneof![
        12 => Just(Travel::Stay),
        1 => Just(Travel::Undo),
        1 => Just(Travel::UndoAndRedo),
    ]
}

/// A sitting: the network that it begins with, and what is done.
type Sitting = (Index, Vec<(Gesture, Travel, bool)>);

fn sitting() -> impl Strategy<Value = Sitting> {
    let step = (gesture(), travel(), prop::bool::weighted(0.1));
    (any::<Index>(), prop::collection::vec(step, SITTING_EDITS))
}

/// How many edits are tried in one sitting, and how many sittings there are: about half are refused, and more than
/// 10,000 are made in a run.
const SITTING_EDITS: usize = 70;
const SITTINGS: u32 = 400;

/// Does what the sitting says and checks after every edit what must hold then.
fn sit(
    first: &Graph,
    steps: &[(Gesture, Travel, bool)],
) -> Result<(History, usize), TestCaseError> {
    let mut history = History::new("open", first.clone());
    let mut made = 0;
    for (gesture, travel, is_slide) in steps {
        let Some(edit) = gesture.edit(history.current()) else {
            continue;
        };
        let label = edit.label(history.current());
        prop_assert!(!label.to_string().is_empty());
        match apply(history.current(), &edit) {
            Ok(graph) if graph.body.nodes.len() > MOST_NODES => {}
            Ok(graph) => {
                made += 1;
                if *is_slide {
                    history.push_gesture("slide", &label, graph);
                } else {
                    history.push(&label, graph);
                }
            }
            Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
        }
        prop_assert_eq!(
            broken_invariants(history.current()),
            Vec::<String>::new(),
            "after {:?}",
            edit
        );
        let _ = infer(history.current());
        match travel {
            Travel::Stay => {}
            Travel::Undo => {
                history.undo();
            }
            Travel::UndoAndRedo => {
                let now = history.current().to_json();
                if history.undo() {
                    history.redo();
                }
                prop_assert_eq!(history.current().to_json(), now);
            }
        }
    }
    Ok((history, made))
}

/// Copies of copies would otherwise fill the memory instead of finding faults.
const MOST_NODES: usize = 150;

/// Undoing everything gives the first network to the last bit, redoing everything the last one.
fn there_and_back(history: &mut History, first: &Graph) -> Result<(), TestCaseError> {
    let last = history.current().clone();
    let position = history.position();
    while history.undo() {}
    prop_assert_eq!(history.current(), first);
    prop_assert_eq!(history.current().to_json(), first.to_json());
    for _ in 0..position {
        prop_assert!(history.redo());
    }
    prop_assert_eq!(history.current(), &last);
    prop_assert_eq!(history.current().to_json(), last.to_json());
    Ok(())
}

#[test]
fn ten_thousand_random_edits_leave_sound_networks_that_can_be_undone_and_saved() {
    let mut runner = TestRunner::new(random_cases(file!(), SITTINGS));
    let made_in_all = Cell::new(0);
    let outcome = runner.run(&sitting(), |(preset, steps)| {
        let first = first_network(&preset);
        let (mut history, made) = sit(&first, &steps)?;
        made_in_all.set(made_in_all.get() + made);
        let project = Project::new("edited", history.current().clone());
        prop_assert_eq!(Project::from_text(&project.to_text()), Ok(project));
        there_and_back(&mut history, &first)
    });
    outcome.unwrap();
    assert!(
        made_in_all.get() >= 10_000,
        "only {} edits were made",
        made_in_all.get()
    );
}

/// One of the presets; ResNet50 seldom, because each edit of it is checked as a whole.
fn first_network(preset: &Index) -> Graph {
    let is_large = preset.index(12) == 0;
    let networks: Vec<_> = presets()
        .iter()
        .filter(|preset| (preset.id == "resnet50") == is_large)
        .collect();
    networks[preset.index(networks.len())].project.graph.clone()
}
