//! The dialog that plans a sweep: which settings are varied, and how. A job tries every combination before anything is
//! written, and writes the runs; they wait in the queue then.

use super::parts;
use crate::app::command::{Commands, RunsCommand, WindowCommand};
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::app::learning::new_folder_in;
use crate::app::look::icon::Icon;
use crate::app::widgets::{self, Answer, Question};
use crate::engine::run::{next_order, waiting_in};
use crate::engine::sweep::{Axis, Draw, Sweep, Values, settings_of};
use crate::message;
use crate::project::Project;
use crate::text::{Message, say};
use crate::tr;
use egui::{ComboBox, DragValue, ScrollArea, TextEdit, Ui};
use std::path::PathBuf;
use std::sync::Arc;

const QUESTION: Question = Question {
    name: "sweep",
    title: "sweep-title",
    agree: "sweep-start",
    width: 560.0,
};

/// The dialog, open or not.
#[derive(Debug, Default)]
pub struct SweepDialog {
    open: Option<Open>,
    writing: Option<Job<Written>>,
}

/// How many runs were written, or why none was.
type Written = Result<usize, Message>;

#[derive(Debug)]
struct Open {
    /// What is varied, with the data that it learns from.
    project: Arc<Project>,
    /// Where its runs lie.
    home: PathBuf,
    /// The folders in which others may wait already.
    homes: Vec<PathBuf>,
    /// Every setting that there is: its name and the words of the forms.
    settings: Vec<(String, String)>,
    wish: Wish,
    /// What the last look was for, and how many runs it found.
    tried: Option<(Wish, Result<usize, Message>)>,
    trying: Option<(Wish, Job<Result<usize, Message>>)>,
    /// The letters that the list of settings is narrowed by.
    filter: String,
}

/// What is asked for, as it stands in the fields.
#[derive(Debug, Clone, PartialEq)]
struct Wish {
    /// Name and values.
    rows: Vec<(String, String)>,
    is_random: bool,
    count: usize,
    seed: u64,
    stop_behind: bool,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            rows: vec![("learning_rate".to_owned(), "0.01, 0.001".to_owned())],
            is_random: false,
            count: 8,
            seed: 0,
            stop_behind: false,
        }
    }
}

impl Wish {
    fn planned(&self, project: &Project) -> Result<Sweep, Message> {
        let axis = |(name, values): &(String, String)| {
            let read = Values::parse(values);
            let values = read.ok_or_else(|| message!("expected-values", name = name))?;
            Ok(Axis {
                name: name.clone(),
                values,
            })
        };
        let axes: Result<Vec<Axis>, Message> = self.rows.iter().map(axis).collect();
        let draw = self.is_random.then_some(Draw {
            count: self.count,
            seed: self.seed,
        });
        Sweep::plan(project, axes?, draw, self.stop_behind)
    }
}

impl SweepDialog {
    /// Opens the dialog for `project`, whose runs lie in `home`.
    pub fn open(&mut self, project: Project, home: PathBuf, homes: Vec<PathBuf>) {
        self.open = Some(Open {
            settings: settings_of(&project)
                .into_iter()
                .map(|it| (it.name, it.words.to_string()))
                .collect(),
            project: Arc::new(project),
            home,
            homes,
            wish: Wish::default(),
            tried: None,
            trying: None,
            filter: String::new(),
        });
    }

    /// Has combinations tried as the fields change, and takes what jobs have found. Never waits.
    pub fn drain(&mut self, workers: Workers, ctx: &egui::Context, commands: &mut Commands) {
        if let Some(open) = &mut self.open {
            open.try_wish(workers, ctx);
        }
        match self.writing.as_ref().map(Job::poll) {
            None | Some(Step::Running) => return,
            Some(Step::Result(Ok(count))) => {
                commands.send(WindowCommand::Tell(message!("sweep-queued", count = count)));
                commands.send(RunsCommand::StartQueue);
            }
            Some(Step::Result(Err(fault))) => {
                commands.send(WindowCommand::Complain(fault.sentence()));
            }
            Some(Step::Ended) => {}
        }
        self.writing = None;
        commands.send(RunsCommand::Refresh);
    }

    /// Paints the dialog, if it is open.
    pub fn ui(&mut self, ctx: &egui::Context, workers: Workers, commands: &mut Commands) {
        let Some(open) = &mut self.open else { return };
        let answer = QUESTION.ui(ctx, |ui| {
            widgets::muted_sentence_ui(ui, tr!("sweep-words", network = &open.project.name));
            ui.add_space(6.0);
            open.rows_ui(ui);
            open.draw_ui(ui);
            ui.add_space(6.0);
            open.tried_ui(ui)
        });
        if answer == Some(Answer::Agreed) {
            match open.write(workers, ctx) {
                Ok(job) => self.writing = Some(job),
                Err(fault) => commands.send(WindowCommand::Complain(fault)),
            }
        }
        if answer.is_some() {
            self.open = None;
        }
    }
}

impl Open {
    fn try_wish(&mut self, workers: Workers, ctx: &egui::Context) {
        match self.trying.as_ref().map(|(_, job)| job.poll()) {
            Some(Step::Running) => return,
            Some(Step::Result(found)) => {
                self.tried = self.trying.take().map(|(wish, _)| (wish, found));
            }
            Some(Step::Ended) => self.trying = None,
            None => {}
        }
        if self
            .tried
            .as_ref()
            .is_some_and(|(wish, _)| *wish == self.wish)
        {
            return;
        }
        let (wish, project) = (self.wish.clone(), Arc::clone(&self.project));
        let work = move |outlet: &Outlet<Result<usize, Message>>| {
            outlet.send(wish.planned(&project).map(|sweep| sweep.runs.len()));
        };
        let job = Job::start(workers, "netsmith-sweep", 1, ctx, work);
        self.trying = job.ok().map(|job| (self.wish.clone(), job));
    }

    fn write(&self, workers: Workers, ctx: &egui::Context) -> Result<Job<Written>, Message> {
        let (wish, project) = (self.wish.clone(), Arc::clone(&self.project));
        let (home, homes) = (self.home.clone(), self.homes.clone());
        let work = move |outlet: &Outlet<Written>| {
            let written = wish.planned(&project).and_then(|sweep| {
                let folder = new_folder_in(&home, &format!("{}-sweep", project.name));
                let order = next_order(&waiting_in(&homes));
                sweep.save(&folder, &project, order)?;
                Ok(sweep.runs.len())
            });
            outlet.send(written);
        };
        Ok(Job::start(workers, "netsmith-sweep", 1, ctx, work)?)
    }

    /// Paints a line for each setting that is varied.
    fn rows_ui(&mut self, ui: &mut Ui) {
        let mut gone = None;
        for index in 0..self.wish.rows.len() {
            ui.horizontal(|ui| {
                self.name_ui(ui, index);
                let values = &mut self.wish.rows[index].1;
                let field = TextEdit::singleline(values)
                    .hint_text(say("sweep-values-hint"))
                    .desired_width(220.0);
                let field = ui.add(field);
                widgets::name(&field, &tr!("sweep-values-of", number = index + 1));
                let words = tr!("sweep-remove", number = index + 1);
                if widgets::icon_button_ui(ui, Icon::Cross, &words).clicked() {
                    gone = Some(index);
                }
            });
        }
        if let Some(index) = gone {
            self.wish.rows.remove(index);
        }
        if ui.button(say("sweep-add")).clicked() {
            let taken = |name: &&str| self.wish.rows.iter().any(|(other, _)| other == *name);
            let usual = ["learning_rate", "batch_size", "optimizer", "schedule"];
            let name = usual.iter().find(|name| !taken(name)).unwrap_or(&"epochs");
            self.wish.rows.push(((*name).to_owned(), String::new()));
        }
    }

    /// Paints the list of settings, which letters narrow.
    fn name_ui(&mut self, ui: &mut Ui, index: usize) {
        let name = self.wish.rows[index].0.clone();
        let words = |name: &str| {
            let known = self.settings.iter().find(|(known, _)| known == name);
            known.map_or(name, |(_, words)| words).to_owned()
        };
        let combo = ComboBox::from_id_salt(("setting", index))
            .width(230.0)
            .selected_text(words(&name))
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .show_ui(ui, |ui| {
                let field = TextEdit::singleline(&mut self.filter).hint_text(say("sweep-find"));
                let field = ui.add(field);
                widgets::name(&field, say("sweep-find"));
                let letters = self.filter.to_lowercase();
                // Who knows the name in files or on the command line finds it by that, too.
                let fits = |text: &str| text.to_lowercase().contains(&letters);
                let fitting = self.settings.iter();
                let fitting = fitting.filter(|(name, words)| fits(name) || fits(words));
                ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
                    for (other, words) in fitting.take(MOST_SHOWN) {
                        let label = ui.selectable_label(*other == name, words);
                        if label.on_hover_text(other).clicked() {
                            self.wish.rows[index].0.clone_from(other);
                            ui.close();
                        }
                    }
                });
            });
        widgets::name(&combo.response, &tr!("sweep-setting", number = index + 1));
    }

    fn draw_ui(&mut self, ui: &mut Ui) {
        let wish = &mut self.wish;
        ui.horizontal(|ui| {
            ui.radio_value(&mut wish.is_random, false, say("sweep-grid"));
            ui.radio_value(&mut wish.is_random, true, say("sweep-random"));
            ui.add_enabled_ui(wish.is_random, |ui| {
                let label = ui.label(say("sweep-count"));
                ui.add(DragValue::new(&mut wish.count).range(1..=1_000))
                    .labelled_by(label.id);
                let label = ui.label(say("sweep-seed"));
                ui.add(DragValue::new(&mut wish.seed)).labelled_by(label.id);
            });
        });
        ui.checkbox(&mut wish.stop_behind, say("sweep-stop-behind"))
            .on_hover_text(say("sweep-stop-behind-help"));
    }

    /// Paints what comes of the fields; answers whether it can begin.
    fn tried_ui(&self, ui: &mut Ui) -> bool {
        match &self.tried {
            Some((wish, Ok(count))) if *wish == self.wish => {
                ui.label(tr!("sweep-so-many", count = *count));
                true
            }
            Some((wish, Err(fault))) if *wish == self.wish => {
                parts::fault_ui(ui, &fault.sentence().to_string());
                false
            }
            _ => {
                widgets::muted_ui(ui, say("sweep-trying"));
                false
            }
        }
    }
}

/// More settings than this nobody looks through; letters narrow the list.
const MOST_SHOWN: usize = 60;
