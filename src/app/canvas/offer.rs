//! The list of layers for one place: those that fit behind a wire that was let go over empty ground, those that what is
//! selected could become, or all of them, to be added at the pointer.

use egui::{Id, PopupAnchor, Pos2, Ui, vec2};

use super::gesture::connect::{Fixed, Pull};
use super::gesture::drop::{ghost, stored_position};
use super::quick_add::add_by;
use super::scene::Scene;
use crate::app::canvas::memory::{Canvas, Offer, Offered, Purpose};
use crate::app::command::{Commands, PaletteItem};
use crate::app::palette::{self, items};
use crate::app::pick::{PickList, Pickable};
use crate::app::state::State;
use crate::graph::{Content, Edit, Graph, NodeId, Place, takes};
use crate::layer::Family;
use crate::message;
use crate::text::say;
use std::borrow::Cow;

/// The list's width in points.
const WIDTH: f32 = 216.0;

impl Pickable for Offered {
    fn name(&self) -> &str {
        self.item.name()
    }

    fn summary(&self) -> Cow<'static, str> {
        self.item.summary()
    }

    fn family(&self) -> Option<Family> {
        Some(self.item.family())
    }

    fn distance(&self, query: &str) -> Option<usize> {
        palette::distance(&self.item, query)
    }

    fn doubt(&self) -> Option<&str> {
        (!self.fits).then(|| say("shapes-do-not-fit-yet"))
    }

    fn waits_for_search(&self) -> bool {
        !self.fits
    }
}

impl Offer {
    /// The layers that can stand at the end of `pull`, which was let go at `spot` in graph units; those that fit first.
    pub fn at_wire(scene: &Scene, state: State<'_>, pull: &Pull, spot: Pos2) -> Self {
        let (graph, inference) = (state.document.graph(), state.document.inference());
        let shape = inference.output_shape(&scene.outline.items[pull.fixed].path);
        let offered = |item: PaletteItem| {
            let content = item.content();
            let (can_be, fits) = match pull.from {
                Fixed::Output => (takes(graph, &content, None), takes(graph, &content, shape)),
                Fixed::Input(_) => (Graph::has_output(&content), true),
            };
            can_be.then_some(Offered { item, fits })
        };
        Self::new(Purpose::Wire(pull.clone()), spot, state, offered)
    }

    /// Everything that the selected nodes could become.
    pub fn to_replace(state: State<'_>, spot: Pos2) -> Self {
        Self::new(Purpose::Replace, spot, state, |item| {
            Some(Offered { item, fits: true })
        })
    }

    /// Everything that can be added.
    pub fn to_add(state: State<'_>, spot: Pos2) -> Self {
        Self::new(Purpose::Add, spot, state, |item| {
            Some(Offered { item, fits: true })
        })
    }

    fn new(
        purpose: Purpose,
        spot: Pos2,
        state: State<'_>,
        offered: impl FnMut(PaletteItem) -> Option<Offered>,
    ) -> Self {
        let title = match purpose {
            Purpose::Wire(_) => say("layers-that-fit-here"),
            Purpose::Replace => say("replace-by-title"),
            Purpose::Add => say("add-here-title"),
        };
        let mut entries: Vec<Offered> = items(state).filter_map(offered).collect();
        entries.sort_by_key(|entry| state.window.favorites.rank(&entry.item));
        Self {
            purpose,
            spot,
            list: PickList::new(title, say("no-layer-to-stand-here"), entries),
        }
    }
}

impl Canvas {
    /// Asks what the selected nodes should become.
    pub(super) fn offer_to_replace(&mut self, state: State<'_>) {
        let found = state.document.selection.iter().find_map(|path| {
            let item = self.scene.outline.find(path)?;
            Some(self.scene.rects[item].right_top())
        });
        if let Some(spot) = found {
            self.offer = Some(Offer::to_replace(state, spot));
        }
    }

    /// Shows the list that is open.
    pub(super) fn offer_ui(&mut self, ui: &Ui, state: State<'_>, commands: &mut Commands) {
        let Some(mut offer) = self.offer.take() else {
            return;
        };
        let mut is_open = true;
        let at = self.camera.screen(offer.spot) + vec2(8.0, 8.0);
        let popup = egui::Popup::new(
            Id::unique("layer-offer"),
            ui.ctx().clone(),
            PopupAnchor::Position(at),
            ui.layer_id(),
        );
        let popup = popup
            .open_bool(&mut is_open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        let shown = popup.show(|ui| offer.list.ui(ui, WIDTH));
        match shown.and_then(|shown| shown.inner) {
            Some(offered) => self.take_offer(&offer, &offered.item, state, commands),
            None if is_open => self.offer = Some(offer),
            None => {}
        }
    }

    fn take_offer(
        &self,
        offer: &Offer,
        item: &PaletteItem,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        match &offer.purpose {
            Purpose::Replace => {
                if let Some(edit) = replace_edit(state, item) {
                    commands.send(item.with_definition(graph, edit));
                }
            }
            Purpose::Add => self.quick_add(item, offer.spot, state, commands),
            Purpose::Wire(pull) => {
                let parent = self.scene.outline.items[pull.fixed].parent;
                let place = self.scene.outline.place_of_body(graph, parent);
                let Some(new) = graph.body_of(&place).map(crate::graph::Body::free_id) else {
                    return;
                };
                let center = self.center_at(pull, offer.spot);
                let node = item.node(stored_position(&self.scene, parent, center));
                let fixed = &self.scene.outline.items[pull.fixed];
                let edit = Edit::Many {
                    label: message!("edit-add", what = item.name()),
                    edits: vec![
                        Edit::Add {
                            place: place.clone(),
                            node,
                        },
                        joint(pull, &place, fixed.node, new),
                    ],
                };
                let around = self.scene.outline.path_of_body(parent);
                add_by(item, (around, item.with_definition(graph, edit)), commands);
            }
        }
    }

    /// Where a node has its middle whose port is at `spot`, so that the wire ends where it was let go.
    fn center_at(&self, pull: &Pull, spot: Pos2) -> Pos2 {
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
pub fn replace_edit(state: State<'_>, item: &PaletteItem) -> Option<Edit> {
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
    let edits: Vec<Edit> = state
        .document
        .selection
        .iter()
        .filter_map(replace)
        .collect();
    let layers = message!("selected-layers", count = edits.len());
    let label = message!("edit-turn-into", name = layers, what = item.name());
    Edit::joined(label, edits)
}
