//! Puts a block's arguments into names, settings and inner calls.

use std::collections::BTreeMap;

use super::expression::{Scope, evaluate, fill};
use super::model::{BlockCall, BlockDefinition, Content, Graph, Node, NodePath, Parameter};
use super::naming::check_full_name;
use crate::layer::{Layer, LayerSpec, Settings, Value};
use crate::message;
use crate::text::{Message, list};

/// Resolves one value: an expression is calculated, a template filled, anything else stands for itself.
pub(super) fn bind_value(value: &Value, scope: &Scope) -> Result<Value, Message> {
    match (value.expression(), value) {
        (Some(expression), _) => evaluate(expression, scope),
        (None, Value::Text(text)) if text.contains('{') => fill(text, scope).map(Value::Text),
        _ => Ok(value.clone()),
    }
}

/// The scope inside a block: every parameter with its argument, or its default.
///
/// # Errors
/// A sentence where an argument names no parameter or cannot be calculated.
pub(super) fn bind_call(
    call: &BlockCall,
    definition: &BlockDefinition,
    outer: &Scope,
) -> Result<Scope, Message> {
    let names: Vec<&str> = definition
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    if let Some(unknown) = call
        .arguments
        .keys()
        .find(|key| !names.contains(&key.as_str()))
    {
        return Err(match names[..] {
            [] => message!(
                "block-without-parameters",
                block = &call.block,
                parameter = unknown
            ),
            _ => message!(
                "block-parameter-unknown",
                block = &call.block,
                parameter = unknown,
                known = list(names)
            ),
        });
    }
    let is_calculated = |it: &&Parameter| {
        it.default.expression().is_some() && !call.arguments.contains_key(&it.name)
    };
    if let Some(wrong) = definition.parameters.iter().find(is_calculated) {
        return Err(
            message!("default-calculated", parameter = %wrong.name, block = %call.block, value = %wrong.default),
        );
    }
    let bind = |parameter: &Parameter| match call.arguments.get(&parameter.name) {
        Some(argument) => bind_value(argument, outer).map(|value| (parameter.name.clone(), value)),
        None => Ok((parameter.name.clone(), parameter.default.clone())),
    };
    definition.parameters.iter().map(bind).collect()
}

/// The typed layer of a spec whose settings may refer to `scope`; a sentence where that fails.
pub(super) fn bind_layer(spec: &LayerSpec, scope: &Scope) -> Result<Layer, crate::layer::Fault> {
    let needs_binding = |value: &Value| matches!(value, Value::Text(text) if text.starts_with('=') || text.contains('{'));
    if !spec.settings.values().any(needs_binding) {
        return spec.resolve();
    }
    let bound: Result<Settings, crate::layer::Fault> = spec
        .settings
        .iter()
        .map(|(key, value)| match bind_value(value, scope) {
            Ok(value) => Ok((key.clone(), value)),
            Err(message) => Err(crate::layer::Fault::setting(
                key,
                message!("setting-of-expression", key = key, reason = message),
            )),
        })
        .collect();
    LayerSpec {
        kind: spec.kind,
        settings: bound?,
    }
    .resolve()
}

impl Graph {
    /// What a value stands for in the body that holds the node at `path`: an expression is calculated with the
    /// arguments of the instances around it.
    ///
    /// # Errors
    /// A sentence where an expression or an argument cannot be calculated.
    pub fn resolved(&self, path: &NodePath, value: &Value) -> Result<Value, Message> {
        bind_value(value, &self.scope_at(path)?)
    }

    /// The parameters that the node at `path` can refer to, with their values; empty at the top.
    ///
    /// # Errors
    /// A sentence where an argument cannot be calculated.
    pub fn scope_at(&self, path: &NodePath) -> Result<BTreeMap<String, Value>, Message> {
        let mut scope = Scope::new();
        let mut body = &self.body;
        for id in &path.0[..path.0.len().saturating_sub(1)] {
            let Some(call) = body.node(*id).and_then(Node::call) else {
                break;
            };
            let Some(definition) = self.blocks.get(&call.block) else {
                break;
            };
            scope = bind_call(call, definition, &scope)?;
            body = &definition.body;
        }
        Ok(scope)
    }

    /// The name of the node at `path`, filled in with the arguments of the instances around it; as it is written where
    /// that cannot be done, and for an end of a block.
    pub(super) fn bound_name(&self, path: &NodePath) -> Option<String> {
        let node = self.node(path)?;
        let instance = || self.bound_name(&path.parent()?);
        let bind = |scope: Scope| bind_name(&node.name, &scope, instance().as_deref()).ok();
        let bound = match node.content {
            Content::Port(_) => None,
            _ => self.scope_at(path).ok().and_then(bind),
        };
        bound.or_else(|| Some(node.name.clone()))
    }
}

/// A node's name with parameters filled in. Inside a block instance, a name without parameters is made
/// the instance's own by its prefix, so that two instances never collide.
pub(super) fn bind_name(
    name: &str,
    scope: &Scope,
    instance: Option<&str>,
) -> Result<String, Message> {
    let filled = match instance {
        Some(instance) if !name.contains('{') => format!("{instance}_{name}"),
        // A name as it was typed is checked where it is typed.
        _ if !name.contains(['{', '}']) => return Ok(name.to_owned()),
        _ => fill(name, scope)?,
    };
    check_full_name(&filled)?;
    Ok(filled)
}

/// Settings of `spec` with everything in them resolved, for a copy that leaves its block.
pub(super) fn bind_settings(
    settings: &BTreeMap<String, Value>,
    scope: &Scope,
) -> BTreeMap<String, Value> {
    let bind = |value: &Value| bind_value(value, scope).unwrap_or_else(|_| value.clone());
    settings
        .iter()
        .map(|(key, value)| (key.clone(), bind(value)))
        .collect()
}
