"""The Python environment that the peers run in."""

import subprocess
import sys
import venv


def make(folder, requirements):
    """Makes an environment with PyTorch and Keras, once, and gives its Python. PyPI's PyTorch for Linux brings CUDA along,
    some gigabytes that nothing here uses."""
    python = folder / "bin" / "python"
    stamp = folder / "requirements.txt"
    wanted = requirements.read_text()
    if stamp.is_file() and stamp.read_text() == wanted:
        return python
    print(f"making an environment with PyTorch and Keras in {folder}", file=sys.stderr)
    venv.create(folder, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
    stamp.write_text(wanted)
    return python
