//! A network that does not fit the data it is to learn from.

use super::super::edit::Edit;
use super::head::Head;
use super::{Problem, Repair, Site, output, picture};
use crate::layer::{Function, Kind, LayerSpec, Passes, Shape, Value};
use crate::message;

/// What a data set is like, as far as a network must match it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFacts {
    /// How many classes it has.
    pub class_count: usize,
    /// Height, width and channels of a picture.
    pub image: [usize; 3],
}

/// `has_end` where the network is to be trained with the end that it has, whatever that gives.
pub(super) fn find(site: &Site<'_>, facts: &DataFacts, has_end: bool) -> Vec<Problem> {
    let problems = classes(site, facts, has_end).into_iter();
    problems.chain(image(site, facts)).collect()
}

fn classes(site: &Site<'_>, facts: &DataFacts, has_end: bool) -> Option<Problem> {
    let end = Head::of(site)?;
    let (units, class_count) = (end.units, facts.class_count);
    let fits = units == class_count || (units == 1 && class_count == 2);
    // An end that is none yet is unfinished, and no wrong number of classes.
    if fits || !(has_end || end.gives_probabilities()) {
        return None;
    }
    let head = head(site, &end);
    let report = site.layer(head.unwrap_or(end.index));
    let message = message!(
        "classes-differ",
        units = units,
        classes = class_count,
        key = report.kind.entry().size_key().unwrap_or("units")
    );
    let repairs = [
        head.and_then(|head| set_size(site, &end, head, class_count)),
        add_dense(site, &end, class_count),
    ];
    // What changes a layer is better than one more behind it, which is the way out where that cannot be.
    Some(
        Problem::error(&report.path, &report.name, message)
            .with_repairs(repairs.into_iter().flatten().take(1)),
    )
}

/// The layer that decides how many numbers come out, seen through those that only pass them on.
fn head(site: &Site<'_>, end: &Head) -> Option<usize> {
    let mut index = end.index;
    loop {
        let report = site.layer(index);
        let entry = report.kind.entry();
        if entry.size_key().is_some() {
            return Some(index);
        }
        let [Some(input)] = report.inputs[..] else {
            return None;
        };
        let channels = |index: usize| site.layer(index).output_shape.map(|shape| shape.channels());
        let passes_on = matches!(entry.passes, Passes::Numbers | Passes::Channels);
        // Flatten makes several numbers of a channel, unless the map is one pixel.
        if !passes_on || channels(input) != channels(index) {
            return None;
        }
        index = input;
    }
}

/// So many numbers, and one probability shared among them.
fn set_size(site: &Site<'_>, end: &Head, head: usize, class_count: usize) -> Option<Repair> {
    let report = site.layer(head);
    let key = report.kind.entry().size_key()?;
    let set = |index: usize, key: &str, value: Value| {
        let (place, id) = site.locate(&site.layer(index).path)?;
        Some(Edit::Set {
            place,
            nodes: vec![id],
            key: key.to_owned(),
            value: Some(value),
        })
    };
    let size = i64::try_from(class_count).ok()?;
    let mut edits = vec![set(head, key, Value::Int(size))?];
    let mut code = "repair-set";
    // One unit with sigmoid becomes several with softmax.
    if end.units == 1 && end.function == Function::Sigmoid {
        edits.push(set(end.index, "activation", Value::from("softmax"))?);
        code = "repair-set-and-softmax";
    }
    Some(Repair {
        edit: Edit::Many {
            label: message!("step-set-of", key = key, node = %report.name, value = class_count),
            edits,
        },
        label: message!(code, key = key, value = class_count),
    })
}

/// A softmax of its own behind an end that nothing decides the size of, as a sum.
fn add_dense(site: &Site<'_>, end: &Head, class_count: usize) -> Option<Repair> {
    let (place, after) = site.locate(&site.layer(end.index).path)?;
    let dense = LayerSpec::new(Kind::Dense)
        .with("units", i64::try_from(class_count).ok()?)
        .with("activation", "softmax");
    Some(Repair {
        label: message!("repair-add-dense", units = class_count),
        edit: output::behind(place, after, dense),
    })
}

fn image(site: &Site<'_>, facts: &DataFacts) -> Option<Problem> {
    let report = site.layer(picture::input(site)?);
    let own = report.output_shape?;
    let [height, width, channels] = facts.image;
    let pictures = Shape::map(height, width, channels);
    if own == pictures {
        return None;
    }
    let repair = picture::set_shape(site, report, facts.image);
    // The words are those that are said without any data.
    if let Some(message) = picture::fault(own) {
        let nearest = picture::take_pictures(site, picture::input(site)?);
        let other = nearest.filter(|nearest| Some(nearest) != repair.as_ref());
        let problem = Problem::error(&report.path, &report.name, message);
        return Some(problem.with_repairs(repair).with_repairs(other));
    }
    let message = message!("pictures-converted", shape = %own, pictures = %pictures);
    Some(Problem::warning(&report.path, &report.name, message).with_repairs(repair))
}

#[cfg(test)]
mod tests {
    use super::super::{Severity, find_with_data};
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::graph::{Graph, apply, infer};

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
        let repaired = apply(&graph, &problems[0].repairs()[0].edit).unwrap();
        assert_eq!(check(&repaired, 6, [64, 64, 3]), []);
    }

    #[test]
    fn a_single_sigmoid_unit_fits_two_classes_and_becomes_softmax_for_more() {
        let graph = network(1, "sigmoid");
        assert_eq!(check(&graph, 2, [64, 64, 3]), []);
        let problems = check(&graph, 3, [64, 64, 3]);
        let repaired = apply(&graph, &problems[0].repairs()[0].edit).unwrap();
        assert_eq!(check(&repaired, 3, [64, 64, 3]), []);
        assert!(infer(&repaired).problems.is_empty());
    }

    #[test]
    fn another_picture_size_is_a_warning_with_a_repair() {
        let graph = network(10, "softmax");
        let problems = check(&graph, 10, [8, 8, 1]);
        assert_eq!(problems[0].severity, Severity::Warning);
        let repaired = apply(&graph, &problems[0].repairs()[0].edit).unwrap();
        assert_eq!(check(&repaired, 10, [8, 8, 1]), []);
    }

    #[test]
    fn the_function_behind_a_single_unit_becomes_softmax_too() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("units", 1),
            LayerSpec::new(Kind::Activation).with("activation", "sigmoid"),
        ]);
        let problems = check(&graph, 6, [64, 64, 3]);
        assert_eq!(
            problems[0].sentence(),
            "`dense` gives 1 number but the data has 6 classes; set units to 6"
        );
        assert_eq!(
            problems[0].repairs()[0].label,
            "Set units to 6 and activation to softmax"
        );
        let repaired = apply(&graph, &problems[0].repairs()[0].edit).unwrap();
        let last = infer(&repaired).layers.pop().unwrap();
        assert_eq!(last.output_shape, Some(Shape::vector(6)));
        assert_eq!(
            repaired
                .node(&last.path)
                .unwrap()
                .layer()
                .unwrap()
                .value("activation"),
            Some(Value::from("softmax"))
        );
    }

    #[test]
    fn a_network_that_ends_in_maps_of_classes_gets_as_many_filters() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("filters", 10),
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Activation).with("activation", "softmax"),
        ]);
        let problems = check(&graph, 4, [64, 64, 3]);
        assert_eq!(
            problems[0].sentence(),
            "`conv2d` gives 10 numbers but the data has 4 classes; set filters to 4"
        );
        let repaired = apply(&graph, &problems[0].repairs()[0].edit).unwrap();
        assert_eq!(check(&repaired, 4, [64, 64, 3]), []);
    }

    #[test]
    fn an_end_that_is_still_to_come_is_no_wrong_number_of_classes() {
        let graph = network(64, "relu");
        assert_eq!(check(&graph, 6, [64, 64, 3]), []);
    }

    #[test]
    fn pictures_that_cannot_be_brought_to_the_input_are_an_error_with_a_repair() {
        for shape in [vec![3, 64, 64], vec![32, 32, 4], vec![12_288]] {
            let graph = chain([
                LayerSpec::new(Kind::Input).with("shape", Value::List(shape)),
                LayerSpec::new(Kind::Flatten),
                LayerSpec::new(Kind::Dense).with("activation", "softmax"),
            ]);
            let problems = check(&graph, 10, [64, 64, 3]);
            assert_eq!(problems[0].severity, Severity::Error, "{problems:?}");
            let repaired = apply(&graph, &problems[0].repairs()[0].edit).unwrap();
            assert_eq!(check(&repaired, 10, [64, 64, 3]), []);
        }
    }
}
