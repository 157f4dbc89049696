//! What can be watched of a layer while its network learns: the names of the figures, not the figures.

use crate::text::say;

/// One figure of a layer in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HealthMeasure {
    /// The length of the loss's gradient by all weights of the layer.
    GradientNorm,
    /// How far a step moved the weights, as a share of their length.
    UpdateRatio,
    /// The share of a relu's channels that were zero at every place of every picture of the batch.
    DeadRelus,
    /// The smallest output.
    Least,
    /// The largest output.
    Most,
    /// The mean of the outputs.
    Mean,
    /// Their standard deviation.
    Deviation,
    /// How far batch norm's moving means lie from the batch's, in standard deviations of the batch.
    MeanDrift,
    /// By what factor batch norm's moving variances differ from the batch's.
    VarianceDrift,
    /// How large what a branch adds is beside the shortcut that it is added to.
    BranchRatio,
}

impl HealthMeasure {
    /// Every figure, in the order of a list.
    pub const ALL: [Self; 10] = [
        Self::GradientNorm,
        Self::UpdateRatio,
        Self::DeadRelus,
        Self::Least,
        Self::Most,
        Self::Mean,
        Self::Deviation,
        Self::MeanDrift,
        Self::VarianceDrift,
        Self::BranchRatio,
    ];

    /// Those that say something about a layer beside the others.
    pub const BY_DEPTH: [Self; 7] = [
        Self::GradientNorm,
        Self::UpdateRatio,
        Self::DeadRelus,
        Self::Deviation,
        Self::MeanDrift,
        Self::VarianceDrift,
        Self::BranchRatio,
    ];

    /// Those that a network shows as heat.
    pub const HEATS: [Self; 4] = [
        Self::GradientNorm,
        Self::UpdateRatio,
        Self::DeadRelus,
        Self::MeanDrift,
    ];

    /// What files call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GradientNorm => "gradient_norm",
            Self::UpdateRatio => "update_ratio",
            Self::DeadRelus => "dead_relus",
            Self::Least => "minimum",
            Self::Most => "maximum",
            Self::Mean => "mean",
            Self::Deviation => "standard_deviation",
            Self::MeanDrift => "mean_drift",
            Self::VarianceDrift => "variance_drift",
            Self::BranchRatio => "branch_ratio",
        }
    }

    /// The figure that files call `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::GradientNorm => say("health-gradient-norm"),
            Self::UpdateRatio => say("health-update-ratio"),
            Self::DeadRelus => say("health-dead-relus"),
            Self::Least => say("health-minimum"),
            Self::Most => say("health-maximum"),
            Self::Mean => say("health-mean"),
            Self::Deviation => say("health-deviation"),
            Self::MeanDrift => say("health-mean-drift"),
            Self::VarianceDrift => say("health-variance-drift"),
            Self::BranchRatio => say("health-branch-ratio"),
        }
    }

    /// What it is and what is usual, in a sentence or two.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::GradientNorm => say("health-gradient-norm-help"),
            Self::UpdateRatio => say("health-update-ratio-help"),
            Self::DeadRelus => say("health-dead-relus-help"),
            Self::Least | Self::Most | Self::Mean | Self::Deviation => say("health-range-help"),
            Self::MeanDrift | Self::VarianceDrift => say("health-drift-help"),
            Self::BranchRatio => say("health-branch-ratio-help"),
        }
    }

    /// Whether its values span powers of ten and none is below 0, so that it is best read on a logarithmic axis.
    #[must_use]
    pub fn is_logarithmic(self) -> bool {
        matches!(self, Self::GradientNorm | Self::UpdateRatio)
    }

    /// A value in words: "0.0123", "1.2e-5", "60 %".
    #[must_use]
    pub fn text(self, value: f64) -> String {
        match self {
            Self::DeadRelus => format!("{:.0} %", value * 100.0),
            _ if value == 0.0 => "0".to_owned(),
            _ if (1e-3..1e4).contains(&value.abs()) => {
                let digits = (2.0 - value.abs().log10().floor()).clamp(0.0, 6.0) as usize;
                format!("{value:.digits$}")
            }
            _ => format!("{value:.1e}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_three_digits_and_small_ones_a_power_of_ten() {
        let texts = [0.0, 1.0, 0.012_34, 123.4, 0.000_012_3, 54_321.0]
            .map(|value| HealthMeasure::GradientNorm.text(value));
        assert_eq!(texts, ["0", "1.00", "0.0123", "123", "1.2e-5", "5.4e4"]);
        assert_eq!(HealthMeasure::DeadRelus.text(0.6), "60 %");
    }

    #[test]
    fn every_figure_is_found_by_the_name_that_files_give_it() {
        for measure in HealthMeasure::ALL {
            assert_eq!(HealthMeasure::named(measure.name()), Some(measure));
        }
    }
}
