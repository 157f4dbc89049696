//! What is known about a network as it stands: shapes and costs, problems, and how it differs from another one.

use super::comparison::Comparison;
use super::marks::Marks;
use crate::graph::problem::find_all;
use crate::graph::{
    Aim, Graph, HealthMeasure, Inference, Problem, StepSeconds, infer, infer_again,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that follows from a network and what it is held against. Kept up to date by its document.
#[derive(Debug, Default)]
pub struct Findings {
    /// Shapes, parameters, costs.
    pub inference: Inference,
    /// What is wrong, alone and for what it is wanted for; errors first, what is merely missing last.
    pub problems: Vec<Problem>,
    /// What the canvas points out.
    pub marks: Marks,
    /// What each layer took in a step of the last training.
    pub step_seconds: Arc<StepSeconds>,
    /// What was watched of each layer in the last training, as of its last reading.
    pub health: BTreeMap<HealthMeasure, Arc<StepSeconds>>,
    aim: Aim,
    comparison: Option<Comparison>,
}

impl Findings {
    /// What is known about `graph`, held against nothing.
    pub fn of(graph: &Graph) -> Self {
        let mut findings = Self::default();
        findings.refresh(graph);
        findings
    }

    /// Finds out everything anew.
    pub fn refresh(&mut self, graph: &Graph) {
        self.inference = infer(graph);
        self.find_problems(graph);
    }

    /// Finds out what an edit has changed.
    pub fn follow(&mut self, before: &Graph, after: &Graph) {
        let known = std::mem::take(&mut self.inference);
        self.inference = infer_again(known, before, after);
        self.find_problems(after);
    }

    /// The data set and the loss that the network is checked against.
    pub fn aim(&self) -> &Aim {
        &self.aim
    }

    /// Checks the network against this data set and this loss from now on.
    pub fn set_aim(&mut self, aim: Aim, graph: &Graph) {
        self.aim = aim;
        self.find_problems(graph);
    }

    /// What the network is compared with.
    pub fn comparison(&self) -> Option<&Comparison> {
        self.comparison.as_ref()
    }

    /// Compares the network with something from now on, or with nothing.
    pub fn compare(&mut self, comparison: Option<Comparison>) {
        let marks = comparison.as_ref().map(Comparison::marks);
        self.marks = marks.unwrap_or_default();
        self.comparison = comparison;
    }

    fn find_problems(&mut self, graph: &Graph) {
        self.problems = find_all(graph, &self.inference, &self.aim);
        if let Some(comparison) = &mut self.comparison {
            comparison.refresh(graph, &self.inference);
            self.marks = comparison.marks();
        }
    }
}
