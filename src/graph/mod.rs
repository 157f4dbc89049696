//! The network as plain data: nodes, wires, blocks; edits, undo, shape inference, problems with repairs, summary.
//! Never does I/O, never knows egui or Burn, and never changes a graph in place: every edit gives a new one.

mod again;
mod binding;
mod circle;
mod coordinates;
mod diff;
mod drawing;
pub mod edit;
mod expand;
mod explained;
mod expression;
pub mod find;
mod fitting;
mod form;
mod health;
mod heat;
mod history;
mod holding;
mod infer;
mod invariants;
pub mod library;
mod listing;
mod model;
mod naming;
mod note;
mod order;
mod path;
pub mod problem;
mod report;
mod rewrite;
mod summary;
mod wiring;

pub use again::infer_again;
pub use diff::{Change, ChangeKind, Diff, Difference, Identity, Side, diff};
pub use drawing::{Bends, Direction, Drawing, MOST_LANES, Way, Ways};
pub use edit::{Edit, EditError, apply, can_be_bypassed, can_be_frozen};
pub use explained::{Explanation, explained};
pub use fitting::{FittingPort, fitting_ports, free_ports, takes};
pub use form::{FormError, GraphDraft};
pub use health::HealthMeasure;
pub use heat::{Measure, NodeValues, StepSeconds, heat_share};
pub use history::{History, Version};
pub use holding::{NODE_SIZE, held_by, nearest_to};
pub use infer::infer;
pub use invariants::broken_invariants;
pub use listing::{
    Cut, ListedLayer, Listing, ListingError, Mismatch, MismatchKind, SummaryCheck, check_summary,
};
pub use model::{
    BlockCall, BlockDefinition, Body, Content, Graph, Node, NodeId, NodePath, Parameter, Place,
    Port,
};
pub use naming::unique_name;
pub use note::{Note, NoteId, NoteKind, Notes, Tint};
pub use order::{TakesInputs, keras_order};
pub use problem::{Aim, Cause, DataFacts, Problem, Repair, Severity};
pub use report::{BlockReport, Flat, FlatLayer, Inference, LayerReport, Totals};
pub use summary::{SummaryRow, keras_table, summary_rows};
