//! The dialog in which the owner of a run names it, and writes a note.

use super::RunList;
use crate::app::command::{Commands, RunsCommand};
use crate::app::look::Theme;
use crate::app::widgets::{self, Answer, Question};
use crate::diagram::palette::LINES;
use crate::engine::run::{RunLabel, RunSummary};
use crate::files::name_of;
use crate::text::say;
use crate::tr;
use egui::{Button, TextEdit, Ui, vec2};
use std::path::PathBuf;

const QUESTION: Question = Question {
    name: "label-of-run",
    title: "label-run",
    agree: "run-label-save",
    width: 380.0,
};

/// What is being written.
#[derive(Debug, Clone)]
pub struct LabelForm {
    path: PathBuf,
    label: RunLabel,
    /// What it is called without a name.
    folder: String,
}

impl LabelForm {
    /// Begins with what stands there.
    pub fn of(run: &RunSummary) -> Self {
        Self {
            path: run.path.clone(),
            label: run.label.clone(),
            folder: name_of(&run.path),
        }
    }
}

impl RunList {
    pub(super) fn form_ui(&mut self, ui: &Ui, commands: &mut Commands) {
        let Some(form) = &mut self.form else { return };
        let answer = QUESTION.ui(ui.ctx(), |ui| {
            let label = ui.label(say("run-name"));
            let name = TextEdit::singleline(&mut form.label.name)
                .hint_text(&form.folder)
                .desired_width(f32::INFINITY);
            ui.add(name).labelled_by(label.id);
            let label = ui.label(say("run-note"));
            let note = TextEdit::multiline(&mut form.label.note)
                .desired_rows(4)
                .desired_width(f32::INFINITY);
            ui.add(note).labelled_by(label.id);
            ui.label(say("run-color"));
            colors_ui(ui, &mut form.label.color);
            true
        });
        if answer == Some(Answer::Agreed) {
            let label = Box::new(form.label.clone());
            commands.send(RunsCommand::Label(form.path.clone(), label));
        }
        if answer.is_some() {
            self.form = None;
        }
    }
}

fn colors_ui(ui: &mut Ui, color: &mut Option<usize>) {
    ui.horizontal(|ui| {
        if ui
            .selectable_label(color.is_none(), say("run-color-next"))
            .clicked()
        {
            *color = None;
        }
        for place in 0..LINES {
            let button = Button::new("")
                .fill(Theme::of(ui).line(place))
                .selected(*color == Some(place))
                .min_size(vec2(22.0, 18.0));
            let button = ui.add(button);
            widgets::name(&button, &tr!("run-color-number", number = place + 1));
            if button.clicked() {
                *color = Some(place);
            }
        }
    });
}
