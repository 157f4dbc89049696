//! The dialog that saves the network as a picture, with a live preview. Never lays anything out; the diagram room does.

mod options;
mod preview;
mod render;

pub use options::{Blocks, DiagramOptions, Direction, Format, Paper, Sheet};

use super::{files, parts};
use crate::app::command::{Command, Commands, DiagramCommand, FileFilter, FileWay, TrainingFile};
use crate::app::document::Document;
use crate::app::inspector::row::form_row_ui;
use crate::app::jobs::Workers;
use crate::app::look::{Theme, size};
use crate::app::widgets;
use crate::diagram::Profile;
use crate::exchange::picture;
use crate::files::write_atomically;
use crate::project::View;
use crate::text::{Message, say};
use crate::tr;
use egui::{
    Rect, Role, ScrollArea, Sense, Slider, Stroke, StrokeKind, TextureHandle, Ui, WidgetInfo, vec2,
};
use preview::Preview;
use render::DrawnNetwork;
use std::path::Path;

/// The dialog, open or not.
#[derive(Debug, Default)]
pub struct DiagramDialog {
    is_open: bool,
    /// What is asked for; kept from time to time.
    pub options: DiagramOptions,
    preview: Preview,
}

/// The column of choices, in points.
const CHOICES_WIDTH: f32 = 290.0;

/// What the buttons take below the choices, in points.
const BUTTONS_HEIGHT: f32 = 48.0;

/// What is kept free for a scroll bar, in points.
const SCROLL_BAR_WIDTH: f32 = 12.0;

/// Smaller letters on paper nobody reads, in points.
const LEAST_TYPE_POINTS: f32 = 4.0;

impl DiagramDialog {
    /// Opens the dialog.
    pub fn open(&mut self) {
        self.is_open = true;
    }

    /// Closes it and lets the preview go.
    pub fn close(&mut self) {
        self.is_open = false;
        self.preview = Preview::default();
    }

    /// Keeps the preview up to date while the dialog is open. Never waits.
    pub fn drain(&mut self, ctx: &egui::Context, document: &Document, workers: Workers) {
        if self.is_open {
            self.preview.follow(document, self.options, workers, ctx);
        }
    }

    /// Paints the dialog, if it is open.
    pub fn ui(&mut self, ctx: &egui::Context, document: &Document, commands: &mut Commands) {
        if !self.is_open {
            return;
        }
        let modal = widgets::dialog(ctx, "export-diagram");
        let window = ctx.content_rect().size();
        let inside = vec2((window.x - 120.0).min(980.0), (window.y - 140.0).min(600.0));
        let shown = modal.show(ctx, |ui| {
            ui.set_width(inside.x);
            widgets::title_ui(ui, say("export-diagram-title"));
            ui.add_space(size::UNIT);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = size::PANEL_MARGIN;
                let picture = vec2(
                    inside.x - CHOICES_WIDTH - size::PANEL_MARGIN,
                    inside.y - 60.0,
                );
                self.preview_ui(ui, picture);
                ui.vertical(|ui| {
                    ui.set_width(CHOICES_WIDTH);
                    ui.spacing_mut().item_spacing.x = size::UNIT;
                    // The buttons stay in a low window, too.
                    let room = (picture.y - BUTTONS_HEIGHT).max(120.0);
                    ScrollArea::vertical().max_height(room).show(ui, |ui| {
                        ui.set_width(CHOICES_WIDTH - SCROLL_BAR_WIDTH);
                        self.choices_ui(ui);
                    });
                    ui.add_space(size::PANEL_MARGIN);
                    buttons_ui(ui, document, commands);
                });
            });
        });
        if shown.should_close() {
            commands.send(DiagramCommand::Close);
        }
    }

    fn preview_ui(&self, ui: &mut Ui, size: egui::Vec2) {
        let theme = Theme::of(ui);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, say("preview-of-diagram")));
        let border = Stroke::new(1.0, theme.border);
        ui.painter().rect(
            rect,
            size::NODE_RADIUS,
            theme.canvas,
            border,
            StrokeKind::Inside,
        );
        let inside = rect.shrink(12.0);
        if let Some(fault) = self.preview.fault() {
            ui.scope_builder(egui::UiBuilder::new().max_rect(inside), |ui| {
                parts::fault_ui(ui, &fault.to_string());
            });
        } else if let Some(texture) = self.preview.texture() {
            paint_fitted(ui, inside, texture);
        } else {
            let center = egui::Align2::CENTER_CENTER;
            ui.painter().text(
                rect.center(),
                center,
                say("drawing"),
                crate::app::look::fonts::text(),
                theme.muted,
            );
        }
    }

    fn choices_ui(&mut self, ui: &mut Ui) {
        let options = &mut self.options;
        profiles_ui(ui, options);
        choice_ui(
            ui,
            (say("diagram-format"), say("diagram-format-help")),
            &mut options.format,
            Format::labels(),
        );
        choice_ui(
            ui,
            (say("diagram-direction"), say("diagram-direction-help")),
            &mut options.direction,
            Direction::labels(),
        );
        choice_ui(
            ui,
            (say("blocks"), say("diagram-blocks-help")),
            &mut options.blocks,
            Blocks::labels(),
        );
        choice_ui(
            ui,
            (say("diagram-sheet"), say("diagram-sheet-help")),
            &mut options.sheet,
            Sheet::labels(),
        );
        choice_ui(
            ui,
            (say("menu-theme"), say("diagram-theme-help")),
            &mut options.paper,
            Paper::labels(),
        );
        if options.format == Format::Png {
            let help = say("diagram-scale-help");
            form_row_ui(ui, say("diagram-scale"), help, |ui, label| {
                let slider = Slider::new(&mut options.scale, 0.5..=4.0)
                    .step_by(0.5)
                    .custom_formatter(|value, _| format!("{value} ×"));
                ui.add(slider).labelled_by(label.id).on_hover_text(help);
            });
        }
        ui.checkbox(&mut options.holds_project, say("diagram-holds-project"))
            .on_hover_text(say("diagram-holds-project-help"));
        self.figures_ui(ui);
    }

    /// How large the picture is, and whether it can be read.
    fn figures_ui(&self, ui: &mut Ui) {
        let options = &self.options;
        let figures = self
            .preview
            .size_px()
            .map_or_else(String::new, |[width, height]| {
                let scale = if options.format == Format::Png {
                    options.scale
                } else {
                    1.0
                };
                let [width, height] = [width, height].map(|side| (side * scale).round());
                tr!("size-in-pixels", width = %width, height = %height)
            });
        widgets::muted_ui(ui, figures);
        match self.preview.type_points() {
            Some(points) if points < LEAST_TYPE_POINTS => {
                let points = format!("{points:.1}");
                parts::warning_ui(ui, &tr!("diagram-type-small", points = %points));
            }
            Some(_) | None => {}
        }
    }

    /// Asks where to save.
    pub fn file_question(&self, document: &Document) -> Command {
        let filter = match self.options.format {
            Format::Svg => FileFilter {
                label: say("files-svg"),
                extensions: &["svg"],
            },
            Format::Png => FileFilter {
                label: say("files-png"),
                extensions: &["png"],
            },
        };
        let name = files::file_name_of(document.name());
        let file_name = format!("{name}.{}", self.options.format.ending());
        files::question(
            TrainingFile::Diagram,
            FileWay::SaveFile,
            say("save-diagram-title"),
            vec![filter],
            file_name,
        )
    }

    /// The ending for a name without one, and the work of saving what the dialog shows. The name's ending decides
    /// between SVG and PNG where it is one of them.
    pub fn saving(
        &self,
        document: &Document,
    ) -> (
        &'static str,
        impl FnOnce(&Path) -> Result<(), Message> + Send + 'static,
    ) {
        let (subject, options) = (DrawnNetwork::of(document), self.options);
        let held = options
            .holds_project
            .then(|| document.project(View::default()));
        let work = move |path: &Path| {
            let ending = path
                .extension()
                .map(|ending| ending.to_string_lossy().to_lowercase());
            let format = Format::of_ending(ending.as_deref()).unwrap_or(options.format);
            let bytes = render::file(&subject, DiagramOptions { format, ..options })?;
            let bytes = match &held {
                Some(project) => picture::holding(bytes, project),
                None => bytes,
            };
            write_atomically(path, &bytes).map_err(|error| error.message())
        };
        (self.options.format.ending(), work)
    }
}

fn buttons_ui(ui: &mut Ui, document: &Document, commands: &mut Commands) {
    ui.horizontal(|ui| {
        ui.add_enabled_ui(!document.is_empty(), |ui| {
            if parts::main_button_ui(ui, say("save-open")).clicked() {
                commands.send(DiagramCommand::Save);
            }
        });
        if ui.button(say("close")).clicked() {
            commands.send(DiagramCommand::Close);
        }
    });
}

/// Paints what diagrams are mostly wanted for; one click sets what belongs to it.
fn profiles_ui(ui: &mut Ui, options: &mut DiagramOptions) {
    widgets::group_heading_ui(ui, say("diagram-profile"));
    for profile in Profile::ALL {
        let (words, help) = options::words_of(profile);
        let line = ui.radio(options.follows(profile), words);
        if line.on_hover_text(help).clicked() {
            options.follow(profile);
        }
    }
    ui.add_space(size::UNIT);
}

fn choice_ui<T: Copy + PartialEq, const N: usize>(
    ui: &mut Ui,
    (label, help): (&str, &str),
    current: &mut T,
    choices: [(T, &str); N],
) {
    form_row_ui(ui, label, help, |ui, _| {
        ui.horizontal_wrapped(|ui| {
            for (choice, words) in choices {
                if ui
                    .selectable_label(*current == choice, words)
                    .on_hover_text(help)
                    .clicked()
                {
                    *current = choice;
                }
            }
        });
    });
}

/// Shows all of the picture, never larger than it is.
fn paint_fitted(ui: &Ui, rect: Rect, texture: &TextureHandle) {
    let size = texture.size_vec2() / ui.pixels_per_point();
    let scale = (rect.width() / size.x).min(rect.height() / size.y).min(1.0);
    let fitted = Rect::from_center_size(rect.center(), size * scale);
    egui::Image::new(texture).paint_at(ui, fitted);
}
