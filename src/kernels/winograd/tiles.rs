//! Where the tiles of a convolution lie: 4×4 pixels of the output each, made of 6×6 pixels of the maps. Neighboring tiles make a
//! line, and the lines of all maps follow one another.

use std::array::from_fn;
use std::ops::Range;

use rayon::prelude::*;

use super::super::geometry::ConvolutionGeometry;
use super::super::rows::add;
use super::super::simd::vectorized_products;
use super::planes::Planes;
use super::transforms::{
    EMPTY, Half, LANES, SIDE, SPAN, both_ways, firsts, lanes, of_maps, of_output, output,
};

/// The tiles of a convolution.
pub struct Tiles<'a> {
    geometry: &'a ConvolutionGeometry,
    per_line: usize,
    lines_per_map: usize,
}

impl<'a> Tiles<'a> {
    pub fn new(geometry: &'a ConvolutionGeometry) -> Self {
        let [_, height, width, _] = geometry.output_shape();
        Self {
            geometry,
            per_line: width.div_ceil(SIDE),
            lines_per_map: height.div_ceil(SIDE),
        }
    }

    /// Tiles of a line.
    pub fn per_line(&self) -> usize {
        self.per_line
    }

    /// Lines of all maps.
    pub fn lines(&self) -> usize {
        let [batch, ..] = self.geometry.output_shape();
        batch * self.lines_per_map
    }

    /// The output in lines of tiles: four pixels high, the last of each map perhaps lower.
    pub fn lines_of<'b>(&self, output: &'b mut [f32]) -> Vec<&'b mut [f32]> {
        let [_, height, width, filters] = self.geometry.output_shape();
        let maps = output.chunks_mut(height * width * filters);
        maps.flat_map(|map| map.chunks_mut(SIDE * width * filters))
            .collect()
    }

    /// Transforms the maps of some `lines` of tiles.
    pub fn transform_maps(&self, maps: &[f32], lines: Range<usize>, tiles: &mut Planes) {
        let shape @ [.., channels] = self.geometry.maps_shape();
        let zeros = vec![0.0; channels];
        self.for_each_tile(
            lines,
            tiles,
            #[inline(always)]
            |fused, [map, y, x], half, numbers| {
                let first = [self.geometry.first(0, y), self.geometry.first(1, x)];
                let square = square::<SPAN>(maps, shape, map, first, &zeros);
                transform(
                    &square,
                    half,
                    numbers,
                    #[inline(always)]
                    |d| of_maps(fused, d),
                );
            },
        );
    }

    /// Transforms the output's gradient of some `lines` of tiles.
    pub fn transform_output(&self, gradient: &[f32], lines: Range<usize>, tiles: &mut Planes) {
        let shape @ [.., filters] = self.geometry.output_shape();
        let zeros = vec![0.0; filters];
        self.for_each_tile(
            lines,
            tiles,
            #[inline(always)]
            |fused, [map, y, x], half, numbers| {
                let first = [y as isize, x as isize];
                let square = square::<SIDE>(gradient, shape, map, first, &zeros);
                transform(
                    &square,
                    half,
                    numbers,
                    #[inline(always)]
                    |y| of_output(fused, y),
                );
            },
        );
    }

    /// Makes lines of the output, with `bias` where there is one, from the sums of their tiles.
    pub fn write_output(&self, sums: &Planes, bias: Option<&[f32]>, lines: &mut [&mut [f32]]) {
        let [_, _, width, filters] = self.geometry.output_shape();
        let chunks = sums.chunks(self.per_line);
        lines.par_iter_mut().zip(chunks).for_each(|(line, sums)| {
            vectorized_products(
                #[inline(always)]
                |fused| {
                    let mut half = EMPTY;
                    let tiles = sums.chunks_exact(sums.len() / self.per_line);
                    for (sums, left) in tiles.zip((0..width).step_by(SIDE)) {
                        write_tile(fused, &mut half, sums, bias, line, [left, width], filters);
                    }
                },
            );
        });
    }

    /// Shows each tile's map and first pixel of the output, and where its transformed numbers belong.
    fn for_each_tile(
        &self,
        lines: Range<usize>,
        tiles: &mut Planes,
        work: impl Fn(bool, [usize; 3], &mut Half, &mut [f32]) + Sync,
    ) {
        let step = tiles.step();
        let chunks = tiles.chunks_mut(self.per_line);
        lines.into_par_iter().zip(chunks).for_each(|(line, chunk)| {
            vectorized_products(
                #[inline(always)]
                |fused| {
                    let mut half = EMPTY;
                    let (map, y) = (line / self.lines_per_map, line % self.lines_per_map);
                    for (tile, numbers) in chunk.chunks_exact_mut(step).enumerate() {
                        work(fused, [map, y * SIDE, tile * SIDE], &mut half, numbers);
                    }
                },
            );
        });
    }
}

/// The pixels of a square of one map; what lies outside is made of `zeros`.
#[inline(always)]
fn square<'a, const ACROSS: usize>(
    maps: &'a [f32],
    [_, height, width, channels]: [usize; 4],
    map: usize,
    [top, left]: [isize; 2],
    zeros: &'a [f32],
) -> [[&'a [f32]; ACROSS]; ACROSS] {
    let inside = |first: isize, index: usize, size: usize| {
        let place = first + index as isize;
        usize::try_from(place).ok().filter(|place| *place < size)
    };
    from_fn(|row| {
        let y = inside(top, row, height);
        from_fn(|column| match (y, inside(left, column, width)) {
            (Some(y), Some(x)) => &maps[((map * height + y) * width + x) * channels..][..channels],
            _ => zeros,
        })
    })
}

/// Transforms a square of pixels.
#[inline(always)]
fn transform<const ACROSS: usize>(
    square: &[[&[f32]; ACROSS]; ACROSS],
    half: &mut Half,
    numbers: &mut [f32],
    one_way: impl Fn([f32; ACROSS]) -> [f32; SPAN],
) {
    let channels = square[0][0].len();
    for first in firsts(channels) {
        both_ways(
            half,
            &one_way,
            #[inline(always)]
            |row, column| lanes(square[row][column], first),
            #[inline(always)]
            |place, found| {
                numbers[place * channels + first..][..LANES].copy_from_slice(found);
            },
        );
    }
}

/// Writes the pixels of a tile that lie on the output, whose lines are `width` pixels wide.
#[inline(always)]
fn write_tile(
    fused: bool,
    half: &mut Half,
    sums: &[f32],
    bias: Option<&[f32]>,
    line: &mut [f32],
    [left, width]: [usize; 2],
    filters: usize,
) {
    let pixels = line.len() / filters;
    for first in firsts(filters) {
        both_ways(
            half,
            #[inline(always)]
            |sums| output(fused, sums),
            #[inline(always)]
            |row, column| lanes(sums, (row * SPAN + column) * filters + first),
            #[inline(always)]
            |place, found| {
                let (y, x) = (place / SIDE, left + place % SIDE);
                let pixel = y * width + x;
                if x < width && pixel < pixels {
                    let numbers = &mut line[pixel * filters + first..][..LANES];
                    numbers.copy_from_slice(found);
                    if let Some(bias) = bias {
                        add(numbers, lanes(bias, first));
                    }
                }
            },
        );
    }
}
