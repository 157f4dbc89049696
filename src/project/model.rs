//! What a project is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{ContentError, ProjectError};
use super::format;
use super::identity::ProjectId;
use super::link::Link;
use super::places::DataPlace;
use crate::data::{
    ChangesOf, ClassNames, Collected, Contract, OpenOptions, PictureChanges, Reading,
};
use crate::files::{self, FileError, Stamp};
use crate::graph::{Graph, NodePath};
use crate::recipe::{Recipe, TestData, Validation};

/// The largest project that is read: a thousand times ResNet50 with every block detached.
pub(super) const LIMIT_BYTES: u64 = 64 << 20;

/// A network with everything that is needed to train it again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// What it is called.
    pub name: String,
    /// Which project it is; `None` for presets and for files of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ProjectId>,
    /// One sentence; empty where nobody wrote one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The network.
    pub graph: Graph,
    /// What happens to a picture on its way into the network; `None` until the network has seen data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// The data that it learns from, as on the command line: `builtin:happy`, a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// What is known of the data of each source, by its text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data_places: BTreeMap<String, DataPlace>,
    /// Where the pictures of a folder carry their label; `None` takes what fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Reading>,
    /// Names given to classes, by what the data itself calls them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub class_names: BTreeMap<String, String>,
    /// Pictures of the data that are left out or labeled otherwise.
    #[serde(default, skip_serializing_if = "PictureChanges::is_empty")]
    pub picture_changes: PictureChanges,
    /// Pictures that are added to the data.
    #[serde(default, skip_serializing_if = "Collected::is_empty")]
    pub collected: Collected,
    /// What the network is validated on.
    #[serde(default, skip_serializing_if = "Validation::is_default")]
    pub validation: Validation,
    /// What the finished network is measured on.
    #[serde(default, skip_serializing_if = "TestData::is_own")]
    pub test: TestData,
    /// What training is asked to do.
    #[serde(default)]
    pub recipe: Recipe,
    /// The folders of its runs, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Link>,
    /// How the canvas last showed it.
    #[serde(default, skip_serializing_if = "View::is_default")]
    pub view: View,
}

/// How the canvas shows a project. No part of what undo takes back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// What is looked at; `None` where the whole network is fitted into the canvas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<Camera>,
    /// Block instances whose inside is shown.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub open_blocks: BTreeSet<NodePath>,
}

/// Which part of the canvas is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "WideCamera")]
pub struct Camera {
    /// What lies in the middle, in graph units.
    pub center: [f32; 2],
    /// Screen points per graph unit, above 0.
    pub zoom: f32,
}

/// A camera as it stands in a file. A number beyond `f32` becomes infinite and is put right with the rest of the view,
/// instead of keeping the project closed.
#[derive(Deserialize)]
struct WideCamera {
    center: [f64; 2],
    zoom: f64,
}

impl From<WideCamera> for Camera {
    fn from(wide: WideCamera) -> Self {
        Self {
            center: wide.center.map(|coordinate| coordinate as f32),
            zoom: wide.zoom as f32,
        }
    }
}

impl View {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Camera {
    /// Whether it can be looked through: numbers beyond all bounds show nothing.
    pub(super) fn is_usable(self) -> bool {
        let [x, y] = self.center;
        x.is_finite() && y.is_finite() && self.zoom.is_normal() && self.zoom > 0.0
    }
}

impl Project {
    /// A project that holds nothing but a network.
    #[must_use]
    pub fn new(name: &str, graph: Graph) -> Self {
        Self {
            name: name.to_owned(),
            graph,
            ..Self::default()
        }
    }

    /// Reads a project of any known version. Fields that nobody knows are passed over.
    ///
    /// # Errors
    /// A sentence where the text is something else, of a newer version, or describes no sound network.
    pub fn from_text(text: &str) -> Result<Self, ContentError> {
        format::read(text)
    }

    /// The project as JSON in a stable order, with a line break at its end.
    #[must_use]
    pub fn to_text(&self) -> String {
        format::write(self)
    }

    /// The same text for a file at `path`, from which the ways to the data begin.
    #[must_use]
    pub fn to_text_at(&self, path: &Path) -> String {
        self.as_seen_from(path).to_text()
    }

    /// Opens a project file.
    ///
    /// # Errors
    /// Where the file cannot be read, or [`Project::from_text`] refuses what is in it.
    pub fn load(path: &Path) -> Result<Self, ProjectError> {
        Ok(Self::load_stamped(path)?.0)
    }

    /// Opens a project file, and tells how it was.
    ///
    /// # Errors
    /// As [`Project::load`].
    pub fn load_stamped(path: &Path) -> Result<(Self, Stamp), ProjectError> {
        let bytes = files::read_limited(path, LIMIT_BYTES)?;
        let project = format::read_bytes(&bytes).map_err(|source| ProjectError::Content {
            source,
            path: path.to_owned(),
        })?;
        Ok((project.found_from(path), Stamp::of_content(path, &bytes)))
    }

    /// How the project file at `path` is now, or that there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn stamp(path: &Path) -> Result<Stamp, FileError> {
        Stamp::of(path, LIMIT_BYTES)
    }

    /// Saves the project so that a crash leaves the old file or the new one, and tells how the file is now.
    ///
    /// # Errors
    /// Where the disk refuses; the old file is then unchanged.
    pub fn save(&self, path: &Path) -> Result<Stamp, FileError> {
        let text = self.to_text_at(path);
        files::write_atomically(path, text.as_bytes())?;
        Ok(Stamp::of_content(path, text.as_bytes()))
    }

    /// How the project reads its data, apart from the size of its pictures.
    #[must_use]
    pub fn open_options(&self) -> OpenOptions {
        let classes = if self.class_names.is_empty() {
            ClassNames::Own
        } else {
            ClassNames::Each(self.class_names.clone())
        };
        let changes = self.settings().source().map(|source| ChangesOf {
            source,
            changes: self.picture_changes.clone(),
            collected: self.collected.clone(),
        });
        OpenOptions {
            contract: None,
            labels: self.labels,
            classes,
            changes: changes.filter(|changes| !changes.is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::preset;
    use super::*;
    use crate::graph::problem::find_with_data;
    use crate::graph::{DataFacts, apply, infer};

    fn full() -> Project {
        let open = preset("resnet50").unwrap().project.graph.body.nodes.keys();
        Project {
            summary: "Größe 64 · 手势 \"0–5\"".to_owned(),
            contract: Some(Contract::default()),
            data: Some("builtin:signs".to_owned()),
            labels: Some(Reading::BeforeLast),
            class_names: BTreeMap::from([("0".to_owned(), "手".to_owned())]),
            picture_changes: serde_json::from_str(r#"{"training/a.png": null}"#).unwrap(),
            collected: serde_json::from_str(
                r#"{"folder": "/x.pictures", "classes": ["6"], "pictures": {"a-1f.png": "6"}}"#,
            )
            .unwrap(),
            validation: Validation::None,
            recipe: Recipe {
                learning_rate: 3e-4,
                batch_size: 16,
                ..Recipe::default()
            },
            view: View {
                camera: Some(Camera {
                    center: [0.1, -1e7],
                    zoom: 0.3,
                }),
                open_blocks: open.map(|id| NodePath::root(*id)).collect(),
            },
            ..preset("resnet50").unwrap().project.clone()
        }
    }

    #[test]
    fn a_saved_project_opens_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signs.netsmith");
        full().save(&path).unwrap();
        assert_eq!(Project::load(&path).unwrap(), full());
    }

    #[test]
    #[cfg(unix)]
    fn a_path_that_is_no_text_can_be_saved_to_and_opened() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder
            .path()
            .join(std::ffi::OsStr::from_bytes(b"n\xFFtz.netsmith"));
        full().save(&path).unwrap();
        assert_eq!(Project::load(&path).unwrap(), full());
    }

    #[test]
    fn a_file_that_cannot_be_written_is_a_sentence_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing").join("a.netsmith");
        let message = full().save(&path).unwrap_err().to_string();
        assert!(
            message.ends_with(&path.display().to_string()) && message.contains("; "),
            "{message}"
        );
        assert!(!path.exists());
    }

    #[test]
    fn the_path_stands_at_the_end_of_a_refusal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.netsmith");
        files::write_atomically(&path, b"<!DOCTYPE html><html></html>").unwrap();
        assert_eq!(
            Project::load(&path).unwrap_err().to_string(),
            format!(
                "expected a Netsmith project, found a web page; \
                 download the file itself and not the page that shows it: {}",
                path.display()
            )
        );
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge.netsmith");
        let file = std::fs::File::create(&path).unwrap();
        file.set_len(LIMIT_BYTES + 1).unwrap();
        let error = Project::load(&path).unwrap_err();
        assert!(
            matches!(error, ProjectError::File(FileError::TooLarge { .. })),
            "{error}"
        );
    }

    /// The same project for pictures of `image` (height, width, channels) in `class_count` classes: mended as problems propose.
    fn mended(project: &Project, image: [usize; 3], class_count: usize) -> Project {
        let facts = DataFacts { class_count, image };
        let mut graph = project.graph.clone();
        for problem in find_with_data(&graph, &infer(&graph), &facts) {
            if let Some(repair) = problem.repairs().first() {
                graph = apply(&graph, &repair.edit).unwrap();
            }
        }
        Project {
            graph,
            ..project.clone()
        }
    }

    #[test]
    fn a_preset_takes_other_pictures_and_classes() {
        let resnet = &preset("resnet50").unwrap().project;
        let fitted = mended(resnet, [96, 128, 1], 10);
        let inference = infer(&fitted.graph);
        assert_eq!(inference.problems, []);
        assert_eq!(
            inference.layers[0].output_shape,
            Some(crate::layer::Shape::map(96, 128, 1))
        );
        let last = inference.layers.last().unwrap();
        assert_eq!(last.output_shape, Some(crate::layer::Shape::vector(10)));
        assert_eq!(mended(resnet, [64, 64, 3], 6), *resnet);
    }

    #[test]
    fn one_sigmoid_unit_stays_for_two_classes() {
        let happy = &preset("happy_model").unwrap().project;
        assert_eq!(mended(happy, [64, 64, 3], 2), *happy);
    }
}
