//! The lesson beside the canvas: what to do, what helps, and whether it is done. Never judges; that was done before.

mod checks;
mod chooser;
mod steps;

pub use chooser::lessons_ui;

use super::look::{Theme, fonts, size};
use super::state::{OpenLesson, State};
use super::widgets;
use crate::app::command::{Command, Commands, LessonCommand, Offers};
use crate::text::say;
use crate::tr;
use egui::{Frame, Label, Margin, RichText, ScrollArea, TextEdit};

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct LessonPanel {
    /// The name in the report while it is typed.
    student: Option<String>,
    /// The lesson and the step that were shown last: another one begins at its top.
    shown: (String, String),
}

impl LessonPanel {
    /// Paints the panel.
    pub fn ui(
        &mut self,
        ui: &mut egui::Ui,
        state: State<'_>,
        offers: &dyn Offers,
        commands: &mut Commands,
    ) {
        let margin = Margin::symmetric(size::PANEL_MARGIN as i8, 10);
        let Some(open) = &state.window.lesson else {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    chooser::chooser_ui(ui, offers, commands);
                });
            });
            return;
        };
        let head = Frame::new().inner_margin(Margin {
            bottom: 0,
            ..margin
        });
        head.show(ui, |ui| head_ui(ui, open, commands));
        let now = (open.lesson().id.clone(), open.part().id.clone());
        let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("lesson");
        if self.shown != now {
            area = area.vertical_scroll_offset(0.0);
            self.shown = now;
        }
        area.show(ui, |ui| {
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width());
                steps::step_ui(ui, open, offers, commands);
                self.end_ui(ui, open, offers, commands);
            });
        });
    }

    /// Below every step: the student's name, the report, the way out.
    fn end_ui(
        &mut self,
        ui: &mut egui::Ui,
        open: &OpenLesson,
        offers: &dyn Offers,
        commands: &mut Commands,
    ) {
        ui.add_space(size::PANEL_MARGIN);
        ui.separator();
        ui.add_space(size::UNIT);
        if open.progress.done_count(open.lesson()) == open.lesson().parts.len() {
            let done = RichText::new(say("lesson-all-done")).color(Theme::of(ui).ok);
            ui.add(Label::new(done).wrap());
            ui.add_space(size::UNIT);
        }
        let label = widgets::muted_ui(ui, say("lesson-student"));
        let student = &open.progress.student;
        let typed = self.student.get_or_insert_with(|| student.clone());
        let field = TextEdit::singleline(typed)
            .desired_width(f32::INFINITY)
            .char_limit(200);
        let field = ui.add(field).labelled_by(label.id);
        let field = field.on_hover_text(say("lesson-student-help"));
        if field.changed() {
            commands.send(LessonCommand::SetStudent(typed.clone()));
        }
        if !field.has_focus() {
            self.student = None;
        }
        ui.add_space(size::UNIT);
        ui.horizontal_wrapped(|ui| {
            for command in [
                LessonCommand::SaveReport,
                LessonCommand::StartAgain,
                LessonCommand::Close,
            ] {
                widgets::command_button_ui(ui, &Command::Lesson(command), offers, commands);
            }
        });
    }
}

/// The lesson's title, how far the student is, and a mark for each step to go there.
fn head_ui(ui: &mut egui::Ui, open: &OpenLesson, commands: &mut Commands) {
    let lesson = open.lesson();
    widgets::title_ui(ui, &lesson.title).on_hover_text(&lesson.title);
    let line = tr!(
        "lesson-steps-done",
        done = open.progress.done_count(lesson),
        all = lesson.parts.len()
    );
    let line = RichText::new(line)
        .font(fonts::small())
        .color(Theme::of(ui).muted);
    ui.add(Label::new(line));
    ui.add_space(4.0);
    steps::marks_ui(ui, open, commands);
}
