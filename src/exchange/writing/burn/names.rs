//! Names of fields that Rust takes.

/// Rust's own words, and the variables that Burn's derived code keeps beside the fields.
const TAKEN: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "content", "device",
    "devices", "mapper", "visitor",
];

/// The field for what PyTorch's module calls `name`. No two become one: none of PyTorch's names is a taken one with a line
/// behind it unless it was given out as that.
pub(super) fn field(name: &str) -> String {
    if TAKEN.contains(&name) {
        format!("{name}_field")
    } else {
        name.to_owned()
    }
}
