//! The bar at the top: menus, undo and redo, the workspaces, the title, the button that trains.

use super::menus::{Entry, menus};
use super::switcher::switcher_ui;
use super::tabs::name_ui;
use crate::app::command::{
    Command, Commands, EditCommand, FileCommand, Offers, Overlay, PanelCommand, TrainCommand,
    WindowCommand,
};
use crate::app::docking::Panel;
use crate::app::learning::Learning;
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::rename::Renaming;
use crate::app::state::State;
use crate::app::widgets;
use crate::engine::device::DeviceEntry;
use crate::text::say;
use crate::tr;
use egui::containers::menu::MenuButton;
use egui::{
    Align, Button, Id, Layout, MenuBar, Rect, RichText, Role, ScrollArea, Sense, UiBuilder,
    WidgetInfo, vec2,
};

/// What the bar shows.
pub struct TopBar<'a> {
    /// The document in front, and what belongs to the window.
    pub state: State<'a>,
    /// What can be asked for now.
    pub offers: &'a dyn Offers,
    /// The training of the document in front.
    pub learning: &'a Learning,
    /// Where it trains.
    pub device: String,
    /// Where it could train; `None` while drivers are being asked.
    pub devices: Option<&'static [DeviceEntry]>,
    /// Devices of other machines, by name and in words.
    #[cfg(feature = "remote")]
    pub remotes: Vec<(String, String)>,
}

/// Paints the menu bar. `renaming` is the network's name while it is being typed.
pub fn menu_bar_ui(
    ui: &mut egui::Ui,
    top: &TopBar<'_>,
    renaming: &mut Option<Renaming>,
    commands: &mut Commands,
) {
    let bar = ui.max_rect();
    let row = Rect::from_center_size(bar.center(), vec2(bar.width(), size::ROW_HEIGHT));
    let left = row.with_min_x(bar.left() + 6.0);
    let menus_end = ui
        .scope_builder(UiBuilder::new().max_rect(left), |ui| {
            menus_ui(ui, top, commands)
        })
        .inner;
    let right = bar.with_max_x(bar.right() - size::PANEL_MARGIN);
    let layout = Layout::right_to_left(Align::Center);
    let actions_start = ui
        .scope_builder(UiBuilder::new().max_rect(right).layout(layout), |ui| {
            actions_ui(ui, top, commands);
            ui.min_rect().left()
        })
        .inner;
    let title = paint_title(ui, bar, menus_end..=actions_start, top.state);
    if let Some(rect) = title {
        title_ui(ui, rect, top.state, renaming, commands);
    }
}

/// Lets the title, painted in `rect`, be renamed where it stands.
fn title_ui(
    ui: &mut egui::Ui,
    rect: Rect,
    state: State<'_>,
    renaming: &mut Option<Renaming>,
    commands: &mut Commands,
) {
    let id = Id::unique("window-title");
    let response = ui.interact(rect, id, Sense::CLICK);
    let title = state.document.title();
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Label, true, tr!("project-title", title = %title))
    });
    let room = vec2(rect.width().max(LEAST_NAME_WIDTH), rect.height());
    let field = Rect::from_center_size(rect.center(), room);
    name_ui(
        ui,
        "menu-bar",
        (field, &response),
        state,
        renaming,
        commands,
    );
    response.on_hover_text(say("double-click-renames"));
}

/// Paints the menus and answers where the last one ends.
fn menus_ui(ui: &mut egui::Ui, top: &TopBar<'_>, commands: &mut Commands) -> f32 {
    let bar = MenuBar::new().ui(ui, |ui| {
        let width = ui.ctx().content_rect().width();
        let is_narrow = width < LEAST_WIDTH_FOR_AIR;
        ui.spacing_mut().button_padding = vec2(if is_narrow { 7.0 } else { 10.0 }, 4.0);
        for (title, entries) in menus() {
            let menu = ui.menu_button(title, |ui| menu_ui(ui, &entries, top, commands));
            widgets::opens_menu(&menu.response, menu.inner.is_some());
        }
        if width >= LEAST_WIDTH_FOR_UNDO {
            ui.add_space(size::UNIT);
            let icons = [
                (EditCommand::Undo, Icon::Undo),
                (EditCommand::Redo, Icon::Redo),
            ];
            for (command, icon) in icons {
                widgets::icon_command_ui(ui, &Command::Edit(command), icon, top.offers, commands);
            }
        }
        if width >= LEAST_WIDTH_FOR_WORKSPACES {
            ui.add_space(size::UNIT);
            let front = top.state.window.workspaces.front();
            switcher_ui(ui, front, top.offers, commands);
        }
        ui.cursor().left()
    });
    bar.inner
}

/// Paints a menu, which is scrolled in a window that is too low for it.
fn menu_ui(ui: &mut egui::Ui, entries: &[Entry], top: &TopBar<'_>, commands: &mut Commands) {
    let room = ui.ctx().content_rect().height() - ABOVE_AND_BELOW_A_MENU;
    // While a menu is measured there is no room at all: without a least height it would stay as low as that.
    let area = ScrollArea::vertical().max_height(room);
    area.min_scrolled_height(room).show(ui, |ui| {
        ui.set_min_width(230.0);
        for entry in entries {
            entry_ui(ui, entry, top, commands);
        }
    });
}

fn entry_ui(ui: &mut egui::Ui, entry: &Entry, top: &TopBar<'_>, commands: &mut Commands) {
    match entry {
        Entry::Item(command) => widgets::menu_item_ui(ui, command, top.offers, commands),
        Entry::Menu(title, entries) => {
            widgets::menu_in_menu_ui(ui, title, |ui| menu_ui(ui, entries, top, commands));
        }
        Entry::RecentFiles => recent_ui(ui, top.state, commands),
        Entry::Line => {
            ui.separator();
        }
    }
}

fn recent_ui(ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
    ui.add_enabled_ui(!state.window.recent.is_empty(), |ui| {
        widgets::menu_in_menu_ui(ui, say("open-recent"), |ui| {
            for path in state.window.recent.iter() {
                if ui.button(path.display().to_string()).clicked() {
                    commands.send(FileCommand::OpenPath(path.to_owned()));
                    ui.close();
                }
            }
        });
    });
}

/// Paints the buttons at the right, from the edge inwards.
fn actions_ui(ui: &mut egui::Ui, top: &TopBar<'_>, commands: &mut Commands) {
    let width = ui.ctx().content_rect().width();
    if width >= LEAST_WIDTH_FOR_PALETTE {
        palette_ui(ui, top, width < LEAST_WIDTH_FOR_AIR, commands);
    }
    // A device is chosen in the training's settings, too.
    if width >= LEAST_WIDTH_FOR_DEVICES {
        devices_ui(ui, top, commands);
    }
    train_ui(ui, top, commands);
}

/// What opens the command palette, and its keys.
fn palette_ui(ui: &mut egui::Ui, top: &TopBar<'_>, is_narrow: bool, commands: &mut Commands) {
    let palette = Command::Window(WindowCommand::Show(Overlay::CommandPalette));
    let keys = top.offers.keymap().text(&palette, ui.ctx());
    let (words, width) = if is_narrow {
        (keys, 0.0)
    } else {
        (tr!("commands-with-keys", keys = %keys), ACTION_SIZE.x)
    };
    let words = RichText::new(words.trim_end()).color(Theme::of(ui).muted);
    let search = ui.add(Button::new(words).min_size(vec2(width, ACTION_SIZE.y)));
    search.widget_info(|| WidgetInfo::labeled(Role::Button, true, say("command-palette-plain")));
    if search.on_hover_text(palette.info().tooltip).clicked() {
        commands.send(palette);
    }
}

/// The device that trains, and a menu of all that could.
fn devices_ui(ui: &mut egui::Ui, top: &TopBar<'_>, commands: &mut Commands) {
    let label = RichText::new(&top.device).color(Theme::of(ui).muted);
    let button = Button::new(label).min_size(ACTION_SIZE);
    let chosen = &top.state.document.settings().recipe.device;
    let (device, _) = MenuButton::from_button(button).ui(ui, |ui| {
        let Some(devices) = top.devices else {
            ui.weak(say("looking-for-devices"));
            return;
        };
        for entry in devices {
            if ui
                .radio(entry.name == *chosen, entry.description.to_string())
                .clicked()
            {
                commands.send(TrainCommand::UseDevice(entry.name.clone()));
                ui.close();
            }
        }
        #[cfg(feature = "remote")]
        remotes_ui(ui, top, commands);
        ui.separator();
        if ui.button(say("threads-and-other")).clicked() {
            commands.send(PanelCommand::LeadTo(Panel::TrainingSettings));
            ui.close();
        }
    });
    device.on_hover_text(say("where-next-training"));
}

/// Devices of other machines, and how to come by one.
#[cfg(feature = "remote")]
fn remotes_ui(ui: &mut egui::Ui, top: &TopBar<'_>, commands: &mut Commands) {
    let chosen = &top.state.document.settings().recipe.device;
    for (name, words) in &top.remotes {
        if ui.radio(name == chosen, words).clicked() {
            commands.send(TrainCommand::UseDevice(name.clone()));
            ui.close();
        }
    }
    let add = ui.button(say("remote-add"));
    if add.on_hover_text(say("remote-add-help")).clicked() {
        commands.send(TrainCommand::AskForRemote);
        ui.close();
    }
}

/// In a narrower window the menus need the room, in points.
const LEAST_WIDTH_FOR_DEVICES: f32 = 1180.0;
/// In a narrower one they stand closer, so that undo and redo and the workspaces fit beside them, in points.
const LEAST_WIDTH_FOR_AIR: f32 = 824.0;
/// In a narrower one, as with the largest text, only the menus and the button that trains must fit: each of these is in a menu,
/// too, and has keys, in points.
const LEAST_WIDTH_FOR_PALETTE: f32 = 720.0;
const LEAST_WIDTH_FOR_WORKSPACES: f32 = 656.0;
const LEAST_WIDTH_FOR_UNDO: f32 = 576.0;
/// What a menu leaves of the window's height, in points.
const ABOVE_AND_BELOW_A_MENU: f32 = 64.0;
/// The least width of the field for another name, in points.
const LEAST_NAME_WIDTH: f32 = 180.0;
const ACTION_SIZE: egui::Vec2 = vec2(96.0, size::ROW_HEIGHT);

/// The one filled button of the window: begins to train, holds a training that runs, goes on with one that holds or with
/// what was learned.
fn train_ui(ui: &mut egui::Ui, top: &TopBar<'_>, commands: &mut Commands) {
    let (learning, document) = (top.learning, top.state.document);
    let goes_on = || learning.obstacle_to_going_on(document).is_none();
    let command = match () {
        () if learning.is_running() => TrainCommand::Pause,
        () if learning.is_paused() => TrainCommand::Resume,
        () if goes_on() => TrainCommand::Continue,
        () => TrainCommand::Train,
    };
    ui.spacing_mut().interact_size.x = ACTION_SIZE.x;
    widgets::main_button_ui(ui, &Command::Train(command), top.offers, commands);
}

/// The project's name, in the middle of the window where there is room, else between its neighbors. Answers where it stands.
fn paint_title(
    ui: &egui::Ui,
    bar: Rect,
    free: std::ops::RangeInclusive<f32>,
    state: State<'_>,
) -> Option<Rect> {
    let theme = Theme::of(ui);
    let title = state.document.title();
    let width = free.end() - free.start() - 48.0;
    if width < 60.0 {
        return None;
    }
    let mut job = egui::text::LayoutJob::simple_singleline(title, fonts::text(), theme.muted);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let words = ui.painter().layout_job(job);
    let extent = words.size();
    let half = extent.x / 2.0;
    let center = bar.center().x.clamp(
        free.start() + 24.0 + half,
        (free.end() - 24.0 - half).max(free.start() + 24.0 + half),
    );
    let right = center + half;
    ui.painter().galley(
        egui::pos2(center - half, bar.center().y - extent.y / 2.0),
        words,
        theme.muted,
    );
    if state.document.is_changed() {
        ui.painter()
            .circle_filled(egui::pos2(right + 10.0, bar.center().y), 4.0, theme.muted);
    }
    let middle = egui::pos2(center, bar.center().y);
    Some(Rect::from_center_size(
        middle,
        vec2(extent.x, size::ROW_HEIGHT),
    ))
}
