//! Another head for the network in front: what the dialog begins with, and the edit that it ends in.

use super::change::edit_end;
use crate::app::command::{Commands, WindowCommand};
use crate::app::document::Document;
use crate::app::training_panels::HeadFacts;
use crate::app::workbench::Workbench;
use crate::graph::apply;
use crate::graph::edit::{NewHead, new_head};
use crate::graph::problem::loss_kept;
use crate::recipe::Loss;

/// How many classes are offered where no data says how many there are.
const USUAL_CLASSES: usize = 10;

/// Opens the dialog, where the network can have another head.
pub fn ask(workbench: &mut Workbench, commands: &mut Commands) {
    let front = workbench.front();
    let (learning, document) = (&front.learning, &front.document);
    let data = learning.data();
    let class_count = data.map_or(USUAL_CLASSES, |data| data.train.classes().len());
    let has_learned = learning.trained(document).is_some();
    let found = new_head(document.graph(), document.inference(), class_count, false);
    let facts = found.map(|head| HeadFacts {
        loss: loss_left(document, &head),
        replaced: head.replaced,
        base_count: head.base_count,
        data: data.map(|data| data.title().to_string()),
        class_count,
        has_learned,
        freezes_base: has_learned,
    });
    match facts {
        Ok(facts) => workbench.training_panels.head_dialog.open(facts),
        Err(fault) => complain(fault.message().sentence(), commands),
    }
}

/// The loss that was chosen and does not belong to the new end.
fn loss_left(document: &Document, head: &NewHead) -> Option<Loss> {
    let chosen = document.settings().recipe.loss;
    let after = apply(document.graph(), &head.edit).ok()?;
    chosen.filter(|_| loss_kept(&after, chosen).is_none())
}

/// Puts the head in, and has the loss follow, as one step of undo.
pub fn replace(
    (class_count, freezes_base): (usize, bool),
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let document = workbench.document();
    let (graph, inference) = (document.graph(), document.inference());
    match new_head(graph, inference, class_count, freezes_base) {
        Ok(head) => edit_end(&mut workbench.state_mut(), &head.edit),
        Err(fault) => complain(fault.message().sentence(), commands),
    }
}

fn complain(fault: crate::text::Message, commands: &mut Commands) {
    commands.send(WindowCommand::Complain(fault));
}
