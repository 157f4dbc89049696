//! Which tensor of a file each weight of an open network gets: by names where they agree, else by shapes in the order of both.
//! Plain data: a dialog shows it, and a user changes it.

use super::stored::Stored;
use super::turning::{Turn, turned, turned_shape};
use crate::engine::weights::NamedArray;
use crate::graph::Flat;
use crate::layer::{Layer, Weight};
use crate::message;
use crate::text::Message;

/// Why a tensor was taken for a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Both are called the same.
    Name,
    /// Shapes agree, and so does the order of the layers around.
    Order,
    /// Shapes agree, and nothing else is left that they would agree with.
    Shape,
    /// A user says so.
    Chosen,
}

/// A weight of the network, and what it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its layer.
    pub layer: String,
    /// What its kind calls it.
    pub weight: &'static str,
    /// Its axes.
    pub shape: Vec<usize>,
    /// The tensor that it gets, by its place in [`Mapping::tensors`], and why; `None` where it stays as it is.
    pub source: Option<(usize, Reason)>,
    /// All tensors that it could get, and how each is turned.
    fitting: Vec<(usize, Turn)>,
}

/// A tensor of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What the file calls it.
    pub name: String,
    /// Its axes in the file.
    pub shape: Vec<usize>,
}

/// The weights of a network and the tensors of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// One for each weight, in the order of the network.
    pub rows: Vec<Row>,
    /// What the file offers, in its order.
    pub tensors: Vec<Offered>,
}

/// Weights that lie together in one module of PyTorch's.
struct Part {
    name: String,
    rows: Vec<usize>,
}

/// Tensors of one module.
struct Module {
    name: String,
    tensors: Vec<usize>,
}

impl Mapping {
    /// What seems right.
    pub(super) fn proposed(stored: &Stored, flat: &Flat) -> Self {
        let offered = stored.tensors.iter().map(|tensor| Offered {
            name: tensor.name.clone(),
            shape: tensor.shape.clone(),
        });
        let tensors: Vec<Offered> = offered.collect();
        let (rows, parts) = rows(stored, flat, &tensors);
        let mut mapping = Self { rows, tensors };
        let modules = modules(&mapping.tensors);
        mapping.join(&parts, &modules);
        mapping
    }

    /// The tensors that the weight in this row could get.
    pub fn fitting(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        self.rows[row].fitting.iter().map(|(tensor, _)| *tensor)
    }

    /// The tensors that no weight gets.
    #[must_use]
    pub fn left_over(&self) -> Vec<usize> {
        let is_used = |tensor: &usize| {
            let mut rows = self.rows.iter();
            rows.any(|row| row.source.is_some_and(|(source, _)| source == *tensor))
        };
        (0..self.tensors.len())
            .filter(|tensor| !is_used(tensor))
            .collect()
    }

    /// Gives a weight another tensor, or none.
    ///
    /// # Errors
    /// A sentence where the tensor does not fit.
    pub fn choose(&mut self, row: usize, tensor: Option<usize>) -> Result<(), Message> {
        if let Some(tensor) = tensor
            && !self.fitting(row).any(|fitting| fitting == tensor)
        {
            let (row, offered) = (&self.rows[row], &self.tensors[tensor]);
            return Err(message!(
                "mapping-does-not-fit",
                tensor = &offered.name,
                found = format!("{:?}", offered.shape),
                weight = format!("{}/{}", row.layer, row.weight),
                expected = format!("{:?}", row.shape)
            ));
        }
        self.rows[row].source = tensor.map(|tensor| (tensor, Reason::Chosen));
        Ok(())
    }

    /// Why a weight gets nothing; `None` where it gets something.
    #[must_use]
    pub fn lack(&self, row: usize) -> Option<Message> {
        let row = &self.rows[row];
        if row.source.is_some() {
            return None;
        }
        let shape = format!("{:?}", row.shape);
        Some(match row.fitting.len() {
            0 => message!("mapping-nothing-fits", shape = shape),
            count => message!("mapping-all-taken", count = count, shape = shape),
        })
    }

    /// The network's weights with what they get; the others stay as they are.
    pub(super) fn applied(&self, stored: &Stored, weights: &mut [NamedArray]) {
        for row in &self.rows {
            let Some((source, _)) = row.source else {
                continue;
            };
            let name = format!("{}/{}", row.layer, row.weight);
            let turn = row.fitting.iter().find(|(tensor, _)| *tensor == source);
            let own = weights.iter_mut().find(|array| array.name == name);
            if let (Some((_, turn)), Some(own)) = (turn, own) {
                *own = turned(&stored.tensors[source], turn, &name);
            }
        }
    }

    fn join(&mut self, parts: &[Part], modules: &[Module]) {
        let (mut given, mut taken) = (vec![false; parts.len()], vec![false; modules.len()]);
        for (part, name) in parts.iter().map(|part| plain(&part.name)).enumerate() {
            let mut called_so = (0..modules.len())
                .filter(|module| !taken[*module] && plain(&modules[*module].name) == name);
            let found = called_so.find(|module| self.fits(parts, modules, (part, *module)));
            if let Some(module) = found {
                self.give(&parts[part], &modules[module], Reason::Name);
                (given[part], taken[module]) = (true, true);
            }
        }
        let open = |flags: &[bool]| {
            (0..flags.len())
                .filter(|it| !flags[*it])
                .collect::<Vec<_>>()
        };
        for (part, module) in self.in_order(parts, modules, (&open(&given), &open(&taken))) {
            self.give(&parts[part], &modules[module], Reason::Order);
            (given[part], taken[module]) = (true, true);
        }
        for part in open(&given) {
            let mut free = open(&taken).into_iter();
            if let Some(module) = free.find(|module| self.fits(parts, modules, (part, *module))) {
                self.give(&parts[part], &modules[module], Reason::Shape);
                taken[module] = true;
            }
        }
    }

    fn give(&mut self, part: &Part, module: &Module, reason: Reason) {
        for row in &part.rows {
            let row = &mut self.rows[*row];
            let mut inside = row
                .fitting
                .iter()
                .filter(|(tensor, _)| module.tensors.contains(tensor));
            row.source = inside.next().map(|(tensor, _)| (*tensor, reason));
        }
    }

    /// Whether each weight of the part can get a tensor of the module, and no tensor is left over.
    fn fits(&self, parts: &[Part], modules: &[Module], (part, module): (usize, usize)) -> bool {
        let (rows, tensors) = (&parts[part].rows, &modules[module].tensors);
        let has = |row: &usize| {
            let mut fitting = self.rows[*row].fitting.iter();
            fitting.any(|(tensor, _)| tensors.contains(tensor))
        };
        rows.len() == tensors.len() && rows.iter().all(has)
    }

    /// The longest row of pairs that keeps the order of both (a longest common subsequence).
    fn in_order(
        &self,
        parts: &[Part],
        modules: &[Module],
        (open, offered): (&[usize], &[usize]),
    ) -> Vec<(usize, usize)> {
        let width = offered.len() + 1;
        let mut longest = vec![0_u32; (open.len() + 1) * width];
        let fits =
            |one: usize, other: usize| self.fits(parts, modules, (open[one], offered[other]));
        for one in (0..open.len()).rev() {
            for other in (0..offered.len()).rev() {
                let skipped =
                    longest[(one + 1) * width + other].max(longest[one * width + other + 1]);
                let both = longest[(one + 1) * width + other + 1] + u32::from(fits(one, other));
                longest[one * width + other] = skipped.max(both);
            }
        }
        let (mut one, mut other, mut pairs) = (0, 0, Vec::new());
        while one < open.len() && other < offered.len() {
            let here = longest[one * width + other];
            if fits(one, other) && here == longest[(one + 1) * width + other + 1] + 1 {
                pairs.push((open[one], offered[other]));
                (one, other) = (one + 1, other + 1);
            } else if here == longest[(one + 1) * width + other] {
                one += 1;
            } else {
                other += 1;
            }
        }
        pairs
    }
}

/// A name without what one program writes otherwise than another.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn modules(tensors: &[Offered]) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::new();
    for (index, tensor) in tensors.iter().enumerate() {
        let name = tensor
            .name
            .rsplit_once('.')
            .map_or("", |(module, _)| module);
        match modules.iter_mut().find(|module| module.name == name) {
            Some(module) => module.tensors.push(index),
            None => modules.push(Module {
                name: name.to_owned(),
                tensors: vec![index],
            }),
        }
    }
    modules
}

/// A row for each weight, and which of them lie together.
fn rows(stored: &Stored, flat: &Flat, tensors: &[Offered]) -> (Vec<Row>, Vec<Part>) {
    let (mut rows, mut parts): (Vec<Row>, Vec<Part>) = (Vec::new(), Vec::new());
    for (index, layer) in flat.layers.iter().enumerate() {
        for weight in layer.layer.weights(&flat.input_shapes(index)) {
            let part = match (&layer.layer, weight.name) {
                (Layer::SeparableConv2D(_), "depthwise_kernel") => {
                    format!("{}.depthwise", layer.name)
                }
                (Layer::SeparableConv2D(_), _) => format!("{}.pointwise", layer.name),
                _ => layer.name.clone(),
            };
            // How many pictures statistics come from is kept by nobody else.
            if weight.name != "count" {
                match parts.last_mut().filter(|last| last.name == part) {
                    Some(last) => last.rows.push(rows.len()),
                    None => parts.push(Part {
                        name: part,
                        rows: vec![rows.len()],
                    }),
                }
            }
            let turns = turns(stored, flat, index, &weight);
            let fits = |tensor: &Offered| {
                let suffix = tensor.name.rsplit('.').next().unwrap_or_default();
                let mut turns = turns
                    .iter()
                    .filter(|_| roles(weight.name).contains(&suffix));
                turns.find(|turn| turned_shape(&tensor.shape, turn).as_ref() == Some(&weight.shape))
            };
            let fitting = tensors.iter().enumerate();
            let fitting = fitting.filter_map(|(at, tensor)| Some((at, fits(tensor)?.clone())));
            rows.push(Row {
                layer: layer.name.clone(),
                weight: weight.name,
                shape: weight.shape.clone(),
                source: None,
                fitting: fitting.collect(),
            });
        }
    }
    (rows, parts)
}

/// What PyTorch calls what a weight is.
fn roles(weight: &str) -> &'static [&'static str] {
    match weight {
        "bias" | "beta" => &["bias", "beta"],
        "moving_mean" => &["running_mean"],
        "moving_variance" => &["running_var"],
        "mean" => &["mean"],
        "variance" => &["variance", "var"],
        "count" => &[],
        _ => &["weight", "gamma", "alpha"],
    }
}

/// How tensors may be turned for a weight.
fn turns(stored: &Stored, flat: &Flat, index: usize, weight: &Weight) -> Vec<Turn> {
    match (&flat.layers[index].layer, weight.name) {
        (Layer::Dense(_), "kernel") => match flattened(flat, index).filter(|_| !stored.is_own) {
            Some(map) => vec![Turn::DenseOfMap { map }],
            None => vec![Turn::Dense],
        },
        (Layer::PReLU(_), _) => vec![Turn::Slopes, Turn::SlopesOfMap, Turn::AsItIs],
        (Layer::DepthwiseConv2D(layer), "kernel") => vec![Turn::Depthwise {
            multiplier: layer.depth_multiplier,
        }],
        (Layer::SeparableConv2D(layer), "depthwise_kernel") => vec![Turn::Depthwise {
            multiplier: layer.depth_multiplier,
        }],
        (_, "kernel" | "pointwise_kernel") => vec![Turn::Convolution],
        _ => vec![Turn::AsItIs],
    }
}

/// The map whose pixels a dense layer gets one after the other; `None` where no Flatten stands before it.
fn flattened(flat: &Flat, index: usize) -> Option<[usize; 3]> {
    let mut at = *flat.layers[index].inputs.first()?;
    loop {
        let layer = &flat.layers[at];
        let input = *layer.inputs.first()?;
        match &layer.layer {
            Layer::Flatten(_) => {
                let map = flat.layers[input].output_shape.as_map()?;
                return (map[0] * map[1] > 1).then_some(map);
            }
            Layer::Dropout(_) | Layer::Activation(_) | Layer::ReLU(_) | Layer::Identity(_) => {
                at = input;
            }
            _ => return None,
        }
    }
}
