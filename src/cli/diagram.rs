//! `netsmith diagram`

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::failure::Failure;
use super::output::{Output, note};
use super::summary::find;
use crate::diagram::{self, LayoutOptions, check_budget, layout, palette};
use crate::exchange::picture;
use crate::files::write_atomically;
use crate::graph::infer;
use crate::text::say;
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-diagram"))]
pub struct Arguments {
    #[arg(help = say("help-model"))]
    model: OsString,
    #[arg(help = say("help-diagram-output"), short, long, value_name = "OUT")]
    output: PathBuf,
    #[arg(help = say("help-diagram-direction"), long, value_enum, default_value_t = Direction::Tb)]
    direction: Direction,
    #[arg(help = say("help-diagram-blocks"), long, value_enum, default_value_t = Blocks::Folded)]
    blocks: Blocks,
    #[arg(help = say("help-diagram-theme"), long, value_enum, default_value_t = Theme::Light)]
    theme: Theme,
    #[arg(help = say("help-diagram-scale"), long, value_name = "X", default_value_t = 2.0)]
    scale: f32,
    #[arg(help = say("help-diagram-plain"), long)]
    plain: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Direction {
    Tb,
    Lr,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Blocks {
    Folded,
    Open,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

/// What the ending of the picture's name asks for.
#[derive(Clone, Copy)]
enum Format {
    Svg,
    Png,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let format = format_of(&arguments.output)?;
    let model = find(&arguments.model)?;
    let inference = infer(&model.project.graph);
    let options = options(arguments);
    let scale = match format {
        Format::Svg => None,
        Format::Png => Some(arguments.scale),
    };
    check_budget(&model.project.graph, &inference, &options, scale).map_err(Failure::from)?;
    let drawing = layout(&model.project.graph, &inference, &options);
    let drawing = drawing.with_title(&model.project.name);
    let colors = match arguments.theme {
        Theme::Light => &palette::LIGHT,
        Theme::Dark => &palette::DARK,
    };
    let bytes = match format {
        Format::Svg => drawing.to_svg(colors).into_bytes(),
        Format::Png => drawing
            .to_png(colors, arguments.scale)
            .map_err(Failure::from)?,
    };
    let bytes = if arguments.plain {
        bytes
    } else {
        picture::holding(bytes, &model.project)
    };
    write_atomically(&arguments.output, &bytes).map_err(Failure::from)?;
    let path = arguments.output.display().to_string();
    if output.is_json() {
        return output.json(&json!({"output": path, "bytes": bytes.len()}));
    }
    note(&tr!("diagram-saved", path = %path));
    Ok(())
}

fn format_of(path: &Path) -> Result<Format, Failure> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("svg") => Ok(Format::Svg),
        Some("png") => Ok(Format::Png),
        _ => Err(Failure::Usage(
            message!("diagram-ending", path = %path.display()),
        )),
    }
}

fn options(arguments: &Arguments) -> LayoutOptions {
    LayoutOptions {
        direction: match arguments.direction {
            Direction::Tb => diagram::Direction::TopToBottom,
            Direction::Lr => diagram::Direction::LeftToRight,
        },
        blocks: match arguments.blocks {
            Blocks::Folded => diagram::Blocks::Folded,
            Blocks::Open => diagram::Blocks::Open,
        },
        ..LayoutOptions::default()
    }
}
