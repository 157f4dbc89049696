//! How charts and diagrams were last wanted; comes back with the window.

use super::Bench;
use super::diagram::DiagramOptions;
use super::training::ChartStyle;
use serde::{Deserialize, Serialize};

/// Choices that belong to the user rather than to a project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Habits {
    /// How charts are shown.
    pub chart: ChartStyle,
    /// How diagrams are exported.
    pub diagram: DiagramOptions,
}

impl Bench {
    /// A bench as its user likes it. Numbers from a stored file may be anything; they are brought into range.
    pub fn with_habits(habits: Habits) -> Self {
        let mut bench = Self::default();
        bench.training.style = ChartStyle {
            smoothing: habits
                .chart
                .smoothing
                .clamp(0.0, ChartStyle::MOST_SMOOTHING),
            ..habits.chart
        };
        bench.diagram.options = DiagramOptions {
            scale: habits.diagram.scale.clamp(0.5, 4.0),
            ..habits.diagram
        };
        bench
    }

    /// How its user likes it.
    pub fn habits(&self) -> Habits {
        Habits {
            chart: self.training.style,
            diagram: self.diagram.options,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_come_back_within_their_ranges() {
        let mut habits = Habits::default();
        habits.chart.log_loss = true;
        assert_eq!(Bench::with_habits(habits).habits(), habits);
        habits.chart.smoothing = 7.0;
        habits.diagram.scale = 1e9;
        let tamed = Bench::with_habits(habits).habits();
        assert_eq!(
            (tamed.chart.smoothing, tamed.diagram.scale),
            (ChartStyle::MOST_SMOOTHING, 4.0)
        );
    }
}
