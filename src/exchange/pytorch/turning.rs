//! Tensors of PyTorch's, channels first, as arrays of ours, channels last.

use crate::engine::weights::NamedArray;
use crate::exchange::axes::permuted;

/// How a tensor becomes an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing moves.
    AsItIs,
    /// `[out, in, height, width]` of a convolution, and `[in, out, height, width]` of one backwards.
    Convolution,
    /// `[channels · multiplier, 1, height, width]` of a convolution channel by channel.
    Depthwise {
        /// Kernels for each channel.
        multiplier: usize,
    },
    /// `[out, in]`, or the same with a window of one pixel.
    Dense,
    /// `[out, channels · height · width]`, behind a Flatten that had channels first.
    DenseOfMap {
        /// `[height, width, channels]` of what is flattened.
        map: [usize; 3],
    },
    /// `[channels]` of slopes that all pixels share.
    Slopes,
    /// `[channels, height, width]` of slopes.
    SlopesOfMap,
}

/// The shape that a tensor of `shape` has after the turn; `None` where it cannot be turned so.
pub(in crate::exchange) fn turned_shape(shape: &[usize], turn: &Turn) -> Option<Vec<usize>> {
    match (turn, shape) {
        (Turn::AsItIs, shape) => Some(shape.to_vec()),
        (Turn::Convolution, [out, inputs, height, width]) => {
            Some(vec![*height, *width, *inputs, *out])
        }
        (Turn::Depthwise { multiplier }, [out, 1, height, width])
            if *multiplier > 0 && out.is_multiple_of(*multiplier) =>
        {
            Some(vec![*height, *width, out / multiplier, *multiplier])
        }
        (Turn::Dense, [out, inputs] | [out, inputs, 1, 1]) => Some(vec![*inputs, *out]),
        (Turn::DenseOfMap { map }, [out, inputs]) if map.iter().product::<usize>() == *inputs => {
            Some(vec![*inputs, *out])
        }
        (Turn::Slopes, [channels]) => Some(vec![1, 1, *channels]),
        (Turn::SlopesOfMap, [channels, height, width]) => Some(vec![*height, *width, *channels]),
        _ => None,
    }
}

/// The tensor after the turn, called `name`; one that cannot be turned so stays as it is.
pub(in crate::exchange) fn turned(tensor: &NamedArray, turn: &Turn, name: &str) -> NamedArray {
    let shape = turned_shape(&tensor.shape, turn);
    let axes: &[usize] = match turn {
        Turn::Convolution => &[2, 3, 1, 0],
        Turn::Depthwise { .. } => &[2, 3, 0, 1],
        Turn::Dense => &[1, 0],
        Turn::DenseOfMap { .. } => &[2, 3, 1, 0],
        Turn::SlopesOfMap => &[1, 2, 0],
        Turn::AsItIs | Turn::Slopes => &[],
    };
    // The tensor with its axes as the turn counts them.
    let own: Vec<usize> = match (turn, &tensor.shape[..]) {
        (Turn::Depthwise { multiplier }, [out, _, height, width]) => {
            vec![out / multiplier, *multiplier, *height, *width]
        }
        (
            Turn::DenseOfMap {
                map: [height, width, channels],
            },
            [out, _],
        ) => {
            vec![*out, *channels, *height, *width]
        }
        (Turn::Dense, [out, inputs, ..]) => vec![*out, *inputs],
        (_, shape) => shape.to_vec(),
    };
    let values = if shape.is_none() || axes.is_empty() {
        tensor.values.clone()
    } else {
        permuted(&tensor.values, &own, axes)
    };
    NamedArray {
        name: name.to_owned(),
        shape: shape.unwrap_or_else(|| tensor.shape.clone()),
        values,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(shape: &[usize]) -> NamedArray {
        let count = shape.iter().product::<usize>() as u16;
        NamedArray {
            name: "theirs".to_owned(),
            shape: shape.to_vec(),
            values: (0..count).map(f32::from).collect(),
        }
    }

    // numpy: arange(24).reshape(2, 3, 2, 2).transpose(2, 3, 1, 0).ravel()[:6]
    #[test]
    fn what_a_convolution_gives_comes_last() {
        let array = turned(&tensor(&[2, 3, 2, 2]), &Turn::Convolution, "kernel");
        assert_eq!(array.shape, [2, 2, 3, 2]);
        assert_eq!(array.values[..6], [0.0, 12.0, 4.0, 16.0, 8.0, 20.0]);
    }

    // numpy: arange(12).reshape(1, 2, 2, 3).transpose(2, 3, 1, 0).ravel(): a Flatten of 2×3 pixels with 2 channels.
    #[test]
    fn rows_behind_a_flatten_are_sorted_by_pixels() {
        let turn = Turn::DenseOfMap { map: [2, 3, 2] };
        let array = turned(&tensor(&[1, 12]), &turn, "kernel");
        assert_eq!(array.shape, [12, 1]);
        let expected = [0.0, 6.0, 1.0, 7.0, 2.0, 8.0, 3.0, 9.0, 4.0, 10.0, 5.0, 11.0];
        assert_eq!(array.values, expected);
    }
}
