//! The optimizers on offer and their settings, with Keras's names and defaults.

use super::described::choice;

choice! {
    /// How gradients become steps. The formulas live in `engine::optimizer`.
    Optimizer {
        /// Adam (Kingma and Ba 2014, arXiv:1412.6980).
        Adam = "adam", "optimizer-adam", "optimizer-adam-help" {
            /// Decay of the mean of gradients.
            beta_1: f64 = 0.9, Fraction, "number-beta-1", "number-beta-1-help";
            /// Decay of the mean of squared gradients.
            beta_2: f64 = 0.999, Fraction, "number-beta-2", "number-beta-2-help";
            /// Keeps the division away from zero.
            epsilon: f64 = 1e-7, Positive, "number-epsilon", "number-epsilon-help";
        }
        /// Stochastic gradient descent.
        Sgd = "sgd", "optimizer-sgd", "optimizer-sgd-help" {
            /// The share of the last step that is taken again; 0 is plain descent.
            momentum: f64 = 0.0, Fraction, "number-momentum", "number-momentum-help";
            /// Whether to look ahead along the momentum (Nesterov).
            nesterov: bool = false, Switch, "number-nesterov", "number-nesterov-help";
        }
        /// RMSprop (Hinton 2012, lecture 6e of his course).
        Rmsprop = "rmsprop", "optimizer-rmsprop", "optimizer-rmsprop-help" {
            /// Decay of the mean of squared gradients.
            rho: f64 = 0.9, Fraction, "number-rho", "number-rho-help";
            /// The share of the last step that is taken again; 0 is none.
            momentum: f64 = 0.0, Fraction, "number-momentum", "number-momentum-help";
            /// Keeps the division away from zero.
            epsilon: f64 = 1e-7, Positive, "number-epsilon", "number-epsilon-help";
        }
        /// Adam with decoupled weight decay (Loshchilov and Hutter 2017, arXiv:1711.05101).
        Adamw = "adamw", "optimizer-adamw", "optimizer-adamw-help" {
            /// The share of each weight that is taken away per step, times the learning rate.
            weight_decay: f64 = 0.004, NotNegative, "number-weight-decay", "number-weight-decay-help";
            /// Decay of the mean of gradients.
            beta_1: f64 = 0.9, Fraction, "number-beta-1", "number-beta-1-help";
            /// Decay of the mean of squared gradients.
            beta_2: f64 = 0.999, Fraction, "number-beta-2", "number-beta-2-help";
            /// Keeps the division away from zero.
            epsilon: f64 = 1e-7, Positive, "number-epsilon", "number-epsilon-help";
        }
    }
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

    /// The learning rate that Keras gives to this optimizer when none is named.
    pub fn default_learning_rate(&self) -> f64 {
        match self {
            Self::Sgd { .. } => 0.01,
            Self::Adam { .. } | Self::Rmsprop { .. } | Self::Adamw { .. } => 0.001,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Described;

    #[test]
    fn the_name_is_the_word_in_files() {
        for optimizer in Optimizer::all() {
            let value = serde_json::to_value(optimizer).unwrap();
            assert_eq!(value["name"], optimizer.name());
            assert_eq!(
                serde_json::from_value::<Optimizer>(value).unwrap(),
                optimizer
            );
        }
    }

    #[test]
    fn a_file_may_leave_numbers_out_but_not_name_others() {
        let read = |text: &str| serde_json::from_str::<Optimizer>(text);
        assert_eq!(
            read(r#"{"name": "sgd", "momentum": 0.9}"#).unwrap(),
            Optimizer::sgd(0.9, false)
        );
        assert_eq!(read(r#""adam""#).unwrap(), Optimizer::adam());
        for wrong in [
            r#"{"name": "sgd", "rho": 0.9}"#,
            r#"{"name": "adamx"}"#,
            r#"{"momentum": 1}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
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

    #[test]
    fn what_a_command_line_says_can_be_written_and_read_again() {
        let optimizer = Optimizer::parse("sgd:momentum=0.9,nesterov").unwrap();
        assert_eq!(optimizer, Optimizer::sgd(0.9, true));
        assert_eq!(Optimizer::parse(&optimizer.written()).unwrap(), optimizer);
        assert_eq!(Optimizer::adam().written(), "adam");
        for wrong in ["adamx", "sgd:rho=1", "sgd:momentum=much", "sgd:momentum=2"] {
            assert!(
                !Optimizer::parse(wrong).unwrap_err().to_string().is_empty(),
                "{wrong}"
            );
        }
    }
}
