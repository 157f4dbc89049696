//! A dense layer on a feature map.

use super::super::edit::Edit;
use super::super::model::Content;
use super::super::report::LayerReport;
use super::{Problem, Repair, Site};
use crate::layer::{Kind, LayerSpec};
use crate::message;
use crate::text::Message;

pub(super) fn problem(site: &Site<'_>, report: &LayerReport, message: &Message) -> Problem {
    Problem::error(&report.path, &report.name, message.clone()).with_repairs(repairs(site, report))
}

fn repairs(site: &Site<'_>, report: &LayerReport) -> Vec<Repair> {
    let Some((place, to)) = site.locate(&report.path) else {
        return Vec::new();
    };
    let insert = |kind: Kind| Repair {
        label: message!("repair-insert", kind = %kind),
        edit: Edit::InsertOnWire {
            place: place.clone(),
            to,
            port: 0,
            content: Content::Layer(LayerSpec::new(kind)),
            position: None,
        },
    };
    vec![insert(Kind::Flatten), insert(Kind::GlobalAveragePooling2D)]
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::layer::{Kind, LayerSpec};

    #[test]
    fn dense_on_a_map_offers_flatten_and_global_pooling() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let sentence = "`dense` needs a vector but gets the feature map (64, 64, 3); \
                        insert Flatten or GlobalAveragePooling2D before it";
        assert_repair(&graph, sentence, "Insert Flatten");
        assert_repair(&graph, sentence, "Insert GlobalAveragePooling2D");
    }
}
