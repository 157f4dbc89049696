//! Small types and functions for what Burn does otherwise, or has not.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Helper {
    Bent,
    ByChannel,
    Clipped,
    Enlarged,
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
            Self::Enlarged => ENLARGED,
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

const ENLARGED: &str = "/// A larger map: each new pixel is a sum over those around, by how far from it they lie; what lies beyond the border does
/// not count.
fn enlarged(x: Tensor<4>, factors: [usize; 2], share: impl Fn(f64) -> f64) -> Tensor<4> {
    let [batch, channels, height, width] = x.dims();
    let device = x.device();
    let shares = |length: usize, factor: usize| {
        let mut all = Vec::with_capacity(length * factor * length);
        for new in 0..length * factor {
            let center = (new as f64 + 0.5) / factor as f64 - 0.5;
            let counts: Vec<f64> = (0..length).map(|old| share((old as f64 - center).abs())).collect();
            let sum: f64 = counts.iter().sum();
            all.extend(counts.iter().map(|count| (count / sum) as f32));
        }
        Tensor::<3>::from_data(TensorData::new(all, [1, length * factor, length]), &device)
    };
    let (tall, wide) = (height * factors[0], width * factors[1]);
    let rows = shares(height, factors[0]).matmul(x.reshape([batch * channels, height, width]));
    let columns = shares(width, factors[1]).matmul(rows.swap_dims(1, 2));
    columns.swap_dims(1, 2).reshape([batch, channels, tall, wide])
}

/// Keys's cubic with -1/2.
#[allow(dead_code)]
fn cubic(x: f64) -> f64 {
    match x {
        x if x < 1.0 => ((1.5 * x - 2.5) * x) * x + 1.0,
        x if x < 2.0 => ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0,
        _ => 0.0,
    }
}

/// Lanczos's window of this radius.
#[allow(dead_code)]
fn lanczos(x: f64, radius: f64) -> f64 {
    let sinc = |x: f64| if x < 1e-9 { 1.0 } else { (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x) };
    if x < radius { sinc(x) * sinc(x / radius) } else { 0.0 }
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
