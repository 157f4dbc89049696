//! The formats that networks are written in: their names, what they are for and what is in them.

use std::path::{Path, PathBuf};

use crate::text::say;

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The network and its weights, which it cannot be without.
    Both,
    /// The network without weights.
    Network,
    /// Weights without a network.
    Weights,
    /// A program, and beside it the weights where there are any.
    Code,
    /// A folder with a program, the weights that it begins with, and the pictures that it trains them on.
    Training,
}

/// Formats that stand together in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Files of Keras's.
    Keras,
    /// Files of PyTorch's.
    PyTorch,
    /// What most runtimes take.
    Onnx,
    /// What browsers take.
    Browser,
    /// Programs that build the network.
    Programs,
}

impl Group {
    /// All of them, in the order of a list.
    pub const ALL: [Self; 5] = [
        Self::Keras,
        Self::PyTorch,
        Self::Onnx,
        Self::Browser,
        Self::Programs,
    ];

    /// What stands above its formats.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Keras => say("formats-of-keras"),
            Self::PyTorch => say("formats-of-pytorch"),
            Self::Onnx => say("formats-of-onnx"),
            Self::Browser => say("formats-of-browsers"),
            Self::Programs => say("formats-of-programs"),
        }
    }

    /// Its formats, in their order.
    pub fn formats(self) -> impl Iterator<Item = Format> {
        let all = Format::ALL.iter().copied();
        all.filter(move |format| format.group() == self)
    }
}

macro_rules! formats {
    ($($(#[$about:meta])* $name:ident, $id:literal, $ending:literal, $label:literal, $purpose:literal, $group:ident, $holds:ident;)*) => {
        /// The formats that are written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $($(#[$about])* $name,)*
        }

        impl Format {
            /// All of them, in the order of a menu.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What the command line calls it.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// What the names of its files or folders end in.
            #[must_use]
            pub fn ending(self) -> &'static str {
                match self {
                    $(Self::$name => $ending,)*
                }
            }

            /// What a menu calls it.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$name => say($label),)*
                }
            }

            /// What somebody wants it for, in one line.
            #[must_use]
            pub fn purpose(self) -> &'static str {
                match self {
                    $(Self::$name => say($purpose),)*
                }
            }

            /// Those that it stands with.
            #[must_use]
            pub fn group(self) -> Group {
                match self {
                    $(Self::$name => Group::$group,)*
                }
            }

            /// What is in it.
            #[must_use]
            pub fn holds(self) -> Holds {
                match self {
                    $(Self::$name => Holds::$holds,)*
                }
            }
        }
    };
}

formats! {
    /// A `.keras` archive, for Keras 3.
    Keras, "keras", ".keras", "format-keras", "for-keras", Keras, Both;
    /// A `.h5` file as Keras 2 writes it, for tf_keras, Keras 3 and TensorFlow.js's converter.
    H5, "h5", ".h5", "format-h5", "for-h5", Keras, Both;
    /// A `.weights.h5` file, for a model that Keras 3 already has.
    WeightsH5, "weights-h5", ".weights.h5", "format-weights-h5", "for-weights-h5", Keras, Weights;
    /// A layers model of TensorFlow.js, and its weights.
    Tfjs, "tfjs", "model.json", "format-tfjs", "for-tfjs", Browser, Both;
    /// A file of ONNX that takes pictures channels first, as most runtimes want them.
    Onnx, "onnx", ".onnx", "format-onnx", "for-onnx", Onnx, Both;
    /// The same channels last, as pictures lie in memory.
    OnnxChannelsLast, "onnx-nhwc", ".nhwc.onnx", "format-onnx-nhwc", "for-onnx-nhwc", Onnx, Both;
    /// What `model.to_json()` of Keras 3 gives.
    Json, "json", ".json", "format-json", "for-json", Keras, Network;
    /// A script that builds the model in Keras 3 and trains it, and its weights.
    KerasPy, "keras-py", ".py", "format-keras-py", "for-keras-py", Programs, Code;
    /// A state_dict under the names of the PyTorch module that is written.
    Pt, "pt", ".pt", "format-pt", "for-pt", PyTorch, Weights;
    /// The same as safetensors.
    Safetensors, "safetensors", ".safetensors", "format-safetensors", "for-safetensors", PyTorch, Weights;
    /// A PyTorch module with what trains it, and its state_dict.
    TorchPy, "torch-py", ".py", "format-torch-py", "for-torch-py", Programs, Code;
    /// A folder in which PyTorch goes through the whole training, on many processes and machines.
    TorchDdp, "torch-ddp", "-ddp", "format-torch-ddp", "for-torch-ddp", Programs, Training;
    /// A Rust module for Burn that asks the network, and its weights as safetensors.
    BurnRs, "burn-rs", ".rs", "format-burn-rs", "for-burn-rs", Programs, Code;
}

impl Format {
    /// The format of this name on the command line.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.id() == id)
    }

    /// The format that a file's name says, where its ending belongs to one alone.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        // What does not begin with a dot is a whole name.
        let fits = |format: &Self| match format.ending() {
            _ if format.is_folder() => false,
            ending if ending.starts_with('.') => name.ends_with(ending),
            whole => name == whole,
        };
        let longest = Self::ALL.iter().filter(|format| fits(format));
        let longest = longest.max_by_key(|format| format.ending().len())?;
        let is_alone = |format: &&Self| format.ending() == longest.ending();
        (Self::ALL.iter().filter(is_alone).count() == 1).then_some(*longest)
    }

    /// Whether what pictures go through can be a layer in it.
    #[must_use]
    pub fn takes_rescaling(self) -> bool {
        match self.group() {
            Group::Keras | Group::Onnx | Group::Browser => true,
            Group::PyTorch => false,
            Group::Programs => self == Self::KerasPy,
        }
    }

    /// Whether it, or the weights beside it, have room for what other programs pass over.
    #[must_use]
    pub fn holds_project(self) -> bool {
        match self {
            Self::Keras
            | Self::H5
            | Self::Tfjs
            | Self::Onnx
            | Self::OnnxChannelsLast
            | Self::Pt
            | Self::Safetensors
            | Self::TorchPy
            | Self::BurnRs => true,
            // In a run's folder the project lies beside the weights.
            Self::WeightsH5 | Self::Json | Self::KerasPy | Self::TorchDdp => false,
        }
    }

    /// Whether it cannot be written without weights.
    #[must_use]
    pub fn needs_weights(self) -> bool {
        match self.holds() {
            Holds::Both | Holds::Weights => true,
            Holds::Network | Holds::Code | Holds::Training => false,
        }
    }

    /// Whether it is a folder of files, and not one file with some beside it.
    #[must_use]
    pub fn is_folder(self) -> bool {
        match self.holds() {
            Holds::Training => true,
            Holds::Both | Holds::Weights | Holds::Network | Holds::Code => false,
        }
    }

    /// The nearest name to `path` by which the format's own program takes the file.
    #[must_use]
    pub fn fitting(self, path: PathBuf) -> PathBuf {
        if self.is_folder() {
            return path;
        }
        let (before, kind) = self
            .ending()
            .rsplit_once('.')
            .unwrap_or(("", self.ending()));
        let kind = format!(".{kind}");
        // Keras tells weights alone by the whole of their ending, and so do we; the others by its last part.
        let needed = if self == Self::WeightsH5 {
            format!("{before}{kind}")
        } else {
            kind.clone()
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let lower = name.to_lowercase();
        if lower.ends_with(&needed) {
            return path;
        }
        let stem = if lower.ends_with(&kind) {
            &name[..name.len() - kind.len()]
        } else {
            &name
        };
        path.with_file_name(format!("{stem}{needed}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gets_a_name_that_its_program_takes() {
        let fitting = |format: Format, name: &str| {
            let path = format.fitting(Path::new("/nets").join(name));
            path.file_name().unwrap().to_string_lossy().into_owned()
        };
        assert_eq!(fitting(Format::Keras, "smile"), "smile.keras");
        assert_eq!(fitting(Format::Keras, "smile.Keras"), "smile.Keras");
        assert_eq!(fitting(Format::WeightsH5, "smile.h5"), "smile.weights.h5");
        assert_eq!(fitting(Format::WeightsH5, "smile"), "smile.weights.h5");
        assert_eq!(
            fitting(Format::OnnxChannelsLast, "smile.onnx"),
            "smile.onnx"
        );
        assert_eq!(fitting(Format::Tfjs, "smile"), "smile.json");
        assert_eq!(fitting(Format::Pt, "smile.h5"), "smile.h5.pt");
        assert_eq!(fitting(Format::TorchDdp, "smile"), "smile");
    }

    #[test]
    fn every_format_stands_in_one_group() {
        let grouped: Vec<Format> = Group::ALL.into_iter().flat_map(Group::formats).collect();
        assert_eq!(grouped.len(), Format::ALL.len());
    }
}
