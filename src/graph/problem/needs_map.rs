//! A layer that works on maps behind one that gives a vector.

use super::{Problem, Repair, Site, picture, relocate};
use crate::layer::{FaultKind, Layer, Shape};
use crate::message;
use crate::text::Message;

pub(super) fn problem(site: &Site<'_>, index: usize, message: &Message) -> Problem {
    let report = site.layer(index);
    let source = report
        .inputs
        .first()
        .copied()
        .flatten()
        .map(|index| site.shaped_by(index));
    Problem::error(&report.path, &report.name, message.clone())
        .caused_by(source.and_then(|index| site.cause(index)))
        .with_repairs(move_to_the_map(site, index))
        .with_repairs(source.and_then(|index| delete_flatten(site, index)))
        .with_repairs(source.and_then(|index| picture::take_pictures(site, index)))
        .with_repairs(relocate::without(site, &[index]))
}

/// In front of the layer that makes a vector of the map, unless what follows needs a map too: moved one by one, these would
/// come to stand in another order.
fn move_to_the_map(site: &Site<'_>, index: usize) -> Option<Repair> {
    let shape_of = |index: usize| site.layer(index).output_shape;
    let mut above = site.first_branch(index).skip(1).peekable();
    let given = shape_of(*above.peek()?)?;
    let first_vector = above.find(|above| {
        let input = site.layer(*above).inputs.first().copied().flatten();
        input
            .and_then(shape_of)
            .is_some_and(|shape| shape.as_map().is_some())
    })?;
    let mut layers = site.inference.layers.iter();
    let is_followed = layers.any(|user| {
        let layer = user
            .layer
            .as_ref()
            .filter(|_| user.inputs.contains(&Some(index)));
        layer.is_some_and(|layer| needs_map(layer, given))
    });
    if is_followed {
        return None;
    }
    relocate::in_front(site, &[index], first_vector)
}

fn needs_map(layer: &Layer, given: Shape) -> bool {
    let fault = layer.output_shape(&[given]).err().map(|fault| fault.kind);
    matches!(fault, Some(FaultKind::NeedsMap { .. }))
}

fn delete_flatten(site: &Site<'_>, index: usize) -> Option<Repair> {
    let report = site.layer(index);
    let [Some(input)] = report.inputs[..] else {
        return None;
    };
    let flattens = site.layer(input).output_shape?.as_map().is_some()
        && report.output_shape?.as_vector().is_some();
    let label = message!("repair-delete", node = %report.name);
    site.deletion(&report.path, label, true)
        .filter(|_| flattens)
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{NodeId, apply, infer};
    use crate::layer::{Kind, LayerSpec};

    #[test]
    fn a_convolution_behind_flatten_offers_to_delete_it() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Conv2D),
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        assert_repair(
            &graph,
            "`conv2d` needs a feature map (height, width, channels) but gets (12288)",
            "Delete flatten",
        );
    }

    /// It was offered nothing but another shape of the input, or to take away what makes a vector for the classifier.
    #[test]
    fn a_convolution_behind_the_last_dense_goes_to_where_the_map_is() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
            LayerSpec::new(Kind::Conv2D).with("filters", 7),
        ]);
        let problem = &infer(&graph).problems[0];
        assert_eq!(problem.node, "conv2d");
        let labels: Vec<String> = problem
            .repairs()
            .iter()
            .map(|it| it.label.to_string())
            .collect();
        assert_eq!(
            labels,
            [
                "Move conv2d in front of flatten",
                "Delete conv2d and join its wires"
            ]
        );
        let repaired = apply(&graph, &problem.repairs()[0].edit).unwrap();
        let order = repaired.body.in_order_of_wires();
        assert_eq!(order, [0, 3, 1, 2].map(NodeId));
        // With its settings.
        assert_eq!(
            repaired.body.node(NodeId(3)).unwrap().content,
            graph.body.node(NodeId(3)).unwrap().content
        );
        assert_eq!(infer(&repaired).problems, []);
    }

    #[test]
    fn one_of_several_layers_that_need_a_map_is_not_moved_past_the_others() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Conv2D),
            LayerSpec::new(Kind::MaxPooling2D),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let problem = &infer(&graph).problems[0];
        assert_eq!(problem.repairs()[0].label, "Delete flatten");
    }
}
