//! Where the factors of a tile lie, for those that are not packed.

/// Where the factors of a tile lie that are read in place: `runs` runs of `length` depths each, all steps in numbers.
#[derive(Debug, Clone, Copy)]
pub struct Walk {
    pub runs: usize,
    pub length: usize,
    pub left: LeftSteps,
    pub right: RightSteps,
}

/// From one number of the left factor to the next.
#[derive(Debug, Clone, Copy)]
pub struct LeftSteps {
    pub run: usize,
    pub row: usize,
    pub depth: usize,
}

/// From one row of the right factor to the next; its columns lie side by side.
#[derive(Debug, Clone, Copy)]
pub struct RightSteps {
    pub run: usize,
    pub depth: usize,
}

impl Walk {
    /// The walk over two panels: one run, whose steps a kernel of such panels has as constants.
    #[inline(always)]
    pub const fn of_panels<const ROW: usize, const DEPTH: usize, const COLUMNS: usize>(
        depth: usize,
    ) -> Self {
        Self {
            runs: 1,
            length: depth,
            left: LeftSteps {
                run: 0,
                row: ROW,
                depth: DEPTH,
            },
            right: RightSteps {
                run: 0,
                depth: COLUMNS,
            },
        }
    }

    /// Where the factors of the last depth begin, of a walk of any; where that is too far to count, as far as can be counted.
    pub fn ends(&self) -> (usize, usize) {
        let (run, depth) = (self.runs - 1, self.length - 1);
        let end = |run_step: usize, depth_step: usize| {
            let in_run = depth.saturating_mul(depth_step);
            run.saturating_mul(run_step).saturating_add(in_run)
        };
        (
            end(self.left.run, self.left.depth),
            end(self.right.run, self.right.depth),
        )
    }

    /// Where the factors of a run begin. Nothing is checked here or below: it would take longer than the products.
    #[inline(always)]
    pub fn start_of(
        &self,
        run: usize,
        left: *const f32,
        right: *const f32,
    ) -> (*const f32, *const f32) {
        (
            left.wrapping_add(run.wrapping_mul(self.left.run)),
            right.wrapping_add(run.wrapping_mul(self.right.run)),
        )
    }

    /// Where each row begins, counted from the first.
    #[inline(always)]
    pub fn row_places<const ROWS: usize>(&self) -> [usize; ROWS] {
        std::array::from_fn(|row| row.wrapping_mul(self.left.row))
    }
}
