//! The tab of a panel: its name, how much there is in it, a cross that closes it.

use crate::app::command::{Commands, Keymap, PanelCommand};
use crate::app::docking::Panel;
use crate::app::document::Comparison;
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::exchange::{Fate, Finding};
use crate::graph::Severity;
use crate::text::say;
use crate::tr;
use egui::{Button, Color32, Id, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Left of the word.
const PADDING: f32 = 7.0;
/// Right of it, for the cross.
const CROSS: f32 = 15.0;
/// Between the word and the number behind it.
const GAP: f32 = 6.0;

/// A tab as it is to be painted.
pub struct PanelTab {
    /// Whose tab it is.
    pub panel: Panel,
    /// Whether it is in front.
    pub is_front: bool,
    /// Whether it is on its way to another place.
    pub is_dragged: bool,
    /// Whether it has the whole window.
    pub is_maximized: bool,
}

/// Paints `tab`. A click shows its panel, a double click gives it the whole window, the cross and the middle button close
/// it, a drag moves it.
pub fn panel_tab_ui(
    ui: &mut Ui,
    id: Id,
    tab: &PanelTab,
    state: State<'_>,
    commands: &mut Commands,
) -> Response {
    let theme = Theme::of(ui);
    let (font, color) = if tab.is_front {
        (fonts::semi_bold(size::TEXT), theme.text)
    } else {
        (fonts::text(), theme.muted)
    };
    let label = tab.panel.label();
    let words = ui.painter().layout_no_wrap(label.to_owned(), font, color);
    // The front's letters are wider; a tab must not change its width when it comes there.
    let room = widgets::text_width(ui, label, fonts::semi_bold(size::TEXT));
    let count = badge(ui, tab.panel, state).map(|(number, color)| {
        let number = number.to_string();
        ui.painter().layout_no_wrap(number, fonts::small(), color)
    });
    let count_width = count.as_ref().map_or(0.0, |count| count.size().x + GAP);
    let width = PADDING + room + count_width + CROSS;
    let (_, rect) = ui.allocate_space(vec2(width, ui.available_height()));
    let sense = if tab.is_maximized {
        Sense::click()
    } else {
        Sense::click_and_drag()
    };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, tab.is_front, label));
    let is_lively = response.hovered() || response.has_focus();
    if !tab.is_dragged {
        let color = if is_lively { theme.text } else { color };
        let at = pos2(
            rect.left() + PADDING,
            rect.center().y - words.size().y / 2.0,
        );
        let end = at.x + words.size().x;
        ui.painter()
            .galley_with_override_text_color(at, words, color);
        if let Some(count) = count {
            let at = pos2(end + GAP, rect.center().y - count.size().y / 2.0);
            ui.painter().galley(at, count, theme.muted);
        }
        if tab.is_front {
            let line =
                Rect::from_min_max(pos2(at.x, rect.bottom() - 2.0), pos2(end, rect.bottom()));
            ui.painter().rect_filled(line, 1.0, theme.accent);
        }
    }
    let is_closed = cross_ui(ui, id, rect, tab, is_lively);
    if is_closed || response.middle_clicked() {
        commands.send(PanelCommand::Close(tab.panel));
    } else if response.double_clicked() {
        commands.send(PanelCommand::Maximize(tab.panel));
    }
    response.context_menu(|ui| menu_ui(ui, tab, &state.window.keymap, commands));
    response.on_hover_text(tab.panel.tooltip())
}

/// The cross at the right end of a tab in front or under the pointer; answers whether it was clicked.
fn cross_ui(ui: &Ui, id: Id, tab_rect: Rect, tab: &PanelTab, is_lively: bool) -> bool {
    let center = pos2(tab_rect.right() - CROSS / 2.0, tab_rect.center().y);
    let rect = Rect::from_center_size(center, vec2(14.0, 14.0));
    let response = ui.interact(rect, id.with("close"), Sense::click());
    response.widget_info(|| {
        let name = tr!("close-panel", panel = %tab.panel.label());
        WidgetInfo::labeled(Role::Button, true, name)
    });
    let theme = Theme::of(ui);
    let is_pointed = response.hovered() || response.has_focus();
    if is_pointed {
        ui.painter()
            .rect_filled(rect, size::FIELD_RADIUS, theme.hovered);
    }
    if is_pointed || is_lively {
        let color = if is_pointed { theme.text } else { theme.faint };
        Icon::Cross.paint(ui.painter(), rect, color);
    }
    response.clicked()
}

/// What can be done with the panel, with the keys that do it to the panel that is used, as this one is by now.
fn menu_ui(ui: &mut Ui, tab: &PanelTab, keymap: &Keymap, commands: &mut Commands) {
    let size = if tab.is_maximized {
        say("show-other-panels")
    } else {
        say("maximize")
    };
    let maximize = PanelCommand::Maximize(tab.panel);
    let close = PanelCommand::Close(tab.panel);
    for (words, command, with_keys) in [
        (size, maximize, PanelCommand::MaximizeUsed),
        (say("close"), close, PanelCommand::CloseUsed),
        (
            say("reset-workspace"),
            PanelCommand::ResetWorkspace,
            PanelCommand::ResetWorkspace,
        ),
    ] {
        let keys = keymap.text(&with_keys.into(), ui.ctx());
        if ui.add(Button::new(words).shortcut_text(keys)).clicked() {
            commands.send(command);
            ui.close();
        }
    }
}

/// How many problems or differences there are, beside the word; problems in the color of the worst.
fn badge(ui: &Ui, panel: Panel, state: State<'_>) -> Option<(usize, Color32)> {
    let theme = Theme::of(ui);
    let (count, color) = match panel {
        Panel::Problems => {
            let problems = state.document.problems();
            let is_error = |severity| severity == Severity::Error;
            let has_error = problems.iter().any(|problem| is_error(problem.severity));
            let is_wrong = |severity| severity != Severity::Unfinished;
            let wrong = problems.iter().filter(|problem| is_wrong(problem.severity));
            let color = if has_error {
                theme.error
            } else {
                theme.warning
            };
            (wrong.count(), color)
        }
        Panel::Compare => {
            let compared = state.document.comparison();
            (compared.map_or(0, Comparison::count), theme.muted)
        }
        Panel::Import => {
            let arrival = state.document.arrival();
            let findings = arrival.map(|arrival| arrival.report.findings.iter());
            let is_news = |finding: &&Finding| finding.fate != Fate::Taken;
            let count = findings.map_or(0, |findings| findings.filter(is_news).count());
            (count, theme.muted)
        }
        _ => return None,
    };
    (count > 0).then_some((count, color))
}

/// The line below a strip of tabs.
pub fn line_below_tabs(ui: &Ui, panel: Rect) {
    let line = Stroke::new(1.0, Theme::of(ui).border);
    ui.painter().hline(panel.x_range(), panel.top() - 0.5, line);
}
