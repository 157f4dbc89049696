//! A project with other settings of training or of layers, by their names.

use crate::graph::{Content, Edit, Graph, Inference, NodePath, Place, apply, infer};
use crate::layer::{Kind, Value, similar, value_text};
use crate::message;
use crate::project::Project;
use crate::text::{Message, list};

/// Something that can be varied.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What it is called in files and on the command line: `learning_rate`, `dense.units`.
    pub name: String,
    /// The same in the words of the forms, the layer's name before it.
    pub words: Message,
}

/// Everything in `project` that can be varied: settings of training first, then those of layers and the arguments of blocks.
#[must_use]
pub fn settings_of(project: &Project) -> Vec<Setting> {
    let recipe = &project.recipe;
    let of_training = recipe.setting_names().into_iter().map(|name| Setting {
        words: recipe
            .label_of(&name)
            .unwrap_or_else(|| Message::words(&name)),
        name,
    });
    let mut settings: Vec<Setting> = of_training.collect();
    let of_node = |node: &str, key: &str, label: &str| Setting {
        name: format!("{node}.{key}"),
        words: message!("setting-owned", of = node, setting = label),
    };
    for layer in &infer(&project.graph).layers {
        let own = layer.kind.entry().settings.iter();
        settings.extend(own.map(|spec| of_node(&layer.name, spec.key, spec.label())));
    }
    for node in project.graph.body.nodes.values() {
        let block = node
            .call()
            .and_then(|call| project.graph.blocks.get(&call.block));
        let parameters = block.into_iter().flat_map(|block| &block.parameters);
        settings.extend(parameters.map(|it| of_node(&node.name, &it.name, &it.name)));
    }
    settings
}

/// `project` with each setting changed to its value.
///
/// # Errors
/// A name that there is none of, a value that does not fit.
pub fn varied(project: &Project, settings: &[(&str, &str)]) -> Result<Project, Message> {
    let mut project = project.clone();
    let mut settings = settings.to_vec();
    // An optimizer brings its own learning rate, and a choice its numbers; both may be varied, too.
    settings.sort_by_key(|(name, _)| (*name != "optimizer", name.contains('.')));
    for (name, value) in settings {
        set(&mut project, name, value).map_err(|reason| {
            message!("not-varied", name = name, value = value, reason = reason)
        })?;
    }
    Ok(project)
}

fn set(project: &mut Project, name: &str, text: &str) -> Result<(), Message> {
    if let Some(done) = project.recipe.set_by_name(name, text) {
        return done;
    }
    let edit = name
        .rsplit_once('.')
        .and_then(|(layer, key)| edit_of(&project.graph, layer, key, text));
    let edit = edit.ok_or_else(|| no_such(project, name))??;
    project.graph = apply(&project.graph, &edit).map_err(|error| Message::from(error.message()))?;
    Ok(())
}

fn no_such(project: &Project, name: &str) -> Message {
    let settings = settings_of(project);
    let names = || settings.iter().map(|setting| setting.name.as_str());
    match similar(name, names()) {
        Some(similar) => message!("sweep-setting-similar", similar = similar),
        None => message!("sweep-setting-unknown", known = list(names().take(4))),
    }
}

/// The change of a setting of the layer, or of an argument of the block, that is called `name`; `None` where there is none.
fn edit_of(graph: &Graph, name: &str, key: &str, text: &str) -> Option<Result<Edit, Message>> {
    let said = |fault: String| Message::from(fault);
    if let Some((path, kind)) = layer_called(&infer(graph), name) {
        let spec = kind.entry().setting(key)?;
        let (place, node) = graph.locate(&path)?;
        let value = value_text::from_text(text, spec.kind, place != Place::Root);
        return Some(value.map_err(said).map(|value| Edit::Set {
            place,
            nodes: vec![node],
            key: key.to_owned(),
            value: Some(value),
        }));
    }
    let mut nodes = graph.body.nodes.iter();
    let (id, node) = nodes.find(|(_, node)| node.name == *name)?;
    let Content::Block(call) = &node.content else {
        return None;
    };
    let block = graph.blocks.get(&call.block)?;
    let parameter = block.parameters.iter().find(|it| it.name == key)?;
    let value: Result<Value, String> =
        value_text::argument_from_text(text, &parameter.default, false);
    Some(value.map_err(said).map(|value| Edit::SetArgument {
        place: Place::Root,
        node: *id,
        parameter: key.to_owned(),
        value: Some(value),
    }))
}

fn layer_called(inference: &Inference, name: &str) -> Option<(NodePath, Kind)> {
    let layer = inference.layers.iter().find(|layer| *layer.name == *name)?;
    Some((layer.path.clone(), layer.kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::preset;
    use crate::recipe::Described as _;

    #[test]
    fn settings_of_training_and_of_layers_are_varied_by_name() {
        let project = preset("mlp").unwrap().project.clone();
        let varied = varied(
            &project,
            &[
                ("learning_rate", "0.5"),
                ("fc1.units", "16"),
                ("optimizer", "sgd"),
            ],
        )
        .unwrap();
        // The learning rate that was asked for, and not the one that the optimizer begins with.
        assert_eq!(
            (varied.recipe.learning_rate, varied.recipe.optimizer.name()),
            (0.5, "sgd")
        );
        let flat = infer(&varied.graph).flat().unwrap();
        let fc1 = flat
            .layers
            .iter()
            .find(|layer| layer.name == "fc1")
            .unwrap();
        assert_eq!(fc1.output_shape.to_string(), "(16)");
    }

    #[test]
    fn what_there_is_none_of_is_said_with_what_is_similar() {
        let project = preset("mlp").unwrap().project.clone();
        let fault = varied(&project, &[("fc1.unit", "16")])
            .unwrap_err()
            .to_string();
        assert!(fault.contains("fc1.units"), "{fault}");
        let fault = varied(&project, &[("fc1.units", "many")])
            .unwrap_err()
            .to_string();
        assert!(fault.contains("fc1.units=many"), "{fault}");
    }
}
