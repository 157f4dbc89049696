//! The names under which Keras lists one and the same layer: an activation may be a layer of its own class, or an operation.

use super::super::report::LayerReport;
use super::Cut;
use crate::layer::{Function, Kind, Layer};

/// The classes of layers and operations that do what an activation does, with the words that TensorFlow's operations are
/// called by. Keras 3 names operations by their class, Keras 2 calls all of them `TFOpLambda`.
const ACTIVATIONS: [(Function, &[&str], &[&str]); 17] = [
    (Function::Relu, &["ReLU", "Relu"], &["relu"]),
    (
        Function::LeakyRelu,
        &["LeakyReLU", "LeakyRelu"],
        &["leaky_relu"],
    ),
    (Function::Softmax, &["Softmax"], &["softmax"]),
    (Function::Sigmoid, &["Sigmoid"], &["sigmoid"]),
    (Function::Tanh, &["Tanh"], &["tanh"]),
    (Function::Elu, &["ELU", "Elu"], &["elu"]),
    (Function::Gelu, &["Gelu"], &["gelu"]),
    (Function::Silu, &["Silu", "Swish"], &["silu", "swish"]),
    (Function::Linear, &["Identity"], &["identity"]),
    (Function::Relu6, &["ReLU6", "Relu6"], &["relu6"]),
    (Function::HardSigmoid, &["HardSigmoid"], &["hard_sigmoid"]),
    (
        Function::HardSilu,
        &["HardSilu", "HardSwish"],
        &["hard_silu", "hard_swish"],
    ),
    (Function::Selu, &["Selu"], &["selu"]),
    (Function::Softplus, &["Softplus"], &["softplus"]),
    (Function::Softsign, &["Softsign"], &["softsign"]),
    (Function::Mish, &["Mish"], &["mish"]),
    (Function::LogSoftmax, &["LogSoftmax"], &["log_softmax"]),
];

/// Sums and joins that were written as operations.
const MERGES: [(Kind, &[&str], &[&str]); 6] = [
    (Kind::Add, &["Add"], &["add", "addv2", "__add__"]),
    (Kind::Concatenate, &["Concatenate"], &["concat"]),
    (Kind::Multiply, &["Multiply"], &["multiply", "__mul__"]),
    (Kind::Subtract, &["Subtract"], &["subtract", "__sub__"]),
    (Kind::Maximum, &["Maximum"], &["maximum"]),
    (Kind::Minimum, &["Minimum"], &["minimum"]),
];

/// The classes of operations in Keras 2: what they do stands in their name, `tf.nn.relu_1`, `tf_op_layer_Relu`.
const OPERATIONS: [&str; 2] = ["TFOpLambda", "TensorFlowOpLayer"];

/// What a row of a listing can be.
#[derive(Clone, Copy)]
enum Meaning {
    Function(Function),
    Kind(Kind),
}

impl Meaning {
    fn is(self, layer: &LayerReport) -> bool {
        match (self, &layer.layer) {
            (Self::Kind(kind), _) => layer.kind == kind,
            (Self::Function(function), Some(Layer::Activation(activation))) => {
                activation.function == function
            }
            (Self::Function(_), _) => false,
        }
    }
}

/// Whether a row of this name and class can be `layer`.
pub(super) fn can_be(name: &Cut, class: &Cut, layer: &LayerReport) -> bool {
    class.fits(layer.kind.entry().keras_class)
        || meanings(name, class)
            .iter()
            .any(|meaning| meaning.is(layer))
}

/// Whether both are activations, be it of different functions.
pub(super) fn is_akin(name: &Cut, class: &Cut, layer: &LayerReport) -> bool {
    let is_function = |meaning: &Meaning| matches!(meaning, Meaning::Function(_));
    layer.kind == Kind::Activation && meanings(name, class).iter().any(is_function)
}

/// Whether a row of this name and class was named by Keras itself.
pub(super) fn is_named_by_keras(name: &Cut, class: &Cut) -> bool {
    let is_operation = OPERATIONS.iter().any(|operation| class.fits(operation));
    let own = snake(&class.text);
    let rest = name.text.strip_prefix(own.as_str());
    let is_numbered = rest.is_some_and(|rest| {
        rest.chars()
            .all(|letter| letter == '_' || letter.is_ascii_digit())
    });
    let is_cut = name.is_cut && own.starts_with(&name.text);
    !meanings(name, class).is_empty() && (is_operation || is_numbered || is_cut)
}

/// The word for what `layer` does, where a listing may have another class for it.
pub(super) fn word(layer: &LayerReport) -> &'static str {
    match &layer.layer {
        Some(Layer::Activation(activation)) => activation.function.name(),
        _ => layer.kind.entry().keras_class,
    }
}

fn meanings(name: &Cut, class: &Cut) -> Vec<Meaning> {
    let functions = ACTIVATIONS
        .iter()
        .map(|(function, classes, words)| (Meaning::Function(*function), classes, words));
    let kinds = MERGES
        .iter()
        .map(|(kind, classes, words)| (Meaning::Kind(*kind), classes, words));
    let operation = OPERATIONS
        .iter()
        .any(|operation| class.fits(operation))
        .then(|| operation_word(&name.text));
    functions
        .chain(kinds)
        .filter(|(_, classes, words)| {
            let by_class = classes.iter().any(|own| class.fits(own));
            let by_word = operation
                .as_ref()
                .is_some_and(|word| words.contains(&word.as_str()));
            by_class || by_word
        })
        .map(|(meaning, ..)| meaning)
        .collect()
}

/// `relu` of `tf.nn.relu_1`, `tf_op_layer_Relu` and `tf.__operators__.add`.
fn operation_word(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let last = last.strip_prefix("tf_op_layer_").unwrap_or(last);
    last.trim_end_matches(|letter: char| letter.is_ascii_digit())
        .trim_end_matches('_')
        .to_lowercase()
}

/// `re_lu` of `ReLU`, as Keras names layers after their class.
fn snake(class: &str) -> String {
    let letters: Vec<char> = class.chars().collect();
    let mut name = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(index + 1);
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if begins {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    // What Keras 2 and 3 print for layers that nobody named: tests/golden/listings.
    #[test]
    fn classes_are_written_as_keras_writes_names() {
        for (class, name) in [
            ("ReLU", "re_lu"),
            ("LeakyReLU", "leaky_re_lu"),
            ("ELU", "elu"),
            ("Softmax", "softmax"),
            ("Relu", "relu"),
        ] {
            assert_eq!(snake(class), name);
        }
    }

    #[test]
    fn operations_of_keras_2_say_what_they_do_in_their_name() {
        for (name, word) in [
            ("tf.nn.relu", "relu"),
            ("tf.nn.leaky_relu_12", "leaky_relu"),
            ("tf_op_layer_Relu_3", "relu"),
            ("tf.__operators__.add_1", "add"),
        ] {
            assert_eq!(operation_word(name), word);
        }
    }
}
