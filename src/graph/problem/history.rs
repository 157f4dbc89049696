//! How a branch came to its shape, layer by layer.

use std::collections::BTreeSet;

use super::Site;

/// As many steps of one branch as are told.
const MOST_STEPS: usize = 6;

impl Site<'_> {
    /// How each of `branches` came to its shape, from the layer where they part: "`image` (64, 64, 3) → `conv1` (62, 62, 8)".
    pub fn histories(&self, branches: &[usize]) -> Vec<String> {
        let above: Vec<BTreeSet<usize>> = branches.iter().map(|end| self.upstream(*end)).collect();
        let shared = above
            .iter()
            .skip(1)
            .fold(above.first().cloned(), |shared, other| {
                shared.map(|shared| shared.intersection(other).copied().collect())
            });
        // The last layer that all branches come from.
        let fork = shared.and_then(|shared| shared.last().copied());
        branches
            .iter()
            .map(|end| self.history(*end, fork))
            .collect()
    }

    /// The layers that `end` comes from, itself among them.
    pub fn upstream(&self, end: usize) -> BTreeSet<usize> {
        let mut seen = BTreeSet::from([end]);
        let mut open = vec![end];
        while let Some(index) = open.pop() {
            let inputs = self.layer(index).inputs.iter().flatten();
            open.extend(inputs.filter(|input| seen.insert(**input)));
        }
        seen
    }

    fn history(&self, end: usize, fork: Option<usize>) -> String {
        let mut steps = Vec::new();
        let mut current = end;
        loop {
            let report = self.layer(current);
            let input = report.inputs.first().copied().flatten();
            let before = input.and_then(|input| self.layer(input).output_shape);
            let is_first = input.is_none() || fork == Some(current);
            if let Some(shape) = report.output_shape
                && (is_first || before != Some(shape))
            {
                steps.push(format!("`{}` {shape}", report.name));
            }
            match input {
                Some(input) if !is_first => current = input,
                _ => break,
            }
        }
        steps.reverse();
        if steps.len() > MOST_STEPS {
            let cut = steps.len() - MOST_STEPS + 1;
            drop(steps.splice(1..=cut, ["…".to_owned()]));
        }
        steps.join(" → ")
    }
}
