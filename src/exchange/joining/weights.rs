//! The arrays of a file against the weights that its layers have.

use super::shapes::Known;
use crate::engine::weights::NamedArray;
use crate::exchange::ForeignLayer;
use crate::exchange::report::{Fate, Report};
use crate::layer::Weight;
use crate::message;

/// All weights under the names of the layers that have them; `None` where the file has none at all. Whatever is missing or
/// does not fit is told, each by itself.
pub(in crate::exchange) fn fitted(
    layers: &mut [ForeignLayer],
    known: &[Option<Known>],
    names: &[String],
    report: &mut Report,
) -> Option<Vec<NamedArray>> {
    if layers.iter().all(|layer| layer.arrays.is_empty()) {
        return None;
    }
    let mut all = Vec::new();
    for ((layer, known), name) in layers.iter_mut().zip(known).zip(names) {
        let Some(known) = known else { continue };
        let mut arrays = std::mem::take(&mut layer.arrays);
        for weight in known.layer.weights(&known.inputs) {
            let place = arrays.iter().position(|array| array.name == weight.name);
            match place.map(|place| arrays.remove(place)) {
                Some(array) => all.extend(fitting(array, &weight, (layer, name), report)),
                None => report.tell(
                    Fate::Refused,
                    &layer.name,
                    message!(
                        "import-weight-missing",
                        array = weight.name,
                        expected = axes(&weight.shape)
                    ),
                ),
            }
        }
        for array in arrays {
            report.tell(
                Fate::LeftOut,
                &layer.name,
                message!(
                    "import-weight-without-place",
                    array = array.name,
                    found = axes(&array.shape)
                ),
            );
        }
    }
    Some(all)
}

fn fitting(
    array: NamedArray,
    weight: &Weight,
    (layer, name): (&ForeignLayer, &str),
    report: &mut Report,
) -> Option<NamedArray> {
    let is_full = array.shape.iter().product::<usize>() == array.values.len();
    if array.shape == weight.shape && is_full {
        return Some(NamedArray {
            name: format!("{name}/{}", weight.name),
            ..array
        });
    }
    report.tell(
        Fate::Refused,
        &layer.name,
        message!(
            "import-weight-of-other-shape",
            array = weight.name,
            expected = axes(&weight.shape),
            found = axes(&array.shape)
        ),
    );
    None
}

fn axes(shape: &[usize]) -> String {
    let axes: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("({})", axes.join(", "))
}
