//! What a reader hands over: a network in Netsmith's own layers, before it is a graph.

use super::own::About;
use crate::engine::weights::NamedArray;
use crate::layer::LayerSpec;
use crate::recipe::Recipe;

/// A network as a file tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignModel {
    /// What the file calls it; any text, also none.
    pub name: String,
    /// Who wrote it: `Keras 3.15.1`, `PyTorch`, `ONNX, opset 17`.
    pub writer: String,
    /// Layers, each behind those whose outputs it takes.
    pub layers: Vec<ForeignLayer>,
    /// The layers whose outputs the network gives, in the file's order; the first is the head unless a user chooses.
    pub outputs: Vec<usize>,
    /// What its pictures go through before they reach its input, where the file says so outside of its layers.
    pub normalizing: Option<Normalizing>,
    /// Class names in the order of the outputs; empty where the file has none.
    pub classes: Vec<String>,
    /// What the file was compiled with, as far as Netsmith trains so.
    pub recipe: Option<Recipe>,
    /// What Netsmith said in it, where it wrote the file.
    pub about: About,
}

/// One layer of a [`ForeignModel`].
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignLayer {
    /// What the file calls it; any text. Names are made unique and fit for files when the graph is made.
    pub name: String,
    /// The models inside of models that it stands in, outermost first.
    pub inside: Vec<String>,
    /// Its kind and settings in Keras's words.
    pub spec: LayerSpec,
    /// Indices of the layers whose outputs it takes, all smaller than its own.
    pub inputs: Vec<usize>,
    /// Its weights by the names that its kind gives them (`kernel`, `moving_mean`), in the shapes that the kind has them
    /// in: channels last. Empty where the file has none for it.
    pub arrays: Vec<NamedArray>,
    /// Whether training changes its weights.
    pub is_trained: bool,
    /// Which call of its layer this is, from 0: where a file calls one layer several times, those after the first have the
    /// same name and the same weights.
    pub call: usize,
}

/// What is done to values from 0 to 255: `value · scale + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normalizing {
    /// The factor.
    pub scale: f32,
    /// What is added after it.
    pub offset: f32,
}
