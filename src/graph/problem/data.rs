//! A network that does not fit the data it is to learn from.

use super::super::edit::Edit;
use super::super::model::Graph;
use super::super::report::Inference;
use super::{Problem, Repair, Severity, Site};
use crate::layer::{Kind, Value};

/// What a data set is like, as far as a network must match it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFacts {
    /// How many classes it has.
    pub class_count: usize,
    /// Height, width and channels of a picture.
    pub image: [usize; 3],
}

/// Problems between a network and data, besides those of the network alone.
#[must_use]
pub fn find_with_data(graph: &Graph, inference: &Inference, facts: &DataFacts) -> Vec<Problem> {
    let site = Site { graph, inference };
    classes(&site, facts)
        .into_iter()
        .chain(image(&site, facts))
        .collect()
}

fn classes(site: &Site<'_>, facts: &DataFacts) -> Option<Problem> {
    let last = site.inference.layers.last()?;
    let units = last.output_shape?.as_vector()?;
    let class_count = facts.class_count;
    if units == class_count || (units == 1 && class_count == 2) {
        return None;
    }
    let index = head(site)?;
    let report = site.layer(index);
    let message = format!(
        "gives {units} numbers but the data has {class_count} classes; set units to {class_count}"
    );
    Some(
        Problem::error(&report.path, &report.name, message)
            .with_repairs(set_units(site, index, facts)),
    )
}

/// The dense layer that the output comes from, seen through activations and dropout.
fn head(site: &Site<'_>) -> Option<usize> {
    let mut index = site.inference.layers.len().checked_sub(1)?;
    while site.layer(index).kind != Kind::Dense {
        match site.layer(index).inputs[..] {
            [Some(input)] if matches!(site.layer(index).kind, Kind::Activation | Kind::Dropout) => {
                index = input;
            }
            _ => return site.inference.layers.len().checked_sub(1),
        }
    }
    Some(index)
}

fn set_units(site: &Site<'_>, index: usize, facts: &DataFacts) -> Option<Repair> {
    let report = site.layer(index);
    let (place, id) = site.locate(&report.path)?;
    if report.kind != Kind::Dense {
        return None;
    }
    let set = |key: &str, value: Value| Edit::Set {
        place: place.clone(),
        nodes: vec![id],
        key: key.to_owned(),
        value: Some(value),
    };
    let mut edits = vec![set(
        "units",
        Value::Int(i64::try_from(facts.class_count).ok()?),
    )];
    // One unit with sigmoid becomes several with softmax.
    if report.output_shape?.as_vector() == Some(1) && index + 1 == site.inference.layers.len() {
        edits.push(set("activation", Value::from("softmax")));
    }
    let label = format!("set units of {} to {}", report.name, facts.class_count);
    Some(Repair {
        label: format!("Set units to {}", facts.class_count),
        edit: Edit::Many { label, edits },
    })
}

fn image(site: &Site<'_>, facts: &DataFacts) -> Option<Problem> {
    let report = site
        .inference
        .layers
        .iter()
        .find(|layer| layer.kind == Kind::Input)?;
    let [height, width, channels] = report.output_shape?.as_map()?;
    if [height, width, channels] == facts.image {
        return None;
    }
    let [data_height, data_width, data_channels] = facts.image;
    let message = format!(
        "takes ({height}, {width}, {channels}) but the pictures are ({data_height}, {data_width}, {data_channels}); \
         they will be converted"
    );
    let repair = site.locate(&report.path).map(|(place, id)| Repair {
        label: format!("Set shape to ({data_height}, {data_width}, {data_channels})"),
        edit: Edit::Set {
            place,
            nodes: vec![id],
            key: "shape".to_owned(),
            value: Some(Value::List(
                facts.image.iter().map(|axis| *axis as i64).collect(),
            )),
        },
    });
    let problem = Problem::error(&report.path, &report.name, message).with_repairs(repair);
    Some(Problem {
        severity: Severity::Warning,
        ..problem
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::graph::{apply, infer};
    use crate::layer::LayerSpec;

    fn network(units: i64, activation: &str) -> Graph {
        chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense)
                .with("units", units)
                .with("activation", activation),
        ])
    }

    fn check(graph: &Graph, class_count: usize, image: [usize; 3]) -> Vec<Problem> {
        find_with_data(graph, &infer(graph), &DataFacts { class_count, image })
    }

    #[test]
    fn units_can_be_set_to_the_number_of_classes() {
        let graph = network(10, "softmax");
        let problems = check(&graph, 6, [64, 64, 3]);
        assert_eq!(
            problems[0].sentence(),
            "`dense` gives 10 numbers but the data has 6 classes; set units to 6"
        );
        let repaired = apply(&graph, &problems[0].repairs[0].edit).unwrap();
        assert_eq!(check(&repaired, 6, [64, 64, 3]), []);
    }

    #[test]
    fn a_single_sigmoid_unit_fits_two_classes_and_becomes_softmax_for_more() {
        let graph = network(1, "sigmoid");
        assert_eq!(check(&graph, 2, [64, 64, 3]), []);
        let problems = check(&graph, 3, [64, 64, 3]);
        let repaired = apply(&graph, &problems[0].repairs[0].edit).unwrap();
        assert_eq!(check(&repaired, 3, [64, 64, 3]), []);
        assert!(infer(&repaired).problems.is_empty());
    }

    #[test]
    fn another_picture_size_is_a_warning_with_a_repair() {
        let graph = network(10, "softmax");
        let problems = check(&graph, 10, [8, 8, 1]);
        assert_eq!(problems[0].severity, Severity::Warning);
        let repaired = apply(&graph, &problems[0].repairs[0].edit).unwrap();
        assert_eq!(check(&repaired, 10, [8, 8, 1]), []);
    }
}
