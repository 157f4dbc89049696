//! `netsmith dataset`

use clap::Args;
use serde::Serialize;
use std::ffi::OsString;

use super::data::{self, DataOptions};
use super::failure::Failure;
use super::output::Output;
use super::progress;
use crate::data::{
    Candidate, ClassCount, DataSource, Dataset, Explored, LabelsTaken, Loaded, OpenOptions,
    PartFigures, Taken, explore_watched,
};
use crate::layer::{counted, shown};

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
    let held_out = loaded.validation.iter().chain(&loaded.test);
    let bar = progress::pictures();
    let explored = explore_watched(&loaded.train, held_out, &|progress| bar.tell(progress));
    bar.clear();
    let explored = explored?;
    if output.is_json() {
        return output.json(&Report {
            explored: &explored,
            taken: &loaded.taken,
        });
    }
    output.lines(lines(&explored, &loaded.taken))
}

fn lines(explored: &Explored, taken: &Taken) -> Vec<String> {
    let mut lines = vec![taken.sentence()];
    lines.extend(part(&explored.first));
    let held_out = explored.second.iter().chain(&explored.third);
    lines.extend(held_out.flat_map(part));
    let groups = plain_count(explored.duplicates.len(), "group", "groups");
    lines.push(format!("{groups} of identical pictures"));
    if explored.second.is_some() {
        lines.push(match explored.leaked_images {
            1 => "1 held-out picture is also among those trained on".to_owned(),
            count => format!("{count} held-out pictures are also among those trained on"),
        });
    }
    let warnings = explored.warnings.iter();
    lines.extend(warnings.map(|warning| format!("warning: {warning}")));
    lines.extend(taken.labels.iter().flat_map(other_ways));
    lines
}

/// The ways of reading labels that were not taken, for whoever sees that another one is right.
fn other_ways(labels: &LabelsTaken) -> Vec<String> {
    let way = |candidate: &Candidate| {
        let Candidate {
            reading,
            classes,
            example,
            ..
        } = candidate;
        let first = classes.iter().take(6);
        let first: Vec<String> = first
            .map(|(class, count)| format!("{class} ({count})"))
            .collect();
        let more = if classes.len() > 6 { ", …" } else { "" };
        let example = example.as_ref().map_or_else(String::new, |(file, label)| {
            format!("; `{file}` would be `{label}`")
        });
        format!(
            "--labels {}: {}, {}{more}{example}",
            reading.name(),
            counted(classes.len(), "class"),
            first.join(", ")
        )
    };
    labels.others().map(way).collect()
}

fn part(part: &PartFigures) -> Vec<String> {
    let PartFigures {
        source,
        images,
        shape,
        classes,
        ..
    } = part;
    let mut lines = vec![format!(
        "{source}: {} of {shape} in {}",
        plain_count(*images, "picture", "pictures"),
        plain_count(classes.len(), "class", "classes")
    )];
    let class = |class: &ClassCount| format!("  {:20} {:>7}", shown(&class.class), class.count);
    lines.extend(classes.iter().map(class));
    lines
}

/// "1 class", "6 classes"; digits alone, as in the table below it.
fn plain_count(count: usize, one: &str, several: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {several}"),
    }
}
