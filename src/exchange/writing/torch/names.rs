//! Names of layers that Python takes, and that no part of a module has already.

use std::collections::BTreeSet;

use crate::graph::unique_name;

/// Python's own words, what the program uses, and what every module of PyTorch has.
const TAKEN: &[&str] = &[
    "False",
    "None",
    "True",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
    "self",
    "super",
    "x",
    "torch",
    "nn",
    "F",
    "T_destination",
    "add_module",
    "apply",
    "bfloat16",
    "buffers",
    "call_super_init",
    "children",
    "compile",
    "cpu",
    "cuda",
    "double",
    "dump_patches",
    "eval",
    "extra_repr",
    "float",
    "forward",
    "get_buffer",
    "get_extra_state",
    "get_parameter",
    "get_submodule",
    "half",
    "ipu",
    "load_state_dict",
    "modules",
    "mtia",
    "named_buffers",
    "named_children",
    "named_modules",
    "named_parameters",
    "parameters",
    "register_backward_hook",
    "register_buffer",
    "register_forward_hook",
    "register_forward_pre_hook",
    "register_full_backward_hook",
    "register_load_state_dict_post_hook",
    "register_module",
    "register_parameter",
    "register_state_dict_pre_hook",
    "requires_grad_",
    "set_extra_state",
    "set_submodule",
    "share_memory",
    "state_dict",
    "to",
    "to_empty",
    "train",
    "training",
    "type",
    "xpu",
    "zero_grad",
    "probabilities",
    "penalty",
    "FROZEN",
];

/// The names that are given out.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeSet<String>,
}

impl Names {
    /// The name itself, or the nearest one that Python takes and nobody has; `stem` where no letter of it is left.
    pub fn fitting(&mut self, name: &str, stem: &str) -> String {
        let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let letters = name.chars();
        let mut fit: String = letters
            .map(|letter| if fits(letter) { letter } else { '_' })
            .collect();
        let has_letters = fit.chars().any(|letter| letter.is_ascii_alphanumeric());
        if !has_letters {
            stem.clone_into(&mut fit);
        }
        // What begins with an underscore is the module's own affair, and no name begins with a number.
        let begins = fit.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if !begins {
            fit = format!("{stem}_{}", fit.trim_start_matches('_'));
        }
        if TAKEN.contains(&fit.as_str()) {
            fit.push('_');
        }
        if self.given.contains(&fit) {
            let taken: BTreeSet<&str> = self.given.iter().map(String::as_str).collect();
            fit = unique_name(&fit, &taken);
        }
        self.given.insert(fit.clone());
        fit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_python_or_a_module_has_are_changed_and_stay_unique() {
        let mut names = Names::default();
        let mut fitting = |name: &str| names.fitting(name, "conv2d");
        assert_eq!(fitting("conv0"), "conv0");
        assert_eq!(fitting("train"), "train_");
        assert_eq!(fitting("class"), "class_");
        assert_eq!(fitting("2a"), "conv2d_2a");
        assert_eq!(fitting("卷积"), "conv2d");
        assert_eq!(fitting("卷积2"), "conv2d_2");
        assert_eq!(fitting("a.b"), "a_b");
        assert_eq!(fitting("a b"), "a_b_1");
    }
}
