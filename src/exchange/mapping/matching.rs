//! Pairing the layers of a network with the modules of a file, so that no array is given twice but to calls of one layer.

use std::collections::BTreeMap;

use super::{Mapping, Offered, Reason};
use crate::exchange::joining::first_call;

/// Weights that lie together in one module.
pub(super) struct Part {
    /// What it is called here.
    pub name: String,
    /// Its weights.
    pub rows: Vec<usize>,
}

/// Arrays of one module.
struct Module {
    name: String,
    arrays: Vec<usize>,
}

impl Mapping {
    pub(super) fn join(&mut self, parts: &[Part]) {
        let modules = &modules(&self.offered)[..];
        let (mut given, mut taken) = (vec![false; parts.len()], vec![false; modules.len()]);
        for (part, name) in parts.iter().map(|part| plain(&part.name)).enumerate() {
            let mut called_so = (0..modules.len())
                .filter(|module| !taken[*module] && plain(&modules[*module].name) == name);
            // PyTorch has both ends of a normalization where here there is one.
            let found = called_so.find(|module| self.has_all(parts, modules, (part, *module)));
            if let Some(module) = found {
                self.give(&parts[part], &modules[module], Reason::Name);
                (given[part], taken[module]) = (true, true);
            }
        }
        self.give_again(parts, &mut given);
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
                (given[part], taken[module]) = (true, true);
            }
        }
        self.give_again(parts, &mut given);
    }

    /// Gives later calls of a layer what its first one has: files keep the weights of a layer once.
    fn give_again(&mut self, parts: &[Part], given: &mut [bool]) {
        for (part, given) in parts.iter().zip(given) {
            let sources = part.rows.iter().map(|row| self.source_of_first(*row));
            let Some(sources) = sources.collect::<Option<Vec<usize>>>().filter(|_| !*given) else {
                continue;
            };
            for (row, source) in part.rows.iter().zip(sources) {
                self.rows[*row].source = Some((source, Reason::Again));
            }
            *given = true;
        }
    }

    /// What the first call of the layer of this row gets for the same weight, where that fits here, too.
    fn source_of_first(&self, row: usize) -> Option<usize> {
        let wanted = &self.rows[row];
        let first = first_call(&wanted.layer)?;
        let mut rows = self.rows.iter();
        let same = rows.find(|it| it.layer == first && it.weight == wanted.weight)?;
        let (source, _) = same.source?;
        let mut fitting = wanted.fitting.iter();
        fitting.any(|(array, _)| *array == source).then_some(source)
    }

    fn give(&mut self, part: &Part, module: &Module, reason: Reason) {
        for row in &part.rows {
            let row = &mut self.rows[*row];
            let mut inside = row
                .fitting
                .iter()
                .filter(|(array, _)| module.arrays.contains(array));
            row.source = inside.next().map(|(array, _)| (*array, reason));
        }
    }

    /// Whether each weight of the part can get an array of the module, and no array is left over.
    fn fits(&self, parts: &[Part], modules: &[Module], (part, module): (usize, usize)) -> bool {
        let (rows, arrays) = (&parts[part].rows, &modules[module].arrays);
        rows.len() == arrays.len() && self.has_all(parts, modules, (part, module))
    }

    /// Whether each weight of the part can get an array of the module.
    fn has_all(&self, parts: &[Part], modules: &[Module], (part, module): (usize, usize)) -> bool {
        let arrays = &modules[module].arrays;
        parts[part].rows.iter().all(|row| {
            let mut fitting = self.rows[*row].fitting.iter();
            fitting.any(|(array, _)| arrays.contains(array))
        })
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
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn modules(offered: &[Offered]) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, array) in offered.iter().enumerate() {
        let place = *places.entry(&array.module).or_insert_with(|| {
            modules.push(Module {
                name: array.module.clone(),
                arrays: Vec::new(),
            });
            modules.len() - 1
        });
        modules[place].arrays.push(index);
    }
    modules
}
