//! Transposed convolution.

use burn::tensor::{Tensor, module, ops::ConvTransposeOptions};
use proptest::prelude::*;

use super::pair;
use crate::random_cases::random_cases;
use crate::rounded::assert_same_sums;
use crate::simd::threads::with_each;
use crate::slow::{Maps, device, numbers};
use crate::{ConvolutionGeometry, conv2d_transpose};

#[derive(Debug, Clone, Copy)]
struct Case {
    maps: [usize; 4],
    /// `[kernel_height, kernel_width, filters, channels]`
    kernel: [usize; 4],
    strides: [usize; 2],
    dilation_rate: [usize; 2],
    /// What is cut off on both sides, and given back on the second.
    cut: [usize; 2],
    more: [usize; 2],
    has_bias: bool,
    seed: u64,
}

type Inputs = (Tensor<4>, Tensor<4>, Option<Tensor<1>>);

impl Case {
    fn size(&self) -> [usize; 2] {
        [0, 1].map(|axis| {
            let reach = (self.kernel[axis] - 1) * self.dilation_rate[axis];
            let all = (self.maps[axis + 1] - 1) * self.strides[axis] + reach + 1;
            (all + self.more[axis]).saturating_sub(2 * self.cut[axis])
        })
    }

    fn ours(&self, (maps, kernel, bias): Inputs) -> Tensor<4> {
        let geometry = ConvolutionGeometry::transposed(
            self.maps,
            self.kernel,
            self.strides,
            self.dilation_rate,
            self.cut,
            self.size(),
        );
        conv2d_transpose(maps, kernel, bias, geometry)
    }

    fn burns(&self, (maps, kernel, bias): Inputs) -> Tensor<4> {
        let options = ConvTransposeOptions {
            stride: self.strides,
            padding: self.cut,
            padding_out: self.more,
            dilation: self.dilation_rate,
            groups: 1,
        };
        let (maps, kernel) = (maps.permute([0, 3, 1, 2]), kernel.permute([3, 2, 0, 1]));
        module::conv_transpose2d(maps, kernel, bias, options).permute([0, 2, 3, 1])
    }

    /// The output, and the gradients of maps, kernel and bias of a weighted sum of it.
    fn results(
        &self,
        maps_of: fn([usize; 4], u64) -> Maps,
        convolve: impl Fn(&Self, Inputs) -> Tensor<4>,
    ) -> Vec<Vec<f64>> {
        let device = device();
        let maps = maps_of(self.maps, self.seed).tensor(&device).require_grad();
        let kernel = maps_of(self.kernel, self.seed + 1).tensor(&device);
        let kernel = kernel.require_grad();
        let filters = self.kernel[2];
        let bias = maps_of([1, 1, 1, filters], self.seed + 2).tensor(&device);
        let bias: Option<Tensor<1>> = self.has_bias.then(|| bias.reshape([filters]));
        let bias = bias.map(Tensor::require_grad);
        let output = convolve(self, (maps.clone(), kernel.clone(), bias.clone()));
        let weights = maps_of(output.dims(), self.seed + 3).tensor(&device);
        let gradients = (output.clone() * weights).sum().backward();
        let mut results = vec![numbers(output)];
        results.extend(maps.grad(&gradients).map(numbers));
        results.extend(kernel.grad(&gradients).map(numbers));
        results.extend(bias.and_then(|bias| bias.grad(&gradients)).map(numbers));
        results
    }

    /// The most products that a number of the output sums, and of the gradients of maps, kernel and bias.
    fn terms(&self) -> [usize; 4] {
        let [tall, wide, filters, channels] = self.kernel;
        let [batch, height, width, _] = self.maps;
        let made: usize = self.size().iter().product();
        let window = tall * wide;
        [
            window * channels + 1,
            window * filters,
            batch * height * width,
            batch * made,
        ]
    }

    fn assert_same_sums(&self) {
        let expected = self.results(Maps::random, Self::burns);
        let absolute = |shape, seed| Maps::random(shape, seed).absolute();
        let magnitudes = self.results(absolute, Self::burns);
        for (_, found) in with_each(|| self.results(Maps::random, Self::ours)) {
            assert_eq!(found.len(), expected.len());
            for (index, terms) in (0..expected.len()).zip(self.terms()) {
                assert_same_sums(&found[index], &expected[index], &magnitudes[index], terms);
            }
        }
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = (1..4_usize, pair(1..6_usize), pair(1..5_usize));
    let channels = (1..6_usize, 1..6_usize);
    let moves = (
        pair(1..4_usize),
        pair(1..3_usize),
        pair(0..3_usize),
        pair(0..3_usize),
    );
    (sizes, channels, moves, any::<bool>(), 0..1000_u64)
        .prop_map(
            |(
                (batch, [height, width], [tall, wide]),
                (filters, channels),
                moves,
                has_bias,
                seed,
            )| {
                let (strides, dilation_rate, cut, more) = moves;
                Case {
                    maps: [batch, height, width, channels],
                    kernel: [tall, wide, filters, channels],
                    strides,
                    dilation_rate,
                    cut,
                    more: [0, 1].map(|axis| more[axis] % strides[axis]),
                    has_bias,
                    seed,
                }
            },
        )
        .prop_filter("something is left", |case| {
            case.size().iter().all(|size| *size > 0)
        })
}

proptest! {
    #![proptest_config(random_cases(file!(), 300))]

    #[test]
    fn random_transposed_convolutions_and_their_gradients_equal_burns(case in cases()) {
        case.assert_same_sums();
    }
}
