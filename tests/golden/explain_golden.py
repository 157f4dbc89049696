"""explain.json: Grad-CAM, occlusion, input gradients and activations of HappyModel and of a small residual network."""

import keras
import numpy as np
import tensorflow as tf
from keras.layers import Activation, Add, BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, MaxPooling2D

import formula
import record
from course_models import happy_model
from precision import in_both_precisions

NOISY_COPIES, NOISE = 3, 0.1
FILL = 0.5


def small_residual():
    image = keras.Input((16, 16, 3), name="image")
    x = Conv2D(8, 3, padding="same", name="conv_a")(image)
    x = BatchNormalization(name="bn_a")(x)
    x = Activation("relu", name="relu_a")(x)
    shortcut = x = MaxPooling2D(2, name="pool")(x)
    x = Conv2D(8, 3, padding="same", use_bias=False, name="conv_b")(x)
    x = BatchNormalization(name="bn_b")(x)
    x = Add(name="add")([x, shortcut])
    x = Activation("relu", name="relu_b")(x)
    x = GlobalAveragePooling2D(name="average")(x)
    return keras.Model(image, Dense(4, activation="softmax", name="classes")(x))


# Model, its picture, the classes asked about, the layers looked at, and the window and stride of occlusion.
CASES = {
    "happy_model": (happy_model, (64, 64, 3), [1, 0], ["conv0", "max_pool"], 24, 16),
    "small_residual": (small_residual, (16, 16, 3), [0, 2], ["conv_b", "relu_b", "pool"], 5, 2),
}


def write_all():
    cases = []
    for name, (build, shape, classes, layers, window, stride) in CASES.items():
        exact, float32 = in_both_precisions(lambda: explained(name, build, shape, classes, layers, window, stride))
        found = [dict(asked, **record.tensors(exact[key], float32[key])) for key, asked in asked_of(exact)]
        cases.append({"model": name, "window": window, "stride": stride, "found": found})
    record.write("explain.json", {"noisy_copies": NOISY_COPIES, "noise": NOISE, "fill": FILL, "cases": cases})


def asked_of(results):
    for key in results:
        what, *rest = key
        yield key, {"method": what, **dict(zip(("class", "layer"), rest))}


def explained(name, build, shape, classes, layers, window, stride):
    model = build()
    formula.use(model)
    image = formula.unit(f"{name}/picture", (1, *shape)).astype(keras.config.floatx())
    noise = NOISE * np.stack([formula.symmetric(f"{name}/noise{copy}", shape) for copy in range(NOISY_COPIES)])
    # The sum is rounded once to float32, which is what a network is fed with.
    noisy = (image.astype(np.float32) + noise.astype(np.float32)).astype(keras.config.floatx())
    found = {}
    for chosen in classes:
        for layer in layers:
            found["grad_cam", chosen, layer] = {"heat": grad_cam(model, image, chosen, layer)}
        found["gradient", chosen] = {"heat": saliency(input_gradients(model, image, chosen)[0])}
        found["smooth_gradient", chosen] = {"heat": saliency(input_gradients(model, noisy, chosen).mean(axis=0))}
        found["occlusion", chosen] = {"heat": occlusion(model, image, chosen, window, stride)}
    for layer in layers:
        maps = keras.Model(model.input, model.get_layer(layer).output)(image)
        found["activations", 0, layer] = {"heat": maps[0].numpy()}
    return found


def score(model, features, chosen):
    """What the last layer sums up for a class, before sigmoid or softmax; the sigmoid's first class is its other side."""
    kernel, bias = model.layers[-1].weights
    sums = tf.matmul(features, kernel.value) + bias.value
    if sums.shape[-1] == 1:
        return sums[:, 0] if chosen == 1 else -sums[:, 0]
    return sums[:, chosen]


def grad_cam(model, image, chosen, layer):
    """Selvaraju et al. 2017, equations 1 and 2, laid over the picture bilinearly and scaled to 0..1."""
    looked_at = keras.Model(model.input, [model.get_layer(layer).output, model.layers[-1].input])
    with tf.GradientTape() as tape:
        maps, features = looked_at(image, training=False)
        result = score(model, features, chosen)
    weights = tf.reduce_mean(tape.gradient(result, maps), axis=(1, 2), keepdims=True)
    cam = tf.nn.relu(tf.reduce_sum(weights * maps, axis=-1, keepdims=True))
    # TensorFlow resizes in float32 whatever it is given, hence in numpy.
    heat = upsampled(cam[0, :, :, 0].numpy(), image.shape[1:3])
    return heat / heat.max() if heat.max() > 0 else heat


def upsampled(heat, shape):
    """Bilinear, pixels as areas: the centers of both grids' corners do not coincide, their edges do."""
    for axis, size in enumerate(shape):
        length = heat.shape[axis]
        at = np.clip((np.arange(size) + 0.5) * length / size - 0.5, 0, length - 1)
        below = np.floor(at).astype(int)
        above = np.minimum(below + 1, length - 1)
        share = (at - below).reshape([-1 if a == axis else 1 for a in range(2)])
        heat = np.take(heat, below, axis) * (1 - share) + np.take(heat, above, axis) * share
    return heat


def input_gradients(model, images, chosen):
    features_of = keras.Model(model.input, model.layers[-1].input)
    images = tf.constant(images)
    with tf.GradientTape() as tape:
        tape.watch(images)
        result = score(model, features_of(images, training=False), chosen)
    return tape.gradient(result, images).numpy()


def saliency(gradient):
    return np.abs(gradient).max(axis=-1)


def occlusion(model, image, chosen, window, stride):
    """How far the probability falls, at each pixel the mean over the windows that cover it."""
    _, height, width, _ = image.shape
    before = probability(model, image, chosen)[0]
    falls, counts = np.zeros((height, width)), np.zeros((height, width))
    for y in starts(height, window, stride):
        for x in starts(width, window, stride):
            covered = image.copy()
            covered[:, y : y + window, x : x + window] = FILL
            falls[y : y + window, x : x + window] += before - probability(model, covered, chosen)[0]
            counts[y : y + window, x : x + window] += 1
    return falls / counts


def starts(size, window, stride):
    """Every `stride`, and once more where the last window would not reach the edge."""
    regular = list(range(0, size - window + 1, stride))
    return regular if regular[-1] + window == size else regular + [size - window]


def probability(model, images, chosen):
    values = model(images, training=False).numpy()
    if values.shape[-1] == 1:
        return values[:, 0] if chosen == 1 else 1 - values[:, 0]
    return values[:, chosen]
