//! Layers: every box stands in one, and wires that skip layers have cells in those that they pass, so that room is kept for
//! them.

use std::collections::BTreeMap;

use super::Sketch;
use super::ranks::ranks;

/// With more cells than this for skipping wires, those that leave one box share them from the beginning: a trunk, from
/// which each parts where it ends.
const MOST_SINGLE_CELLS: usize = 4_000;

/// More cells than any readable drawing has; wires beyond are drawn straight.
const MOST_WIRE_CELLS: usize = 500_000;

/// What stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// The box of that index.
    Box(usize),
    /// Wires on their way through, from the box of that index.
    Wire(usize),
    /// The border of a frame, which nothing runs through.
    Border,
}

/// A stretch from a cell to one in the next layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    /// One of the wires that run here.
    pub wire: usize,
    /// How many wires do.
    pub weight: usize,
}

/// A sketch in layers.
#[derive(Debug, Default)]
pub(super) struct Layered {
    /// Boxes first, in the order of the sketch.
    pub cells: Vec<Cell>,
    /// The layer of each cell.
    pub layer_of: Vec<usize>,
    pub layer_count: usize,
    pub links: Vec<Link>,
    /// The links that enter each cell, by port.
    pub ups: Vec<Vec<usize>>,
    /// The links that leave each cell.
    pub downs: Vec<Vec<usize>>,
    /// The last cells of the borders of each frame, on the near and on the far side.
    pub frames: Vec<[usize; 2]>,
    /// For each cell of a border, the one above it.
    borders: BTreeMap<usize, usize>,
    /// The last link of each wire; `None` for one that is drawn straight.
    last_of: Vec<Option<usize>>,
}

impl Layered {
    pub(super) fn new(sketch: &Sketch) -> Self {
        let layer_of = ranks(sketch);
        let mut layered = Self {
            cells: (0..sketch.boxes.len()).map(Cell::Box).collect(),
            layer_count: layer_of.iter().max().map_or(0, |last| last + 1),
            layer_of,
            last_of: vec![None; sketch.wires.len()],
            ..Self::default()
        };
        let mut leaving = vec![Vec::new(); sketch.boxes.len()];
        for (index, wire) in sketch.wires.iter().enumerate() {
            if layered.layer_of[wire.to] > layered.layer_of[wire.from] {
                leaving[wire.from].push(index);
            }
        }
        let skipped = |wire: &usize| {
            let wire = sketch.wires[*wire];
            layered.layer_of[wire.to] - layered.layer_of[wire.from] - 1
        };
        let single_cells: usize = leaving.iter().flatten().map(skipped).sum();
        for (from, wires) in leaving.into_iter().enumerate() {
            if single_cells > MOST_SINGLE_CELLS {
                layered.add_wires(sketch, from, wires);
            } else {
                let each = wires.into_iter();
                each.for_each(|wire| layered.add_wires(sketch, from, vec![wire]));
            }
        }
        layered.connect(sketch);
        layered
    }

    /// Adds a cell of a border, below another one if there is one.
    pub(super) fn add_border(&mut self, layer: usize, above: Option<usize>) -> usize {
        let cell = self.cells.len();
        self.cells.push(Cell::Border);
        self.layer_of.push(layer);
        self.ups.push(Vec::new());
        self.downs.push(Vec::new());
        self.borders.extend(above.map(|above| (cell, above)));
        cell
    }

    /// The cell of a border above that one.
    pub(super) fn border_above(&self, cell: usize) -> Option<usize> {
        self.borders.get(&cell).copied()
    }

    /// All cells of borders that have one above them, with that one.
    pub(super) fn borders(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.borders.iter().map(|(cell, above)| (*cell, *above))
    }

    fn connect(&mut self, sketch: &Sketch) {
        self.ups = vec![Vec::new(); self.cells.len()];
        self.downs = vec![Vec::new(); self.cells.len()];
        for (index, link) in self.links.iter().enumerate() {
            self.ups[link.to].push(index);
            self.downs[link.from].push(index);
        }
        let Self { ups, links, .. } = self;
        for ups in ups {
            ups.sort_by_key(|link| (sketch.wires[links[*link].wire].port, links[*link].wire));
        }
    }

    /// Lets wires share a cell that leave one box and run side by side from there on.
    pub(super) fn merge(&mut self, sketch: &Sketch, rows: &mut [Vec<usize>]) {
        let mut kept: Vec<usize> = (0..self.cells.len()).collect();
        for row in rows.iter_mut() {
            let mut before: Option<usize> = None;
            for cell in row.iter().copied() {
                let source = |cell: usize| match self.ups[cell][..] {
                    [up] if matches!(self.cells[cell], Cell::Wire(_)) => {
                        Some(kept[self.links[up].from])
                    }
                    _ => None,
                };
                match before {
                    Some(before) if source(cell).is_some() && source(cell) == source(before) => {
                        kept[cell] = kept[before];
                    }
                    _ => before = Some(cell),
                }
            }
            row.retain(|cell| kept[*cell] == *cell);
        }
        self.drop_merged(sketch, &kept, rows);
    }

    /// Forgets cells that are not kept, with their links.
    fn drop_merged(&mut self, sketch: &Sketch, kept: &[usize], rows: &mut [Vec<usize>]) {
        let mut number = vec![usize::MAX; self.cells.len()];
        let mut next = 0;
        for cell in 0..self.cells.len() {
            if kept[cell] == cell {
                number[cell] = next;
                self.cells[next] = self.cells[cell];
                self.layer_of[next] = self.layer_of[cell];
                next += 1;
            }
        }
        self.cells.truncate(next);
        self.layer_of.truncate(next);
        let mut links: Vec<Link> = Vec::with_capacity(self.links.len());
        let mut into = vec![None; next];
        let mut index_of = Vec::with_capacity(self.links.len());
        for link in &self.links {
            let [from, to] = [link.from, link.to].map(|cell| number[kept[cell]]);
            match (self.cells[to], into[to]) {
                (Cell::Wire(_), Some(same)) => {
                    let same: usize = same;
                    links[same].weight += link.weight;
                    index_of.push(same);
                }
                _ => {
                    into[to] = Some(links.len());
                    index_of.push(links.len());
                    links.push(Link { from, to, ..*link });
                }
            }
        }
        self.links = links;
        for last in self.last_of.iter_mut().flatten() {
            *last = index_of[*last];
        }
        for cell in rows.iter_mut().flatten() {
            *cell = number[*cell];
        }
        self.connect(sketch);
    }

    fn add_wires(&mut self, sketch: &Sketch, from: usize, mut wires: Vec<usize>) {
        wires.sort_by_key(|wire| (self.layer_of[sketch.wires[*wire].to], *wire));
        let (mut cell, mut layer) = (from, self.layer_of[from]);
        let mut next = 0;
        while next < wires.len() {
            layer += 1;
            let ends_here = |wire: &&usize| self.layer_of[sketch.wires[**wire].to] == layer;
            let ending = wires[next..].iter().take_while(ends_here).count();
            for wire in &wires[next..next + ending] {
                self.last_of[*wire] = Some(self.links.len());
                self.links.push(Link {
                    from: cell,
                    to: sketch.wires[*wire].to,
                    wire: *wire,
                    weight: 1,
                });
            }
            next += ending;
            if next == wires.len() || self.cells.len() - sketch.boxes.len() >= MOST_WIRE_CELLS {
                return;
            }
            self.links.push(Link {
                from: cell,
                to: self.cells.len(),
                wire: wires[next],
                weight: wires.len() - next,
            });
            cell = self.cells.len();
            self.cells.push(Cell::Wire(from));
            self.layer_of.push(layer);
        }
    }

    /// The links of a wire, in order; none for one that is drawn straight.
    pub(super) fn links_of(&self, wire: usize) -> Vec<usize> {
        let mut links: Vec<usize> = self.last_of[wire].into_iter().collect();
        while let Some(last) = links.last() {
            let from = self.links[*last].from;
            match self.cells[from] {
                Cell::Wire(_) => links.extend(&self.ups[from]),
                Cell::Box(_) | Cell::Border => break,
            }
        }
        links.reverse();
        links
    }

    /// The box that the wires at a link come from.
    pub(super) fn source(&self, link: usize) -> usize {
        match self.cells[self.links[link].from] {
            Cell::Box(index) | Cell::Wire(index) => index,
            Cell::Border => usize::MAX,
        }
    }

    /// How many boxes the longest ways from each cell pass: those that end in it, itself left out, and those that begin
    /// in it.
    pub(super) fn depths(&self) -> [Vec<usize>; 2] {
        let mut cells: Vec<usize> = (0..self.cells.len()).collect();
        cells.sort_by_key(|cell| self.layer_of[*cell]);
        let own = |cell: usize| usize::from(matches!(self.cells[cell], Cell::Box(_)));
        let mut above = vec![0; cells.len()];
        let mut below = vec![0; cells.len()];
        for cell in &cells {
            let ways = self.ups[*cell].iter().map(|link| self.links[*link].from);
            above[*cell] = ways.map(|from| above[from] + own(from)).max().unwrap_or(0);
        }
        for cell in cells.iter().rev() {
            let ways = self.downs[*cell].iter().map(|link| self.links[*link].to);
            below[*cell] = own(*cell) + ways.map(|to| below[to]).max().unwrap_or(0);
        }
        [above, below]
    }
}
