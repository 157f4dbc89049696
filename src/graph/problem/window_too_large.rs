//! A kernel or pooling window that is larger than its input.

use super::super::edit::Edit;
use super::{Problem, Repair, Site};
use crate::layer::Value;
use crate::message;
use crate::text::Message;

pub(super) fn problem(
    site: &Site<'_>,
    index: usize,
    message: &Message,
    (key, fitting): (&'static str, [usize; 2]),
) -> Problem {
    let report = site.layer(index);
    let cause = report
        .inputs
        .first()
        .copied()
        .flatten()
        .and_then(|input| site.shrunk_by(input));
    Problem::error(
        &report.path,
        &report.name,
        message!("window-does-not-fit", reason = message),
    )
    .caused_by(cause.and_then(|index| site.cause(index)))
    .with_repairs(repairs(site, index, key, fitting))
}

fn repairs(site: &Site<'_>, index: usize, key: &'static str, fitting: [usize; 2]) -> Vec<Repair> {
    let path = &site.layer(index).path;
    let Some((place, id)) = site.locate(path) else {
        return Vec::new();
    };
    let set = |key: &str, value: Value| Edit::Set {
        place: place.clone(),
        nodes: vec![id],
        key: key.to_owned(),
        value: Some(value),
    };
    let mut repairs = vec![Repair {
        label: message!("repair-use-same-padding"),
        edit: set("padding", Value::from("same")),
    }];
    if !site.is_expression(path, key) {
        let [height, width] = fitting;
        let value = Value::List(vec![height as i64, width as i64]);
        repairs.push(Repair {
            label: message!("repair-set", key = key, value = format!("{height}×{width}")),
            edit: set(key, value),
        });
    }
    repairs
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{Graph, infer};
    use crate::layer::{Kind, LayerSpec, Value};

    fn deep() -> Graph {
        let small = Value::List(vec![5, 5, 3]);
        chain([
            LayerSpec::new(Kind::Input).with("shape", small),
            LayerSpec::new(Kind::MaxPooling2D),
            LayerSpec::new(Kind::Conv2D),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ])
    }

    #[test]
    fn a_kernel_that_is_too_large_offers_padding_and_a_smaller_kernel() {
        let sentence = "`conv2d` does not fit: the window is 3×3 but its input has only 2×2 pixels; \
                        use padding 'same' or a smaller `kernel_size`";
        assert_repair(&deep(), sentence, "Use padding 'same'");
        assert_repair(&deep(), sentence, "Set kernel_size to 2×2");
    }

    #[test]
    fn the_pooling_layer_upstream_is_named_as_the_cause() {
        let inference = infer(&deep());
        let cause = inference.problems[0].cause.as_ref().unwrap();
        assert_eq!(cause.name, "max_pooling2d");
        assert_eq!(cause.message, "MaxPooling2D made (2, 2, 3) of (5, 5, 3)");
    }
}
