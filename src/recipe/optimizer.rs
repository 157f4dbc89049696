//! The optimizers on offer and their settings, with Keras's names and defaults.

use serde::{Deserialize, Serialize};

use super::problem::{self, RecipeProblem};

/// How gradients become steps. The formulas live in `engine::optimizer`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", deny_unknown_fields)]
pub enum Optimizer {
    /// Adam (Kingma and Ba 2014, arXiv:1412.6980).
    Adam {
        /// Decay of the mean of gradients.
        beta_1: f64,
        /// Decay of the mean of squared gradients.
        beta_2: f64,
        /// Keeps the division away from zero.
        epsilon: f64,
    },
    /// Stochastic gradient descent.
    Sgd {
        /// The share of the last step that is taken again; 0 is plain descent.
        momentum: f64,
        /// Whether to look ahead along the momentum (Nesterov).
        nesterov: bool,
    },
    /// RMSprop (Hinton 2012, lecture 6e of his course).
    Rmsprop {
        /// Decay of the mean of squared gradients.
        rho: f64,
        /// The share of the last step that is taken again; 0 is none.
        momentum: f64,
        /// Keeps the division away from zero.
        epsilon: f64,
    },
    /// Adam with decoupled weight decay (Loshchilov and Hutter 2017, arXiv:1711.05101).
    Adamw {
        /// The share of each weight that is taken away per step, times the learning rate.
        weight_decay: f64,
        /// Decay of the mean of gradients.
        beta_1: f64,
        /// Decay of the mean of squared gradients.
        beta_2: f64,
        /// Keeps the division away from zero.
        epsilon: f64,
    },
}

impl Default for Optimizer {
    fn default() -> Self {
        Self::adam()
    }
}

impl Optimizer {
    /// Adam with Keras's defaults.
    pub fn adam() -> Self {
        Self::Adam {
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        }
    }

    /// Stochastic gradient descent; Keras's defaults are momentum 0 and no Nesterov.
    pub fn sgd(momentum: f64, nesterov: bool) -> Self {
        Self::Sgd { momentum, nesterov }
    }

    /// RMSprop with Keras's defaults.
    pub fn rmsprop() -> Self {
        Self::Rmsprop {
            rho: 0.9,
            momentum: 0.0,
            epsilon: 1e-7,
        }
    }

    /// AdamW with Keras's defaults.
    pub fn adamw() -> Self {
        Self::Adamw {
            weight_decay: 0.004,
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        }
    }

    /// Every optimizer with Keras's defaults, in the order of a menu.
    pub fn all() -> [Self; 4] {
        [
            Self::adam(),
            Self::sgd(0.0, false),
            Self::rmsprop(),
            Self::adamw(),
        ]
    }

    /// The optimizer of that name with Keras's defaults.
    pub fn named(name: &str) -> Option<Self> {
        Self::all()
            .into_iter()
            .find(|optimizer| optimizer.name() == name)
    }

    /// The name on the command line and in files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Adam { .. } => "adam",
            Self::Sgd { .. } => "sgd",
            Self::Rmsprop { .. } => "rmsprop",
            Self::Adamw { .. } => "adamw",
        }
    }

    /// The learning rate that Keras gives to this optimizer when none is named.
    pub fn default_learning_rate(&self) -> f64 {
        match self {
            Self::Sgd { .. } => 0.01,
            Self::Adam { .. } | Self::Rmsprop { .. } | Self::Adamw { .. } => 0.001,
        }
    }

    /// What is wrong with the settings.
    pub(super) fn problems(&self) -> Vec<RecipeProblem> {
        use problem::{fraction, not_negative, positive};
        let checks = match *self {
            Self::Adam {
                beta_1,
                beta_2,
                epsilon,
            } => vec![
                fraction("beta_1", beta_1),
                fraction("beta_2", beta_2),
                positive("epsilon", epsilon),
            ],
            Self::Sgd { momentum, .. } => vec![fraction("momentum", momentum)],
            Self::Rmsprop {
                rho,
                momentum,
                epsilon,
            } => vec![
                fraction("rho", rho),
                fraction("momentum", momentum),
                positive("epsilon", epsilon),
            ],
            Self::Adamw {
                weight_decay,
                beta_1,
                beta_2,
                epsilon,
            } => vec![
                not_negative("weight_decay", weight_decay),
                fraction("beta_1", beta_1),
                fraction("beta_2", beta_2),
                positive("epsilon", epsilon),
            ],
        };
        checks.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_optimizer_is_found_by_its_name() {
        for optimizer in Optimizer::all() {
            assert_eq!(Optimizer::named(optimizer.name()), Some(optimizer));
        }
        assert_eq!(Optimizer::named("adamx"), None);
    }

    #[test]
    fn the_name_is_the_word_in_files() {
        for optimizer in Optimizer::all() {
            let value = serde_json::to_value(&optimizer).unwrap();
            assert_eq!(value["name"], optimizer.name());
        }
    }

    #[test]
    fn settings_out_of_range_are_named() {
        let optimizer = Optimizer::Adam {
            beta_1: 1.0,
            beta_2: -0.1,
            epsilon: 0.0,
        };
        let settings: Vec<_> = optimizer.problems().iter().map(|p| p.setting).collect();
        assert_eq!(settings, ["beta_1", "beta_2", "epsilon"]);
    }
}
