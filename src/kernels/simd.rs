//! The widest vector instructions of this machine, and loops compiled for them.
#![allow(
    unsafe_code,
    reason = "a function compiled for more instructions than every machine has may only be called where they were found"
)]

use std::sync::OnceLock;

/// Sets of vector instructions that the kernels are compiled for; each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(
    not(target_arch = "x86_64"),
    expect(dead_code, reason = "the sets of other processors are never found")
)]
pub enum Instructions {
    /// What every processor of the architecture has.
    Baseline,
    /// 8 numbers at once, with fused multiply-add (x86-64-v3).
    Avx2,
    /// 16 numbers at once (x86-64-v4).
    Avx512,
}

/// The best that this machine has; looked up once.
pub fn instructions() -> Instructions {
    static FOUND: OnceLock<Instructions> = OnceLock::new();
    *FOUND.get_or_init(|| found().min(allowed()))
}

#[cfg(not(test))]
fn allowed() -> Instructions {
    Instructions::Avx512
}

/// Tests can be run as on a machine that has less.
#[cfg(test)]
fn allowed() -> Instructions {
    match std::env::var("NETSMITH_INSTRUCTIONS").as_deref() {
        Ok("baseline") => Instructions::Baseline,
        Ok("avx2") => Instructions::Avx2,
        _ => Instructions::Avx512,
    }
}

/// Runs `work` compiled for this machine's instructions. It speeds up loops over slices that are written
/// out in `work` itself or in functions that are always inlined.
#[inline(always)]
pub fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    match instructions() {
        // SAFETY: exactly these instructions were found on this machine.
        Instructions::Avx512 => return unsafe { avx512(work) },
        // SAFETY: as above.
        Instructions::Avx2 => return unsafe { avx2(work) },
        Instructions::Baseline => {}
    }
    work()
}

#[cfg(target_arch = "x86_64")]
fn found() -> Instructions {
    let has_avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
    let has_avx512 = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl");
    match (has_avx512, has_avx2) {
        (true, true) => Instructions::Avx512,
        (false, true) => Instructions::Avx2,
        _ => Instructions::Baseline,
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn found() -> Instructions {
    Instructions::Baseline
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl")]
fn avx512<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}
