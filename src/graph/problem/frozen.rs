//! Something has to be left for training to change.

use super::super::edit::Edit;
use super::super::model::NodePath;
use super::{Problem, Repair, Site};
use crate::message;

pub(super) fn find(site: &Site<'_>) -> Option<Problem> {
    let totals = site.inference.totals;
    if totals.unknown_count > 0 || totals.params.trainable > 0 {
        return None;
    }
    let layers = site.inference.layers.iter().rev();
    let mut frozen = layers.filter(|layer| layer.is_frozen);
    let last = frozen.find(|layer| layer.params.is_some_and(|params| params.total() > 0))?;
    let problem = Problem::unfinished(&last.path, &last.name, message!("every-layer-frozen"));
    Some(problem.with_repairs(unfreeze(site, &last.path)))
}

/// Lets go of the layer, or of the outermost block around it that is frozen.
fn unfreeze(site: &Site<'_>, path: &NodePath) -> Option<Repair> {
    let around = (1..=path.0.len()).map(|depth| NodePath(path.0[..depth].to_vec()));
    let frozen = around.filter_map(|path| {
        let (place, id) = site.locate(&path)?;
        let body = site.graph.body_of(&place)?;
        let name = body.node(id)?.name.clone();
        body.frozen.contains(&id).then_some((place, id, name))
    });
    let (place, id, name) = frozen.into_iter().next()?;
    Some(Repair {
        label: message!("unfreeze-named", name = name),
        edit: Edit::Freeze {
            place,
            nodes: [id].into(),
            is_on: false,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_repair, chain};
    use crate::graph::{NodeId, infer};
    use crate::layer::{Kind, LayerSpec};

    #[test]
    fn a_network_that_could_learn_nothing_is_said_and_its_end_let_go_of() {
        let mut graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense)
                .with("units", 3)
                .with("activation", "softmax"),
        ]);
        assert_eq!(infer(&graph).problems, []);
        graph.body.frozen.insert(NodeId(2));
        assert_repair(
            &graph,
            "`dense` is frozen like every other layer with weights, so training would change nothing; unfreeze a layer",
            "Unfreeze dense",
        );
    }
}
