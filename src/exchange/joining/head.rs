//! Which of several outputs is taken, and what goes with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::exchange::report::{Fate, Report};
use crate::exchange::{ForeignLayer, ForeignModel};
use crate::layer::Kind;
use crate::message;
use crate::text::list;

/// The names of the outputs that can be chosen.
pub(super) fn names(model: &ForeignModel) -> Vec<String> {
    let named = |output: &usize| Some(model.layers.get(*output)?.name.clone());
    model.outputs.iter().filter_map(named).collect()
}

/// The layers that the wanted output depends on, in their order; `None` where it cannot be told which one is wanted.
pub(super) fn chosen(
    model: &ForeignModel,
    wanted: Option<&str>,
    report: &mut Report,
) -> Option<Vec<ForeignLayer>> {
    let names = names(model);
    let place = match wanted {
        None => Some(0).filter(|_| !names.is_empty()),
        Some(wanted) => names.iter().position(|name| name == wanted),
    };
    let Some(place) = place else {
        report.tell_of_file(
            Fate::Refused,
            match wanted {
                None => message!("import-without-output"),
                Some(wanted) => {
                    message!("import-no-such-head", wanted = wanted, known = list(names))
                }
            },
        );
        return None;
    };
    let needed = needed(model, model.outputs[place]);
    if model.outputs.len() > 1 {
        tell_others(model, &names, place, &needed, report);
    }
    Some(kept(model, &needed))
}

/// The layers that a layer depends on, and itself.
fn needed(model: &ForeignModel, output: usize) -> BTreeSet<usize> {
    let mut needed = BTreeSet::new();
    let mut open = vec![output];
    while let Some(index) = open.pop() {
        if needed.insert(index) {
            open.extend(
                model
                    .layers
                    .get(index)
                    .into_iter()
                    .flat_map(|it| &it.inputs),
            );
        }
    }
    needed
}

fn tell_others(
    model: &ForeignModel,
    names: &[String],
    place: usize,
    needed: &BTreeSet<usize>,
    report: &mut Report,
) {
    let others = names
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place);
    report.tell_of_file(
        Fate::LeftOut,
        message!(
            "import-one-head-of-several",
            head = &names[place],
            others = list(others.map(|(_, name)| name.clone()))
        ),
    );
    for (index, layer) in model.layers.iter().enumerate() {
        if !needed.contains(&index) && layer.spec.kind != Kind::Input {
            let head = &names[place];
            report.tell(
                Fate::LeftOut,
                &layer.name,
                message!("import-of-another-head", head = head),
            );
        }
    }
}

/// These layers alone, each knowing its inputs by where they are now.
fn kept(model: &ForeignModel, needed: &BTreeSet<usize>) -> Vec<ForeignLayer> {
    let places = needed.iter().enumerate();
    let places: BTreeMap<usize, usize> = places.map(|(new, old)| (*old, new)).collect();
    let layers = needed.iter().filter_map(|old| model.layers.get(*old));
    layers
        .map(|layer| ForeignLayer {
            inputs: layer
                .inputs
                .iter()
                .filter_map(|old| places.get(old).copied())
                .collect(),
            ..layer.clone()
        })
        .collect()
}
