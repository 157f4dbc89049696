//! F1: every command with its keys, which can be changed here.

mod listen;

use crate::app::command::{Command, Commands, Offers, WindowCommand, text_of_keys};
use crate::app::fuzzy;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::text::say;
use crate::tr;
use egui::{Align, KeyboardShortcut, Layout, Role, ScrollArea, TextEdit, WidgetInfo, vec2};
use listen::{Heard, listen};

/// What the list keeps while it is open.
#[derive(Debug, Default)]
pub struct Shortcuts {
    query: String,
    asked: Option<Asked>,
    /// Whether the field has had the keyboard.
    is_known: bool,
}

/// A command that is to get other keys.
#[derive(Debug)]
struct Asked {
    command: Command,
    /// What was pressed and cannot be given without asking, and why.
    pressed: Option<(KeyboardShortcut, Clash)>,
}

/// Why keys are not simply given.
#[derive(Debug)]
enum Clash {
    /// They run this command already.
    RunsAlready(Box<Command>),
    /// They mean something that is no command.
    Reserved(&'static str),
}

impl Shortcuts {
    /// Forgets what was typed and asked: the dialog is closed.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Paints the list of shortcuts.
    pub fn ui(&mut self, ui: &mut egui::Ui, offers: &dyn Offers, commands: &mut Commands) {
        self.hear(ui, offers, commands);
        widgets::set_dialog_width(ui, 520.0);
        widgets::title_ui(ui, say("keyboard-shortcuts"));
        widgets::muted_ui(ui, say("click-keys-to-change"));
        ui.add_space(size::UNIT);
        let search = TextEdit::singleline(&mut self.query)
            .hint_text(say("search-commands-hint"))
            .desired_width(f32::INFINITY)
            .margin(vec2(10.0, 5.0));
        let search = ui.add(search);
        widgets::name(&search, say("search-commands"));
        if !std::mem::replace(&mut self.is_known, true) {
            search.request_focus();
        }
        widgets::select_on_arrival(ui, &search, &self.query);
        ui.add_space(size::UNIT);
        let room = (widgets::dialog_room(ui) - 70.0).clamp(120.0, 440.0);
        ScrollArea::vertical()
            .auto_shrink([false, true])
            .max_height(room)
            .show(ui, |ui| {
                for command in Command::listed() {
                    if fuzzy::distance(&self.query, &command.info().label).is_some() {
                        self.row_ui(ui, &command, offers, commands);
                    }
                }
            });
        ui.add_space(size::PANEL_MARGIN);
        ui.horizontal(|ui| {
            if ui.button(say("close")).clicked() {
                commands.send(WindowCommand::CloseOverlay);
            }
            widgets::command_button_ui(
                ui,
                &Command::Window(WindowCommand::ResetKeys),
                offers,
                commands,
            );
        });
    }

    /// Takes the keys that are pressed while a command waits for them.
    fn hear(&mut self, ui: &egui::Ui, offers: &dyn Offers, commands: &mut Commands) {
        let Some(asked) = self.asked.as_mut().filter(|asked| asked.pressed.is_none()) else {
            return;
        };
        match listen(ui) {
            None => {}
            Some(Heard::Cancel) => self.asked = None,
            Some(Heard::Nothing) => {
                commands.send(WindowCommand::SetKeys(
                    Box::new(asked.command.clone()),
                    None,
                ));
                self.asked = None;
            }
            Some(Heard::Keys(keys)) => {
                let owner = offers.keymap().owner(keys, &asked.command);
                let reserved = crate::app::command::why_reserved(keys).map(Clash::Reserved);
                match reserved.or(owner.map(Box::new).map(Clash::RunsAlready)) {
                    Some(clash) => asked.pressed = Some((keys, clash)),
                    None => {
                        let command = Box::new(asked.command.clone());
                        commands.send(WindowCommand::SetKeys(command, Some(keys)));
                        self.asked = None;
                    }
                }
            }
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut egui::Ui,
        command: &Command,
        offers: &dyn Offers,
        commands: &mut Commands,
    ) {
        let label = command.info().label;
        ui.horizontal(|ui| {
            ui.label(&*label);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.keys_ui(ui, command, offers);
            });
        });
        let clash = self
            .asked
            .as_ref()
            .filter(|asked| asked.command == *command)
            .and_then(|asked| asked.pressed.as_ref());
        if let Some((keys, clash)) = clash {
            let answered = clash_ui(ui, command, *keys, clash, commands);
            if answered {
                self.asked = None;
            }
        }
    }

    /// The keys of `command` as a button that asks for others.
    fn keys_ui(&mut self, ui: &mut egui::Ui, command: &Command, offers: &dyn Offers) {
        let theme = Theme::of(ui);
        let asked = self
            .asked
            .as_ref()
            .is_some_and(|asked| asked.command == *command && asked.pressed.is_none());
        let keys = offers.keymap().text(command, ui.ctx());
        let (words, color) = match (asked, keys.is_empty()) {
            (true, _) => (tr!("press-keys"), theme.accent),
            (false, true) => ("–".to_owned(), theme.muted),
            (false, false) if offers.keymap().is_changed(command) => (keys.clone(), theme.accent),
            (false, false) => (keys.clone(), theme.muted),
        };
        let text = egui::RichText::new(words).font(fonts::mono()).color(color);
        let button = ui.add(egui::Button::new(text).min_size(vec2(120.0, 0.0)));
        let name = match keys.as_str() {
            "" => tr!("keys-of-none", command = %command.info().label),
            keys => tr!("keys-of", command = %command.info().label, keys = %keys),
        };
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if button.clicked() {
            self.asked = Some(Asked {
                command: command.clone(),
                pressed: None,
            });
        }
    }
}

/// Says why `keys` are not free and what can be done; answers whether the user has decided.
fn clash_ui(
    ui: &mut egui::Ui,
    command: &Command,
    keys: KeyboardShortcut,
    clash: &Clash,
    commands: &mut Commands,
) -> bool {
    let pressed = text_of_keys(keys, ui.ctx());
    let words = match clash {
        Clash::RunsAlready(owner) => {
            tr!("keys-already-run", pressed = %pressed, command = %owner.info().label)
        }
        Clash::Reserved(why) => (*why).to_owned(),
    };
    ui.horizontal(|ui| {
        ui.colored_label(Theme::of(ui).warning, words);
        if matches!(clash, Clash::RunsAlready(_)) && ui.button(say("use-it-here")).clicked() {
            commands.send(WindowCommand::SetKeys(
                Box::new(command.clone()),
                Some(keys),
            ));
            return true;
        }
        ui.button(say("leave-as-it-was")).clicked()
    })
    .inner
}
