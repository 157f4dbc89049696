//! What a network is to learn, and how: the part of a project beside the network, as one value.

use std::collections::BTreeMap;

use super::model::Project;
use crate::data::{Collected, Contract, DataSource, PictureChanges, Reading};
use crate::recipe::{DEFAULT_SPLIT, HeldOut, Recipe, TestData, Validation};

/// Data, validation, preprocessing and recipe of a project.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrainingSettings {
    /// The data, as on the command line; `None` where nobody chose any.
    pub data: Option<String>,
    /// Where the pictures of a folder carry their label; `None` takes what fits.
    pub labels: Option<Reading>,
    /// Names given to classes, by what the data itself calls them.
    pub class_names: BTreeMap<String, String>,
    /// Pictures of the data that are left out or labeled otherwise.
    pub picture_changes: PictureChanges,
    /// Pictures that are added to the data.
    pub collected: Collected,
    /// What the network is validated on.
    pub validation: Validation,
    /// What the finished network is measured on.
    pub test: TestData,
    /// What pictures go through on their way into the network; `None` for the usual way.
    pub contract: Option<Contract>,
    /// Optimizer, sizes, seed, device.
    pub recipe: Recipe,
}

impl TrainingSettings {
    /// Where the pictures come from; `None` where nobody chose any, or where the project names what does not exist.
    #[must_use]
    pub fn source(&self) -> Option<DataSource> {
        DataSource::parse(self.data.as_deref()?).ok()
    }

    /// What validation comes down to for a data set with these parts; never [`Validation::Default`].
    #[must_use]
    pub fn validation_for(&self, held_out: HeldOut) -> Validation {
        match &self.validation {
            // Projects of before the choice was stored name nothing but a share.
            Validation::Default if self.recipe.validation_split > 0.0 => Validation::Split,
            Validation::Default | Validation::ValidationPart if held_out.has_validation => {
                Validation::ValidationPart
            }
            Validation::TestPart if held_out.has_test => Validation::TestPart,
            Validation::Default | Validation::ValidationPart | Validation::TestPart => {
                Validation::Split
            }
            chosen => chosen.clone(),
        }
    }

    /// The share of the training part that a split holds back.
    #[must_use]
    pub fn split_share(&self) -> f64 {
        match self.recipe.validation_split {
            share if share > 0.0 => share,
            _ => DEFAULT_SPLIT,
        }
    }

    /// The same settings with the choice of validation made for a data set with these parts: what a run is trained by,
    /// and what repeats it.
    #[must_use]
    pub fn settled(&self, held_out: HeldOut) -> Self {
        let validation = self.validation_for(held_out);
        let validation_split = match validation {
            Validation::Split => self.split_share(),
            _ => 0.0,
        };
        Self {
            validation,
            recipe: Recipe {
                validation_split,
                ..self.recipe.clone()
            },
            ..self.clone()
        }
    }
}

impl Project {
    /// What the network is to learn, and how.
    #[must_use]
    pub fn settings(&self) -> TrainingSettings {
        TrainingSettings {
            data: self.data.clone(),
            labels: self.labels,
            class_names: self.class_names.clone(),
            picture_changes: self.picture_changes.clone(),
            collected: self.collected.clone(),
            validation: self.validation.clone(),
            test: self.test.clone(),
            contract: self.contract,
            recipe: self.recipe.clone(),
        }
    }

    /// The same project that is to learn something else, or in another way.
    #[must_use]
    pub fn with_settings(self, settings: TrainingSettings) -> Self {
        let TrainingSettings {
            data,
            labels,
            class_names,
            picture_changes,
            collected,
            validation,
            test,
            contract,
            recipe,
        } = settings;
        Self {
            contract,
            data,
            labels,
            class_names,
            picture_changes,
            collected,
            validation,
            test,
            recipe,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(validation: Validation, validation_split: f64) -> TrainingSettings {
        TrainingSettings {
            validation,
            recipe: Recipe {
                validation_split,
                ..Recipe::default()
            },
            ..TrainingSettings::default()
        }
    }

    #[test]
    fn every_choice_of_parts_is_kept_in_the_file() {
        let other = || "/data/other".to_owned();
        for (validation, test) in [
            (Validation::Default, TestData::Own),
            (Validation::ValidationPart, TestData::None),
            (Validation::Split, TestData::Own),
            (Validation::TestPart, TestData::Own),
            (Validation::Source(other()), TestData::Source(other())),
            (Validation::None, TestData::None),
            (Validation::Split, TestData::ValidationPart),
            (Validation::Default, TestData::Split { share: 0.15 }),
        ] {
            let chosen = TrainingSettings {
                test,
                ..settings(validation, 0.25)
            };
            let project = Project::default().with_settings(chosen);
            let again = Project::from_text(&project.to_text()).unwrap();
            assert_eq!(again.settings(), project.settings());
        }
    }

    #[test]
    fn what_nobody_chose_follows_the_data_and_leaves_the_test_part_for_the_end() {
        let other = || Validation::Source("/data/other".to_owned());
        // Choice, share, whether there is a validation and a test part; what it comes to, and the share held back.
        let cases = [
            (
                Validation::Default,
                0.0,
                [false, true],
                Validation::Split,
                0.2,
            ),
            (
                Validation::Default,
                0.0,
                [true, true],
                Validation::ValidationPart,
                0.0,
            ),
            (
                Validation::Default,
                0.3,
                [true, true],
                Validation::Split,
                0.3,
            ),
            (
                Validation::ValidationPart,
                0.0,
                [false, true],
                Validation::Split,
                0.2,
            ),
            (
                Validation::TestPart,
                0.3,
                [true, true],
                Validation::TestPart,
                0.0,
            ),
            (
                Validation::TestPart,
                0.0,
                [true, false],
                Validation::Split,
                0.2,
            ),
            (Validation::Split, 0.0, [true, true], Validation::Split, 0.2),
            (other(), 0.3, [true, true], other(), 0.0),
            (Validation::None, 0.3, [true, true], Validation::None, 0.0),
        ];
        for (chosen, share, [has_validation, has_test], expected, held_back) in cases {
            let held_out = HeldOut {
                has_validation,
                has_test,
            };
            let settled = settings(chosen.clone(), share).settled(held_out);
            assert_eq!(settled.validation, expected, "{chosen:?} {held_out:?}");
            assert_eq!(settled.recipe.validation_split, held_back, "{chosen:?}");
        }
    }
}
