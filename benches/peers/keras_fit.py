"""The whole job with Keras, on the backend that `KERAS_BACKEND` names, as the course's notebook does it."""

import json

import course_data
import keras_models


def main():
    options = course_data.arguments(["default"])
    model = keras_models.compiled(options)

    import keras

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
