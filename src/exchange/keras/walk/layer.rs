//! One layer with its weights.

use super::super::config::Layer;
use super::super::settings::Settings;
use super::super::translate::{self, Context, Translated, plain_class};
use super::{Around, Walk};
use crate::engine::weights::NamedArray;
use crate::exchange::ForeignLayer;
use crate::exchange::report::Fate;
use crate::layer::{Kind, LayerSpec, Shape};
use crate::message;

/// What only Keras 1 wrote.
const KEYS_OF_ONE: [&str; 4] = ["nb_filter", "border_mode", "dim_ordering", "output_dim"];

impl Walk<'_> {
    /// The layer that one of Keras becomes.
    pub(super) fn layer(
        &mut self,
        layer: &Layer,
        inputs: &[usize],
        path: &[usize],
        around: &Around,
        is_shared: bool,
    ) -> usize {
        let Translated { spec, after } = self.translated(layer, inputs);
        let arrays = if is_shared {
            self.arrays.get(path).cloned()
        } else {
            self.arrays.remove(path)
        };
        // Any input will do: names do not depend on it.
        let weights = spec
            .resolve()
            .map(|layer| layer.weights(&[Shape::map(8, 8, 8)]));
        let names: Vec<&str> = weights.iter().flatten().map(|weight| weight.name).collect();
        let arrays = named(arrays.unwrap_or_default(), &names);
        let is_trained = around.is_trained && layer.is_trained();
        let mut at = self.push(ForeignLayer {
            name: layer.name.clone(),
            inside: around.inside.clone(),
            spec,
            inputs: inputs.to_vec(),
            arrays,
            is_trained,
            call: 0,
        });
        for spec in after {
            at = self.push(ForeignLayer {
                name: format!("{}_{}", layer.name, spec.kind.entry().stem),
                inside: around.inside.clone(),
                spec,
                inputs: vec![at],
                arrays: Vec::new(),
                is_trained,
                call: 0,
            });
        }
        at
    }

    /// Something that lets its input through stands for a layer that was refused, so that the others are looked at as well.
    fn translated(&mut self, layer: &Layer, inputs: &[usize]) -> Translated {
        let settings = Settings::new(&layer.config);
        let class = plain_class(&layer.class);
        let context = Context {
            is_keras_2: self.is_keras_2,
            input: inputs.first().and_then(|input| *self.shapes.get(*input)?),
        };
        let is_of_one = KEYS_OF_ONE
            .iter()
            .any(|key| layer.config.contains_key(*key));
        let translated = if is_of_one {
            None
        } else {
            translate::layer(class, &settings, context)
        };
        let Some(translated) = translated else {
            let message = match class {
                _ if is_of_one => message!("keras-one", class = class),
                "Lambda" => message!("keras-lambda"),
                class => message!("keras-class-unknown", class = class),
            };
            self.report.tell(Fate::Refused, &layer.name, message);
            return LayerSpec::new(Kind::Identity).into();
        };
        for (fate, message) in settings.finish() {
            self.tell_once(fate, &layer.name, message);
        }
        if !translated.after.is_empty() {
            let count = translated.after.len();
            let message = message!("keras-several-layers", count = count);
            self.report.tell(Fate::Translated, &layer.name, message);
        }
        translated
    }

    /// What holds for many layers alike is told of the first of them.
    fn tell_once(&mut self, fate: Fate, layer: &str, message: crate::text::Message) {
        const FOR_MANY: [&str; 2] = ["keras-initializer-unknown", "keras-other-precision"];
        let is_for_many = FOR_MANY.contains(&message.code());
        if !is_for_many {
            self.report.tell(fate, layer, message);
        } else if self.told.insert(message.to_string()) {
            let message = message!("keras-and-others", finding = message);
            self.report.tell(fate, layer, message);
        }
    }
}

/// Arrays under the names that their kind gives them: by their own name where that says it, else by their place.
pub(in crate::exchange::keras) fn named(
    arrays: Vec<NamedArray>,
    names: &[&str],
) -> Vec<NamedArray> {
    let arrays = arrays.into_iter().enumerate();
    arrays
        .map(|(place, mut array)| {
            if !names.contains(&array.name.as_str())
                && let Some(name) = names.get(place)
            {
                (*name).clone_into(&mut array.name);
            }
            // A count is a number without axes.
            if array.shape.is_empty() {
                array.shape.push(1);
            }
            array
        })
        .collect()
}
