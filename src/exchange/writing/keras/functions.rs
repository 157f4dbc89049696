//! Activation functions by the names that Keras has for them, or as layers that compute the same.

use serde_json::json;

use super::Dialect;
use super::emit::Emitter;
use super::setting::{needed, optional};
use crate::exchange::Fate;
use crate::layer::Function;
use crate::message;

/// The name by which every reader of a dialect knows a function; `None` where it has to be made of layers.
///
/// `hard_sigmoid` is another function in Keras 2 than in Keras 3, and who reads a file of the older dialect may be either.
pub(super) fn known(function: Function, dialect: Dialect) -> Option<&'static str> {
    match (dialect, function) {
        (_, Function::GeluApproximate) => None,
        (Dialect::Keras3, function) => Some(function.name()),
        (
            Dialect::Keras2,
            Function::LeakyRelu | Function::Relu6 | Function::HardSigmoid | Function::HardSilu,
        ) => None,
        (Dialect::Browser, Function::Relu6) => Some("relu6"),
        (
            Dialect::Browser,
            Function::LeakyRelu
            | Function::HardSigmoid
            | Function::HardSilu
            | Function::Exponential,
        ) => None,
        (Dialect::Keras2 | Dialect::Browser, Function::Silu) => Some("swish"),
        (Dialect::Keras2 | Dialect::Browser, function) => Some(function.name()),
    }
}

impl Emitter<'_, '_> {
    /// The function of the layer `of` as layers behind `input`; the last one is called `name`. Gives its index.
    pub(super) fn function(
        &mut self,
        function: Function,
        input: usize,
        (of, name): (&str, String),
    ) -> usize {
        let word = function.name();
        let (fate, message) = match function {
            Function::Exponential => (Fate::Refused, message!("export-browser-lacks", what = word)),
            _ => (
                Fate::Translated,
                message!("export-function-as-layers", function = word),
            ),
        };
        self.report.tell(fate, of, message);
        match function {
            Function::LeakyRelu => {
                let slope = json!(Function::LEAKY_RELU_SLOPE);
                self.push("LeakyReLU", name, vec![needed("alpha", slope)], vec![input])
            }
            Function::Relu6 => self.clipped(6.0, input, name),
            Function::HardSigmoid => self.hard_sigmoid(input, of, name),
            Function::HardSilu => {
                let gate = self.name_of_part(of, "gate");
                let gate = self.hard_sigmoid(input, of, gate);
                self.push("Multiply", name, Vec::new(), vec![input, gate])
            }
            Function::GeluApproximate => self.gelu_approximate(input, of, name),
            // Every other function is known in both dialects.
            _ => {
                let settings = vec![needed("activation", json!(word))];
                self.push("Activation", name, settings, vec![input])
            }
        }
    }

    fn clipped(&mut self, most: f64, input: usize, name: String) -> usize {
        let settings = vec![needed("max_value", json!(most))];
        self.push("ReLU", name, settings, vec![input])
    }

    /// `scale · x + offset`. Keras 3 opens no such layer that leaves its offset out.
    pub(super) fn rescaled(
        &mut self,
        (scale, offset): (f64, f64),
        input: usize,
        name: String,
    ) -> usize {
        let offset = optional("offset", json!(offset), json!(0.0));
        let settings = vec![needed("scale", json!(scale)), offset];
        self.push("Rescaling", name, settings, vec![input])
    }

    /// `min(max(x / 6 + 1/2, 0), 1)`
    fn hard_sigmoid(&mut self, input: usize, of: &str, name: String) -> usize {
        let line = self.name_of_part(of, "line");
        let line = self.rescaled((1.0 / 6.0, 0.5), input, line);
        self.clipped(1.0, line, name)
    }

    /// `x · sigmoid(2 · √(2/π) · x · (1 + 0.044715 · x²))`, which is the formula by way of tanh.
    fn gelu_approximate(&mut self, input: usize, of: &str, name: String) -> usize {
        let factor = 2.0 * (2.0 / std::f64::consts::PI).sqrt();
        let part = |emitter: &mut Self, part: &str| emitter.name_of_part(of, part);
        let square = part(self, "square");
        let twice = self.apart(vec![input, input], of);
        let square = self.push("Multiply", square, Vec::new(), twice);
        let line = part(self, "line");
        let line = self.rescaled((factor * 0.044_715, factor), square, line);
        let cubic = part(self, "cubic");
        let cubic = self.push("Multiply", cubic, Vec::new(), vec![input, line]);
        let gate = part(self, "gate");
        let settings = vec![needed("activation", json!("sigmoid"))];
        let gate = self.push("Activation", gate, settings, vec![cubic]);
        self.push("Multiply", name, Vec::new(), vec![input, gate])
    }
}
