//! Distances and type sizes, in points. One unit of 8 rules them.

use egui::Margin;

/// The unit that distances are multiples or halves of.
pub const UNIT: f32 = 8.0;
/// Between a panel's edge and what is in it.
pub const PANEL_MARGIN: f32 = 16.0;

/// The margin of a panel's page: [`PANEL_MARGIN`] at the sides.
pub const fn page_margin(top: i8, bottom: i8) -> Margin {
    Margin {
        left: PANEL_MARGIN as i8,
        right: PANEL_MARGIN as i8,
        top,
        bottom,
    }
}

/// A row of a list, form or menu.
pub const ROW_HEIGHT: f32 = 26.0;
/// A row of the palette.
pub const PALETTE_ROW_HEIGHT: f32 = 25.0;
/// The menu bar.
pub const MENU_BAR_HEIGHT: f32 = 37.0;
/// The bar that leads out of a block.
pub const TAB_STRIP_HEIGHT: f32 = 34.0;
/// The tabs over a group of panels.
pub const PANEL_TABS_HEIGHT: f32 = 30.0;
/// The strip of tabs over the canvas.
pub const TITLE_STRIP_HEIGHT: f32 = 30.0;
/// The status bar.
pub const STATUS_BAR_HEIGHT: f32 = 27.0;
/// The palette as first shown.
pub const PALETTE_WIDTH: f32 = 208.0;
/// The inspector as first shown.
pub const INSPECTOR_WIDTH: f32 = 300.0;
/// The bottom area as first shown, tabs included.
pub const BOTTOM_HEIGHT: f32 = 290.0;
/// The bar that shows a layer's family.
pub const FAMILY_BAR_WIDTH: f32 = 4.0;

/// Corner radius of nodes and dialogs.
pub const NODE_RADIUS: u8 = 8;
/// Corner radius of buttons.
pub const BUTTON_RADIUS: u8 = 6;
/// Corner radius of fields.
pub const FIELD_RADIUS: u8 = 5;

/// Text.
pub const TEXT: f32 = 13.0;
/// Second lines, headings of groups.
pub const SMALL_TEXT: f32 = 11.0;
/// Shapes and numbers, in the monospaced face.
pub const MONO_TEXT: f32 = 12.0;
/// The title of the inspector and of dialogs.
pub const TITLE_TEXT: f32 = 16.0;

/// How long a motion takes, where one explains something, in seconds.
pub const MOTION_SECONDS: f32 = 0.12;
/// How long it takes where many things move at once, in seconds: the eye needs longer to follow.
pub const LONG_MOTION_SECONDS: f32 = 0.3;
