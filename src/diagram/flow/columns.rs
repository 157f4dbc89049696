//! Columns: where a long network goes on beside itself.

use std::ops::Range;

use super::Wrap;

/// Width : height of a page, laid across.
const PAGE_RATIO: f32 = 1.5;

/// How much an empty share of a page counts beside wrong proportions: eight equal layers shall make two columns of four.
const WASTE_WEIGHT: f32 = 1.5;

/// More columns are never tried: each would be a few layers only.
const MOST_COLUMNS: usize = 60;

/// What deciding needs to know about the layers.
#[derive(Debug)]
pub(super) struct Strip {
    /// How far each layer extends along, px.
    pub along: Vec<f32>,
    /// How far each layer reaches to both sides of the main path, px.
    pub reach: Vec<[f32; 2]>,
    /// The gap behind each layer but the last, px.
    pub gaps: Vec<f32>,
    /// The part of the gap before each layer that is kept free of tracks, px.
    pub titles: Vec<f32>,
    /// What a column's end costs behind each layer but the last: something where no new stage begins. `None` where more
    /// than one wire runs: no column ends there.
    pub costs: Vec<Option<f32>>,
    /// Room between columns, px.
    pub gutter: f32,
    /// Whether `along` runs downwards.
    pub is_upright: bool,
}

impl Strip {
    /// The layers of each column.
    pub(super) fn columns(&self, wrap: Wrap) -> Vec<Range<usize>> {
        let count = self.along.len();
        match wrap {
            _ if count == 0 => Vec::new(),
            Wrap::Never => std::iter::once(0..count).collect(),
            Wrap::Rows(rows) => {
                let rows = rows.max(1);
                (0..count)
                    .step_by(rows)
                    .map(|first| first..(first + rows).min(count))
                    .collect()
            }
            Wrap::Page => self.page(PAGE_RATIO),
            Wrap::Like(percent) => self.page(f32::from(percent.max(1)) / 100.0),
        }
    }

    /// Of all ways to fill columns to some length, the one that comes closest to a page of this width to height and wastes
    /// least of it.
    fn page(&self, page_ratio: f32) -> Vec<Range<usize>> {
        let all = 0..self.along.len();
        let ends = self.ends();
        let total = ends.last().copied().unwrap_or(0.0);
        let most = MOST_COLUMNS.min(self.along.len());
        // Half steps: a column may be a little longer or shorter than an equal share. Where one has to be long, short ones
        // beside it would be a page of air.
        let longest = self.longest_part(&ends);
        let limits = (2..=2 * most).map(|halves| total * 2.0 / halves as f32);
        let candidates = limits
            .filter(|limit| limit * 1.25 >= longest)
            .map(|limit| self.fill(&ends, limit));
        let rated =
            candidates.map(|columns| (self.distance_from_page(&columns, page_ratio), columns));
        let best = rated.min_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or_else(|| std::iter::once(all).collect(), |(_, columns)| columns)
    }

    /// Where each layer ends if all stand in one column, px.
    fn ends(&self) -> Vec<f32> {
        let mut end = 0.0;
        let ends = self.along.iter().enumerate().map(|(layer, along)| {
            end += along;
            let own = end;
            end += self.gaps.get(layer).copied().unwrap_or(0.0);
            own
        });
        ends.collect()
    }

    /// The length of the longest part in which no column may end, px.
    fn longest_part(&self, ends: &[f32]) -> f32 {
        let (mut longest, mut first) = (0.0_f32, 0);
        for (last, end) in ends.iter().enumerate() {
            if self.costs.get(last).is_none_or(Option::is_some) {
                longest = longest.max(end - ends[first] + self.along[first]);
                first = last + 1;
            }
        }
        longest
    }

    /// Fills columns to about `limit` px each. A column may end within a quarter of it, where that costs least; of equals
    /// the one closest to the limit. Where it may not end there, it is longer.
    fn fill(&self, ends: &[f32], limit: f32) -> Vec<Range<usize>> {
        let mut columns = Vec::new();
        let mut first = 0;
        while first < self.along.len() {
            let end = self.end_of_column(ends, first, limit);
            columns.push(first..end);
            first = end;
        }
        columns
    }

    fn end_of_column(&self, ends: &[f32], first: usize, limit: f32) -> usize {
        let count = self.along.len();
        let begin = ends[first] - self.along[first];
        let length = |last: usize| ends[last] - begin;
        if length(count - 1) <= limit * 1.25 {
            return count;
        }
        let mut best: Option<(f32, f32, usize)> = None;
        for last in first..count - 1 {
            if length(last) > limit * 1.25 && best.is_some() {
                break;
            }
            let Some(cost) = self.costs[last] else {
                continue;
            };
            let candidate = (cost, (length(last) - limit).abs(), last + 1);
            let is_better = best.is_none_or(|best| (candidate.0, candidate.1) < (best.0, best.1));
            if is_better && (length(last) >= limit * 0.75 || length(last + 1) > limit * 1.25) {
                best = Some(candidate);
            }
        }
        best.map_or(count, |(_, _, end)| end)
    }

    fn length(&self, layers: Range<usize>) -> f32 {
        let gaps: f32 = self.gaps[layers.start..layers.end - 1].iter().sum();
        self.along[layers].iter().sum::<f32>() + gaps
    }

    /// How far the whole is from a filled page: the logarithm of its wrong proportions, plus its empty share.
    fn distance_from_page(&self, columns: &[Range<usize>], page_ratio: f32) -> f32 {
        let lengths = || columns.iter().map(|layers| self.length(layers.clone()));
        let breadths = || {
            columns
                .iter()
                .map(|layers| self.breadth(layers.clone()) + self.gutter)
        };
        let (along, across) = (
            lengths().fold(1.0, f32::max),
            breadths().sum::<f32>().max(1.0),
        );
        let ratio = if self.is_upright {
            across / along
        } else {
            along / across
        };
        let filled: f32 = lengths()
            .zip(breadths())
            .map(|(length, breadth)| length * breadth)
            .sum();
        (ratio / page_ratio).ln().abs() + WASTE_WEIGHT * (1.0 - filled / (along * across))
    }

    fn breadth(&self, layers: Range<usize>) -> f32 {
        let [near, far] = self.reach_of(layers);
        far - near
    }

    /// How far a column reaches to both sides of the main path, px.
    pub(super) fn reach_of(&self, layers: Range<usize>) -> [f32; 2] {
        let reach = self.reach[layers].iter();
        reach.fold([0.0, 0.0], |all, layer| {
            [all[0].min(layer[0]), all[1].max(layer[1])]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(costs: &[f32]) -> Strip {
        strip_of(costs.iter().map(|cost| Some(*cost)).collect())
    }

    fn strip_of(costs: Vec<Option<f32>>) -> Strip {
        Strip {
            along: vec![46.0; costs.len() + 1],
            reach: vec![[-118.0, 118.0]; costs.len() + 1],
            gaps: vec![34.0; costs.len()],
            titles: vec![0.0; costs.len() + 1],
            costs,
            gutter: 48.0,
            is_upright: true,
        }
    }

    fn filled(strip: &Strip, limit: f32) -> Vec<Range<usize>> {
        strip.fill(&strip.ends(), limit)
    }

    fn ends(columns: &[Range<usize>]) -> Vec<usize> {
        columns.iter().map(|layers| layers.end).collect()
    }

    #[test]
    fn eight_layers_fill_a_page_in_two_columns() {
        assert_eq!(ends(&strip(&[0.5; 7]).columns(Wrap::Page)), [4, 8]);
    }

    #[test]
    fn a_column_rather_ends_where_a_stage_does() {
        let mut costs = [0.5; 9];
        assert_eq!(ends(&filled(&strip(&costs), 400.0)), [5, 10]);
        costs[5] = 0.0;
        assert_eq!(ends(&filled(&strip(&costs), 400.0)), [6, 10]);
    }

    #[test]
    fn no_column_ends_where_wires_run_beside_each_other() {
        let costs = (0..9).map(|gap| (gap == 2 || gap == 7).then_some(0.5));
        assert_eq!(ends(&filled(&strip_of(costs.collect()), 400.0)), [8, 10]);
        assert_eq!(ends(&strip_of(vec![None; 7]).columns(Wrap::Page)), [8]);
    }

    #[test]
    fn a_long_part_has_no_columns_of_single_layers_beside_it() {
        let costs = (0..30).map(|gap| (!(3..=27).contains(&gap)).then_some(0.5));
        let columns = strip_of(costs.collect()).columns(Wrap::Page);
        assert!(columns.len() <= 2, "{columns:?}");
    }

    #[test]
    fn rows_are_counted_and_never_means_one_column() {
        assert_eq!(ends(&strip(&[0.0; 7]).columns(Wrap::Rows(3))), [3, 6, 8]);
        assert_eq!(
            ends(&strip(&[0.0; 7]).columns(Wrap::Rows(0))),
            [1, 2, 3, 4, 5, 6, 7, 8]
        );
        assert_eq!(ends(&strip(&[0.0; 7]).columns(Wrap::Never)), [8]);
        assert_eq!(ends(&strip(&[]).columns(Wrap::Page)), [1]);
    }
}
