"""listings/*.txt: what `model.summary()` prints, as people paste it: Keras 3 in wide and narrow boxes, Keras 2 (tf_keras) with
rules of `=` and `_`, and the first Keras 2 with a rule under every row and cut-off names.

    PYTHONPATH=FOLDER_WITH_TF_KERAS python tests/golden/listings_golden.py

tf_keras: `pip install --no-deps --target FOLDER_WITH_TF_KERAS tf_keras==2.21.0`, beside the packages of make_golden.py."""

import io
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

# Or the tables are cut off at the right, as wide as the terminal is.
os.environ["COLUMNS"] = "120"
FOLDER = Path(__file__).parent / "listings"


def printed(model, **options):
    lines = []
    model.summary(print_fn=lambda line, **_: lines.append(line), **options)
    return "\n".join(lines) + "\n"


def write(name, text):
    (FOLDER / name).write_text(text, encoding="utf-8")


def residual():
    """The input, one identity block of the course, the head."""
    from course_models import identity_block
    from keras import Input, Model
    from keras.layers import Conv2D, Dense, Flatten

    x_input = Input((16, 16, 3))
    x = Conv2D(256, (3, 3), name="conv_with_a_rather_long_name")(x_input)
    x = identity_block(x, 3, [64, 64, 256], stage=2, block="b")
    x = Dense(6, activation="softmax", name="fc6")(Flatten()(x))
    return Model(x_input, x, name="residual")


def happy_of_today(layers, sequential):
    """The course's HappyModel as it is written for TensorFlow 2: activations are layers of their own class."""
    return sequential(
        [
            layers.ZeroPadding2D((3, 3), input_shape=(64, 64, 3)),
            layers.Conv2D(32, (7, 7), strides=(1, 1)),
            layers.BatchNormalization(axis=3),
            layers.ReLU(),
            layers.MaxPooling2D((2, 2)),
            layers.Flatten(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def activations(layers, inputs, model, relu):
    """Every way to write an activation that is not the layer Activation."""
    x_input = inputs((8, 8, 3))
    x = layers.Conv2D(4, 3)(x_input)
    x = relu(x)
    x = layers.LeakyReLU()(layers.Conv2D(4, 3)(x))
    x = layers.ELU()(layers.Conv2D(4, 1)(x))
    x = layers.ReLU()(layers.Conv2D(4, 1)(x))
    x = layers.Dense(5)(layers.GlobalAveragePooling2D()(x))
    return model(x_input, layers.Softmax()(x), name="activations")


def keras_3():
    import keras

    from course_models import happy_model, resnet50

    keras.backend.clear_session()
    write("keras3_happy_model.txt", printed(happy_model()))
    keras.backend.clear_session()
    resnet = resnet50()
    write("keras3_resnet50.txt", printed(resnet, line_length=98))
    # So narrow that names, shapes and connections wrap or are cut off.
    write("keras3_residual_narrow.txt", printed(residual(), line_length=58))
    keras.backend.clear_session()
    layers = keras.layers
    sequential = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(6, 5, padding="same", activation="tanh"),
            layers.AveragePooling2D((2, 2)),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D((2, 2)),
            layers.Flatten(),
            layers.Dense(120, activation="tanh"),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ],
        name="lenet",
    )
    write("keras3_sequential.txt", printed(sequential, show_trainable=True))
    keras.backend.clear_session()
    write("keras3_happy_today.txt", printed(happy_of_today(layers, keras.Sequential)))
    keras.backend.clear_session()
    write("keras3_activations.txt", printed(activations(layers, keras.Input, keras.Model, keras.ops.relu)))


def keras_2():
    import tf_keras

    # The course's models, with the layers of Keras 2.
    sys.modules["keras"] = tf_keras
    sys.modules["keras.layers"] = tf_keras.layers
    for name in ["course_models"]:
        sys.modules.pop(name, None)
    from course_models import happy_model, resnet50

    tf_keras.backend.clear_session()
    write("keras2_happy_model.txt", printed(happy_model()))
    tf_keras.backend.clear_session()
    write("keras2_resnet50.txt", printed(resnet50()))
    import tensorflow

    tf_keras.backend.clear_session()
    write("keras2_happy_today.txt", printed(happy_of_today(tf_keras.layers, tf_keras.Sequential)))
    tf_keras.backend.clear_session()
    today = activations(tf_keras.layers, tf_keras.Input, tf_keras.Model, tensorflow.nn.relu)
    write("keras2_activations.txt", printed(today))
    tf_keras.backend.clear_session()
    write("keras2_first_residual.txt", first_keras_2(residual()))


def first_keras_2(model, line_length=98):
    """`print_summary` of Keras 2.2.4 (keras/utils/layer_utils.py): cells are cut where they do not fit."""
    positions = [int(line_length * share) for share in [0.33, 0.55, 0.67, 1.0]]
    out = io.StringIO()

    def row(fields):
        line = ""
        for field, position in zip(fields, positions):
            if line:
                line = line[:-1] + " "
            line += str(field)
            line = line[:position]
            line += " " * (position - len(line))
        print(line)

    with redirect_stdout(out):
        print("_" * line_length)
        row(["Layer (type)", "Output Shape", "Param #", "Connected to"])
        print("=" * line_length)
        for index, layer in enumerate(model.layers):
            inbound = layer.input if isinstance(layer.input, list) else [layer.input]
            is_input = type(layer).__name__ == "InputLayer"
            sources = [] if is_input else [f"{tensor.node.layer.name}[0][0]" for tensor in inbound]
            name = f"{layer.name} ({type(layer).__name__})"
            row([name, str(layer.output_shape if not is_input else layer.output_shape[0]), layer.count_params(), sources[0] if sources else ""])
            for source in sources[1:]:
                row(["", "", "", source])
            print(("=" if index + 1 == len(model.layers) else "_") * line_length)
        trainable = sum(int(weight.numpy().size) for weight in model.trainable_weights)
        total = model.count_params()
        print(f"Total params: {total:,}\nTrainable params: {trainable:,}\nNon-trainable params: {total - trainable:,}")
        print("_" * line_length)
    return out.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    keras_3()
    keras_2()
