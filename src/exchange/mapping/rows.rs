//! One row for each weight of a network, with all arrays that it could get.

use super::matching::{Part, plain};
use super::{Keeping, Offered, Row};
use crate::exchange::pytorch::{Turn, roles, turned_shape, turns};
use crate::graph::Flat;
use crate::layer::{Layer, Weight};

/// A weight of a layer.
struct Asked<'a> {
    flat: &'a Flat,
    layer: usize,
    weight: &'a Weight,
    /// Its place among the weights of its layer, from 0.
    nth: usize,
    /// What the layer calls its weights.
    names: &'a [&'static str],
}

impl Asked<'_> {
    /// Whether the array is what the weight is, by what it is called in its module or where it stands there.
    fn is_meant(&self, keeping: Keeping, array: &Offered) -> bool {
        match keeping {
            Keeping::Torch { .. } => roles(self.weight.name).contains(&array.role.as_str()),
            Keeping::Here if self.names.contains(&array.role.as_str()) => {
                array.role == self.weight.name
            }
            Keeping::Here => array.nth == self.nth,
        }
    }

    /// How an array may be turned for it.
    fn turns(&self, keeping: Keeping) -> Vec<Turn> {
        match keeping {
            Keeping::Torch { is_own } => turns(is_own, self.flat, self.layer, self.weight),
            Keeping::Here => vec![Turn::AsItIs],
        }
    }

    /// What the module is called here that it lies in.
    fn part(&self, keeping: Keeping) -> String {
        let layer = &self.flat.layers[self.layer];
        match (keeping, &layer.layer, self.weight.name) {
            (Keeping::Torch { .. }, Layer::SeparableConv2D(_), "depthwise_kernel") => {
                format!("{}.depthwise", layer.name)
            }
            (Keeping::Torch { .. }, Layer::SeparableConv2D(_), _) => {
                format!("{}.pointwise", layer.name)
            }
            _ => layer.name.clone(),
        }
    }

    fn row(&self, offered: &[Offered], keeping: Keeping) -> Row {
        let turns = self.turns(keeping);
        let part = plain(&self.part(keeping));
        let (mut fitting, mut namesake) = (Vec::new(), None);
        for (place, array) in offered.iter().enumerate() {
            if !self.is_meant(keeping, array) {
                continue;
            }
            let is_right = |turn: &&Turn| {
                turned_shape(&array.shape, turn).as_ref() == Some(&self.weight.shape)
            };
            match turns.iter().find(is_right) {
                Some(turn) => fitting.push((place, turn.clone())),
                None if plain(&array.module) == part => namesake = Some(place),
                None => {}
            }
        }
        Row {
            layer: self.flat.layers[self.layer].name.clone(),
            weight: self.weight.name,
            shape: self.weight.shape.clone(),
            source: None,
            fitting,
            namesake,
        }
    }
}

/// A row for each weight, and which of them lie together.
pub(super) fn rows(offered: &[Offered], keeping: Keeping, flat: &Flat) -> (Vec<Row>, Vec<Part>) {
    let (mut rows, mut parts): (Vec<Row>, Vec<Part>) = (Vec::new(), Vec::new());
    for index in 0..flat.layers.len() {
        let weights = flat.weights_of(index);
        let names: Vec<&'static str> = weights.iter().map(|weight| weight.name).collect();
        for (nth, weight) in weights.iter().enumerate() {
            let asked = Asked {
                flat,
                layer: index,
                weight,
                nth,
                names: &names,
            };
            // How many pictures statistics come from is kept by nobody but Keras.
            if weight.name != "count" || keeping == Keeping::Here {
                let part = asked.part(keeping);
                match parts.last_mut().filter(|last| last.name == part) {
                    Some(last) => last.rows.push(rows.len()),
                    None => parts.push(Part {
                        name: part,
                        rows: vec![rows.len()],
                    }),
                }
            }
            rows.push(asked.row(offered, keeping));
        }
    }
    (rows, parts)
}
