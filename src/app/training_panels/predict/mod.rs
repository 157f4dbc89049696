//! The Predict tab: own pictures, what the network sees of them, and what it says. Never computes; it asks.

mod answer;
mod list;

use super::parts;
use crate::app::command::{Commands, FileCommand, PredictCommand, TrainCommand};
use crate::app::learning::{Change, Content, Entry, Pictures, Ready, WeightsState};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::data::Contract;
use egui::{Align, Frame, Image, Label, Layout, RichText, TextureHandle, Ui, UiBuilder, vec2};

/// The column of the list, in points.
const LIST_WIDTH: f32 = 270.0;
/// The buttons above the list need as much, in points.
const LEAST_LIST_WIDTH: f32 = 230.0;
/// Less than this the prediction cannot be read in, in points.
const LEAST_VERDICT_WIDTH: f32 = 190.0;

/// Paints the Predict tab.
pub fn predict_ui(
    ui: &mut Ui,
    pictures: &mut Pictures,
    weights_state: WeightsState,
    commands: &mut Commands,
) {
    let margin = size::page_margin(8, 4);
    Frame::new().inner_margin(margin).show(ui, |ui| {
        if pictures.entries.is_empty() {
            empty_ui(ui, weights_state, commands);
            return;
        }
        let room = ui.available_rect_before_wrap();
        let width = (room.width() * 0.4).clamp(LEAST_LIST_WIDTH, LIST_WIDTH);
        let left = room.with_max_x(room.left() + width);
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
            tools_ui(ui, pictures, commands);
            list::list_ui(ui, pictures);
        });
        let right = room.with_min_x(left.right() + size::PANEL_MARGIN);
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
            if let Some(entry) = pictures.selected() {
                entry_ui(ui, entry, weights_state, commands);
            }
        });
        ui.advance_cursor_after_rect(room);
    });
}

/// Says that the weights at hand are not those of the network as it stands, and offers what can be done.
pub fn change_ui(ui: &mut Ui, change: &Change, commands: &mut Commands) {
    let margin = size::page_margin(8, 0);
    Frame::new().inner_margin(margin).show(ui, |ui| {
        parts::warning_ui(ui, &change.words);
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            let back = ui.button("Undo to the trained network");
            let help = "Go back in the history to the network that the weights belong to";
            if back.on_hover_text(help).clicked() {
                commands.send(TrainCommand::BackToTrained);
            }
            if change.is_training {
                return;
            }
            let train = ui.button("Train again");
            let help = "Train the network as it is now, with new weights";
            if train.on_hover_text(help).clicked() {
                commands.send(TrainCommand::StartAnew);
            }
            if let Some(run) = &change.run {
                let open = ui.button("Open the run");
                let help =
                    "Open the network as it was trained, with its weights, in a tab of its own";
                if open.on_hover_text(help).clicked() {
                    commands.send(FileCommand::OpenPath(run.clone()));
                }
            }
        });
    });
}

fn empty_ui(ui: &mut Ui, weights_state: WeightsState, commands: &mut Commands) {
    let words = match weights_state {
        WeightsState::NoNetwork => {
            "There is no network yet: begin with a preset, or bring the pictures already"
        }
        WeightsState::Untrained => {
            "The network has not learned anything yet: train it first, or bring the pictures already"
        }
        WeightsState::Training | WeightsState::Ready | WeightsState::Changed => {
            "Drop a picture anywhere on the window, paste one, or open some"
        }
    };
    parts::empty_ui(ui, "Try your own pictures", words, |ui| {
        let width = match weights_state {
            WeightsState::Ready | WeightsState::Training | WeightsState::Changed => 214.0,
            WeightsState::Untrained | WeightsState::NoNetwork => 330.0,
        };
        ui.allocate_ui_with_layout(
            vec2(width, size::ROW_HEIGHT),
            Layout::left_to_right(Align::Center),
            |ui| {
                first_step_ui(ui, weights_state, commands);
                open_buttons_ui(ui, commands);
            },
        );
    });
}

/// What has to be done before the network can be asked.
fn first_step_ui(ui: &mut Ui, weights_state: WeightsState, commands: &mut Commands) {
    match weights_state {
        WeightsState::Untrained if parts::main_button_ui(ui, "Train first").clicked() => {
            commands.send(TrainCommand::Train);
        }
        WeightsState::NoNetwork if parts::main_button_ui(ui, "New from preset…").clicked() => {
            commands.send(FileCommand::NewFromPreset);
        }
        _ => {}
    }
}

fn open_buttons_ui(ui: &mut Ui, commands: &mut Commands) {
    if ui
        .button("Open pictures…")
        .on_hover_text("PNG, JPEG, WebP, BMP, GIF, TIFF or PNM; several at once")
        .clicked()
    {
        commands.send(PredictCommand::OpenPictures);
    }
    if ui
        .button("Paste")
        .on_hover_text("The picture, or the files, on the clipboard")
        .clicked()
    {
        commands.send(PredictCommand::PastePicture);
    }
}

fn tools_ui(ui: &mut Ui, pictures: &mut Pictures, commands: &mut Commands) {
    ui.horizontal(|ui| {
        open_buttons_ui(ui, commands);
        if ui
            .button("Clear")
            .on_hover_text("Empty the list; the files stay")
            .clicked()
        {
            pictures.clear();
        }
    });
    ui.add_space(4.0);
}

fn entry_ui(ui: &mut Ui, entry: &Entry, weights_state: WeightsState, commands: &mut Commands) {
    match &entry.content {
        Content::Reading => {
            widgets::muted_ui(ui, format!("Reading {}", entry.name));
        }
        Content::Failed(fault) => parts::fault_ui(ui, fault),
        Content::Ready(ready) => ready_ui(ui, &entry.name, ready, weights_state, commands),
    }
}

fn ready_ui(
    ui: &mut Ui,
    name: &str,
    ready: &Ready,
    weights_state: WeightsState,
    commands: &mut Commands,
) {
    let room = ui.available_rect_before_wrap();
    let beside = (room.width() - LEAST_VERDICT_WIDTH) / 2.0 - size::PANEL_MARGIN;
    if beside < LEAST_PICTURE {
        ui.set_clip_rect(room.intersect(ui.clip_rect()));
        answer_ui(ui, ready, weights_state, commands);
        return;
    }
    let side = (room.height() - 26.0)
        .min(beside)
        .clamp(LEAST_PICTURE, 260.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = size::PANEL_MARGIN;
        let [width, height] = ready.size_px;
        picture_ui(
            ui,
            side,
            &ready.preview,
            &format!("Picture · {width} × {height}"),
            name,
        );
        let words = seen_words(&ready.contract);
        picture_ui(
            ui,
            side,
            &ready.seen_texture,
            &words,
            "What the network sees",
        );
        ui.vertical(|ui| {
            ui.set_height(room.height());
            answer_ui(ui, ready, weights_state, commands);
        });
    });
}

fn answer_ui(ui: &mut Ui, ready: &Ready, weights_state: WeightsState, commands: &mut Commands) {
    match &ready.answer {
        Some((_, answer)) => answer::answer_ui(ui, answer),
        None => waiting_ui(ui, weights_state, commands),
    }
}

/// A smaller picture shows nothing; where there is no room for one the prediction stands alone, in points.
const LEAST_PICTURE: f32 = 60.0;

fn seen_words(contract: &Contract) -> String {
    let shape = contract.shape();
    format!("The network sees · {} × {}", shape.width(), shape.height())
}

fn picture_ui(ui: &mut Ui, side: f32, texture: &TextureHandle, caption: &str, name: &str) {
    let theme = Theme::of(ui);
    ui.vertical(|ui| {
        ui.set_width(side);
        let caption = RichText::new(caption)
            .font(fonts::small())
            .color(theme.muted);
        ui.add(Label::new(caption).truncate());
        let size = texture.size_vec2();
        let scale = (side / size.x).min(side / size.y);
        let image = Image::new(texture)
            .fit_to_exact_size(size * scale)
            .corner_radius(4);
        ui.add(image.alt_text(name));
    });
}

fn waiting_ui(ui: &mut Ui, weights_state: WeightsState, commands: &mut Commands) {
    let words = match weights_state {
        WeightsState::NoNetwork => "There is no network yet",
        WeightsState::Untrained => "The network has not learned anything yet",
        WeightsState::Changed => "Nobody can be asked about the network as it is now",
        WeightsState::Training => "The prediction comes with the first batch",
        WeightsState::Ready => "Asking the network",
    };
    widgets::muted_sentence_ui(ui, words);
    ui.add_space(4.0);
    first_step_ui(ui, weights_state, commands);
}
