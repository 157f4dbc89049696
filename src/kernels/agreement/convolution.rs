//! Convolution.

use burn::tensor::{Device, Tensor, module, ops::ConvOptions};
use proptest::prelude::*;

use super::pair;
use crate::random_cases::random_cases;
use crate::rounded::assert_same_sums;
use crate::simd::Instructions;
use crate::simd::threads::{keeping_to, with_each};
use crate::slow::{Maps, assert_close, device, numbers};
use crate::{ConvolutionGeometry, conv2d};

#[derive(Debug, Clone, Copy)]
struct Case {
    maps: [usize; 4],
    kernel: [usize; 4],
    strides: [usize; 2],
    dilation_rate: [usize; 2],
    sides: [(usize, usize); 2],
    groups: usize,
    has_bias: bool,
    seed: u64,
}

/// Makes numbers of a shape from a seed.
type Numbers = fn([usize; 4], u64) -> Maps;

type Inputs = (Tensor<4>, Tensor<4>, Option<Tensor<1>>);

impl Case {
    fn large(maps: [usize; 4], kernel: [usize; 4]) -> Self {
        Self {
            maps,
            kernel,
            strides: [1, 1],
            dilation_rate: [1, 1],
            sides: [(1, 1); 2],
            groups: 1,
            has_bias: true,
            seed: 7,
        }
    }

    /// Whether the window fits into the padded map, which shape inference sees to.
    fn fits(&self) -> bool {
        [0, 1].iter().all(|&axis| {
            let (before, after) = self.sides[axis];
            let extent = (self.kernel[axis] - 1) * self.dilation_rate[axis] + 1;
            extent <= self.maps[axis + 1] + before + after
        })
    }

    fn inputs(&self) -> Inputs {
        self.inputs_of(Maps::random)
    }

    fn inputs_of(&self, maps: Numbers) -> Inputs {
        let (device, filters) = (device(), self.kernel[3]);
        let bias = maps([1, 1, 1, filters], self.seed + 2).tensor(&device);
        (
            maps(self.maps, self.seed).tensor(&device),
            maps(self.kernel, self.seed + 1).tensor(&device),
            self.has_bias.then(|| bias.reshape([filters])),
        )
    }

    /// The most products that a number of the output sums, and of the gradients of maps, kernel and bias.
    fn terms(&self, output: usize) -> [usize; 4] {
        let [kernel_height, kernel_width, channels, filters] = self.kernel;
        let window = kernel_height * kernel_width;
        let pixels = output / filters;
        [
            window * channels + 1,
            window * filters / self.groups,
            pixels,
            pixels,
        ]
    }

    fn ours(&self, (maps, kernel, bias): Inputs) -> Tensor<4> {
        let geometry = ConvolutionGeometry::new(
            self.maps,
            self.kernel,
            self.strides,
            self.dilation_rate,
            self.sides,
            self.groups,
        );
        conv2d(maps, kernel, bias, geometry)
    }

    fn burns(&self, (maps, kernel, bias): Inputs) -> Tensor<4> {
        let options = ConvOptions::new_with_padding(
            self.strides,
            self.sides,
            self.dilation_rate,
            self.groups,
        );
        let maps = maps.permute([0, 3, 1, 2]);
        let kernel = kernel.permute([3, 2, 0, 1]);
        module::conv2d(maps, kernel, bias, options).permute([0, 2, 3, 1])
    }

    /// The output, and the gradients of maps, kernel and bias of a weighted sum of it.
    fn results(&self, convolve: impl Fn(&Self, Inputs) -> Tensor<4>) -> Vec<Vec<f64>> {
        self.results_of(Maps::random, convolve)
    }

    fn results_of(
        &self,
        maps_of: Numbers,
        convolve: impl Fn(&Self, Inputs) -> Tensor<4>,
    ) -> Vec<Vec<f64>> {
        let (maps, kernel, bias) = self.inputs_of(maps_of);
        let (maps, kernel) = (maps.require_grad(), kernel.require_grad());
        let bias = bias.map(Tensor::require_grad);
        let output = convolve(self, (maps.clone(), kernel.clone(), bias.clone()));
        let weights = maps_of(output.dims(), self.seed + 3).tensor(&device());
        let gradients = (output.clone() * weights).sum().backward();
        let mut results = vec![numbers(output)];
        results.extend(maps.grad(&gradients).map(numbers));
        results.extend(kernel.grad(&gradients).map(numbers));
        results.extend(bias.and_then(|bias| bias.grad(&gradients)).map(numbers));
        results
    }

    /// Ours with every set of instructions.
    fn found(&self) -> Vec<Vec<Vec<f64>>> {
        let each = with_each(|| self.results(Self::ours)).into_iter();
        each.map(|(_, found)| found).collect()
    }

    fn assert_agreement(&self) {
        let expected = self.results(Self::burns);
        assert_eq!(expected.len(), if self.has_bias { 4 } else { 3 });
        for found in self.found() {
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                assert_close(found, expected, 1e-4);
            }
        }
    }

    /// Number by number: computed from magnitudes alone, a convolution gives the magnitudes of its sums.
    fn assert_same_sums(&self) {
        let expected = self.results(Self::burns);
        let magnitudes = self.results_of(absolute, Self::burns);
        assert_eq!(expected.len(), if self.has_bias { 4 } else { 3 });
        for found in self.found() {
            assert_eq!(found.len(), expected.len());
            for (index, terms) in (0..expected.len()).zip(self.terms(expected[0].len())) {
                assert_same_sums(&found[index], &expected[index], &magnitudes[index], terms);
            }
        }
    }
}

fn absolute(shape: [usize; 4], seed: u64) -> Maps {
    Maps::random(shape, seed).absolute()
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = (1..4_usize, pair(1..9_usize), pair(1..5_usize));
    let channels = (1..4_usize, 1..5_usize, 1..5_usize);
    let moves = (
        pair(1..4_usize),
        pair(1..4_usize),
        pair((0..4_usize, 0..4_usize)),
    );
    (sizes, channels, moves, any::<bool>(), 0..1000_u64)
        .prop_map(|(sizes, channels, moves, has_bias, seed)| {
            let (batch, [height, width], [kernel_height, kernel_width]) = sizes;
            let (groups, group_channels, group_filters) = channels;
            let (strides, dilation_rate, sides) = moves;
            let filters = groups * group_filters;
            Case {
                maps: [batch, height, width, groups * group_channels],
                kernel: [kernel_height, kernel_width, group_channels, filters],
                strides,
                dilation_rate,
                sides,
                groups,
                has_bias,
                seed,
            }
        })
        .prop_filter("the window fits", Case::fits)
}

proptest! {
    #![proptest_config(random_cases(file!(), 1500))]

    #[test]
    fn random_convolutions_and_their_gradients_equal_burns(case in cases()) {
        case.assert_same_sums();
    }
}

#[test]
fn convolutions_of_many_tiles_equal_burns() {
    // Many windows of a small kernel, which each thread sums for itself; few windows of a kernel that is
    // summed line by line; pixels of many channels.
    Case::large([3, 40, 33, 3], [7, 7, 3, 8]).assert_agreement();
    Case::large([5, 6, 6, 96], [3, 3, 96, 96]).assert_agreement();
    let pixels = Case::large([4, 24, 24, 64], [1, 1, 64, 48]);
    Case {
        sides: [(0, 0); 2],
        ..pixels
    }
    .assert_agreement();
}

// 83 channels: more than four registers of the widest machines hold, more than one, and a rest. Thirteen columns: strips of
// neighboring pixels, and pixels beside them. Of the others all are joined but those of 33 filters.
#[test]
fn convolutions_of_many_groups_equal_burns() {
    for (groups, channels, filters) in [
        (83, 1, 1),
        (20, 2, 2),
        (7, 3, 4),
        (6, 8, 8),
        (19, 1, 2),
        (2, 4, 33),
    ] {
        for (size, strides, dilation_rate, sides) in [
            (3, [1, 1], [1, 1], [(1, 1), (1, 1)]),
            (3, [2, 2], [1, 1], [(0, 1), (1, 1)]),
            (3, [3, 1], [2, 1], [(2, 2), (0, 0)]),
            (5, [1, 2], [1, 1], [(2, 2), (2, 2)]),
        ] {
            let maps = [2, 7, 13, groups * channels];
            let case = Case {
                strides,
                dilation_rate,
                sides,
                groups,
                ..Case::large(maps, [size, size, channels, groups * filters])
            };
            case.assert_same_sums();
        }
    }
}

#[test]
fn equal_calls_give_equal_bits() {
    let case = Case::large([3, 40, 33, 3], [7, 7, 3, 8]);
    for instructions in Instructions::of_this_machine() {
        for threads in [1, 3] {
            let pool = keeping_to(instructions, threads);
            let first = pool.install(|| case.results(Case::ours));
            for _ in 0..3 {
                assert_eq!(pool.install(|| case.results(Case::ours)), first);
            }
        }
    }
}

#[test]
fn nan_and_infinity_reach_what_they_reach_in_burn() {
    let case = Case::large([2, 7, 6, 3], [3, 3, 3, 4]);
    for value in [f64::NAN, f64::INFINITY] {
        let mut maps = Maps::random(case.maps, 1);
        maps.values[40] = value;
        let inputs = || {
            let (_, kernel, bias) = case.inputs();
            (maps.tensor(&device()), kernel, bias)
        };
        let class = |output: Tensor<4>| -> Vec<(bool, bool)> {
            let numbers = numbers(output);
            numbers
                .iter()
                .map(|n| (n.is_nan(), n.is_infinite()))
                .collect()
        };
        let expected = class(case.burns(inputs()));
        assert!(expected.contains(&(value.is_nan(), value.is_infinite())));
        for (_, found) in with_each(|| class(case.ours(inputs()))) {
            assert_eq!(found, expected);
        }
    }
}

#[test]
fn images_without_gradient_still_give_the_kernel_its_gradient() {
    let case = Case::large([2, 5, 5, 3], [3, 3, 3, 4]);
    let expected = &case.results(Case::burns)[2];
    let (_, kernel, bias) = case.inputs();
    let images = Maps::random(case.maps, case.seed).tensor(&Device::flex());
    let kernel = kernel.require_grad();
    let output = case.ours((images, kernel.clone(), bias));
    let weights = Maps::random(output.dims(), case.seed + 3).tensor(&device());
    let gradients = (output * weights).sum().backward();
    let found = numbers(
        kernel
            .grad(&gradients)
            .expect("the kernel is part of the graph"),
    );
    assert_close(&found, expected, 1e-5);
}
