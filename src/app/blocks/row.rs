//! A setting that could become a parameter of a block to come.

use crate::app::look::{Theme, fonts};
use crate::app::widgets;
use crate::graph::edit::{NewParameter, setting_value};
use crate::graph::{Body, Graph, NodeId};
use crate::layer::Value;
use crate::layer::value_text::to_text;
use crate::text::{all, list};
use crate::{message, tr};
use egui::{Align, Label, Layout, RichText, TextEdit, Ui, vec2};

/// How wide its name is, in points; what is left goes to the value and the parameter's name.
const LABEL_WIDTH: f32 = 270.0;
/// How wide its value is, in points.
const VALUE_WIDTH: f32 = 84.0;
/// How high it is, in points.
const HEIGHT: f32 = 26.0;

/// One line of the dialog.
#[derive(Debug)]
pub(super) struct BlockRow {
    /// The settings that share the parameter.
    pub settings: Vec<(NodeId, String)>,
    /// "filters of conv0 and conv1"; of many layers the first and how many others, so that no two lines are called alike.
    pub label: String,
    /// The settings with every layer's name.
    whole: String,
    /// What the settings are now.
    pub value: Option<Value>,
    /// Whether it differs between places that are wired alike.
    pub differs: bool,
    /// Whether it becomes a parameter.
    pub is_on: bool,
    /// What the parameter is called.
    pub name: String,
}

impl BlockRow {
    /// A line for `settings`, which share one value in the chosen layers of `body`.
    pub fn new(graph: &Graph, body: &Body, settings: Vec<(NodeId, String)>) -> Self {
        let names = settings.iter().map(|(id, _)| body.node(*id));
        let names = names.map(|node| node.map_or("", |node| &node.name));
        let names: Vec<&str> = names.collect();
        let layers = match names[..] {
            [one, _, ref others @ ..] if !others.is_empty() => {
                message!("one-and-others", one = one, count = others.len() + 1).into()
            }
            ref few => all(few.iter().copied()),
        };
        let (id, key) = settings
            .first()
            .cloned()
            .unwrap_or((NodeId(0), String::new()));
        let node = body.node(id);
        Self {
            label: tr!("setting-of", key = &key, layers = layers),
            whole: tr!("setting-of", key = &key, layers = list(names)),
            value: node.and_then(|node| setting_value(graph, node, &key)),
            differs: false,
            is_on: false,
            name: String::new(),
            settings,
        }
    }

    /// The line of a parameter that the block needs.
    pub fn of_parameter(graph: &Graph, body: &Body, parameter: NewParameter) -> Self {
        Self {
            differs: true,
            is_on: true,
            name: parameter.name,
            ..Self::new(graph, body, parameter.settings)
        }
    }

    /// The setting's key, which a parameter is called at first.
    pub fn key(&self) -> &str {
        self.settings.first().map_or("", |(_, key)| key)
    }

    /// Paints the line; answers whether something was changed.
    pub fn ui(&mut self, ui: &mut Ui) -> bool {
        let mut changed = false;
        ui.horizontal(|ui| {
            let left = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(LABEL_WIDTH, HEIGHT), left, |ui| {
                ui.set_min_size(vec2(LABEL_WIDTH, HEIGHT));
                let response = ui.checkbox(&mut self.is_on, &self.label);
                changed |= response.on_hover_text(&self.whole).changed();
            });
            ui.allocate_ui_with_layout(vec2(VALUE_WIDTH, HEIGHT), left, |ui| {
                ui.set_min_size(vec2(VALUE_WIDTH, HEIGHT));
                let value = self.value.as_ref().map(to_text);
                let words = RichText::new(value.unwrap_or_default()).font(fonts::mono());
                ui.add(Label::new(words.color(Theme::of(ui).muted)).truncate());
            });
            if self.is_on {
                let edit = TextEdit::singleline(&mut self.name).desired_width(f32::INFINITY);
                let response = ui.add(edit.margin(vec2(8.0, 4.0)));
                let name = tr!("parameter-for", setting = &self.label);
                widgets::name(&response, &name);
                widgets::select_on_arrival(ui, &response, &self.name);
                changed |= response.changed();
            }
        });
        changed
    }
}

/// The parameters that `rows` come to. Lines of one name share a parameter.
///
/// # Errors
/// A sentence where lines of one name have different values.
pub(super) fn parameters(rows: &[BlockRow]) -> Result<Vec<NewParameter>, String> {
    let mut found: Vec<(NewParameter, &BlockRow)> = Vec::new();
    for row in rows.iter().filter(|row| row.is_on) {
        let name = row.name.trim();
        match found.iter_mut().find(|(known, _)| known.name == name) {
            None => {
                let parameter = NewParameter {
                    name: name.to_owned(),
                    settings: row.settings.clone(),
                };
                found.push((parameter, row));
            }
            Some((known, first)) if first.value == row.value => {
                known.settings.extend(row.settings.iter().cloned());
            }
            Some((_, first)) => {
                return Err(tr!(
                    "not-equal-cannot-share",
                    first = &first.label,
                    second = &row.label,
                    name = name
                ));
            }
        }
    }
    Ok(found.into_iter().map(|(parameter, _)| parameter).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Content, Edit, Node, Place, apply};
    use crate::layer::{Kind, LayerSpec};

    /// Convolutions `conv`, `conv_1` and so on.
    fn convolutions(count: usize) -> Graph {
        let node = Node {
            name: "conv".to_owned(),
            position: [0.0; 2],
            content: Content::Layer(LayerSpec::new(Kind::Conv2D)),
            inputs: Vec::new(),
        };
        let place = Place::Root;
        let add = Edit::Add { place, node };
        (0..count).fold(Graph::default(), |graph, _| apply(&graph, &add).unwrap())
    }

    #[test]
    fn lines_for_as_many_layers_have_different_names() {
        let graph = convolutions(6);
        let row = |ids: [u64; 3]| {
            let settings = ids.map(|id| (NodeId(id), "filters".to_owned()));
            BlockRow::new(&graph, &graph.body, settings.to_vec())
        };
        let [one, other] = [row([0, 1, 2]), row([3, 4, 5])];
        assert_eq!(one.label, "filters of conv and 2 others");
        assert_eq!(one.whole, "filters of conv, conv_1, conv_2");
        assert_ne!(one.label, other.label);
    }
}
