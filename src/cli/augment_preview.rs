//! `netsmith dataset --augment-preview`: pictures as a training will vary them, on one sheet.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::output::note;
use super::train::arguments::{CHOICE, varied as parsed, with_names};
use crate::data::{Contract, Dataset, Image};
use crate::engine::train::{contract_of, varied};
use crate::files::write_atomically;
use crate::message;
use crate::project::Project;
use crate::recipe::{Augmentation, Recipe};
use crate::report::contact_sheet;
use crate::text::say;
use crate::tr;

/// Classes of which a picture is shown where nobody names one.
const MOST_CLASSES: usize = 8;
/// Variations in a row, behind the picture itself.
const ACROSS: u64 = 9;
/// Rows of one picture that was named.
const ROWS_OF_ONE: u64 = 4;

#[derive(Debug, Args)]
pub struct PreviewOptions {
    #[arg(
        help = say("help-augment-preview"),
        id = "augment_preview",
        long = "augment-preview",
        value_name = "FILE.png"
    )]
    file: Option<PathBuf>,
    #[arg(
        help = with_names::<Augmentation>("help-preview-augment"),
        long,
        value_name = CHOICE,
        value_parser = parsed,
        requires = "augment_preview"
    )]
    augment: Vec<Option<Augmentation>>,
    #[arg(help = say("help-preview-picture"), long, value_name = "N", requires = "augment_preview")]
    picture: Option<usize>,
    #[arg(help = say("help-train-seed"), long, value_name = "N", requires = "augment_preview")]
    seed: Option<u64>,
}

impl PreviewOptions {
    /// Writes the sheet that is asked for, where one is; `project` is whose data it is.
    pub fn write(&self, train: &Dataset, project: Option<&Project>) -> Result<(), Failure> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let recipe = self.recipe(project);
        if recipe.augmentation.is_empty() {
            return Err(Failure::Usage(message!("preview-without-augmentation")));
        }
        let contract = match project.and_then(|project| contract_of(project).ok()) {
            Some(contract) => contract,
            None => Contract::new(train.shape()),
        };
        let shown = self.shown(train)?;
        let mut rows = Vec::new();
        for (index, rows_of_it) in &shown {
            for row in 0..*rows_of_it {
                rows.push(pictures(train, contract, &recipe, (*index, row))?);
            }
        }
        let sheet = contact_sheet(&rows).map_err(Failure::Job)?;
        let written = write_atomically(file, &sheet);
        written.map_err(|error| Failure::Job(error.message()))?;
        for (row, (index, _)) in shown.iter().enumerate() {
            note(&line(train, row, *index));
        }
        let path = file.display().to_string();
        note(&tr!("note-preview-written", path = path));
        Ok(())
    }

    /// The project's own recipe with what the command line says instead.
    fn recipe(&self, project: Option<&Project>) -> Recipe {
        let own = project.map(|project| project.recipe.clone());
        let own = own.unwrap_or_default();
        let augmentation = if self.augment.is_empty() {
            own.augmentation
        } else {
            self.augment.iter().flatten().copied().collect()
        };
        Recipe {
            augmentation,
            seed: self.seed.unwrap_or(own.seed),
            ..Recipe::default()
        }
    }

    /// Which pictures are shown, and in how many rows each.
    fn shown(&self, train: &Dataset) -> Result<Vec<(usize, u64)>, Failure> {
        if let Some(index) = self.picture {
            if index >= train.len() {
                let last = train.len() - 1;
                let missing = message!("no-such-picture", number = index, last = last);
                return Err(Failure::Usage(missing));
            }
            return Ok(vec![(index, ROWS_OF_ONE)]);
        }
        let first_of = |class: usize| {
            let mut labels = train.labels().iter();
            labels.position(|label| *label as usize == class)
        };
        let firsts = (0..train.classes().len()).filter_map(first_of);
        Ok(firsts.take(MOST_CLASSES).map(|index| (index, 1)).collect())
    }
}

/// A row of the sheet: the picture as the network sees it, then as it is varied.
fn pictures(
    train: &Dataset,
    contract: Contract,
    recipe: &Recipe,
    (index, row): (usize, u64),
) -> Result<Vec<Image>, Failure> {
    let plain = Recipe::default();
    let steps = row * ACROSS..(row + 1) * ACROSS;
    let fault = |error: crate::engine::EngineError| Failure::Job(error.message());
    let mut all = varied(train, contract, &plain, index, 0..1).map_err(fault)?;
    all.extend(varied(train, contract, recipe, index, steps).map_err(fault)?);
    Ok(all.into_iter().map(|varied| varied.picture).collect())
}

/// "row 1: picture 17, a.png (cat)".
fn line(train: &Dataset, row: usize, index: usize) -> String {
    let label = train.labels().get(index).copied().unwrap_or_default();
    let class = train.classes().get(label as usize);
    let class = class.cloned().unwrap_or_default();
    tr!(
        "note-preview-row",
        row = row + 1,
        number = index,
        class = class
    )
}
