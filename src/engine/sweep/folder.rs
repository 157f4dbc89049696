//! A sweep as a folder: what is varied, and a run for each combination.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::axis::Axis;
use super::plan::{Draw, variants};
use super::vary::varied;
use crate::engine::run::{RunLabel, SWEEP, TEXT_LIMIT_BYTES, label_run, let_wait};
use crate::engine::train::refuse_obstacles;
use crate::files::{self, json_fault, said_by};
use crate::message;
use crate::project::Project;
use crate::text::Message;

const FORMAT: &str = "netsmith-sweep";
const VERSION: u64 = 1;

/// Several runs of one network with other settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sweep {
    format: String,
    version: u64,
    /// What is varied.
    pub axes: Vec<Axis>,
    /// How combinations were drawn; `None` for all of them.
    #[serde(default)]
    pub draw: Option<Draw>,
    /// Whether a run ends that is clearly behind the others.
    #[serde(default)]
    pub stop_behind: bool,
    /// The runs, in their order.
    pub runs: Vec<Variant>,
}

/// One run of a sweep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its folder, inside of the sweep's.
    pub folder: String,
    /// A value for each axis.
    pub values: Vec<String>,
}

impl Sweep {
    /// What is to be tried with `project`, before anything is written.
    ///
    /// # Errors
    /// Where there is nothing to vary, or a combination cannot be trained.
    pub fn plan(
        project: &Project,
        axes: Vec<Axis>,
        draw: Option<Draw>,
        stop_behind: bool,
    ) -> Result<Self, Message> {
        let all = variants(&axes, draw)?;
        let width = all.len().to_string().len().max(2);
        let numbered = |(index, values)| Variant {
            folder: format!("{:0width$}", index + 1),
            values,
        };
        let sweep = Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            axes,
            draw,
            stop_behind,
            runs: all.into_iter().enumerate().map(numbered).collect(),
        };
        for variant in &sweep.runs {
            let project = sweep.project_of(project, variant)?;
            refuse_obstacles(&project, None).map_err(|error| {
                message!(
                    "variant-refused",
                    settings = sweep.words(variant),
                    reason = error.message()
                )
            })?;
        }
        Ok(sweep)
    }

    /// `project` with the settings of `variant`.
    fn project_of(&self, project: &Project, variant: &Variant) -> Result<Project, Message> {
        let names = self.axes.iter().map(|axis| axis.name.as_str());
        let values = variant.values.iter().map(String::as_str);
        let settings: Vec<(&str, &str)> = names.zip(values).collect();
        varied(project, &settings)
    }

    /// "`learning_rate=0.1 fc1.units=16`".
    #[must_use]
    pub fn words(&self, variant: &Variant) -> String {
        let pairs = self.axes.iter().zip(&variant.values);
        let pairs = pairs.map(|(axis, value)| format!("{}={value}", axis.name));
        pairs.collect::<Vec<_>>().join(" ")
    }

    /// Writes the sweep into `folder`, which must not be there yet: its runs wait, the first one with the place `order`.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, folder: &Path, project: &Project, order: u64) -> Result<(), Message> {
        let refused = |error: &std::io::Error| {
            let reason = said_by(error);
            message!("run-unwritable", reason = reason, path = folder)
        };
        if folder.exists() {
            return Err(message!("sweep-folder-exists", path = folder));
        }
        std::fs::create_dir_all(folder).map_err(|error| refused(&error))?;
        for (variant, order) in self.runs.iter().zip(order..) {
            let path = folder.join(&variant.folder);
            let project = self.project_of(project, variant)?;
            let label = RunLabel {
                name: self.words(variant),
                ..RunLabel::default()
            };
            let_wait(&path, &project, order)
                .and_then(|()| label_run(&path, &label))
                .map_err(|error| error.message())?;
        }
        // Last: a sweep that was killed while it was planned is none. Texts and numbers only: nothing can fail to be written.
        let text = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        files::write_atomically(&folder.join(SWEEP), text.as_bytes())
            .map_err(|error| error.message())
    }

    /// Whether there is one in `folder`.
    #[must_use]
    pub fn is_at(folder: &Path) -> bool {
        folder.join(SWEEP).is_file()
    }

    /// Reads the sweep in `folder`.
    ///
    /// # Errors
    /// Where there is none, or it cannot be understood.
    pub fn open(folder: &Path) -> Result<Self, Message> {
        let path = folder.join(SWEEP);
        if !path.is_file() {
            return Err(message!("no-sweep", path = folder));
        }
        let bytes =
            files::read_limited(&path, TEXT_LIMIT_BYTES).map_err(|error| error.message())?;
        let text = String::from_utf8_lossy(&bytes);
        let damaged =
            |reason: String| message!("sweep-not-understood", reason = reason, path = &path);
        let sweep: Self =
            serde_json::from_str(&text).map_err(|error| damaged(json_fault(&error, &text)))?;
        let is_inside = |run: &Variant| Path::new(&run.folder).components().count() == 1;
        if sweep.format != FORMAT || sweep.version != VERSION || !sweep.runs.iter().all(is_inside) {
            return Err(damaged(format!("{} {}", sweep.format, sweep.version)));
        }
        Ok(sweep)
    }

    /// The folders of its runs in `folder`, in their order.
    #[must_use]
    pub fn folders(&self, folder: &Path) -> Vec<PathBuf> {
        let runs = self.runs.iter();
        runs.map(|run| folder.join(&run.folder)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run::{RunState, runs_in, waiting_in};
    use crate::project::preset;

    fn axes(texts: &[&str]) -> Vec<Axis> {
        texts
            .iter()
            .map(|text| Axis::parse(text).unwrap())
            .collect()
    }

    #[test]
    fn a_sweep_waits_as_runs_of_its_own() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("sweep");
        let project = &preset("mlp").unwrap().project;
        let axes = axes(&["learning_rate=0.1,0.01", "fc1.units=16,32"]);
        let sweep = Sweep::plan(project, axes, None, true).unwrap();
        sweep.save(&folder, project, 5).unwrap();
        assert_eq!(Sweep::open(&folder).unwrap(), sweep);

        let homes = [home.path().to_owned()];
        let (runs, faults) = runs_in(&homes, || true);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(runs.len(), 4);
        let second = runs.iter().find(|run| run.path.ends_with("02")).unwrap();
        assert_eq!(second.name(), "learning_rate=0.1 fc1.units=32");
        assert_eq!((second.state, second.order), (RunState::Waiting, Some(6)));
        assert_eq!(second.sweep.as_deref(), Some(&*folder));
        assert_eq!(second.settings.recipe.learning_rate, 0.1);
        let waiting: Vec<PathBuf> = waiting_in(&homes).into_iter().map(|it| it.1).collect();
        assert_eq!(waiting, sweep.folders(&folder));
        assert!(sweep.save(&folder, project, 1).is_err());
    }

    #[test]
    fn nothing_is_written_for_a_sweep_of_which_a_run_cannot_be_trained() {
        let project = &preset("happy_model").unwrap().project;
        let refused = |axis: &str| {
            let planned = Sweep::plan(project, axes(&[axis]), None, false);
            planned.unwrap_err().to_string()
        };
        assert!(refused("conv0.filters=8,0").contains("conv0.filters=0"));
        assert!(refused("conv0.kernel_size=7,200").contains("conv0.kernel_size=200"));
    }
}
