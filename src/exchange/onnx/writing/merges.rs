//! Layers of several inputs.

use super::Writer;
use super::drawn::Setting;

impl Writer<'_> {
    fn inputs(&self, index: usize) -> Vec<String> {
        self.at(index)
            .inputs
            .iter()
            .map(|input| self.outputs[*input].clone())
            .collect()
    }

    /// One operator for all inputs; a sum of two is an Add, as every exporter writes it.
    pub(super) fn merge(&mut self, index: usize, op: &str) -> String {
        let (name, inputs) = (self.at(index).name.clone(), self.inputs(index));
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        let op = if op == "Sum" && inputs.len() == 2 {
            "Add"
        } else {
            op
        };
        self.drawn.node(op, &name, &inputs, &[])
    }

    /// A product of two after the other.
    pub(super) fn multiply(&mut self, index: usize) -> String {
        let (name, inputs) = (self.at(index).name.clone(), self.inputs(index));
        let last = inputs.len().saturating_sub(1);
        let mut product = inputs.first().cloned().unwrap_or_default();
        for (place, input) in inputs.iter().enumerate().skip(1) {
            let part = if place == last {
                name.clone()
            } else {
                format!("{name}/{place}")
            };
            product = self.drawn.node("Mul", &part, &[&product, input], &[]);
        }
        product
    }

    pub(super) fn concatenate(&mut self, index: usize) -> String {
        let (name, inputs) = (self.at(index).name.clone(), self.inputs(index));
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        self.drawn
            .node("Concat", &name, &inputs, &[Setting::Int("axis", 1)])
    }

    /// The first input plus a share of the second.
    pub(super) fn scaled_sum(&mut self, index: usize, scale: f64) -> String {
        self.spread(index);
        let (name, inputs) = (self.at(index).name.clone(), self.inputs(index));
        let [one, other] = &inputs[..] else {
            return self.merge(index, "Sum");
        };
        let factor = self.drawn.real(&format!("{name}/scale"), scale);
        let scaled = self
            .drawn
            .node("Mul", &format!("{name}/scaled"), &[other, &factor], &[]);
        self.drawn.node("Add", &name, &[one, &scaled], &[])
    }
}
