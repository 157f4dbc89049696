//! Convolutions on slices against their definition, small and without Burn: what Miri, valgrind and an emulated processor
//! run in reasonable time (`tests/soundness`).

use crate::convolution::{forward, kernel_gradient, maps_gradient};
use crate::geometry::ConvolutionGeometry;
use crate::simd::threads::with_each;

/// A convolution's sizes, as [`ConvolutionGeometry::new`] takes them.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    pub maps: [usize; 4],
    pub kernel: [usize; 4],
    pub strides: [usize; 2],
    pub dilation_rate: [usize; 2],
    pub sides: [(usize, usize); 2],
    pub groups: usize,
}

/// Of 3×3 pixels with zeros around, each group with as many filters as channels.
const fn case(maps: [usize; 4], groups: usize) -> Case {
    Case {
        maps,
        kernel: [3, 3, maps[3] / groups, maps[3]],
        strides: [1, 1],
        dilation_rate: [1, 1],
        sides: [(1, 1); 2],
        groups,
    }
}

fn cases() -> [Case; 13] {
    let wide = case([2, 5, 9, 19], 19);
    [
        case([2, 5, 4, 3], 1),
        // More filters than a tile has columns, and more than a kernel's gradient sums as a few.
        Case {
            kernel: [3, 3, 3, 37],
            ..case([1, 4, 5, 3], 1)
        },
        Case {
            kernel: [1, 1, 5, 7],
            sides: [(0, 0); 2],
            ..case([2, 3, 3, 5], 1)
        },
        Case {
            strides: [2, 2],
            sides: [(0, 1), (1, 1)],
            ..case([2, 6, 5, 3], 1)
        },
        Case {
            dilation_rate: [2, 1],
            ..case([1, 7, 5, 2], 1)
        },
        case([1, 5, 4, 6], 3),
        // Strips of pixels, a register of channels and a few more.
        wide,
        Case {
            strides: [2, 2],
            ..case([2, 6, 11, 19], 19)
        },
        // Narrow groups, which are joined: two at a time, and all.
        case([2, 5, 9, 48], 6),
        Case {
            strides: [2, 2],
            ..case([1, 5, 11, 12], 3)
        },
        Case {
            kernel: [5, 5, 1, 19],
            sides: [(2, 2); 2],
            ..wide
        },
        // Maps with fewer pixels than the kernel has numbers.
        Case {
            kernel: [3, 3, 5, 18],
            ..case([41, 2, 2, 5], 1)
        },
        Case {
            kernel: [5, 5, 3, 300],
            strides: [2, 2],
            sides: [(2, 2); 2],
            ..case([9, 3, 2, 3], 1)
        },
    ]
}

/// Few channels, whose windows are read in place: lines that tiles do not fill, more lines than are summed up in one go; strides and
/// gaps; pixels as windows, more than one task has.
fn few_channels() -> [Case; 4] {
    [
        Case {
            kernel: [2, 3, 3, 32],
            sides: [(1, 0), (1, 1)],
            ..case([1, 30, 9, 3], 1)
        },
        Case {
            kernel: [3, 5, 2, 17],
            strides: [2, 2],
            dilation_rate: [2, 1],
            sides: [(1, 2); 2],
            ..case([2, 9, 21, 2], 1)
        },
        Case {
            kernel: [1, 1, 8, 32],
            sides: [(0, 0); 2],
            ..case([3, 10, 9, 8], 1)
        },
        Case {
            kernel: [1, 1, 40, 9],
            sides: [(0, 0); 2],
            ..case([1, 3, 4, 40], 1)
        },
    ]
}

/// Whole numbers: every order of summing gives the same float32.
fn numbers(count: usize, seed: usize) -> Vec<f32> {
    let number = |index: usize| ((index * 7 + seed * 5) % 11) as f32 - 5.0;
    (0..count).map(number).collect()
}

impl Case {
    pub fn geometry(&self) -> ConvolutionGeometry {
        ConvolutionGeometry::new(
            self.maps,
            self.kernel,
            self.strides,
            self.dilation_rate,
            self.sides,
            self.groups,
        )
    }

    /// Shows where each product of the definition has its number of the maps, of the kernel and of the output.
    pub fn for_each_product(&self, mut visit: impl FnMut(usize, usize, usize)) {
        let [batch, out_height, out_width, filters] = self.geometry().output_shape();
        let [_, height, width, channels] = self.maps;
        let [tall, wide, group_channels, _] = self.kernel;
        let place = |axis: usize, out: usize, tap: usize| {
            let place = out * self.strides[axis] + tap * self.dilation_rate[axis];
            let place = place.checked_sub(self.sides[axis].0)?;
            (place < [height, width][axis]).then_some(place)
        };
        for output in 0..batch * out_height * out_width * filters {
            let (pixel, filter) = (output / filters, output % filters);
            let (row, out_x) = (pixel / out_width, pixel % out_width);
            let (map, out_y) = (row / out_height, row % out_height);
            let first_channel = filter / (filters / self.groups) * group_channels;
            for tap in 0..tall * wide {
                let (Some(y), Some(x)) = (place(0, out_y, tap / wide), place(1, out_x, tap % wide))
                else {
                    continue;
                };
                for channel in 0..group_channels {
                    let number =
                        ((map * height + y) * width + x) * channels + first_channel + channel;
                    let weight = (tap * group_channels + channel) * filters + filter;
                    visit(number, weight, output);
                }
            }
        }
    }
}

#[test]
fn convolutions_and_their_gradients_equal_their_definition() {
    for case in cases().into_iter().chain(few_channels()) {
        let geometry = case.geometry();
        let length = |shape: [usize; 4]| shape.iter().product();
        let maps = numbers(length(case.maps), 1);
        let kernel = numbers(length(case.kernel), 2);
        let gradient = numbers(length(geometry.output_shape()), 3);
        let bias = numbers(case.kernel[3], 4);
        let mut output: Vec<f32> = bias.iter().copied().cycle().take(gradient.len()).collect();
        let mut of_maps = vec![0.0; maps.len()];
        let mut of_kernel = vec![0.0; kernel.len()];
        case.for_each_product(|number, weight, place| {
            output[place] += maps[number] * kernel[weight];
            of_maps[number] += gradient[place] * kernel[weight];
            of_kernel[weight] += gradient[place] * maps[number];
        });
        let each = with_each(|| {
            [
                forward(&maps, &kernel, Some(&bias), &geometry).to_vec(),
                maps_gradient(&gradient, &kernel, &geometry).to_vec(),
                kernel_gradient(&maps, &gradient, &geometry).to_vec(),
            ]
        });
        for (instructions, found) in each {
            let expected = [&output, &of_maps, &of_kernel];
            for (found, expected) in found.iter().zip(expected) {
                assert_eq!(found, expected, "{case:?} with {instructions:?}");
            }
        }
    }
}
