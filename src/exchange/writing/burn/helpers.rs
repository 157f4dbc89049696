//! Small types and functions for what Burn does otherwise, or has not.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Helper {
    Bent,
    ByChannel,
    Clipped,
    Rescaled,
    Standardized,
    Statistics,
    Unit,
}

impl Helper {
    /// How Rust has it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bent => BENT,
            Self::ByChannel => BY_CHANNEL,
            Self::Clipped => CLIPPED,
            Self::Rescaled => RESCALED,
            Self::Standardized => STANDARDIZED,
            Self::Statistics => STATISTICS,
            Self::Unit => UNIT,
        }
    }
}

const BENT: &str = "/// `x` where it is above zero, a slope below.
fn bent<const D: usize>(x: Tensor<D>, slopes: Tensor<D>) -> Tensor<D> {
    activation::relu(x.clone()) - slopes * activation::relu(-x)
}
";

const BY_CHANNEL: &str = "/// One number for each channel.
fn by_channel<const D: usize>(numbers: Tensor<1>) -> Tensor<D> {
    let mut shape = [1; D];
    shape[1] = numbers.dims()[0];
    numbers.reshape(shape)
}
";

const CLIPPED: &str = "/// `x` from a threshold on, at most `most`; a slope below.
fn clipped<const D: usize>(x: Tensor<D>, most: Option<f64>, slope: f64, threshold: f64) -> Tensor<D> {
    let above = match most {
        Some(most) => x.clone().clamp_max(most),
        None => x.clone(),
    };
    let is_below = x.clone().lower_scalar(threshold);
    above.mask_where(is_below, (x - threshold) * slope)
}
";

const RESCALED: &str = "/// `x · scale + offset`, by channels.
fn rescaled<const D: usize>(x: Tensor<D>, scale: &[f32], offset: &[f32]) -> Tensor<D> {
    let device = x.device();
    let tensor = |numbers: &[f32]| {
        let data = TensorData::new(numbers.to_vec(), [numbers.len()]);
        by_channel::<D>(Tensor::<1>::from_data(data, &device))
    };
    x * tensor(scale) + tensor(offset)
}
";

const STANDARDIZED: &str =
    "/// Channels brought to mean 0 and variance 1 by numbers that are known.
fn standardized<const D: usize>(x: Tensor<D>, mean: &[f32], deviation: &[f32]) -> Tensor<D> {
    let device = x.device();
    let tensor = |numbers: &[f32]| {
        let data = TensorData::new(numbers.to_vec(), [numbers.len()]);
        by_channel::<D>(Tensor::<1>::from_data(data, &device))
    };
    (x - tensor(mean)) / tensor(deviation)
}
";

const STATISTICS: &str =
    "/// Channels brought to mean 0 and variance 1 by statistics that no training moves.
#[derive(Module, Debug)]
pub struct Statistics {
    mean: Param<Tensor<1>>,
    variance: Param<Tensor<1>>,
}

impl Statistics {
    fn new(channels: usize, device: &Device) -> Self {
        let fixed = |tensor| Param::from_tensor(tensor).set_require_grad(false);
        Self {
            mean: fixed(Tensor::zeros([channels], device)),
            variance: fixed(Tensor::ones([channels], device)),
        }
    }

    fn deviation<const D: usize>(&self) -> Tensor<D> {
        by_channel(self.variance.val().sqrt().clamp_min(1e-7))
    }

    fn forward<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        (x - by_channel::<D>(self.mean.val())) / self.deviation::<D>()
    }

    fn inverted<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        x * self.deviation::<D>() + by_channel::<D>(self.mean.val())
    }
}
";

const UNIT: &str = "/// Channels brought to length 1.
fn unit<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    let length = x.clone().square().sum_dim(1).clamp_min(1e-12).sqrt();
    x / length
}
";
