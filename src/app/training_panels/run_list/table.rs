//! The table of runs: a head that sorts, ticks for the chart, stars, and a menu for each run.

use super::RunList;
use super::columns::Column;
use super::label::LabelForm;
use crate::app::command::{Commands, FileCommand, RunsCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::engine::run::{RunLabel, RunSummary};
use crate::text::say;
use crate::tr;
use egui::{Align, Button, Label, Layout, Response, RichText, ScrollArea, Sense, Ui, vec2};
use egui_extras::{Column as Width, TableBuilder, TableRow};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the mark of a run's color stands, in points.
const SWATCH: f32 = 10.0;

impl RunList {
    pub(super) fn table_ui(
        &mut self,
        ui: &mut Ui,
        shown: &[Arc<RunSummary>],
        commands: &mut Commands,
    ) {
        let ticked: Vec<(usize, PathBuf)> = self
            .ticked_runs()
            .into_iter()
            .map(|(place, run)| (place, run.path.clone()))
            .collect();
        // In a narrow window the last columns are reached by scrolling.
        let area = ScrollArea::horizontal().id_salt("run-columns");
        area.auto_shrink(false)
            .show(ui, |ui| self.columns_ui(ui, shown, &ticked, commands));
    }

    fn columns_ui(
        &mut self,
        ui: &mut Ui,
        shown: &[Arc<RunSummary>],
        ticked: &[(usize, PathBuf)],
        commands: &mut Commands,
    ) {
        let mut table = TableBuilder::new(ui)
            .id_salt("runs")
            .striped(true)
            .sense(Sense::click())
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink(false)
            .column(Width::exact(64.0));
        for column in Column::ALL {
            table = table.column(match column {
                Column::Name => Width::remainder().at_least(column.width()).clip(true),
                _ => Width::initial(column.width()).resizable(true).clip(true),
            });
        }
        table
            .header(size::ROW_HEIGHT, |mut head| {
                head.col(|_| {});
                for column in Column::ALL {
                    head.col(|ui| self.head_ui(ui, column));
                }
            })
            .body(|body| {
                body.rows(size::ROW_HEIGHT, shown.len(), |mut row| {
                    let run = &shown[row.index()];
                    let place = ticked.iter().find(|(_, path)| *path == run.path);
                    self.row_ui(&mut row, run, place.map(|(place, _)| *place), commands);
                });
            });
    }

    fn head_ui(&mut self, ui: &mut Ui, column: Column) {
        let mut words = column.label().to_owned();
        if self.order.column == column {
            words += if self.order.is_descending {
                " ↓"
            } else {
                " ↑"
            };
        }
        let text = RichText::new(words)
            .font(fonts::semi_bold(size::SMALL_TEXT))
            .color(Theme::of(ui).muted);
        let button = ui.add(Button::new(text).frame(false));
        widgets::name(&button, &tr!("sort-by", column = column.label()));
        if button.clicked() {
            self.order.clicked(column);
        }
    }

    fn row_ui(
        &mut self,
        row: &mut TableRow<'_, '_>,
        run: &RunSummary,
        place: Option<usize>,
        commands: &mut Commands,
    ) {
        row.col(|ui| self.marks_ui(ui, run, place, commands));
        for column in Column::ALL {
            row.col(|ui| {
                let text = column.text(run);
                if column != Column::Name {
                    ui.add(Label::new(text).selectable(false).truncate());
                    return;
                }
                let shown = widgets::cut_in_the_middle(ui, &text, ui.available_width());
                let mut name = ui.add(Label::new(&shown).selectable(false).extend());
                if shown != text {
                    widgets::name(&name, &text);
                    name = name.on_hover_text(&text);
                }
                if !run.label.note.is_empty() {
                    name.on_hover_text(&run.label.note);
                }
            });
        }
        let response = row.response();
        if response.double_clicked() && !run.waits() {
            commands.send(FileCommand::OpenPath(run.path.clone()));
        } else if response.clicked() {
            self.tick(run);
        }
        self.menu_ui(&response, run, commands);
    }

    /// What can be done with a run that waits for its turn.
    fn waiting_menu_ui(&mut self, ui: &mut Ui, run: &RunSummary, commands: &mut Commands) {
        for command in [
            RunsCommand::MoveInQueue(run.path.clone(), true),
            RunsCommand::MoveInQueue(run.path.clone(), false),
            RunsCommand::Delete(run.path.clone()),
        ] {
            parts::command_ui(ui, command, commands);
        }
        ui.separator();
        if ui.button(say("label-run")).clicked() {
            self.form = Some(LabelForm::of(run));
        }
    }

    /// Shows every run of a sweep in the chart that has begun.
    fn tick_sweep(&mut self, sweep: &Path) {
        let of_sweep = |run: &&Arc<RunSummary>| {
            run.sweep.as_deref() == Some(sweep) && !run.is_deleted && !run.history.is_empty()
        };
        let runs = self.runs.iter().filter(of_sweep);
        self.ticked = runs.map(|run| run.path.clone()).collect();
        self.is_parallel = true;
    }

    /// The runs in the chart, where this is one of them; else it alone.
    fn with_those_in_chart(&self, run: &RunSummary) -> Vec<PathBuf> {
        if self.ticked.contains(&run.path) {
            self.ticked.iter().cloned().collect()
        } else {
            vec![run.path.clone()]
        }
    }

    fn tick(&mut self, run: &RunSummary) {
        if !self.ticked.remove(&run.path) {
            self.ticked.insert(run.path.clone());
        }
    }

    /// The tick that shows it in the chart, its color there, and its star.
    fn marks_ui(
        &mut self,
        ui: &mut Ui,
        run: &RunSummary,
        place: Option<usize>,
        commands: &mut Commands,
    ) {
        ui.spacing_mut().item_spacing.x = 2.0;
        let mut is_ticked = place.is_some();
        let tick = ui.checkbox(&mut is_ticked, "");
        widgets::name(&tick, &tr!("tick-run", name = run.name()));
        if tick.changed() {
            self.tick(run);
        }
        let (swatch, _) = ui.allocate_exact_size(vec2(SWATCH, SWATCH), Sense::hover());
        if let Some(place) = place {
            ui.painter()
                .rect_filled(swatch, 2.0, Theme::of(ui).line(place));
        }
        let (icon, words) = if run.label.is_starred {
            (Icon::StarFilled, tr!("star-take", item = run.name()))
        } else {
            (Icon::Star, tr!("star-give", item = run.name()))
        };
        if widgets::icon_button_ui(ui, icon, &words).clicked() {
            let label = RunLabel {
                is_starred: !run.label.is_starred,
                ..run.label.clone()
            };
            commands.send(RunsCommand::Label(run.path.clone(), Box::new(label)));
        }
    }

    fn menu_ui(&mut self, response: &Response, run: &RunSummary, commands: &mut Commands) {
        response.context_menu(|ui| {
            if run.waits() {
                self.waiting_menu_ui(ui, run, commands);
                return;
            }
            if ui.button(say("open-this-run")).clicked() {
                commands.send(FileCommand::OpenPath(run.path.clone()));
            }
            if let Some(sweep) = &run.sweep
                && ui.button(say("tick-sweep")).clicked()
            {
                self.tick_sweep(sweep);
            }
            for command in [
                RunsCommand::ChooseStart(run.path.clone(), None),
                RunsCommand::RunAgain(run.path.clone()),
                RunsCommand::AskForTensorBoard(self.with_those_in_chart(run)),
            ] {
                parts::command_ui(ui, command, commands);
            }
            ui.separator();
            if ui.button(say("label-run")).clicked() {
                self.form = Some(LabelForm::of(run));
            }
            if ui.button(say("open-run-folder")).clicked() {
                commands.send(RunsCommand::ShowFolder(run.path.clone()));
            }
            if ui.button(say("save-report")).clicked() {
                commands.send(RunsCommand::SaveReport(run.path.clone()));
            }
            ui.separator();
            if run.is_deleted {
                if ui.button(say("restore-run")).clicked() {
                    commands.send(RunsCommand::Restore(run.path.clone()));
                }
            } else if ui.button(say("delete-run")).clicked() {
                commands.send(RunsCommand::Delete(run.path.clone()));
            }
        });
    }
}
