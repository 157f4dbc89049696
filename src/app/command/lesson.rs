//! What can be asked about lessons.

use super::Info;
use crate::lesson::builtins;
use crate::text::say;
use crate::tr;
use std::path::PathBuf;

/// One thing that a user can ask of lessons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LessonCommand {
    /// Open the lesson of this id that comes with Netsmith, where it was left.
    Begin(&'static str),
    /// Open the lesson that was open when the window was left.
    TakeUp(LessonPlace),
    /// Ask for a lesson's file and open it.
    OpenFile,
    /// Open this lesson's file.
    OpenPath(PathBuf),
    /// Go to the step at this place.
    Turn(usize),
    /// Go to the next step.
    Next,
    /// Go to the step before.
    Previous,
    /// Open the next hint of the step in front.
    ShowHint,
    /// Take this name into the report.
    SetStudent(String),
    /// Forget which steps were done.
    StartAgain,
    /// Ask where to save the report.
    SaveReport,
    /// Ask where to save a template for a lesson of one's own.
    WriteOwn,
    /// Close the lesson.
    Close,
}

/// Where a lesson comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LessonPlace {
    /// It comes with Netsmith, and this is its id.
    Builtin(String),
    /// A file.
    File(PathBuf),
}

impl LessonCommand {
    /// The lessons that come with Netsmith.
    pub fn of_builtins() -> impl Iterator<Item = Self> {
        builtins().iter().map(|builtin| Self::Begin(builtin.id))
    }

    /// What is asked about lessons in files.
    pub const OF_FILES: [Self; 2] = [Self::OpenFile, Self::WriteOwn];

    /// What is asked about the lesson that is open, in the order of the menu.
    pub const OF_OPEN: [Self; 6] = [
        Self::Previous,
        Self::Next,
        Self::ShowHint,
        Self::SaveReport,
        Self::StartAgain,
        Self::Close,
    ];

    /// Those that stand alone, in the order of the command palette.
    pub fn listed() -> impl Iterator<Item = Self> {
        let all = Self::of_builtins().chain(Self::OF_FILES);
        all.chain(Self::OF_OPEN)
    }

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Begin(id) => {
                let builtin = builtins().iter().find(|builtin| builtin.id == *id);
                let title = builtin.map_or(*id, |builtin| builtin.lesson().title.as_str());
                let label = tr!("lesson-begin-named", lesson = title);
                let name = match *id {
                    "happy-model" => Some("lesson-happy-model"),
                    "residual-networks" => Some("lesson-residual-networks"),
                    _ => None,
                };
                let info = Info::new(label, say("lessons-help"));
                let info = info.found_by(&["tutorial", "exercise", "course"]);
                Info { name, ..info }
            }
            Self::TakeUp(_) => Info::new(say("lesson-go-on"), say("lessons-help")),
            Self::OpenFile => Info::new(say("lesson-open-file"), say("lesson-open-file-help"))
                .named("lesson-open"),
            Self::OpenPath(path) => Info::new(
                tr!("open-path", path = %path.display()),
                say("open-this-file"),
            ),
            Self::Turn(place) => Info::new(
                tr!("lesson-show-step", number = place + 1, title = ""),
                say("lesson-show-step-help"),
            ),
            Self::Next => Info::new(say("lesson-next-step"), say("lesson-next-step-help"))
                .named("lesson-next"),
            Self::Previous => Info::new(
                say("lesson-previous-step"),
                say("lesson-previous-step-help"),
            )
            .named("lesson-previous"),
            Self::ShowHint => Info::new(say("lesson-open-hint"), say("lesson-open-hint-help"))
                .named("lesson-hint"),
            Self::SetStudent(_) => Info::new(say("lesson-student-set"), say("lesson-student-help")),
            Self::StartAgain => {
                Info::new(say("lesson-start-again"), say("lesson-start-again-help"))
                    .named("lesson-start-again")
            }
            Self::SaveReport => {
                Info::new(say("lesson-save-report"), say("lesson-save-report-help"))
                    .named("lesson-save-report")
            }
            Self::WriteOwn => Info::new(say("lesson-write-own"), say("lesson-write-own-help"))
                .named("lesson-write-own"),
            Self::Close => {
                Info::new(say("lesson-close"), say("lesson-close-help")).named("lesson-close")
            }
        }
    }
}
