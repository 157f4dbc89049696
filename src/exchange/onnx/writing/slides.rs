//! Convolutions, pools and dense layers.

use super::Writer;
use super::drawn::Setting;
use crate::layer::{
    Conv2D, Conv2DTranspose, Dense, DepthwiseConv2D, Function, Padding, SeparableConv2D, Shape,
    Sliding,
};

/// A window that slides over a map.
struct Window {
    size: [usize; 2],
    strides: [usize; 2],
    dilation: [usize; 2],
    padding: Padding,
}

impl From<Sliding> for Window {
    fn from(sliding: Sliding) -> Self {
        Self {
            size: sliding.size,
            strides: sliding.strides,
            dilation: sliding.dilation,
            padding: sliding.padding,
        }
    }
}

fn ints(numbers: impl IntoIterator<Item = usize>) -> Vec<i64> {
    numbers.into_iter().map(|number| number as i64).collect()
}

impl Window {
    fn extent(&self, axis: usize) -> usize {
        (self.size[axis] - 1) * self.dilation[axis] + 1
    }

    /// What is added around a map of this shape: above, left, below, right.
    fn pads(&self, map: Shape) -> [usize; 4] {
        let [height, width, _] = map.as_map().unwrap_or([1; 3]);
        let sides = [height, width];
        let [rows, columns] = [0, 1].map(|axis| {
            self.padding
                .amounts(sides[axis], self.extent(axis), self.strides[axis])
        });
        [rows.0, columns.0, rows.1, columns.1]
    }

    fn settings(&self, pads: [usize; 4]) -> Vec<Setting> {
        vec![
            Setting::Ints("kernel_shape", ints(self.size)),
            Setting::Ints("strides", ints(self.strides)),
            Setting::Ints("pads", ints(pads)),
        ]
    }

    fn of_kernel(&self, pads: [usize; 4], groups: usize) -> Vec<Setting> {
        let mut settings = self.settings(pads);
        settings.push(Setting::Ints("dilations", ints(self.dilation)));
        settings.push(Setting::Int("group", groups as i64));
        settings
    }
}

impl Writer<'_> {
    pub(super) fn conv(&mut self, index: usize, layer: &Conv2D) -> String {
        let window = Window::from(layer.sliding);
        let (name, map) = (self.at(index).name.clone(), self.input_shape(index));
        let (shape, kernel) = self
            .weight(index, "kernel", &[3, 2, 0, 1])
            .unwrap_or_default();
        let settings = window.of_kernel(window.pads(map), layer.groups);
        let input = self.input(index);
        self.kernel(
            index,
            &name,
            &input,
            (shape, kernel),
            &settings,
            layer.activation,
        )
    }

    pub(super) fn depthwise(&mut self, index: usize, layer: &DepthwiseConv2D) -> String {
        let window = Window::from(layer.sliding);
        let name = self.at(index).name.clone();
        let kernel = self.by_channel(index, "kernel");
        let (map, input) = (self.input_shape(index), self.input(index));
        let settings = window.of_kernel(window.pads(map), map.channels());
        self.kernel(index, &name, &input, kernel, &settings, layer.activation)
    }

    /// A kernel `[height, width, channels, multiplier]` as ONNX has it for as many groups as channels.
    fn by_channel(&self, index: usize, name: &str) -> (Vec<usize>, Vec<f32>) {
        let (shape, kernel) = self.weight(index, name, &[2, 3, 0, 1]).unwrap_or_default();
        let shape = match shape[..] {
            [channels, multiplier, height, width] => vec![channels * multiplier, 1, height, width],
            _ => shape,
        };
        (shape, kernel)
    }

    pub(super) fn separable(&mut self, index: usize, layer: &SeparableConv2D) -> String {
        let window = Window::from(layer.sliding);
        let name = self.at(index).name.clone();
        let (shape, kernel) = self.by_channel(index, "depthwise_kernel");
        let (map, input) = (self.input_shape(index), self.input(index));
        let settings = window.of_kernel(window.pads(map), map.channels());
        let kernel = self
            .drawn
            .reals(&format!("{name}/depthwise_kernel"), &shape, &kernel);
        let between = self.drawn.node(
            "Conv",
            &format!("{name}/depthwise"),
            &[&input, &kernel],
            &settings,
        );
        let pointwise = self
            .weight(index, "pointwise_kernel", &[3, 2, 0, 1])
            .unwrap_or_default();
        let point = Window {
            size: [1, 1],
            strides: [1, 1],
            dilation: [1, 1],
            padding: Padding::Valid,
        };
        let settings = point.of_kernel([0; 4], 1);
        self.kernel(
            index,
            &name,
            &between,
            pointwise,
            &settings,
            layer.activation,
        )
    }

    /// The convolution that has a layer's name, its bias and its function.
    fn kernel(
        &mut self,
        index: usize,
        name: &str,
        input: &str,
        (shape, kernel): (Vec<usize>, Vec<f32>),
        settings: &[Setting],
        function: Function,
    ) -> String {
        let kernel = self.drawn.reals(&format!("{name}/kernel"), &shape, &kernel);
        let bias = self.weight(index, "bias", &[]);
        let bias =
            bias.map(|(shape, bias)| self.drawn.reals(&format!("{name}/bias"), &shape, &bias));
        let inputs: Vec<&str> = [input, kernel.as_str()]
            .into_iter()
            .chain(bias.as_deref())
            .collect();
        let output = self.drawn.node("Conv", name, &inputs, settings);
        self.activated(index, function, &output)
    }

    pub(super) fn transposed_conv(&mut self, index: usize, layer: &Conv2DTranspose) -> String {
        let window = Window::from(layer.sliding);
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let (shape, kernel) = self
            .weight(index, "kernel", &[3, 2, 0, 1])
            .unwrap_or_default();
        // ONNX makes (n − 1)·s + f + what is added at the end − what is cut off at both; Keras cuts as TensorFlow divides it.
        let shape_in = self.input_shape(index).as_map().unwrap_or([1; 3]);
        let shape_out = self.at(index).output_shape.as_map().unwrap_or([1; 3]);
        let all =
            [0, 1].map(|axis| (shape_in[axis] - 1) * window.strides[axis] + window.extent(axis));
        let beyond = [0, 1].map(|axis| all[axis].saturating_sub(shape_out[axis]));
        let lacking = [0, 1].map(|axis| shape_out[axis].saturating_sub(all[axis]));
        let pads = [
            beyond[0] / 2,
            beyond[1] / 2,
            beyond[0].div_ceil(2),
            beyond[1].div_ceil(2),
        ];
        let mut settings = window.of_kernel(pads, 1);
        settings.push(Setting::Ints("output_padding", ints(lacking)));
        let kernel = self.drawn.reals(&format!("{name}/kernel"), &shape, &kernel);
        let bias = self.weight(index, "bias", &[]);
        let bias =
            bias.map(|(shape, bias)| self.drawn.reals(&format!("{name}/bias"), &shape, &bias));
        let inputs: Vec<&str> = [input.as_str(), kernel.as_str()]
            .into_iter()
            .chain(bias.as_deref())
            .collect();
        let output = self.drawn.node("ConvTranspose", &name, &inputs, &settings);
        self.activated(index, layer.activation, &output)
    }

    pub(super) fn pool(
        &mut self,
        index: usize,
        op: &str,
        size: [usize; 2],
        strides: [usize; 2],
        padding: Padding,
    ) -> String {
        let window = Window {
            size,
            strides,
            dilation: [1, 1],
            padding,
        };
        let settings = window.settings(window.pads(self.input_shape(index)));
        self.one(index, op, &settings)
    }

    /// One number of each channel; as a vector unless the axes are kept.
    pub(super) fn global(&mut self, index: usize, op: &str, keepdims: bool) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let pooled = self.drawn.node(op, &name, &[&input], &[]);
        if keepdims {
            return pooled;
        }
        self.drawn.node(
            "Flatten",
            &format!("{name}/flatten"),
            &[&pooled],
            &[Setting::Int("axis", 1)],
        )
    }

    pub(super) fn dense(&mut self, index: usize, layer: &Dense) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let (shape, kernel) = self.weight(index, "kernel", &[]).unwrap_or_default();
        let kernel = self.drawn.reals(&format!("{name}/kernel"), &shape, &kernel);
        let bias = self.weight(index, "bias", &[]);
        let bias =
            bias.map(|(shape, bias)| self.drawn.reals(&format!("{name}/bias"), &shape, &bias));
        if self.input_shape(index).as_map().is_none() {
            let inputs: Vec<&str> = [input.as_str(), kernel.as_str()]
                .into_iter()
                .chain(bias.as_deref())
                .collect();
            let output = self.drawn.node("Gemm", &name, &inputs, &[]);
            return self.activated(index, layer.activation, &output);
        }
        let last = self.transposed(&format!("{name}/channels_last"), &input, &[0, 2, 3, 1]);
        let mut output = self.drawn.node("MatMul", &name, &[&last, &kernel], &[]);
        if let Some(bias) = bias {
            output = self
                .drawn
                .node("Add", &format!("{name}/add"), &[&output, &bias], &[]);
        }
        let first = self.transposed(&format!("{name}/channels_first"), &output, &[0, 3, 1, 2]);
        self.activated(index, layer.activation, &first)
    }

    /// A layer's own function behind its sums.
    fn activated(&mut self, index: usize, function: Function, output: &str) -> String {
        if function == Function::Linear {
            return output.to_owned();
        }
        let name = format!("{}/activation", self.at(index).name);
        self.function(function, &name, output)
    }
}
