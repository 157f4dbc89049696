//! `netsmith explain`

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use image::imageops::{FilterType, replace, resize};
use image::{DynamicImage, RgbaImage};
use serde_json::{Value, json};

use super::data::{open, source_or_own};
use super::failure::Failure;
use super::foreign::ImportChoices;
use super::output::{Output, note};
use super::trained::Trained;
use crate::data::{Dataset, OpenOptions, decode_file};
use crate::diagram::encode_png;
use crate::engine::explain::{
    Content, Explanation, FoundPicture, Maps, Method, OfData, PictureGroup, Question, class_called,
    explain, grid, over_picture,
};
use crate::engine::run::WeightsChoice;
use crate::files::{is_same_file, write_atomically};
use crate::text::say;
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-explain"))]
pub struct Arguments {
    #[arg(help = say("help-predict-model"), value_name = "RUN")]
    model: OsString,
    #[arg(help = say("help-explain-picture"))]
    picture: PathBuf,
    #[arg(
        help = say("help-explain-method"), long, default_value = Method::GradCam.name(),
        value_parser = PossibleValuesParser::new(Method::ALL.map(Method::name))
    )]
    method: String,
    #[arg(help = say("help-explain-class"), long, value_name = "CLASS")]
    class: Option<String>,
    #[arg(help = say("help-explain-layer"), long, value_name = "LAYER")]
    layer: Option<String>,
    #[arg(help = say("help-explain-out"), short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(help = say("help-best"), long)]
    best: bool,
    #[command(flatten)]
    choices: ImportChoices,
}

/// The heat's share of the color where it lies over the picture.
const OPACITY: f32 = 0.6;
/// A picture is enlarged in whole steps until its longer side has about as many pixels.
const LONG_SIDE: usize = 512;
/// The same for a single map among several.
const LONG_SIDE_OF_MAP: usize = 64;
/// Nothing is enlarged beyond this.
const LONGEST_SIDE: usize = 4096;
/// Below this many pixels a side, single pixels are meant to be seen.
const CRISP_BELOW: usize = 33;

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let method = Method::ALL
        .into_iter()
        .find(|method| method.name() == arguments.method)
        .unwrap_or(Method::GradCam);
    let out = file_for(arguments, method, output.is_json())?;
    if let Some(out) = out.as_deref()
        && is_same_file(out, &arguments.picture)
    {
        return Err(Failure::Usage(
            message!("explain-over-picture", path = %out.display()),
        ));
    }
    let choice = if arguments.best {
        WeightsChoice::Best
    } else {
        WeightsChoice::Latest
    };
    let trained = Trained::find(&arguments.model, &arguments.choices, choice)?;
    let classes = trained.classes();
    let class = arguments.class.as_deref();
    let class = class.map(|name| class_called(name, &classes)).transpose()?;
    let picture = read(&arguments.picture)?;
    let question = Question {
        method,
        class,
        layer: arguments.layer.clone(),
    };
    let data = if method.asks_for_data() {
        Some(trained_on(&trained)?)
    } else {
        None
    };
    let predictor = &trained.predictor;
    let explanation = explain(predictor, &picture, &question, data.as_ref(), &|| false)?;
    let explanation = explanation.ok_or_else(|| Failure::Job(message!("network-said-nothing")))?;
    if let Some(out) = &out {
        let png = encode_png(&pixels(&explanation))?;
        write_atomically(out, &png)?;
    }
    let told = Told {
        picture: &arguments.picture,
        class: called(&classes, explanation.class),
        explanation: &explanation,
        out: out.as_deref(),
    };
    if output.is_json() {
        return output.json(&told.for_programs());
    }
    output.line(&told.sentence())?;
    if told.is_empty() {
        note(&tr!("explain-nothing-found", class = &told.class));
    }
    if let Some(out) = &out {
        note(&tr!("explain-saved", path = %out.display()));
    }
    Ok(())
}

/// The pictures that the network was trained on.
fn trained_on(trained: &Trained) -> Result<Dataset, Failure> {
    let project = &trained.learned;
    let source = source_or_own(None, project, &trained.path)?;
    let options = OpenOptions {
        contract: Some(trained.predictor.metadata().contract),
        ..project.open_options()
    };
    Ok(open(&source, &options)?.train)
}

/// Where the picture goes: for a program nowhere unless it says so.
fn file_for(
    arguments: &Arguments,
    method: Method,
    is_for_program: bool,
) -> Result<Option<PathBuf>, Failure> {
    let Some(out) = &arguments.out else {
        let stem = arguments.picture.file_stem().unwrap_or_default();
        let mut name = stem.to_owned();
        for part in ["-", method.name(), ".png"] {
            name.push(part);
        }
        return Ok((!is_for_program).then(|| PathBuf::from(name)));
    };
    let ending = out
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase());
    if ending.as_deref() != Some("png") {
        return Err(Failure::Usage(
            message!("explain-ending", path = %out.display()),
        ));
    }
    Ok(Some(out.clone()))
}

fn read(path: &Path) -> Result<DynamicImage, Failure> {
    if path.is_dir() {
        return Err(Failure::Job(
            message!("folder-no-picture", example = %path.join("picture.png").display()),
        ));
    }
    Ok(decode_file(path)?)
}

fn called(classes: &[String], index: usize) -> String {
    classes
        .get(index)
        .cloned()
        .unwrap_or_else(|| index.to_string())
}

/// An answer with all that is said of it.
struct Told<'a> {
    picture: &'a Path,
    class: String,
    explanation: &'a Explanation,
    out: Option<&'a Path>,
}

impl Told<'_> {
    fn probability(&self) -> f32 {
        let probabilities = &self.explanation.probabilities;
        probabilities
            .get(self.explanation.class)
            .copied()
            .unwrap_or_default()
    }

    /// Whether there is heat nowhere.
    fn is_empty(&self) -> bool {
        match &self.explanation.content {
            Content::Heat { raw, .. } => raw.largest() <= 0.0,
            Content::Maps(_) | Content::OfData(_) => false,
        }
    }

    fn sentence(&self) -> String {
        let Explanation { method, layer, .. } = self.explanation;
        let image = self.picture.display();
        let percent = format!("{:.1}", self.probability() * 100.0);
        let said =
            message!("prediction-line", image = %image, class = &self.class, percent = percent);
        match (layer, &self.explanation.content) {
            (Some(layer), Content::Maps(maps)) => tr!(
                "explain-line-maps",
                said = said,
                method = method.label(),
                layer = layer,
                count = maps.count,
                size = format!("{} × {}", maps.height, maps.width)
            ),
            (Some(layer), _) => {
                tr!(
                    "explain-line-layer",
                    said = said,
                    method = method.label(),
                    layer = layer
                )
            }
            (None, _) => tr!("explain-line", said = said, method = method.label()),
        }
    }

    fn for_programs(&self) -> Value {
        let Explanation { method, layer, .. } = self.explanation;
        let mut told = json!({
            "image": self.picture.display().to_string(),
            "method": method.name(),
            "class": self.class,
            "index": self.explanation.class,
            "probability": self.probability(),
            "layer": layer,
            "output": self.out.map(|out| out.display().to_string()),
        });
        match &self.explanation.content {
            Content::Heat { raw, scaled } => {
                told["height"] = json!(raw.height);
                told["width"] = json!(raw.width);
                told["values"] = json!(raw.values);
                told["heat"] = json!(scaled.values);
            }
            Content::Maps(maps) => {
                told["height"] = json!(maps.height);
                told["width"] = json!(maps.width);
                told["depth"] = json!(maps.depth);
                told["count"] = json!(maps.count);
                told["values"] = json!(maps.values);
            }
            Content::OfData(found) => {
                told["looked_at"] = json!(found.looked_at);
                told["groups"] = json!(found.groups.iter().map(group).collect::<Vec<_>>());
            }
        }
        told
    }
}

/// A group of pictures of the data for a program.
fn group(group: &PictureGroup) -> Value {
    let picture = |picture: &FoundPicture| json!({"image": picture.image, "class": picture.class, "value": picture.value});
    let pictures: Vec<Value> = group.pictures.iter().map(picture).collect();
    json!({"channel": group.channel, "pictures": pictures})
}

/// Pictures of the data side by side, a row for each group.
fn sheet(found: &OfData) -> RgbaImage {
    let pictures = found.groups.iter().map(|group| &group.pictures);
    let across = pictures.clone().map(Vec::len).max().unwrap_or(0);
    let Some(first) = pictures.clone().flatten().next() else {
        return RgbaImage::new(1, 1);
    };
    let shape = first.seen.shape();
    let step = [shape.width(), shape.height()].map(|side| side as u32 + 1);
    let size = [step[0] * across as u32, step[1] * found.groups.len() as u32];
    let mut sheet = RgbaImage::from_pixel(size[0], size[1], image::Rgba([255; 4]));
    for (row, pictures) in pictures.enumerate() {
        for (column, picture) in pictures.iter().enumerate() {
            let at = [column as u32 * step[0], row as u32 * step[1]].map(i64::from);
            replace(
                &mut sheet,
                &picture.seen.to_dynamic().to_rgba8(),
                at[0],
                at[1],
            );
        }
    }
    sheet
}

fn pixels(explanation: &Explanation) -> RgbaImage {
    match &explanation.content {
        Content::Heat { scaled, .. } => {
            let over = over_picture(&explanation.seen, scaled, OPACITY);
            let over = DynamicImage::ImageRgb8(over).into_rgba8();
            let long_side = scaled.height.max(scaled.width);
            let filter = if long_side < CRISP_BELOW {
                FilterType::Nearest
            } else {
                FilterType::Triangle
            };
            enlarged(&over, LONG_SIDE / long_side.max(1), filter)
        }
        Content::Maps(maps) => {
            let grid = grid(maps, columns(maps));
            let times = LONG_SIDE_OF_MAP / maps.height.max(maps.width).max(1);
            enlarged(&grid.picture, times, FilterType::Nearest)
        }
        Content::OfData(found) => {
            let sheet = sheet(found);
            let long_side = explanation.seen.shape().width().max(1);
            enlarged(&sheet, LONG_SIDE_OF_MAP / long_side, FilterType::Nearest)
        }
    }
}

/// As many columns as make the whole about as wide as high.
fn columns(maps: &Maps) -> usize {
    let ratio = maps.height as f32 / maps.width.max(1) as f32;
    (maps.count as f32 * ratio).sqrt().ceil() as usize
}

fn enlarged(picture: &RgbaImage, times: usize, filter: FilterType) -> RgbaImage {
    let most = LONGEST_SIDE / picture.width().max(picture.height()).max(1) as usize;
    let times = times.min(most).max(1) as u32;
    let [width, height] = [picture.width(), picture.height()].map(|side| side * times);
    resize(picture, width, height, filter)
}
