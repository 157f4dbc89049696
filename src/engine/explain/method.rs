//! The ways to explain.

use crate::text::say;

/// A way to explain what a network says of a picture, or to look inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Where the maps of a layer speak for a class.
    GradCam,
    /// How far a class's probability falls when a part is covered.
    Occlusion,
    /// Which pixels a class's score changes with.
    Gradient,
    /// The same, as a mean over noisy copies.
    SmoothGrad,
    /// What a layer makes of the picture.
    Activations,
    /// What a convolution looks for.
    Filters,
    /// The pictures of the data that excite each channel of a layer most.
    Exciting,
    /// The pictures of the data that are most like the picture to the network.
    Nearest,
}

impl Method {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 8] = [
        Self::GradCam,
        Self::Occlusion,
        Self::Gradient,
        Self::SmoothGrad,
        Self::Activations,
        Self::Filters,
        Self::Exciting,
        Self::Nearest,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GradCam => "grad-cam",
            Self::Occlusion => "occlusion",
            Self::Gradient => "gradient",
            Self::SmoothGrad => "smooth-grad",
            Self::Activations => "activations",
            Self::Filters => "filters",
            Self::Exciting => "exciting",
            Self::Nearest => "nearest",
        }
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::GradCam => say("method-grad-cam"),
            Self::Occlusion => say("method-occlusion"),
            Self::Gradient => say("method-gradient"),
            Self::SmoothGrad => say("method-smooth-grad"),
            Self::Activations => say("method-activations"),
            Self::Filters => say("method-filters"),
            Self::Exciting => say("method-exciting"),
            Self::Nearest => say("method-nearest"),
        }
    }

    /// What it shows, in one sentence.
    pub fn help(self) -> &'static str {
        match self {
            Self::GradCam => say("method-grad-cam-help"),
            Self::Occlusion => say("method-occlusion-help"),
            Self::Gradient => say("method-gradient-help"),
            Self::SmoothGrad => say("method-smooth-grad-help"),
            Self::Activations => say("method-activations-help"),
            Self::Filters => say("method-filters-help"),
            Self::Exciting => say("method-exciting-help"),
            Self::Nearest => say("method-nearest-help"),
        }
    }

    /// Whether it explains what the network says of one class.
    pub const fn asks_for_class(self) -> bool {
        matches!(
            self,
            Self::GradCam | Self::Occlusion | Self::Gradient | Self::SmoothGrad
        )
    }

    /// Whether it looks at one layer.
    pub const fn asks_for_layer(self) -> bool {
        matches!(
            self,
            Self::GradCam | Self::Activations | Self::Filters | Self::Exciting
        )
    }

    /// Whether it looks through the pictures that the network was trained on.
    pub const fn asks_for_data(self) -> bool {
        matches!(self, Self::Exciting | Self::Nearest)
    }
}
