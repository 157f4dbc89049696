//! Convolution of maps that have fewer pixels than the kernel has numbers: there most of a window lies on the padding. Of the nine
//! taps of a 3×3 kernel only four see a pixel, in each window of a map of 2×2.
//!
//! A map is one row here, and the convolution a dense layer: for each pair of a pixel of the maps and one of the output its weights
//! are the numbers of one tap. They are never written out.

use std::ops::Range;

use super::buffer::Buffer;
use super::geometry::ConvolutionGeometry;
use super::product::{
    COLUMNS_PACKED, Matrix, Right, Start, Target, Transposed, multiply, spread, turn,
};

/// What packing a weight costs, in rows that are multiplied with it: between what 8 and 32 maps of 2×2 pixels and 512 channels take
/// forward (40) and for the maps' gradient (57 and more).
const PACKING: usize = 48;
/// Rows that a tile of sums has, so that fewer take as long.
const TILE_ROWS: usize = 8;

/// A convolution of maps that each pixel of the output sees all of.
pub struct SmallMaps<'a> {
    geometry: &'a ConvolutionGeometry,
    /// The tap of each pair of pixels, as [`taps`] has them.
    taps: Vec<usize>,
}

impl<'a> SmallMaps<'a> {
    /// The convolution, where it and its gradients take fewer multiplications here than as products over their windows.
    pub fn of(geometry: &'a ConvolutionGeometry) -> Option<Self> {
        let [batch, height, width, _] = geometry.maps_shape();
        let [tall, wide, ..] = geometry.kernel_shape();
        let outputs = geometry.windows_per_map();
        let cost =
            |weights: usize, rows: usize| weights * (rows.next_multiple_of(TILE_ROWS) + PACKING);
        let here = cost(height * width * outputs, batch);
        let is_less = here < cost(tall * wide, batch * outputs);
        let is_worth = geometry.groups() == 1 && is_less;
        is_worth.then(|| Self::all_seen(geometry)).flatten()
    }

    /// The convolution, where each pixel of the output sees all of its map.
    pub fn all_seen(geometry: &'a ConvolutionGeometry) -> Option<Self> {
        let taps = taps(geometry)?;
        Some(Self { geometry, taps })
    }

    /// The output, with `bias` where there is one.
    pub fn forward(&self, maps: &[f32], kernel: &[f32], bias: Option<&[f32]>) -> Buffer {
        let [batch, ..] = self.geometry.maps_shape();
        let (length, pixels) = (self.geometry.map_length(), self.geometry.windows_per_map());
        let made = pixels * self.geometry.filters();
        let bias = bias.map(|bias| bias.repeat(pixels));
        let start = bias.as_deref().map_or(Start::Zero, Start::Bias);
        let mut output = Buffer::of(batch * made);
        let target = Target::new(&mut output, batch, made, made);
        let left = Matrix::new(maps, batch, length, length);
        multiply(target, length, &left, &self.weights(kernel), start);
        output
    }

    /// The gradient of the maps, given the output's.
    pub fn maps_gradient(&self, output_gradient: &[f32], kernel: &[f32]) -> Buffer {
        let [batch, ..] = self.geometry.maps_shape();
        let length = self.geometry.map_length();
        let made = self.geometry.windows_per_map() * self.geometry.filters();
        let mut gradient = Buffer::of(batch * length);
        let target = Target::new(&mut gradient, batch, length, length);
        let left = Matrix::new(output_gradient, batch, made, made);
        let right = TransposedPairWeights(self.weights(kernel));
        multiply(target, made, &left, &right, Start::Zero);
        gradient
    }

    /// The gradient of the kernel, given the output's.
    pub fn kernel_gradient(&self, maps: &[f32], output_gradient: &[f32]) -> Buffer {
        let [batch, ..] = self.geometry.maps_shape();
        let (channels, filters) = (self.geometry.group_channels(), self.geometry.filters());
        let (length, pixels) = (self.geometry.map_length(), self.geometry.windows_per_map());
        let mut gradient = Buffer::of(self.geometry.kernel_shape().iter().product());
        for (tap, gradient) in gradient.chunks_exact_mut(channels * filters).enumerate() {
            let pairs = (0..self.taps.len()).filter(|pair| self.taps[*pair] == tap);
            let mut start = Start::Zero;
            for pair in pairs {
                let left = &maps[pair / pixels * channels..];
                let left = Transposed(Matrix::new(left, batch, channels, length));
                let right = &output_gradient[pair % pixels * filters..];
                let right = Matrix::new(right, batch, filters, pixels * filters);
                let target = Target::new(gradient, channels, filters, filters);
                multiply(target, batch, &left, &right, start);
                start = Start::Kept;
            }
            // A tap that sees nothing but padding.
            if matches!(start, Start::Zero) {
                gradient.fill(0.0);
            }
        }
        gradient
    }

    fn weights<'b>(&'b self, kernel: &'b [f32]) -> PairWeights<'b> {
        PairWeights {
            kernel,
            channels: self.geometry.group_channels(),
            filters: self.geometry.filters(),
            pixels: self.geometry.windows_per_map(),
            taps: &self.taps,
        }
    }
}

/// For each pixel of a map and, for it, each of the output, the tap through which the one sees the other; none where not all do.
fn taps(geometry: &ConvolutionGeometry) -> Option<Vec<usize>> {
    let [_, height, width, _] = geometry.maps_shape();
    let [_, wide, ..] = geometry.kernel_shape();
    let mut taps = vec![None; height * width * geometry.windows_per_map()];
    let (lines, columns) = (geometry.taps(0), geometry.taps(1));
    let places = lines
        .iter()
        .flat_map(|line| columns.iter().map(move |column| (line, column)));
    for (pixel, (line, column)) in places.enumerate() {
        for y in line {
            for x in column {
                let seen = y.place * width + x.place;
                taps[seen * geometry.windows_per_map() + pixel] = Some(y.tap * wide + x.tap);
            }
        }
    }
    taps.into_iter().collect()
}

/// The weights from all channels of all pixels of a map to all filters of all pixels of the output.
struct PairWeights<'a> {
    kernel: &'a [f32],
    channels: usize,
    filters: usize,
    /// Pixels of the output.
    pixels: usize,
    taps: &'a [usize],
}

/// The same with rows and columns exchanged.
struct TransposedPairWeights<'a>(PairWeights<'a>);

impl PairWeights<'_> {
    /// The weights from a channel of a pixel of the maps to some filters of a pixel of the output.
    #[inline(always)]
    fn row(&self, [seen, channel, pixel]: [usize; 3], filters: Range<usize>) -> &[f32] {
        let tap = self.taps[seen * self.pixels + pixel];
        let first = (tap * self.channels + channel) * self.filters;
        &self.kernel[first + filters.start..first + filters.end]
    }
}

/// Which of `wanted` numbers belong to a pixel that has `each` of them, counted within it, and where the first of them stands among
/// the wanted.
#[inline(always)]
fn of_pixel(pixel: usize, each: usize, wanted: &Range<usize>) -> (Range<usize>, usize) {
    let first = pixel * each;
    let own = wanted.start.max(first)..wanted.end.min(first + each);
    (own.start - first..own.end - first, own.start - wanted.start)
}

impl Right for PairWeights<'_> {
    #[inline(always)]
    fn pack<const TILE: usize>(
        &self,
        depth: Range<usize>,
        columns: Range<usize>,
        panels: &mut [f32],
    ) {
        let mut row = [0.0; COLUMNS_PACKED];
        let row = &mut row[..columns.len()];
        for (index, number) in depth.clone().enumerate() {
            let (seen, channel) = (number / self.channels, number % self.channels);
            for pixel in columns.start / self.filters..columns.end.div_ceil(self.filters) {
                let (filters, to) = of_pixel(pixel, self.filters, &columns);
                row[to..to + filters.len()]
                    .copy_from_slice(self.row([seen, channel, pixel], filters));
            }
            spread::<TILE>(row, index, depth.len(), panels);
        }
    }
}

impl Right for TransposedPairWeights<'_> {
    #[inline(always)]
    fn pack<const TILE: usize>(
        &self,
        depth: Range<usize>,
        columns: Range<usize>,
        panels: &mut [f32],
    ) {
        let weights = &self.0;
        for (index, number) in columns.enumerate() {
            let (seen, channel) = (number / weights.channels, number % weights.channels);
            let panel = &mut panels[index / TILE * TILE * depth.len()..];
            for pixel in depth.start / weights.filters..depth.end.div_ceil(weights.filters) {
                let (filters, to) = of_pixel(pixel, weights.filters, &depth);
                let row = weights.row([seen, channel, pixel], filters);
                turn::<TILE>(row, index % TILE, &mut panel[to * TILE..]);
            }
        }
    }
}
