//! Training steps.

use burn::module::Module;
use netsmith::engine::Trainee;
use netsmith::engine::network::Network;
use netsmith::layer::{Affine, Flatten, Function, Layer, Learned, Penalty};
use netsmith::recipe::{Described, Loss, Optimizer, Recipe};

use crate::networks::{batch, branched, dense, device, flat, input, pictures};

const LABELS: [usize; 4] = [0, 1, 2, 1];

fn trainee(recipe: &Recipe) -> Trainee {
    let network = Network::build(&branched(), recipe.seed, &device()).unwrap();
    Trainee::new(network, recipe, &device()).unwrap()
}

fn losses(trainee: &mut Trainee, count: usize) -> Vec<f64> {
    (0..count)
        .map(|_| trainee.step(pictures(4, 72), &LABELS).unwrap().loss)
        .collect()
}

fn recipe(optimizer: Optimizer) -> Recipe {
    Recipe {
        learning_rate: 0.02,
        optimizer,
        seed: 3,
        ..Recipe::default()
    }
}

#[test]
fn every_optimizer_learns_four_pictures_by_heart() {
    for optimizer in Optimizer::all() {
        let mut trainee = trainee(&recipe(optimizer));
        let losses = losses(&mut trainee, 60);
        let last = losses[50..].iter().sum::<f64>() / 10.0;
        assert!(last < losses[0] / 3.0, "{optimizer:?}: {losses:?}");
    }
}

#[test]
fn every_loss_goes_down() {
    for loss in Loss::all() {
        let recipe = Recipe {
            loss: Some(loss),
            ..recipe(Optimizer::adam())
        };
        let losses = losses(&mut trainee(&recipe), 60);
        assert!(losses[59] < losses[0] / 2.0, "{loss:?}: {losses:?}");
    }
}

#[test]
fn equal_recipes_give_equal_losses_to_the_last_bit() {
    let run = || losses(&mut trainee(&recipe(Optimizer::adam())), 5);
    assert_eq!(run(), run());
}

#[test]
fn another_number_of_threads_gives_nearly_the_same_losses() {
    let with = |threads| {
        let pool = netsmith::engine::device::thread_pool(Some(threads)).unwrap();
        pool.install(|| losses(&mut trainee(&recipe(Optimizer::adam())), 10))
    };
    let (one, three) = (with(1), with(3));
    assert_eq!(three, with(3));
    for (a, b) in one.iter().zip(&three) {
        assert!((a - b).abs() <= 1e-5 * a.abs(), "{a} and {b}");
    }
}

#[test]
fn a_resumed_training_goes_on_as_if_it_had_never_stopped() {
    for optimizer in Optimizer::all() {
        let recipe = recipe(optimizer);
        let mut uninterrupted = trainee(&recipe);
        losses(&mut uninterrupted, 3);
        let weights = uninterrupted.snapshot().weights().unwrap();
        let state = uninterrupted.optimizer().state().unwrap();

        let network = Network::build(&branched(), 99, &device()).unwrap();
        let network = network.with_weights(weights).unwrap();
        let mut resumed = Trainee::new(network, &recipe, &device()).unwrap();
        resumed.optimizer_mut().restore(state, &device()).unwrap();
        assert_eq!(losses(&mut resumed, 3), losses(&mut uninterrupted, 3));
    }
}

#[test]
fn the_state_of_another_optimizer_is_refused() {
    let mut adam = trainee(&recipe(Optimizer::adam()));
    losses(&mut adam, 1);
    let mut rmsprop = trainee(&recipe(Optimizer::named("rmsprop").unwrap()));
    let state = adam.optimizer().state().unwrap();
    let message = rmsprop
        .optimizer_mut()
        .restore(state, &device())
        .unwrap_err()
        .to_string();
    assert!(
        message.starts_with("the network has no place for \"classes/bias/momentum\";"),
        "{message}"
    );
}

#[test]
fn a_snapshot_does_not_follow_the_training() {
    let mut trainee = trainee(&recipe(Optimizer::adam()));
    losses(&mut trainee, 1);
    let snapshot = trainee.snapshot();
    let before = snapshot.weights().unwrap();
    losses(&mut trainee, 3);
    assert_eq!(snapshot.weights().unwrap(), before);
    assert_ne!(trainee.snapshot().weights().unwrap(), before);
}

#[test]
fn moving_statistics_follow_the_batches_by_keras_s_momentum() {
    let mut trainee = trainee(&Recipe {
        learning_rate: 1e-9,
        ..recipe(Optimizer::sgd(0.0, false))
    });
    let network = trainee.snapshot();
    let mut sums = Vec::new();
    network.forward_observed(
        batch(4),
        netsmith::engine::network::Mode::Inference,
        &mut |name, maps| {
            if name == "left" {
                sums = maps.to_data().iter::<f32>().collect();
            }
        },
    );
    let pixels = sums.len() / 4;
    let mean = sums.iter().step_by(4).sum::<f32>() / pixels as f32;
    let square = sums
        .iter()
        .step_by(4)
        .map(|v| (v - mean).powi(2))
        .sum::<f32>()
        / pixels as f32;

    losses(&mut trainee, 1);
    let weights = trainee.snapshot().weights().unwrap();
    let first = |name: &str| {
        weights
            .iter()
            .find(|array| array.name == name)
            .unwrap()
            .values[0]
    };
    assert!((first("norm/moving_mean") - 0.1 * mean).abs() < 1e-6);
    assert!((first("norm/moving_variance") - (0.9 + 0.1 * square)).abs() < 1e-6);
}

#[test]
fn a_learning_rate_changed_on_the_way_changes_the_next_step() {
    let mut trainee = trainee(&recipe(Optimizer::sgd(0.0, false)));
    losses(&mut trainee, 1);
    let before = trainee.snapshot().weights().unwrap();
    trainee.optimizer_mut().set_learning_rate(0.0);
    losses(&mut trainee, 1);
    let trainable = |name: &str| !name.contains("moving");
    for (now, before) in trainee.snapshot().weights().unwrap().iter().zip(&before) {
        assert!(!trainable(&now.name) || now == before, "{}", now.name);
    }
}

#[test]
fn labels_and_images_that_do_not_fit_are_refused() {
    let mut trainee = trainee(&Recipe::default());
    let message = trainee
        .step(pictures(2, 72), &[0, 3])
        .unwrap_err()
        .to_string();
    assert_eq!(
        message,
        "label 3 is outside of the network's 3 classes; set units of the last layer to 4 or check the labels"
    );
    let message = trainee.step(pictures(2, 72), &[0]).unwrap_err().to_string();
    assert_eq!(
        message,
        "the network takes images of shape [6, 6, 2], but got 144 numbers for 1 image"
    );
    assert!(trainee.step(Vec::new(), &[]).is_err());
}

#[test]
fn a_head_without_a_loss_asks_for_one() {
    let layers = vec![
        ("image", input(6, 6, 2), vec![]),
        ("flat", Layer::Flatten(Flatten), vec![0]),
        ("classes", dense(3, Function::Linear), vec![1]),
    ];
    let network = || Network::build(&flat(layers.clone()), 1, &device()).unwrap();
    assert!(Trainee::new(network(), &Recipe::default(), &device()).is_err());
    let recipe = Recipe {
        loss: Some(Loss::MeanSquaredError),
        ..Recipe::default()
    };
    let mut trainee = Trainee::new(network(), &recipe, &device()).unwrap();
    assert!(losses(&mut trainee, 20)[19] < 1.0);
}

#[test]
fn a_snapshot_computes_without_gradients() {
    let trainee = trainee(&Recipe::default());
    let devices = trainee.snapshot().devices();
    assert!(devices.iter().all(|device| !device.is_autodiff()));
}

/// A network with a branch in which kernels cost `kernel` and all other arrays that are learned `other`.
fn costly_trainee(kernel: Penalty, other: Penalty) -> Trainee {
    let with = |learned: Option<Learned>| {
        learned.map(|it| Learned {
            penalty: other,
            ..it
        })
    };
    let mut flat = branched();
    for layer in &mut flat.layers {
        match &mut layer.layer {
            Layer::Conv2D(layer) => {
                layer.kernel.penalty = kernel;
                layer.bias = with(layer.bias);
            }
            Layer::Dense(layer) => {
                layer.kernel.penalty = kernel;
                layer.bias = with(layer.bias);
            }
            Layer::BatchNormalization(layer) => {
                layer.affine = Affine {
                    gamma: with(layer.affine.gamma),
                    beta: with(layer.affine.beta),
                };
            }
            _ => {}
        }
    }
    let recipe = recipe(Optimizer::sgd(0.0, false));
    let network = Network::build(&flat, recipe.seed, &device()).unwrap();
    Trainee::new(network, &recipe, &device()).unwrap()
}

/// Keras: `l1 · Σ|w| + l2 · Σw²` of each array that has a regularizer is added to the loss, and so to what weights are moved by.
#[test]
fn large_weights_cost_what_kerass_regularizers_say() {
    const RATE: f64 = 0.02;
    let (of_kernels, of_others) = (Penalty { l1: 0.03, l2: 0.2 }, Penalty { l1: 0.05, l2: 0.1 });
    let mut plain = costly_trainee(Penalty::default(), Penalty::default());
    let mut costly = costly_trainee(of_kernels, of_others);
    let penalty = |name: &str| match name.rsplit('/').next() {
        Some("kernel") => of_kernels,
        Some("moving_mean" | "moving_variance") => Penalty::default(),
        _ => of_others,
    };
    let before = plain.snapshot().weights().unwrap();
    let costs = before.iter().flat_map(|array| {
        let Penalty { l1, l2 } = penalty(&array.name);
        let weights = array.values.iter().map(|weight| f64::from(*weight));
        weights.map(move |weight| l1 * weight.abs() + l2 * weight * weight)
    });
    let expected: f64 = costs.sum();
    let loss = |trainee: &mut Trainee| trainee.step(pictures(4, 72), &LABELS).unwrap().loss;
    let found = loss(&mut costly) - loss(&mut plain);
    assert!(
        expected > 1.0 && (found - expected).abs() < 1e-4,
        "{found}, {expected}"
    );

    let moved = |trainee: &Trainee| trainee.snapshot().weights().unwrap();
    let pairs = moved(&plain).into_iter().zip(moved(&costly));
    for ((plain, costly), before) in pairs.zip(&before) {
        for ((plain, costly), weight) in plain.values.iter().zip(&costly.values).zip(&before.values)
        {
            let weight = f64::from(*weight);
            let Penalty { l1, l2 } = penalty(&before.name);
            // At zero nothing leads away from it.
            let sign = if weight == 0.0 { 0.0 } else { weight.signum() };
            let expected = -RATE * (l1 * sign + 2.0 * l2 * weight);
            let found = f64::from(*costly) - f64::from(*plain);
            assert!(
                (found - expected).abs() < 1e-6,
                "{}: {found}, {expected}",
                before.name
            );
        }
    }
}
