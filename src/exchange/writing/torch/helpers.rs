//! Small classes and functions for what PyTorch does otherwise, or has not.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Helper {
    AveragePool,
    Clipped,
    GaussianDropout,
    GaussianNoise,
    Lanczos,
    LayerScale,
    MapLayerNorm,
    MapLinear,
    Normalization,
    PReLU,
    SharedDropout,
}

impl Helper {
    /// How Python has it.
    pub fn code(self) -> &'static str {
        match self {
            Self::AveragePool => AVERAGE_POOL,
            Self::Clipped => CLIPPED,
            Self::GaussianDropout => GAUSSIAN_DROPOUT,
            Self::GaussianNoise => GAUSSIAN_NOISE,
            Self::Lanczos => LANCZOS,
            Self::LayerScale => LAYER_SCALE,
            Self::MapLayerNorm => MAP_LAYER_NORM,
            Self::MapLinear => MAP_LINEAR,
            Self::Normalization => NORMALIZATION,
            Self::PReLU => PRELU,
            Self::SharedDropout => SHARED_DROPOUT,
        }
    }
}

const AVERAGE_POOL: &str = r#"def average_pool(x, size, strides, padding):
    """Means of windows in which padding does not count."""
    ones = torch.ones_like(x[:1, :1])
    sums = F.avg_pool2d(F.pad(x, padding), size, strides)
    return sums / F.avg_pool2d(F.pad(ones, padding), size, strides)
"#;

const CLIPPED: &str = r#"def clipped(x, most, slope, threshold):
    """x from a threshold on, at most `most`; a slope below."""
    above = x if most is None else torch.clamp(x, max=most)
    return torch.where(x >= threshold, above, slope * (x - threshold))
"#;

const GAUSSIAN_DROPOUT: &str = r#"class GaussianDropout(nn.Module):
    """Multiplies by noise of mean 1 while training."""

    def __init__(self, rate):
        super().__init__()
        self.deviation = (rate / (1 - rate)) ** 0.5

    def forward(self, x):
        return x * (1 + self.deviation * torch.randn_like(x)) if self.training else x
"#;

const GAUSSIAN_NOISE: &str = r#"class GaussianNoise(nn.Module):
    """Adds noise of mean 0 while training."""

    def __init__(self, deviation):
        super().__init__()
        self.deviation = deviation

    def forward(self, x):
        return x + self.deviation * torch.randn_like(x) if self.training else x
"#;

const LANCZOS: &str = r#"def lanczos(x, factors, radius):
    """A larger map by Lanczos's window, in which nothing counts that lies beyond the border."""

    def shares(length, factor):
        centers = (torch.arange(length * factor, dtype=torch.float64) + 0.5) / factor - 0.5
        away = (centers[:, None] - torch.arange(length)).abs()
        counts = torch.sinc(away) * torch.sinc(away / radius) * (away < radius)
        return (counts / counts.sum(1, keepdim=True)).to(x)

    return shares(x.shape[2], factors[0]) @ x @ shares(x.shape[3], factors[1]).T
"#;

const LAYER_SCALE: &str = r#"class LayerScale(nn.Module):
    """Each channel times a number that is learned."""

    def __init__(self, channels, start):
        super().__init__()
        self.gamma = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return x * (self.gamma if x.dim() == 2 else self.gamma.view(-1, 1, 1))
"#;

const MAP_LAYER_NORM: &str = r#"class MapLayerNorm(nn.LayerNorm):
    """Each pixel normalized over its channels."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
"#;

const MAP_LINEAR: &str = r#"class MapLinear(nn.Linear):
    """A fully connected layer for each pixel."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
"#;

const NORMALIZATION: &str = r#"class Normalization(nn.Module):
    """Channels brought to mean 0 and variance 1 by statistics that no training moves."""

    def __init__(self, channels, invert=False):
        super().__init__()
        self.register_buffer("mean", torch.zeros(channels))
        self.register_buffer("variance", torch.ones(channels))
        self.invert = invert

    def forward(self, x):
        shape = (-1,) if x.dim() == 2 else (-1, 1, 1)
        mean, deviation = self.mean.view(shape), torch.sqrt(self.variance).view(shape)
        if self.invert:
            return mean + x * torch.clamp(deviation, min=1e-7)
        return (x - mean) / torch.clamp(deviation, min=1e-7)
"#;

const PRELU: &str = r#"class PReLU(nn.Module):
    """A slope below zero that is learned for each place."""

    def __init__(self, shape):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        return F.relu(x) - self.weight * F.relu(-x)
"#;

const SHARED_DROPOUT: &str = r#"class SharedDropout(nn.Module):
    """Dropout of all numbers along some axes together."""

    def __init__(self, rate, axes):
        super().__init__()
        self.rate, self.axes = rate, axes

    def forward(self, x):
        if not self.training:
            return x
        shape = [1 if axis in self.axes else length for axis, length in enumerate(x.shape)]
        return x * (torch.rand(shape, device=x.device) >= self.rate) / (1 - self.rate)
"#;
