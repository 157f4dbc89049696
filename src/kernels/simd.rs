//! The vector instructions that the kernels use, and loops compiled for them.
#![allow(
    unsafe_code,
    reason = "a function compiled for more instructions than every machine has may only be called where they were found"
)]

use std::sync::OnceLock;

/// The variable that names the instructions to make do with, for tests and comparisons.
pub const VARIABLE: &str = "NETSMITH_SIMD";

/// Sets of vector instructions that the kernels are written for, the plainest first. What a machine has of them includes
/// all that stand before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instructions {
    /// What every processor of the architecture has, as the compiler uses it.
    Baseline,
    /// 4 numbers at once, with fused multiply-add, written out (every 64-bit ARM).
    Neon,
    /// 8 numbers at once, with fused multiply-add (x86-64-v3).
    Avx2,
    /// 16 numbers at once (x86-64-v4).
    Avx512,
}

impl Instructions {
    /// All sets.
    pub const ALL: [Self; 4] = [Self::Baseline, Self::Neon, Self::Avx2, Self::Avx512];

    /// As [`VARIABLE`] names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Neon => "neon",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }

    /// Those that this machine has.
    pub fn of_this_machine() -> impl DoubleEndedIterator<Item = Self> {
        Self::ALL.into_iter().filter(|set| set.is_found())
    }

    #[cfg(target_arch = "x86_64")]
    fn is_found(self) -> bool {
        match self {
            Self::Baseline => true,
            Self::Neon => false,
            Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            Self::Avx512 => {
                Self::Avx2.is_found()
                    && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
            }
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn is_found(self) -> bool {
        match self {
            Self::Baseline => true,
            Self::Neon => cfg!(target_arch = "aarch64"),
            Self::Avx2 | Self::Avx512 => false,
        }
    }
}

/// Those that the kernels use: the best that this machine has, or the best up to what [`VARIABLE`] names. Looked up once.
pub fn instructions() -> Instructions {
    static CHOSEN: OnceLock<Instructions> = OnceLock::new();
    #[cfg(test)]
    if let Some(instructions) = threads::KEPT_TO.get() {
        return instructions;
    }
    *CHOSEN.get_or_init(|| {
        let most = asked_for().ok().flatten().unwrap_or(Instructions::Avx512);
        let mut found = Instructions::of_this_machine();
        found
            .rfind(|set| *set <= most)
            .unwrap_or(Instructions::Baseline)
    })
}

/// What [`VARIABLE`] names, if it is set.
///
/// # Errors
/// Its text, where that names nothing; the kernels then use the best.
pub fn asked_for() -> Result<Option<Instructions>, String> {
    std::env::var_os(VARIABLE)
        .map(|text| named(&text.to_string_lossy()))
        .transpose()
}

fn named(text: &str) -> Result<Instructions, String> {
    let mut sets = Instructions::ALL.into_iter();
    sets.find(|set| set.name() == text)
        .ok_or_else(|| text.to_owned())
}

/// Runs `work` compiled for this machine's instructions. It speeds up loops over slices that are written
/// out in `work` itself or in functions that are always inlined.
#[inline(always)]
pub fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    vectorized_products(
        #[inline(always)]
        |_| work(),
    )
}

/// Like [`vectorized`], and tells `work` whether these instructions add a product at once; elsewhere `mul_add` would call a
/// function. It is a constant in each of the ways that `work` is compiled.
#[inline(always)]
pub fn vectorized_products<R>(work: impl FnOnce(bool) -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    match instructions() {
        // SAFETY: exactly these instructions were found on this machine.
        Instructions::Avx512 => return unsafe { avx512(work) },
        // SAFETY: as above.
        Instructions::Avx2 => return unsafe { avx2(work) },
        Instructions::Neon | Instructions::Baseline => {}
    }
    // Every 64-bit ARM has NEON, so that the compiler uses it unasked.
    work(cfg!(target_arch = "aarch64"))
}

/// `sum + factor · number`, in one instruction where [`vectorized_products`] says that there is one.
#[inline(always)]
pub fn added(fused: bool, sum: f32, factor: f32, number: f32) -> f32 {
    if fused {
        number.mul_add(factor, sum)
    } else {
        number * factor + sum
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl")]
fn avx512<R>(work: impl FnOnce(bool) -> R) -> R {
    work(true)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<R>(work: impl FnOnce(bool) -> R) -> R {
    work(true)
}

/// Threads that compute as on a machine that has less, so that one run of the tests sees every path.
#[cfg(test)]
pub mod threads {
    use std::cell::Cell;

    use rayon::{ThreadPool, ThreadPoolBuilder};

    use super::Instructions;

    thread_local! {
        /// What this thread keeps to, if it is one of a pool made here.
        pub static KEPT_TO: Cell<Option<Instructions>> = const { Cell::new(None) };
    }

    /// Threads that keep to instructions of this machine.
    pub fn keeping_to(instructions: Instructions, threads: usize) -> ThreadPool {
        assert!(instructions.is_found(), "{instructions:?}");
        let builder = ThreadPoolBuilder::new().num_threads(threads);
        let builder = builder.start_handler(move |_| KEPT_TO.set(Some(instructions)));
        let built = builder.build();
        built.expect("a machine that builds this has a few threads to spare")
    }

    /// What `work` gives with each set of instructions that this machine has, on two threads.
    pub fn with_each<R: Send>(work: impl Fn() -> R + Sync) -> Vec<(Instructions, R)> {
        let each = Instructions::of_this_machine();
        each.map(|instructions| (instructions, keeping_to(instructions, 2).install(&work)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_found_by_its_name_and_nothing_by_another() {
        for set in Instructions::ALL {
            assert_eq!(named(set.name()), Ok(set));
        }
        assert_eq!(named("avx3"), Err("avx3".to_owned()));
    }

    #[test]
    fn threads_keep_to_their_instructions_and_to_those_that_the_machine_has() {
        let each = threads::with_each(|| {
            let below = rayon::join(instructions, instructions);
            assert_eq!(below.0, below.1);
            below.0
        });
        assert!(each.iter().all(|(kept_to, found)| kept_to == found));
        assert_eq!(each[0].0, Instructions::Baseline);
        let best = each.last().map(|(best, _)| *best);
        assert_eq!(best, Instructions::of_this_machine().next_back());
    }
}
