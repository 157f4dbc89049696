//! What the layers of a branch can be set to, so that it meets the other one.

use std::collections::BTreeSet;

use super::super::super::edit::Edit;
use super::super::super::report::LayerReport;
use super::super::{Repair, Site, proof};
use super::meeting;
use crate::layer::{Padding, Shape, Value};
use crate::message;
use crate::text::all;

/// Longer steps on the larger branch.
pub(super) fn further_steps(site: &Site<'_>, branches: &[(usize, Shape)]) -> Option<Repair> {
    let [(first, a), (second, b)] = *branches else {
        return None;
    };
    let both = [(first, a, b), (second, b, a)];
    let one = both.iter().find_map(|way| set_strides(site, *way));
    one.or_else(|| {
        // Each is the larger one along one axis.
        let meeting = meeting(&[a, b], usize::min)?;
        let first = set_strides(site, (first, a, meeting))?;
        let second = set_strides(site, (second, b, meeting))?;
        Some(proof::joined(vec![first, second]))
    })
}

/// Another border, or another number of channels.
pub(super) fn other_settings(
    site: &Site<'_>,
    inputs: &[(usize, Shape)],
    branches: &[(usize, Shape)],
) -> Vec<Repair> {
    let [(first, a), (second, b)] = *branches else {
        return Vec::new();
    };
    let ends = [inputs[0].0, inputs[1].0];
    let same = [(ends[0], ends[1]), (ends[1], ends[0])];
    let same = same.iter().filter_map(|way| use_same_padding(site, *way));
    let both = [(second, b, a), (first, a, b)];
    let sizes = both.iter().filter_map(|way| set_size(site, *way));
    same.chain(sizes).collect()
}

fn set(site: &Site<'_>, report: &LayerReport, key: &str, value: Value) -> Option<Edit> {
    if site.is_expression(&report.path, key) {
        return None;
    }
    let (place, id) = site.locate(&report.path)?;
    Some(Edit::Set {
        place,
        nodes: vec![id],
        key: key.to_owned(),
        value: Some(value),
    })
}

/// The layer that made the larger map can step further.
fn set_strides(site: &Site<'_>, (index, own, wanted): (usize, Shape, Shape)) -> Option<Repair> {
    let (own, wanted) = (own.as_map()?, wanted.as_map()?);
    let report = site.layer(index);
    let is_larger = own[0] >= wanted[0] && own[1] >= wanted[1];
    if !is_larger || own[..2] == wanted[..2] {
        return None;
    }
    let window = report.layer.as_ref()?.window();
    let padding = report.layer.as_ref()?.padding()?;
    let input = report.inputs.first().copied().flatten()?;
    let map = site.layer(input).output_shape?.as_map()?;
    // Further steps than the map has pixels give one pixel, as a step of its own length does.
    let step = |axis: usize| {
        (1..=map[axis]).find(|step| {
            padding.output_length(map[axis], window.extent[axis], *step) == Some(wanted[axis])
        })
    };
    let strides = [step(0)?, step(1)?];
    let value = Value::List(strides.iter().map(|step| *step as i64).collect());
    Some(Repair {
        label: message!(
            "repair-set-of",
            key = "strides",
            node = %report.name,
            value = format!("({}, {})", strides[0], strides[1])
        ),
        edit: set(site, report, "strides", value)?,
    })
}

/// The layers between the fork and `end` whose windows stay inside of the map lose its border; zeros around it keep it.
fn use_same_padding(site: &Site<'_>, (end, other): (usize, usize)) -> Option<Repair> {
    let shared: BTreeSet<usize> = site.upstream(other);
    let mut shrinking = Vec::new();
    let branch = site.first_branch(end);
    for index in branch.take_while(|index| !shared.contains(index)) {
        let report = site.layer(index);
        let layer = report.layer.as_ref()?;
        if layer.padding() == Some(Padding::Valid) && layer.window().extent != [1, 1] {
            shrinking.push(report);
        }
    }
    shrinking.reverse();
    let names: Vec<&str> = shrinking.iter().map(|report| &*report.name).collect();
    let edits: Option<Vec<Edit>> = shrinking
        .iter()
        .map(|report| set(site, report, "padding", Value::from("same")))
        .collect();
    let edit = Edit::joined(message!("step-set-padding", count = names.len()), edits?)?;
    let label = match names[..] {
        [_] | [_, _] => message!("repair-use-same-padding-in", nodes = all(names)),
        _ => message!("repair-use-same-padding-in-branch", count = names.len()),
    };
    Some(Repair { label, edit })
}

/// The layer that made the branch can make as many channels, or numbers, as the other one has.
fn set_size(site: &Site<'_>, (index, own, wanted): (usize, Shape, Shape)) -> Option<Repair> {
    let report = site.layer(index);
    let key = report.kind.entry().size_key()?;
    if own.channels() == wanted.channels() || own.with_channels(1) != wanted.with_channels(1) {
        return None;
    }
    let size = i64::try_from(wanted.channels()).ok()?;
    Some(Repair {
        label: message!("repair-set-of", key = key, node = %report.name, value = size),
        edit: set(site, report, key, Value::Int(size))?,
    })
}
