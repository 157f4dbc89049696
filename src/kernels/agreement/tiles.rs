//! Convolutions by Winograd's algorithm against their definition in double precision, on slices and without Burn.

use super::slices::Case;
use crate::simd::Instructions;
use crate::simd::threads::{keeping_to, with_each};
use crate::windows::turned_kernel;
use crate::winograd::{forward, is_worth, kernel_gradient};

/// How far results may be off, relative to the largest of them: a tenth of what is asked of the kernels.
const TOLERANCE: f64 = 1e-5;

/// Seeded numbers in [-1, 1).
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

/// What a case computes with, and its output, the gradient of its maps and that of its kernel.
struct Expected {
    maps: Vec<f32>,
    kernel: Vec<f32>,
    bias: Vec<f32>,
    gradient: Vec<f32>,
    results: [Vec<f64>; 3],
}

impl Expected {
    /// Maps are what a relu lets through, or random ones.
    fn of(case: &Case, seed: u32) -> Self {
        let length = |shape: [usize; 4]| shape.iter().product();
        let mut maps = numbers(length(case.maps), seed);
        if seed % 2 == 1 {
            for number in &mut maps {
                *number = number.max(0.0);
            }
        }
        let kernel = numbers(length(case.kernel), seed + 1);
        let gradient = numbers(length(case.geometry().output_shape()), seed + 2);
        let bias = numbers(case.kernel[3], seed + 3);
        let wide = |numbers: &[f32]| numbers.iter().copied().map(f64::from).collect::<Vec<_>>();
        let mut output: Vec<f64> = wide(&bias)
            .into_iter()
            .cycle()
            .take(gradient.len())
            .collect();
        let (mut of_maps, mut of_kernel) = (vec![0.0; maps.len()], vec![0.0; kernel.len()]);
        let (wide_maps, wide_kernel, wide_gradient) = (wide(&maps), wide(&kernel), wide(&gradient));
        case.for_each_product(|number, weight, place| {
            output[place] += wide_maps[number] * wide_kernel[weight];
            of_maps[number] += wide_gradient[place] * wide_kernel[weight];
            of_kernel[weight] += wide_gradient[place] * wide_maps[number];
        });
        let results = [output, of_maps, of_kernel];
        Self {
            maps,
            kernel,
            bias,
            gradient,
            results,
        }
    }

    /// The same by Winograd's algorithm; the maps' gradient only where it is a convolution itself.
    fn found(&self, case: &Case) -> [Option<Vec<f32>>; 3] {
        let geometry = case.geometry();
        let output = forward(&self.maps, &self.kernel, Some(&self.bias), &geometry);
        let turned = geometry.turned();
        let of_maps = turned.map(|turned| {
            let kernel = turned_kernel(&self.kernel, &geometry);
            forward(&self.gradient, &kernel, None, &turned)
        });
        let of_kernel = kernel_gradient(&self.maps, &self.gradient, &geometry);
        [Some(output), of_maps, Some(of_kernel)].map(|found| found.map(|found| found.to_vec()))
    }
}

fn largest(numbers: &[f64]) -> f64 {
    numbers
        .iter()
        .fold(0.0, |most, number| most.max(number.abs()))
}

fn assert_near_its_definition(case: &Case, seed: u32) {
    let expected = Expected::of(case, seed);
    for (instructions, found) in with_each(|| expected.found(case)) {
        for (what, (found, expected)) in found.iter().zip(&expected.results).enumerate() {
            let Some(found) = found else { continue };
            assert_eq!(found.len(), expected.len());
            let distances: Vec<f64> = found
                .iter()
                .zip(expected)
                .map(|(f, e)| f64::from(*f) - e)
                .collect();
            let distance = largest(&distances) / largest(expected);
            assert!(
                distance < TOLERANCE,
                "result {what} of {case:?} with {instructions:?}: off by {distance:e}"
            );
        }
    }
}

/// A kernel of 3×3 numbers on maps with zeros around.
fn case(maps: [usize; 4], filters: usize, sides: [(usize, usize); 2]) -> Case {
    Case {
        maps,
        kernel: [3, 3, maps[3], filters],
        strides: [1, 1],
        dilation_rate: [1, 1],
        sides,
        groups: 1,
    }
}

const SAME: [(usize, usize); 2] = [(1, 1); 2];
const VALID: [(usize, usize); 2] = [(0, 0); 2];

// Channels and filters that lanes divide and that they do not; tiles that end with the map and that reach over it.
#[test]
fn tiles_of_all_sizes_and_sides_are_near_the_definition() {
    let cases = [
        case([1, 4, 4, 32], 32, SAME),
        case([2, 5, 9, 35], 65, SAME),
        case([1, 1, 1, 33], 32, SAME),
        case([3, 2, 7, 49], 32, SAME),
        case([1, 6, 7, 32], 64, VALID),
        case([2, 3, 11, 40], 47, VALID),
        case([1, 5, 6, 34], 32, [(0, 1), (2, 0)]),
        // More zeros than the kernel reaches: the maps' gradient is no convolution.
        case([1, 4, 3, 32], 33, [(3, 4), (0, 3)]),
    ];
    for (case, seed) in cases.iter().zip(1..) {
        assert_near_its_definition(case, seed);
    }
}

#[test]
fn sums_over_many_channels_and_many_tiles_stay_near_the_definition() {
    if cfg!(miri) {
        println!("skipped: hours under Miri");
        return;
    }
    // The widest layer of ResNet50 that has maps for it, with fewer filters; and more tiles than are worked on at once.
    for seed in 0..2 {
        assert_near_its_definition(&case([2, 4, 4, 512], 32, SAME), seed);
        assert_near_its_definition(&case([28, 11, 12, 32], 32, SAME), seed);
    }
}

#[test]
fn the_number_of_threads_changes_no_bit() {
    let case = case([3, 9, 10, 36], 40, SAME);
    let expected = Expected::of(&case, 7);
    for instructions in Instructions::of_this_machine() {
        let with = |threads| keeping_to(instructions, threads).install(|| expected.found(&case));
        assert_eq!(with(1), with(3));
    }
}

// What stands in a batch beside a picture does not matter to it.
#[test]
fn a_picture_gives_the_same_bits_in_every_batch() {
    let (one, three) = (case([1, 9, 6, 32], 34, SAME), case([3, 9, 6, 32], 34, SAME));
    let all = Expected::of(&three, 5);
    let output = |maps: &[f32], case: &Case| forward(maps, &all.kernel, None, &case.geometry());
    let together = output(&all.maps, &three);
    let last = output(&all.maps[2 * 9 * 6 * 32..], &one);
    assert_eq!(together[2 * 9 * 6 * 34..], *last);
}

#[test]
fn only_wide_kernels_of_3x3_on_many_tiles_are_worth_it() {
    let wide = case([32, 8, 8, 128], 128, SAME);
    assert!(is_worth(&wide.geometry()));
    let others = [
        case([32, 8, 8, 24], 128, SAME),
        case([32, 8, 8, 128], 24, SAME),
        case([1, 4, 4, 256], 256, SAME),
        case([32, 2, 2, 512], 512, SAME),
        Case {
            strides: [2, 2],
            ..wide
        },
        Case {
            kernel: [5, 5, 128, 128],
            sides: [(2, 2); 2],
            ..wide
        },
        Case {
            kernel: [3, 3, 64, 128],
            groups: 2,
            ..wide
        },
    ];
    for case in others {
        assert!(!is_worth(&case.geometry()), "{case:?}");
    }
}
