"""augmentation.json: one picture varied by Keras's layers with numbers that are given instead of drawn, and, for shearing
around the middle, which Keras has no layer for, by its `affine_transform`. Cutout is the arithmetic of its authors' own program
(github.com/uoguelph-mlrg/Cutout, util/cutout.py), mirroring is numpy's."""

import keras
import numpy as np

import formula
import record

HEIGHT, WIDTH = 6, 7


def write_all():
    image = formula.unit("augmentation/image", (HEIGHT, WIDTH, 3))
    cases = [*shifts(image), *rotations(image), *zooms(image), *shears(image), *colors(image)]
    cases += [*flips(image), *noises(image), *cutouts(image)]
    record.write(
        "augmentation.json",
        {
            "height": HEIGHT,
            "width": WIDTH,
            "image": record.numbers(image),
            "draws": record.numbers(draws(image)),
            "cases": cases,
        },
    )


def case(kind, numbers, varied):
    return {"kind": kind, "numbers": numbers, "varied": record.numbers(varied)}


def by(layer, image):
    return keras.ops.convert_to_numpy(layer(image[None], training=True))[0]


def shifts(image):
    for down, right in [(1 / 6, -2 / 7), (0.1, 0.25), (-0.45, 0.05)]:
        layer = keras.layers.RandomTranslation((down, down), (right, right))
        yield case("shift", [down * HEIGHT, right * WIDTH], by(layer, image))


def rotations(image):
    for degrees in [30.0, -12.5, 90.0, 180.0]:
        layer = keras.layers.RandomRotation((degrees / 360, degrees / 360))
        yield case("rotation", [degrees], by(layer, image))


def zooms(image):
    for factor in [0.25, -0.3]:
        layer = keras.layers.RandomZoom((factor, factor))
        yield case("zoom", [1 + factor], by(layer, image))


def shears(image):
    for factor in [0.3, -0.15]:
        # Each pixel comes from `x + factor · (y - middle)`.
        matrix = np.array([[1, factor, -factor * (HEIGHT - 1) / 2, 0, 1, 0, 0, 0]], np.float32)
        varied = keras.ops.image.affine_transform(image[None], matrix, interpolation="bilinear", fill_mode="reflect")
        yield case("shear", [factor], keras.ops.convert_to_numpy(varied)[0])


def colors(image):
    for delta in [0.2, -0.35]:
        layer = keras.layers.RandomBrightness((delta, delta), value_range=(0, 1))
        yield case("brightness", [delta], by(layer, image))
    for factor in [0.6, 1.4]:
        layer = keras.layers.RandomContrast(0.5, value_range=(0, 1))
        drawn = {"contrast_factor": np.full((1, 1, 1), factor, np.float32)}
        yield case("contrast", [factor], layer.transform_images(image, drawn))
    for share in [0.05, -0.2, 0.45]:
        layer = keras.layers.RandomHue(1.0, value_range=(0, 1))
        drawn = {"factor": np.array([share], np.float32)}
        varied = layer.transform_images(image[None], drawn)
        yield case("hue", [share], keras.ops.convert_to_numpy(varied)[0])


def flips(image):
    yield case("flip", [0], np.flip(image, axis=1))
    yield case("flip_vertical", [0], np.flip(image, axis=0))


def draws(image):
    return np.random.default_rng(11).standard_normal(image.shape, np.float32)


def noises(image):
    """The layer's own arithmetic, with the draws of a normal distribution given."""
    drawn, backend = draws(image), keras.src.backend.random
    usual = backend.normal
    for stddev in [0.05, 0.4]:
        backend.normal = lambda shape, mean, stddev, **_: mean + stddev * drawn.reshape(shape)
        yield case("noise", [stddev], by(keras.layers.GaussianNoise(stddev), image))
    backend.normal = usual


def cutouts(image):
    """A square of each length around each middle; some reach over the border."""
    for row, column in [(3, 3), (0, 0), (5, 6), (0, 4), (5, 0)]:
        for length in [2, 4]:
            mask = np.ones((HEIGHT, WIDTH, 1), np.float32)
            y1, y2 = np.clip([row - length // 2, row + length // 2], 0, HEIGHT)
            x1, x2 = np.clip([column - length // 2, column + length // 2], 0, WIDTH)
            mask[y1:y2, x1:x2] = 0.0
            yield case("cutout", [length / HEIGHT, row, column], image * mask)


if __name__ == "__main__":
    write_all()
