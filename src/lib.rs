//! Netsmith: a desktop workbench to build, train and explain image-classification networks.
//!
//! ARCHITECTURE.md maps the rooms; each room's `mod.rs` says what it is for and what it must never do.

pub mod app;
pub mod assets;
pub mod cli;
pub mod data;
pub mod diagram;
pub mod engine;
pub mod exchange;
pub mod files;
pub mod graph;
pub mod handbook;
pub mod interrupt;
pub mod layer;
pub mod lesson;
pub mod markdown;
pub mod project;
pub mod recipe;
pub mod report;
pub mod text;
