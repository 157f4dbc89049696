//! What the 3×3 convolutions of ResNet50 take as products over their windows, and by Winograd's algorithm, in one process and by
//! turns: medians, with how far the results are apart beside the largest of them.
//!
//! `cargo run --release --example convolutions -- [ROUNDS] [THREADS] [SIDE] [BATCH]`

use std::hint::black_box;
use std::time::{Duration, Instant};

use netsmith_soundness::buffer::Buffer;
use netsmith_soundness::convolution::{
    forward_by_windows, kernel_gradient_by_windows, turned_gradient,
};
use netsmith_soundness::geometry::ConvolutionGeometry;
use netsmith_soundness::windows::turned_kernel;
use netsmith_soundness::{small_maps, winograd};

fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

fn time<R>(work: impl Fn() -> R) -> (Duration, R) {
    let started = Instant::now();
    let result = black_box(work());
    (started.elapsed(), result)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

/// One after the other, `rounds` times.
fn compare(name: &str, rounds: usize, old: impl Fn() -> Vec<f32>, new: impl Fn() -> Vec<f32>) {
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    let mut distance = 0.0;
    for round in 0..=rounds {
        let ((old_time, old), (new_time, new)) = (time(&old), time(&new));
        // The first round finds its memory.
        if round > 0 {
            olds.push(old_time);
            news.push(new_time);
            continue;
        }
        let largest = old
            .iter()
            .fold(0.0_f32, |most, number| most.max(number.abs()));
        let pairs = old.iter().zip(&new);
        let apart = pairs.fold(0.0_f32, |most, (old, new)| most.max((old - new).abs()));
        distance = apart / largest;
    }
    let (old, new) = (median(olds), median(news));
    println!(
        "  {name:16} {old:8.2} ms {new:8.2} ms  {:5.2}  {distance:.1e}",
        old / new
    );
}

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|text| text.parse().expect("a number"));
    let mut next = |default| arguments.next().unwrap_or(default);
    let (rounds, threads, side, batch) = (next(7), next(1), next(64), next(32));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let first = (side / 2 - 1) / 2;
    pool.expect("threads").install(|| {
        for stage in 0..4 {
            let side = (0..stage).fold(first, |side, _| side.div_ceil(2));
            let channels = 64 << stage;
            layer(rounds, [batch, side, side, channels]);
        }
    });
}

type Forward = fn(&[f32], &[f32], Option<&[f32]>, &ConvolutionGeometry) -> Buffer;
type KernelGradient = fn(&[f32], &[f32], &ConvolutionGeometry) -> Buffer;

fn layer(rounds: usize, maps: [usize; 4]) {
    let channels = maps[3];
    let shape = [3, 3, channels, channels];
    let geometry = ConvolutionGeometry::new(maps, shape, [1, 1], [1, 1], [(1, 1); 2], 1);
    let turned = geometry.turned().expect("no strides");
    let length = maps.iter().product();
    // Behind a relu, and gradients of both signs.
    let inputs: Vec<f32> = numbers(length, 1).iter().map(|x| x.max(0.0)).collect();
    let kernel = numbers(9 * channels * channels, 2);
    let gradient = numbers(length, 3);
    let worth = winograd::is_worth(&geometry);
    let (way, forward, kernel_gradient): (_, Forward, KernelGradient) =
        if small_maps::is_worth(&geometry) {
            (
                "maps as rows",
                small_maps::forward,
                small_maps::kernel_gradient,
            )
        } else {
            let way = if worth {
                "Winograd"
            } else {
                "Winograd, not worth it"
            };
            (way, winograd::forward, winograd::kernel_gradient)
        };
    println!("{maps:?}: {way}");
    compare(
        "forward",
        rounds,
        || forward_by_windows(&inputs, &kernel, None, &geometry).to_vec(),
        || forward(&inputs, &kernel, None, &geometry).to_vec(),
    );
    compare(
        "maps' gradient",
        rounds,
        || turned_gradient(&gradient, &kernel, &geometry, &turned).to_vec(),
        || forward(&gradient, &turned_kernel(&kernel, &geometry), None, &turned).to_vec(),
    );
    compare(
        "kernel's gradient",
        rounds,
        || kernel_gradient_by_windows(&inputs, &gradient, &geometry).to_vec(),
        || kernel_gradient(&inputs, &gradient, &geometry).to_vec(),
    );
}
