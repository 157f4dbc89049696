//! What a reading means, in words. The head of the room says where the thresholds come from.

use super::HealthReading;
use crate::graph::HealthMeasure;
use crate::message;
use crate::text::Message;

/// How many times shorter or longer the first layer's gradient may be than the last one's.
pub const VANISHING: f64 = 1e3;
/// The share of its weights that a step may move a layer by.
const FAST: f64 = 0.1;
/// A step that moves every layer by less hardly moves anything.
const SLOW: f64 = 1e-6;
/// The share of a layer's relus that may be dead.
const DEAD: f64 = 0.4;
/// How far moving means may lie from the batch's, in deviations.
const MEAN_DRIFT: f64 = 1.0;
/// Before so many steps moving averages are still mostly what they began as, and that means nothing: of Keras's, 37 % are.
const SETTLED_STEPS: u64 = 100;
/// By what factor moving variances may differ.
const VARIANCE_DRIFT: f64 = 4.0;

/// Something that a reading says and somebody should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is, and what to do.
    pub message: Message,
    /// The layer where it shows most.
    pub layer: String,
}

/// What a reading says, the most serious first; nothing where all is well.
#[must_use]
pub fn findings(reading: &HealthReading) -> Vec<Finding> {
    [
        gradients(reading),
        updates(reading),
        dead_relus(reading),
        drift(reading),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The layer where a figure is largest.
fn largest<'a>(values: impl Iterator<Item = (&'a str, f64)>) -> Option<(&'a str, f64)> {
    values.max_by(|(_, a), (_, b)| a.total_cmp(b))
}

fn gradients(reading: &HealthReading) -> Option<Finding> {
    let norms: Vec<(&str, f64)> = reading.of_kernels(HealthMeasure::GradientNorm).collect();
    let [(first, of_first), .., (last, of_last)] = norms[..] else {
        return None;
    };
    if of_first <= 0.0 && of_last > 0.0 {
        return Some(Finding {
            message: message!("finding-no-gradient", first = first),
            layer: first.to_owned(),
        });
    }
    let spread = of_last / of_first;
    let message = if spread >= VANISHING {
        message!(
            "finding-vanishing",
            first = first,
            last = last,
            factor = rounded(spread)
        )
    } else if 1.0 / spread >= VANISHING {
        message!(
            "finding-exploding",
            first = first,
            last = last,
            factor = rounded(1.0 / spread)
        )
    } else {
        return None;
    };
    Some(Finding {
        message,
        layer: first.to_owned(),
    })
}

fn updates(reading: &HealthReading) -> Option<Finding> {
    // Adam's first step is of full size for every weight, whatever its gradient.
    if reading.step <= 1 {
        return None;
    }
    let (layer, ratio) = largest(reading.of_kernels(HealthMeasure::UpdateRatio))?;
    let share = HealthMeasure::UpdateRatio.text(ratio);
    let message = if ratio >= FAST {
        message!("finding-fast", layer = layer, share = share)
    } else if ratio <= SLOW {
        message!("finding-slow", layer = layer, share = share)
    } else {
        return None;
    };
    Some(Finding {
        message,
        layer: layer.to_owned(),
    })
}

fn dead_relus(reading: &HealthReading) -> Option<Finding> {
    let (layer, share) = largest(reading.values(HealthMeasure::DeadRelus))?;
    (share >= DEAD).then(|| Finding {
        message: message!(
            "finding-dead",
            layer = layer,
            percent = (share * 100.0).round()
        ),
        layer: layer.to_owned(),
    })
}

fn drift(reading: &HealthReading) -> Option<Finding> {
    if reading.step < SETTLED_STEPS {
        return None;
    }
    let means = largest(reading.values(HealthMeasure::MeanDrift));
    let variances = largest(reading.values(HealthMeasure::VarianceDrift));
    if let Some((layer, distance)) = means.filter(|(_, distance)| *distance >= MEAN_DRIFT) {
        return Some(Finding {
            message: message!(
                "finding-mean-drift",
                layer = layer,
                distance = format!("{distance:.1}")
            ),
            layer: layer.to_owned(),
        });
    }
    let (layer, factor) = variances.filter(|(_, factor)| *factor >= VARIANCE_DRIFT)?;
    Some(Finding {
        message: message!(
            "finding-variance-drift",
            layer = layer,
            factor = rounded(factor)
        ),
        layer: layer.to_owned(),
    })
}

/// Two significant digits of a number of 1 and more.
fn rounded(value: f64) -> String {
    if value >= 1e6 {
        return format!("{value:.0e}");
    }
    let unit = 10_f64.powf((value.log10().floor() - 1.0).max(-1.0));
    let rounded = (value / unit).round() * unit;
    if unit < 1.0 {
        format!("{rounded:.1}")
    } else {
        format!("{rounded:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::LayerHealth;
    use super::*;

    /// A reading of these layers, each with these figures.
    fn reading(layers: &[(&str, &[(HealthMeasure, f64)])]) -> HealthReading {
        let layer = |(name, values): &(&str, &[(HealthMeasure, f64)])| {
            let mut layer = LayerHealth::new(name);
            for (measure, value) in *values {
                layer.set(*measure, *value);
            }
            layer
        };
        HealthReading {
            step: 201,
            epoch: 1.0,
            layers: layers.iter().map(layer).collect(),
        }
    }

    fn said(layers: &[(&str, &[(HealthMeasure, f64)])]) -> Vec<String> {
        let found = findings(&reading(layers));
        found.iter().map(|it| it.message.to_string()).collect()
    }

    const GRADIENT: HealthMeasure = HealthMeasure::GradientNorm;
    const UPDATE: HealthMeasure = HealthMeasure::UpdateRatio;

    #[test]
    fn a_healthy_reading_says_nothing() {
        let layers: [(&str, &[_]); 3] = [
            ("conv1", &[(GRADIENT, 0.5), (UPDATE, 1e-3)]),
            ("relu1", &[(HealthMeasure::DeadRelus, 0.1)]),
            ("fc6", &[(GRADIENT, 0.01), (UPDATE, 2e-3)]),
        ];
        assert_eq!(said(&layers), [] as [String; 0]);
        assert_eq!(said(&[]), [] as [String; 0]);
    }

    #[test]
    fn gradients_that_vanish_are_compared_from_the_first_kernel_to_the_last() {
        let layers: [(&str, &[_]); 4] = [
            ("conv1", &[(GRADIENT, 1.0 / 2400.0)]),
            ("bn1", &[(GRADIENT, 9.0), (HealthMeasure::MeanDrift, 0.1)]),
            ("conv2", &[(GRADIENT, 50.0)]),
            ("fc6", &[(GRADIENT, 1.0)]),
        ];
        let said = said(&layers);
        assert_eq!(said.len(), 1);
        assert!(
            said[0].contains("`conv1`") && said[0].contains("1/2400"),
            "{said:?}"
        );
        assert!(said[0].contains("`fc6`"), "{said:?}");
    }

    #[test]
    fn each_threshold_is_said_with_its_layer_and_its_figure() {
        let layers: [(&str, &[_]); 3] = [
            ("conv1", &[(GRADIENT, 5e3), (UPDATE, 0.25)]),
            ("relu1", &[(HealthMeasure::DeadRelus, 0.6)]),
            ("bn1", &[(HealthMeasure::MeanDrift, 2.34)]),
        ];
        let mut layers = layers.to_vec();
        layers.push(("fc6", &[(GRADIENT, 1.0), (UPDATE, 1e-3)]));
        let said = said(&layers);
        let parts = [
            ("conv1", "5000"),
            ("conv1", "0.250"),
            ("relu1", "60"),
            ("bn1", "2.3"),
        ];
        assert_eq!(said.len(), parts.len(), "{said:?}");
        for (said, (layer, figure)) in said.iter().zip(parts) {
            assert!(
                said.contains(&format!("`{layer}`")) && said.contains(figure),
                "{said}"
            );
        }
    }

    #[test]
    fn what_the_first_steps_always_show_is_no_finding() {
        let layers: [(&str, &[_]); 2] = [
            ("conv1", &[(UPDATE, 0.25)]),
            ("bn1", &[(HealthMeasure::VarianceDrift, 107.0)]),
        ];
        let first = HealthReading {
            step: 1,
            ..reading(&layers)
        };
        assert_eq!(findings(&first), []);
        assert_eq!(findings(&reading(&layers)).len(), 2);
    }

    #[test]
    fn figures_have_two_digits() {
        let texts = [1.26, 9.96, 12.4, 2437.0, 3.4e7].map(rounded);
        assert_eq!(texts, ["1.3", "10.0", "12", "2400", "3e7"]);
    }
}
