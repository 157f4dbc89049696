//! One step: its heading, what is to be done, whether it is, what helps; and the marks that lead to every step.

use super::checks::checks_ui;
use crate::app::command::{Command, Commands, LessonCommand, Offers};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::state::OpenLesson;
use crate::app::widgets;
use crate::text::say;
use crate::tr;
use egui::{Button, Frame, Label, RichText, Role, Sense, Stroke, WidgetInfo, vec2};

/// The mark of a step, in points.
const MARK: f32 = 20.0;

/// A numbered mark for each step: green where it was done, outlined where it is in front.
pub fn marks_ui(ui: &mut egui::Ui, open: &OpenLesson, commands: &mut Commands) {
    let front = open.front();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (place, part) in open.lesson().parts.iter().enumerate() {
            let is_done = open.progress.is_done(&part.id);
            let (rect, response) = ui.allocate_exact_size(vec2(MARK, MARK), Sense::click());
            let name = tr!("lesson-show-step", number = place + 1, title = &part.title);
            response.widget_info(|| {
                WidgetInfo::selected(Role::Button, true, place == front, name.clone())
            });
            let theme = Theme::of(ui);
            let fill = match (is_done, response.hovered() || response.has_focus()) {
                (_, true) => theme.hovered,
                (_, false) => theme.raised,
            };
            let edge = if place == front {
                Stroke::new(2.0, theme.accent)
            } else {
                Stroke::new(1.0, if is_done { theme.ok } else { theme.border })
            };
            let painter = ui.painter();
            painter.circle(rect.center(), MARK / 2.0 - 1.0, fill, edge);
            if is_done {
                Icon::Check.paint(painter, rect, theme.ok);
            } else {
                let number = (place + 1).to_string();
                let font = fonts::small();
                let center = egui::Align2::CENTER_CENTER;
                painter.text(rect.center(), center, number, font, theme.text);
            }
            if response.on_hover_text(name).clicked() {
                commands.send(LessonCommand::Turn(place));
            }
        }
    });
}

/// The step in front.
pub fn step_ui(ui: &mut egui::Ui, open: &OpenLesson, offers: &dyn Offers, commands: &mut Commands) {
    let (place, part) = (open.front(), open.part());
    if place == 0 && !open.lesson().introduction.is_empty() {
        widgets::prose_ui(ui, &open.lesson().introduction, commands);
        ui.add_space(size::UNIT);
    }
    let line = tr!(
        "lesson-of-steps",
        number = place + 1,
        all = open.lesson().parts.len()
    );
    let line = RichText::new(line)
        .font(fonts::small())
        .color(Theme::of(ui).muted);
    ui.add(Label::new(line));
    ui.horizontal_wrapped(|ui| {
        let heading = RichText::new(&part.title)
            .font(fonts::semi_bold(size::TITLE_TEXT))
            .color(Theme::of(ui).text);
        ui.add(Label::new(heading).wrap());
        let done = if open.holds_now(place) {
            Some(say("lesson-step-done"))
        } else if open.progress.is_done(&part.id) {
            Some(say("lesson-step-done-before"))
        } else {
            None
        };
        if let Some(done) = done {
            ui.label(RichText::new(done).color(Theme::of(ui).ok));
        }
    });
    ui.add_space(4.0);
    widgets::prose_ui(ui, &part.goal, commands);
    ui.add_space(size::UNIT);
    checks_ui(ui, open, commands);
    hints_ui(ui, open, offers, commands);
    ui.add_space(size::UNIT);
    ui.horizontal_wrapped(|ui| {
        for command in [LessonCommand::Previous, LessonCommand::Next] {
            widgets::command_button_ui(ui, &Command::Lesson(command), offers, commands);
        }
    });
}

/// The hints that are open, and the button for the next one.
fn hints_ui(ui: &mut egui::Ui, open: &OpenLesson, offers: &dyn Offers, commands: &mut Commands) {
    let hints = &open.part().hints;
    let shown = open.hints_open();
    for (number, hint) in hints.iter().take(shown).enumerate() {
        let ground = Frame::new()
            .fill(Theme::of(ui).raised)
            .corner_radius(size::BUTTON_RADIUS)
            .inner_margin(10);
        ground.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let line = tr!("lesson-hint", number = number + 1, all = hints.len());
            let line = RichText::new(line)
                .font(fonts::small())
                .color(Theme::of(ui).muted);
            ui.add(Label::new(line));
            widgets::prose_ui(ui, hint, commands);
        });
        ui.add_space(6.0);
    }
    if shown < hints.len() {
        let words = match shown {
            0 => say("lesson-open-hint"),
            _ => say("lesson-open-next-hint"),
        };
        let command = Command::Lesson(LessonCommand::ShowHint);
        let is_ready = offers.availability(&command).is_ready();
        let button = ui.add_enabled(is_ready, Button::new(words));
        if button.on_hover_text(say("lesson-open-hint-help")).clicked() {
            commands.send(command);
        }
    }
}
