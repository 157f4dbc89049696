//! `netsmith dataset`

use clap::Args;
use serde::Serialize;
use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::augment_preview::PreviewOptions;
use super::columns::left;
use super::data::{self, DataOptions};
use super::failure::Failure;
use super::output::Output;
use super::progress;
use crate::data::{
    Candidate, ChannelFigures, ClassCount, DataSource, Dataset, Explored, ImageId, LabelsTaken,
    Loaded, NearCopy, PartFigures, Taken, explore_watched,
};
use crate::layer::{counted, shown};
use crate::message;
use crate::project::Project;
use crate::text::{Coded, list, say};
use crate::tr;

#[derive(Debug, Args)]
#[command(about = say("help-dataset"))]
pub struct Arguments {
    #[arg(help = say("help-dataset-data"))]
    data: OsString,
    #[arg(help = say("help-dataset-validation"), long, value_name = "DATA")]
    validation: Option<OsString>,
    #[arg(help = say("help-dataset-test"), long, value_name = "DATA")]
    test: Option<OsString>,
    #[command(flatten)]
    data_options: DataOptions,
    #[command(flatten)]
    preview: PreviewOptions,
}

#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    explored: &'a Explored,
    /// The same warnings with their codes.
    coded_warnings: Vec<Coded>,
    taken: &'a Taken,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let (source, project) = source_of(&arguments.data)?;
    let usual = project.as_ref().map(Project::open_options);
    let usual = usual.unwrap_or_default();
    let options = arguments.data_options.open_options(None, &usual);
    let open = |argument: &OsString| data::open(&DataSource::from_argument(argument)?, &options);
    let mut loaded = data::open(&source, &options)?;
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
    arguments.preview.write(&loaded.train, project.as_ref())?;
    let held_out = loaded.validation.iter().chain(&loaded.test);
    let bar = progress::pictures();
    let explored = explore_watched(&loaded.train, held_out, &|progress| bar.tell(progress));
    bar.clear();
    let explored = explored?;
    if output.is_json() {
        return output.json(&Report {
            explored: &explored,
            coded_warnings: explored
                .warnings
                .iter()
                .map(|warning| warning.message().coded())
                .collect(),
            taken: &loaded.taken,
        });
    }
    output.lines(lines(&explored, &loaded.taken))
}

/// The data, or that of a project with the project.
fn source_of(argument: &OsStr) -> Result<(DataSource, Option<Project>), Failure> {
    let path = Path::new(argument);
    if path.extension().is_none_or(|ending| ending != "netsmith") {
        return Ok((DataSource::from_argument(argument)?, None));
    }
    let project = Project::load(path).map_err(|error| Failure::Job(error.message()))?;
    let source = data::source_or_own(None, &project, path)?;
    Ok((source, Some(project)))
}

fn lines(explored: &Explored, taken: &Taken) -> Vec<String> {
    let mut lines = vec![taken.sentence()];
    lines.extend(part(&explored.first));
    let held_out = explored.second.iter().chain(&explored.third);
    lines.extend(held_out.flat_map(part));
    lines.extend(explored.statistics.channels.iter().enumerate().map(channel));
    lines.push(tr!(
        "identical-pictures",
        groups = explored.duplicates.len()
    ));
    if explored.second.is_some() {
        lines.push(tr!("leaked-pictures", count = explored.leaked_images));
    }
    lines.extend(near_copies(explored));
    let warnings = explored.warnings.iter();
    lines.extend(warnings.map(|warning| tr!("note-warning", warning = %warning)));
    lines.extend(taken.labels.iter().flat_map(other_ways));
    lines
}

/// More pairs are in `--json`.
const MOST_PAIRS: usize = 10;

/// The first pairs of almost equal images, with their parts and numbers.
fn near_copies(explored: &Explored) -> Vec<String> {
    let copies = &explored.near_copies;
    if copies.is_empty() {
        return Vec::new();
    }
    let image = |id: ImageId| {
        let others = [
            Some(&explored.first),
            explored.second.as_ref(),
            explored.third.as_ref(),
        ];
        let part = others.into_iter().flatten().nth(id.part as usize);
        let source = part.map_or_else(String::new, |part| part.name.clone());
        message!("image-of-part", number = id.index, part = source)
    };
    let pair = |copy: &NearCopy| {
        tr!(
            "near-copy-line",
            first = image(copy.first),
            second = image(copy.second),
            percent = format!("{:.1}", 100.0 * copy.difference)
        )
    };
    let mut lines = vec![tr!("near-copies", pairs = copies.len())];
    lines.extend(copies.iter().take(MOST_PAIRS).map(pair));
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
        let first = first.map(|(class, count)| format!("{class} ({count})"));
        let rest = (classes.len() > 6).then(|| "…".to_owned());
        let way = message!(
            "other-way",
            way = reading.name(),
            classes = counted(classes.len(), "class"),
            first = list(first.chain(rest))
        );
        match example {
            Some((file, label)) => {
                tr!("other-way-example", way = way, file = file, label = label)
            }
            None => way.to_string(),
        }
    };
    labels.others().map(way).collect()
}

fn channel((number, figures): (usize, &ChannelFigures)) -> String {
    tr!(
        "channel-line",
        number = number,
        mean = format!("{:.2}", figures.mean),
        deviation = format!("{:.2}", figures.deviation)
    )
}

fn part(part: &PartFigures) -> Vec<String> {
    let PartFigures {
        source,
        images,
        shape,
        classes,
        ..
    } = part;
    let mut lines = vec![tr!(
        "part-figures",
        source = %source,
        pictures = *images,
        shape = %shape,
        classes = classes.len()
    )];
    let class = |class: &ClassCount| {
        let name = left(&shown(&class.class), 20);
        format!("  {name} {:>7}", class.count)
    };
    lines.extend(classes.iter().map(class));
    lines
}
