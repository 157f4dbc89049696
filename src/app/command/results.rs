//! What can be asked about how well the network does.

use super::Info;
use crate::data::{DataSource, Role};
use crate::report::Figure;
use crate::text::say;
use crate::tr;

/// What a network is measured on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum MeasuredOn {
    /// What its project keeps for that; what it was validated on where that is nothing.
    #[default]
    Usual,
    /// A part of the data set at hand.
    Part(Role),
    /// Other data.
    Source(DataSource),
}

/// One thing that a user can ask about results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultsCommand {
    /// Measure the network on this.
    Measure(MeasuredOn),
    /// Choose a file with other data to measure on.
    MeasureFile,
    /// Choose a folder with other data to measure on.
    MeasureFolder,
    /// Ask about the picture in this place of those that were measured on.
    Try {
        /// Its place in the list of what was said.
        place: usize,
        /// Whether the question is why.
        is_why: bool,
    },
    /// Ask where to save a figure.
    SaveFigure(Figure),
}

/// What people who know Keras call it.
const MEASURING: [&str; 4] = ["evaluate", "model.evaluate", "score", "test"];

impl ResultsCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 2] = [Self::MeasureFile, Self::MeasureFolder];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Measure(MeasuredOn::Usual) => {
                Info::new(say("measure-usual"), say("measure-usual-help"))
            }
            Self::Measure(MeasuredOn::Part(role)) => Info::new(
                tr!("measure-part", role = role.message()),
                say("measure-part-help"),
            ),
            Self::Measure(MeasuredOn::Source(source)) => Info::new(
                tr!("measure-source", data = %source.words()),
                say("measure-file-help"),
            ),
            Self::MeasureFile => Info::new(say("measure-file"), say("measure-file-help"))
                .found_by(&MEASURING)
                .named("measure-on-file"),
            Self::MeasureFolder => Info::new(say("measure-folder"), say("measure-folder-help"))
                .found_by(&MEASURING)
                .named("measure-on-folder"),
            Self::Try { is_why: false, .. } => {
                Info::new(say("try-this-picture"), say("try-this-picture-help"))
            }
            Self::Try { is_why: true, .. } => {
                Info::new(say("why-this-picture"), say("why-this-picture-help"))
            }
            Self::SaveFigure(_) => Info::new(say("save-figure"), say("save-chart-kinds")),
        }
    }
}
