//! Why a network says what it says of a picture, and what its layers make of it: one file a method.
//! Never trains, never changes a weight, never paints more than pixels into memory.
//!
//! Layers that a forward pass does together have no outputs of their own, so all of this runs the plan that does one
//! layer at a time ([`Network::forward_through`](super::Network::forward_through)): slower by a few percent, once a picture.
//! Gradients begin at the layer that is looked at: weights ask for none, and nothing before it is remembered.

mod activations;
mod answer;
mod choice;
mod error;
mod grad_cam;
mod gradient;
mod heat;
mod method;
mod occlusion;
mod of_data;
mod paint;
mod slope;
mod subject;

pub use activations::{Maps, activations, filters};
pub use answer::{Content, Explanation, Question, explain};
pub use choice::{class_called, default_layer, layers_for};
pub use error::ExplainError;
pub use grad_cam::grad_cam;
pub use gradient::{NOISY_COPIES, NoisyCopies, input_gradient, smooth_gradient};
pub use heat::Heat;
pub use method::Method;
pub use occlusion::{Occlusion, occlusion};
pub use of_data::{FoundPicture, OfData, PictureGroup};
pub use paint::{Grid, grid, heat_colors, over_picture};
pub use subject::Subject;
