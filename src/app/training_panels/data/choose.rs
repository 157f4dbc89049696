//! Choosing a data set: built-in ones at a click, others from files.

use super::parts_form;
use crate::app::command::{Commands, DataCommand, PredictCommand};
use crate::app::learning::{Unread, network};
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::data::{Builtin, DataSource};
use crate::text::say;
use crate::tr;
use egui::{Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, WidgetInfo, vec2};

/// Between a card's edge and its words, in points.
const CARD_MARGIN: f32 = 12.0;
/// A card's size, in points.
const CARD: egui::Vec2 = vec2(236.0, 84.0);

/// Paints the offer: what an empty Data tab shows. `unread` says why the last choice could not be read.
pub fn choose_ui(
    ui: &mut egui::Ui,
    unread: Option<&Unread>,
    state: State<'_>,
    commands: &mut Commands,
) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if let Some(unread) = unread {
            parts::fault_ui(ui, &unread.fault.to_string());
            ui.add_space(4.0);
            if unread.is_of_labels {
                parts_form::all_readings_ui(ui, state.document.settings(), commands);
            }
            ui.add_space(size::UNIT);
        }
        ui.label(RichText::new(say("choose-pictures-title")).font(fonts::semi_bold(size::TEXT)));
        widgets::muted_sentence_ui(ui, say("choose-pictures-help"));
        ui.add_space(size::UNIT);
        let fitting = network::fitting_builtin(state.document.inference());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 12.0);
            for builtin in Builtin::ALL {
                card_ui(ui, builtin, fitting == Some(builtin), commands);
            }
        });
        ui.add_space(12.0);
        ui.horizontal(|ui| open_buttons_ui(ui, commands));
        ui.add_space(size::UNIT);
    });
}

fn open_buttons_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    let file = ui.button(say("open-file"));
    if file.on_hover_text(say("open-file-help")).clicked() {
        commands.send(DataCommand::Open);
    }
    let folder = ui.button(say("open-folder"));
    if folder.on_hover_text(say("open-folder-help")).clicked() {
        commands.send(DataCommand::OpenFolder);
    }
}

/// The same choices as a menu, for when there is data already.
pub fn change_menu_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    ui.menu_button(say("change-data"), |ui| {
        ui.set_min_width(220.0);
        for builtin in Builtin::ALL {
            let source = DataSource::builtin(builtin);
            if ui
                .button(widgets::sentence(builtin.title()))
                .on_hover_text(help(builtin))
                .clicked()
            {
                commands.send(DataCommand::Use(source));
            }
        }
        ui.separator();
        open_buttons_ui(ui, commands);
    });
}

/// The ways to add pictures of one's own to the data.
pub fn add_menu_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    let menu = ui.menu_button(say("add-pictures-menu"), |ui| {
        ui.set_min_width(160.0);
        add_items_ui(ui, None, commands);
        if ui.button(say("add-drawn")).clicked() {
            commands.send(PredictCommand::Draw);
        }
    });
    menu.response.on_hover_text(say("add-pictures-help"));
}

/// The lines of menus that add pictures, to the class with this number first.
pub fn add_items_ui(ui: &mut egui::Ui, class: Option<usize>, commands: &mut Commands) {
    for (words, is_folder) in [("add-files", false), ("add-folder", true)] {
        if ui.button(say(words)).clicked() {
            commands.send(DataCommand::ChoosePictures { class, is_folder });
        }
    }
    if ui.button(say("add-clipboard")).clicked() {
        commands.send(DataCommand::AddPasted(class));
    }
}

/// One built-in data set: its name, a sentence, and whether the network was made for it.
fn card_ui(ui: &mut egui::Ui, builtin: Builtin, is_fitting: bool, commands: &mut Commands) {
    let theme = Theme::of(ui);
    let source = DataSource::builtin(builtin);
    let (rect, response) = ui.allocate_exact_size(CARD, Sense::click());
    let name = tr!("use-data", data = source.message());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let is_lively = response.hovered() || response.has_focus();
    let line = if is_lively {
        theme.accent
    } else {
        theme.border
    };
    let fill = if is_lively {
        theme.hovered
    } else {
        theme.raised
    };
    ui.painter().rect(
        rect,
        size::NODE_RADIUS,
        fill,
        Stroke::new(1.0, line),
        StrokeKind::Inside,
    );
    let words = |text: String, font, color| {
        ui.painter()
            .layout(text, font, color, CARD.x - 2.0 * CARD_MARGIN)
    };
    let name = widgets::sentence(builtin.title());
    let name = words(name, fonts::semi_bold(size::TEXT), theme.text);
    let sentence = words(
        builtin.description().to_owned(),
        fonts::small(),
        theme.muted,
    );
    let at = rect.min + vec2(CARD_MARGIN, 10.0);
    let below = at + vec2(0.0, name.size().y + 5.0);
    ui.painter().galley(at, name, theme.text);
    ui.painter().galley(below, sentence, theme.muted);
    if is_fitting {
        paint_fits(ui, rect);
    }
    if response.on_hover_text(help(builtin)).clicked() {
        commands.send(DataCommand::Use(source));
    }
}

/// What it is, and its name where names are typed.
fn help(builtin: Builtin) -> String {
    tr!(
        "builtin-on-command-line",
        description = builtin.description(),
        name = %DataSource::builtin(builtin)
    )
}

fn paint_fits(ui: &egui::Ui, card: Rect) {
    let theme = Theme::of(ui);
    let words = ui.painter().layout_no_wrap(
        say("fits-this-network").to_owned(),
        fonts::small(),
        theme.ok,
    );
    let at = card.right_top() + vec2(-12.0 - words.size().x, 11.0);
    ui.painter().galley(at, words, theme.ok);
}
