//! egui's own widgets, dressed in the theme.

use super::fonts;
use super::size;
use super::theme::Theme;
use egui::epaint::Shadow;
use egui::style::{ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{CornerRadius, Margin, Stroke, Style, Visuals, vec2};

/// Gives `ctx` the fonts and both themes. Call it once, before the first frame.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    // Ctrl and + zoom the canvas, not the letters.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    for theme in [egui::Theme::Dark, egui::Theme::Light] {
        ctx.style_mut_of(theme, |style| dress(style, theme));
    }
}

fn dress(style: &mut Style, theme: egui::Theme) {
    let colors = Theme::named(theme);
    style.text_styles = fonts::text_styles();
    style.animation_time = size::MOTION_SECONDS;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.compact_menu_style = false;
    space(&mut style.spacing);
    style.visuals = visuals(theme, colors);
}

fn space(spacing: &mut egui::style::Spacing) {
    spacing.item_spacing = vec2(size::UNIT, 4.0);
    spacing.button_padding = vec2(10.0, 4.0);
    spacing.interact_size = vec2(40.0, size::ROW_HEIGHT);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.menu_width = 320.0;
    spacing.tooltip_width = 320.0;
    spacing.combo_height = 320.0;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 6.0;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        foreground_color: false,
        ..ScrollStyle::floating()
    };
}

fn visuals(theme: egui::Theme, colors: &Theme) -> Visuals {
    let base = match theme {
        egui::Theme::Dark => Visuals::dark(),
        egui::Theme::Light => Visuals::light(),
    };
    Visuals {
        widgets: widgets(colors),
        selection: Selection {
            bg_fill: colors.selection,
            stroke: Stroke::new(1.0, colors.accent),
        },
        weak_text_color: Some(colors.muted),
        hyperlink_color: colors.accent,
        faint_bg_color: colors.canvas,
        extreme_bg_color: colors.canvas,
        text_edit_bg_color: Some(colors.raised),
        code_bg_color: colors.raised,
        warn_fg_color: colors.warning,
        error_fg_color: colors.error,
        window_corner_radius: CornerRadius::same(size::NODE_RADIUS),
        window_shadow: shadow(colors, 24),
        window_fill: colors.panel,
        window_stroke: Stroke::new(1.0, colors.border),
        menu_corner_radius: CornerRadius::same(size::NODE_RADIUS),
        panel_fill: colors.panel,
        popup_shadow: shadow(colors, 16),
        slider_trailing_fill: true,
        ..base
    }
}

fn shadow(colors: &Theme, blur: u8) -> Shadow {
    Shadow {
        offset: [0, 6],
        blur,
        spread: 0,
        color: colors.shadow,
    }
}

fn widgets(colors: &Theme) -> Widgets {
    let raised = widget(colors.raised, colors.border, colors.text);
    Widgets {
        noninteractive: widget(colors.panel, colors.border, colors.text),
        inactive: raised,
        hovered: widget(colors.hovered, colors.faint, colors.text),
        active: widget(colors.hovered, colors.accent, colors.text),
        open: widget(colors.hovered, colors.accent, colors.text),
    }
}

fn widget(fill: egui::Color32, line: egui::Color32, text: egui::Color32) -> WidgetVisuals {
    WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: CornerRadius::same(size::BUTTON_RADIUS),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    }
}
