//! What a crash has left, and what to do with it.

use crate::app::command::{Commands, FileCommand, LostProject, Offers, WindowCommand};
use crate::app::look::size;
use crate::app::widgets;
use crate::text::say;
use crate::tr;
use egui::{Label, ScrollArea};

/// As high as the list grows before it scrolls, in points.
const LIST_HEIGHT: f32 = 320.0;

/// Lists the lost projects, each with its two buttons.
pub fn recovery_ui(
    ui: &mut egui::Ui,
    lost: &[LostProject],
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    widgets::set_dialog_width(ui, 460.0);
    widgets::title_ui(ui, say("unsaved-work-found"));
    ui.label(say("did-not-close"));
    ui.add_space(size::UNIT);
    ScrollArea::vertical()
        .max_height(widgets::dialog_room(ui).min(LIST_HEIGHT))
        .show(ui, |ui| {
            for (index, project) in lost.iter().enumerate() {
                project_ui(ui, index, project, commands);
                ui.add_space(size::UNIT);
            }
        });
    let readable_count = lost.iter().filter(|lost| lost.fault.is_none()).count();
    ui.horizontal(|ui| {
        if readable_count > 1 {
            let all = FileCommand::RecoverAll.into();
            widgets::main_button_ui(ui, &all, offers, commands);
        }
        if ui
            .button(say("decide-later"))
            .on_hover_text(say("ask-next-start"))
            .clicked()
        {
            commands.send(WindowCommand::CloseOverlay);
        }
    });
}

fn project_ui(ui: &mut egui::Ui, index: usize, project: &LostProject, commands: &mut Commands) {
    ui.label(&project.name);
    match &project.fault {
        Some(fault) => {
            ui.add(Label::new(fault).wrap());
        }
        None => {
            let origin = project.origin.as_ref().map_or_else(
                || tr!("never-saved"),
                |path| tr!("saved-before-as", path = %path.display()),
            );
            let time = project.written_at.clone().unwrap_or_default();
            widgets::muted_ui(ui, format!("{time} · {origin}"));
        }
    }
    ui.horizontal(|ui| {
        if project.fault.is_none() && ui.button(say("recover")).clicked() {
            commands.send(FileCommand::Recover(index));
        }
        if ui.button(say("discard")).clicked() {
            commands.send(FileCommand::DiscardLost(index));
        }
    });
}
