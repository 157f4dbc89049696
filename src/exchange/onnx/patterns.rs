//! Functions that exporters write as several operators, brought back to one: silu as a product with a sigmoid, gelu with an error
//! function, and the like.

use std::collections::BTreeMap;
use std::path::Path;

use super::proto::{AttributeProto, GraphProto, NodeProto, TensorProto, attribute};
use super::tensor;

/// What is known of the operators while they are looked at.
struct Known<'a> {
    nodes: &'a [NodeProto],
    makers: BTreeMap<&'a str, usize>,
    numbers: BTreeMap<&'a str, f32>,
    /// The numbers that the file holds.
    tensors: BTreeMap<&'a str, &'a TensorProto>,
    folder: &'a Path,
}

impl<'a> Known<'a> {
    fn of(graph: &'a GraphProto, folder: &'a Path) -> Self {
        let single = |tensor: &TensorProto| {
            let is_single = tensor.dims.iter().all(|length| *length == 1);
            is_single
                .then(|| tensor::read(tensor, folder).ok()?.scalar())
                .flatten()
        };
        let mut makers = BTreeMap::new();
        let held = graph
            .initializer
            .iter()
            .filter_map(|tensor| Some((tensor.name.as_str(), single(tensor)?)));
        let mut numbers: BTreeMap<&str, f32> = held.collect();
        for (index, node) in graph.node.iter().enumerate() {
            for output in &node.output {
                makers.insert(output.as_str(), index);
            }
            let value = node
                .attribute
                .iter()
                .find_map(|attribute| match attribute.name.as_str() {
                    "value" => single(attribute.t.as_ref()?),
                    "value_float" => attribute.f,
                    _ => None,
                });
            if let (true, Some(value), [output]) =
                (node.op_type == "Constant", value, &node.output[..])
            {
                numbers.insert(output.as_str(), value);
            }
        }
        Self {
            nodes: &graph.node,
            makers,
            numbers,
            tensors: graph
                .initializer
                .iter()
                .map(|it| (it.name.as_str(), it))
                .collect(),
            folder,
        }
    }

    /// The operator that makes a value, where it is one of this kind.
    fn made_by(&self, value: &str, op: &str) -> Option<&'a NodeProto> {
        let node = &self.nodes[*self.makers.get(value)?];
        (node.op_type == op && node.output.first().is_some_and(|output| output == value))
            .then_some(node)
    }

    fn is_number(&self, value: &str, expected: f32) -> bool {
        self.numbers
            .get(value)
            .is_some_and(|number| (number - expected).abs() <= 1e-5 * expected.abs())
    }

    /// What an operator with two inputs is given besides a number: `x` of `x · 0.5` and of `0.5 · x`.
    fn besides(&self, node: &'a NodeProto, number: f32) -> Option<&'a str> {
        match &node.input[..] {
            [one, other] if self.is_number(other, number) => Some(one),
            [one, other]
                if self.is_number(one, number)
                    && matches!(node.op_type.as_str(), "Add" | "Mul") =>
            {
                Some(other)
            }
            _ => None,
        }
    }

    /// `x` of `x / number` and of `x · (1 / number)`.
    fn divided(&self, value: &str, number: f32) -> Option<&'a str> {
        let by_quotient = self
            .made_by(value, "Div")
            .and_then(|node| self.besides(node, number));
        by_quotient.or_else(|| self.besides(self.made_by(value, "Mul")?, number.recip()))
    }

    /// `x` of `min(max(x + 3, 0), 6) / 6`.
    fn hard_sigmoid(&self, node: &'a NodeProto) -> Option<&'a str> {
        let clip = self.made_by(self.divided(node.output.first()?, 6.0)?, "Clip")?;
        let bound = |index: usize, name: &str| {
            let given = clip.input.get(index).filter(|name| !name.is_empty());
            match given {
                Some(value) => self.numbers.get(value.as_str()).copied(),
                None => {
                    clip.attribute
                        .iter()
                        .find(|attribute| attribute.name == name)?
                        .f
                }
            }
        };
        if (bound(1, "min"), bound(2, "max")) != (Some(0.0), Some(6.0)) {
            return None;
        }
        self.besides(self.made_by(clip.input.first()?, "Add")?, 3.0)
    }

    /// The factors of a product of products.
    fn factors(&self, value: &'a str, depth: usize, factors: &mut Vec<&'a str>) {
        match self.made_by(value, "Mul") {
            Some(node) if depth > 0 && node.input.len() == 2 => {
                node.input
                    .iter()
                    .for_each(|input| self.factors(input, depth - 1, factors));
            }
            _ => factors.push(value),
        }
    }

    /// `x · 0.5 · (1 + erf(x / √2))`, in whichever order it is multiplied, and the same by way of tanh.
    fn gelu(&self, node: &'a NodeProto) -> Option<Joined> {
        let mut factors = Vec::new();
        self.factors(node.output.first()?, 3, &mut factors);
        self.remove(&mut factors, 0.5)?;
        let [one, other] = factors[..] else {
            return None;
        };
        let orders = [(one, other), (other, one)];
        orders.into_iter().find_map(|(x, raised)| {
            let made = self.besides(self.made_by(raised, "Add")?, 1.0)?;
            if let Some(erf) = self.made_by(made, "Erf") {
                let inner = self.divided(erf.input.first()?, std::f32::consts::SQRT_2)?;
                return (inner == x).then(|| Joined::new("Gelu", x));
            }
            let inner = self.made_by(made, "Tanh")?.input.first()?;
            let sum = self.besides(self.made_by(inner, "Mul")?, 0.797_884_6)?;
            let [first, second] = &self.made_by(sum, "Add")?.input[..] else {
                return None;
            };
            let cubed = if first == x { second } else { first };
            (first == x || second == x).then_some(())?;
            self.is_cube(cubed, x).then(|| Joined::new("GeluByTanh", x))
        })
    }

    /// Whether a value is `0.044715 · x³`.
    fn is_cube(&self, value: &'a str, x: &str) -> bool {
        let mut factors = Vec::new();
        self.factors(value, 4, &mut factors);
        if self.remove(&mut factors, 0.044_715).is_none() {
            return false;
        }
        let power = |value: &str| {
            self.made_by(value, "Pow")
                .and_then(|node| self.besides(node, 3.0))
        };
        match factors[..] {
            [cube] => power(cube) == Some(x),
            [one, two, three] => [one, two, three] == [x; 3],
            _ => false,
        }
    }

    /// Takes a number out of factors; `None` where it is not among them.
    fn remove(&self, factors: &mut Vec<&'a str>, number: f32) -> Option<()> {
        let place = factors
            .iter()
            .position(|factor| self.is_number(factor, number))?;
        factors.remove(place);
        Some(())
    }

    /// How many numbers the file holds under a name, where all of them are this one.
    fn even(&self, value: &str, number: f32) -> Option<usize> {
        let tensor = tensor::read(self.tensors.get(value)?, self.folder).ok()?;
        let numbers = tensor.as_reals();
        numbers
            .iter()
            .all(|it| *it == number)
            .then_some(numbers.len())
    }

    /// A flattened value whose numbers are then taken one after the other: PyTorch's as_strided where nothing moves.
    fn strided(&self, node: &'a NodeProto) -> Option<Joined> {
        let [flattened, indices] = &node.input[..] else {
            return None;
        };
        let before = self.made_by(flattened, "Reshape")?.input.first()?;
        let indices = tensor::read(self.tensors.get(indices.as_str())?, self.folder).ok()?;
        let is_in_order = indices
            .as_wholes()?
            .iter()
            .copied()
            .eq(0..indices.len() as i64);
        let shape = indices.shape.iter().map(|length| *length as i64).collect();
        is_in_order.then(|| Joined {
            op: "Reshape",
            inputs: vec![before.clone()],
            attributes: vec![AttributeProto {
                name: "shape".to_owned(),
                kind: attribute::INTS,
                ints: shape,
                ..AttributeProto::default()
            }],
        })
    }

    /// Groups of channels that are normalized as channels, then multiplied and added to: what GroupNorm becomes.
    fn group_norm(&self, node: &'a NodeProto) -> Option<Joined> {
        let constant = |value: &String| !self.makers.contains_key(value.as_str());
        let besides = |node: &'a NodeProto| match &node.input[..] {
            [value, number] if constant(number) => Some((value, number)),
            [number, value] if constant(number) => Some((value, number)),
            _ => None,
        };
        let (scaled, beta) = besides(node)?;
        let (ungrouped, gamma) = besides(self.made_by(scaled, "Mul")?)?;
        let normal = self.made_by(
            self.made_by(ungrouped, "Reshape")?.input.first()?,
            "InstanceNormalization",
        )?;
        let grouped = self.made_by(normal.input.first()?, "Reshape")?;
        let groups = self.even(normal.input.get(1)?, 1.0)?;
        self.even(normal.input.get(2)?, 0.0)?;
        let mut attributes = vec![whole("num_groups", groups as i64)];
        attributes.extend(
            normal
                .attribute
                .iter()
                .filter(|it| it.name == "epsilon")
                .cloned(),
        );
        Some(Joined {
            op: "GroupNormalization",
            inputs: vec![grouped.input.first()?.clone(), gamma.clone(), beta.clone()],
            attributes,
        })
    }

    /// The function that a product of `x` with something made of `x` is, and `x`.
    fn product(&self, node: &'a NodeProto) -> Option<Joined> {
        let [one, other] = &node.input[..] else {
            return None;
        };
        [(one, other), (other, one)]
            .into_iter()
            .find_map(|(x, made)| {
                let of = |op: &str| {
                    self.made_by(made, op)
                        .filter(|node| node.input.first() == Some(x))
                };
                let is_mish = || {
                    Some(
                        self.made_by(self.made_by(made, "Tanh")?.input.first()?, "Softplus")?
                            .input
                            .first()
                            == Some(x),
                    )
                };
                let sixth = |node: &&NodeProto| {
                    let alpha = node
                        .attribute
                        .iter()
                        .find(|attribute| attribute.name == "alpha");
                    alpha
                        .and_then(|alpha| alpha.f)
                        .is_some_and(|alpha| (alpha - 1.0 / 6.0).abs() < 1e-6)
                };
                if of("Sigmoid").is_some() {
                    Some(Joined::new("Swish", x))
                } else if of("HardSigmoid").as_ref().is_some_and(sixth) {
                    Some(Joined::new("HardSwish", x))
                } else if is_mish() == Some(true) {
                    Some(Joined::new("Mish", x))
                } else {
                    None
                }
            })
    }
}

/// One operator in the place of several.
struct Joined {
    op: &'static str,
    inputs: Vec<String>,
    attributes: Vec<AttributeProto>,
}

impl Joined {
    /// A function of `x`.
    fn new(op: &'static str, x: &str) -> Self {
        let named = |name: &str| AttributeProto {
            name: name.to_owned(),
            ..AttributeProto::default()
        };
        let (op, attribute) = match op {
            "GeluByTanh" => {
                let word = Some(b"tanh".to_vec());
                let attribute = AttributeProto {
                    kind: attribute::STRING,
                    s: word,
                    ..named("approximate")
                };
                ("Gelu", Some(attribute))
            }
            "HardSigmoid" => {
                let sixth = Some(1.0 / 6.0);
                (
                    "HardSigmoid",
                    Some(AttributeProto {
                        kind: attribute::FLOAT,
                        f: sixth,
                        ..named("alpha")
                    }),
                )
            }
            op => (op, None),
        };
        Self {
            op,
            inputs: vec![x.to_owned()],
            attributes: attribute.into_iter().collect(),
        }
    }
}

fn whole(name: &str, number: i64) -> AttributeProto {
    AttributeProto {
        name: name.to_owned(),
        kind: attribute::INT,
        i: Some(number),
        ..AttributeProto::default()
    }
}

/// Writes functions that are spread over several operators as one.
pub fn join(graph: &mut GraphProto, folder: &Path) {
    replace(graph, folder, &["Div", "Mul"], |known, node| {
        Some(Joined::new("HardSigmoid", known.hard_sigmoid(node)?))
    });
    replace(graph, folder, &["Mul"], |known, node| {
        known.product(node).or_else(|| known.gelu(node))
    });
    replace(graph, folder, &["Gather"], |known, node| {
        known.strided(node)
    });
    replace(graph, folder, &["Add"], |known, node| {
        known.group_norm(node)
    });
}

/// Puts what is found at operators of these kinds in their places.
fn replace(
    graph: &mut GraphProto,
    folder: &Path,
    ops: &[&str],
    find: impl for<'a> Fn(&Known<'a>, &'a NodeProto) -> Option<Joined>,
) {
    let known = Known::of(graph, folder);
    let nodes = graph.node.iter().enumerate();
    let nodes = nodes.filter(|(_, node)| {
        ops.contains(&node.op_type.as_str()) && matches!(node.domain.as_str(), "" | "ai.onnx")
    });
    let found: Vec<(usize, Joined)> = nodes
        .filter_map(|(index, node)| Some((index, find(&known, node)?)))
        .collect();
    for (index, joined) in found {
        let node = &mut graph.node[index];
        joined.op.clone_into(&mut node.op_type);
        node.input = joined.inputs;
        node.attribute = joined.attributes;
    }
}
