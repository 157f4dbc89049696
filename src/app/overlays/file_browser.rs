//! Choosing files inside the window, for machines without a portal.

use crate::app::command::{
    Commands, FileAnswer, FileCommand, FileQuestion, FileWay, WindowCommand,
};
use crate::app::files::{Bookmark, Listing, drives, home, typed_path};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::files::name_of;
use crate::text::say;
use crate::tr;
use egui::{
    Align2, Button, Key, Response, Role, ScrollArea, Sense, TextEdit, WidgetInfo, pos2, vec2,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What the browser keeps while it is open.
#[derive(Debug, Default)]
pub struct FileBrowser {
    listing: Option<Listing>,
    /// The folder in view, as text that can be typed over.
    folder: String,
    /// The typed file name, or the whole path.
    name: String,
    chosen: BTreeSet<PathBuf>,
    /// Whether the name is to take the keys, as people type a path at once.
    takes_keys: bool,
    /// A file that is there already and was asked to be saved over once.
    to_replace: Option<PathBuf>,
    drives: Vec<Bookmark>,
}

const WIDTH: f32 = 560.0;
const ROW_HEIGHT: f32 = 24.0;

impl FileBrowser {
    /// Forgets everything, for the next question.
    pub fn reset(&mut self) {
        if self.listing.is_some() {
            *self = Self::default();
        }
    }

    /// Paints the browser for `question`. `last` is the folder that was chosen from last.
    pub fn ui(
        &mut self,
        ui: &mut egui::Ui,
        question: &FileQuestion,
        last: Option<&Path>,
        commands: &mut Commands,
    ) {
        widgets::dialog_title_ui(ui, question.title, WIDTH);
        if self.listing.is_none() {
            self.name.clone_from(&question.file_name);
            self.takes_keys = true;
            self.drives = drives();
            self.enter(&start_folder(question), question);
        }
        self.folder_ui(ui, question, commands);
        self.places_ui(ui, question, last);
        self.list_ui(ui, question, commands);
        self.name_ui(ui, question, commands);
    }

    fn enter(&mut self, folder: &Path, question: &FileQuestion) {
        self.listing = Some(Listing::read(folder, &question.filters));
        self.folder = folder.display().to_string();
        self.chosen.clear();
        self.to_replace = None;
    }

    fn shown_folder(&self) -> PathBuf {
        let listing = self.listing.as_ref();
        listing.map_or_else(PathBuf::new, |listing| listing.folder.clone())
    }

    /// The folder in view, which can be typed over, and the way up.
    fn folder_ui(&mut self, ui: &mut egui::Ui, question: &FileQuestion, commands: &mut Commands) {
        let folder = self.shown_folder();
        ui.horizontal(|ui| {
            let parent = folder.parent().map(Path::to_owned);
            let up = ui
                .add_enabled(parent.is_some(), Button::new(say("folder-up")))
                .on_hover_text(say("folder-up-help"));
            if let Some(parent) = parent.filter(|_| up.clicked()) {
                self.enter(&parent, question);
            }
            let field = TextEdit::singleline(&mut self.folder)
                .hint_text(say("folder"))
                .desired_width(f32::INFINITY);
            let response = ui.add(field.margin(vec2(10.0, 6.0)));
            widgets::name(&response, say("folder"));
            widgets::select_on_arrival(ui, &response, &self.folder);
            let is_wanted = question.way == FileWay::OpenFolder;
            if is_wanted && std::mem::take(&mut self.takes_keys) {
                response.request_focus();
                widgets::select_all(ui, response.id, &self.folder);
            }
            let is_entered =
                response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if is_entered && !self.folder.trim().is_empty() {
                let typed = typed_path(&self.folder, &folder);
                if is_wanted && typed == folder {
                    answer(question, vec![folder], commands);
                } else {
                    self.enter(&typed, question);
                    self.takes_keys = true;
                }
            }
        });
    }

    /// Where people begin to look.
    fn places_ui(&mut self, ui: &mut egui::Ui, question: &FileQuestion, last: Option<&Path>) {
        let named = |name: &str, folder: &Path| Bookmark {
            name: name.to_owned(),
            folder: folder.to_owned(),
        };
        let mut places = Vec::new();
        places.extend(home().map(|home| named(say("home"), &home)));
        places.extend(last.map(|last| named(say("last-folder"), last)));
        places.extend(self.drives.iter().cloned());
        ui.horizontal_wrapped(|ui| {
            for place in places {
                let button = ui
                    .button(&place.name)
                    .on_hover_text(place.folder.display().to_string());
                if button.clicked() {
                    self.enter(&place.folder, question);
                }
            }
        });
    }

    fn list_ui(&mut self, ui: &mut egui::Ui, question: &FileQuestion, commands: &mut Commands) {
        let Some(listing) = self.listing.clone() else {
            return;
        };
        // Folder and places stand above, the name below.
        let room = (widgets::dialog_room(ui) - 70.0).clamp(100.0, 280.0);
        let list = ScrollArea::vertical()
            .min_scrolled_height(room)
            .max_height(room)
            .auto_shrink(false);
        list.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if let Some(fault) = &listing.fault {
                ui.colored_label(Theme::of(ui).error, fault);
            }
            for folder in &listing.folders {
                if row_ui(ui, folder, true, false).clicked() {
                    self.enter(folder, question);
                }
            }
            for file in listing
                .files
                .iter()
                .filter(|_| question.way != FileWay::OpenFolder)
            {
                self.file_ui(ui, file, question, commands);
            }
            let is_of_folders = question.way == FileWay::OpenFolder;
            let has_files = !listing.files.is_empty() && !is_of_folders;
            if listing.folders.is_empty() && !has_files && listing.fault.is_none() {
                widgets::muted_ui(ui, words_for_nothing(question.way));
            }
        });
    }

    fn file_ui(
        &mut self,
        ui: &mut egui::Ui,
        file: &Path,
        question: &FileQuestion,
        commands: &mut Commands,
    ) {
        let response = row_ui(ui, file, false, self.chosen.contains(file));
        if response.clicked() {
            let several =
                question.way == FileWay::OpenFiles && ui.input(|input| input.modifiers.any());
            if !several {
                self.chosen.clear();
            }
            if !(several && self.chosen.remove(file)) {
                self.chosen.insert(file.to_owned());
            }
            self.name = name_of(file);
        }
        if response.double_clicked() {
            answer(question, vec![file.to_owned()], commands);
        }
    }

    /// The typed name and the buttons.
    fn name_ui(&mut self, ui: &mut egui::Ui, question: &FileQuestion, commands: &mut Commands) {
        ui.add_space(size::UNIT);
        let mut entered = false;
        if question.way != FileWay::OpenFolder {
            let field = TextEdit::singleline(&mut self.name)
                .hint_text(say("file-or-folder-hint"))
                .desired_width(f32::INFINITY);
            let response = ui.add(field.margin(vec2(10.0, 6.0)));
            widgets::name(&response, say("file-name"));
            widgets::select_on_arrival(ui, &response, &self.name);
            if std::mem::take(&mut self.takes_keys) {
                response.request_focus();
                // Another name is typed over the proposed one; what kind of file it is stays.
                let stem = Path::new(&self.name).file_stem().unwrap_or_default();
                widgets::select_first(ui, response.id, stem.to_string_lossy().chars().count());
            }
            entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if response.changed() {
                self.chosen.clear();
                self.to_replace = None;
            }
        }
        if let Some(path) = &self.to_replace {
            let words = tr!("would-be-overwritten", file = %name_of(path));
            ui.colored_label(Theme::of(ui).warning, words);
        }
        ui.add_space(size::UNIT);
        let paths = self.paths(question);
        ui.horizontal(|ui| {
            let ready = !paths.is_empty();
            let words = match self.to_replace {
                Some(_) => say("replace"),
                None => verb(question.way),
            };
            let open = ui
                .add_enabled_ui(ready, |ui| widgets::filled_button_ui(ui, words, None, 0.0))
                .inner;
            let clicked = open.clicked();
            if (clicked || entered) && !paths.is_empty() {
                self.take(paths, question, commands);
            }
            if ui.button(say("cancel")).clicked() {
                commands.send(WindowCommand::CloseOverlay);
            }
        });
    }

    /// What would be answered now.
    fn paths(&self, question: &FileQuestion) -> Vec<PathBuf> {
        let Some(listing) = &self.listing else {
            return Vec::new();
        };
        match question.way {
            FileWay::OpenFolder => vec![listing.folder.clone()],
            _ if !self.chosen.is_empty() => self.chosen.iter().cloned().collect(),
            _ if self.name.trim().is_empty() => Vec::new(),
            _ => vec![typed_path(&self.name, &listing.folder)],
        }
    }

    /// Answers with `paths`, or goes into the folder that was typed, or asks before a file is overwritten.
    fn take(&mut self, paths: Vec<PathBuf>, question: &FileQuestion, commands: &mut Commands) {
        let is_folder_wanted = question.way == FileWay::OpenFolder;
        match paths.as_slice() {
            [folder] if !is_folder_wanted && folder.is_dir() => {
                let folder = folder.clone();
                self.name.clone_from(&question.file_name);
                self.takes_keys = true;
                self.enter(&folder, question);
            }
            [file]
                if question.way == FileWay::SaveFile
                    && file.exists()
                    && self.to_replace.as_ref() != Some(file) =>
            {
                self.to_replace = Some(file.clone());
                self.takes_keys = true;
            }
            _ => answer(question, paths, commands),
        }
    }
}

fn answer(question: &FileQuestion, paths: Vec<PathBuf>, commands: &mut Commands) {
    commands.send(FileCommand::Answered(FileAnswer {
        purpose: question.purpose.clone(),
        paths,
    }));
}

/// What a list says that has nothing to show.
fn words_for_nothing(way: FileWay) -> &'static str {
    match way {
        FileWay::OpenFile | FileWay::OpenFiles => say("nothing-to-open"),
        FileWay::OpenFolder => say("no-folders-here"),
        FileWay::SaveFile => say("no-files-of-kind"),
    }
}

fn verb(way: FileWay) -> &'static str {
    match way {
        FileWay::OpenFile | FileWay::OpenFiles => say("open-plain"),
        FileWay::OpenFolder => say("open-this-folder"),
        FileWay::SaveFile => say("save-plain"),
    }
}

/// One entry of the list; a folder carries a slash.
fn row_ui(ui: &mut egui::Ui, path: &Path, is_folder: bool, chosen: bool) -> Response {
    let theme = Theme::of(ui);
    let slash = if is_folder { "/" } else { "" };
    let name = format!("{}{slash}", name_of(path));
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    if chosen || response.hovered() || response.has_focus() {
        let fill = if chosen {
            theme.selection
        } else {
            theme.raised
        };
        ui.painter().rect_filled(rect, size::FIELD_RADIUS, fill);
    }
    let at = pos2(rect.left() + 10.0, rect.center().y);
    ui.painter()
        .text(at, Align2::LEFT_CENTER, name, fonts::text(), theme.text);
    response
}

fn start_folder(question: &FileQuestion) -> PathBuf {
    let remembered = question.folder.clone().filter(|folder| folder.is_dir());
    remembered
        .or_else(home)
        .or_else(|| std::env::current_dir().ok())
        .unwrap_or_else(|| PathBuf::from("/"))
}
