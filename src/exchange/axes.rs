//! Arrays with their axes in another order: other programs have channels first.

/// How many neighbors are written at once: whole lines of the processor's memory, read from as few places as stay near.
const RUN: usize = 32;

/// Numbers with their axes in another order: axis `k` of what is given back is axis `axes[k]` of `shape`, which has as many
/// numbers as `values`.
///
/// What lies together afterwards lay far apart before, or the other way round. Runs of the last axis are written one after
/// another in the order in which they are read, so that neither side leaves its lines before it is done with them.
pub(super) fn permuted<T: Copy + Default>(values: &[T], shape: &[usize], axes: &[usize]) -> Vec<T> {
    let Some((last, others)) = axes.split_last().filter(|_| !values.is_empty()) else {
        return values.to_vec();
    };
    let stride = |axis: usize| -> usize { shape[axis + 1..].iter().product() };
    let mut others: Vec<Axis> = others
        .iter()
        .enumerate()
        .map(|(place, axis)| Axis {
            length: shape[*axis],
            from: stride(*axis),
            to: axes[place + 1..].iter().map(|axis| shape[*axis]).product(),
            at: 0,
        })
        .collect();
    others.sort_by_key(|axis| axis.from);
    let (length, step) = (shape[*last], stride(*last));
    let mut turned = vec![T::default(); values.len()];
    for start in (0..length).step_by(RUN) {
        let count = RUN.min(length - start);
        let (mut from, mut to) = (start * step, start);
        loop {
            let read = values[from..].iter().step_by(step);
            for (to, value) in turned[to..to + count].iter_mut().zip(read) {
                *to = *value;
            }
            if !next(&mut others, &mut from, &mut to) {
                break;
            }
        }
    }
    turned
}

/// An axis that is walked along.
struct Axis {
    length: usize,
    /// How far its neighbors are apart where they are read, and where they are written.
    from: usize,
    to: usize,
    at: usize,
}

/// Goes on to the next numbers; `false`, and back at the first ones, behind the last.
fn next(axes: &mut [Axis], from: &mut usize, to: &mut usize) -> bool {
    for axis in axes {
        axis.at += 1;
        *from += axis.from;
        *to += axis.to;
        if axis.at < axis.length {
            return true;
        }
        *from -= axis.from * axis.length;
        *to -= axis.to * axis.length;
        axis.at = 0;
    }
    false
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

    /// Longer than a run, of length 1, and none at all.
    #[test]
    fn every_number_comes_where_its_axes_say() {
        for shape in [[70, 3, 1, 2], [1, 33, 4, 5], [2, 1, 1, 97], [3, 0, 2, 2]] {
            let values: Vec<usize> = (0..shape.iter().product()).collect();
            for axes in [[2, 3, 1, 0], [0, 2, 3, 1], [3, 2, 1, 0], [0, 1, 2, 3]] {
                let turned = permuted(&values, &shape, &axes);
                assert_eq!(turned.len(), values.len());
                for (place, value) in turned.iter().enumerate() {
                    let mut rest = place;
                    let mut at = [0; 4];
                    for axis in axes.iter().rev() {
                        at[*axis] = rest % shape[*axis];
                        rest /= shape[*axis];
                    }
                    let own = at
                        .iter()
                        .zip(&shape)
                        .fold(0, |own, (at, length)| own * length + at);
                    assert_eq!(*value, own, "{shape:?} {axes:?}");
                }
            }
        }
        assert_eq!(permuted(&[5], &[], &[]), [5]);
    }
}
