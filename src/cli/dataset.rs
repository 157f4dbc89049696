//! `netsmith dataset`

use clap::Args;
use serde::Serialize;
use std::ffi::OsString;

use super::data::{self, DataOptions};
use super::failure::Failure;
use super::output::Output;
use crate::data::{
    Candidate, DataSource, Dataset, Explored, LabelsTaken, Loaded, OpenOptions, PartFigures, Taken,
    explore,
};

/// Show a data set: parts, classes, counts, sizes, duplicates, pictures that are both trained on and held out
#[derive(Debug, Args)]
pub struct Arguments {
    /// `builtin:NAME`, a course HDF5 file, a folder of class folders (also inside `train`, `val`, `test`), or a folder
    /// of labelled file names
    data: OsString,
    /// Other data to take as the validation part
    #[arg(long, value_name = "DATA")]
    validation: Option<OsString>,
    /// Other data to take as the test part
    #[arg(long, value_name = "DATA")]
    test: Option<OsString>,
    #[command(flatten)]
    data_options: DataOptions,
}

#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    explored: &'a Explored,
    taken: &'a Taken,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let options = arguments
        .data_options
        .open_options(None, &OpenOptions::default());
    let open = |argument: &OsString| data::open(&DataSource::from_argument(argument)?, &options);
    let mut loaded = open(&arguments.data)?;
    let part_of = |argument: &OsString, train: &Dataset| -> Result<Dataset, Failure> {
        let other: Loaded = open(argument)?;
        Ok(other.train.with_classes(train.classes())?.into_owned())
    };
    if let Some(validation) = &arguments.validation {
        loaded.validation = Some(part_of(validation, &loaded.train)?);
    }
    if let Some(test) = &arguments.test {
        loaded.test = Some(part_of(test, &loaded.train)?);
    }
    let explored = explore(&loaded.train, loaded.validation.iter().chain(&loaded.test));
    if output.is_json() {
        return output.json(&Report {
            explored: &explored,
            taken: &loaded.taken,
        });
    }
    output.text(&text(&explored, &loaded.taken))
}

fn text(explored: &Explored, taken: &Taken) -> String {
    let mut text = format!("{}\n", taken.sentence());
    text += &part(&explored.first);
    for held_out in explored.second.iter().chain(&explored.third) {
        text += &part(held_out);
    }
    text += &format!(
        "{} groups of identical pictures\n",
        explored.duplicates.len()
    );
    if explored.second.is_some() {
        text += &format!(
            "{} held-out pictures are also among those trained on\n",
            explored.leaked_images
        );
    }
    for warning in &explored.warnings {
        text += &format!("warning: {warning}\n");
    }
    text + &taken.labels.as_ref().map(other_ways).unwrap_or_default()
}

/// The ways of reading labels that were not taken, for whoever sees that another one is right.
fn other_ways(labels: &LabelsTaken) -> String {
    let mut text = String::new();
    for Candidate {
        reading,
        classes,
        example,
        ..
    } in labels.others()
    {
        let shown: Vec<String> = classes
            .iter()
            .take(6)
            .map(|(class, count)| format!("{class} ({count})"))
            .collect();
        let more = if classes.len() > 6 { ", …" } else { "" };
        let example = example.as_ref().map_or_else(String::new, |(file, label)| {
            format!("; `{file}` would be `{label}`")
        });
        text += &format!(
            "--labels {}: {} classes, {}{more}{example}\n",
            reading.name(),
            classes.len(),
            shown.join(", ")
        );
    }
    text
}

fn part(part: &PartFigures) -> String {
    let PartFigures {
        source,
        images,
        shape,
        classes,
        ..
    } = part;
    let mut text = format!(
        "{source}: {images} pictures of {shape} in {} classes\n",
        classes.len()
    );
    for class in classes {
        text += &format!("  {:20} {:>7}\n", class.class, class.count);
    }
    text
}
