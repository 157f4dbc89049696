"""The whole job with Keras, on the backend that `KERAS_BACKEND` names, as the course's notebook does it."""

import json
import os
import sys
from pathlib import Path

# Both networks stand beside the golden files already.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "golden"))

import course_data


def main():
    options = course_data.arguments(["default"])
    if os.environ["KERAS_BACKEND"] == "tensorflow":
        import tensorflow

        tensorflow.config.threading.set_intra_op_parallelism_threads(options.threads)
        tensorflow.config.threading.set_inter_op_parallelism_threads(options.threads)

    import keras

    import course_models

    model = getattr(course_models, options.model)()
    loss = "binary_crossentropy" if options.model == "happy_model" else "sparse_categorical_crossentropy"
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    keep = keras.callbacks.ModelCheckpoint(str(options.out / "best.keras"), monitor="val_loss", save_best_only=True)
    history = model.fit(
        *course_data.read(options.train, "train"),
        validation_data=course_data.read(options.test, "test"),
        epochs=options.epochs,
        batch_size=options.batch_size,
        callbacks=[keep],
        verbose=0,
    )
    (options.out / "losses.json").write_text(json.dumps(history.history["val_loss"]))


if __name__ == "__main__":
    main()
