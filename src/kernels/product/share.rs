//! How a product is shared out among threads.

/// Tasks for each thread, so that one that is held up does not hold up all: as long as the tasks' own packing
/// stays cheap.
const TASKS_PER_THREAD: [usize; 3] = [4, 2, 1];
/// What packing a number costs, in multiplications of a tile's row or column.
const PACKING: usize = 12;
/// More tasks are worth this share of the time.
const WORTH: f64 = 1.03;

/// Rows and columns of each block that one task computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub rows: usize,
    pub columns: usize,
}

/// The blocks of a product of `rows` × `columns` numbers for `threads` threads: a task packs the rows and columns
/// of its block itself, so that no thread waits for another.
pub fn share<const ROWS: usize, const COLUMNS: usize>(
    rows: usize,
    columns: usize,
    threads: usize,
) -> Share {
    let mut best: Option<(f64, Share)> = None;
    for tasks in TASKS_PER_THREAD.map(|tasks| tasks * threads) {
        for row_tasks in (1..=tasks).filter(|row_tasks| tasks % row_tasks == 0) {
            let share = Share {
                rows: whole_tiles(rows, row_tasks, ROWS),
                columns: whole_tiles(columns, tasks / row_tasks, COLUMNS),
            };
            let cost = cost(&share, rows, columns, threads);
            if best.is_none_or(|(least, _)| cost * WORTH < least) {
                best = Some((cost, share));
            }
        }
    }
    best.map_or(Share { rows, columns }, |(_, share)| share)
}

fn whole_tiles(size: usize, tasks: usize, tile: usize) -> usize {
    size.div_ceil(tasks).next_multiple_of(tile).max(tile)
}

/// The time until the last thread is done, per unit of depth.
fn cost(share: &Share, rows: usize, columns: usize, threads: usize) -> f64 {
    let tasks = rows.div_ceil(share.rows) * columns.div_ceil(share.columns);
    let task = share.rows * share.columns + (share.rows + share.columns) * PACKING;
    (tasks.div_ceil(threads) * task) as f64
}
