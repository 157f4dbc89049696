//! The network as a picture: boxes and wires placed once, written as SVG or PNG.
//! Never changes a network, never knows a window, and never asks the machine for a font.
//!
//! ```text
//! Graph + Inference ──layout──► Diagram ──to_svg──► text
//!                                      └─paint───► pixels ──encode_png──► file
//! ```

mod arrange;
mod budget;
mod build;
mod flow;
mod labels;
mod laid_body;
mod lanes;
mod model;
mod notes;
mod options;
pub mod palette;
mod png;
mod ports;
mod profile;
mod repeats;
pub mod route;
mod sheet;
mod svg;
mod text;

pub use arrange::{Arrangement, arrange, arrangement};
pub use budget::{MOST_NODES, MOST_WIRES, check as check_budget};
pub use build::layout;
pub use flow::Flow;
pub use model::{Diagram, Frame, NodeBox, NoteBox, Rect, Wire};
pub use options::{Blocks, Direction, LayoutOptions, Wrap};
pub use palette::Palette;
pub use png::{LARGEST_PIXELS, PictureError, encode_png, paint, parsed};
pub use ports::entry;
pub use profile::Profile;
pub use sheet::{Sheet, layout_on};
pub use svg::Escaped;
pub use text::{Face, width_px};

/// A unit of the graph is a px at scale 1.
pub use crate::graph::NODE_SIZE;
