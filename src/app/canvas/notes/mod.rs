//! Comments and frames on the canvas: where they show, what the user does to them, how they are painted and written.
//! Never changes one itself; sends commands.

mod act;
mod add;
mod holding;
mod menu;
mod moving;
mod paint;
mod resize;
mod sheets;
mod touch;
mod writing;

pub use holding::{follow, stored_rect};
pub use moving::{both, move_notes_edit, with_what_frames_hold};
pub use paint::{paint_comments, paint_corners, paint_frames, paint_on_map};
pub use resize::Resize;
pub use sheets::Sheets;
pub use touch::{NoteTouches, touch, touch_corners};
