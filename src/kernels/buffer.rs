//! Memory for results, used again from step to step: asking the system for megabytes and giving them back costs more
//! than many of the kernels that fill them.
#![allow(
    unsafe_code,
    reason = "lines of numbers are seen as the numbers that they are"
)]

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Numbers that share a line of the cache; every buffer starts with a new one.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
#[expect(dead_code, reason = "lines are read as the numbers that they are")]
struct CacheLine([f32; 16]);

/// Smaller buffers are left to the system's own reserves.
const LEAST_LINES: usize = 64;

/// Blocks that wait for their next use, by size in lines.
type Idle = BTreeMap<usize, Vec<Vec<CacheLine>>>;

static IDLE: Mutex<Idle> = Mutex::new(BTreeMap::new());

/// Numbers in memory of their own, which goes back to the reserve when they are dropped.
#[derive(Debug)]
pub struct Buffer {
    lines: Vec<CacheLine>,
    length: usize,
}

impl Buffer {
    /// Room for `length` numbers that hold anything: what was computed before, often.
    pub fn of(length: usize) -> Self {
        let count = length.div_ceil(16);
        let lines = taken(count).unwrap_or_else(|| vec![CacheLine([0.0; 16]); count]);
        Self { lines, length }
    }

    /// Zeros.
    pub fn zeros(length: usize) -> Self {
        let mut buffer = Self::of(length);
        buffer.fill(0.0);
        buffer
    }

    /// A copy of `numbers`.
    pub fn from_slice(numbers: &[f32]) -> Self {
        let mut buffer = Self::of(numbers.len());
        buffer.copy_from_slice(numbers);
        buffer
    }
}

/// Held by whoever computes for a while: other programs want memory, too, and with the last one everything that waits for its
/// next use goes back to the system.
#[derive(Debug)]
pub struct Reserve(());

static HOLDERS: AtomicUsize = AtomicUsize::new(0);

impl Reserve {
    /// Keeps memory for its next use as long as it lives.
    #[must_use]
    pub fn hold() -> Self {
        HOLDERS.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Reserve {
    fn drop(&mut self) {
        if HOLDERS.fetch_sub(1, Ordering::Relaxed) == 1 {
            idle().clear();
        }
    }
}

/// The smallest idle block with enough room that does not waste as much again.
fn taken(count: usize) -> Option<Vec<CacheLine>> {
    if count < LEAST_LINES {
        return None;
    }
    let mut idle = idle();
    let (&size, blocks) = idle.range_mut(count..=count.saturating_mul(2)).next()?;
    let block = blocks.pop();
    if blocks.is_empty() {
        idle.remove(&size);
    }
    block
}

fn idle() -> MutexGuard<'static, Idle> {
    // A panic between two changes of the map leaves a map.
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if lines.len() >= LEAST_LINES {
            idle().entry(lines.len()).or_default().push(lines);
        }
    }
}

impl Deref for Buffer {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        debug_assert!(self.length <= self.lines.len() * 16);
        // SAFETY: a line is 16 numbers and nothing else, all of them initialized, and `length` numbers lie
        // inside of the lines since `of`.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.length) }
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [f32] {
        debug_assert!(self.length <= self.lines.len() * 16);
        // SAFETY: as in `deref`; the borrow is exclusive.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.length) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropped_memory_is_used_again_by_what_fits_it() {
        let _reserve = Reserve::hold();
        let address = |buffer: &Buffer| buffer.as_ptr();
        // A size of its own, because other tests share the reserve.
        let first = Buffer::of(1_234_567);
        let place = address(&first);
        drop(first);
        let smaller = Buffer::of(1_000_000);
        assert_eq!(address(&smaller), place);
        assert_eq!(smaller.len(), 1_000_000);
    }

    #[test]
    fn the_last_one_who_computes_gives_everything_back() {
        let size = |length: usize| length.div_ceil(16);
        let waits = |length: usize| idle().contains_key(&size(length));
        let (first, second) = (Reserve::hold(), Reserve::hold());
        drop(Buffer::of(2_345_678));
        drop(first);
        assert!(waits(2_345_678));
        drop(second);
        // Other tests may hold it as well, and none of them waits for this one.
        while waits(2_345_678) {
            std::thread::yield_now();
        }
    }

    #[test]
    fn buffers_start_with_a_line_of_the_cache() {
        for length in [1, 17, 5_000] {
            assert_eq!(Buffer::zeros(length).as_ptr().align_offset(64), 0);
        }
    }

    #[test]
    fn zeros_are_zeros_in_used_memory_too() {
        let mut used = Buffer::of(3_456_789);
        used.fill(7.0);
        drop(used);
        assert!(Buffer::zeros(3_456_789).iter().all(|number| *number == 0.0));
    }
}
