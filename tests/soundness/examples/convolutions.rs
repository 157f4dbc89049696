//! What convolutions take as products over their windows, read in place, by Winograd's algorithm and with maps as rows, in one process
//! and by turns: medians of processor time, and how far each result is off from float64's beside the largest of them.
//!
//! `cargo run --release --example convolutions -- [ROUNDS] [THREADS] [BATCH,HEIGHT,WIDTH,CHANNELS,FILTERS[,KERNEL]]…`, without sizes
//! those of HappyModel and of ResNet50 on 32 pictures of 64×64; kernels are 3×3 unless another side is given.

use std::hint::black_box;
use std::time::Instant;

use netsmith_soundness::buffer::{Buffer, Reserve};
use netsmith_soundness::convolution::{
    forward_by_windows, kernel_gradient_by_windows, turned_gradient,
};
use netsmith_soundness::direct;
use netsmith_soundness::geometry::ConvolutionGeometry;
use netsmith_soundness::product::Matrix;
use netsmith_soundness::small_maps::SmallMaps;
use netsmith_soundness::windows::{TurnedKernel, turned_kernel};
use netsmith_soundness::winograd;

const COURSE: [[usize; 6]; 5] = [
    [16, 64, 64, 3, 32, 7],
    [32, 15, 15, 64, 64, 3],
    [32, 8, 8, 128, 128, 3],
    [32, 4, 4, 256, 256, 3],
    [32, 2, 2, 512, 512, 3],
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let at = |index: usize, default| arguments.get(index).map_or(default, |text| number(text));
    let (rounds, threads) = (at(0, 15), at(1, 1));
    let sizes = |text: &String| {
        let mut numbers: Vec<usize> = text.split(',').map(number).collect();
        numbers.resize(6, 3);
        std::array::from_fn(|index| numbers[index])
    };
    let mut layers: Vec<[usize; 6]> = arguments.iter().skip(2).map(sizes).collect();
    if layers.is_empty() {
        layers = COURSE.to_vec();
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let _reserve = Reserve::hold();
    pool.expect("threads").install(|| {
        for layer in layers {
            compare(&Layer::new(layer), rounds);
        }
    });
}

/// A layer, and what its three results are computed from.
struct Layer {
    geometry: ConvolutionGeometry,
    turned: ConvolutionGeometry,
    maps: Vec<f32>,
    kernel: Vec<f32>,
    gradient: Vec<f32>,
}

type Work<'a> = Box<dyn Fn() -> Buffer + 'a>;
type Way<'a> = (&'static str, Work<'a>);

/// One way more to each of the results.
fn add<'a>(results: &mut [Vec<Way<'a>>; 3], name: &'static str, ways: [Work<'a>; 3]) {
    for (result, way) in results.iter_mut().zip(ways) {
        result.push((name, way));
    }
}

impl Layer {
    /// Maps as a relu lets them through, and a gradient of both signs.
    fn new([batch, height, width, channels, filters, side]: [usize; 6]) -> Self {
        let maps = [batch, height, width, channels];
        let kernel = [side, side, channels, filters];
        let sides = [(side / 2, side / 2); 2];
        let geometry = ConvolutionGeometry::new(maps, kernel, [1, 1], [1, 1], sides, 1);
        let length = |shape: [usize; 4]| shape.iter().product();
        let maps = numbers(length(maps), 1);
        Self {
            geometry,
            turned: geometry.turned().expect("no strides"),
            maps: maps.iter().map(|number| number.max(0.0)).collect(),
            kernel: numbers(length(kernel), 2),
            gradient: numbers(length(geometry.output_shape()), 3),
        }
    }

    fn results(&self) -> [(&'static str, Vec<Way<'_>>, Vec<f64>); 3] {
        let (geometry, turned) = (&self.geometry, &self.turned);
        let (maps, kernel, gradient) = (&self.maps, &self.kernel, &self.gradient);
        let mut all: [Vec<Way<'_>>; 3] = Default::default();
        add(
            &mut all,
            "windows",
            [
                Box::new(|| forward_by_windows(maps, kernel, None, geometry)),
                Box::new(|| turned_gradient(gradient, kernel, geometry, turned)),
                Box::new(|| kernel_gradient_by_windows(maps, gradient, geometry)),
            ],
        );
        let [forward, of_maps, of_kernel] = &mut all;
        if direct::is_worth(geometry) {
            let (length, filters) = (geometry.window_length(), geometry.filters());
            let kernel = Matrix::new(kernel, length, filters, filters);
            let way = move || direct::forward(maps, &kernel, None, geometry);
            forward.push(("in place", Box::new(way)));
        }
        if direct::is_worth(turned) {
            let group = 0;
            let kernel = TurnedKernel {
                kernel,
                geometry,
                group,
            };
            let way = move || direct::forward(gradient, &kernel, None, turned);
            of_maps.push(("in place", Box::new(way)));
        }
        if direct::is_worth_for_kernel(geometry) {
            let way = || direct::kernel_gradient(maps, gradient, geometry);
            of_kernel.push(("in place", Box::new(way)));
        }
        if winograd::fits(geometry) {
            let turned_kernel = || turned_kernel(kernel, geometry);
            add(
                &mut all,
                "Winograd",
                [
                    Box::new(|| winograd::forward(maps, kernel, None, geometry)),
                    Box::new(move || winograd::forward(gradient, &turned_kernel(), None, turned)),
                    Box::new(|| winograd::kernel_gradient(maps, gradient, geometry)),
                ],
            );
        }
        if SmallMaps::all_seen(geometry).is_some() {
            let small = move || SmallMaps::all_seen(geometry).expect("it was just asked");
            add(
                &mut all,
                "rows",
                [
                    Box::new(move || small().forward(maps, kernel, None)),
                    Box::new(move || small().maps_gradient(gradient, kernel)),
                    Box::new(move || small().kernel_gradient(maps, gradient)),
                ],
            );
        }
        let [forward, of_maps, of_kernel] = all;
        let [output, maps_gradient, kernel_gradient] = self.in_double();
        [
            ("forward", forward, output),
            ("maps' gradient", of_maps, maps_gradient),
            ("kernel's gradient", of_kernel, kernel_gradient),
        ]
    }

    /// The three results in float64, by their definition.
    fn in_double(&self) -> [Vec<f64>; 3] {
        let wide = |numbers: &[f32]| numbers.iter().copied().map(f64::from).collect::<Vec<_>>();
        let [maps, kernel, gradient] = [&self.maps, &self.kernel, &self.gradient].map(|x| wide(x));
        let [batch, height, width, channels] = self.geometry.maps_shape();
        let [side, _, _, filters] = self.geometry.kernel_shape();
        let pad = side / 2;
        let mut output = vec![0.0; gradient.len()];
        let (mut of_maps, mut of_kernel) = (vec![0.0; maps.len()], vec![0.0; kernel.len()]);
        for place in 0..batch * height * width {
            let (y, x) = (place / width % height, place % width);
            for tap in 0..side * side {
                let (down, right) = (tap / side, tap % side);
                let inside = |length: usize, place: usize| (pad..length + pad).contains(&place);
                if !inside(height, y + down) || !inside(width, x + right) {
                    continue;
                }
                let seen = (place + down * width + right - pad * width - pad) * channels;
                let (output, gradient) = (
                    &mut output[place * filters..][..filters],
                    &gradient[place * filters..][..filters],
                );
                for channel in 0..channels {
                    let row = (tap * channels + channel) * filters
                        ..(tap * channels + channel + 1) * filters;
                    let number = maps[seen + channel];
                    let weights = kernel[row.clone()].iter().zip(&mut of_kernel[row]);
                    let mut sum = 0.0;
                    for ((output, gradient), (weight, of_weight)) in
                        output.iter_mut().zip(gradient).zip(weights)
                    {
                        *output += number * weight;
                        *of_weight += number * gradient;
                        sum += gradient * weight;
                    }
                    of_maps[seen + channel] += sum;
                }
            }
        }
        [output, of_maps, of_kernel]
    }
}

fn compare(layer: &Layer, rounds: usize) {
    println!(
        "{:?} to {}, worth it: Winograd {}, as rows {}",
        layer.geometry.maps_shape(),
        layer.geometry.filters(),
        winograd::is_worth(&layer.geometry),
        SmallMaps::of(&layer.geometry).is_some()
    );
    for (name, ways, exact) in layer.results() {
        let largest = exact
            .iter()
            .fold(0.0_f64, |most, number| most.max(number.abs()));
        let mut times = vec![Vec::new(); ways.len()];
        let mut errors = Vec::new();
        for round in 0..=rounds {
            for ((_, way), times) in ways.iter().zip(&mut times) {
                let before = processor_seconds();
                let found = black_box(way());
                let seconds = processor_seconds() - before;
                // The first round finds its memory.
                if round == 0 {
                    let pairs = found.iter().zip(&exact);
                    let apart = pairs.map(|(found, exact)| (f64::from(*found) - exact).abs());
                    errors.push(apart.fold(0.0, f64::max) / largest);
                } else {
                    times.push(seconds);
                }
            }
        }
        print!("  {name:18}");
        let plain = median(&mut times[0]);
        for (((name, _), times), error) in ways.iter().zip(&mut times).zip(errors) {
            let time = median(times);
            print!(
                " {name} {:7.3} ms {:4.2}x {error:.1e} |",
                time * 1e3,
                plain / time
            );
        }
        println!();
    }
}

/// What the threads of this process have computed, in seconds; by the clock where no `/proc` tells it.
fn processor_seconds() -> f64 {
    static STARTED: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let nanoseconds = |thread: std::fs::DirEntry| {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    // What a thread has computed since the last tick is counted once it yields.
    std::thread::yield_now();
    match std::fs::read_dir("/proc/self/task") {
        Ok(threads) => threads.flatten().filter_map(nanoseconds).sum::<u64>() as f64 * 1e-9,
        Err(_) => STARTED.get_or_init(Instant::now).elapsed().as_secs_f64(),
    }
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}
