//! Arrays with their axes in another order: other programs have channels first.

/// Numbers with their axes in another order: axis `k` of what is given back is axis `axes[k]` of `shape`.
pub(super) fn permuted(values: &[f32], shape: &[usize], axes: &[usize]) -> Vec<f32> {
    let strides: Vec<usize> = (0..shape.len())
        .map(|axis| shape[axis + 1..].iter().product())
        .collect();
    let lengths: Vec<usize> = axes.iter().map(|axis| shape[*axis]).collect();
    let steps: Vec<usize> = axes.iter().map(|axis| strides[*axis]).collect();
    let mut place = vec![0; lengths.len()];
    let mut from = 0;
    let mut turned = Vec::with_capacity(values.len());
    for _ in 0..values.len() {
        turned.push(values[from]);
        for axis in (0..lengths.len()).rev() {
            place[axis] += 1;
            from += steps[axis];
            if place[axis] < lengths[axis] {
                break;
            }
            from -= steps[axis] * lengths[axis];
            place[axis] = 0;
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    // numpy: arange(24).reshape(2, 3, 4).transpose(2, 0, 1).ravel()[:8]
    #[test]
    fn axes_change_places() {
        let values: Vec<f32> = (0_u8..24).map(f32::from).collect();
        let turned = permuted(&values, &[2, 3, 4], &[2, 0, 1]);
        assert_eq!(turned[..8], [0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 1.0, 5.0]);
    }
}
