//! The Predict tab: own pictures, what the network sees of them, and what it says. Never computes; it asks.

mod answer;
mod large;
mod list;
mod pad;

pub use pad::Pad;

use super::parts;
use crate::app::command::{Commands, FileCommand, PredictCommand, TrainCommand};
use crate::app::learning::{Change, Content, Entry, Pictures, Ready, WeightsState};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::data::{Contract, Role};
use crate::text::say;
use crate::tr;
use egui::{
    Align, CursorIcon, Frame, Image, Label, Layout, RichText, Sense, TextureHandle, Ui, UiBuilder,
    vec2,
};

/// The column of the list, in points.
const LIST_WIDTH: f32 = 270.0;
/// The buttons above the list need as much, in points.
const LEAST_LIST_WIDTH: f32 = 230.0;
/// Less than this the prediction cannot be read in, in points.
const LEAST_VERDICT_WIDTH: f32 = 190.0;

/// What the pad takes beside the list, in points; in a narrower panel it lies within the list, and is smaller.
const PAD_WIDTH: f32 = 270.0;

/// What the tab shows.
pub struct PredictView {
    pub weights_state: WeightsState,
    /// The parts of the data set at hand.
    pub parts: Vec<Role>,
}

/// What the tab changes.
pub struct Shown<'a> {
    pub pictures: &'a mut Pictures,
    /// What is drawn by hand.
    pub pad: &'a mut Pad,
    /// The picture that is shown over the window.
    pub enlarged: &'a mut Option<u64>,
}

/// Paints the Predict tab.
pub fn predict_ui(ui: &mut Ui, shown: Shown<'_>, view: &PredictView, commands: &mut Commands) {
    let Shown {
        pictures,
        pad,
        enlarged,
    } = shown;
    let margin = size::page_margin(8, 4);
    Frame::new().inner_margin(margin).show(ui, |ui| {
        if pictures.entries.is_empty() && !pad.is_open {
            empty_ui(ui, view, commands);
            return;
        }
        let room = ui.available_rect_before_wrap();
        let width = (room.width() * 0.4).clamp(LEAST_LIST_WIDTH, LIST_WIDTH);
        let left = room.with_max_x(room.left() + width);
        let mut right = room.with_min_x(left.right() + size::PANEL_MARGIN);
        let beside = right.width() - LEAST_VERDICT_WIDTH - size::PANEL_MARGIN;
        let is_pad_beside = pad.is_open && beside >= PAD_WIDTH;
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
            tools_ui(ui, pictures, view, commands);
            if pad.is_open && !is_pad_beside {
                pad.ui(ui, ui.available_height() * 0.75, commands);
            }
            list::list_ui(ui, pictures, !view.parts.is_empty(), commands);
        });
        if is_pad_beside {
            let column = right.with_max_x(right.left() + PAD_WIDTH);
            right.min.x = column.right() + size::PANEL_MARGIN;
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                pad.ui(ui, ui.available_height(), commands);
            });
        }
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
            if let Some(entry) = pictures.selected() {
                let asked = (&mut *enlarged, &mut *commands);
                entry_ui(ui, entry, view.weights_state, asked);
            }
        });
        large::large_ui(ui, pictures, enlarged);
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
            let back = ui.button(say("undo-to-trained"));
            if back.on_hover_text(say("undo-to-trained-help")).clicked() {
                commands.send(TrainCommand::BackToTrained);
            }
            if change.is_training {
                return;
            }
            let train = ui.button(say("train-again"));
            if train.on_hover_text(say("train-again-help")).clicked() {
                commands.send(TrainCommand::StartAnew);
            }
            if let Some(run) = &change.run {
                let open = ui.button(say("open-the-run"));
                if open.on_hover_text(say("open-the-run-help")).clicked() {
                    commands.send(FileCommand::OpenPath(run.clone()));
                }
            }
        });
    });
}

fn empty_ui(ui: &mut Ui, view: &PredictView, commands: &mut Commands) {
    let weights_state = view.weights_state;
    let words = match weights_state {
        WeightsState::NoNetwork => say("try-without-network"),
        WeightsState::Untrained => say("try-untrained"),
        WeightsState::Training | WeightsState::Ready | WeightsState::Changed => {
            say("try-by-dropping")
        }
    };
    parts::empty_ui(ui, say("try-own-pictures"), words, |ui| {
        let mut buttons = vec![say("open-pictures"), say("paste"), say("draw")];
        buttons.extend((!view.parts.is_empty()).then(|| say("try-data")));
        let mut width = widgets::buttons_width(ui, &buttons);
        if let Some(words) = first_step(weights_state) {
            let main = widgets::buttons_width(ui, &[words]).max(parts::LEAST_MAIN_BUTTON);
            width += main + ui.spacing().item_spacing.x;
        }
        ui.allocate_ui_with_layout(
            vec2(width, size::ROW_HEIGHT),
            Layout::left_to_right(Align::Center),
            |ui| {
                first_step_ui(ui, weights_state, commands);
                open_buttons_ui(ui, commands);
                data_menu_ui(ui, view, commands);
            },
        );
    });
}

/// What the button says that does what has to be done before the network can be asked.
fn first_step(weights_state: WeightsState) -> Option<&'static str> {
    match weights_state {
        WeightsState::Untrained => Some(say("train-first")),
        WeightsState::NoNetwork => Some(say("new-from-preset")),
        WeightsState::Training | WeightsState::Ready | WeightsState::Changed => None,
    }
}

fn first_step_ui(ui: &mut Ui, weights_state: WeightsState, commands: &mut Commands) {
    let words = first_step(weights_state);
    if words.is_some_and(|words| parts::main_button_ui(ui, words).clicked()) {
        match weights_state {
            WeightsState::NoNetwork => commands.send(FileCommand::NewFromPreset),
            _ => commands.send(TrainCommand::Train),
        }
    }
}

fn open_buttons_ui(ui: &mut Ui, commands: &mut Commands) {
    if ui
        .button(say("open-pictures"))
        .on_hover_text(say("open-pictures-kinds"))
        .clicked()
    {
        commands.send(PredictCommand::OpenPictures);
    }
    if ui
        .button(say("paste"))
        .on_hover_text(say("paste-pictures-help"))
        .clicked()
    {
        commands.send(PredictCommand::PastePicture);
    }
    if ui
        .button(say("draw"))
        .on_hover_text(say("draw-picture-help"))
        .clicked()
    {
        commands.send(PredictCommand::Draw);
    }
}

/// The pictures of the data set at hand.
fn data_menu_ui(ui: &mut Ui, view: &PredictView, commands: &mut Commands) {
    if view.parts.is_empty() {
        return;
    }
    let menu = ui.menu_button(say("try-data"), |ui| {
        for role in &view.parts {
            let command = PredictCommand::TakeSamples(*role);
            if ui.button(command.info().label).clicked() {
                commands.send(command);
            }
        }
    });
    menu.response.on_hover_text(say("try-data-help"));
}

fn tools_ui(ui: &mut Ui, pictures: &mut Pictures, view: &PredictView, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        open_buttons_ui(ui, commands);
        data_menu_ui(ui, view, commands);
        let save = egui::Button::new(say("save-predictions"));
        let save = ui.add_enabled(pictures.has_answers(), save);
        if save.on_hover_text(say("save-predictions-help")).clicked() {
            commands.send(PredictCommand::SaveTable);
        }
        if ui
            .button(say("clear-pictures"))
            .on_hover_text(say("clear-pictures-help"))
            .clicked()
        {
            pictures.clear();
        }
    });
    ui.add_space(4.0);
}

fn entry_ui(
    ui: &mut Ui,
    entry: &Entry,
    weights_state: WeightsState,
    (enlarged, commands): (&mut Option<u64>, &mut Commands),
) {
    match &entry.content {
        Content::Reading => {
            widgets::muted_ui(ui, tr!("reading-picture", name = &entry.name));
        }
        Content::Failed(fault) => parts::fault_ui(ui, &fault.to_string()),
        Content::Ready(ready) => {
            let name = entry.name.to_string();
            if ready_ui(ui, &name, ready, weights_state, commands) {
                *enlarged = Some(entry.id);
            }
        }
    }
}

/// Answers whether the picture is to be shown large.
fn ready_ui(
    ui: &mut Ui,
    name: &str,
    ready: &Ready,
    weights_state: WeightsState,
    commands: &mut Commands,
) -> bool {
    let room = ui.available_rect_before_wrap();
    let beside = (room.width() - LEAST_VERDICT_WIDTH) / 2.0 - size::PANEL_MARGIN;
    if beside < LEAST_PICTURE {
        ui.set_clip_rect(room.intersect(ui.clip_rect()));
        answer_ui(ui, ready, weights_state, commands);
        return false;
    }
    let side = (room.height() - 26.0)
        .min(beside)
        .clamp(LEAST_PICTURE, 260.0);
    let mut is_enlarged = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = size::PANEL_MARGIN;
        let [width, height] = ready.size_px;
        is_enlarged = picture_ui(
            ui,
            side,
            &ready.preview,
            &tr!("picture-and-size", width = width, height = height),
            name,
        );
        let words = seen_words(&ready.contract);
        is_enlarged |= picture_ui(
            ui,
            side,
            &ready.seen_texture,
            &words,
            say("what-network-sees"),
        );
        ui.vertical(|ui| {
            ui.set_height(room.height());
            answer_ui(ui, ready, weights_state, commands);
        });
    });
    is_enlarged
}

fn answer_ui(ui: &mut Ui, ready: &Ready, weights_state: WeightsState, commands: &mut Commands) {
    match &ready.answer {
        Some((_, answer)) => answer::answer_ui(ui, answer, &ready.doubts),
        None => waiting_ui(ui, weights_state, commands),
    }
}

/// A smaller picture shows nothing; where there is no room for one the prediction stands alone, in points.
const LEAST_PICTURE: f32 = 60.0;

fn seen_words(contract: &Contract) -> String {
    let shape = contract.shape();
    let (width, height) = (shape.width(), shape.height());
    tr!("network-sees-size", width = width, height = height)
}

/// Answers whether it was clicked.
fn picture_ui(ui: &mut Ui, side: f32, texture: &TextureHandle, caption: &str, name: &str) -> bool {
    let theme = Theme::of(ui);
    let shown = ui.vertical(|ui| {
        ui.set_width(side);
        let caption = RichText::new(caption)
            .font(fonts::small())
            .color(theme.muted);
        ui.add(Label::new(caption).truncate());
        let size = texture.size_vec2();
        let scale = (side / size.x).min(side / size.y);
        let image = Image::new(texture)
            .fit_to_exact_size(size * scale)
            .corner_radius(4)
            .sense(Sense::click());
        let picture = ui.add(image.alt_text(name));
        picture.on_hover_cursor(CursorIcon::ZoomIn).clicked()
    });
    shown.inner
}

fn waiting_ui(ui: &mut Ui, weights_state: WeightsState, commands: &mut Commands) {
    let words = match weights_state {
        WeightsState::NoNetwork => say("no-network-yet"),
        WeightsState::Untrained => say("nothing-learned-yet"),
        WeightsState::Changed => say("nobody-to-ask"),
        WeightsState::Training => say("prediction-comes"),
        WeightsState::Ready => say("asking-network"),
    };
    widgets::muted_sentence_ui(ui, words);
    ui.add_space(4.0);
    first_step_ui(ui, weights_state, commands);
}
