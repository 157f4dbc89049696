//! `netsmith diagram`

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::failure::Failure;
use super::foreign::ImportChoices;
use super::output::{Output, note};
use super::summary::find;
use crate::diagram::{self, LayoutOptions, check_budget, layout, layout_on, palette};
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
    #[arg(help = say("help-diagram-profile"), long, value_enum)]
    profile: Option<Profile>,
    #[arg(help = say("help-diagram-direction"), long, value_enum)]
    direction: Option<Direction>,
    #[arg(help = say("help-diagram-blocks"), long, value_enum)]
    blocks: Option<Blocks>,
    #[arg(help = say("help-diagram-theme"), long, value_enum, default_value_t = Theme::Light)]
    theme: Theme,
    #[arg(help = say("help-diagram-scale"), long, value_name = "X", default_value_t = 2.0)]
    scale: f32,
    #[arg(help = say("help-diagram-plain"), long, alias = "no-project")]
    plain: bool,
    #[command(flatten)]
    choices: ImportChoices,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Direction {
    Tb,
    Lr,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Profile {
    Whole,
    Counted,
    Page,
    Slide,
    Column,
}

impl Profile {
    fn meant(self) -> diagram::Profile {
        match self {
            Self::Whole => diagram::Profile::Whole,
            Self::Counted => diagram::Profile::Counted,
            Self::Page => diagram::Profile::Page,
            Self::Slide => diagram::Profile::Slide,
            Self::Column => diagram::Profile::Column,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Blocks {
    Folded,
    Counted,
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
    let model = find(&arguments.model, &arguments.choices)?;
    let inference = infer(&model.project.graph);
    let options = options(arguments);
    let scale = match format {
        Format::Svg => None,
        Format::Png => Some(arguments.scale),
    };
    let sheet = arguments
        .profile
        .and_then(|profile| profile.meant().sheet());
    // A sheet is as large whatever is on it.
    let least = scale.filter(|_| sheet.is_none());
    let (graph, name) = (&model.project.graph, &model.project.name);
    check_budget(graph, &inference, &options, least).map_err(Failure::from)?;
    let drawing = match sheet {
        Some(sheet) => layout_on(sheet, (graph, name), &inference, &options),
        None => layout(graph, &inference, &options).with_title(name),
    };
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

/// What the profile says, but for what was asked for by itself.
fn options(arguments: &Arguments) -> LayoutOptions {
    let profile = arguments.profile.map(|profile| profile.meant().options());
    let profile = profile.unwrap_or_default();
    LayoutOptions {
        direction: match arguments.direction {
            None => profile.direction,
            Some(Direction::Tb) => diagram::Direction::TopToBottom,
            Some(Direction::Lr) => diagram::Direction::LeftToRight,
        },
        blocks: match arguments.blocks {
            None => profile.blocks,
            Some(Blocks::Folded) => diagram::Blocks::Folded,
            Some(Blocks::Counted) => diagram::Blocks::Counted,
            Some(Blocks::Open) => diagram::Blocks::Open,
        },
        wrap: profile.wrap,
    }
}
