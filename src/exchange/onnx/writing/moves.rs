//! Layers that move numbers: shapes, borders, larger maps.

use super::Writer;
use super::drawn::Setting;
use crate::engine::ops::{Falloff, shares};
use crate::layer::{Interpolation, UpSampling2D};

impl Writer<'_> {
    /// The input with its channels last, where they matter for the order of its numbers.
    fn pixel_by_pixel(&mut self, index: usize) -> String {
        let input = self.input(index);
        match self.input_shape(index).as_map() {
            Some([height, width, channels]) if height * width > 1 && channels > 1 => {
                let name = format!("{}/channels_last", self.at(index).name);
                self.transposed(&name, &input, &[0, 2, 3, 1])
            }
            _ => input,
        }
    }

    /// Row by row, channels innermost: the order of our layers.
    pub(super) fn flatten(&mut self, index: usize) -> String {
        let (input, name) = (self.pixel_by_pixel(index), self.at(index).name.clone());
        self.drawn
            .node("Flatten", &name, &[&input], &[Setting::Int("axis", 1)])
    }

    pub(super) fn reshape(&mut self, index: usize) -> String {
        let (input, name) = (self.pixel_by_pixel(index), self.at(index).name.clone());
        let shape = self.at(index).output_shape;
        let axes: Vec<i64> = std::iter::once(0)
            .chain(shape.dims().iter().map(|length| *length as i64))
            .collect();
        let target = self.drawn.wholes(&format!("{name}/shape"), &axes);
        let output = self.drawn.node("Reshape", &name, &[&input, &target], &[]);
        match shape.as_map() {
            Some(_) => self.transposed(&format!("{name}/channels_first"), &output, &[0, 3, 1, 2]),
            None => output,
        }
    }

    /// Axes in another order, named as ours are: 1 is the height, 3 are the channels.
    pub(super) fn permute(&mut self, index: usize, dims: [usize; 3]) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let there = |axis: usize| [2, 3, 1][axis - 1];
        let [height, width, channels] = dims.map(there);
        self.transposed(&name, &input, &[0, channels, height, width])
    }

    pub(super) fn pad(&mut self, index: usize, [top, left, bottom, right]: [usize; 4]) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let margins = [0, 0, top, left, 0, 0, bottom, right].map(|margin| margin as i64);
        let margins = self.drawn.wholes(&format!("{name}/pads"), &margins);
        self.drawn.node(
            "Pad",
            &name,
            &[&input, &margins],
            &[Setting::Word("mode", "constant")],
        )
    }

    pub(super) fn crop(&mut self, index: usize, [top, bottom, left, right]: [usize; 4]) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let [height, width, _] = self.input_shape(index).as_map().unwrap_or([1; 3]);
        let starts = self
            .drawn
            .wholes(&format!("{name}/starts"), &[top as i64, left as i64]);
        let ends = [
            height.saturating_sub(bottom) as i64,
            width.saturating_sub(right) as i64,
        ];
        let ends = self.drawn.wholes(&format!("{name}/ends"), &ends);
        let axes = self.drawn.wholes(&format!("{name}/axes"), &[2, 3]);
        self.drawn
            .node("Slice", &name, &[&input, &starts, &ends, &axes], &[])
    }

    pub(super) fn resize(&mut self, index: usize, layer: &UpSampling2D) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let settings = match layer.interpolation {
            Interpolation::Nearest => vec![
                Setting::Word("mode", "nearest"),
                Setting::Word("coordinate_transformation_mode", "asymmetric"),
                Setting::Word("nearest_mode", "floor"),
            ],
            Interpolation::Bilinear => vec![
                Setting::Word("mode", "linear"),
                Setting::Word("coordinate_transformation_mode", "half_pixel"),
            ],
            // Keras leaves out what lies beyond the border, and its cubic is Keys's with −1/2.
            Interpolation::Bicubic => vec![
                Setting::Word("mode", "cubic"),
                Setting::Word("coordinate_transformation_mode", "half_pixel"),
                Setting::Float("cubic_coeff_a", -0.5),
                Setting::Int("exclude_outside", 1),
            ],
            Interpolation::Lanczos3 | Interpolation::Lanczos5 => {
                return self.summed(index, layer);
            }
        };
        let factors = [1.0, 1.0, layer.size[0] as f32, layer.size[1] as f32];
        let factors = self.drawn.reals(&format!("{name}/scales"), &[4], &factors);
        self.drawn
            .node("Resize", &name, &[&input, "", &factors], &settings)
    }

    /// What ONNX has no mode for: products with what each pixel counts for each new one, row by row, then column by column.
    fn summed(&mut self, index: usize, layer: &UpSampling2D) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let Some(falloff) = Falloff::of(layer.interpolation) else {
            return input;
        };
        let [height, width, _] = self.input_shape(index).as_map().unwrap_or([1; 3]);
        let [vertical, horizontal] = layer.size;
        let (tall, wide) = (height * vertical, width * horizontal);
        let rows = shares(height, vertical, falloff);
        let rows = self
            .drawn
            .reals(&format!("{name}/rows"), &[tall, height], &rows);
        let columns = shares(width, horizontal, falloff);
        let turned: Vec<f32> = (0..width)
            .flat_map(|old| columns.iter().skip(old).step_by(width).copied())
            .collect();
        let columns = self
            .drawn
            .reals(&format!("{name}/columns"), &[width, wide], &turned);
        let between = format!("{name}/taller");
        let taller = self.drawn.node("MatMul", &between, &[&rows, &input], &[]);
        self.drawn.node("MatMul", &name, &[&taller, &columns], &[])
    }
}
