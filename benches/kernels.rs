//! Each kernel against Burn's own operation on the same device and numbers, forward alone and with its gradients, at
//! sizes of the two course models. Ratios within one run say something; times of two runs do not.

use std::hint::black_box;
use std::time::Duration;

use burn::tensor::module;
use burn::tensor::ops::{AvgPoolOptions, ConvOptions, MaxPoolOptions};
use burn::tensor::{Device, Distribution, Tensor, activation};
use criterion::{Criterion, criterion_group, criterion_main};
use netsmith::engine::device::{device_named, thread_pool};
use netsmith::engine::ops::{self, AfterNormalization, ConvolutionOptions, Window};
use netsmith::layer::{Function, Padding};

/// The numbers that an operation works on, each with a gradient.
type Inputs = Vec<Tensor<4>>;

/// One comparison: the sizes of the inputs, and two ways to the same output.
struct Case {
    name: &'static str,
    sizes: Vec<[usize; 4]>,
    ours: fn(Inputs) -> Tensor<4>,
    burns: fn(Inputs) -> Tensor<4>,
}

fn cases() -> Vec<Case> {
    let mut cases = convolutions();
    cases.extend(normalizations_and_sums());
    cases.extend(poolings());
    cases.extend(ends());
    cases
}

fn convolutions() -> Vec<Case> {
    vec![
        Case {
            name: "convolution 7×7, 16×70×70×3, 32 filters",
            sizes: vec![[16, 70, 70, 3], [7, 7, 3, 32]],
            ours: |inputs| convolved(inputs, [7, 7]),
            burns: burn_convolved,
        },
        Case {
            name: "convolution 3×3, 32×8×8×128, 128 filters",
            sizes: vec![[32, 10, 10, 128], [3, 3, 128, 128]],
            ours: |inputs| convolved(inputs, [3, 3]),
            burns: burn_convolved,
        },
        Case {
            name: "convolution 1×1, 32×15×15×256, 64 filters",
            sizes: vec![[32, 15, 15, 256], [1, 1, 256, 64]],
            ours: |inputs| convolved(inputs, [1, 1]),
            burns: burn_convolved,
        },
        Case {
            name: "depthwise convolution 3×3, 8×58×58×128",
            sizes: vec![[8, 58, 58, 128], [3, 3, 1, 128]],
            ours: |inputs| convolved(inputs, [3, 3]),
            burns: burn_convolved,
        },
        Case {
            name: "convolution 3×3 in 32 groups, 8×58×58×128",
            sizes: vec![[8, 58, 58, 128], [3, 3, 4, 128]],
            ours: |inputs| convolved(inputs, [3, 3]),
            burns: burn_convolved,
        },
    ]
}

fn normalizations_and_sums() -> Vec<Case> {
    vec![
        Case {
            name: "normalization and relu, 32×15×15×256",
            sizes: vec![[32, 15, 15, 256], [1, 1, 1, 256], [1, 1, 1, 256]],
            ours: normalized,
            burns: burn_normalized,
        },
        Case {
            name: "sum and relu, 32×15×15×256",
            sizes: vec![[32, 15, 15, 256]; 2],
            ours: |inputs| {
                let [one, other] = inputs.try_into().expect("two inputs");
                ops::relu_sum(one, other)
            },
            burns: |inputs| {
                let [one, other] = inputs.try_into().expect("two inputs");
                activation::relu(one + other)
            },
        },
        Case {
            name: "sigmoid, 16×64×64×32",
            sizes: vec![[16, 64, 64, 32]],
            ours: |inputs| ops::activation(Function::Sigmoid, first(inputs)),
            burns: |inputs| activation::sigmoid(first(inputs)),
        },
    ]
}

fn poolings() -> Vec<Case> {
    vec![
        Case {
            name: "max pooling 2×2, 16×64×64×32",
            sizes: vec![[16, 64, 64, 32]],
            ours: |inputs| ops::max_pooling(first(inputs), &halves()),
            burns: |inputs| {
                let maps = first(inputs).permute([0, 3, 1, 2]);
                let options = MaxPoolOptions::new([2, 2]).with_stride([2, 2]);
                module::max_pool2d(maps, options).permute([0, 2, 3, 1])
            },
        },
        Case {
            name: "average pooling 2×2, 16×64×64×32",
            sizes: vec![[16, 64, 64, 32]],
            ours: |inputs| ops::average_pooling(first(inputs), &halves()),
            burns: |inputs| {
                let maps = first(inputs).permute([0, 3, 1, 2]);
                let options = AvgPoolOptions::new([2, 2]).with_stride([2, 2]);
                module::avg_pool2d(maps, options).permute([0, 2, 3, 1])
            },
        },
        Case {
            name: "global average pooling, 32×8×8×512",
            sizes: vec![[32, 8, 8, 512]],
            ours: |inputs| ops::global_average_pooling(first(inputs)),
            burns: |inputs| first(inputs).mean_dim(1).mean_dim(2),
        },
    ]
}

fn ends() -> Vec<Case> {
    vec![
        Case {
            name: "dense, 32×2048 to 6",
            sizes: vec![[32, 1, 1, 2048], [1, 1, 2048, 6]],
            ours: |inputs| {
                let [features, kernel] = inputs.try_into().expect("two inputs");
                ops::dense(features, kernel.reshape([2048, 6]), None)
            },
            burns: |inputs| {
                let [features, kernel] = inputs.try_into().expect("two inputs");
                features.matmul(kernel)
            },
        },
        Case {
            name: "softmax cross-entropy, 256×1000",
            sizes: vec![[256, 1, 1, 1000]],
            ours: |inputs| cross_entropy(inputs, ops::softmax_cross_entropy),
            burns: |inputs| {
                cross_entropy(inputs, |logits, targets| {
                    -(activation::log_softmax(logits, 1) * targets)
                        .sum_dim(1)
                        .mean()
                })
            },
        },
    ]
}

fn first(inputs: Inputs) -> Tensor<4> {
    inputs.into_iter().next().expect("at least one input")
}

fn halves() -> Window {
    Window {
        size: [2, 2],
        strides: [2, 2],
        dilation_rate: [1, 1],
        padding: Padding::Valid,
    }
}

fn convolved(inputs: Inputs, size: [usize; 2]) -> Tensor<4> {
    let [maps, kernel] = inputs.try_into().expect("two inputs");
    let groups = groups(&maps, &kernel);
    let options = ConvolutionOptions {
        window: Window {
            size,
            strides: [1, 1],
            dilation_rate: [1, 1],
            padding: Padding::Valid,
        },
        groups,
    };
    ops::conv2d(maps, kernel, None, &options, [(0, 0), (0, 0)])
}

fn burn_convolved(inputs: Inputs) -> Tensor<4> {
    let [maps, kernel] = inputs.try_into().expect("two inputs");
    let options = ConvOptions::new([1, 1], [0, 0], [1, 1], groups(&maps, &kernel));
    let (maps, kernel) = (maps.permute([0, 3, 1, 2]), kernel.permute([3, 2, 0, 1]));
    module::conv2d(maps, kernel, None, options).permute([0, 2, 3, 1])
}

/// As many as make the kernel see all channels.
fn groups(maps: &Tensor<4>, kernel: &Tensor<4>) -> usize {
    maps.dims()[3] / kernel.dims()[2]
}

fn normalized(inputs: Inputs) -> Tensor<4> {
    let [maps, gamma, beta] = inputs.try_into().expect("three inputs");
    let after = AfterNormalization::Relu;
    let (gamma, beta) = (gamma.flatten(0, 3), beta.flatten(0, 3));
    ops::batch_normalization_training(maps, gamma, beta, 1e-3, after).maps
}

fn burn_normalized(inputs: Inputs) -> Tensor<4> {
    let [maps, gamma, beta] = inputs.try_into().expect("three inputs");
    let mean = |maps: Tensor<4>| maps.mean_dim(0).mean_dim(1).mean_dim(2);
    let centered = maps.clone() - mean(maps);
    let variance = mean(centered.clone().square());
    activation::relu(centered / (variance + 1e-3).sqrt() * gamma + beta)
}

fn cross_entropy(inputs: Inputs, loss: impl Fn(Tensor<2>, Tensor<2>) -> Tensor<1>) -> Tensor<4> {
    let logits: Tensor<2> = first(inputs).flatten(0, 2);
    let targets = Tensor::full(logits.dims(), 1e-3, &logits.device().inner());
    loss(logits, targets).reshape([1, 1, 1, 1])
}

fn inputs(case: &Case, device: &Device) -> Inputs {
    let noise = Distribution::Uniform(-1.0, 1.0);
    let of = |size: &[usize; 4]| Tensor::random(*size, noise, device);
    case.sizes.iter().map(of).collect()
}

fn kernels(criterion: &mut Criterion) {
    let device = device_named("cpu").expect("every build has a CPU");
    let pool = thread_pool(None).expect("threads can be started");
    for case in cases() {
        let mut group = criterion.benchmark_group(case.name);
        let still = inputs(&case, &device);
        let traced: Inputs = inputs(&case, &device.clone().autodiff())
            .into_iter()
            .map(Tensor::require_grad)
            .collect();
        for (who, operation) in [("netsmith", case.ours), ("burn", case.burns)] {
            group.bench_function(format!("forward, {who}"), |bencher| {
                pool.install(|| bencher.iter(|| black_box(operation(still.clone()))));
            });
            group.bench_function(format!("with gradients, {who}"), |bencher| {
                pool.install(|| {
                    bencher.iter(|| black_box(operation(traced.clone()).sum().backward()));
                });
            });
        }
        group.finish();
    }
}

fn settings() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
}

criterion_group! { name = all; config = settings(); targets = kernels }
criterion_main!(all);
