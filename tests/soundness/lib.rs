//! The kernels without Burn: the same files, whose own tests run here under Miri, under valgrind and on an emulated processor,
//! which would take hours to build and run all of Burn. See `README.md`.
#![allow(
    dead_code,
    missing_docs,
    clippy::inline_always,
    reason = "the kernels' own package says what it uses and why"
)]

#[path = "../../src/kernels/activation.rs"]
mod activation;
#[path = "../../src/kernels/buffer.rs"]
pub mod buffer;
#[path = "../../src/kernels/convolution.rs"]
pub mod convolution;
#[path = "../../src/kernels/dense.rs"]
mod dense;
#[path = "../../src/kernels/depthwise/mod.rs"]
mod depthwise;
#[path = "../../src/kernels/direct.rs"]
pub mod direct;
#[path = "../../src/kernels/elementwise.rs"]
mod elementwise;
#[path = "../../src/kernels/exponential.rs"]
mod exponential;
#[path = "../../src/kernels/geometry/mod.rs"]
pub mod geometry;
#[path = "../../src/kernels/groups.rs"]
mod groups;
#[path = "../../src/kernels/product/mod.rs"]
pub mod product;
#[path = "../../src/kernels/rows.rs"]
mod rows;
#[path = "../../src/kernels/simd.rs"]
mod simd;
#[cfg(test)]
#[path = "../../src/kernels/agreement/slices.rs"]
mod slices;
#[path = "../../src/kernels/small_maps.rs"]
pub mod small_maps;
#[cfg(test)]
#[path = "../../src/kernels/agreement/tiles.rs"]
mod tiles;
#[path = "../../src/kernels/windows.rs"]
pub mod windows;
#[path = "../../src/kernels/winograd/mod.rs"]
pub mod winograd;
