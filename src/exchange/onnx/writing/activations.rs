//! Functions that numbers go through one by one, and softmax.

use super::Writer;
use super::drawn::Setting;
use crate::layer::{Function, ReLU};

impl Writer<'_> {
    /// The operators of a function; the last one is called `name`.
    pub(super) fn function(&mut self, function: Function, name: &str, input: &str) -> String {
        let mut one =
            |op: &str, settings: &[Setting]| self.drawn.node(op, name, &[input], settings);
        match function {
            Function::Linear => one("Identity", &[]),
            Function::Relu => one("Relu", &[]),
            Function::Sigmoid => one("Sigmoid", &[]),
            Function::Softmax => one("Softmax", &[Setting::Int("axis", 1)]),
            Function::LogSoftmax => one("LogSoftmax", &[Setting::Int("axis", 1)]),
            Function::Tanh => one("Tanh", &[]),
            Function::LeakyRelu => one(
                "LeakyRelu",
                &[Setting::Float("alpha", Function::LEAKY_RELU_SLOPE)],
            ),
            Function::Elu => one("Elu", &[Setting::Float("alpha", 1.0)]),
            Function::Selu => {
                let (alpha, gamma) = (Function::SELU_ALPHA, Function::SELU_SCALE);
                one(
                    "Selu",
                    &[
                        Setting::Float("alpha", alpha),
                        Setting::Float("gamma", gamma),
                    ],
                )
            }
            Function::HardSigmoid => one(
                "HardSigmoid",
                &[
                    Setting::Float("alpha", 1.0 / 6.0),
                    Setting::Float("beta", 0.5),
                ],
            ),
            Function::HardSilu => one("HardSwish", &[]),
            Function::Softplus => one("Softplus", &[]),
            Function::Softsign => one("Softsign", &[]),
            Function::Exponential => one("Exp", &[]),
            Function::Relu6 => self.clip(name, input, Some(6.0)),
            Function::Silu => {
                let sigmoid = self
                    .drawn
                    .node("Sigmoid", &format!("{name}/sigmoid"), &[input], &[]);
                self.drawn.node("Mul", name, &[input, &sigmoid], &[])
            }
            Function::Mish => {
                let softplus =
                    self.drawn
                        .node("Softplus", &format!("{name}/softplus"), &[input], &[]);
                let tanh = self
                    .drawn
                    .node("Tanh", &format!("{name}/tanh"), &[&softplus], &[]);
                self.drawn.node("Mul", name, &[input, &tanh], &[])
            }
            Function::Gelu => self.gelu(name, input),
            Function::GeluApproximate => self.gelu_by_tanh(name, input),
        }
    }

    /// Numbers kept between zero and a ceiling.
    fn clip(&mut self, name: &str, input: &str, most: Option<f64>) -> String {
        let least = self.drawn.real(&format!("{name}/min"), 0.0);
        match most {
            Some(most) => {
                let most = self.drawn.real(&format!("{name}/max"), most);
                self.drawn.node("Clip", name, &[input, &least, &most], &[])
            }
            None => self.drawn.node("Clip", name, &[input, &least], &[]),
        }
    }

    /// `x / 2 · (1 + erf(x / √2))`.
    fn gelu(&mut self, name: &str, input: &str) -> String {
        let root = self
            .drawn
            .real(&format!("{name}/root"), std::f64::consts::SQRT_2);
        let divided = self
            .drawn
            .node("Div", &format!("{name}/div"), &[input, &root], &[]);
        let erf = self
            .drawn
            .node("Erf", &format!("{name}/erf"), &[&divided], &[]);
        self.half_of_raised(name, input, &erf)
    }

    /// `x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))`.
    fn gelu_by_tanh(&mut self, name: &str, input: &str) -> String {
        let part = |what: &str| format!("{name}/{what}");
        let square = self
            .drawn
            .node("Mul", &part("square"), &[input, input], &[]);
        let cube = self
            .drawn
            .node("Mul", &part("cube"), &[&square, input], &[]);
        let factor = self.drawn.real(&part("factor"), 0.044_715);
        let small = self
            .drawn
            .node("Mul", &part("small"), &[&cube, &factor], &[]);
        let sum = self.drawn.node("Add", &part("sum"), &[input, &small], &[]);
        let root = self
            .drawn
            .real(&part("root"), (2.0 / std::f64::consts::PI).sqrt());
        let inner = self.drawn.node("Mul", &part("inner"), &[&sum, &root], &[]);
        let tanh = self.drawn.node("Tanh", &part("tanh"), &[&inner], &[]);
        self.half_of_raised(name, input, &tanh)
    }

    /// `x / 2 · (1 + y)`.
    fn half_of_raised(&mut self, name: &str, input: &str, made: &str) -> String {
        let one = self.drawn.real(&format!("{name}/one"), 1.0);
        let raised = self
            .drawn
            .node("Add", &format!("{name}/raised"), &[made, &one], &[]);
        let product = self
            .drawn
            .node("Mul", &format!("{name}/product"), &[input, &raised], &[]);
        let half = self.drawn.real(&format!("{name}/half"), 0.5);
        self.drawn.node("Mul", name, &[&product, &half], &[])
    }

    /// Relu with a ceiling, a slope and a threshold: one operator for each of them that is there.
    pub(super) fn relu(&mut self, index: usize, layer: &ReLU) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let sloped = layer.negative_slope != 0.0;
        if !sloped && layer.threshold == 0.0 {
            return match layer.max_value {
                Some(most) => self.clip(&name, &input, Some(most)),
                None => self.drawn.node("Relu", &name, &[&input], &[]),
            };
        }
        self.spread(index);
        let passed = match (sloped, layer.threshold == 0.0) {
            (_, true) => {
                let slope = Setting::Float("alpha", layer.negative_slope);
                self.drawn
                    .node("LeakyRelu", &format!("{name}/leaky"), &[&input], &[slope])
            }
            (false, false) => {
                let threshold = Setting::Float("alpha", layer.threshold);
                self.drawn.node(
                    "ThresholdedRelu",
                    &format!("{name}/threshold"),
                    &[&input],
                    &[threshold],
                )
            }
            (true, false) => {
                let threshold = Setting::Float("alpha", layer.threshold);
                let above = self.drawn.node(
                    "ThresholdedRelu",
                    &format!("{name}/above"),
                    &[&input],
                    &[threshold],
                );
                let offset = self.drawn.real(&format!("{name}/offset"), layer.threshold);
                let moved =
                    self.drawn
                        .node("Sub", &format!("{name}/moved"), &[&input, &offset], &[]);
                let zero = self.drawn.real(&format!("{name}/zero"), 0.0);
                let below = self
                    .drawn
                    .node("Min", &format!("{name}/below"), &[&moved, &zero], &[]);
                let slope = self
                    .drawn
                    .real(&format!("{name}/slope"), layer.negative_slope);
                let sloped =
                    self.drawn
                        .node("Mul", &format!("{name}/sloped"), &[&below, &slope], &[]);
                self.drawn
                    .node("Add", &format!("{name}/joined"), &[&above, &sloped], &[])
            }
        };
        match layer.max_value {
            Some(most) => {
                let most = self.drawn.real(&format!("{name}/max"), most);
                self.drawn.node("Min", &name, &[&passed, &most], &[])
            }
            None => self.drawn.node("Identity", &name, &[&passed], &[]),
        }
    }

    /// Slopes below zero, lined up with channels first.
    pub(super) fn prelu(&mut self, index: usize) -> String {
        let is_map = self.input_shape(index).as_map().is_some();
        let axes: &[usize] = if is_map { &[2, 0, 1] } else { &[] };
        let (shape, slopes) = self.weight(index, "alpha", axes).unwrap_or_default();
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let slopes = self.drawn.reals(&format!("{name}/alpha"), &shape, &slopes);
        self.drawn.node("PRelu", &name, &[&input, &slopes], &[])
    }
}
