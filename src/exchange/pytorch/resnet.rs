//! Residual networks of torchvision, known by the names and shapes of their tensors: ResNet 18 to 152, ResNeXt and Wide ResNet.
//!
//! The graph is built anew: with the same shapes, networks of keras.applications stride elsewhere and pad otherwise.

use super::stored::Stored;
use super::turning::{Turn, turned};
use crate::engine::weights::NamedArray;
use crate::exchange::{Fate, ForeignLayer, ForeignModel, Report};
use crate::layer::{Kind, LayerSpec, Value};
use crate::message;

/// The side of the pictures that the family is trained on.
const SIDE: i64 = 224;

/// The stages, as torchvision calls them.
const STAGES: [&str; 4] = ["layer1", "layer2", "layer3", "layer4"];

/// Whether the tensors are those of such a network. Its first kernels are 7 by 7: those made for small pictures have the same
/// names, and neither stride nor pool there.
pub(super) fn knows(stored: &Stored) -> bool {
    let has = |name: &str| stored.get(name).is_some();
    let first = stored.get("conv1.weight");
    first.is_some_and(|it| it.shape.ends_with(&[7, 7]))
        && has("bn1.running_mean")
        && has("fc.weight")
        && STAGES
            .iter()
            .all(|stage| has(&format!("{stage}.0.conv1.weight")))
}

/// The network of such tensors. What is missing or has another shape is told as refused.
pub(super) fn model(stored: &Stored, report: &mut Report) -> ForeignModel {
    let mut maker = Maker {
        stored,
        report,
        layers: Vec::new(),
        used: Vec::new(),
    };
    let depth = maker.network();
    maker.tell_unused();
    let output = maker.layers.len().saturating_sub(1);
    ForeignModel {
        name: format!("ResNet-{depth}"),
        writer: "PyTorch".to_owned(),
        layers: maker.layers,
        outputs: vec![output],
        normalizing: None,
        classes: Vec::new(),
        recipe: None,
        about: Default::default(),
    }
}

struct Maker<'a> {
    stored: &'a Stored,
    report: &'a mut Report,
    layers: Vec<ForeignLayer>,
    used: Vec<String>,
}

impl Maker<'_> {
    /// Makes all layers; gives how many of them have weights on the longest way, by which the family counts.
    fn network(&mut self) -> usize {
        let mut depth = 2;
        let spec = LayerSpec::new(Kind::Input).with("shape", Value::List(vec![SIDE, SIDE, 3]));
        let x = self.add("input", spec, vec![], vec![]);
        let x = self.convolution(("conv1", "conv1"), (2, 1), x);
        let x = self.normalization(("bn1", "bn1"), x);
        let x = self.relu("relu", x);
        // Behind a relu nothing is below the zeros that are added.
        let x = self.padding("maxpool_pad", 1, x);
        let pool = LayerSpec::new(Kind::MaxPooling2D)
            .with("pool_size", [3, 3])
            .with("strides", [2, 2]);
        let mut x = self.add("maxpool", pool, vec![x], vec![]);
        for (number, stage) in STAGES.iter().enumerate() {
            let mut block = 0;
            while self
                .stored
                .get(&format!("{stage}.{block}.conv1.weight"))
                .is_some()
            {
                let stride = if number > 0 && block == 0 { 2 } else { 1 };
                let (made, layers) = self.block((&format!("{stage}.{block}"), stride), x);
                x = made;
                depth += layers;
                block += 1;
            }
        }
        let x = self.add(
            "avgpool",
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            vec![x],
            vec![],
        );
        self.dense(x);
        depth
    }

    /// One residual block; gives its last layer and how many convolutions its main way has.
    fn block(&mut self, (path, stride): (&str, i64), input: usize) -> (usize, usize) {
        let is_bottleneck = self.stored.get(&format!("{path}.conv3.weight")).is_some();
        let name = path.replace('.', "_");
        let strides: &[i64] = if is_bottleneck {
            &[1, stride, 1]
        } else {
            &[stride, 1]
        };
        let mut x = input;
        for (index, stride) in strides.iter().enumerate() {
            let number = index + 1;
            let convolution = (
                format!("{path}.conv{number}"),
                format!("{name}_conv{number}"),
            );
            x = self.convolution((&convolution.0, &convolution.1), (*stride, 1), x);
            let normalization = (format!("{path}.bn{number}"), format!("{name}_bn{number}"));
            x = self.normalization((&normalization.0, &normalization.1), x);
            if number < strides.len() {
                x = self.relu(&format!("{name}_relu{number}"), x);
            }
        }
        let mut shortcut = input;
        if self
            .stored
            .get(&format!("{path}.downsample.0.weight"))
            .is_some()
        {
            let convolution = format!("{path}.downsample.0");
            shortcut = self.convolution(
                (&convolution, &format!("{name}_downsample_conv")),
                (stride, 1),
                shortcut,
            );
            let normalization = format!("{path}.downsample.1");
            shortcut =
                self.normalization((&normalization, &format!("{name}_downsample_bn")), shortcut);
        }
        let sum = self.add(
            &format!("{name}_add"),
            LayerSpec::new(Kind::Add),
            vec![x, shortcut],
            vec![],
        );
        (self.relu(&format!("{name}_relu"), sum), strides.len())
    }

    fn add(
        &mut self,
        name: &str,
        spec: LayerSpec,
        inputs: Vec<usize>,
        arrays: Vec<NamedArray>,
    ) -> usize {
        self.layers.push(ForeignLayer {
            name: name.to_owned(),
            inside: Vec::new(),
            spec,
            inputs,
            arrays,
            is_trained: true,
            call: 0,
        });
        self.layers.len() - 1
    }

    fn relu(&mut self, name: &str, input: usize) -> usize {
        let spec = LayerSpec::new(Kind::Activation).with("activation", "relu");
        self.add(name, spec, vec![input], vec![])
    }

    fn padding(&mut self, name: &str, margin: i64, input: usize) -> usize {
        let spec = LayerSpec::new(Kind::ZeroPadding2D).with("padding", margin);
        self.add(name, spec, vec![input], vec![])
    }

    /// The tensor `name`, which must have so many axes, in our order of them.
    fn array(&mut self, name: &str, own: &str, turn: &Turn, axes: usize) -> Vec<NamedArray> {
        let Some(tensor) = self.stored.get(name) else {
            self.report.tell_of_file(
                Fate::Refused,
                message!("import-torch-missing", tensor = name),
            );
            return vec![];
        };
        if tensor.shape.len() != axes {
            let shape = format!("{:?}", tensor.shape);
            let message = message!(
                "import-torch-axes",
                tensor = name,
                axes = axes,
                shape = shape
            );
            self.report.tell_of_file(Fate::Refused, message);
            return vec![];
        }
        self.used.push(name.to_owned());
        vec![turned(tensor, turn, own)]
    }

    fn convolution(
        &mut self,
        (path, name): (&str, &str),
        (stride, _): (i64, i64),
        input: usize,
    ) -> usize {
        let arrays = self.array(&format!("{path}.weight"), "kernel", &Turn::Convolution, 4);
        let (size, per_group, filters) = match arrays.first().map(|array| array.shape.as_slice()) {
            Some([height, _, per_group, filters]) => (*height, *per_group, *filters),
            _ => (1, 1, 1),
        };
        let channels = self.channels_of(input);
        let groups = channels.checked_div(per_group).unwrap_or(1).max(1);
        let mut input = input;
        if size > 1 {
            input = self.padding(&format!("{name}_pad"), (size / 2) as i64, input);
        }
        let side = size as i64;
        let spec = LayerSpec::new(Kind::Conv2D)
            .with("filters", filters as i64)
            .with("kernel_size", [side, side])
            .with("strides", [stride, stride])
            .with("groups", groups as i64)
            .with("use_bias", false);
        self.add(name, spec, vec![input], arrays)
    }

    /// The channels that a layer gives.
    fn channels_of(&self, index: usize) -> usize {
        let mut index = index;
        loop {
            let layer = &self.layers[index];
            match (layer.spec.value("filters"), layer.inputs.first()) {
                (Some(Value::Int(filters)), _) => return filters as usize,
                (_, Some(input)) => index = *input,
                (_, None) => return 3,
            }
        }
    }

    fn normalization(&mut self, (path, name): (&str, &str), input: usize) -> usize {
        let pairs = [
            ("weight", "gamma"),
            ("bias", "beta"),
            ("running_mean", "moving_mean"),
            ("running_var", "moving_variance"),
        ];
        let mut arrays = Vec::with_capacity(pairs.len());
        for (theirs, own) in pairs {
            arrays.extend(self.array(&format!("{path}.{theirs}"), own, &Turn::AsItIs, 1));
        }
        let spec = LayerSpec::new(Kind::BatchNormalization)
            .with("epsilon", 1e-5)
            .with("momentum", 0.9);
        self.add(name, spec, vec![input], arrays)
    }

    fn dense(&mut self, input: usize) {
        let mut arrays = self.array("fc.weight", "kernel", &Turn::Dense, 2);
        let units = arrays.first().map_or(1, |array| array.shape[1]);
        arrays.extend(self.array("fc.bias", "bias", &Turn::AsItIs, 1));
        let spec = LayerSpec::new(Kind::Dense).with("units", units as i64);
        self.add("fc", spec, vec![input], arrays);
    }

    /// A tensor beside the network is left out; one inside of it belongs to something that is computed there and that no
    /// name here stands for, so that the network is another one.
    fn tell_unused(&mut self) {
        let parts = || STAGES.iter().copied().chain(["conv1", "bn1"]);
        for tensor in &self.stored.tensors {
            if self.used.contains(&tensor.name) {
                continue;
            }
            let first = tensor.name.split('.').next().unwrap_or_default();
            let (fate, message) = if parts().any(|part| part == first) {
                (
                    Fate::Refused,
                    message!("import-torch-other-network", tensor = &tensor.name),
                )
            } else {
                (
                    Fate::LeftOut,
                    message!("import-torch-unused", tensor = &tensor.name),
                )
            };
            self.report.tell_of_file(fate, message);
        }
    }
}
