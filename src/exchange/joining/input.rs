//! The one input of a network: its size, and which values it wants.

use super::modes::insert_behind;
use crate::data::{Contract, ImageShape};
use crate::exchange::report::{Fate, Report};
use crate::exchange::{Choices, ForeignLayer, ForeignModel, Normalizing, Values};
use crate::layer::{Kind, LayerSpec, Value};
use crate::message;
use crate::text::list;

/// What most networks were trained with that leave it open.
const USUAL_SIDE: i64 = 224;

/// The channels of most pictures.
const RGB: i64 = 3;

/// Beyond this a factor is not for values from 0 to 1.
const LARGEST_FACTOR_OF_RAW: f64 = 0.1;

/// Refuses all inputs where there are several, and a network without one.
pub(super) fn refuse_several(layers: &[ForeignLayer], report: &mut Report) {
    let inputs = layers.iter().filter(|layer| layer.spec.kind == Kind::Input);
    let names: Vec<&str> = inputs.map(|layer| layer.name.as_str()).collect();
    match names[..] {
        [] => report.tell_of_file(Fate::Refused, message!("import-without-input")),
        [_] => {}
        _ => report.tell_of_file(
            Fate::Refused,
            message!("import-several-inputs", inputs = list(names)),
        ),
    }
}

/// Gives the input a size where the file leaves it open, and makes pictures of numbers in a row.
pub(super) fn settle_size(
    layers: &mut Vec<ForeignLayer>,
    choices: &Choices,
    report: &mut Report,
) -> bool {
    let Some(input) = layers
        .iter_mut()
        .find(|layer| layer.spec.kind == Kind::Input)
    else {
        return false;
    };
    let Some(Value::List(axes)) = input.spec.settings.get_mut("shape") else {
        return false;
    };
    if let [count] = axes[..] {
        return settle_row(layers, count, choices, report);
    }
    if let [_, _, channels @ ..=0] = &mut axes[..] {
        let message = message!("import-channels-open");
        report.tell(Fate::Refused, &input.name, message);
        // So that nothing more is said of it.
        *channels = RGB;
    }
    let is_open = matches!(axes[..], [height, width, _] if height <= 0 || width <= 0);
    let wanted = choices.size.map(|size| size.map(|side| side as i64));
    match (&mut axes[..], wanted, is_open) {
        ([height, width, _], wanted, true) => {
            let [tall, wide] = wanted.unwrap_or([USUAL_SIDE; 2]);
            *height = if *height > 0 { *height } else { tall };
            *width = if *width > 0 { *width } else { wide };
            let message = message!("import-size-open", height = *height, width = *width);
            report.tell(Fate::Translated, &input.name, message);
        }
        ([height, width, _], Some(wanted), false) if [*height, *width] != wanted => {
            let message = message!("import-size-fixed", height = *height, width = *width);
            report.tell(Fate::LeftOut, &input.name, message);
        }
        _ => {}
    }
    is_open
}

/// Numbers in a row are those of a picture, row by row and color by color, where they are as many as a picture has: whoever
/// trained on pictures without their shape had flattened them so.
fn settle_row(
    layers: &mut Vec<ForeignLayer>,
    count: i64,
    choices: &Choices,
    report: &mut Report,
) -> bool {
    let input = layers
        .iter()
        .position(|layer| layer.spec.kind == Kind::Input);
    let axes = picture_of(count, choices.size).or_else(|| picture_of(count, None));
    let (Some(input), Some(axes)) = (input, axes) else {
        return false;
    };
    let [height, width, channels] = axes;
    let name = layers[input].name.clone();
    let message = message!(
        "import-row-as-picture",
        count = count,
        height = height,
        width = width,
        channels = channels
    );
    report.tell(Fate::Translated, &name, message);
    let shape = Value::List(axes.to_vec());
    layers[input]
        .spec
        .settings
        .insert("shape".to_owned(), shape);
    insert_behind(layers, input, LayerSpec::new(Kind::Flatten));
    true
}

/// Height, width and channels of a picture of so many numbers, gray or in color: of the size that is chosen, else a square.
fn picture_of(count: i64, size: Option<[usize; 2]>) -> Option<[i64; 3]> {
    let channels = [1, 3].into_iter();
    let channels = channels.filter(|channels| count > 0 && count % channels == 0);
    let mut pictures = channels.map(|channels| {
        let pixels = count / channels;
        let square = pixels.isqrt();
        let [height, width] = size.map_or([square; 2], |size| size.map(|side| side as i64));
        [height, width, channels]
    });
    pictures.find(|[height, width, channels]| {
        let pixels = height.checked_mul(*width);
        // A number alone is no picture.
        *height > 1 && pixels.and_then(|it| it.checked_mul(*channels)) == Some(count)
    })
}

/// What pictures go through before they reach the input, and whether the file or the network itself says so.
pub(super) fn contract(
    model: &ForeignModel,
    layers: &[ForeignLayer],
    choices: &Choices,
    report: &mut Report,
) -> (Option<Contract>, bool) {
    let shape = layers.iter().find(|layer| layer.spec.kind == Kind::Input);
    let shape = shape.and_then(|input| match input.spec.settings.get("shape") {
        Some(Value::List(axes)) => match axes[..] {
            [height, width, channels] => Some([height, width, channels].map(|it| it.max(0) as u64)),
            _ => None,
        },
        _ => None,
    });
    let Some([height, width, channels]) = shape else {
        report.tell_of_file(Fate::LeftOut, message!("import-takes-no-pictures"));
        return (None, true);
    };
    let shape = match ImageShape::new(height, width, channels) {
        Ok(shape) => shape,
        Err(error) => {
            report.tell_of_file(Fate::LeftOut, error.message());
            return (None, true);
        }
    };
    let (Normalizing { scale, offset }, is_known) = match (choices.values, model.normalizing) {
        (Some(chosen), _) => (of(chosen), true),
        (None, Some(said)) => (said, true),
        (None, None) => match own_values(layers) {
            Some(own) => {
                let message = message!("import-values-of-layers", values = own.name());
                report.tell_of_file(Fate::Taken, message);
                (of(own), true)
            }
            None => {
                report.tell_of_file(Fate::Translated, message!("import-values-unknown"));
                (of(Values::Unit), false)
            }
        },
    };
    (
        Contract::new(shape).with_scale(scale, offset).ok(),
        is_known,
    )
}

fn of(values: Values) -> Normalizing {
    let (scale, offset) = values.scaling();
    Normalizing { scale, offset }
}

/// The values that a network wants which brings them to its own by layers; `None` where it has none for that.
fn own_values(layers: &[ForeignLayer]) -> Option<Values> {
    let mut at = layers
        .iter()
        .position(|layer| layer.spec.kind == Kind::Input)?;
    loop {
        let mut readers =
            (at + 1..layers.len()).filter(|index| layers[*index].inputs.contains(&at));
        let (reader, None) = (readers.next()?, readers.next()) else {
            return None;
        };
        let spec = &layers[reader].spec;
        match spec.kind {
            Kind::Rescaling => return Some(of_raw(largest(spec, "scale") < LARGEST_FACTOR_OF_RAW)),
            Kind::Normalization => return Some(of_raw(mean_of(&layers[reader]) > 1.0)),
            Kind::Identity | Kind::ZeroPadding2D | Kind::Flatten => at = reader,
            _ => return None,
        }
    }
}

fn of_raw(is_raw: bool) -> Values {
    if is_raw { Values::Raw } else { Values::Unit }
}

/// The largest mean that is subtracted, given or as a weight. Without one pictures are taken as they are.
fn mean_of(layer: &ForeignLayer) -> f64 {
    let weight = layer.arrays.iter().find(|array| array.name == "mean");
    match weight {
        Some(array) => array
            .values
            .iter()
            .fold(0.0, |most, mean| most.max(f64::from(mean.abs()))),
        None if layer.spec.settings.contains_key("mean") => largest(&layer.spec, "mean"),
        None => f64::INFINITY,
    }
}

fn largest(spec: &LayerSpec, key: &str) -> f64 {
    let numbers = match spec.value(key) {
        Some(Value::Numbers(numbers)) => numbers,
        Some(Value::Float(number)) => vec![number],
        Some(Value::Int(number)) => vec![number as f64],
        Some(Value::List(numbers)) => numbers.iter().map(|number| *number as f64).collect(),
        _ => Vec::new(),
    };
    numbers
        .iter()
        .fold(0.0, |most, number| most.max(number.abs()))
}
