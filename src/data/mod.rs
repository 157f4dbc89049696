//! Images with labels: readers, built-in sets, splits, batches, and the preprocessing contract that travels with a
//! model. Never knows networks, Burn or egui, never downloads anything, and never panics on what a file holds.
//!
//! ```text
//! DataSource ──open──► Loaded { train, validation, test } ──split──► index lists ──BatchPlan──► fill_batch ──► f32 [b, h, w, c]
//! own image ──decode_file──► Contract::apply ──► what the network gets, and the image it sees
//! ```

mod appearance;
mod augment;
mod batches;
mod beside;
mod changes;
mod collected;
mod collecting;
mod contract;
mod dataset;
mod doubts;
mod draw;
mod duplicates;
mod error;
mod explore;
mod fitting;
mod identity;
mod kinds;
mod labels;
mod naming;
mod near_copies;
mod open;
mod pixels;
mod random;
mod readers;
mod role;
mod shape;
mod sniff;
mod source;
mod split;
mod statistics;
mod strokes;
mod taken;
mod text;
mod whole;

pub use appearance::{Appearance, Spread};
pub use augment::{Mixture, VariedBatch};
pub use batches::{BatchPlan, fill_batch, gather_labels};
pub use changes::{ChangesOf, PictureChange, PictureChanges};
pub use collected::Collected;
pub use collecting::{collect_file, collect_image, pictures_at};
pub use contract::{ColorMode, Contract, Prepared, ResizeMode};
pub use dataset::{Dataset, DatasetParts, ImageStore, LONGEST_CLASS_NAME, MOST_CLASSES};
pub use doubts::{Doubt, MOST_DEVIATIONS, doubts, doubts_of_picture, doubts_of_seen};
pub use duplicates::{DataPart, DuplicateGroup, ImageId};
pub use error::{DataError, DataWarning};
pub use explore::{ClassCount, Explored, PartFigures, explore, explore_watched};
pub use identity::identity;
pub use kinds::is_web_page;
pub use labels::{Candidate, Reading};
pub use naming::ClassNames;
pub use near_copies::NearCopy;
pub use open::{Loaded, OnProgress, OpenOptions, Progress, Stage, open, open_quietly};
pub use pixels::{Image, decode_bytes, decode_file, from_rgba8};
pub use role::Role;
pub use shape::ImageShape;
pub use source::{Builtin, BuiltinPart, DataSource};
pub use split::{Split, held_back, split};
pub use statistics::{ChannelFigures, Statistics};
pub use strokes::Strokes;
pub use taken::{LabelsTaken, Taken, TakenPart};
