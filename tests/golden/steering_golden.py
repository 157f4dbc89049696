"""steering.json: learning rates of schedules step by step, losses with label smoothing and class weights, clipped
gradients, areas under the ROC curve, and when a training is ended early."""

import keras
import numpy as np

import formula
import record

EPOCHS, STEPS = 8, 5
WATCHED = [1.0, 0.9, 0.9, 0.89995, 0.9, 0.8, 0.81, 0.82, 0.83, 0.84, 0.7, 0.71]
FEATURES, BATCH = 5, 12


def write_all():
    record.write(
        "steering.json",
        {
            "epochs": EPOCHS,
            "steps": STEPS,
            "schedules": schedules(),
            "plateaus": [plateau(patience, min_delta) for patience, min_delta in [(1, 0.0), (2, 1e-4), (3, 0.05)]],
            "early_stopping": [stopped(patience, min_delta) for patience, min_delta in [(1, 0.0), (2, 1e-4), (4, 0.0), (20, 0.0)]],
            "losses": [loss_case(*arguments) for arguments in LOSSES],
            "mixed": [mixed_case(*arguments) for arguments in MIXED],
            "clipped": [clipped(*arguments) for arguments in CLIPPED],
            "auc": [auc(units) for units in [1, 4]],
        },
    )


def schedules():
    all_steps = EPOCHS * STEPS
    schedules = keras.optimizers.schedules
    keras_ones = {
        "cosine": schedules.CosineDecay(1.0, all_steps),
        "cosine:alpha=0.1": schedules.CosineDecay(1.0, all_steps, alpha=0.1),
        "exponential": schedules.ExponentialDecay(1.0, STEPS, 0.96),
        "exponential:decay_rate=0.5": schedules.ExponentialDecay(1.0, STEPS, 0.5),
    }
    return [
        {"schedule": name, "factors": [float(schedule(step)) for step in range(all_steps)]}
        for name, schedule in keras_ones.items()
    ]


def watching(callback):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(1.0), loss="mean_squared_error")
    callback.set_model(model)
    callback.on_train_begin()
    return model


def plateau(patience, min_delta):
    callback = keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=patience, min_delta=min_delta)
    model = watching(callback)
    factors = []
    for epoch, loss in enumerate(WATCHED):
        factors.append(float(model.optimizer.learning_rate.numpy()))
        callback.on_epoch_end(epoch, {"loss": loss})
    return {"patience": patience, "min_delta": min_delta, "watched": WATCHED, "factors": factors}


def stopped(patience, min_delta):
    callback = keras.callbacks.EarlyStopping(monitor="loss", patience=patience, min_delta=min_delta)
    model = watching(callback)
    after = None
    for epoch, loss in enumerate(WATCHED):
        callback.on_epoch_end(epoch, {"loss": loss})
        if model.stop_training:
            after = epoch + 1
            break
    return {"patience": patience, "min_delta": min_delta, "watched": WATCHED, "stops_after": after}


LOSSES = [
    ("softmax", 3, "categorical_crossentropy", 0.1, False),
    ("softmax", 3, "categorical_crossentropy", 0.0, True),
    ("softmax", 3, "categorical_crossentropy", 0.1, True),
    ("sigmoid", 1, "binary_crossentropy", 0.1, False),
    ("sigmoid", 1, "binary_crossentropy", 0.0, True),
    ("sigmoid", 3, "binary_crossentropy", 0.2, True),
    ("linear", 3, "mean_squared_error", 0.0, True),
]


def labels(units):
    # The first class is the most frequent one.
    return [int(h) % 5 % max(units, 2) for h in formula.hash32("steering/labels", BATCH)]


def balanced(units):
    counts = np.bincount(labels(units), minlength=max(units, 2))
    return {label: float(BATCH / (np.count_nonzero(counts) * count)) for label, count in enumerate(counts) if count}


def head(activation, units):
    inputs = keras.Input((FEATURES,))
    outputs = keras.layers.Dense(units, activation=activation, name="head")(inputs)
    model = keras.Model(inputs, outputs)
    formula.use(model)
    return model


def loss_case(activation, units, loss, smoothing, is_weighted):
    model = head(activation, units)
    kinds = {
        "categorical_crossentropy": lambda: keras.losses.CategoricalCrossentropy(label_smoothing=smoothing),
        "binary_crossentropy": lambda: keras.losses.BinaryCrossentropy(label_smoothing=smoothing),
        "mean_squared_error": keras.losses.MeanSquaredError,
    }
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=kinds[loss]())
    images = formula.unit("steering/images", (BATCH, FEATURES))
    truth = labels(units)
    targets = np.eye(units)[truth] if units > 1 else np.array(truth)[:, None]
    weights = balanced(units) if is_weighted else None
    # By the weight of each image, as `fit` does; `train_on_batch` would want one-hot labels for class weights.
    of_images = np.array([weights[label] for label in truth]) if weights else None
    losses = [float(model.train_on_batch(images, targets, sample_weight=of_images)) for _ in range(4)]
    return {
        "activation": activation,
        "units": units,
        "loss": loss,
        "label_smoothing": smoothing,
        "is_balanced": is_weighted,
        "labels": truth,
        "losses": losses,
        "kernel": record.numbers(model.get_layer("head").kernel.numpy()),
    }


MIXED = [
    ("softmax", 3, "categorical_crossentropy", 0.0),
    ("softmax", 3, "categorical_crossentropy", 0.1),
    ("sigmoid", 1, "binary_crossentropy", 0.0),
    ("sigmoid", 3, "binary_crossentropy", 0.0),
    ("linear", 3, "mean_squared_error", 0.0),
]


def mixed_case(activation, units, loss, smoothing):
    """Targets as mixup makes them: shares of the classes of two images."""
    classes = max(units, 2)
    one_hot = np.eye(classes)[labels(units)]
    kept = formula.unit("steering/kept", (BATCH, 1)).astype(np.float64)
    shares = kept * one_hot + (1 - kept) * one_hot[::-1]
    model = head(activation, units)
    kinds = {
        "categorical_crossentropy": lambda: keras.losses.CategoricalCrossentropy(label_smoothing=smoothing),
        "binary_crossentropy": keras.losses.BinaryCrossentropy,
        "mean_squared_error": keras.losses.MeanSquaredError,
    }
    metrics = [keras.metrics.CategoricalAccuracy()] if units > 1 else []
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=kinds[loss](), metrics=metrics)
    images = formula.unit("steering/images", (BATCH, FEATURES))
    targets = shares if units > 1 else shares[:, 1:]
    told = []
    for _ in range(4):
        model.reset_metrics()
        told.append(model.train_on_batch(images, targets, return_dict=True))
    return {
        "activation": activation,
        "units": units,
        "loss": loss,
        "label_smoothing": smoothing,
        "shares": record.numbers(shares),
        "losses": [float(step["loss"]) for step in told],
        "accuracies": [float(step["categorical_accuracy"]) for step in told] if units > 1 else [],
        "kernel": record.numbers(model.get_layer("head").kernel.numpy()),
    }


CLIPPED = [
    ("norm:norm=0.05", {"clipnorm": 0.05}),
    ("global_norm:norm=0.05", {"global_clipnorm": 0.05}),
    ("value:limit=0.01", {"clipvalue": 0.01}),
    ("norm:norm=100", {"clipnorm": 100.0}),
]


def clipped(name, settings):
    model = head("softmax", 3)
    model.compile(optimizer=keras.optimizers.SGD(0.5, **settings), loss="categorical_crossentropy")
    images = formula.unit("steering/images", (BATCH, FEATURES))
    truth = labels(3)
    for _ in range(3):
        model.train_on_batch(images, np.eye(3)[truth])
    layer = model.get_layer("head")
    return {
        "clipping": name,
        "labels": truth,
        "kernel": record.numbers(layer.kernel.numpy()),
        "bias": record.numbers(layer.bias.numpy()),
    }


def auc(units):
    probabilities = formula.unit(f"steering/auc/{units}", (40, units)).astype(np.float64)
    if units > 1:
        probabilities /= probabilities.sum(axis=1, keepdims=True)
    probabilities = probabilities.astype(np.float32)
    truth = [int(h) % max(units, 2) for h in formula.hash32(f"steering/auc/labels/{units}", 40)]
    targets = np.eye(units)[truth] if units > 1 else np.array(truth)[:, None]
    metric = keras.metrics.AUC()
    metric.update_state(targets, probabilities)
    return {
        "units": units,
        "probabilities": [float(p) for p in probabilities.flatten()],
        "labels": truth,
        "value": float(metric.result()),
    }


if __name__ == "__main__":
    write_all()
