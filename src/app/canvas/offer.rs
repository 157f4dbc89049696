//! The list of layers that fit at one place: behind a wire that was let go over empty ground, or instead of what is
//! selected. A few letters find one, Enter takes it.

use egui::{
    Id, Key, Modifiers, PopupAnchor, Pos2, Role as AccessRole, ScrollArea, Ui, WidgetInfo, vec2,
};

use super::Canvas;
use super::gesture::connect::{Fixed, Pull};
use super::gesture::drop::{ghost, stored_position};
use super::scene::Scene;
use crate::app::command::Commands;
use crate::app::look::{Theme, size};
use crate::app::palette::{PaletteItem, items};
use crate::app::state::{Selection, State};
use crate::app::widgets;
use crate::graph::{Content, Edit, Graph, Inference, NodeId, Place};
use crate::layer::{LayerSpec, Shape};

/// The list's width in points.
const WIDTH: f32 = 216.0;
/// Its greatest height in points.
const HEIGHT: f32 = 260.0;

/// A list that is open.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What is done with the layer that is chosen.
    pub purpose: Purpose,
    /// Where, in graph units.
    pub spot: Pos2,
    fitting: Vec<PaletteItem>,
    query: String,
    chosen: usize,
}

/// What is done with the layer that is chosen.
#[derive(Debug, Clone)]
pub enum Purpose {
    /// It is put at the end of the wire.
    Wire(Pull),
    /// It takes the place of the selected nodes.
    Replace,
}

impl Offer {
    /// The layers that fit at the end of `pull`, which was let go at `spot` in graph units.
    pub fn at_wire(scene: &Scene, state: &State, pull: &Pull, spot: Pos2) -> Self {
        let (graph, inference) = (state.document.graph(), state.document.inference());
        let shape = inference.output_shape(&scene.outline.items[pull.fixed].path);
        let fits = |item: &PaletteItem| {
            let content = item.content();
            match pull.from {
                Fixed::Output => takes(graph, inference, &content, shape),
                Fixed::Input(_) => Graph::has_output(&content),
            }
        };
        Self::new(Purpose::Wire(pull.clone()), spot, graph, fits)
    }

    /// Everything that the selected nodes could become.
    pub fn to_replace(state: &State, spot: Pos2) -> Self {
        Self::new(Purpose::Replace, spot, state.document.graph(), |_| true)
    }

    fn new(
        purpose: Purpose,
        spot: Pos2,
        graph: &Graph,
        fits: impl FnMut(&PaletteItem) -> bool,
    ) -> Self {
        Self {
            purpose,
            spot,
            fitting: items(graph).filter(fits).collect(),
            query: String::new(),
            chosen: 0,
        }
    }

    /// Those that fit the letters typed so far, best first.
    fn found(&self) -> Vec<PaletteItem> {
        let rated = self
            .fitting
            .iter()
            .filter_map(|item| Some((item.distance(&self.query)?, item)));
        let mut rated: Vec<_> = rated.collect();
        rated.sort_by_key(|(distance, _)| *distance);
        rated.into_iter().map(|(_, item)| item.clone()).collect()
    }

    fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::Wire(_) => "Layers that fit here",
            Purpose::Replace => "Replace by",
        }
    }

    /// Paints field and list; gives what was chosen.
    fn content_ui(&mut self, ui: &mut Ui) -> Option<PaletteItem> {
        ui.set_width(WIDTH);
        widgets::muted_ui(ui, self.title());
        let count = self.found().len();
        self.move_choice(ui, count);
        let field = egui::TextEdit::singleline(&mut self.query)
            .hint_text("Search…")
            .desired_width(f32::INFINITY);
        let field = ui.add(field.margin(vec2(8.0, 5.0)));
        widgets::name(&field, self.title());
        if field.changed() {
            self.chosen = 0;
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !field.has_focus() && !entered {
            field.request_focus();
        }
        let found = self.found();
        ui.add_space(size::UNIT / 2.0);
        let mut taken = found.get(self.chosen).filter(|_| entered).cloned();
        ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for (index, item) in found.iter().enumerate() {
                if row_ui(ui, item, index == self.chosen) {
                    taken = Some(item.clone());
                }
            }
        });
        if found.is_empty() {
            widgets::muted_ui(ui, "No layer of this name fits here");
        }
        taken
    }

    fn move_choice(&mut self, ui: &Ui, count: usize) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) && count > 0 {
            self.chosen = (self.chosen + 1) % count;
        }
        if pressed(Key::ArrowUp) && count > 0 {
            self.chosen = (self.chosen + count - 1) % count;
        }
    }
}

impl Canvas {
    /// Asks what the selected nodes should become.
    pub(super) fn offer_to_replace(&mut self, state: &State) {
        let found = state.selection.iter().find_map(|path| {
            let item = self.scene.outline.find(path)?;
            Some(self.scene.rects[item].right_top())
        });
        if let Some(spot) = found {
            self.offer = Some(Offer::to_replace(state, spot));
        }
    }

    /// Shows the list that is open.
    pub(super) fn offer_ui(&mut self, ui: &Ui, state: &State, commands: &mut Commands) {
        let Some(mut offer) = self.offer.take() else {
            return;
        };
        let mut is_open = true;
        let at = self.camera.screen(offer.spot) + vec2(8.0, 8.0);
        let popup = egui::Popup::new(
            Id::unique("layer offer"),
            ui.ctx().clone(),
            PopupAnchor::Position(at),
            ui.layer_id(),
        );
        let popup = popup
            .open_bool(&mut is_open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        let shown = popup.show(|ui| offer.content_ui(ui));
        match shown.and_then(|shown| shown.inner) {
            Some(item) => self.take_offer(&offer, &item, state, commands),
            None if is_open => self.offer = Some(offer),
            None => {}
        }
    }

    fn take_offer(
        &self,
        offer: &Offer,
        item: &PaletteItem,
        state: &State,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        match &offer.purpose {
            Purpose::Replace => {
                if let Some(edit) = replace_edit(state, item) {
                    commands.send(item.with_definition(graph, edit));
                }
            }
            Purpose::Wire(pull) => {
                let parent = self.scene.outline.items[pull.fixed].parent;
                let place = self.scene.outline.place_of_body(graph, parent);
                let Some(new) = graph.body_of(&place).map(crate::graph::Body::free_id) else {
                    return;
                };
                let centre = self.centre_at(pull, offer.spot);
                let node = item.node(stored_position(&self.scene, parent, centre));
                let fixed = &self.scene.outline.items[pull.fixed];
                let edit = Edit::Many {
                    label: format!("add {}", item.name()),
                    edits: vec![
                        Edit::Add {
                            place: place.clone(),
                            node,
                        },
                        joint(pull, &place, fixed.node, new),
                    ],
                };
                commands.send(item.with_definition(graph, edit));
                let path = self.scene.outline.path_of_body(parent).child(new);
                commands.send(Selection::only(path));
            }
        }
    }

    /// Where a node has its middle whose port is at `spot`, so that the wire ends where it was let go.
    fn centre_at(&self, pull: &Pull, spot: Pos2) -> Pos2 {
        let node = ghost(spot);
        let is_upright =
            self.scene.outline.items[pull.fixed].direction == crate::graph::Direction::TopToBottom;
        let half = if is_upright {
            vec2(0.0, node.height() / 2.0)
        } else {
            vec2(node.width() / 2.0, 0.0)
        };
        match pull.from {
            Fixed::Output => spot + half,
            Fixed::Input(_) => spot - half,
        }
    }
}

/// The wire between the fixed node and the new one.
fn joint(pull: &Pull, place: &Place, fixed: NodeId, new: NodeId) -> Edit {
    let (from, to, port) = match pull.from {
        Fixed::Output => (fixed, new, 0),
        Fixed::Input(port) => (new, fixed, port),
    };
    Edit::Connect {
        place: place.clone(),
        from,
        to,
        port: Some(port),
    }
}

/// The edit that makes every selected node an `item`; ends of blocks stay what they are.
pub fn replace_edit(state: &State, item: &PaletteItem) -> Option<Edit> {
    let graph = state.document.graph();
    let replace = |path: &crate::graph::NodePath| {
        let (place, node) = graph.locate(path)?;
        let is_end = matches!(graph.node(path)?.content, Content::Port(_));
        (!is_end).then(|| Edit::Replace {
            place,
            node,
            content: item.content(),
        })
    };
    let mut edits: Vec<Edit> = state.selection.iter().filter_map(replace).collect();
    match edits.len() {
        0 | 1 => edits.pop(),
        count => Some(Edit::Many {
            label: format!("turn {count} layers into {}", item.name()),
            edits,
        }),
    }
}

/// Whether something like `content` could take data of this shape; where the shape is unknown, whether it takes any.
fn takes(graph: &Graph, inference: &Inference, content: &Content, shape: Option<Shape>) -> bool {
    let (least, most) = graph.input_limits(content);
    if most == Some(0) {
        return false;
    }
    let Some(shape) = shape else { return true };
    match content {
        Content::Layer(spec) => takes_shape(spec, shape, least),
        // Blocks here are made of convolutions: what has no map to convolve would not pass.
        Content::Block(_) => shape.as_map().is_some() && !inference.layers.is_empty(),
        Content::Port(_) => false,
    }
}

fn takes_shape(spec: &LayerSpec, shape: Shape, least: usize) -> bool {
    let inputs = vec![shape; least.max(1)];
    let layer = spec.resolve();
    layer.is_ok_and(|layer| layer.output_shape(&inputs).is_ok())
}

/// One line; true when it was clicked.
fn row_ui(ui: &mut Ui, item: &PaletteItem, is_chosen: bool) -> bool {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(
        vec2(ui.available_width(), size::ROW_HEIGHT),
        egui::Sense::click(),
    );
    response.widget_info(|| WidgetInfo::selected(AccessRole::Button, true, is_chosen, item.name()));
    if is_chosen || response.hovered() {
        let fill = if is_chosen {
            theme.selection
        } else {
            theme.hovered
        };
        ui.painter().rect_filled(rect, size::FIELD_RADIUS, fill);
    }
    if is_chosen {
        response.scroll_to_me(None);
    }
    widgets::family_bar(ui.painter(), rect, size::FIELD_RADIUS, item.family());
    ui.painter().text(
        rect.left_center() + vec2(14.0, 0.0),
        egui::Align2::LEFT_CENTER,
        item.name(),
        crate::app::look::fonts::text(),
        theme.text,
    );
    response.on_hover_text(item.summary()).clicked()
}
