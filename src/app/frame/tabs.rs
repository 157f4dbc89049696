//! The strip of tabs over the canvas: one for each open document.

use super::tab::{OpenTab, tab_ui, wanted_width};
use super::tab_list;
use crate::app::command::{Commands, FileCommand, Offers, TabCommand, WindowCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, size};
use crate::app::rename::{Named, Renaming};
use crate::app::state::{State, WindowState};
use crate::app::tabs::Tabs;
use crate::app::widgets;
use crate::files::name_of;
use crate::message;
use crate::text::say;
use crate::tr;
use egui::scroll_area::{ScrollBarVisibility, ScrollSource};
use egui::style::ScrollAnimation;
use egui::{
    Frame, Key, Modifiers, Panel, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2,
};

/// A tab is never wider; a longer name is cut.
const MOST_WIDTH: f32 = 220.0;
/// A tab is never narrower; more of them than there is room for scroll.
const LEAST_WIDTH: f32 = 100.0;
/// The place of the button that adds a tab.
const PLUS_WIDTH: f32 = 38.0;

/// What the strip shows.
pub struct Strip<'a> {
    tabs: Vec<OpenTab>,
    state: State<'a>,
    offers: &'a dyn Offers,
}

impl<'a> Strip<'a> {
    /// The strip of these documents.
    pub fn of(tabs: &'a Tabs, window: &'a WindowState, offers: &'a dyn Offers) -> Self {
        let in_front = tabs.front().document.id();
        let in_training = tabs.training().map(|training| training.id);
        let documents = tabs.documents().zip(tabs.titles());
        let open = documents.map(|(document, title)| OpenTab {
            id: document.id(),
            title,
            tooltip: tooltip(&document.title(), document.path()),
            is_changed: document.is_changed(),
            is_front: document.id() == in_front,
            is_training: Some(document.id()) == in_training,
        });
        Self {
            tabs: open.collect(),
            state: tabs.front().state(window),
            offers,
        }
    }
}

/// Paints the strip at the top of `ui`. With one document there is none: there is nothing to choose from, and the menu bar
/// shows its name.
pub fn tabs_ui(
    ui: &mut Ui,
    strip: &Strip<'_>,
    renaming: &mut Option<Renaming>,
    commands: &mut Commands,
) {
    if strip.tabs.len() > 1 {
        let panel = Panel::top("tabs")
            .exact_size(size::TITLE_STRIP_HEIGHT)
            .show_separator_line(false)
            .frame(Frame::new().fill(Theme::of(ui).background));
        panel.show(ui, |ui| strip_ui(ui, strip, renaming, commands));
    }
}

/// The tabs from left to right, and a button for a new one behind them.
fn strip_ui(
    ui: &mut Ui,
    Strip {
        tabs,
        state,
        offers,
    }: &Strip<'_>,
    renaming: &mut Option<Renaming>,
    commands: &mut Commands,
) {
    let strip = ui.max_rect();
    let line = egui::Stroke::new(1.0, Theme::of(ui).border);
    ui.painter()
        .hline(strip.x_range(), strip.bottom() - 0.5, line);
    let most = strip.width() - PLUS_WIDTH;
    let is_crowded = LEAST_WIDTH * tabs.len() as f32 > most;
    let list_width = if is_crowded { tab_list::WIDTH } else { 0.0 };
    let widths = widths(ui, tabs, most - list_width);
    let all = widths.iter().sum::<f32>();
    let shown = all.min(most - list_width).max(0.0);
    let room = Rect::from_min_size(strip.min, vec2(shown, strip.height()));
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        let area = ScrollArea::horizontal()
            .id_salt("tabs")
            .scroll_source(ScrollSource::MOUSE_WHEEL)
            .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
        area.show(ui, |ui| {
            let front = row_ui(ui, tabs, &widths, *offers, commands);
            if let Some((tab, rect, response)) = front {
                follow_front(ui, tab, rect, (shown, tabs.len()));
                let field = rect.shrink2(vec2(6.0, 4.0));
                let shown = (field, &response);
                name_ui(ui, "tabs", shown, *state, renaming, commands);
            }
        });
    });
    let list = Rect::from_min_size(room.right_top(), vec2(list_width, strip.height()));
    if is_crowded {
        ui.scope_builder(
            UiBuilder::new().max_rect(list.shrink2(vec2(4.0, 4.0))),
            |ui| tab_list::list_ui(ui, tabs, commands),
        );
    }
    let plus = Rect::from_min_size(list.right_top(), vec2(PLUS_WIDTH, strip.height()));
    ui.scope_builder(
        UiBuilder::new().max_rect(plus.shrink2(vec2(8.0, 4.0))),
        |ui| {
            if widgets::icon_button_ui(ui, Icon::Plus, say("new-tab")).clicked() {
                commands.send(FileCommand::New);
            }
        },
    );
}

fn tooltip(title: &str, path: Option<&std::path::Path>) -> String {
    match path {
        Some(path) => format!("{title}\n{}", path.display()),
        None => tr!("title-not-saved", title = %title),
    }
}

/// As wide as the names ask for; narrower where the room is short.
fn widths(ui: &Ui, tabs: &[OpenTab], room: f32) -> Vec<f32> {
    let even = (room / tabs.len().max(1) as f32).clamp(LEAST_WIDTH, MOST_WIDTH);
    let wanted: Vec<f32> = tabs
        .iter()
        .map(|tab| wanted_width(ui, tab).clamp(LEAST_WIDTH, MOST_WIDTH))
        .collect();
    if wanted.iter().sum::<f32>() <= room {
        return wanted;
    }
    wanted.iter().map(|width| width.min(even)).collect()
}

/// Paints the tabs and answers with the one in front.
fn row_ui<'a>(
    ui: &mut Ui,
    tabs: &'a [OpenTab],
    widths: &[f32],
    offers: &dyn Offers,
    commands: &mut Commands,
) -> Option<(&'a OpenTab, Rect, Response)> {
    let mut front = None;
    let size = vec2(widths.iter().sum(), size::TITLE_STRIP_HEIGHT);
    let (row, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut left = row.left();
    let rects: Vec<Rect> = widths
        .iter()
        .map(|width| {
            let rect = Rect::from_min_size(pos2(left, row.top()), vec2(*width, row.height()));
            left += width;
            rect
        })
        .collect();
    for (index, (tab, rect)) in tabs.iter().zip(&rects).enumerate() {
        let response = tab_ui(ui, tab, *rect, offers, commands);
        if let Some(pointer) = response.interact_pointer_pos()
            && response.dragged_by(egui::PointerButton::Primary)
            && tab.is_front
        {
            let others = rects
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            let place = others
                .filter(|(_, rect)| rect.center().x < pointer.x)
                .count();
            if place != index {
                commands.send(TabCommand::MoveTo(place));
            }
        }
        if tab.is_front {
            front = Some((tab, *rect, response));
        }
    }
    front
}

/// Scrolls to the tab in front when another one comes there, and when the room or the tabs change; not against the wheel.
fn follow_front(ui: &Ui, tab: &OpenTab, rect: Rect, (room, count): (f32, usize)) {
    let id = egui::Id::unique("tab-in-front");
    let now = (
        tab.id,
        room.round() as i32,
        count,
        rect.width().round() as i32,
    );
    let seen = ui.data(|data| data.get_temp(id));
    if seen != Some(now) {
        ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
        ui.data_mut(|data| data.insert_temp(id, now));
    }
}

/// A field in the place of the network's name, which `panel` shows in `rect`: F2 on it opens it, or a double click. It gives
/// the network another name; that of its file is for "Save as…".
pub(super) fn name_ui(
    ui: &mut Ui,
    panel: &'static str,
    (rect, shown): (Rect, &Response),
    state: State<'_>,
    renaming: &mut Option<Renaming>,
    commands: &mut Commands,
) {
    let is_asked_by_key =
        || shown.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2));
    if shown.double_clicked() || is_asked_by_key() {
        *renaming = Renaming::of(Named::Network, panel, state);
    }
    let Some(name) = renaming.as_mut().filter(|name| name.is_in(panel)) else {
        return;
    };
    let Some(outcome) = name.ui(ui, rect, state.document, commands) else {
        return;
    };
    *renaming = None;
    if let Some(path) = state.document.path().filter(|_| outcome.is_changed) {
        commands.send(WindowCommand::Tell(message!(
            "new-name-old-file",
            file = name_of(path)
        )));
    }
}
