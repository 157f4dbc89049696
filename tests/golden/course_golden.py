"""happy_model.json and resnet50.json: one forward pass in each mode, every gradient, the moving statistics after it."""

import keras
import numpy as np
import tensorflow as tf

import formula
import record
from course_models import happy_model, resnet50
from precision import in_both_precisions

HAPPY_LABELS = [0, 1, 1, 0]
RESNET_LABELS = [0, 2, 5, 3]
# With these, no ReLU and no maximum of ResNet50 in training mode is so close to a tie that a relative change of 1e-6 in
# every weight and pixel decides it otherwise: gradients then move by less than 1e-5.
HAPPY_IMAGES, RESNET_IMAGES = "images", "images21"
ADAM_STEPS, ADAM_BATCH_SIZE = 10, 16


def write_all():
    happy_targets = np.float32(HAPPY_LABELS).reshape(-1, 1)
    happy = {"model": "happy_model", "images": HAPPY_IMAGES, "labels": HAPPY_LABELS}
    happy |= golden(happy_model, HAPPY_IMAGES, happy_targets, keras.losses.BinaryCrossentropy)
    record.write("happy_model.json", happy | {"adam": adam_steps()})
    resnet_targets = np.eye(6, dtype=np.float32)[RESNET_LABELS]
    resnet = {"model": "resnet50", "images": RESNET_IMAGES, "labels": RESNET_LABELS}
    resnet |= golden(resnet50, RESNET_IMAGES, resnet_targets, keras.losses.CategoricalCrossentropy)
    record.write("resnet50.json", resnet)


def golden(build, images, targets, loss_class):
    exact, float32 = in_both_precisions(lambda: passes(build(), images, targets, loss_class()))
    names = ("inference", "training")
    return {name: both_passes(exact[name], float32[name]) for name in names}


def both_passes(exact, float32):
    written = {
        "outputs": [record.numbers(row) for row in exact["outputs"]],
        "loss": record.number(exact["loss"]),
        "float32_loss": record.number(float32["loss"]),
        "gradients": record.tensors(exact["gradients"], float32["gradients"]),
    }
    if "moving_statistics" in exact:
        written["moving_statistics"] = record.tensors(exact["moving_statistics"], float32["moving_statistics"])
    return written


def passes(model, images, targets, loss_function):
    formula.use(model)
    images = formula.unit(images, (len(targets), 64, 64, 3))
    inference = one_pass(model, images, targets, loss_function, training=False)
    # Last, because it moves the statistics.
    training = one_pass(model, images, targets, loss_function, training=True)
    training["moving_statistics"] = {
        path(layer, variable): variable.numpy()
        for layer in model.layers
        for variable in layer.non_trainable_weights
    }
    return {"inference": inference, "training": training}


def one_pass(model, images, targets, loss_function, training):
    targets = keras.ops.cast(targets, keras.config.floatx())
    with tf.GradientTape() as tape:
        outputs = model(images, training=training)
        loss = loss_function(targets, outputs)
    variables = [(path(layer, variable), variable) for layer in model.layers for variable in layer.trainable_weights]
    gradients = tape.gradient(loss, [variable.value for _, variable in variables])
    return {
        "outputs": outputs.numpy(),
        "loss": loss.numpy(),
        "gradients": {name: gradient.numpy() for (name, _), gradient in zip(variables, gradients)},
    }


def adam_steps():
    """The loss of each step is the one before its update, with batch norm in training mode, as `fit` reports it."""
    exact, float32 = in_both_precisions(train_with_adam)
    return {
        "batch_size": ADAM_BATCH_SIZE,
        "learning_rate": 1e-3,
        "labels": [step_labels(step).astype(int).ravel().tolist() for step in range(ADAM_STEPS)],
        "losses": record.numbers(exact["losses"]),
        "float32_losses": record.numbers(float32["losses"]),
        "weights": record.tensors(exact["weights"], float32["weights"]),
    }


def train_with_adam():
    model = happy_model()
    formula.use(model)
    model.compile(optimizer="adam", loss="binary_crossentropy")
    losses = []
    for step in range(ADAM_STEPS):
        # Without this, `train_on_batch` returns the mean over all steps so far.
        model.reset_metrics()
        images = formula.unit(f"step{step}/images", (ADAM_BATCH_SIZE, 64, 64, 3))
        losses.append(model.train_on_batch(images, step_labels(step)))
    weights = {path(layer, variable): variable.numpy() for layer in model.layers for variable in layer.weights}
    return {"losses": losses, "weights": weights}


def step_labels(step):
    return (formula.unit(f"step{step}/labels", (ADAM_BATCH_SIZE, 1)) >= 0.5).astype(np.float32)


def path(layer, variable):
    return f"{layer.name}/{variable.name}"
