//! Heat on the nodes: which color and which figure each item has while a measure is shown.

use super::scene::Scene;
use super::scene::item::Role;
use super::scene::unfolded::Unfolded;
use crate::app::document::Document;
use crate::graph::{Measure, StepSeconds, heat_share};
use std::sync::Arc;

/// The heat of every item, made anew when the network, the opened blocks or the measure change.
#[derive(Debug, Default)]
pub struct HeatMap {
    made_of: Option<(Measure, u64, Unfolded)>,
    measured: Option<Arc<StepSeconds>>,
    heats: Vec<Option<Heat>>,
    /// The most that any item has.
    pub largest: f64,
}

/// The heat of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// From 0 for nothing to 1 for the most on the canvas.
    pub share: f32,
    /// The value with its unit.
    pub text: String,
}

impl HeatMap {
    /// Brings the heat up to date with what is on the canvas.
    pub fn refresh(
        &mut self,
        measure: Option<Measure>,
        document: &Document,
        scene: &Scene,
        unfolded: &Unfolded,
    ) {
        let Some(measure) = measure else {
            *self = Self::default();
            return;
        };
        let made_of = (measure, document.revision(), unfolded.clone());
        let measured = document.measured(measure);
        if self.made_of.as_ref() == Some(&made_of)
            && self.measured.as_ref().map(Arc::as_ptr) == measured.map(Arc::as_ptr)
            && self.heats.len() == scene.outline.items.len()
        {
            return;
        }
        self.measured = measured.cloned();
        let nothing = StepSeconds::new();
        let of_layers = measured.map_or(&nothing, Arc::as_ref);
        let values = measure.values(document.inference(), of_layers);
        let has_heat = |role: Role| matches!(role, Role::Layer | Role::Folded);
        let items = &scene.outline.items;
        let found: Vec<Option<f64>> = items
            .iter()
            .map(|item| values.value(&item.path).filter(|_| has_heat(item.role)))
            .collect();
        self.largest = found.iter().flatten().copied().fold(0.0, f64::max);
        let heat = |value: Option<f64>| {
            value.map(|value| Heat {
                share: heat_share(value, self.largest),
                text: measure.text(value),
            })
        };
        self.heats = found.into_iter().map(heat).collect();
        self.made_of = Some(made_of);
    }

    /// The heat of an item.
    pub fn of(&self, item: usize) -> Option<&Heat> {
        self.heats.get(item)?.as_ref()
    }
}
