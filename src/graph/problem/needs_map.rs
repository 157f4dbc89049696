//! A layer that works on maps behind one that gives a vector.

use super::super::report::LayerReport;
use super::{Problem, Repair, Site, picture};
use crate::layer::Kind;

pub(super) fn problem(site: &Site<'_>, report: &LayerReport, message: &str) -> Problem {
    let source = report
        .inputs
        .first()
        .copied()
        .flatten()
        .map(|index| site.shaped_by(index));
    Problem::error(&report.path, &report.name, message)
        .caused_by(source.and_then(|index| site.cause(index)))
        .with_repairs(source.and_then(|index| delete_flatten(site, index)))
        .with_repairs(source.and_then(|index| picture::take_pictures(site, index)))
}

fn delete_flatten(site: &Site<'_>, index: usize) -> Option<Repair> {
    let report = site.layer(index);
    let flattens = matches!(
        report.kind,
        Kind::Flatten | Kind::GlobalAveragePooling2D | Kind::GlobalMaxPooling2D
    );
    let label = format!("Delete {}", report.name);
    site.deletion(&report.path, label, true)
        .filter(|_| flattens)
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
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
}
