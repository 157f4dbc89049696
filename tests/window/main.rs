//! The window, driven as a user drives it: by the names of its controls, by keys, by files.
//! Needs neither display nor graphics card.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy spares tests, but not the functions that tests share; their own files may be written plainly"
)]

mod support;

mod arriving;
mod blocks;
mod canvas;
mod collecting;
mod comparing;
mod contrast;
mod copies;
mod disk;
mod drawing;
mod editing;
mod explaining;
mod explorer;
mod exporting;
mod files;
mod finding;
mod following;
mod handbook;
mod hands;
mod health;
mod importing;
mod inspector;
mod judging;
mod keyboard;
mod language;
mod leading;
mod leaving;
mod lessons;
mod levels;
mod library;
mod naming;
mod notes;
mod outline;
mod overview;
mod palette;
mod panels;
mod parts;
mod pictures;
mod placing;
mod readiness;
mod reading;
#[cfg(feature = "remote")]
mod remote;
mod run_list;
mod run_ways;
mod runs;
mod settings;
mod sharing;
mod speaking;
mod starving;
mod steering;
mod tables;
mod tabs;
mod telling;
mod tight;
mod together;
mod training;
mod training_in_tabs;
mod transferring;
mod typing;
mod view;
