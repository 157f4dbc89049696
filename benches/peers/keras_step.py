"""One process of Keras on TensorFlow: prints what `timing.report` measures."""

import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# Both networks stand beside the golden files already.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "golden"))

import timing


def main():
    options = timing.arguments(["default"])

    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(options.threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(options.threads)

    import course_models

    model = getattr(course_models, options.model)()
    units = timing.UNITS[options.model]
    loss = "binary_crossentropy" if units == 1 else "sparse_categorical_crossentropy"
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])

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
