//! The dialog before weights of a file go into the network: each weight with its shape, what it gets and why, or why it gets
//! nothing; and what is left over in the file.

use crate::app::command::{Commands, ImportCommand};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::exchange::{Mapping, Reason, Row, WeightsFile, shape_words};
use crate::files::name_of;
use crate::text::say;
use crate::tr;
use egui::{Align, Button, ComboBox, Context, Label, Layout, RichText, ScrollArea, Ui, vec2};
use std::sync::Arc;

/// The dialog as first shown, in points.
const WIDTH: f32 = 880.0;
/// The height of a row, in points.
const ROW_HEIGHT: f32 = 28.0;
/// Shares of the width: the weight, its shape, the array that it gets; the rest says why.
const SHARES: [f32; 3] = [0.25, 0.14, 0.34];
/// Arrays that are left over show in as much of the dialog, in points.
const LEFT_OVER_HEIGHT: f32 = 110.0;

/// What is assigned, and how it is looked at.
#[derive(Debug, Clone)]
pub struct MappingView {
    /// The file.
    pub file: Arc<WeightsFile>,
    /// Which weight gets which array.
    pub mapping: Mapping,
    /// Whether only those rows show that nobody can be sure of.
    only_doubtful: bool,
}

impl MappingView {
    /// What seems right, before anybody has looked.
    pub fn new(file: Arc<WeightsFile>, mapping: Mapping) -> Self {
        Self {
            file,
            mapping,
            only_doubtful: false,
        }
    }

    /// Paints the dialog; `is_busy` while what it says is being done.
    pub fn ui(&mut self, ctx: &Context, is_busy: bool, commands: &mut Commands) {
        let modal = widgets::dialog(ctx, "import-weights");
        let shown = modal.show(ctx, |ui| {
            let width = widgets::dialog_title_ui(ui, say("import-weights-title"), WIDTH);
            widgets::muted_sentence_ui(ui, self.summary());
            ui.add_space(6.0);
            ui.add_enabled_ui(!is_busy, |ui| self.table_ui(ui, width, commands));
            self.left_over_ui(ui);
            ui.add_space(8.0);
            self.buttons_ui(ui, is_busy, commands);
        });
        if shown.should_close() && !is_busy {
            commands.send(ImportCommand::Close);
        }
    }

    /// "weights.h5 (Keras 3.15): 58 of 60 weights get an array, 2 arrays are left over".
    fn summary(&self) -> String {
        tr!(
            "mapping-summary",
            file = name_of(self.file.path()),
            writer = self.file.writer(),
            given = self.mapping.given_count(),
            all = self.mapping.rows.len(),
            left = self.mapping.left_over().len()
        )
    }

    fn table_ui(&mut self, ui: &mut Ui, width: f32, commands: &mut Commands) {
        ui.checkbox(&mut self.only_doubtful, say("mapping-only-doubtful"));
        ui.add_space(4.0);
        let widths = SHARES.map(|share| share * width);
        let heads = [
            say("mapping-weight"),
            say("mapping-shape"),
            say("mapping-array"),
            say("mapping-why"),
        ];
        ui.horizontal(|ui| {
            for (place, head) in heads.into_iter().enumerate() {
                let width = widths.get(place).copied();
                cell_ui(ui, width.unwrap_or(ui.available_width()), |ui| {
                    widgets::group_heading_ui(ui, head);
                });
            }
        });
        let rows = self.mapping.rows.iter().enumerate();
        let shown: Vec<usize> = rows
            .filter(|(_, row)| !self.only_doubtful || is_doubtful(row))
            .map(|(place, _)| place)
            .collect();
        if shown.is_empty() {
            widgets::muted_ui(ui, say("mapping-nothing-doubtful"));
            return;
        }
        let room = (widgets::dialog_room(ui) - LEFT_OVER_HEIGHT - 40.0).max(90.0);
        // As wide as the heads over it: else the bar lies on the last column.
        let area = ScrollArea::vertical().max_height(room).id_salt("weights");
        let area = area.auto_shrink([false, true]);
        area.show_rows(ui, ROW_HEIGHT, shown.len(), |ui, visible| {
            for place in &shown[visible] {
                self.row_ui(ui, *place, widths, commands);
            }
        });
    }

    fn row_ui(&self, ui: &mut Ui, place: usize, widths: [f32; 3], commands: &mut Commands) {
        let theme = Theme::of(ui);
        let row = &self.mapping.rows[place];
        let name = format!("{}/{}", row.layer, row.weight);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), ROW_HEIGHT),
            Layout::left_to_right(Align::Center),
            |ui| {
                cell_ui(ui, widths[0], |ui| {
                    ui.add(Label::new(RichText::new(&name).color(theme.text)).truncate());
                });
                cell_ui(ui, widths[1], |ui| {
                    let shape = RichText::new(shape_words(&row.shape)).font(fonts::mono());
                    ui.add(Label::new(shape.color(theme.muted)).truncate());
                });
                cell_ui(ui, widths[2], |ui| {
                    self.choice_ui(ui, (place, &name), widths[2], commands);
                });
                let (why, color) = match (row.source, self.mapping.lack(place)) {
                    (Some((_, reason)), _) => (reason.message().to_string(), theme.muted),
                    (None, Some(lack)) => (lack.to_string(), theme.warning),
                    (None, None) => (String::new(), theme.muted),
                };
                let label = Label::new(RichText::new(&why).color(color)).truncate();
                ui.add(label).on_hover_text(why);
            },
        );
    }

    /// The list of arrays that the weight could get.
    fn choice_ui(
        &self,
        ui: &mut Ui,
        (place, name): (usize, &str),
        width: f32,
        commands: &mut Commands,
    ) {
        let row = &self.mapping.rows[place];
        let current = row.source.map(|(array, _)| array);
        let words = |array: Option<usize>| match array {
            Some(array) => self.mapping.offered[array].name.clone(),
            None => say("mapping-nothing").to_owned(),
        };
        let combo = ComboBox::from_id_salt(("array", place))
            .width(width - 24.0)
            .truncate();
        let shown = combo.selected_text(words(current)).show_ui(ui, |ui| {
            let options = self.mapping.fitting(place).map(Some);
            for option in std::iter::once(None).chain(options) {
                if widgets::option_ui(ui, option == current, words(option)).clicked() {
                    commands.send(ImportCommand::Assign(place, option));
                }
            }
        });
        widgets::name(&shown.response, &tr!("mapping-array-for", weight = name));
    }

    fn left_over_ui(&self, ui: &mut Ui) {
        let left_over = self.mapping.left_over();
        if left_over.is_empty() {
            return;
        }
        ui.add_space(4.0);
        let title = tr!("mapping-left-over", count = left_over.len());
        widgets::fold_ui(ui, "left-over", title, false, |ui| {
            let area = ScrollArea::vertical().max_height(LEFT_OVER_HEIGHT);
            let area = area.auto_shrink([false, true]);
            area.show_rows(ui, size::ROW_HEIGHT, left_over.len(), |ui, visible| {
                for array in &left_over[visible] {
                    let array = &self.mapping.offered[*array];
                    let words = format!("{} {}", array.name, shape_words(&array.shape));
                    let words = RichText::new(words).color(Theme::of(ui).muted);
                    ui.add(Label::new(words).truncate());
                }
            });
        });
    }

    fn buttons_ui(&self, ui: &mut Ui, is_busy: bool, commands: &mut Commands) {
        ui.horizontal(|ui| {
            let can_put = !is_busy && self.mapping.given_count() > 0;
            ui.add_enabled_ui(can_put, |ui| {
                let words = say("put-weights");
                if widgets::filled_button_ui(ui, words, None, 96.0).clicked() {
                    commands.send(ImportCommand::PutWeights);
                }
            });
            let cancel = Button::new(say("cancel"));
            if ui.add_enabled(!is_busy, cancel).clicked() {
                commands.send(ImportCommand::Close);
            }
            if is_busy {
                widgets::muted_ui(ui, say("putting-weights"));
            }
        });
    }
}

/// Whether somebody should look at the row: it gets nothing, or what it gets is called otherwise.
fn is_doubtful(row: &Row) -> bool {
    match row.source {
        None | Some((_, Reason::Order | Reason::Shape | Reason::Again)) => true,
        Some((_, Reason::Name | Reason::Chosen)) => false,
    }
}

/// Something in a column `width` points wide.
fn cell_ui(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let size = vec2(
        width - ui.spacing().item_spacing.x,
        ui.spacing().interact_size.y,
    );
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(size.x);
        ui.set_max_width(size.x);
        content(ui);
    });
}
