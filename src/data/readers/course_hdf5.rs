//! The course's HDF5 files: `train_set_x` (count, height, width, channels), `train_set_y` (count,) or (1, count),
//! `list_classes`; the same for `test_set_*` or any other prefix.

use std::path::Path;

use hdf5_pure::File;

use super::super::dataset::{Dataset, DatasetParts, ImageStore};
use super::super::error::{DataError, listed};
use super::super::open::{Loaded, Stage};
use super::super::role::{Role, role_of_name};
use super::super::shape::ImageShape;
use super::super::taken::{Taken, TakenPart};
use super::hdf5_array::{Array, broken};
use super::labels::{Content, name_classes, read_classes, read_labels};
use super::meter::Meter;
use crate::files::name_of;
use crate::message;

const PICTURES_SUFFIX: &str = "_set_x";
const LABELS_SUFFIX: &str = "_set_y";
const CLASSES: &str = "list_classes";

/// Reads every part that the file holds: by their names the training, validation and test part.
pub(in super::super) fn read(path: &Path, meter: &Meter<'_>) -> Result<Loaded, DataError> {
    let file = File::open_streaming(path).map_err(|error| broken(path, error))?;
    let prefixes = by_role(prefixes(&file, path)?);
    let mut parts = Vec::new();
    for (role, prefix) in &prefixes {
        parts.push((*role, PartArrays::open(&file, path, prefix)?));
    }
    meter.begin(
        Stage::Reading,
        parts.iter().map(|(_, part)| part.count as usize).sum(),
    );
    let mut taken = Taken::default();
    let mut datasets = Vec::new();
    for (role, part) in parts {
        taken.parts.push(TakenPart {
            role,
            from: part.pictures_name.clone(),
            images: part.count as usize,
            is_beside: false,
        });
        datasets.push((role, part.read(path, meter)?));
    }
    Loaded::of_parts(datasets, taken)
}

/// One prefix for each role; the first of them, or the one that nothing else is known of, is trained on.
fn by_role(prefixes: Vec<String>) -> Vec<(Role, String)> {
    let role_of = |prefix: &str| role_of_name(prefix).map(|(role, _)| role);
    let mut found: Vec<(Role, String)> = Vec::new();
    for prefix in prefixes {
        let role = role_of(&prefix).unwrap_or(Role::Training);
        if found.iter().all(|(other, _)| *other != role) {
            found.push((role, prefix));
        }
    }
    found.sort();
    if let Some((role, _)) = found.first_mut() {
        *role = Role::Training;
    }
    found
}

/// The `train` of `train_set_x` for each such array, sorted; at least one. Looks at the top level only, so that groups
/// that hold each other in a damaged file cannot lead in circles.
fn prefixes(file: &File, path: &Path) -> Result<Vec<String>, DataError> {
    let root = file.root();
    let mut names = root.datasets().map_err(|error| broken(path, error))?;
    names.sort();
    let prefixes: Vec<String> = names
        .iter()
        .filter_map(|name| name.strip_suffix(PICTURES_SUFFIX))
        .map(str::to_owned)
        .collect();
    if !prefixes.is_empty() {
        return Ok(prefixes);
    }
    let mut groups = root.groups().map_err(|error| broken(path, error))?;
    groups.sort();
    if groups.iter().any(|group| {
        ["model_weights", "layers", "_layer_checkpoint_dependencies"].contains(&group.as_str())
    }) {
        let (found, advice) = ("kind-keras-model", "advice-open-as-network");
        return Err(DataError::WrongKind {
            found,
            advice,
            path: path.to_owned(),
        });
    }
    names.extend(groups);
    Err(DataError::NoCourseKeys {
        found: listed(&names, 6),
        path: path.to_owned(),
    })
}

/// The arrays of one part, their shapes checked against each other.
struct PartArrays<'a> {
    pictures_name: String,
    pictures: Array<'a>,
    count: u64,
    shape: ImageShape,
    labels: Content,
    classes: Option<Content>,
}

impl<'a> PartArrays<'a> {
    fn open(file: &File, path: &'a Path, prefix: &str) -> Result<Self, DataError> {
        let pictures_name = format!("{prefix}{PICTURES_SUFFIX}");
        let labels_name = format!("{prefix}{LABELS_SUFFIX}");
        let pictures = Array::open(file, path, &pictures_name)?;
        let Some(labels) = Array::find(file, path, &labels_name)? else {
            return Err(DataError::MissingArray {
                present: pictures_name,
                missing: labels_name,
                path: path.to_owned(),
            });
        };
        let (count, shape) = picture_shape(&pictures)?;
        let labels = read_labels(labels.read_labels()?, count)?;
        let classes = Array::find(file, path, CLASSES)?
            .map(|array| read_classes(array.read_labels()?))
            .transpose()?;
        Ok(Self {
            pictures_name,
            pictures,
            count,
            shape,
            labels,
            classes,
        })
    }

    fn read(self, path: &Path, meter: &Meter<'_>) -> Result<Dataset, DataError> {
        let (labels, classes) = name_classes(&self.labels, self.classes)?;
        let (pixels, change) = self.pictures.read_pixels(meter)?;
        let warning = change.warning(self.pictures_name);
        Dataset::new(DatasetParts {
            name: name_of(path),
            source: path.display().to_string(),
            shape: self.shape,
            pictures: ImageStore::in_memory(pixels, self.shape),
            labels,
            classes,
            file_names: Vec::new(),
            warnings: warning.into_iter().collect(),
        })
    }
}

/// (count, height, width, channels), or (count, height, width) for gray.
fn picture_shape(pictures: &Array<'_>) -> Result<(u64, ImageShape), DataError> {
    match *pictures.shape() {
        [0, ..] => Err(DataError::EmptyDataset),
        [count, height, width, channels] => Ok((count, ImageShape::new(height, width, channels)?)),
        [count, height, width] => Ok((count, ImageShape::new(height, width, 1)?)),
        _ => Err(pictures.bad_shape(message!("expected-pictures-array"))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::error::DataWarning;
    use super::*;
    use hdf5_pure::FileBuilder;
    use std::ops::ControlFlow;

    /// Writes a file and reads it back; the images are `shape` of ascending values.
    fn opened(build: impl FnOnce(&mut FileBuilder)) -> Result<Loaded, DataError> {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("data.h5");
        let mut builder = FileBuilder::new();
        build(&mut builder);
        builder.write(&path).expect("writes");
        read(&path, &Meter::new(&|_| ControlFlow::Continue(())))
    }

    fn pictures(builder: &mut FileBuilder, prefix: &str, count: u64) {
        let values: Vec<u8> = (0..count * 12).map(|value| value as u8).collect();
        builder
            .create_dataset(&format!("{prefix}_set_x"))
            .with_u8_data(&values)
            .with_shape(&[count, 2, 2, 3]);
    }

    fn labels(builder: &mut FileBuilder, prefix: &str, labels: &[i64], shape: &[u64]) {
        builder
            .create_dataset(&format!("{prefix}_set_y"))
            .with_i64_data(labels)
            .with_shape(shape);
    }

    #[test]
    fn both_parts_of_one_file_are_read() {
        let loaded = opened(|builder| {
            pictures(builder, "test", 1);
            labels(builder, "test", &[1], &[1, 1]);
            pictures(builder, "train", 3);
            labels(builder, "train", &[0, 1, 0], &[1, 3]);
            builder
                .create_dataset("list_classes")
                .with_i64_data(&[0, 1])
                .with_shape(&[2]);
        })
        .expect("reads");
        assert_eq!(
            (loaded.train.labels(), loaded.train.shape().to_string()),
            (&[0, 1, 0][..], "2 × 2 × 3".to_owned())
        );
        assert_eq!(loaded.train.pixels(1).expect("second")[..2], [12, 13]);
        assert_eq!(loaded.test.expect("test part").labels(), [1]);
    }

    #[test]
    fn numbers_in_the_class_list_are_the_labels_themselves() {
        let loaded = opened(|builder| {
            pictures(builder, "dev", 2);
            labels(builder, "dev", &[7, 3], &[2]);
            builder
                .create_dataset("list_classes")
                .with_i64_data(&[3, 7])
                .with_shape(&[2]);
        })
        .expect("reads");
        assert_eq!(loaded.train.classes(), ["3", "7"]);
        assert_eq!(loaded.train.labels(), [1, 0]);
        assert_eq!(loaded.test, None);
    }

    #[test]
    fn class_names_come_as_texts_of_either_kind() {
        let read = |name_classes: fn(&mut FileBuilder)| {
            let loaded = opened(|builder| {
                pictures(builder, "train", 2);
                labels(builder, "train", &[1, 0], &[2, 1]);
                name_classes(builder);
            });
            loaded.expect("reads").train.classes().to_vec()
        };
        let variable = read(|builder| {
            builder
                .create_dataset("list_classes")
                .with_vlen_strings(&["not happy", "happy"]);
        });
        let fixed = read(|builder| {
            let texts = builder
                .create_dataset("list_classes")
                .with_ascii_strings(&["not happy", "happy"]);
            texts.expect("ASCII");
        });
        assert_eq!(
            (variable.as_slice(), &fixed),
            (&["not happy", "happy"].map(str::to_owned)[..], &variable)
        );
    }

    #[test]
    fn without_a_class_list_the_labels_decide() {
        let read = |values: &[i64]| {
            opened(|builder| {
                pictures(builder, "train", values.len() as u64);
                labels(builder, "train", values, &[values.len() as u64]);
            })
        };
        assert_eq!(
            read(&[2, 0]).expect("reads").train.classes(),
            ["0", "1", "2"]
        );
        assert!(matches!(
            read(&[0, -1]),
            Err(DataError::LabelOutside {
                index: 1,
                label: -1,
                ..
            })
        ));
        assert!(matches!(
            read(&[0, i64::MAX]),
            Err(DataError::LabelOutside { index: 1, .. })
        ));
    }

    #[test]
    fn decimal_pictures_come_on_either_scale() {
        let read = |values: [f32; 4]| {
            opened(|builder| {
                builder
                    .create_dataset("train_set_x")
                    .with_f32_data(&values)
                    .with_shape(&[1, 2, 2]);
                labels(builder, "train", &[0], &[1]);
            })
        };
        let unit = read([0.0, 0.2, 0.5, 1.0]).expect("reads").train;
        assert_eq!(unit.pixels(0).as_deref(), Some(&[0, 51, 128, 255][..]));
        assert!(matches!(unit.warnings(), [DataWarning::Rounded { .. }]));
        let bytes = read([0.0, 51.0, 128.0, 255.0]).expect("reads").train;
        assert_eq!(bytes.pixels(0), unit.pixels(0));
        assert!(bytes.warnings().is_empty());
        for bad in [-1.0, 300.0, f32::NAN, f32::INFINITY] {
            assert!(
                matches!(
                    read([0.0, bad, 0.0, 0.0]),
                    Err(DataError::BadPixelRange { .. })
                ),
                "{bad}"
            );
        }
    }

    #[test]
    fn what_is_missing_or_odd_is_named() {
        let no_labels = opened(|builder| pictures(builder, "train", 1));
        assert!(
            matches!(no_labels, Err(DataError::MissingArray { missing, .. }) if missing == "train_set_y")
        );
        let too_few = opened(|builder| {
            pictures(builder, "train", 2);
            labels(builder, "train", &[0], &[1]);
        });
        assert!(matches!(too_few, Err(DataError::BadArrayShape { found, .. }) if found == "(1,)"));
        let other = opened(|builder| {
            builder
                .create_dataset("images")
                .with_u8_data(&[1])
                .with_shape(&[1]);
        });
        assert!(matches!(other, Err(DataError::NoCourseKeys { found, .. }) if found == "`images`"));
        let decimal_labels = opened(|builder| {
            pictures(builder, "train", 1);
            builder
                .create_dataset("train_set_y")
                .with_f32_data(&[0.5])
                .with_shape(&[1]);
        });
        assert!(
            matches!(decimal_labels, Err(DataError::BadArrayType { array, .. }) if array == "train_set_y")
        );
    }
}
