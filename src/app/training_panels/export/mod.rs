//! The dialog that writes the network for another program: which one, with which weights, and what is lost, said before
//! anything is written. Never makes anything itself; jobs do.

mod list;
mod making;
mod report;
mod weights;
mod writing;

use super::{files, parts};
use crate::app::command::{
    Command, Commands, DocumentId, ExportCommand, FileFilter, FileWay, TrainingFile, WindowCommand,
};
use crate::app::document::Document;
use crate::app::jobs::Workers;
use crate::app::learning::Learning;
use crate::app::look::{fonts, size};
use crate::app::widgets;
use crate::engine::run::WeightsChoice;
use crate::exchange::outgoing::{Choices, Format};
use crate::message;
use crate::text::say;
use crate::tr;
use egui::{RichText, ScrollArea, Ui, Vec2, vec2};
use making::{Making, Ready, Subject, Wish};
use std::path::PathBuf;
use std::sync::Arc;
use weights::{AtHand, Learned, Source};
use writing::Writing;

/// The dialog, open or not.
#[derive(Debug)]
pub struct ExportDialog {
    is_open: bool,
    wish: Wish,
    /// What is asked of the weights.
    source: Source,
    /// What it shows now.
    subject: Option<Subject>,
    making: Making,
    writing: Option<Writing>,
}

impl Default for ExportDialog {
    fn default() -> Self {
        Self {
            is_open: false,
            wish: Wish {
                format: Format::Keras,
                choices: Choices::default(),
            },
            source: Source::default(),
            subject: None,
            making: Making::default(),
            writing: None,
        }
    }
}

/// The dialog as first shown, in points.
const WIDTH: f32 = 940.0;
/// The most that its two columns need, in points.
const HEIGHT: f32 = 590.0;
/// The column of formats, in points, and the most of a small dialog that it takes.
const LIST_WIDTH: f32 = 330.0;
const LIST_SHARE: f32 = 0.45;

impl ExportDialog {
    /// Opens the dialog.
    pub fn open(&mut self) {
        self.is_open = true;
        self.source = Source::default();
    }

    /// Closes it and lets go of the network that it has made ready. What is being written is.
    pub fn close(&mut self) {
        self.is_open = false;
        self.subject = None;
        self.making = Making::default();
    }

    /// Keeps what it shows up to date while it is open, and tells of what was written. Never waits.
    pub fn drain(
        &mut self,
        ctx: &egui::Context,
        (document, learning): (&Document, &Learning),
        workers: Workers,
        commands: &mut Commands,
    ) {
        if let Some((notice, is_written)) = self.writing.as_ref().and_then(Writing::poll) {
            commands.send(notice);
            self.writing = None;
            if is_written {
                self.close();
            }
        }
        if !self.is_open {
            return;
        }
        let at_hand = AtHand::of(learning, document);
        if self
            .subject
            .as_ref()
            .is_none_or(|subject| subject.at_hand != at_hand)
        {
            self.source = Source::default();
        }
        if !at_hand.are_there() && self.wish.format.needs_weights() {
            // The nearest that can be had.
            self.wish.format = Format::Json;
        }
        let weights = (at_hand, self.source);
        let subject = Subject::of(document, learning, weights, self.wish.format);
        let open = (document, learning);
        self.making
            .follow(&subject, self.wish, open, (workers, ctx));
        self.subject = Some(subject);
    }

    /// Asks where to write the network called `name`.
    pub fn file_question(&self, name: &str) -> Command {
        let format = self.wish.format;
        // The name of a folder ends in nothing.
        let filters = (!format.is_folder()).then(|| FileFilter {
            label: format.label(),
            extensions: extensions(format),
        });
        let ending = format.ending();
        let file_name = if ending.starts_with('.') || format.is_folder() {
            format!("{}{ending}", files::file_name_of(name))
        } else {
            ending.to_owned()
        };
        files::question(
            TrainingFile::Network,
            FileWay::SaveFile,
            say("write-network-title"),
            filters.into_iter().collect(),
            file_name,
        )
    }

    /// Writes what was previewed, the network of the document `of`, at `path`.
    pub fn write(
        &mut self,
        path: PathBuf,
        of: DocumentId,
        (workers, ctx): (Workers, &egui::Context),
        commands: &mut Commands,
    ) {
        let subject = self.subject.as_ref().filter(|subject| subject.id == of);
        let ready = subject.and_then(|subject| self.making.ready(subject));
        let Some(Ok(Ready { outgoing, .. })) = ready else {
            commands.send(WindowCommand::Complain(message!(
                "export-changed-meanwhile"
            )));
            return;
        };
        match Writing::begin(path, (of, self.wish), Arc::clone(outgoing), (workers, ctx)) {
            Ok(writing) => self.writing = Some(writing),
            Err(fault) => commands.send(WindowCommand::Complain(fault.sentence())),
        }
    }

    /// Paints the dialog, if it is open.
    pub fn ui(&mut self, ctx: &egui::Context, commands: &mut Commands) {
        if !self.is_open {
            return;
        }
        let modal = widgets::dialog(ctx, "export-network");
        let shown = modal.show(ctx, |ui| {
            let width = widgets::dialog_title_ui(ui, say("export-network-title"), WIDTH);
            let room = widgets::dialog_room(ui).min(HEIGHT);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = size::PANEL_MARGIN;
                self.list_ui(ui, vec2(LIST_WIDTH.min(width * LIST_SHARE), room));
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    // Else both would be as high as the dialog happens to be, and it as they are.
                    ui.set_height(room);
                    ui.spacing_mut().item_spacing.x = size::UNIT;
                    // All of it together: in a small window what is chosen leaves what becomes of it no room of its own.
                    ScrollArea::vertical()
                        .id_salt("format")
                        .max_height(room)
                        .auto_shrink([false, false])
                        .show(ui, |ui| self.format_ui(ui, commands));
                });
            });
            ui.add_space(size::UNIT);
            self.buttons_ui(ui, commands);
        });
        if shown.should_close() {
            commands.send(ExportCommand::Close);
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, room: Vec2) {
        let has_weights = self
            .subject
            .as_ref()
            .is_none_or(|it| it.at_hand.are_there());
        ui.vertical(|ui| {
            ui.set_width(room.x);
            ui.set_height(room.y);
            ScrollArea::vertical()
                .id_salt("formats")
                .max_height(room.y)
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    ui.set_width(room.x - 14.0);
                    list::formats_ui(ui, &mut self.wish.format, has_weights);
                });
        });
    }

    /// The chosen format: what is in it, with which weights, and what is lost.
    fn format_ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        let format = self.wish.format;
        let subject = self.subject.as_ref();
        let has_learned = subject.is_some_and(|it| it.at_hand.are_there());
        ui.label(RichText::new(format.label()).font(fonts::semi_bold(size::TEXT)));
        widgets::muted_sentence_ui(ui, list::holds(format));
        ui.add_space(size::UNIT);
        let ready = self.subject.as_ref().and_then(|it| self.making.ready(it));
        if let Some(subject) = &self.subject {
            let others = ready
                .and_then(Result::ok)
                .map(|ready| ready.others.as_slice());
            match &subject.at_hand {
                // A training begins anew.
                _ if format.is_folder() => {}
                AtHand::Learned(_) if !goes_with_weights(format) => {}
                AtHand::Learned(learned) => {
                    let others = others.unwrap_or_default();
                    weights_ui(ui, learned, others, &mut self.source);
                }
                AtHand::None(words) => parts::warning_ui(ui, words),
            }
        }
        if format.takes_rescaling() {
            ui.add_space(4.0);
            ui.checkbox(&mut self.wish.choices.rescaling, say("export-rescaling"))
                .on_hover_text(say("export-rescaling-help"));
        }
        if format.holds_project() && has_learned {
            ui.add_space(4.0);
            ui.checkbox(&mut self.wish.choices.holds_project, say("export-project"))
                .on_hover_text(say("export-project-help"));
        }
        ui.add_space(size::UNIT);
        widgets::group_heading_ui(ui, say("export-what-becomes"));
        ui.add_space(4.0);
        match (ready, self.making.report(self.wish)) {
            (Some(Err(fault)), _) => parts::fault_ui(ui, &fault.sentence().to_string()),
            (Some(Ok(ready)), Some(told)) => {
                report::report_ui(ui, told, &ready.paths, commands);
            }
            (Some(Ok(_)) | None, _) => {
                widgets::muted_ui(ui, say("export-looking"));
            }
        }
    }

    fn buttons_ui(&self, ui: &mut Ui, commands: &mut Commands) {
        let report = self.making.report(self.wish);
        let ready = self.subject.as_ref().and_then(|it| self.making.ready(it));
        let can_be = matches!(ready, Some(Ok(_)))
            && report.is_some_and(|report| !report.is_refused())
            && self.writing.is_none();
        ui.horizontal(|ui| {
            ui.add_enabled_ui(can_be, |ui| {
                if parts::main_button_ui(ui, say("write-network")).clicked() {
                    commands.send(ExportCommand::Write);
                }
            });
            if ui.button(say("close")).clicked() {
                commands.send(ExportCommand::Close);
            }
            if self.writing.is_some() {
                widgets::muted_ui(ui, say("export-writing"));
            }
        });
    }
}

/// Whether weights are written with it.
fn goes_with_weights(format: Format) -> bool {
    use crate::exchange::outgoing::Holds;
    match format.holds() {
        Holds::Both | Holds::Weights | Holds::Code => true,
        Holds::Network | Holds::Training => false,
    }
}

/// Which weights go: those that answer, or others of their run.
fn weights_ui(
    ui: &mut Ui,
    learned: &Learned,
    others: &[(WeightsChoice, usize)],
    source: &mut Source,
) {
    let words_of = |source: Source| match source {
        Source::Answering => tr!("export-weights-now", weights = &learned.words),
        Source::Kept(choice) => {
            let epoch = others.iter().find(|other| other.0 == choice);
            let epoch = epoch.map_or(0, |other| other.1);
            match choice {
                WeightsChoice::Best => tr!("weights-of-best", epoch = epoch),
                WeightsChoice::Latest => tr!("weights-of-last", epoch = epoch),
                WeightsChoice::Epoch(epoch) => tr!("weights-of-epoch", epoch = epoch),
            }
        }
    };
    widgets::group_heading_ui(ui, say("export-weights"));
    if others.is_empty() {
        ui.label(words_of(Source::Answering));
        return;
    }
    ScrollArea::vertical()
        .id_salt("weights-to-export")
        .max_height(WEIGHTS_HEIGHT)
        .show(ui, |ui| {
            let kept = others.iter().map(|(choice, _)| Source::Kept(*choice));
            for one in std::iter::once(Source::Answering).chain(kept) {
                ui.radio_value(source, one, words_of(one));
            }
        });
}

/// The list of weights where a run has kept many, in points.
const WEIGHTS_HEIGHT: f32 = 76.0;

/// What the names of its files end in, for a file dialog.
fn extensions(format: Format) -> &'static [&'static str] {
    match format {
        Format::Keras => &["keras"],
        Format::H5 | Format::WeightsH5 => &["h5"],
        Format::Json | Format::Tfjs => &["json"],
        Format::Onnx | Format::OnnxChannelsLast => &["onnx"],
        Format::Pt => &["pt"],
        Format::Safetensors => &["safetensors"],
        Format::KerasPy | Format::TorchPy => &["py"],
        Format::BurnRs => &["rs"],
        Format::TorchDdp => &[],
    }
}
