//! The names of parameters during a walk over a module.

/// Keeps track of where a visitor or mapper is, and spells it as Keras does: `conv0/kernel`.
#[derive(Debug, Default)]
pub struct ParameterPath {
    /// One entry per module entered; `None` for those that are not part of a name.
    entered: Vec<Option<String>>,
}

impl ParameterPath {
    /// To be called from `enter_module`.
    pub fn enter(&mut self, name: &str, container_type: &str) {
        // A derived enum enters its variant, which only repeats the layer's kind.
        let is_variant = container_type.starts_with("Enum:");
        self.entered.push((!is_variant).then(|| name.to_owned()));
    }

    /// To be called from `exit_module`.
    pub fn exit(&mut self) {
        self.entered.pop();
    }

    /// The name of the parameter at hand.
    pub fn name(&self) -> String {
        self.entered
            .iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("/")
    }
}
