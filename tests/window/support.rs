//! A window without a display, and a user who answers its questions.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use netsmith::app::App;
use netsmith::app::apply::Services;
use netsmith::app::canvas::Canvas;
use netsmith::app::command::{Command, FileCommand, FileQuestion, PanelCommand, Selection};
use netsmith::app::docking::Panel;
use netsmith::app::document::Document;
use netsmith::app::files::FileAsker;
use netsmith::app::settings::Settings;
use netsmith::app::state::State;
use netsmith::graph::{Edit, NodePath, Place, broken_invariants};
use netsmith::text::{Language, Spoken};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

/// A window on a screen of 1440×900.
pub struct Window {
    pub harness: Harness<'static, App>,
    answers: Rc<RefCell<VecDeque<Vec<PathBuf>>>>,
    questions: Rc<RefCell<Vec<FileQuestion>>>,
    /// Tests share a process: each window speaks for its own thread.
    _language: Spoken,
}

struct Scripted {
    answers: Rc<RefCell<VecDeque<Vec<PathBuf>>>>,
    questions: Rc<RefCell<Vec<FileQuestion>>>,
}

impl FileAsker for Scripted {
    fn ask(
        &mut self,
        question: &FileQuestion,
        ctx: &egui::Context,
    ) -> Option<Receiver<Vec<PathBuf>>> {
        self.questions.borrow_mut().push(question.clone());
        let (sender, receiver) = sync_channel(1);
        let answer = self.answers.borrow_mut().pop_front().unwrap_or_default();
        sender.send(answer).unwrap();
        ctx.request_repaint();
        Some(receiver)
    }
}

/// What the desktop hands over when something is dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A desktop that has no file dialogs.
struct Silent;

impl FileAsker for Silent {
    fn ask(&mut self, _: &FileQuestion, _: &egui::Context) -> Option<Receiver<Vec<PathBuf>>> {
        None
    }
}

impl Window {
    /// A window with an empty network.
    pub fn empty() -> Self {
        Self::with_settings(Settings::default())
    }

    /// A window that was left with `settings`.
    pub fn with_settings(settings: Settings) -> Self {
        Self::build(settings, |services| services)
    }

    /// A window that keeps unsaved work in `folder`.
    pub fn keeping_work_in(folder: &Path) -> Self {
        Self::build(Settings::default(), |services| {
            services.keeping_work_in(folder)
        })
    }

    /// A window that keeps the progress of lessons in `folder`.
    pub fn keeping_lessons_in(folder: &Path) -> Self {
        Self::build(Settings::default(), |services| {
            services.keeping_lessons_in(folder)
        })
    }

    /// A window that tells others by locks in `folder` which files are open in it.
    pub fn claiming_files_in(folder: &Path) -> Self {
        Self::build(Settings::default(), |services| {
            services.claiming_files_in(folder)
        })
    }

    /// A window that was left with `settings` and keeps unsaved work in `folder`, with what was open opened again and what
    /// a crash has left offered.
    pub fn after_a_crash(settings: Settings, folder: &Path) -> Self {
        let mut window = Self::build(settings.clone(), |services| {
            services.keeping_work_in(folder)
        });
        window.harness.state_mut().restore(&settings);
        window.harness.state_mut().offer_lost_work();
        window.settle();
        window
    }

    /// The window gets the keyboard, as when the user comes back from another program.
    pub fn come_back(&mut self) {
        self.harness.event(egui::Event::WindowFocused(true));
        self.settle();
    }

    /// A window on a desktop that has no file dialogs.
    pub fn without_file_dialogs(settings: Settings) -> Self {
        Self::build(settings, |_| Services::with_file_asker(Box::new(Silent)))
    }

    fn build(settings: Settings, adapt: impl FnOnce(Services) -> Services) -> Self {
        let language = Spoken::here(Language::English);
        let answers = Rc::new(RefCell::new(VecDeque::new()));
        let questions = Rc::new(RefCell::new(Vec::new()));
        let asker = Scripted {
            answers: answers.clone(),
            questions: questions.clone(),
        };
        let services = adapt(Services::with_file_asker(Box::new(asker)));
        let harness = Harness::builder()
            .with_size(egui::vec2(1440.0, 900.0))
            .with_max_steps(12)
            .with_context_setup(netsmith::app::look::install)
            .build_ui_state(
                |ui, app: &mut App| {
                    app.drain(ui.ctx());
                    app.paint(ui);
                },
                App::new(settings, services),
            );
        Self {
            harness,
            answers,
            questions,
            _language: language,
        }
    }

    /// A window with the preset `key` in it.
    pub fn preset(key: &str) -> Self {
        let mut window = Self::empty();
        window.send(FileCommand::LoadPreset(key.to_owned()));
        window
    }

    /// What the window shows.
    pub fn state(&self) -> State<'_> {
        self.harness.state().workbench.state()
    }

    /// Sends a command as a control would.
    pub fn send(&mut self, command: impl Into<Command>) {
        self.harness.state_mut().send(command);
        self.settle();
    }

    /// Brings `panel` to the front where it is open, else in the workspace that it belongs to.
    pub fn show(&mut self, panel: Panel) {
        self.send(PanelCommand::LeadTo(panel));
    }

    /// Whether `panel` shows in the workspace in front.
    pub fn in_front(&self, panel: Panel) -> bool {
        self.state().window.workspaces.shows(panel)
    }

    /// Drops the file or folder at `path` onto the window.
    pub fn drop_file(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files = vec![Arc::new(Dropped(path.to_owned()))];
        self.harness.step();
        self.harness.input_mut().dropped_files.clear();
        self.settle();
    }

    /// Clicks the control of this name.
    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.settle();
    }

    /// Opens a menu and clicks a line of it.
    pub fn menu(&mut self, menu: &str, line: &str) {
        self.click(menu);
        self.click_starting_with(line);
    }

    /// Opens a menu inside of a menu and clicks a line of it.
    pub fn menu_in_menu(&mut self, menu: &str, inner: &str, line: &str) {
        self.menu(menu, inner);
        self.click_starting_with(line);
    }

    /// Clicks the one button whose name begins like this: menu lines carry their keys behind it.
    pub fn click_starting_with(&mut self, name: &str) {
        let found = self.harness.get_all_by(|node| {
            is_line(node.role()) && node.label().is_some_and(|label| label.starts_with(name))
        });
        let found: Vec<_> = found.collect();
        found.last().unwrap().click();
        drop(found);
        self.settle();
    }

    /// Presses keys together.
    pub fn keys(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Replaces the text of the field of this name and stays in it.
    pub fn type_into(&mut self, field: &str, text: &str) {
        self.harness.get_by_label(field).focus();
        self.settle();
        self.harness
            .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.settle();
        self.harness.get_by_label(field).type_text(text);
        self.settle();
    }

    /// Whether some control or text has exactly this name.
    pub fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
            || self.harness.query_all_by_value(name).next().is_some()
    }

    /// Whether some control or text holds these words.
    pub fn shows_part(&self, words: &str) -> bool {
        self.harness
            .query_all_by_label_contains(words)
            .next()
            .is_some()
    }

    /// The next file question gets this answer; none is "cancel".
    pub fn will_choose(&self, paths: &[PathBuf]) {
        self.answers.borrow_mut().push_back(paths.to_vec());
    }

    /// The file questions so far.
    pub fn questions(&self) -> Vec<FileQuestion> {
        self.questions.borrow().clone()
    }

    /// The path of the node called `name` at the top of the network.
    pub fn node(&self, name: &str) -> NodePath {
        let body = &self.state().document.graph().body;
        let found = body.nodes.iter().find(|(_, node)| node.name == name);
        NodePath::root(*found.unwrap_or_else(|| panic!("no node {name}")).0)
    }

    /// Selects the node called `name`.
    pub fn select(&mut self, name: &str) {
        let path = self.node(name);
        self.send(Selection::only(path));
    }

    /// Gives the layer of this name at the top another number of filters.
    pub fn set_filters(&mut self, name: &str, filters: i64) {
        let path = self.node(name);
        self.send(Edit::Set {
            place: Place::Root,
            nodes: path.leaf().into_iter().collect(),
            key: "filters".to_owned(),
            value: Some(filters.into()),
        });
    }

    /// What the clipboard gets when the layer of this name is copied.
    pub fn copied(&mut self, name: &str) -> String {
        self.select(name);
        self.harness.event(egui::Event::Copy);
        self.harness.step();
        crate::editing::copied_text(self)
    }

    /// The canvas of the document in front.
    pub fn canvas(&self) -> &Canvas {
        &self.harness.state().workbench.front().canvas
    }

    /// Whether the network has a definition of this block.
    pub fn has_block(&self, name: &str) -> bool {
        self.state().document.graph().blocks.contains_key(name)
    }

    /// Whether every open network has changes that are not saved.
    pub fn every_network_is_changed(&self) -> bool {
        let mut open = self.harness.state().workbench.tabs.documents();
        open.all(Document::is_changed)
    }

    /// The names at the top of the network, in the order of their ids.
    pub fn names(&self) -> Vec<String> {
        self.state()
            .document
            .graph()
            .body
            .nodes
            .values()
            .map(|node| node.name.clone())
            .collect()
    }

    /// Lets the window come to rest and checks that the network is sound.
    pub fn settle(&mut self) {
        self.harness.run_ok();
        assert_eq!(
            broken_invariants(self.state().document.graph()),
            Vec::<String>::new()
        );
    }
}

/// Whether this is what a line of a menu is, or a button beside it.
pub fn is_line(role: egui::accesskit::Role) -> bool {
    use egui::accesskit::Role;
    matches!(role, Role::Button | Role::MenuItem | Role::MenuItemCheckBox)
}
