//! The window itself: one frame from workers to paint to commands.

mod keeping;
mod shortcuts;

use super::apply::{self, Services};
use super::command::{
    Command, Commands, FileCommand, LessonCommand, NetworkCommand, NoticeKind, Offers,
    PredictCommand,
};
use super::document::Document;
use super::files::PendingAnswer;
use super::frame::{Panes, frame_ui};
use super::held::Held;
use super::key_turns::KeyTurns;
use super::panels::Panels;
use super::patience::wait_for_hands;
use super::settings::{Found, Settings};
use super::state::{AwaitedText, Work};
use super::tooltips::close_under_dialogs;
use super::wheel_echo::{WheelEcho, is_told_twice};
use super::widgets::{follow_focus, paint_focus_ring};
use super::workbench::Workbench;
use crate::interrupt::Interrupt;
use crate::message;
use crate::text;
use shortcuts::{KeyOwner, consume_shortcuts};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The application: `eframe` calls it, and tests do.
pub struct App {
    /// The parts that last.
    pub workbench: Workbench,
    panels: Panels,
    commands: Commands,
    services: Services,
    /// What waits until the field that has the keyboard has handed in its text.
    postponed: Vec<Command>,
    /// Who had the keys at the end of the last frame.
    key_owner: KeyOwner,
    /// The modifiers at the end of the last frame.
    modifiers: egui::Modifiers,
    key_turns: KeyTurns,
    /// Takes out what a wheel is told too much, where that happens.
    wheel_echo: Option<WheelEcho>,
    /// Requests to end that come from outside of the window.
    interrupt: Interrupt,
}

impl App {
    /// A window with an empty network, as left by `settings`, that reaches the world through `services`.
    pub fn new(settings: Settings, services: Services) -> Self {
        text::propose(settings.view.language.language());
        Self {
            workbench: Workbench::new(settings),
            panels: Panels::default(),
            commands: Commands::default(),
            services,
            postponed: Vec::new(),
            key_owner: KeyOwner::default(),
            modifiers: egui::Modifiers::NONE,
            key_turns: KeyTurns::default(),
            wheel_echo: is_told_twice().then(WheelEcho::default),
            interrupt: Interrupt::default(),
        }
    }

    /// Ends when `interrupt` asks for it: with what is unsaved kept for the next start, and a training saved where it stands.
    pub fn heed(&mut self, interrupt: Interrupt) {
        self.interrupt = interrupt;
    }

    /// Asks for `command`, as a click on it would.
    pub fn send(&mut self, command: impl Into<Command>) {
        self.commands.send(command);
    }

    /// Asks what to do with work that a crash has left, if it has.
    pub fn offer_lost_work(&mut self) {
        apply::offer_lost_work(&mut self.workbench.state_mut(), &self.services);
    }

    /// Opens the saved projects that were open when the window was left, and shows the one that was in front.
    pub fn restore(&mut self, settings: &Settings) {
        apply::restore(settings, &mut self.workbench, &self.services);
        if let Some(place) = settings.open_lesson.clone() {
            self.send(LessonCommand::TakeUp(place));
        }
    }

    /// Keeps settings and blocks where they were found, from now on, and says what could not be read of them.
    pub fn keep_settings(&mut self, found: Found) {
        for told in &found.told {
            let notices = &mut self.workbench.window.notices;
            notices.tell(NoticeKind::Error, None, told.clone());
        }
        let claims = &self.services.claims;
        self.services.store = found.keep(|path| claims.is_elsewhere(path));
    }

    /// Opens what was named on the command line. A picture is put to the network in front where that has learned, else to the
    /// run that was written to last, by name.
    pub fn open_argument(&mut self, path: PathBuf) {
        apply::open_argument(path, &self.workbench, &mut self.commands);
    }

    /// Takes what worker threads and dialogs have sent. Never waits.
    pub fn drain(&mut self, ctx: &egui::Context) {
        if let Some(answer) = self.services.pending.as_ref().and_then(PendingAnswer::poll) {
            self.services.pending = None;
            match answer {
                Some(answer) => self.commands.send(FileCommand::Answered(answer)),
                None => self.services.call_off(),
            }
        }
        let Workbench {
            tabs,
            window,
            training_panels,
            imports,
        } = &mut self.workbench;
        imports.drain(&tabs.front().document, &mut self.commands);
        training_panels.drain(ctx, tabs, window, &mut self.commands);
        training_panels.explain(ctx, tabs.front(), window);
        apply::go_on_with_residual(ctx, &mut self.workbench, &mut self.commands);
        apply::follow_the_queue(ctx, &mut self.workbench, &mut self.commands);
        self.apply_commands(ctx);
    }

    /// Paints one frame and applies what it asked for.
    pub fn paint(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        if !self.postponed.is_empty() {
            // Whoever is left in this frame still belongs to the document in front.
            leave_controls(&ctx);
        }
        self.tick(&ctx);
        close_under_dialogs(&ctx);
        follow_focus(&ctx);
        let panes = Panes {
            workbench: &mut self.workbench,
            panels: &mut self.panels,
            commands: &mut self.commands,
        };
        frame_ui(ui, panes);
        let training = self.workbench.training().map(|training| training.name);
        let shown = (self.workbench.state(), training.as_deref());
        self.panels
            .overlays
            .ui(&ctx, shown, &self.workbench, &mut self.commands);
        let Workbench {
            tabs,
            training_panels,
            window,
            imports,
        } = &mut self.workbench;
        training_panels.dialogs_ui(&ctx, tabs.front(), window, &mut self.commands);
        imports.dialogs_ui(&ctx, &mut self.commands);
        paint_focus_ring(&ctx);
        let at_start = (self.key_owner, Held::at_start(self.modifiers));
        let awaits_text = self.workbench.window.awaited_text.is_some();
        let offers = (&self.workbench as &dyn Offers, awaits_text);
        consume_shortcuts(&ctx, at_start, offers, &mut self.commands);
        self.key_owner = KeyOwner::now(&ctx);
        self.modifiers = ctx.input(|input| input.modifiers);
        self.take_arrivals(&ctx);
        self.keep_open_for_questions(&ctx);
        self.preview_what_is_looked_at();
        if self.commands.take_trying() {
            ctx.request_repaint();
        }
        self.commands.extend(std::mem::take(&mut self.postponed));
        self.apply_commands(&ctx);
        self.set_title(&ctx);
    }

    /// The settings to store when the window closes.
    pub fn settings(&self) -> Settings {
        let state = self.workbench.state();
        Settings {
            view: state.window.view.clone(),
            workspaces: state.window.workspaces.clone(),
            place: state.window.place,
            favorites: state.window.favorites.clone(),
            library: state.window.library.clone(),
            keymap: state.window.keymap.clone(),
            recent: state.window.recent.clone(),
            last_folder: state.window.last_folder.clone(),
            open_project: state.document.path().map(Path::to_owned),
            open_projects: self.workbench.tabs.paths().map(Path::to_owned).collect(),
            habits: self.workbench.training_panels.habits(),
            open_lesson: state
                .window
                .lesson
                .as_ref()
                .map(|open| open.place().clone()),
        }
    }

    /// Applies what was sent, and has the window painted anew where something was.
    fn apply_commands(&mut self, ctx: &egui::Context) {
        let sent = self.commands.take();
        if !sent.is_empty() {
            self.services.store.note_change();
            ctx.request_repaint();
        }
        let before = self.workbench.document().id();
        for command in sent {
            let is_typing = command.shows_another_document() && ctx.text_edit_focused();
            if is_typing || !self.postponed.is_empty() {
                self.postponed.push(command);
                continue;
            }
            apply::apply(
                command,
                ctx,
                &mut self.workbench,
                &mut self.services,
                &mut self.commands,
            );
        }
        if self.workbench.document().id() != before {
            leave_controls(ctx);
        }
    }

    /// What the passing of time asks for: notices that leave, work that is kept.
    fn tick(&mut self, ctx: &egui::Context) {
        let now_seconds = ctx.input(|input| input.time);
        let work = Work {
            revision: self.workbench.document().revision(),
            is_training: self.workbench.front().learning.is_running(),
        };
        self.workbench.window.notices.follow(work);
        if self.workbench.window.notices.tick(now_seconds as u64) {
            ctx.request_repaint_after(Duration::from_secs(1));
        }
        if self.interrupt.was_asked() {
            return self.end_unasked(ctx);
        }
        let state = &mut self.workbench.state_mut();
        state.window.search.refresh(state.document);
        if !self.key_turns.is_waiting() {
            let later = state.window.awaited_text.take();
            state.window.awaited_text = later.and_then(AwaitedText::a_frame_later);
        }
        if state.window.awaited_text.is_some() {
            ctx.request_repaint();
        }
        let safekeeping = &mut self.services.safekeeping;
        safekeeping.wake(ctx);
        if let Some(seconds) = safekeeping.tick(now_seconds, self.workbench.tabs.documents()) {
            ctx.request_repaint_after(Duration::from_secs_f64(seconds));
        }
        let fault = safekeeping
            .fault()
            .map(|fault| message!("work-not-kept", fault = fault.sentence()));
        let notices = &mut self.workbench.window.notices;
        notices.stand("safekeeping", fault);
        apply::follow_the_disk(ctx, &mut self.workbench, &mut self.services);
        apply::follow_lesson(&mut self.workbench, &mut self.services);
        self.keep_place(ctx);
        self.keep_what_was_set(now_seconds, ctx);
    }

    /// Closes without a question: whoever asks from outside gets no answer. Unsaved work is kept first, due or not, and found
    /// at the next start as after a crash; a training is saved where it stands when the window has closed.
    fn end_unasked(&mut self, ctx: &egui::Context) {
        let documents = self.workbench.tabs.documents();
        self.services.safekeeping.tick(f64::INFINITY, documents);
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    /// Files dropped onto the window, and pictures pasted anywhere; text that is pasted comes with its keys.
    fn take_arrivals(&mut self, ctx: &egui::Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        if !dropped.is_empty() {
            let paths = dropped.iter().map(|file| file.path().to_owned()).collect();
            self.commands.send(FileCommand::Take(paths));
        }
        let pasted = |event: &egui::Event| match event {
            egui::Event::PasteImage(image) => Some(Arc::clone(image)),
            _ => None,
        };
        let images: Vec<_> = ctx.input(|input| input.events.iter().filter_map(pasted).collect());
        for image in images {
            self.commands.send(PredictCommand::Take(image));
        }
    }

    /// A repair under the pointer shows on the canvas what it would do.
    fn preview_what_is_looked_at(&mut self) {
        let looked_at = self.commands.take_looked_at();
        let preview = self.workbench.document().preview.as_ref();
        if looked_at.as_ref() != preview.map(|preview| &preview.edit) {
            self.commands
                .send(NetworkCommand::Preview(looked_at.map(Box::new)));
        }
    }

    /// A close button pressed on unsaved changes, or while a training runs, becomes a question.
    fn keep_open_for_questions(&mut self, ctx: &egui::Context) {
        let closing = ctx.input(|input| input.viewport().close_requested());
        let is_changed = || self.workbench.tabs.documents().any(Document::is_changed);
        let has_question = || self.workbench.training().is_some() || is_changed();
        let may_ask = !self.services.may_close && !self.interrupt.was_asked();
        if closing && may_ask && has_question() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.commands.send(FileCommand::Quit);
        }
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let title = format!("{} — Netsmith", self.workbench.document().title());
        // A screen reader says it of the window.
        let root = egui::accesskit_root_id();
        ctx.accesskit_node_builder(root, |node| node.set_label(title.as_str()));
        if self.services.window_title != title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.services.window_title = title;
        }
    }
}

/// Takes the keyboard from what has it: the control of the same name now belongs to another network.
fn leave_controls(ctx: &egui::Context) {
    ctx.memory_mut(|memory| {
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
    });
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        if let Some(echo) = &mut self.wheel_echo {
            let seconds = input.time.unwrap_or_else(|| ctx.input(|input| input.time));
            echo.silence(&mut input.events, seconds);
        }
        if self
            .key_turns
            .meter(&mut input.events, ctx.text_edit_focused())
        {
            ctx.request_repaint();
        }
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.drain(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        // Read by `benches/window`.
        if let Some(seconds) = frame.info().cpu_usage {
            tracing::trace!(milliseconds = seconds * 1e3, "frame");
            wait_for_hands(ui.ctx(), seconds);
        }
        self.paint(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.workbench.tabs.shut_down();
        apply::discard_what_was_looked_at(&self.workbench);
        let settings = self.settings();
        self.services.store.finish(settings);
        // A display that dies ends the window too, and nobody was asked.
        let mut documents = self.workbench.tabs.documents();
        if self.services.may_close || !documents.any(Document::is_changed) {
            self.services.safekeeping.forget_all();
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
