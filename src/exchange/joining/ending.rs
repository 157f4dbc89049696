//! Networks that end in a map of one pixel, as those without Dense do: its channels are the classes.

use super::modes::insert_behind;
use super::shapes::{Known, settle};
use crate::exchange::ForeignLayer;
use crate::exchange::report::{Fate, Report};
use crate::layer::{Kind, LayerSpec};
use crate::message;

/// Puts a Flatten at the end of such a network, before its softmax where that stands alone.
pub(super) fn flatten_one_pixel(
    layers: &mut Vec<ForeignLayer>,
    known: &mut Vec<Option<Known>>,
    report: &mut Report,
) {
    let Some(last) = layers.len().checked_sub(1) else {
        return;
    };
    let ends_in = known[last].as_ref().map(|last| last.output);
    let Some(map) = ends_in.filter(|it| matches!(it.as_map(), Some([1, 1, _]))) else {
        return;
    };
    let end = &layers[last];
    let is_function = matches!(end.spec.kind, Kind::Activation | Kind::Softmax);
    let is_alone = |before: &usize| {
        let takers = layers.iter().filter(|layer| layer.inputs.contains(before));
        takers.count() == 1
    };
    let before = end.inputs.first().copied().filter(is_alone);
    let before = before.filter(|_| is_function && !end.spec.settings.contains_key("axis"));
    let name = end.name.clone();
    let at = before.unwrap_or(last);
    insert_behind(layers, at, LayerSpec::new(Kind::Flatten));
    known.insert(at + 1, settle(&mut layers[at + 1], vec![map], report));
    if at < last {
        let row = known[last].as_ref().map(|flatten| flatten.output);
        known[last + 1] = row.and_then(|row| settle(&mut layers[last + 1], vec![row], report));
    }
    report.tell(
        Fate::Translated,
        &name,
        message!("import-ends-in-one-pixel"),
    );
}
