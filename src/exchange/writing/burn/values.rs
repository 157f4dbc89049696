//! Numbers and axes as Rust writes them.

/// `[1.0, 0.5]`
pub(super) fn list(numbers: &[f64]) -> String {
    format!("{numbers:?}")
}

/// `[3, 3]`
pub(super) fn pair(numbers: [usize; 2]) -> String {
    format!("{numbers:?}")
}

/// What padding adds on each side, as Burn's layers are told; nothing where it adds nothing.
pub(super) fn padding([(top, bottom), (left, right)]: [(usize, usize); 2]) -> String {
    if [top, bottom, left, right] == [0; 4] {
        return String::new();
    }
    format!(".with_padding(nn::PaddingConfig2d::Explicit({top}, {left}, {bottom}, {right}))")
}
