"""How long ResNet50 takes to open, beside the programs that wrote the files: medians of five, each in a process of its own.

    python3 benches/exchange/opening.py NETSMITH --tensorflow PYTHON --torch PYTHON [--rounds 5]

The Pythons are those of run.py's environments. Netsmith's figure is the whole of `netsmith import FILE`: start, reading, the
network with its weights, end. The others' is first the call alone, then the whole process, which imports the library too. In
brackets stands what the processors worked for it, which another load on the machine changes less.
"""

import argparse
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

WRITE_KERAS = """
import keras_files, keras, sys
model = keras.applications.ResNet50(weights=None)
for variable, value in zip(model.weights, keras_files.seeded(model.weights)): variable.assign(value)
model.save(sys.argv[1] + "/a.keras")
model.save(sys.argv[1] + "/a.h5")
"""
WRITE_TORCH = """
import onnx_models, torch, sys
model = onnx_models.build("resnet50")
torch.save(model.state_dict(), sys.argv[1] + "/a.pt")
torch.onnx.export(model, (torch.zeros(1, 3, 224, 224),), sys.argv[1] + "/a.onnx", dynamo=False)
"""
TIMED = "import time, sys; begin = time.perf_counter(); worked = time.process_time(); {call}; print(time.perf_counter() - begin, time.process_time() - worked)"
#: For each file: whose Python, what is imported before the clock starts, and the call.
PEERS = {
    "a.keras": ("tensorflow", "import keras", "keras.models.load_model(sys.argv[1])"),
    "a.h5": ("tensorflow", "import keras", "keras.models.load_model(sys.argv[1])"),
    "a.onnx": ("torch", "import onnxruntime", "onnxruntime.InferenceSession(sys.argv[1], providers=['CPUExecutionProvider'])"),
    "a.pt": ("torch", "import torch, torchvision", "model = torchvision.models.resnet50(weights=None); model.load_state_dict(torch.load(sys.argv[1], weights_only=True))"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("--tensorflow", required=True)
    parser.add_argument("--torch", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pythons = {"tensorflow": options.tensorflow, "torch": options.torch}
    here = Path(__file__).resolve().parent
    told = os.environ | {"PYTHONPATH": str(here), "TF_CPP_MIN_LOG_LEVEL": "3"}
    with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as folder:
        for name, text in (("tensorflow", WRITE_KERAS), ("torch", WRITE_TORCH)):
            subprocess.run([pythons[name], "-c", text, folder], env=told, check=True, capture_output=True)
        print("| file | MB | Netsmith, the whole program | the original, its call alone | the original, the whole program |\n|---|---|---|---|---|")
        for file, (name, imported, call) in PEERS.items():
            path = Path(folder) / file
            rounds = {"own": [], "call": [], "whole": []}
            for _ in range(options.rounds):
                rounds["own"].append(timed([options.netsmith, "--json", "import", path], told)[0])
                whole, said = timed([pythons[name], "-c", f"{imported}; {TIMED.format(call=call)}", path], told)
                rounds["whole"].append(whole)
                rounds["call"].append([float(it) for it in said.split()[-2:]])
            medians = [[statistics.median(it) for it in zip(*figures)] for figures in rounds.values()]
            own, alone, whole = [f"{seconds:.2f} s ({worked:.2f} s)" for seconds, worked in medians]
            print(f"| {file[1:]} | {path.stat().st_size / 1e6:.0f} | {own} | {alone} | {whole} |", flush=True)


def timed(words, told):
    """Seconds, and seconds that the processors worked; and what was printed."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(word) for word in words], env=told, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (time.perf_counter() - begin, worked), done.stdout


if __name__ == "__main__":
    main()
