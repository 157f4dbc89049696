//! A run's report in the language of now, made for handing in: as one HTML file, and as a PDF.

use super::classes::{ClassColumn, class_rows};
use super::contents::{MeasuredRun, RunReport};
use super::examples::examples;
use super::figure::Figure;
use super::history_chart::chart_of;
use super::matrix::Shares;
use super::page::Page;
use super::paper::Paper;
use super::pdf::Pdf;
use super::settings::settings_of;
use super::words::{duration, percent, time_here};
use crate::data::Contract;
use crate::diagram::{LayoutOptions, check_budget, layout, palette};
use crate::engine::run::{DatasetRecord, Figures};
use crate::graph::{infer, summary_rows};
use crate::layer::thousands;
use crate::text::{Count, Message, say};
use crate::{message, tr};
use std::path::Path;

/// Of more classes nobody reads a matrix on paper.
const MOST_CLASSES: usize = 60;

/// Endings that a report can be saved under.
pub const REPORT_ENDINGS: [&str; 2] = ["html", "pdf"];

impl RunReport {
    /// Refuses a name that does not say which of [`REPORT_ENDINGS`] is wanted: before anything is measured for it.
    ///
    /// # Errors
    /// A sentence with the endings that there are.
    pub fn expect_ending(path: &Path) -> Result<(), Message> {
        match ending_of(path).as_str() {
            "html" | "htm" | "pdf" => Ok(()),
            _ => Err(message!("report-ending", path = path)),
        }
    }

    /// The report as the file that the ending of `path` asks for.
    ///
    /// # Errors
    /// As [`Self::expect_ending`] and [`Self::to_pdf`].
    pub fn as_file(&self, path: &Path) -> Result<Vec<u8>, Message> {
        Self::expect_ending(path)?;
        match ending_of(path).as_str() {
            "pdf" => self.to_pdf(),
            _ => Ok(self.to_html().into_bytes()),
        }
    }

    /// The report as one HTML file.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut page = Page::new(&self.title());
        self.write(&mut page);
        page.finish(&self.made_by())
    }

    /// The report as a PDF: the same bytes for the same run.
    ///
    /// # Errors
    /// A sentence where a drawing or a face of ours is broken.
    pub fn to_pdf(&self) -> Result<Vec<u8>, Message> {
        let mut pdf = Pdf::new(&self.title());
        self.write(&mut pdf);
        pdf.finish(&self.made_by())
    }

    fn write(&self, page: &mut impl Paper) {
        page.title(&self.title());
        self.write_head(page);
        self.write_curves(page);
        self.write_results(page);
        self.write_network(page);
        self.write_data(page);
        page.section(say("report-settings"));
        page.small(say("report-settings-help"));
        page.pairs(&settings_of(&self.project.recipe));
    }

    fn made_by(&self) -> String {
        tr!(
            "report-made-by",
            version = &self.manifest.netsmith,
            burn = &self.manifest.burn
        )
    }

    fn title(&self) -> String {
        tr!(
            "report-title",
            network = &self.project.name,
            data = &self.manifest.data.source
        )
    }

    fn write_head(&self, page: &mut impl Paper) {
        let name = if self.label.name.is_empty() {
            &self.folder
        } else {
            &self.label.name
        };
        let begun = tr!(
            "report-run-of",
            run = name,
            time = time_here(&self.manifest.started)
        );
        page.small(&begun);
        if !self.label.note.is_empty() {
            page.note(&self.label.note);
        }
        page.figures(&self.key_figures());
        if let Some(reason) = &self.manifest.message {
            page.paragraph(&tr!("report-run-failed", reason = reason));
        }
    }

    fn key_figures(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: String| (name.to_owned(), value);
        let mut figures = Vec::new();
        if let Ok(measured) = &self.measured {
            let name = tr!("report-accuracy-on", on = &measured.on);
            figures.push((name, percent(measured.evaluation.accuracy)));
            let loss = format!("{:.4}", measured.evaluation.loss);
            figures.push(pair(say("loss"), loss));
        }
        let seconds = self.history.iter().map(|epoch| epoch.seconds).sum();
        let epochs = format!("{} / {}", self.history.len(), self.manifest.epochs);
        figures.push(pair(say("epochs"), epochs));
        figures.push(pair(say("report-time"), duration(seconds).to_string()));
        let totals = infer(&self.project.graph).totals;
        figures.push(pair(
            say("report-parameters"),
            thousands(totals.params.total()),
        ));
        figures
    }

    fn write_curves(&self, page: &mut impl Paper) {
        if self.history.is_empty() {
            return;
        }
        page.section(say("report-curves"));
        let batch_size = self.project.recipe.batch_size;
        let marks = self.manifest.rate_marks(self.history.len(), batch_size);
        let chart =
            |title, value: fn(&Figures) -> f64| chart_of(&self.history, title, value, &marks);
        let loss = chart("loss", |figures| figures.loss);
        let accuracy = chart("accuracy", |figures| figures.accuracy);
        page.drawings(&[loss.to_svg(), accuracy.to_svg()]);
        let best = self.manifest.best_epoch;
        let best = self.history.iter().find(|epoch| Some(epoch.epoch) == best);
        if let Some(best) = best {
            let figures = best.validation.as_ref().unwrap_or(&best.train);
            page.paragraph(&tr!(
                "report-best-epoch",
                epoch = best.epoch,
                loss = format!("{:.4}", figures.loss),
                accuracy = percent(figures.accuracy)
            ));
        }
    }

    fn write_results(&self, page: &mut impl Paper) {
        page.section(say("report-results"));
        match &self.measured {
            Ok(measured) => write_measured(page, measured),
            Err(reason) => page.paragraph(&tr!("report-not-measured", reason = reason)),
        }
    }

    fn write_network(&self, page: &mut impl Paper) {
        page.section(say("report-network"));
        let (graph, options) = (&self.project.graph, LayoutOptions::default());
        let inference = infer(graph);
        match check_budget(graph, &inference, &options, None) {
            Ok(()) => {
                let diagram = layout(graph, &inference, &options);
                page.drawings(&[diagram.to_svg(&palette::LIGHT)]);
            }
            Err(reason) => page.paragraph(&reason.message().sentence().to_string()),
        }
        let head = [
            "report-layer",
            "report-type",
            "report-output-shape",
            "report-parameters",
            "report-connected-to",
        ];
        let head: Vec<String> = head.into_iter().map(|id| say(id).to_owned()).collect();
        let rows = summary_rows(&inference).into_iter().map(|row| {
            let shape = row.output_shape.map(|shape| shape.to_string());
            vec![
                row.name,
                row.class.to_owned(),
                shape.unwrap_or_default(),
                row.params.map(thousands).unwrap_or_default(),
                row.inputs.join(", "),
            ]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        page.table(&head, &rows, head.len());
    }

    fn write_data(&self, page: &mut impl Paper) {
        page.section(say("report-data"));
        let manifest = &self.manifest;
        let pair = |id: &'static str, value: String| (say(id).to_owned(), value);
        let of = |record: &DatasetRecord| {
            tr!(
                "report-pictures-of",
                count = Count(record.images),
                source = &record.source
            )
        };
        let mut pairs = vec![pair("report-trained-on", of(&manifest.data))];
        if let Some(validation) = &manifest.validation {
            pairs.push(pair("report-validated-on", of(validation)));
        }
        if let Ok(measured) = &self.measured {
            pairs.push(pair("report-measured-on", measured.on.to_string()));
        }
        if let Some(contract) = &self.contract {
            pairs.push(pair("report-preprocessing", words_of(contract)));
        }
        let own = || format!("{} · {}", manifest.device, manifest.threads);
        let device = manifest.trained_by.clone().unwrap_or_else(own);
        pairs.push(pair("report-device", device));
        pairs.push(pair("seed", manifest.seed.to_string()));
        let print = manifest.data.fingerprint.clone();
        pairs.push(pair("report-fingerprint", print));
        page.pairs(&pairs);
    }
}

fn ending_of(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

fn write_measured(page: &mut impl Paper, measured: &MeasuredRun) {
    let evaluation = &measured.evaluation;
    page.small(&tr!("measured-on", pictures = &measured.on));
    if evaluation.classes.len() <= MOST_CLASSES {
        let matrix = Figure::Matrix(Shares::Counts).to_svg(evaluation);
        page.drawings(&[matrix]);
    } else {
        page.small(say("report-matrix-left-out"));
    }
    page.part(say("per-class"));
    let (rows, means) = class_rows(evaluation);
    let head = ClassColumn::ALL.map(|column| column.label().to_owned());
    let rows = rows.iter().chain(&means).map(|row| {
        let cells = ClassColumn::ALL.map(|column| row.text(column, 3));
        cells.to_vec()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    page.table(&head, &rows, 1);
    if !evaluation.curves.is_empty() {
        let curves = [Figure::Roc(None), Figure::PrecisionRecall(None)];
        page.drawings(&curves.map(|figure| figure.to_svg(evaluation)));
    }
    page.drawings(&[Figure::Calibration.to_svg(evaluation)]);
    let [wrong, right] = examples(measured);
    for (title, examples) in [("report-wrong", wrong), ("report-right", right)] {
        if !examples.is_empty() {
            page.part(say(title));
            page.pictures(&examples);
        }
    }
}

fn words_of(contract: &Contract) -> String {
    let shape = contract.shape();
    tr!(
        "report-contract",
        width = shape.width(),
        height = shape.height(),
        channels = shape.channels(),
        resize = contract.resize().name(),
        scale = %contract.scale(),
        offset = %contract.offset()
    )
}
