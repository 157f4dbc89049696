//! The dialog: what comes, which class it is of, and what else could be done with it.

use super::copying::copy;
use super::{Collecting, Open};
use crate::app::command::{Commands, DataCommand, OwnPictures, PredictCommand, WindowCommand};
use crate::app::jobs::{Job, Workers};
use crate::app::learning::{LIVE_INTERVAL, texture_from};
use crate::app::look::size;
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::data::{DataSource, LONGEST_CLASS_NAME};
use crate::files::name_of;
use crate::message;
use crate::text::{Message, say};
use crate::tr;
use egui::{
    Align, Button, ColorImage, Context, Image, Key, Layout, ScrollArea, TextEdit, Ui, vec2,
};
use image::DynamicImage;

/// The list of classes takes as much at most, in points.
const MOST_LIST_HEIGHT: f32 = 240.0;
/// A picture that was pasted, in points.
const PREVIEW: f32 = 96.0;
const PREVIEW_PX: u32 = 192;

/// What the user wants.
#[derive(Clone, Copy, PartialEq)]
enum Answer {
    Add,
    Leave,
    /// Learn from the folder instead.
    UseFolder,
    /// Ask the network about them instead.
    Try,
}

impl Collecting {
    /// Paints the dialog, if it is open.
    pub fn ui(&mut self, ctx: &Context, workers: Workers, commands: &mut Commands) {
        let Some(open) = &mut self.open else { return };
        let modal = widgets::dialog(ctx, "add-pictures");
        let shown = modal.show(ctx, |ui| {
            widgets::dialog_title_ui(ui, say("add-pictures-title"), 460.0);
            match &open.job {
                Some((_, job)) => copying_ui(ui, job.progress()),
                None => open.question_ui(ui),
            }
        });
        let answer = shown
            .inner
            .or(shown.should_close().then_some(Answer::Leave));
        match answer {
            None => return,
            Some(Answer::Add) => {
                open.begin(ctx, workers, commands);
                return;
            }
            Some(Answer::Leave) => {}
            Some(Answer::Try) => commands.send(PredictCommand::Try(open.pictures.clone())),
            Some(Answer::UseFolder) => {
                if let Some(folder) = open.folder_alone() {
                    commands.send(DataCommand::Use(DataSource::Path(folder.to_owned())));
                }
            }
        }
        self.open = None;
    }
}

fn copying_ui(ui: &mut Ui, (done, total): (usize, usize)) -> Option<Answer> {
    let share = (total > 0).then(|| done as f32 / total as f32);
    parts::progress_ui(ui, vec2(320.0, 10.0), share, say("copying-pictures"));
    ui.add_space(size::UNIT);
    ui.ctx().request_repaint_after(LIVE_INTERVAL);
    let cancel = ui.button(say("cancel")).clicked();
    cancel.then_some(Answer::Leave)
}

impl Open {
    fn question_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        self.pictures_ui(ui);
        ui.add_space(size::UNIT);
        widgets::muted_ui(ui, say("of-which-class"));
        let mut is_sure = false;
        ScrollArea::vertical()
            .max_height(MOST_LIST_HEIGHT.min(widgets::dialog_room(ui)))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                let justified = Layout::top_down_justified(Align::Min);
                ui.with_layout(justified, |ui| {
                    for (class, (_, name)) in self.classes.iter().enumerate() {
                        let line = ui.selectable_label(self.chosen == class, name);
                        if line.clicked() {
                            self.chosen = class;
                        }
                        is_sure |= line.double_clicked();
                    }
                });
            });
        is_sure |= self.new_class_ui(ui);
        ui.add_space(size::UNIT);
        let folder = self.folder.display().to_string();
        widgets::muted_sentence_ui(ui, tr!("add-pictures-where", folder = folder));
        ui.add_space(size::UNIT);
        let answer = self.buttons_ui(ui);
        answer.or((is_sure && self.fault().is_none()).then_some(Answer::Add))
    }

    fn pictures_ui(&mut self, ui: &mut Ui) {
        match &self.pictures {
            OwnPictures::Files(paths) => {
                let first = paths.first().map_or_else(String::new, |path| name_of(path));
                let words = match paths.len() {
                    1 => first,
                    count => tr!("first-of-several", first = first, count = count - 1),
                };
                ui.label(words);
            }
            OwnPictures::Image(name, image) => {
                let texture = self.preview.get_or_insert_with(|| texture(ui.ctx(), image));
                let size = texture.size_vec2();
                let size = size * (PREVIEW / size.max_elem());
                let picture = Image::new(&*texture).fit_to_exact_size(size);
                ui.add(picture.alt_text(name.to_string()));
            }
        }
    }

    /// The last line of the list: a class that the data does not have yet. Answers whether Enter was pressed in it.
    fn new_class_ui(&mut self, ui: &mut Ui) -> bool {
        let new = self.classes.len();
        ui.horizontal(|ui| {
            let line = ui.selectable_label(self.chosen == new, say("new-class"));
            let field = TextEdit::singleline(&mut self.new_name)
                .hint_text(say("new-class-hint"))
                .char_limit(LONGEST_CLASS_NAME)
                .desired_width(220.0);
            let field = ui.add(field);
            widgets::name(&field, say("new-class-hint"));
            if line.clicked() {
                field.request_focus();
            }
            if line.clicked() || field.has_focus() || field.changed() {
                self.chosen = new;
            }
            field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
        })
        .inner
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Answer> {
        let mut answer = None;
        let fault = self.fault();
        ui.horizontal(|ui| {
            ui.add_enabled_ui(fault.is_none(), |ui| {
                let add = widgets::filled_button_ui(ui, say("add-these"), None, 96.0);
                let add = match fault {
                    Some(fault) => add.on_disabled_hover_text(fault.to_string()),
                    None => add,
                };
                answer = add.clicked().then_some(Answer::Add);
            });
            if ui.add(Button::new(say("cancel"))).clicked() {
                answer = Some(Answer::Leave);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if self.folder_alone().is_some() {
                    let other = ui.button(say("learn-from-folder"));
                    if other.on_hover_text(say("learn-from-folder-help")).clicked() {
                        answer = Some(Answer::UseFolder);
                    }
                } else if !self.has_folder() {
                    let other = ui.button(say("try-these"));
                    if other.on_hover_text(say("try-these-help")).clicked() {
                        answer = Some(Answer::Try);
                    }
                }
            });
        });
        answer
    }

    fn has_folder(&self) -> bool {
        matches!(&self.pictures, OwnPictures::Files(paths) if paths.iter().any(|path| path.is_dir()))
    }

    /// The folder that came, where nothing else did.
    fn folder_alone(&self) -> Option<&std::path::Path> {
        match &self.pictures {
            OwnPictures::Files(paths) => match &paths[..] {
                [only] if only.is_dir() => Some(only),
                _ => None,
            },
            OwnPictures::Image(..) => None,
        }
    }

    /// The class that is chosen, by the data's own name. A new name that a class has already is that class.
    fn class(&self) -> Option<String> {
        if let Some((own, _)) = self.classes.get(self.chosen) {
            return Some(own.clone());
        }
        let name = self.new_name.trim();
        let is_it = |(own, shown): &&(String, String)| own == name || shown == name;
        let known = self.classes.iter().find(is_it).map(|(own, _)| own.clone());
        known.or_else(|| (!name.is_empty()).then(|| name.to_owned()))
    }

    /// Why they cannot be added yet.
    fn fault(&self) -> Option<Message> {
        if self.class().is_none() {
            return Some(message!("new-class-has-no-name"));
        }
        None
    }

    fn begin(&mut self, ctx: &Context, workers: Workers, commands: &mut Commands) {
        let Some(class) = self.class() else { return };
        let (pictures, folder, known) = (self.pictures.clone(), self.folder.clone(), self.known);
        let job = Job::start(workers, "copy-pictures", 1, ctx, move |outlet| {
            outlet.send(copy(&pictures, &folder, known, outlet));
        });
        match job {
            Ok(job) => self.job = Some((class, job)),
            Err(fault) => commands.send(WindowCommand::Complain(fault.into())),
        }
    }
}

fn texture(ctx: &Context, image: &DynamicImage) -> egui::TextureHandle {
    let small = if image.width().max(image.height()) > PREVIEW_PX {
        image.thumbnail(PREVIEW_PX, PREVIEW_PX).to_rgba8()
    } else {
        image.to_rgba8()
    };
    let size = [small.width() as usize, small.height() as usize];
    let image = ColorImage::from_rgba_unmultiplied(size, small.as_raw());
    texture_from(ctx, "to-be-added", image)
}
