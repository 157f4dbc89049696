//! The networks that come with Netsmith: layer by layer as Keras reports them, sound after whatever is done to them, and
//! drawn so that everything can be read.

mod annotated;
mod diagrams;
mod edits;
mod facts;
mod figures;
mod gesture;
mod layouts;
mod listings;
mod profiles;
#[path = "../support/random_cases.rs"]
mod random_cases;
mod repairs;
