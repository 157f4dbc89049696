"""One process of Keras: prints what `timing.report` measures."""

import keras_models
import timing


def main():
    options = timing.arguments(["default"])
    model = keras_models.compiled(options)
    units = timing.UNITS[options.model]

    images = timing.pictures(options.batch_size, options.size)
    labels = timing.labels(options.batch_size, units)
    one = timing.pictures(1, options.size)
    held_out = timing.pictures(timing.EVALUATION_PICTURES, options.size)
    held_out_labels = timing.labels(timing.EVALUATION_PICTURES, units)

    def evaluation():
        for start in range(0, timing.EVALUATION_PICTURES, timing.EVALUATION_BATCH_SIZE):
            part = slice(start, start + timing.EVALUATION_BATCH_SIZE)
            model.test_on_batch(held_out[part], held_out_labels[part])

    timing.report(
        options,
        step=lambda: model.train_on_batch(images, labels),
        one_picture=lambda: model.predict_on_batch(one),
        evaluation=evaluation,
    )


if __name__ == "__main__":
    main()
