//! What was named on the command line, opened in a window that has just begun.

use crate::app::command::{Commands, FileCommand, NoticeKind, WindowCommand};
use crate::app::learning::has_run_of;
use crate::app::opening::{Openable, PROJECT_OF_A_RUN, kind_of, last_run};
use crate::app::workbench::Workbench;
use crate::engine::run::{RunFolder, name_of_run};
use crate::files::name_of;
use crate::message;
use crate::text::Message;
use std::path::{Path, PathBuf};

/// What a window begins with that nobody has given anything to open.
pub const FIRST_PRESET: &str = "happy_model";

/// Opens `path`: a project, a run, a network of another program, data to learn from, or a picture to be asked about.
pub fn open_argument(path: PathBuf, workbench: &Workbench, commands: &mut Commands) {
    match kind_of(&path) {
        Openable::Project | Openable::Foreign => commands.send(FileCommand::OpenPath(path)),
        Openable::Run => commands.send(FileCommand::OpenPath(path.join(PROJECT_OF_A_RUN))),
        kind @ (Openable::Data | Openable::Picture) => {
            if kind == Openable::Picture
                && let Some(run) = answering(workbench)
            {
                let words = words_on(&path, &run);
                commands.send(FileCommand::OpenPath(run.join(PROJECT_OF_A_RUN)));
                commands.send(WindowCommand::Announce(NoticeKind::Done, None, words));
            } else if workbench.document().is_untouched() {
                commands.send(FileCommand::LoadPreset(FIRST_PRESET.to_owned()));
            }
            commands.send(FileCommand::Take(vec![path]));
        }
    }
}

/// The run that is asked about a picture where the network in front has none of its own: the one that was written to last,
/// whatever its network is. `None` where the one in front can be asked, or nobody can.
fn answering(workbench: &Workbench) -> Option<PathBuf> {
    let panels = &workbench.training_panels;
    if has_run_of(workbench.document(), panels.runs_home.as_deref()) {
        return None;
    }
    last_run(&panels.homes(&workbench.tabs, &workbench.window))
}

/// Which run answers, and why that one.
fn words_on(picture: &Path, run: &Path) -> Message {
    let network = RunFolder::open(run).and_then(|run| run.project());
    let network = network.map_or_else(|_| String::new(), |project| project.name);
    message!(
        "picture-asked-of-run",
        picture = name_of(picture),
        run = name_of_run(run),
        network = network
    )
}
