//! One training step: forward, loss, backward, and the optimizer's move.

use std::ops::Range;

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::error::EngineError;
use super::gradient_checkpointing::{self, FoundGradients};
use super::guard::guard;
use super::handover::LoanEnd;
use super::health::{LayerHealth, WeightWatch, first_broken_gradient, look};
use super::loss::{LossFunction, loss, mixed_targets, targets, weighted_loss};
use super::metric::Predictions;
use super::network::{Mode, Network};
use super::optimizer::{Optimizer, OptimizerState};
use super::profile::{Attribution, Operation, Phase, Profile, Record, time};
use super::weights::NamedArray;
use crate::layer::Shape;
use crate::recipe::{GradientCheckpointing, Recipe};

/// A network in training with all that a step needs.
#[derive(Debug)]
pub struct Trainee {
    network: Network,
    optimizer: Optimizer,
    loss: LossFunction,
    /// What an image of each class counts, where not all count the same.
    class_weights: Option<Vec<f32>>,
    seed: u64,
    device: Device,
    record: Record,
    /// Until when weights and the optimizer's memory are lent to somebody who reads them.
    loan: Option<LoanEnd>,
    /// The parts of the network that are computed twice to take less memory; none where nothing is.
    parts: Vec<Range<usize>>,
}

/// What a step gives.
#[derive(Debug, Clone, PartialEq)]
pub struct StepOutcome {
    /// The batch's mean loss before the step.
    pub loss: f64,
    /// What the network said before the step.
    pub predictions: Predictions,
    /// The weight whose gradient is the first that is not finite, seen from the loss. The step was then not taken.
    pub broken_gradient: Option<String>,
}

impl Trainee {
    /// Puts a network into training by a recipe.
    ///
    /// # Errors
    /// [`EngineError::NoLoss`] when neither the recipe nor the network's head names a loss.
    pub fn new(network: Network, recipe: &Recipe, device: &Device) -> Result<Self, EngineError> {
        let loss = LossFunction::of(recipe, network.head())?;
        let record = Record::of(network.costs());
        let parts = match recipe.gradient_checkpointing {
            GradientCheckpointing::Off => Vec::new(),
            GradientCheckpointing::Blocks => network.parts(),
        };
        Ok(Self {
            record,
            parts,
            network,
            optimizer: Optimizer::new(&recipe.optimizer, recipe.learning_rate)
                .with_clipping(recipe.clipping),
            loss,
            class_weights: None,
            seed: recipe.seed,
            device: device.clone().inner(),
            loan: None,
        })
    }

    /// The same, with images of each class counting by these weights.
    #[must_use]
    pub fn with_class_weights(self, class_weights: Option<Vec<f32>>) -> Self {
        Self {
            class_weights,
            ..self
        }
    }

    /// The network as it stands, without gradients: for prediction, validation and saving.
    pub fn snapshot(&self) -> Network {
        self.network.valid()
    }

    /// The optimizer, to read its state or learning rate.
    pub fn optimizer(&self) -> &Optimizer {
        &self.optimizer
    }

    /// The optimizer, to change its learning rate or restore its state.
    pub fn optimizer_mut(&mut self) -> &mut Optimizer {
        &mut self.optimizer
    }

    /// Where the time of a step goes, as a mean over the steps taken so far; `None` before the first.
    pub fn profile(&self) -> Option<Profile> {
        self.record.profile()
    }

    /// The loss that is minimized.
    pub fn loss(&self) -> LossFunction {
        self.loss
    }

    /// Puts weights and the optimizer's memory back as they were at a checkpoint.
    ///
    /// # Errors
    /// Where they belong to another network or another optimizer.
    pub fn restore(
        &mut self,
        weights: Vec<NamedArray>,
        state: OptimizerState,
    ) -> Result<(), EngineError> {
        self.network = self.network.clone().with_weights(weights)?;
        self.optimizer.restore(state, &self.device)
    }

    /// Lets nothing be moved before the loan has ended: tensors that somebody else holds are not changed in place but copied,
    /// and all of them together are three times the weights.
    pub(super) fn wait_before_moving(&mut self, loan: LoanEnd) {
        self.loan = Some(loan);
    }

    /// What the next step's dropout draws from.
    pub(super) fn generator(&self) -> ChaCha8Rng {
        let mut generator = ChaCha8Rng::seed_from_u64(self.seed);
        generator.set_stream(self.optimizer.steps_taken());
        generator
    }

    /// Takes one step on a batch: `images` hold one image after another, channels last, and `labels`
    /// one class each. Dropout draws from the recipe's seed and the step's number, so that equal
    /// recipes give equal losses, resumed or not.
    ///
    /// # Errors
    /// Images or labels that do not fit the network. Neither a NaN loss nor a NaN gradient is an error here: the step is
    /// then not taken, so that the weights can still be looked at.
    pub fn step(&mut self, images: Vec<f32>, labels: &[usize]) -> Result<StepOutcome, EngineError> {
        self.step_seen(images, (labels, None), None)
    }

    /// Takes the same step and looks at every layer while doing so; what is computed is the same to the last bit. `shares`
    /// is as in [`Trainee::step_on_mixed`].
    ///
    /// # Errors
    /// As [`Trainee::step`].
    pub fn step_watched(
        &mut self,
        images: Vec<f32>,
        labels: &[usize],
        shares: Option<&[f32]>,
    ) -> Result<(StepOutcome, Vec<LayerHealth>), EngineError> {
        let batch = self.images(images.clone(), labels.len())?;
        let mut generator = self.generator();
        let mut layers = guard("doing-watching", || {
            let mode = Mode::Training(&mut generator);
            Ok(look(&self.network.valid(), batch, mode))
        })?;
        let mut watch = WeightWatch::default();
        let outcome = self.step_seen(images, (labels, shares), Some(&mut watch))?;
        watch.finish(&self.network, &mut layers)?;
        Ok((outcome, layers))
    }

    fn images(&self, images: Vec<f32>, count: usize) -> Result<Tensor<4>, EngineError> {
        image_tensor(images, count, self.network.input_shape(), &self.device)
    }

    /// The same on images that were mixed: `shares` holds how much there is of each class in each image,
    /// `[batch, classes]`, and so does what an image counts. `labels` are the classes of the largest share.
    ///
    /// # Errors
    /// As [`Trainee::step`].
    pub fn step_on_mixed(
        &mut self,
        images: Vec<f32>,
        labels: &[usize],
        shares: &[f32],
    ) -> Result<StepOutcome, EngineError> {
        self.step_seen(images, (labels, Some(shares)), None)
    }

    /// A step on `labels`, or on `shares` of them where images were mixed, that `watch` sees.
    fn step_seen(
        &mut self,
        images: Vec<f32>,
        (labels, shares): (&[usize], Option<&[f32]>),
        watch: Option<&mut WeightWatch>,
    ) -> Result<StepOutcome, EngineError> {
        let images = self.images(images, labels.len())?;
        let targets = match shares {
            None => targets(labels, &self.network, &self.device)?,
            Some(shares) => mixed_targets(shares, labels.len(), &self.network, &self.device)?,
        };
        let weights = self.class_weights.as_ref().map(|weights| match shares {
            None => labels.iter().map(|&label| weights[label]).collect(),
            Some(shares) => {
                let weighted = |of_image: &[f32]| {
                    let parts = of_image.iter().zip(weights);
                    parts.map(|(share, weight)| share * weight).sum()
                };
                shares.chunks_exact(weights.len()).map(weighted).collect()
            }
        });
        self.step_towards(images, (targets, weights), watch)
    }

    /// `weights` is what each image counts, where not all count the same.
    fn step_towards(
        &mut self,
        images: Tensor<4>,
        (targets, weights): (Tensor<2>, Option<Vec<f32>>),
        watch: Option<&mut WeightWatch>,
    ) -> Result<StepOutcome, EngineError> {
        let [count, ..] = images.dims();
        let weights = weights
            .map(|weights| Tensor::from_data(TensorData::new(weights, [count]), &self.device));
        let mut generator = self.generator();
        let Self {
            network,
            optimizer,
            loss,
            record,
            loan,
            parts,
            ..
        } = self;
        record.step(count, || {
            guard("doing-training", || {
                let goal = Goal {
                    loss: *loss,
                    targets,
                    weights,
                };
                let student = Student {
                    network,
                    optimizer,
                    loan,
                    parts,
                };
                Ok(take_step(student, images, goal, &mut generator, watch))
            })
        })
    }
}

/// What a batch is to come to.
struct Goal {
    loss: LossFunction,
    targets: Tensor<2>,
    /// What each image counts, `[batch]`, where not all count the same.
    weights: Option<Tensor<1>>,
}

/// What a step changes.
struct Student<'a> {
    network: &'a mut Network,
    optimizer: &'a mut Optimizer,
    loan: &'a mut Option<LoanEnd>,
    parts: &'a [Range<usize>],
}

fn take_step(
    student: Student<'_>,
    images: Tensor<4>,
    goal: Goal,
    generator: &mut ChaCha8Rng,
    watch: Option<&mut WeightWatch>,
) -> StepOutcome {
    let Student {
        network,
        optimizer,
        loan,
        parts,
    } = student;
    let rest = Attribution::network(Operation::Rest);
    let (output, trail) = time(rest, Phase::Forward, || {
        if parts.is_empty() {
            let output = network.forward_in(images, Mode::Training(generator));
            return (output, None);
        }
        let (output, trail) = gradient_checkpointing::forward(network, parts, images, generator);
        (output, Some(trail))
    });
    let place = Attribution::network(Operation::Loss);
    let (loss, mut outcome) = time(place, Phase::Forward, || {
        let loss = match goal.weights {
            None => loss(goal.loss, &output, goal.targets),
            Some(weights) => weighted_loss(goal.loss, &output, goal.targets, weights),
        };
        let loss = match network.penalty() {
            None => loss,
            Some(penalty) => loss + penalty,
        };
        let outcome = StepOutcome {
            loss: loss.clone().into_scalar::<f32>().into(),
            predictions: Predictions::of(&output),
            broken_gradient: None,
        };
        (loss, outcome)
    });
    if outcome.loss.is_finite() {
        let gradients = time(rest, Phase::Backward, || match trail {
            None => FoundGradients::from(loss.backward()),
            Some(trail) => gradient_checkpointing::backward(network, parts, trail, &loss),
        });
        // The graph's last holder of weights and activations must be gone before the move.
        drop((loss, output));
        let place = Attribution::network(Operation::Optimizer);
        time(place, Phase::Update, || {
            outcome.broken_gradient = first_broken_gradient(network, &gradients);
            if outcome.broken_gradient.is_some() {
                return;
            }
            if let Some(watch) = watch {
                watch.see(network, &gradients);
            }
            if let Some(loan) = loan.take() {
                loan.wait();
            }
            optimizer.step(network, gradients);
        });
    }
    outcome
}

/// Images as a tensor `[batch, height, width, channels]`; a vector is a map of one pixel.
///
/// # Errors
/// [`EngineError::ImageSize`] when the numbers do not make that many images of that shape.
pub fn image_tensor(
    images: Vec<f32>,
    count: usize,
    shape: Shape,
    device: &Device,
) -> Result<Tensor<4>, EngineError> {
    let [height, width, channels] = shape.as_map().unwrap_or([1, 1, shape.channels()]);
    let expected = shape
        .elements()
        .and_then(|size| size.checked_mul(count as u64));
    if count == 0 || expected != Some(images.len() as u64) {
        return Err(EngineError::ImageSize {
            expected: shape.dims().to_vec(),
            found: images.len(),
            images: count,
        });
    }
    let data = TensorData::new(images, [count, height, width, channels]);
    Ok(Tensor::from_data(data, device))
}
