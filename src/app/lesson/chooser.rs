//! Which lessons there are: in the panel while none is open, and among the presets.

use crate::app::command::{Command, Commands, LessonCommand, Offers, PanelCommand};
use crate::app::docking::Panel;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::lesson::builtins;
use crate::text::say;
use egui::{Frame, Label, RichText};

/// Every lesson with its sentence, and the ways to others.
pub fn chooser_ui(ui: &mut egui::Ui, offers: &dyn Offers, commands: &mut Commands) {
    ui.set_width(ui.available_width());
    widgets::title_ui(ui, say("lessons"));
    widgets::muted_sentence_ui(ui, say("lesson-none-open"));
    ui.add_space(size::UNIT);
    for builtin in builtins() {
        let lesson = builtin.lesson();
        let ground = Frame::new()
            .fill(Theme::of(ui).raised)
            .corner_radius(size::NODE_RADIUS)
            .inner_margin(12);
        ground.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let title = RichText::new(&lesson.title).font(fonts::semi_bold(size::TEXT));
            ui.add(Label::new(title.color(Theme::of(ui).text)).wrap());
            widgets::muted_sentence_ui(ui, &lesson.summary);
            ui.add_space(4.0);
            let button = ui.button(say("lesson-begin"));
            // Two buttons of one name: whoever hears them has to know which is which.
            button.widget_info(|| {
                let info = LessonCommand::Begin(builtin.id).info();
                egui::WidgetInfo::labeled(egui::Role::Button, true, info.label)
            });
            if button.clicked() {
                commands.send(LessonCommand::Begin(builtin.id));
            }
        });
        ui.add_space(size::UNIT);
    }
    ui.horizontal_wrapped(|ui| {
        for command in LessonCommand::OF_FILES {
            widgets::command_button_ui(ui, &Command::Lesson(command), offers, commands);
        }
        let close = PanelCommand::Close(Panel::Lesson);
        if ui.button(say("close")).clicked() {
            commands.send(close);
        }
    });
}

/// A button for each lesson in a row, behind the word that says what they are.
pub fn lessons_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        let words = RichText::new(say("lessons")).color(Theme::of(ui).muted);
        ui.add(Label::new(words)).on_hover_text(say("lessons-help"));
        for builtin in builtins() {
            let lesson = builtin.lesson();
            let button = ui.button(&lesson.title).on_hover_text(&lesson.summary);
            if button.clicked() {
                commands.send(LessonCommand::Begin(builtin.id));
            }
        }
    });
}
