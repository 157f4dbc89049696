//! What the numbers of an array of weights are drawn from.

use super::reader::Choice;

/// What the numbers of an array are made by, in numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Law {
    /// All are this.
    Constant(f64),
    /// Normal with this mean and standard deviation.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        deviation: f64,
    },
    /// Normal with this mean and standard deviation, drawn again beyond two of these, which makes the deviation smaller.
    TruncatedNormal {
        /// The mean.
        mean: f64,
        /// The standard deviation of what is cut off.
        deviation: f64,
    },
    /// Uniform between these bounds.
    Uniform {
        /// The lower one.
        least: f64,
        /// The upper one.
        most: f64,
    },
    /// Of a variance that follows from how many numbers feed an output, and how many an input feeds.
    Scaled {
        /// What the variance is a multiple of: 1 / fan.
        scale: f64,
        /// What is counted.
        fan: Fan,
        /// What is drawn from.
        shape: Distribution,
    },
    /// Columns, or rows, of this length at right angles.
    Orthogonal(f64),
    /// This along the diagonal.
    Diagonal(f64),
}

/// What is counted to say how large weights may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fan {
    /// Numbers that feed one output.
    In,
    /// Numbers that one input feeds.
    Out,
    /// The mean of both.
    Average,
}

/// What scaled weights are drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// Normal, drawn again beyond two standard deviations, and wider by what this takes away.
    TruncatedNormal,
    /// Normal.
    Normal,
    /// Uniform around zero.
    Uniform,
}

impl Fan {
    /// How many that is for an array of this shape, as Keras counts it: of a convolution's kernel `[.., in, out]` each pixel,
    /// of a vector its length both ways.
    #[must_use]
    pub fn of(self, shape: &[usize]) -> f64 {
        let (inputs, outputs) = match shape {
            [pixels @ .., inputs, outputs] => {
                let pixels = pixels.iter().product::<usize>() as f64;
                (pixels * *inputs as f64, pixels * *outputs as f64)
            }
            [length] => (*length as f64, *length as f64),
            [] => (1.0, 1.0),
        };
        match self {
            Self::In => inputs,
            Self::Out => outputs,
            Self::Average => f64::midpoint(inputs, outputs),
        }
    }

    pub(super) const WORDS: &'static [&'static str] = &["fan_in", "fan_out", "fan_avg"];
}

impl Choice for Fan {
    const ALL: &'static [Self] = &[Self::In, Self::Out, Self::Average];

    fn word(&self) -> &'static str {
        match self {
            Self::In => "fan_in",
            Self::Out => "fan_out",
            Self::Average => "fan_avg",
        }
    }
}

impl Distribution {
    pub(super) const WORDS: &'static [&'static str] =
        &["truncated_normal", "untruncated_normal", "uniform"];
}

impl Choice for Distribution {
    const ALL: &'static [Self] = &[Self::TruncatedNormal, Self::Normal, Self::Uniform];

    fn word(&self) -> &'static str {
        match self {
            Self::TruncatedNormal => "truncated_normal",
            Self::Normal => "untruncated_normal",
            Self::Uniform => "uniform",
        }
    }
}
