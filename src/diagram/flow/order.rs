//! The order of cells in each layer: as few crossings as can be found, branches in the order of the ports that they end
//! at, and of equals the first one found, so that a small edit moves little.

use super::Sketch;
use super::crossings::{CROSSING, Crossings};
use super::frames;
use super::kept;
use super::layers::Layered;
use super::search::{OrderSearch, Pull};
use super::walks::{walk_down, walk_up};

/// How much less than in the order that boxes stand in crossings have to cost, in tenths, for boxes to change places.
const WORTH_A_CHANGE: usize = 9;

/// The order of cells, and where in it each cell is.
#[derive(Clone, Debug, Default)]
pub(super) struct CellOrder {
    /// The cells of each layer.
    pub rows: Vec<Vec<usize>>,
    /// The place of each cell in its row.
    pub place: Vec<usize>,
}

impl CellOrder {
    /// Finds an order. Wires of one box that come to lie side by side share a cell from then on.
    pub(super) fn new(sketch: &Sketch, layered: &mut Layered) -> Self {
        let mut rows = Self::found(sketch, layered).rows;
        frames::gather(sketch, layered, &mut rows);
        layered.merge(sketch, &mut rows);
        frames::enclose(sketch, layered, &mut rows);
        Self::of_rows(rows, layered.cells.len())
    }

    fn of_rows(rows: Vec<Vec<usize>>, cell_count: usize) -> Self {
        let mut order = Self {
            rows,
            place: vec![0; cell_count],
        };
        (0..order.rows.len()).for_each(|row| order.renumber(row));
        order
    }

    /// The order that boxes stand in, put right where single cells are amiss, unless another one is much better.
    fn found(sketch: &Sketch, layered: &Layered) -> Self {
        let Some(rows) = kept::rows(sketch, layered) else {
            return Self::searched(sketch, layered);
        };
        let mut kept = Self::of_rows(rows, layered.cells.len());
        let mut search = OrderSearch::new(sketch, layered, true);
        search.sift(&mut kept);
        search.polish(&mut kept, 1);
        let mut crossings = Crossings::new(sketch, layered, false);
        if crossings.count(&kept) < CROSSING {
            return kept;
        }
        let found = Self::searched(sketch, layered);
        let [least, most] = [&found, &kept].map(|order| crossings.count(order));
        if most * WORTH_A_CHANGE <= least * 10 + CROSSING {
            kept
        } else {
            found
        }
    }

    fn searched(sketch: &Sketch, layered: &Layered) -> Self {
        let down = Self::of_walk(layered, &walk_down(layered));
        let up = Self::of_walk(layered, &walk_up(layered, &down));
        let mut search = OrderSearch::new(sketch, layered, false);
        let first = search.improved(up.clone(), Pull::Mean);
        let mut best = if first.1 > 0 {
            least(first, search.improved(down.clone(), Pull::Middle))
        } else {
            first
        };
        for (round, start) in [&best.0.clone(), &down, &up, &down].into_iter().enumerate() {
            if best.1 == 0 || search.left == 0 {
                break;
            }
            let pull = [Pull::Mean, Pull::Middle][round % 2];
            let (mut order, _) = search.improved(start.clone(), pull);
            search.polish(&mut order, round as u64 + 1);
            let cost = search.crossings.count(&order);
            best = least(best, (order, cost));
        }
        best.0
    }

    /// The order in which a walk comes to the cells.
    fn of_walk(layered: &Layered, walk: &[usize]) -> Self {
        let mut rows = vec![Vec::new(); layered.layer_count];
        for cell in walk {
            rows[layered.layer_of[*cell]].push(*cell);
        }
        Self::of_rows(rows, layered.cells.len())
    }

    pub(super) fn renumber(&mut self, row: usize) {
        for (at, cell) in self.rows[row].iter().enumerate() {
            self.place[*cell] = at;
        }
    }
}

/// The one of two orders whose crossings cost less; of equals the first.
fn least(one: (CellOrder, usize), other: (CellOrder, usize)) -> (CellOrder, usize) {
    if other.1 < one.1 { other } else { one }
}
