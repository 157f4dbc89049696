//! What training is asked to do, apart from the network: the data, the validation part, the recipe, the contract.

use super::network;
use crate::data::{Contract, DataSource};
use crate::graph::Inference;
use crate::recipe::Recipe;

/// The settings of the bench. A project file holds them beside the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// Where the pictures come from; `None` until something was chosen.
    pub data: Option<DataSource>,
    /// Whether the user chose the data, or the bench did.
    pub chosen_by: ChosenBy,
    /// What the network is validated on.
    pub validation: Validation,
    /// Optimizer, sizes, seed, device.
    pub recipe: Recipe,
    /// Resize mode, scale and offset; its size follows the network's input.
    pub contract: Contract,
}

/// Who chose the data set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ChosenBy {
    /// The user: it stays until the user chooses another.
    #[default]
    User,
    /// The bench, because it fits the network: it goes when it no longer does.
    Bench,
}

/// What the network is validated on after each epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Validation {
    /// The part that the data set itself holds out; a share of the training part where there is none.
    #[default]
    TestPart,
    /// A share of the training part.
    Split,
    /// Nothing.
    Off,
}

/// The share that is split off where the user asked for a split and named none.
pub const DEFAULT_SPLIT: f64 = 0.2;

impl Validation {
    /// Every choice, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::TestPart, Self::Split, Self::Off];

    /// What a menu calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TestPart => "Test part",
            Self::Split => "Split",
            Self::Off => "None",
        }
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            data: None,
            chosen_by: ChosenBy::User,
            validation: Validation::default(),
            recipe: Recipe::default(),
            contract: Contract::default(),
        }
    }
}

impl Setup {
    /// The contract at the size of the network's input; as it stands where the network has none.
    pub fn contract_for(&self, inference: &Inference) -> Contract {
        network::input(inference).map_or(self.contract, |shape| self.contract.with_shape(shape))
    }

    /// What validation comes down to for a data set that `has_test_part` or not.
    pub fn validation_for(&self, has_test_part: bool) -> Validation {
        match self.validation {
            Validation::TestPart if !has_test_part => Validation::Split,
            chosen => chosen,
        }
    }
}
