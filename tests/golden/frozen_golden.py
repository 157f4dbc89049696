"""frozen.json: a small network trained for a few steps while some of its layers are `trainable = False`."""

import keras
import numpy as np
from keras.layers import Activation, BatchNormalization, Conv2D, Dense, Flatten

import formula
import record
from precision import in_both_precisions

SHAPE, BATCH, STEPS, LEARNING_RATE = (7, 6, 2), 8, 4, 0.1
FROZEN = [[], ["conv_a", "bn_a"], ["bn_a"], ["conv_b"], ["bn_b", "classes"], ["conv_a", "bn_a", "conv_b", "bn_b"]]


def write_all():
    cases = []
    for frozen in FROZEN:
        exact, float32 = in_both_precisions(lambda: trained(frozen))
        cases.append(
            {
                "frozen": frozen,
                "losses": record.numbers(exact["losses"]),
                "float32_losses": record.numbers(float32["losses"]),
                "weights": record.tensors(exact["weights"], float32["weights"]),
                "trainable_params": exact["trainable_params"],
            }
        )
    record.write("frozen.json", {"learning_rate": LEARNING_RATE, "labels": labels(), "cases": cases})


def network():
    image = keras.Input(SHAPE, name="image")
    x = Conv2D(3, 3, name="conv_a")(image)
    x = BatchNormalization(name="bn_a")(x)
    x = Activation("relu", name="relu_a")(x)
    x = Conv2D(4, 3, name="conv_b")(x)
    x = BatchNormalization(name="bn_b")(x)
    x = Activation("relu", name="relu_b")(x)
    x = Flatten(name="flatten")(x)
    return keras.Model(image, Dense(3, activation="softmax", name="classes")(x))


def labels():
    return [int(h) % 3 for h in formula.hash32("frozen/labels", BATCH)]


def trained(frozen):
    model = network()
    formula.use(model)
    for name in frozen:
        model.get_layer(name).trainable = False
    model.compile(
        optimizer=keras.optimizers.SGD(LEARNING_RATE, momentum=0.9), loss="sparse_categorical_crossentropy"
    )
    images = formula.unit("frozen/images", (BATCH, *SHAPE)).astype(keras.config.floatx())
    truth = np.array(labels())
    losses = [float(model.train_on_batch(images, truth)) for _ in range(STEPS)]
    weights = {weight.path: weight.numpy() for layer in model.layers for weight in layer.weights}
    return {"losses": losses, "weights": weights, "trainable_params": int(sum(np.prod(w.shape) for w in model.trainable_weights))}


if __name__ == "__main__":
    write_all()
