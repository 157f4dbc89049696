//! Lines two lists up so that what is alike stands beside each other, as `diff` does with lines of text.

/// What of two lists stands beside each other, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::graph) enum Pair {
    /// Only the first list has something here.
    OnlyBefore(usize),
    /// Only the second list has something here.
    OnlyAfter(usize),
    /// The two belong together.
    Both(usize, usize),
}

/// Above this product of lengths the table would take too much memory; nothing is lined up then.
const MOST_CELLS: usize = 25_000_000;

/// The line-up with the highest sum of `score`; 0 for what must not stand together. Order is kept on both sides
/// (Needleman and Wunsch, 1970, without a cost for gaps).
pub(in crate::graph) fn align(
    before: usize,
    after: usize,
    score: impl Fn(usize, usize) -> u32,
) -> Vec<Pair> {
    if before.saturating_mul(after) > MOST_CELLS {
        let gone = (0..before).map(Pair::OnlyBefore);
        return gone.chain((0..after).map(Pair::OnlyAfter)).collect();
    }
    let table = Table::new(before, after, &score);
    let (mut one, mut other) = (0, 0);
    let mut pairs = Vec::with_capacity(before.max(after));
    while one < before || other < after {
        let together = if one < before && other < after {
            score(one, other)
        } else {
            0
        };
        let best = table.best(one, other);
        if together > 0 && best == table.best(one + 1, other + 1) + together {
            pairs.push(Pair::Both(one, other));
            one += 1;
            other += 1;
        } else if one < before && best == table.best(one + 1, other) {
            pairs.push(Pair::OnlyBefore(one));
            one += 1;
        } else {
            pairs.push(Pair::OnlyAfter(other));
            other += 1;
        }
    }
    pairs
}

/// The best sum that the ends of both lists can reach, from each place on.
struct Table {
    sums: Vec<u32>,
    width: usize,
}

impl Table {
    fn new(before: usize, after: usize, score: &impl Fn(usize, usize) -> u32) -> Self {
        let width = after + 1;
        let mut table = Self {
            sums: vec![0; (before + 1) * width],
            width,
        };
        for one in (0..before).rev() {
            for other in (0..after).rev() {
                let apart = table.best(one + 1, other).max(table.best(one, other + 1));
                let together = match score(one, other) {
                    0 => 0,
                    score => table.best(one + 1, other + 1) + score,
                };
                table.sums[one * width + other] = apart.max(together);
            }
        }
        table
    }

    /// Places behind an end reach nothing.
    fn best(&self, one: usize, other: usize) -> u32 {
        let is_inside = other < self.width;
        let index = one * self.width + other;
        self.sums
            .get(index)
            .copied()
            .filter(|_| is_inside)
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(before: &str, after: &str) -> String {
        let (before, after): (Vec<char>, Vec<char>) =
            (before.chars().collect(), after.chars().collect());
        let score = |one: usize, other: usize| u32::from(before[one] == after[other]);
        let pairs = align(before.len(), after.len(), score);
        let told = |pair: Pair| match pair {
            Pair::OnlyBefore(one) => format!("-{}", before[one]),
            Pair::OnlyAfter(other) => format!("+{}", after[other]),
            Pair::Both(one, _) => before[one].to_string(),
        };
        pairs.into_iter().map(told).collect()
    }

    #[test]
    fn what_is_alike_stands_together_in_order() {
        assert_eq!(aligned("abcd", "abcd"), "abcd");
        assert_eq!(aligned("abcd", "acxd"), "a-bc+xd");
        assert_eq!(aligned("", "ab"), "+a+b");
        assert_eq!(aligned("ab", ""), "-a-b");
        assert_eq!(aligned("ab", "xy"), "-a-b+x+y");
    }

    #[test]
    fn lists_too_long_for_the_table_are_not_lined_up() {
        let pairs = align(MOST_CELLS, 2, |_, _| 1);
        assert_eq!(pairs.len(), MOST_CELLS + 2);
    }
}
