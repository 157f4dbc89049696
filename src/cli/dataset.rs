//! `netsmith dataset`

use clap::Args;
use std::ffi::OsString;

use super::failure::Failure;
use super::output::Output;
use crate::data::{DataSource, Explored, OpenOptions, PartFigures, explore, open_quietly};

/// Show a data set: classes, counts, sizes, duplicates, pictures that are in training and validation both
#[derive(Debug, Args)]
pub struct Arguments {
    /// `builtin:NAME`, a course HDF5 file, a folder of class folders, or a folder of labelled file names
    data: OsString,
    /// A second data set to look for pictures that are in both
    #[arg(long, value_name = "DATA")]
    validation: Option<OsString>,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let open = |argument: &OsString| {
        open_quietly(
            &DataSource::from_argument(argument)?,
            &OpenOptions::default(),
        )
    };
    let loaded = open(&arguments.data)?;
    let second = match &arguments.validation {
        Some(validation) => Some(open(validation)?.train),
        None => loaded.test,
    };
    let explored = explore(&loaded.train, second.as_ref());
    if output.is_json() {
        return output.json(&explored);
    }
    output.text(&text(&explored))
}

fn text(explored: &Explored) -> String {
    let mut text = part(&explored.first);
    if let Some(second) = &explored.second {
        text += &part(second);
    }
    text += &format!(
        "{} groups of identical pictures\n",
        explored.duplicates.len()
    );
    if explored.second.is_some() {
        text += &format!(
            "{} pictures of the second part are in the first as well\n",
            explored.leaked_images
        );
    }
    for warning in &explored.warnings {
        text += &format!("warning: {warning}\n");
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
