//! Which formula the settings ask for.

use netsmith_kernels::optimizer::{Adam, Rmsprop, Rule, Sgd};

use crate::recipe::Optimizer;

/// The formula that the settings ask for.
pub(super) fn of(settings: &Optimizer) -> Box<dyn Rule> {
    match *settings {
        Optimizer::Adam {
            beta_1,
            beta_2,
            epsilon,
        } => Box::new(Adam {
            beta_1,
            beta_2,
            epsilon,
            weight_decay: 0.0,
        }),
        Optimizer::Adamw {
            weight_decay,
            beta_1,
            beta_2,
            epsilon,
        } => Box::new(Adam {
            beta_1,
            beta_2,
            epsilon,
            weight_decay,
        }),
        Optimizer::Rmsprop {
            rho,
            momentum,
            epsilon,
        } => Box::new(Rmsprop {
            rho,
            momentum,
            epsilon,
        }),
        Optimizer::Sgd { momentum, nesterov } => Box::new(Sgd { momentum, nesterov }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Described;
    use burn::tensor::{Device, Tensor};
    use netsmith_kernels::WeightPiece;
    use netsmith_kernels::optimizer::StepPosition;

    const GRADIENTS: [f64; 3] = [0.5, -0.25, 0.125];
    const RATE: f64 = 0.1;

    /// One weight, starting at 1, moved by three gradients on any device.
    fn moved(settings: &Optimizer) -> f64 {
        let device = Device::flex();
        let rule = of(settings);
        let mut weight = Tensor::<1>::from_floats([1.0], &device);
        let mut slots: Vec<_> = rule
            .slot_names()
            .iter()
            .map(|_| weight.zeros_like())
            .collect();
        for (index, gradient) in GRADIENTS.iter().enumerate() {
            let gradient = Tensor::from_floats([*gradient as f32], &device);
            let step = StepPosition {
                learning_rate: RATE,
                number: index as u64 + 1,
            };
            weight = rule.moved(weight, gradient, &mut slots, step);
        }
        f64::from(weight.into_scalar::<f32>())
    }

    /// The same in place.
    fn moved_in_place(settings: &Optimizer) -> f64 {
        let rule = of(settings);
        let mut weights = [1.0];
        let mut slots = vec![[0.0]; rule.slot_names().len()];
        for (index, gradient) in GRADIENTS.iter().enumerate() {
            let piece = WeightPiece {
                weights: &mut weights,
                gradient: &[*gradient as f32],
                slots: slots.iter_mut().map(<[f32; 1]>::as_mut_slice).collect(),
            };
            let step = StepPosition {
                learning_rate: RATE,
                number: index as u64 + 1,
            };
            rule.move_in_place(piece, step);
        }
        f64::from(weights[0])
    }

    fn assert_moved(settings: &Optimizer, expected: f64) {
        for found in [moved(settings), moved_in_place(settings)] {
            assert!(
                (found - expected).abs() < 1e-6,
                "{settings:?}: expected {expected}, found {found}"
            );
        }
    }

    #[test]
    fn plain_descent_subtracts_the_sum_of_gradients() {
        assert_moved(
            &Optimizer::sgd(0.0, false),
            1.0 - RATE * (0.5 - 0.25 + 0.125),
        );
    }

    // By hand with rate 0.1 and momentum 0.9: m1 = -0.05, m2 = -0.045 + 0.025 = -0.02,
    // m3 = -0.018 - 0.0125 = -0.0305.
    #[test]
    fn momentum_rolls_on() {
        assert_moved(&Optimizer::sgd(0.9, false), 1.0 - 0.05 - 0.02 - 0.0305);
    }

    // Keras: w += 0.9 m - 0.1 g, with the m above.
    #[test]
    fn nesterov_looks_ahead() {
        let first = 0.9 * -0.05 - 0.05;
        let second = 0.9 * -0.02 + 0.025;
        let third = 0.9 * -0.0305 - 0.0125;
        assert_moved(&Optimizer::sgd(0.9, true), 1.0 + first + second + third);
    }

    // v1 = 0.1 · 0.25, v2 = 0.9 v1 + 0.1 · 0.0625, v3 = 0.9 v2 + 0.1 · 0.015625.
    #[test]
    fn rmsprop_divides_by_the_root_of_the_mean_square() {
        let (v1, v2, v3): (f64, f64, f64) = (0.025, 0.028_75, 0.027_437_5);
        let expected = 1.0 - 0.05 / v1.sqrt() + 0.025 / v2.sqrt() - 0.0125 / v3.sqrt();
        assert_moved(&Optimizer::named("rmsprop").unwrap(), expected);
    }

    #[test]
    fn rmsprop_with_momentum_rolls_on() {
        let (v1, v2, v3): (f64, f64, f64) = (0.025, 0.028_75, 0.027_437_5);
        let m1 = 0.05 / v1.sqrt();
        let m2 = 0.5 * m1 - 0.025 / v2.sqrt();
        let m3 = 0.5 * m2 + 0.0125 / v3.sqrt();
        let settings = Optimizer::Rmsprop {
            rho: 0.9,
            momentum: 0.5,
            epsilon: 1e-7,
        };
        assert_moved(&settings, 1.0 - m1 - m2 - m3);
    }

    /// Algorithm 1 of the paper with its corrected means; Keras's rearrangement differs by epsilon only.
    fn adam_by_the_paper(weight_decay: f64) -> f64 {
        let (mut weight, mut mean, mut square) = (1.0, 0.0, 0.0);
        for (index, gradient) in GRADIENTS.iter().enumerate() {
            let number = index as i32 + 1;
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            let corrected_mean = mean / (1.0 - 0.9f64.powi(number));
            let corrected_square: f64 = square / (1.0 - 0.999f64.powi(number));
            weight -= RATE * weight_decay * weight;
            weight -= RATE * corrected_mean / corrected_square.sqrt();
        }
        weight
    }

    #[test]
    fn adam_follows_the_paper() {
        for moved in [moved, moved_in_place] {
            assert!((moved(&Optimizer::adam()) - adam_by_the_paper(0.0)).abs() < 1e-5);
        }
    }

    #[test]
    fn adamw_takes_its_share_of_each_weight_first() {
        for moved in [moved, moved_in_place] {
            assert!(
                (moved(&Optimizer::named("adamw").unwrap()) - adam_by_the_paper(0.004)).abs()
                    < 1e-5
            );
        }
    }

    // sqrt(1 - 0.999) / (1 - 0.9) turns a step of g / (|g| sqrt(0.001)) into 0.1 · 0.0316 g / (0.0316 |g| + eps):
    // an epsilon of 1 shows where it stands.
    #[test]
    fn adams_epsilon_stands_beside_the_uncorrected_root() {
        let device = Device::flex();
        let settings = Optimizer::Adam {
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1.0,
        };
        let weight = Tensor::<1>::from_floats([0.0], &device);
        let mut slots = vec![weight.zeros_like(), weight.zeros_like()];
        let gradient = Tensor::from_floats([0.5], &device);
        let step = StepPosition {
            learning_rate: RATE,
            number: 1,
        };
        let found = of(&settings)
            .moved(weight, gradient, &mut slots, step)
            .into_scalar::<f32>();
        let root = (0.001f64 * 0.25).sqrt();
        let expected = -RATE * 0.001f64.sqrt() / 0.1 * (0.1 * 0.5) / (root + 1.0);
        assert!((f64::from(found) - expected).abs() < 1e-7);
    }
}
