//! The input of a network that is to see pictures.

use super::super::edit::Edit;
use super::super::model::Content;
use super::super::report::LayerReport;
use super::{Problem, Repair, Site};
use crate::layer::{Kind, LayerSpec, Shape, Value};
use crate::message;
use crate::text::Message;

/// The longest side of a picture that can be prepared, px.
pub const LARGEST_SIDE: usize = 4096;

/// The channels of a picture: gray, or red, green and blue.
const CHANNELS: [usize; 2] = [1, 3];

/// An input that no picture fits is right for whoever only counts parameters.
pub(super) fn find(site: &Site<'_>) -> Option<Problem> {
    let index = input(site)?;
    let report = site.layer(index);
    let message = fault(report.output_shape?)?;
    Some(
        Problem::unfinished(&report.path, &report.name, message)
            .with_repairs(take_pictures(site, index)),
    )
}

/// Why no picture can be brought to this shape.
pub(super) fn fault(shape: Shape) -> Option<Message> {
    match shape.as_map() {
        None => Some(message!("input-no-picture", shape = %shape)),
        Some([height, width, channels]) if is_channels_first([height, width, channels]) => {
            Some(message!(
                "input-channels-first",
                shape = %shape,
                height = height,
                width = width,
                channels = channels,
                wanted = %Shape::map(width, channels, height)
            ))
        }
        Some([_, _, channels]) if !CHANNELS.contains(&channels) => {
            Some(message!("input-channels", shape = %shape))
        }
        Some([height, width, _]) if height.max(width) > LARGEST_SIDE => {
            Some(message!("input-too-large", shape = %shape, most = LARGEST_SIDE))
        }
        Some(_) => None,
    }
}

/// The network's input.
pub(super) fn input(site: &Site<'_>) -> Option<usize> {
    let mut layers = site.inference.layers.iter();
    layers.position(|layer| layer.kind == Kind::Input)
}

/// As PyTorch writes it.
fn is_channels_first([first, _, last]: [usize; 3]) -> bool {
    CHANNELS.contains(&first) && !CHANNELS.contains(&last)
}

/// Sets the shape of the input at `index` to the picture that was most likely meant.
pub(super) fn take_pictures(site: &Site<'_>, index: usize) -> Option<Repair> {
    let report = site.layer(index);
    let shape = match (report.kind == Kind::Input)
        .then_some(report.output_shape?)?
        .as_map()
    {
        None => square_of(report.output_shape?.channels())?,
        Some([channels, height, width]) if is_channels_first([channels, height, width]) => {
            [height, width, channels]
        }
        Some([height, width, channels]) => {
            let nearest = if channels < 2 { 1 } else { 3 };
            [height.min(LARGEST_SIDE), width.min(LARGEST_SIDE), nearest]
        }
    };
    set_shape(site, report, shape)
}

/// The height, width and channels of a square picture of so many numbers.
fn square_of(count: usize) -> Option<[usize; 3]> {
    CHANNELS.iter().rev().find_map(|channels| {
        let side = (count / channels).isqrt();
        (side * side * channels == count).then_some([side, side, *channels])
    })
}

/// Sets the shape of an input; where it was a vector, the layers behind it are still given one.
pub(super) fn set_shape(
    site: &Site<'_>,
    report: &LayerReport,
    image: [usize; 3],
) -> Option<Repair> {
    let (place, id) = site.locate(&report.path)?;
    let [height, width, channels] = image;
    let set = Edit::Set {
        place: place.clone(),
        nodes: vec![id],
        key: "shape".to_owned(),
        value: Some(Value::List(image.iter().map(|axis| *axis as i64).collect())),
    };
    let value = format!("({height}, {width}, {channels})");
    let is_vector = report.output_shape?.as_map().is_none();
    let needs_vector = is_vector && site.takes_vector(&report.path);
    if !needs_vector {
        return Some(Repair {
            label: message!("repair-set", key = "shape", value = value),
            edit: set,
        });
    }
    let flatten = Edit::InsertAfter {
        place,
        after: id,
        content: Content::Layer(LayerSpec::new(Kind::Flatten)),
        position: None,
    };
    Some(Repair {
        label: message!("repair-set-and-flatten", key = "shape", value = value),
        edit: Edit::Many {
            label: message!("step-set-shape-and-flatten", node = %report.name),
            edits: vec![set, flatten],
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::*;
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{Graph, infer};

    fn convolving(shape: &[i64]) -> Graph {
        chain([
            LayerSpec::new(Kind::Input).with("shape", Value::List(shape.to_vec())),
            LayerSpec::new(Kind::Conv2D)
                .with("kernel_size", [1, 1])
                .with("padding", "same"),
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ])
    }

    #[test]
    fn channels_first_are_put_last() {
        assert_repair(
            &convolving(&[3, 64, 64]),
            "`input_layer` takes (3, 64, 64), which reads as pictures of 3×64 with 64 channels; channels come last, \
             so set its shape to (64, 64, 3)",
            "Set shape to (64, 64, 3)",
        );
    }

    #[test]
    fn four_channels_are_no_picture() {
        assert_repair(
            &convolving(&[32, 32, 4]),
            "`input_layer` takes (32, 32, 4), but pictures have 1 channel (gray) or 3 (red, green, blue); set its \
             shape to one of them",
            "Set shape to (32, 32, 3)",
        );
    }

    #[test]
    fn a_vector_becomes_a_picture_that_is_flattened() {
        let graph = chain([
            LayerSpec::new(Kind::Input).with("shape", Value::List(vec![12_288])),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        assert_repair(
            &graph,
            "`input_layer` takes (12288), which is no picture; set its shape to height, width and channels",
            "Set shape to (64, 64, 3) and insert Flatten",
        );
    }

    #[test]
    fn what_only_counts_parameters_is_not_called_wrong() {
        let problems = infer(&convolving(&[32, 32, 4])).problems;
        assert_eq!(problems[0].severity, Severity::Unfinished);
        assert_eq!(infer(&convolving(&[32, 32, 1])).problems, []);
    }
}
