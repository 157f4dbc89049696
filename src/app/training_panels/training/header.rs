//! The first row of the Training tab: where the training is, and what can be done about it.

use super::TrainingView;
use crate::app::command::{Commands, RunsCommand, TrainCommand, WindowCommand};
use crate::app::learning::{Readiness, Run, Stage, epochs_message};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::files::name_of;
use crate::message;
use crate::report::duration;
use crate::text::{Count, say};
use crate::tr;
use egui::{Align, Label, Layout, RichText, Ui, vec2};

/// Paints the row. Where it `is_narrow`, what is done with the folder of a run is left to [`folder_menu_ui`].
pub fn header_ui(ui: &mut Ui, view: &TrainingView<'_>, is_narrow: bool, commands: &mut Commands) {
    let run = view.runs.current();
    ui.horizontal(|ui| {
        ui.set_height(size::ROW_HEIGHT + 2.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            match view.waiting {
                Some(_) => stop_ui(ui, say("give-this-up"), commands),
                None => buttons_ui(ui, run, view.state, is_narrow, commands),
            }
            let words = Layout::left_to_right(Align::Center);
            ui.with_layout(words, |ui| match (view.waiting, run) {
                (Some(waiting), _) => {
                    title_ui(ui, waiting.words);
                    let size = vec2(ui.available_width().clamp(LEAST_BAR_WIDTH, 200.0), 10.0);
                    parts::progress_ui(ui, size, waiting.share, say("training-progress"));
                }
                (None, Some(run)) if run.stage.is_live() => progress_ui(ui, run),
                (None, Some(run)) => over_ui(ui, run),
                (None, None) => ready_ui(ui, &view.ready, commands),
            });
        });
    });
}

fn ready_ui(ui: &mut Ui, ready: &Readiness, commands: &mut Commands) {
    title_ui(ui, ready.title);
    if let Some(way) = &ready.way
        && ui.button(&way.label).clicked()
    {
        way.go(commands);
    }
    muted_ui(ui, &ready.words);
}

fn stop_ui(ui: &mut Ui, help: &str, commands: &mut Commands) {
    let stop = parts::icon_words_button_ui(ui, Icon::Stop, say("stop"), Theme::of(ui).error);
    if stop.on_hover_text(help).clicked() {
        commands.send(TrainCommand::Stop);
    }
}

/// From the right edge inwards.
fn buttons_ui(
    ui: &mut Ui,
    run: Option<&Run>,
    state: State<'_>,
    is_narrow: bool,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let stage = run.map(|run| &run.stage);
    if let Some(stage) = stage.filter(|stage| stage.is_live()) {
        let can_stop = *stage != Stage::Stopping;
        ui.add_enabled_ui(can_stop, |ui| {
            stop_ui(ui, say("stop-after-batch-help"), commands);
            let (icon, words, command) = match stage {
                Stage::Paused => (Icon::Play, say("resume"), TrainCommand::Resume),
                _ => (Icon::Pause, say("pause"), TrainCommand::Pause),
            };
            if parts::icon_words_button_ui(ui, icon, words, theme.text).clicked() {
                commands.send(command);
            }
        });
        return;
    }
    begin_ui(ui, run, state, commands);
    if !is_narrow {
        folder_ui(ui, run, commands);
    }
}

/// What can be done with the folder of a run that is over, as a menu.
pub fn folder_menu_ui(ui: &mut Ui, run: &Run, commands: &mut Commands) {
    if run.begun.folder.is_some() && !run.stage.is_live() {
        ui.menu_button(say("folder"), |ui| folder_ui(ui, Some(run), commands));
    }
}

fn folder_ui(ui: &mut Ui, run: Option<&Run>, commands: &mut Commands) {
    if let Some(folder) = run.and_then(|run| run.begun.folder.as_ref()) {
        let open = ui
            .button(say("open-folder-of-run"))
            .on_hover_text(folder.display().to_string());
        if open.clicked() {
            commands.send(TrainCommand::OpenRunFolder);
        }
        if ui
            .button(say("copy-path"))
            .on_hover_text(say("copy-path-help"))
            .clicked()
        {
            commands.send(WindowCommand::CopyText(folder.display().to_string()));
        }
    }
}

/// The buttons that begin a training: what was learned is built on unless the user says otherwise.
fn begin_ui(ui: &mut Ui, run: Option<&Run>, state: State<'_>, commands: &mut Commands) {
    let can_go_on = run.is_some_and(|run| run.can_go_on() && run.begun.is_of(state.document));
    if can_go_on {
        let info = TrainCommand::Continue.info();
        let go_on = parts::main_button_ui(ui, &info.label).on_hover_text(info.tooltip);
        if go_on.clicked() {
            commands.send(TrainCommand::Continue);
        }
        parts::command_ui(ui, TrainCommand::StartAnew, commands);
        return;
    }
    let words = match run {
        // What was learned stays behind: the network is another one now.
        Some(run) if run.can_go_on() => say("start-anew"),
        Some(_) => say("train-again"),
        None => say("start-training"),
    };
    if let Some(folder) = run.and_then(|run| run.begun.folder.as_ref())
        && run.is_some_and(Run::can_go_on)
    {
        let start = RunsCommand::ChooseStart(folder.clone(), None);
        parts::command_ui(ui, start, commands);
    }
    ui.add_enabled_ui(!state.document.is_empty(), |ui| {
        let train = parts::main_button_ui(ui, words)
            .on_hover_text(say("start-training-help"))
            .on_disabled_hover_text(say("empty-begin-with-preset"));
        if train.clicked() {
            commands.send(TrainCommand::StartAnew);
        }
    });
}

fn progress_ui(ui: &mut Ui, run: &Run) {
    let place = run.record.place;
    let title = match run.stage {
        Stage::Starting => message!("building-network"),
        Stage::Stopping => message!("stopping-after-this-batch"),
        Stage::Paused => message!(
            "paused-in-epoch",
            epoch = place.epoch,
            epochs = place.epochs
        )
        .sentence(),
        _ => message!("in-epoch", epoch = place.epoch, epochs = place.epochs).sentence(),
    };
    title_ui(ui, &title.to_string());
    let words = pace(run);
    let words_width = widgets::text_width(ui, &words, fonts::text());
    let width = (ui.available_width() - words_width - 3.0 * size::UNIT).min(300.0);
    if width > LEAST_BAR_WIDTH {
        let share = Some(place.share() as f32);
        parts::progress_ui(ui, vec2(width, 10.0), share, say("training-progress"));
        ui.add_space(4.0);
    }
    muted_ui(ui, &words);
}

/// A shorter bar tells nothing, in points.
const LEAST_BAR_WIDTH: f32 = 24.0;

/// "1,240 images/s · 12 s left".
fn pace(run: &Run) -> String {
    let place = run.record.place;
    if run.stage == Stage::Starting || place.images_per_second <= 0.0 {
        return String::new();
    }
    let pace = Count(place.images_per_second.round() as u64);
    match place.seconds_left {
        Some(seconds) if run.stage == Stage::Running => {
            tr!("pace-and-rest", pace = pace, rest = duration(seconds))
        }
        _ => tr!("pace", pace = pace),
    }
}

fn over_ui(ui: &mut Ui, run: &Run) {
    let epochs = run.record.epochs.len();
    let title = match &run.stage {
        Stage::Failed(_) => tr!("training-failed"),
        Stage::Done => tr!("trained-epochs", epochs = epochs_message(epochs)),
        _ if epochs == 0 => tr!("stopped-in-first-epoch"),
        _ => tr!("stopped-after-epochs", epochs = epochs_message(epochs)),
    };
    title_ui(ui, &title);
    let seconds: f64 = run.record.epochs.iter().map(|epoch| epoch.seconds).sum();
    let mut words = vec![run.begun.title.to_string()];
    if epochs > 0 {
        words.push(duration(seconds).to_string());
    }
    words.extend(run.begun.folder.as_deref().map(name_of));
    muted_ui(ui, &words.join(" · "));
}

fn title_ui(ui: &mut Ui, words: &str) {
    let words = RichText::new(words)
        .font(fonts::semi_bold(size::TEXT))
        .color(Theme::of(ui).text);
    ui.add(Label::new(words).truncate());
}

fn muted_ui(ui: &mut Ui, words: &str) {
    ui.add(Label::new(RichText::new(words).color(Theme::of(ui).muted)).truncate());
}
