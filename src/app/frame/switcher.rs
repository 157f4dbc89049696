//! The workspaces in the title bar, of which one is in front.

use crate::app::command::{Command, Commands, Offers, PanelCommand};
use crate::app::docking::Workspace;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::text::say;
use crate::tr;
use egui::containers::menu::MenuButton;
use egui::{Button, Rect, Role, Sense, Ui, WidgetInfo, vec2};

/// Beside a word, each side.
const PADDING: f32 = 9.0;
/// In a narrower window they are a menu, in points.
const LEAST_WIDTH: f32 = 972.0;

/// Paints a tab for each workspace, or a menu of them where the window is narrow; `front` shows.
pub fn switcher_ui(ui: &mut Ui, front: Workspace, offers: &dyn Offers, commands: &mut Commands) {
    if ui.ctx().content_rect().width() < LEAST_WIDTH {
        return menu_ui(ui, front, commands);
    }
    ui.spacing_mut().item_spacing.x = 2.0;
    for workspace in Workspace::ALL {
        tab_ui(ui, workspace, workspace == front, offers, commands);
    }
}

fn name(workspace: Workspace) -> String {
    tr!("workspace-of", workspace = %workspace.label())
}

fn tab_ui(
    ui: &mut Ui,
    workspace: Workspace,
    is_front: bool,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let lay = |font| {
        let label = workspace.label().to_owned();
        ui.painter().layout_no_wrap(label, font, theme.muted)
    };
    // The front's letters are wider; a tab must not change its width when it comes there.
    let room = lay(fonts::semi_bold(size::TEXT));
    let words = if is_front {
        lay(fonts::semi_bold(size::TEXT))
    } else {
        lay(fonts::text())
    };
    let size = vec2(room.size().x + 2.0 * PADDING, size::ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_front, name(workspace)));
    let is_lively = response.hovered() || response.has_focus();
    if is_front || is_lively {
        let fill = if is_front {
            theme.selection
        } else {
            theme.hovered
        };
        ui.painter().rect_filled(rect, size::BUTTON_RADIUS, fill);
    }
    let color = if is_front || is_lively {
        theme.text
    } else {
        theme.muted
    };
    let at = Rect::from_center_size(rect.center(), words.size()).min;
    ui.painter()
        .galley_with_override_text_color(at, words, color);
    let command = Command::Panel(PanelCommand::ShowWorkspace(workspace));
    let help = offers.tooltip(&command, ui.ctx());
    if response.on_hover_text(help).clicked() {
        commands.send(command);
    }
}

fn menu_ui(ui: &mut Ui, front: Workspace, commands: &mut Commands) {
    let button = Button::new(front.label())
        .fill(Theme::of(ui).selection)
        .min_size(vec2(0.0, size::ROW_HEIGHT));
    let (button, _) = MenuButton::from_button(button).ui(ui, |ui| {
        for workspace in Workspace::ALL {
            if widgets::option_ui(ui, workspace == front, name(workspace)).clicked() {
                commands.send(PanelCommand::ShowWorkspace(workspace));
                ui.close();
            }
        }
    });
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, say("workspaces")));
    button.on_hover_text(say("workspaces-help"));
}
