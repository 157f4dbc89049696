//! What of a pasted summary is not so in a network.

use super::super::diff::{Pair, align};
use super::super::model::NodePath;
use super::super::report::{Inference, LayerReport};
use super::{Cut, ListedLayer, Listing, written};
use crate::layer::{Kind, ParamCount, Shape, thousands};
use crate::text::{Argument, all};
use crate::{message, tr};

/// A summary compared with a network, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummaryCheck {
    /// How many rows the summary has.
    pub row_count: usize,
    /// Everything that differs, in the order of the rows; the first one is where to look first.
    pub mismatches: Vec<Mismatch>,
}

/// One row, or one layer, that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The row of the summary, counted from 1; `None` for a layer that the summary does not have.
    pub row: Option<usize>,
    /// The layer that stands there, or after which the missing one belongs.
    pub path: Option<NodePath>,
    /// The layer's name, as the summary writes it where it does.
    pub name: String,
    /// What differs.
    pub kinds: Vec<MismatchKind>,
}

/// One thing that differs: the summary says, this network says.
#[derive(Clone, Debug, PartialEq)]
pub enum MismatchKind {
    /// The network lacks this layer of this class.
    Missing(String),
    /// The summary lacks this layer.
    Extra,
    /// Another class.
    Class(String, &'static str),
    /// Another name, where Keras did not number it by itself.
    Name(String, String),
    /// Another output shape.
    Shape(String, String),
    /// Another number of parameters.
    Params(String, String),
    /// Other layers before it.
    Inputs(Vec<String>, Vec<String>),
}

impl MismatchKind {
    /// In words, without the layer's name.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Missing(class) => tr!("summary-has-more", class = class),
            Self::Extra => tr!("summary-has-less"),
            Self::Class(there, here) => {
                tr!("summary-differs-in-type", there = there, here = *here)
            }
            Self::Name(there, here) => tr!("summary-differs-in-name", there = there, here = here),
            Self::Shape(there, here) => {
                tr!("summary-differs-in-shape", there = there, here = here)
            }
            Self::Params(there, here) => {
                tr!("summary-differs-in-parameters", there = there, here = here)
            }
            Self::Inputs(there, here) => tr!(
                "summary-differs-in-input",
                there = joined(there),
                here = joined(here)
            ),
        }
    }
}

impl Mismatch {
    /// Everything that differs, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let words: Vec<String> = self.kinds.iter().map(MismatchKind::words).collect();
        words.join("; ")
    }
}

/// Compares the rows of `listing` with the layers of a network in Keras's order.
#[must_use]
pub fn check_summary(listing: &Listing, inference: &Inference) -> SummaryCheck {
    let (rows, layers) = (&listing.rows, &inference.layers);
    let pairs = align(rows.len(), layers.len(), |row, layer| {
        likeness(&rows[row], &layers[layer])
    });
    let mut layer_of = vec![None; rows.len()];
    for pair in &pairs {
        if let Pair::Both(row, layer) = pair {
            layer_of[*row] = Some(*layer);
        }
    }
    let check = Check {
        listing,
        inference,
        layer_of,
    };
    let mut mismatches = Vec::new();
    let mut last = None;
    for pair in pairs {
        mismatches.extend(check.mismatch(pair, last));
        last = match pair {
            Pair::Both(_, layer) | Pair::OnlyAfter(layer) => Some(layer),
            Pair::OnlyBefore(_) => last,
        };
    }
    SummaryCheck {
        row_count: rows.len(),
        mismatches,
    }
}

struct Check<'a> {
    listing: &'a Listing,
    inference: &'a Inference,
    /// The layer beside each row.
    layer_of: Vec<Option<usize>>,
}

impl Check<'_> {
    /// `last` is the layer before this place.
    fn mismatch(&self, pair: Pair, last: Option<usize>) -> Option<Mismatch> {
        match pair {
            Pair::Both(row, layer) => self.differing(row, layer),
            Pair::OnlyBefore(row) => {
                let listed = &self.listing.rows[row];
                Some(Mismatch {
                    row: Some(row + 1),
                    path: last.map(|index| self.inference.layers[index].path.clone()),
                    name: listed.name.to_string(),
                    kinds: vec![MismatchKind::Missing(listed.class.to_string())],
                })
            }
            Pair::OnlyAfter(layer) => self.extra(&self.inference.layers[layer]),
        }
    }

    /// A Sequential model does not list its input.
    fn extra(&self, layer: &LayerReport) -> Option<Mismatch> {
        let lists_inputs = |row: &ListedLayer| row.class.fits(Kind::Input.entry().keras_class);
        if layer.kind == Kind::Input && !self.listing.rows.iter().any(lists_inputs) {
            return None;
        }
        Some(Mismatch {
            row: None,
            path: Some(layer.path.clone()),
            name: layer.name.to_string(),
            kinds: vec![MismatchKind::Extra],
        })
    }

    fn differing(&self, row: usize, index: usize) -> Option<Mismatch> {
        let (listed, layer) = (&self.listing.rows[row], &self.inference.layers[index]);
        let mut kinds = Vec::new();
        if !written::can_be(&listed.name, &listed.class, layer) {
            let there = listed.class.to_string();
            kinds.push(MismatchKind::Class(there, written::word(layer)));
        }
        if !names_agree(listed, layer) {
            let (there, here) = (listed.name.to_string(), layer.name.to_string());
            kinds.push(MismatchKind::Name(there, here));
        }
        kinds.extend(shape_mismatch(listed, layer.output_shape));
        kinds.extend(params_mismatch(listed, layer));
        kinds.extend(self.inputs_mismatch(listed, layer));
        (!kinds.is_empty()).then(|| Mismatch {
            row: Some(row + 1),
            path: Some(layer.path.clone()),
            name: listed.name.to_string(),
            kinds,
        })
    }

    /// Inputs are compared by where they stand, for Keras numbers some names by itself.
    fn inputs_mismatch(&self, listed: &ListedLayer, layer: &LayerReport) -> Option<MismatchKind> {
        let there = listed.inputs.as_ref()?;
        let is_same = |name: &Cut, input: &Option<usize>| {
            let Some(input) = input else { return false };
            let mut rows = self.listing.rows.iter().zip(&self.layer_of);
            rows.any(|(row, other)| {
                *other == Some(*input) && (name.fits(&row.name.text) || row.name.fits(&name.text))
            })
        };
        let agree = there.len() == layer.inputs.len()
            && there
                .iter()
                .zip(&layer.inputs)
                .all(|(name, input)| is_same(name, input));
        let name = |input: &Option<usize>| match input {
            Some(index) => self.inference.layers[*index].name.to_string(),
            None => "nothing".to_owned(),
        };
        (!agree).then(|| {
            MismatchKind::Inputs(
                there.iter().map(ToString::to_string).collect(),
                layer.inputs.iter().map(name).collect(),
            )
        })
    }
}

fn shape_mismatch(listed: &ListedLayer, here: Option<Shape>) -> Option<MismatchKind> {
    let there = listed.output_shape.as_ref()?;
    let fits = |shape: Shape| {
        let axes = there.iter().zip(shape.dims());
        there.len() == shape.dims().len()
            && axes
                .into_iter()
                .all(|(axis, length)| axis.is_none_or(|axis| axis == *length))
    };
    let axis =
        |axis: &Option<usize>| axis.map_or_else(|| "None".to_owned(), |axis| axis.to_string());
    let axes: Vec<String> = there.iter().map(axis).collect();
    (!here.is_some_and(fits)).then(|| {
        let here = here.map_or_else(|| "unknown".to_owned(), |shape| shape.to_string());
        MismatchKind::Shape(format!("({})", axes.join(", ")), here)
    })
}

fn params_mismatch(listed: &ListedLayer, layer: &LayerReport) -> Option<MismatchKind> {
    let there = listed.params.as_ref()?;
    let here = layer.params.map(ParamCount::total);
    let fits = |count: u64| there.fits(&count.to_string());
    (!here.is_some_and(fits)).then(|| {
        let written = match there.text.parse::<u64>() {
            Ok(count) if !there.is_cut => thousands(count),
            _ => there.to_string(),
        };
        MismatchKind::Params(
            written,
            here.map_or_else(|| "unknown".to_owned(), thousands),
        )
    })
}

/// How much a row and a layer have in common; 0 where they must not stand together.
fn likeness(listed: &ListedLayer, layer: &LayerReport) -> u32 {
    let same_name = listed.name.fits(&layer.name);
    let same_class = written::can_be(&listed.name, &listed.class, layer);
    let is_akin = written::is_akin(&listed.name, &listed.class, layer);
    if !(same_class || same_name || is_akin) {
        return 0;
    }
    let same_shape = shape_mismatch(listed, layer.output_shape).is_none();
    let same_params = params_mismatch(listed, layer).is_none();
    let named = if same_name {
        3
    } else {
        u32::from(names_agree(listed, layer))
    };
    2 * u32::from(same_class) + named + u32::from(same_shape) + u32::from(same_params)
}

/// A name that Keras numbered by itself says nothing: it depends on what else the process has built.
fn names_agree(listed: &ListedLayer, layer: &LayerReport) -> bool {
    listed.name.fits(&layer.name)
        || is_numbered(&listed.name, layer.kind.entry().stem)
        || written::is_named_by_keras(&listed.name, &listed.class)
}

fn is_numbered(name: &Cut, stem: &str) -> bool {
    // Keras 2 calls inputs `input_1`, Keras 3 `input_layer`.
    let stems = [stem, stem.strip_suffix("_layer").unwrap_or(stem)];
    let is_cut_stem = name.is_cut && stems.iter().any(|stem| stem.starts_with(&name.text));
    let has_stem = stems.iter().any(|stem| {
        let rest = name.text.strip_prefix(stem);
        rest.is_some_and(|rest| {
            rest.trim_start_matches('_')
                .chars()
                .all(|c| c.is_ascii_digit())
        })
    });
    is_cut_stem || has_stem
}

fn joined(names: &[String]) -> Argument {
    if names.is_empty() {
        message!("no-inputs").into()
    } else {
        all(names)
    }
}
