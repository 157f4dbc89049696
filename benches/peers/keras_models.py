"""Both networks of the course in Keras, on the backend that `KERAS_BACKEND` names, or on TensorFlow."""

import os
import sys
from pathlib import Path

from timing import UNITS

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# They stand beside the golden files already.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "golden"))


def compiled(options):
    """The network that is asked for, ready to train on as many threads as are asked for."""
    if os.environ.setdefault("KERAS_BACKEND", "tensorflow") == "tensorflow":
        # Told later, it no longer listens.
        import tensorflow

        tensorflow.config.threading.set_intra_op_parallelism_threads(options.threads)
        tensorflow.config.threading.set_inter_op_parallelism_threads(options.threads)

    import course_models

    model = getattr(course_models, options.model)()
    loss = "binary_crossentropy" if UNITS[options.model] == 1 else "sparse_categorical_crossentropy"
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model
