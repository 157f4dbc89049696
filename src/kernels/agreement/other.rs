//! Everything but convolution.

use burn::tensor::{
    Tensor, activation, module,
    ops::{AvgPoolOptions, MaxPoolOptions},
};
use proptest::prelude::*;

use super::definitions::{slow_gelu, slow_normalization, slow_softmax};
use super::{EPSILON, pair, weights};
use crate::random_cases::random_cases;
use crate::rounded::{assert_rounded, assert_same_sums};
use crate::simd::Instructions;
use crate::simd::threads::{keeping_to, with_each};
use crate::slow::{Maps, device, numbers};
use crate::{self as kernels, AfterNormalization, PoolingGeometry, batch_normalization};

type Inputs = Vec<Tensor<4>>;

/// The output, and the gradient of each input of a weighted sum of it.
fn results(inputs: &[Maps], compute: impl Fn(Inputs) -> Tensor<4>) -> Vec<Vec<f64>> {
    weighted_results(inputs, weights, compute)
}

/// The same with every set of instructions.
fn each_results(
    inputs: &[Maps],
    compute: impl Fn(Inputs) -> Tensor<4> + Sync,
) -> Vec<Vec<Vec<f64>>> {
    let each = with_each(|| results(inputs, &compute)).into_iter();
    each.map(|(_, results)| results).collect()
}

fn weighted_results(
    inputs: &[Maps],
    weights: impl Fn([usize; 4]) -> Maps,
    compute: impl Fn(Inputs) -> Tensor<4>,
) -> Vec<Vec<f64>> {
    let leaf = |maps: &Maps| maps.tensor(&device()).require_grad();
    let leaves: Inputs = inputs.iter().map(leaf).collect();
    let output = compute(leaves.clone());
    let weights = weights(output.dims()).tensor(&device());
    let gradients = (output.clone() * weights).sum().backward();
    let mut results = vec![numbers(output)];
    for leaf in leaves {
        results.push(numbers(leaf.grad(&gradients).expect("each input is used")));
    }
    results
}

/// For what only sums products of its inputs, each of them of at most `terms`. Computed from magnitudes alone, the same
/// operation gives the magnitudes of its sums.
fn assert_agreement(
    inputs: &[Maps],
    terms: usize,
    ours: impl Fn(Inputs) -> Tensor<4> + Sync,
    burns: impl Fn(Inputs) -> Tensor<4>,
) {
    let expected = results(inputs, &burns);
    let absolute: Vec<Maps> = inputs.iter().map(Maps::absolute).collect();
    let magnitudes = weighted_results(&absolute, |shape| weights(shape).absolute(), burns);
    for found in each_results(inputs, ours) {
        for ((found, expected), magnitudes) in found.iter().zip(&expected).zip(&magnitudes) {
            assert_same_sums(found, expected, magnitudes, terms);
        }
    }
}

fn shapes() -> impl Strategy<Value = [usize; 4]> {
    (1..5_usize, 1..9_usize, 1..9_usize, 1..40_usize).prop_map(|(n, h, w, c)| [n, h, w, c])
}

/// Maps, gamma, beta, and a shortcut where one is asked for.
fn normalization_inputs(shape: [usize; 4], has_shortcut: bool, seed: u64) -> Vec<Maps> {
    let vector = [1, 1, 1, shape[3]];
    let mut inputs = vec![
        Maps::random(shape, seed),
        Maps::random(vector, seed + 1),
        Maps::random(vector, seed + 2),
    ];
    // Channels far from zero show digits that cancel.
    inputs[0].values.iter_mut().for_each(|value| *value += 3.0);
    inputs.extend(has_shortcut.then(|| Maps::random(shape, seed + 3)));
    inputs
}

fn vector(maps: Tensor<4>) -> Tensor<1> {
    let [.., channels] = maps.dims();
    maps.reshape([channels])
}

fn our_normalization(inputs: Inputs, with_relu: bool) -> Tensor<4> {
    let mut inputs = inputs.into_iter();
    let mut next = || inputs.next();
    let (maps, gamma, beta) = (next().unwrap(), next().unwrap(), next().unwrap());
    let after = match (next(), with_relu) {
        (Some(shortcut), _) => AfterNormalization::ShortcutAndRelu(shortcut),
        (None, true) => AfterNormalization::Relu,
        (None, false) => AfterNormalization::Nothing,
    };
    batch_normalization(maps, vector(gamma), vector(beta), EPSILON, after).0
}

#[derive(Debug, Clone, Copy)]
struct Window {
    size: [usize; 2],
    strides: [usize; 2],
    sides: [(usize, usize); 2],
}

impl Window {
    fn geometry(&self, maps: [usize; 4]) -> Option<PoolingGeometry> {
        let out = |axis: usize| {
            let length = maps[axis + 1] + self.sides[axis].0 + self.sides[axis].1;
            Some(length.checked_sub(self.size[axis])? / self.strides[axis] + 1)
        };
        Some(PoolingGeometry {
            maps,
            size: self.size,
            strides: self.strides,
            before: self.sides.map(|(before, _)| before),
            out: [out(0)?, out(1)?],
        })
    }
}

fn windows() -> impl Strategy<Value = Window> {
    // Padding up to half a window, which is what frameworks allow.
    let side = |size: usize| (0..=size / 2, 0..=size / 2);
    (pair(1..5_usize), pair(1..4_usize)).prop_flat_map(move |(size, strides)| {
        (side(size[0]), side(size[1])).prop_map(move |(vertical, horizontal)| Window {
            size,
            strides,
            sides: [vertical, horizontal],
        })
    })
}

fn burns_max(maps: Tensor<4>, window: &Window) -> Tensor<4> {
    let options = MaxPoolOptions {
        padding: window.sides,
        ..MaxPoolOptions::new(window.size).with_stride(window.strides)
    };
    module::max_pool2d(maps.permute([0, 3, 1, 2]), options).permute([0, 2, 3, 1])
}

fn burns_average(maps: Tensor<4>, window: &Window) -> Tensor<4> {
    let options = AvgPoolOptions {
        padding: window.sides,
        count_include_pad: false,
        ..AvgPoolOptions::new(window.size).with_stride(window.strides)
    };
    module::avg_pool2d(maps.permute([0, 3, 1, 2]), options).permute([0, 2, 3, 1])
}

fn only(mut inputs: Inputs) -> Tensor<4> {
    inputs.swap_remove(0)
}

proptest! {
    #![proptest_config(random_cases(file!(), 500))]

    #[test]
    fn normalizations_and_what_follows_equal_their_definition(
        shape in shapes(), with_relu: bool, has_shortcut: bool, seed in 0..1000_u64,
    ) {
        let inputs = normalization_inputs(shape, has_shortcut, seed);
        let expected = slow_normalization(&inputs, with_relu);
        for found in each_results(&inputs, |inputs| our_normalization(inputs, with_relu)) {
            prop_assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                assert_rounded(found, expected);
            }
        }
    }

    #[test]
    fn poolings_equal_burns(shape in shapes(), window in windows(), seed in 0..1000_u64) {
        let geometry = window.geometry(shape);
        prop_assume!(geometry.is_some());
        let (geometry, inputs) = (geometry.unwrap(), [Maps::random(shape, seed)]);
        // A pixel's gradient is a sum over the windows that it lies in, each weighed by 1 at most; a mean is divided.
        let terms = window.size[0] * window.size[1];
        let expected = results(&inputs, |inputs| burns_max(only(inputs), &window));
        for found in each_results(&inputs, |inputs| kernels::max_pooling(only(inputs), geometry)) {
            prop_assert_eq!(&found[0], &expected[0]);
            let magnitudes = vec![terms as f64; found[1].len()];
            assert_same_sums(&found[1], &expected[1], &magnitudes, terms);
        }
        assert_agreement(
            &inputs,
            terms + 2,
            |inputs| kernels::average_pooling(only(inputs), geometry),
            |inputs| burns_average(only(inputs), &window),
        );
    }

    #[test]
    fn sums_and_relus_equal_burns(shape in shapes(), seed in 0..1000_u64) {
        let inputs = [Maps::random(shape, seed), Maps::random(shape, seed + 1)];
        let two = |inputs: Inputs| {
            let [first, second] = inputs.try_into().unwrap();
            (first, second)
        };
        assert_agreement(
            &inputs,
            2,
            |inputs| { let (a, b) = two(inputs); kernels::sum(a, b) },
            |inputs| { let (a, b) = two(inputs); a + b },
        );
        assert_agreement(
            &inputs,
            2,
            |inputs| { let (a, b) = two(inputs); kernels::relu_sum(a, b) },
            |inputs| { let (a, b) = two(inputs); activation::relu(a + b) },
        );
        assert_agreement(
            &inputs[..1],
            1,
            |inputs| kernels::relu(only(inputs)),
            |inputs| activation::relu(only(inputs)),
        );
    }

    #[test]
    fn softmax_and_gelu_equal_their_definitions(shape in shapes(), spread in 0.1..30_f64, seed in 0..1000_u64) {
        let mut inputs = [Maps::random(shape, seed)];
        inputs[0].values.iter_mut().for_each(|value| *value *= spread);
        let softmax = each_results(&inputs, |inputs| kernels::softmax(only(inputs)));
        let gelu = |inputs| kernels::activation(only(inputs), kernels::Function::Gelu);
        let (of_softmax, of_gelu) = (slow_softmax(&inputs[0]), slow_gelu(&inputs[0]));
        let softmax = softmax.iter().map(|found| (found, &of_softmax));
        let gelu = each_results(&inputs, gelu);
        for (found, expected) in softmax.chain(gelu.iter().map(|found| (found, &of_gelu))) {
            for (found, expected) in found.iter().zip(expected) {
                assert_rounded(found, expected);
            }
        }
    }

    #[test]
    fn dense_layers_equal_products(
        images in 1..9_usize, features in 1..70_usize, units in 1..40_usize, seed in 0..1000_u64,
    ) {
        let inputs = [
            Maps::random([1, 1, images, features], seed),
            Maps::random([1, 1, features, units], seed + 1),
            Maps::random([1, 1, 1, units], seed + 2),
        ];
        let parts = |inputs: Inputs| {
            let [rows, kernel, bias] = inputs.try_into().unwrap();
            let (rows, kernel): (Tensor<4>, Tensor<4>) = (rows, kernel);
            (
                rows.reshape([images, features]),
                kernel.reshape([features, units]),
                vector(bias),
            )
        };
        let maps = |sums: Tensor<2>| sums.reshape([1, 1, images, units]);
        assert_agreement(
            &inputs,
            images.max(features).max(units) + 1,
            |inputs| { let (rows, kernel, bias) = parts(inputs); maps(kernels::dense(rows, kernel, bias)) },
            |inputs| { let (rows, kernel, bias) = parts(inputs); maps(rows.matmul(kernel) + bias.unsqueeze::<2>()) },
        );
    }
}

#[test]
fn nan_and_infinity_go_where_they_go_in_burn() {
    let class = |output: Tensor<4>| -> Vec<(bool, bool)> {
        let of = |n: &f64| (n.is_nan(), n.is_infinite());
        numbers(output).iter().map(of).collect()
    };
    let window = Window {
        size: [2, 2],
        strides: [2, 2],
        sides: [(0, 0); 2],
    };
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut maps = Maps::random([2, 4, 4, 3], 1);
        maps.values[17] = value;
        let tensor = || maps.tensor(&device());
        let geometry = window.geometry(maps.shape).unwrap();
        with_each(|| {
            let with_relu = class(kernels::relu(tensor()));
            assert_eq!(with_relu, class(activation::relu(tensor())));
            let shares = class(kernels::softmax(tensor()));
            assert_eq!(shares, class(activation::softmax(tensor(), 3)));
            let largest = class(kernels::max_pooling(tensor(), geometry));
            assert_eq!(largest, class(burns_max(tensor(), &window)));
            let mean = class(kernels::average_pooling(tensor(), geometry));
            assert_eq!(mean, class(burns_average(tensor(), &window)));
        });
    }
}

// Pieces depend on the sizes alone, so these results keep their bits with any number of threads.
#[test]
fn the_number_of_threads_changes_no_bit_of_a_normalization() {
    let inputs = normalization_inputs([8, 32, 32, 16], true, 5);
    for instructions in Instructions::of_this_machine() {
        let with = |threads| {
            let pool = keeping_to(instructions, threads);
            pool.install(|| results(&inputs, |inputs| our_normalization(inputs, true)))
        };
        assert_eq!(with(1), with(3));
    }
}
