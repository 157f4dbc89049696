//! The window, driven as a user drives it: by the names of its controls, by keys, by files.
//! Needs neither display nor graphics card.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy spares tests, but not the functions that tests share; their own files may be written plainly"
)]

#[path = "window/support.rs"]
mod support;

#[path = "window/arriving.rs"]
mod arriving;
#[path = "window/blocks.rs"]
mod blocks;
#[path = "window/canvas/mod.rs"]
mod canvas;
#[path = "window/collecting.rs"]
mod collecting;
#[path = "window/comparing.rs"]
mod comparing;
#[path = "window/contrast.rs"]
mod contrast;
#[path = "window/copies.rs"]
mod copies;
#[path = "window/disk.rs"]
mod disk;
#[path = "window/drawing.rs"]
mod drawing;
#[path = "window/editing.rs"]
mod editing;
#[path = "window/explaining.rs"]
mod explaining;
#[path = "window/explorer.rs"]
mod explorer;
#[path = "window/exporting.rs"]
mod exporting;
#[path = "window/files.rs"]
mod files;
#[path = "window/finding.rs"]
mod finding;
#[path = "window/following.rs"]
mod following;
#[path = "window/handbook.rs"]
mod handbook;
#[path = "window/hands.rs"]
mod hands;
#[path = "window/health.rs"]
mod health;
#[path = "window/importing.rs"]
mod importing;
#[path = "window/inspector.rs"]
mod inspector;
#[path = "window/judging.rs"]
mod judging;
#[path = "window/keyboard.rs"]
mod keyboard;
#[path = "window/language.rs"]
mod language;
#[path = "window/leading.rs"]
mod leading;
#[path = "window/leaving.rs"]
mod leaving;
#[path = "window/lessons.rs"]
mod lessons;
#[path = "window/levels.rs"]
mod levels;
#[path = "window/library.rs"]
mod library;
#[path = "window/naming.rs"]
mod naming;
#[path = "window/notes.rs"]
mod notes;
#[path = "window/outline.rs"]
mod outline;
#[path = "window/overview.rs"]
mod overview;
#[path = "window/palette.rs"]
mod palette;
#[path = "window/panels.rs"]
mod panels;
#[path = "window/parts.rs"]
mod parts;
#[path = "window/pictures.rs"]
mod pictures;
#[path = "window/placing.rs"]
mod placing;
#[path = "window/readiness.rs"]
mod readiness;
#[path = "window/reading.rs"]
mod reading;
#[path = "window/run_list.rs"]
mod run_list;
#[path = "window/run_ways.rs"]
mod run_ways;
#[path = "window/runs.rs"]
mod runs;
#[path = "window/settings.rs"]
mod settings;
#[path = "window/sharing.rs"]
mod sharing;
#[path = "window/speaking.rs"]
mod speaking;
#[path = "window/starving.rs"]
mod starving;
#[path = "window/steering.rs"]
mod steering;
#[path = "window/tables.rs"]
mod tables;
#[path = "window/tabs.rs"]
mod tabs;
#[path = "window/telling.rs"]
mod telling;
#[path = "window/tight.rs"]
mod tight;
#[path = "window/together.rs"]
mod together;
#[path = "window/training/mod.rs"]
mod training;
#[path = "window/training_in_tabs.rs"]
mod training_in_tabs;
#[path = "window/transferring.rs"]
mod transferring;
#[path = "window/typing.rs"]
mod typing;
#[path = "window/view.rs"]
mod view;
