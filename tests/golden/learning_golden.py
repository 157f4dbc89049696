"""optimizers.json, losses.json and heads.json: five steps of each optimizer on a small vector, losses at the edge of float32,
and a few steps of a dense layer for every pair of last activation and loss, whether they belong together or not."""

import keras
import numpy as np
import tensorflow as tf

import formula
import record
from precision import in_both_precisions

SIZE, STEPS = 8, 5
SETTINGS = ["learning_rate", "momentum", "nesterov", "rho", "beta_1", "beta_2", "epsilon", "weight_decay"]
# With Keras's defaults wherever nothing is said.
OPTIMIZERS = [
    ("sgd", keras.optimizers.SGD, {}),
    ("sgd_momentum", keras.optimizers.SGD, {"learning_rate": 0.1, "momentum": 0.9}),
    ("sgd_nesterov", keras.optimizers.SGD, {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}),
    ("rmsprop", keras.optimizers.RMSprop, {}),
    ("adam", keras.optimizers.Adam, {}),
    ("adam_large_steps", keras.optimizers.Adam, {"learning_rate": 0.1, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-3}),
    ("adamw", keras.optimizers.AdamW, {}),
    ("adamw_strong_decay", keras.optimizers.AdamW, {"learning_rate": 0.1, "weight_decay": 0.1}),
]
PROBABILITIES = [0.0, 1e-9, 1e-7, 1e-4, 0.25, 0.5, 0.75, 0.9999, 1.0]
LOGITS = [-100.0, -20.0, -5.0, -0.5, 0.0, 0.5, 5.0, 20.0, 100.0]
ROWS_OF_LOGITS = [[0.0, 0.0, 0.0], [1.0, -2.0, 0.5], [100.0, 0.0, -100.0], [-100.0, 0.0, 100.0], [20.0, 21.0, -30.0]]
ROWS_OF_PROBABILITIES = [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1e-9, 1.0], [0.5, 0.25, 0.5]]


def write_all():
    record.write("optimizers.json", [optimizer_case(*arguments) for arguments in OPTIMIZERS])
    record.write("losses.json", binary_cases() + categorical_cases())
    record.write("heads.json", [head_case(*pair) for pair in HEADS])


# One unit with softmax, or with categorical cross-entropy, learns nothing in Keras either, and is refused here.
HEADS = [
    (activation, units, loss)
    for activation in ["sigmoid", "softmax", "linear"]
    for units in [1, 2, 3]
    for loss in ["binary_crossentropy", "categorical_crossentropy", "mean_squared_error"]
    if units > 1 or (activation != "softmax" and loss != "categorical_crossentropy")
]
FEATURES, BATCH, LEARNING_RATE = 5, 8, 0.5


def head_case(activation, units, loss):
    """Keras with TensorFlow computes a cross-entropy from the logits that sigmoid and softmax leave at their result
    (`_keras_logits`), whichever of the two it was; with JAX and PyTorch it does not."""
    exact, float32 = in_both_precisions(lambda: learn(activation, units, loss))
    return {
        "activation": activation,
        "units": units,
        "loss": loss,
        "learning_rate": LEARNING_RATE,
        "labels": labels(units),
        "losses": record.numbers(exact["losses"]),
        "float32_losses": record.numbers(float32["losses"]),
        "kernel": record.numbers(exact["kernel"]),
        "float32_kernel": record.numbers(float32["kernel"]),
    }


def labels(units):
    return [int(h) % max(units, 2) for h in formula.hash32("heads/labels", BATCH)]


def learn(activation, units, loss):
    inputs = keras.Input((FEATURES,))
    outputs = keras.layers.Dense(units, activation=activation, name="head")(inputs)
    model = keras.Model(inputs, outputs)
    formula.use(model)
    model.compile(optimizer=keras.optimizers.SGD(LEARNING_RATE), loss=loss)
    images = formula.unit("heads/images", (BATCH, FEATURES))
    targets = np.eye(units)[labels(units)] if units > 1 else np.array(labels(units))[:, None]
    losses = [model.train_on_batch(images, targets) for _ in range(STEPS)]
    return {"losses": np.array(losses), "kernel": model.get_layer("head").kernel.numpy()}


def optimizer_case(name, kind, config):
    exact, float32 = in_both_precisions(lambda: optimize(kind(**config)))
    settings = {key: plain(value) for key, value in kind(**config).get_config().items() if key in SETTINGS}
    return {
        "name": name,
        "type": kind.__name__,
        "settings": settings,
        "gradients": [record.numbers(gradient(step)) for step in range(STEPS)],
        "weights": [record.numbers(weights) for weights in exact],
        "float32_weights": [record.numbers(weights) for weights in float32],
    }


def plain(value):
    """Keras keeps the learning rate in float32 and reports 0.01 as 0.00999999978."""
    return float(f"{value:.6g}") if isinstance(value, (float, np.floating)) else value


def optimize(optimizer):
    weights = keras.Variable(formula.symmetric("optimizer/weights", (SIZE,)), dtype=keras.config.floatx())
    optimizer.build([weights])
    history = [weights.numpy()]
    for step in range(STEPS):
        optimizer.apply([tf.cast(gradient(step), weights.dtype)])
        history.append(weights.numpy())
    return history


def gradient(step):
    """Entry 0 is never touched, entry 1 is huge, entry 2 tiny: where an epsilon in the wrong place shows."""
    values = formula.symmetric(f"optimizer/gradient{step}", (SIZE,)).copy()
    values[:3] *= np.float32([0, 1e4, 1e-6])
    return values


def binary_cases():
    pairs = [(label, value) for label in (0.0, 1.0) for value in range(len(PROBABILITIES))]
    labels = [[label] for label, _ in pairs]
    probabilities = [[PROBABILITIES[index]] for _, index in pairs]
    logits = [[LOGITS[index]] for _, index in pairs]
    loss = keras.losses.BinaryCrossentropy
    return [
        loss_case("binary_from_probabilities", loss, False, labels, probabilities),
        loss_case("binary_from_logits", loss, True, labels, logits),
    ]


def categorical_cases():
    one_hot = lambda rows: np.eye(3)[[index % 3 for index in range(len(rows))]].tolist()
    loss = keras.losses.CategoricalCrossentropy
    return [
        loss_case("categorical_from_probabilities", loss, False, one_hot(ROWS_OF_PROBABILITIES), ROWS_OF_PROBABILITIES),
        loss_case("categorical_from_logits", loss, True, one_hot(ROWS_OF_LOGITS), ROWS_OF_LOGITS),
    ]


def loss_case(name, kind, from_logits, targets, inputs):
    """Clipping at 1e-7 rounds differently in float32, so that here the float32 run is the one to meet."""
    exact, float32 = in_both_precisions(lambda: losses(kind, from_logits, targets, inputs))
    return {
        "name": name,
        "type": kind.__name__,
        "from_logits": from_logits,
        "targets": targets,
        "inputs": inputs,
        "losses": record.numbers(exact["losses"]),
        "float32_losses": record.numbers(float32["losses"]),
        "mean": record.number(exact["mean"]),
        "mean_gradients": [record.numbers(row) for row in exact["mean_gradients"]],
        "float32_mean_gradients": [record.numbers(row) for row in float32["mean_gradients"]],
    }


def losses(kind, from_logits, targets, inputs):
    dtype = keras.config.floatx()
    targets, inputs = tf.constant(targets, dtype), tf.cast(tf.constant(inputs, tf.float32), dtype)
    each = kind(from_logits=from_logits, reduction=None)(targets, inputs)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        mean = kind(from_logits=from_logits)(targets, inputs)
    return {"losses": each.numpy(), "mean": mean.numpy(), "mean_gradients": tape.gradient(mean, inputs).numpy()}
