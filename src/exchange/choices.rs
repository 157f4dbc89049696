//! What a user says where a file says nothing, or says more than one thing.

/// What is chosen on opening; nothing is chosen by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Height and width of an input whose size the file leaves open.
    pub size: Option<[usize; 2]>,
    /// Which values the network wants its pictures in.
    pub values: Option<Values>,
    /// The output that is wanted, of several.
    pub head: Option<String>,
}

/// Values that networks are trained with, named as in Keras where it has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// From 0 to 255, as they are in a picture.
    Raw,
    /// From 0 to 1.
    Unit,
    /// From −1 to 1: the mode `tf` of Keras's `preprocess_input`.
    Symmetric,
    /// Blue, green, red, less the means of ImageNet: the mode `caffe`.
    Caffe,
    /// From 0 to 1, then brought to mean 0 and deviation 1 by the figures of ImageNet: the mode `torch`.
    Torch,
}

impl Values {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Unit,
        Self::Raw,
        Self::Symmetric,
        Self::Caffe,
        Self::Torch,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Raw => "0..255",
            Self::Unit => "0..1",
            Self::Symmetric => "-1..1",
            Self::Caffe => "caffe",
            Self::Torch => "torch",
        }
    }

    /// Keras's name of the mode, where the command line has another one.
    #[must_use]
    pub fn alias(self) -> Option<&'static str> {
        (self == Self::Symmetric).then_some("tf")
    }

    /// The values of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let is_named_so = |values: &Self| values.name() == name || values.alias() == Some(name);
        Self::ALL.into_iter().find(is_named_so)
    }

    /// What is done to values from 0 to 255 before the network's own layers.
    pub(super) fn scaling(self) -> (f32, f32) {
        match self {
            Self::Raw | Self::Caffe => (1.0, 0.0),
            Self::Unit | Self::Torch => (1.0 / 255.0, 0.0),
            Self::Symmetric => (1.0 / 127.5, -1.0),
        }
    }
}
