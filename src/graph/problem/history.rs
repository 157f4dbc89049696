//! How a branch came to its shape, layer by layer.

use std::collections::BTreeSet;

use super::Site;

/// As many steps of one branch as are told.
const MOST_STEPS: usize = 6;

/// As many layers as are walked up for one fault: branches that part farther up have nothing to do with each other, and a
/// large network may have a thousand faults.
const MOST_WALKED: usize = 1_000;

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

    /// The layers that `end` comes from, itself among them; of many, those that stand nearest.
    pub fn upstream(&self, end: usize) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut open = BTreeSet::from([end]);
        // A layer stands behind all that it comes from.
        while let Some(index) = open.pop_last().filter(|_| seen.len() < MOST_WALKED) {
            seen.insert(index);
            open.extend(self.layer(index).inputs.iter().flatten());
        }
        seen
    }

    /// The layers from `end` up the first inputs.
    pub fn first_branch(&self, end: usize) -> impl Iterator<Item = usize> + '_ {
        let before = |index: &usize| self.layer(*index).inputs.first().copied().flatten();
        std::iter::successors(Some(end), before).take(MOST_WALKED)
    }

    fn history(&self, end: usize, fork: Option<usize>) -> String {
        let mut steps = Vec::new();
        for current in self.first_branch(end) {
            let report = self.layer(current);
            let input = report.inputs.first().copied().flatten();
            let before = input.and_then(|input| self.layer(input).output_shape);
            let is_first = input.is_none() || fork == Some(current);
            if let Some(shape) = report.output_shape
                && (is_first || before != Some(shape))
            {
                steps.push(format!("`{}` {shape}", report.name));
            }
            if is_first {
                break;
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
