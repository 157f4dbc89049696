//! The handbook beside whatever it tells of. Never keeps which page is open: that is the window's.

use super::look::size;
use super::state::State;
use super::widgets;
use crate::app::command::{Commands, HandbookCommand, PanelCommand};
use crate::app::docking::Panel;
use crate::app::look::icon::Icon;
use crate::handbook::{Page, page, pages};
use crate::text::say;
use egui::{ComboBox, Frame, Margin, ScrollArea, Ui};

/// Beyond this a line of text is hard to follow, in points.
const WIDEST: f32 = 680.0;

/// What is kept beside the list of pages for the button that gives the handbook the whole window, in points.
const MAXIMIZE_WIDTH: f32 = 120.0;

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct HandbookPanel {
    /// The page that was shown last: another one begins at its top.
    shown: &'static str,
}

impl HandbookPanel {
    /// Paints the panel.
    pub fn ui(&mut self, ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
        let Some(page) = page(state.window.handbook.front()) else {
            return;
        };
        let margin = Margin::symmetric(size::PANEL_MARGIN as i8, 10);
        let head = Frame::new().inner_margin(Margin {
            bottom: 4,
            ..margin
        });
        head.show(ui, |ui| head_ui(ui, page, state, commands));
        let mut area = ScrollArea::vertical()
            .auto_shrink(false)
            .id_salt("handbook");
        if self.shown != page.id {
            area = area.vertical_scroll_offset(0.0);
            self.shown = page.id;
        }
        area.show(ui, |ui| {
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width().min(WIDEST));
                widgets::prose_ui(ui, page.blocks(), commands);
                onwards_ui(ui, page, commands);
            });
        });
    }
}

/// The way back, and a list of all pages.
fn head_ui(ui: &mut Ui, page: &Page, state: State<'_>, commands: &mut Commands) {
    ui.horizontal(|ui| {
        ui.add_enabled_ui(state.window.handbook.can_go_back(), |ui| {
            let words = say("handbook-back");
            let back = widgets::icon_button_ui(ui, Icon::ChevronLeft, words);
            if back.clicked() {
                commands.send(HandbookCommand::Back);
            }
        });
        let combo = ComboBox::from_id_salt("handbook-pages")
            .width((ui.available_width() - MAXIMIZE_WIDTH).clamp(80.0, 320.0))
            .truncate()
            .selected_text(page.title());
        let shown = combo.show_ui(ui, |ui| {
            for other in pages() {
                if widgets::option_ui(ui, other.id == page.id, other.title()).clicked() {
                    commands.send(HandbookCommand::Show(other.id));
                }
            }
        });
        widgets::name(&shown.response, say("handbook-pages"));
        let whole = ui.button(say("maximize"));
        if whole.on_hover_text(say("maximize-help")).clicked() {
            commands.send(PanelCommand::Maximize(Panel::Handbook));
        }
    });
}

/// The page behind this one.
fn onwards_ui(ui: &mut Ui, page: &Page, commands: &mut Commands) {
    let mut behind = pages().iter().skip_while(|other| other.id != page.id);
    if let Some(next) = behind.nth(1) {
        ui.add_space(size::PANEL_MARGIN);
        ui.separator();
        ui.add_space(size::UNIT);
        let words = format!("{} →", next.title());
        if ui.link(words).clicked() {
            commands.send(HandbookCommand::Show(next.id));
        }
    }
}
