//! What the network is to learn, and how: the part of a project that the bench changes. No part of undo.

use crate::data::Contract;
use crate::recipe::Recipe;

/// Data, preprocessing and recipe of a project.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lesson {
    /// The data, as on the command line; `None` where nobody chose any.
    pub data: Option<String>,
    /// What pictures go through on their way into the network; `None` for the usual way.
    pub contract: Option<Contract>,
    /// Optimizer, sizes, seed, device.
    pub recipe: Recipe,
}
