//! One question about one picture, and its answer.

use image::DynamicImage;
use netsmith_kernels::Reserve;

use super::choice::layer_called;
use super::gradient::{NOISY_COPIES, NoisyCopies};
use super::of_data::{OfData, exciting, nearest};
use super::{
    ExplainError, Heat, Maps, Method, Occlusion, Subject, activations, filters, grad_cam,
    input_gradient, occlusion, smooth_gradient,
};
use crate::data::{Dataset, Image, Prepared};
use crate::engine::error::EngineError;
use crate::engine::predict::Predictor;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// How to explain.
    pub method: Method,
    /// What is said of which class; the most probable one where none is named.
    pub class: Option<usize>,
    /// Which layer to look at, where the method looks at one; a fitting one where none is named.
    pub layer: Option<String>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// How it was explained.
    pub method: Method,
    /// The class that was explained, or the most probable one.
    pub class: usize,
    /// One for each class.
    pub probabilities: Vec<f32>,
    /// The layer looked at, where the method looks at one.
    pub layer: Option<String>,
    /// What the network saw.
    pub seen: Image,
    /// What was found.
    pub content: Content,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A number for each pixel of what the network saw.
    Heat {
        /// In the method's own measure.
        raw: Heat,
        /// From 0 to 1, to be shown.
        scaled: Heat,
    },
    /// Small pictures side by side.
    Maps(Maps),
    /// Pictures of the data.
    OfData(OfData),
}

/// A few pixels of an input gradient are far brighter than all others, as SmoothGrad's authors cut off as well.
const TOP_OF_GRADIENTS: f32 = 0.99;
/// The same question has the same answer.
const SEED: u64 = 0;

/// Answers a question about a picture; `data` is what the network was trained on, where it is at hand. `None` where
/// `is_canceled` says so before the end.
///
/// # Errors
/// A layer or a class that cannot be asked about; data that is asked for and not there; a network that cannot compute.
pub fn explain(
    predictor: &Predictor,
    picture: &DynamicImage,
    question: &Question,
    data: Option<&Dataset>,
    is_canceled: &dyn Fn() -> bool,
) -> Result<Option<Explanation>, ExplainError> {
    let _reserve = Reserve::hold();
    let Question { method, class, .. } = *question;
    let network = predictor.network();
    let layer = if method.asks_for_layer() {
        Some(layer_called(network, method, question.layer.as_deref())?)
    } else {
        None
    };
    let contract = predictor.metadata().contract;
    let prepared = contract.apply(picture);
    let mut predictions = predictor.predict(std::slice::from_ref(picture))?;
    let prediction = predictions.pop().ok_or(EngineError::Diverged)?;
    let class = class.unwrap_or(prediction.index);
    if class >= prediction.probabilities.len() {
        return Err(ExplainError::NoSuchClass {
            name: class.to_string(),
            known: predictor.metadata().classes.clone(),
        });
    }
    let subject = Subject {
        network,
        device: predictor.device(),
        values: &prepared.values,
    };
    let asked = Asked {
        class,
        layer,
        range: contract.range(),
        is_canceled,
    };
    let content = if method.asks_for_data() {
        let data = data.ok_or(ExplainError::NoData { method })?;
        of_data(predictor, data, &prepared, method, &asked)?
    } else {
        content(&subject, method, &asked)?
    };
    Ok(content.map(|content| Explanation {
        method,
        class,
        probabilities: prediction.probabilities,
        layer: layer.map(str::to_owned),
        seen: prepared.seen,
        content,
    }))
}

fn of_data(
    predictor: &Predictor,
    data: &Dataset,
    picture: &Prepared,
    method: Method,
    asked: &Asked<'_>,
) -> Result<Option<Content>, ExplainError> {
    let found = match asked.layer.filter(|_| method == Method::Exciting) {
        Some(layer) => exciting(predictor, data, layer, asked.is_canceled)?,
        None => nearest(predictor, data, picture, asked.is_canceled)?,
    };
    Ok(found.map(Content::OfData))
}

struct Asked<'a> {
    class: usize,
    layer: Option<&'a str>,
    /// What the network gets for black and for white.
    range: [f32; 2],
    is_canceled: &'a dyn Fn() -> bool,
}

fn content(
    subject: &Subject<'_>,
    method: Method,
    asked: &Asked<'_>,
) -> Result<Option<Content>, ExplainError> {
    let Asked {
        class,
        range,
        is_canceled,
        ..
    } = *asked;
    let layer = asked.layer.unwrap_or_default();
    let heat = match method {
        Method::GradCam => Some((grad_cam(subject, class, layer)?, 1.0)),
        Method::Occlusion => {
            let [height, width, _] = subject.sides();
            let covering = Occlusion::fitting([height, width], range);
            occlusion(subject, class, &covering, is_canceled)?.map(|heat| (heat, 1.0))
        }
        Method::Gradient => Some((input_gradient(subject, class)?, TOP_OF_GRADIENTS)),
        Method::SmoothGrad => {
            let copies = NoisyCopies::new(subject.values, range, SEED).take(NOISY_COPIES);
            smooth_gradient(subject, class, copies, is_canceled)?
                .map(|heat| (heat, TOP_OF_GRADIENTS))
        }
        Method::Activations => return Ok(Some(Content::Maps(activations(subject, layer)?))),
        Method::Filters => {
            let filters = filters(subject.network, layer);
            let filters = filters.ok_or(ExplainError::NoLayerFor { method })?;
            return Ok(Some(Content::Maps(filters)));
        }
        Method::Exciting | Method::Nearest => return Err(ExplainError::NoData { method }),
    };
    if let Some((raw, _)) = &heat
        && !raw.values.iter().all(|value| value.is_finite())
    {
        return Err(EngineError::Diverged.into());
    }
    Ok(heat.map(|(raw, top)| Content::Heat {
        scaled: raw.scaled(top),
        raw,
    }))
}
