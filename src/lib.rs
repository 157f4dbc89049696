//! Netsmith: build, train and explain image-classification networks.

pub mod assets;
