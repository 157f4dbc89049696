"""Opens networks of PyTorch, Keras and ONNX's own corpus as ONNX, and compares what Netsmith answers with the original.

    python3 benches/exchange/onnx_networks.py --answer target/debug/deps/answer-… [--models resnet18 …]

Every tensor has seeded numbers (`onnx_models.py`), inputs are not square where a network allows it, the reference is
PyTorch in float64 on the same float32 numbers. A network is opened well where |difference| <= 1e-6 · max(1, largest
|reference|) or no more than twice what onnxruntime itself is off; the same holds for what onnxruntime answers to the network as
Netsmith writes it, channels first and channels last. Parameters are those of the file: exporters fold normalization. Needs torch, torchvision, timm, onnx, onnxscript, onnxruntime.
"""

import argparse
import json
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np

import onnx_compared as compared
import onnx_models
import table

EXPORTERS = ("dynamo", "script")


def main():
    options = arguments()
    warnings.filterwarnings("ignore")
    rows = []
    names = options.models or [*onnx_models.TORCHVISION, *onnx_models.TIMM, *onnx_models.REFUSED]
    for name in names:
        for how in options.exporters:
            rows.append(tried(name, how, options))
            table.add(rows[-1], options.json)
    print(table.totals(rows))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answer", required=True, help="the built bench `answer`")
    parser.add_argument("--models", nargs="*", help="names; all where none is given")
    parser.add_argument("--exporters", nargs="*", default=EXPORTERS, choices=EXPORTERS)
    parser.add_argument("--kept", type=Path, help="a folder where exported networks are kept and found again")
    parser.add_argument("--json", help="a file that rows are added to")
    return parser.parse_args()


def tried(name, how, options):
    """A row for the table, whatever happens."""
    form = f"ONNX of PyTorch, {how}" + (", to be refused" if name in onnx_models.REFUSED else "")
    try:
        row = attempt(name, how, options)
    except Exception as error:  # what an exporter cannot write is told
        row = {"good": False, "why": f"{type(error).__name__}: {str(error)[:300]}"}
    return {"format": form, "name": name} | row


def attempt(name, how, options):
    """One network by one exporter: written, opened, compared."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.kept or Path(scratch)
        file, numbers, reference, facts = exported(name, how, folder)
        row = {"good": False}
        begin = time.perf_counter()
        again = Path(scratch) / "again"
        said, answers = compared.ask(options.answer, file, np.fromfile(numbers, "<f4"), again)
        row["seconds"] = round(time.perf_counter() - begin, 2)
        if "refused" in said or "error" in said:
            refused = said.get("refused", [])
            row["good"] = name in onnx_models.REFUSED and any(onnx_models.REFUSED[name] in it for it in refused)
            return row | {"why": refused[:3] or said["error"]}
        row |= {"params": said["params"], "of": facts["params"], "layers": said["layers"], "findings": len(said["findings"])}
        expected = np.fromfile(reference, "<f8")
        row["worst"] = compared.difference(answers, expected)
        row["runtime"] = compared.difference(runtime(file, numbers, facts), expected)
        for order, end in (("first", ".onnx"), ("last", ".nhwc.onnx")):
            row[order] = compared.difference(runtime(f"{again}{end}", numbers, facts, order == "last"), expected)
        row["good"] = max(row["worst"], row["first"], row["last"]) <= max(1e-6, 2 * row["runtime"])
        return row


def exported(name, how, folder):
    """The network as a file, its input, its answer in float64, and what else is known of it."""
    file = folder / f"{name}.{how}.onnx"
    numbers, reference, facts = (folder / f"{name}.{end}" for end in ("in", "ref", "json"))
    if not file.exists() or not reference.exists():
        write(name, how, file, numbers, reference, facts)
    return file, numbers, reference, json.loads(facts.read_text())


def write(name, how, file, numbers, reference, facts):
    import torch

    sizes = onnx_models.TORCHVISION | onnx_models.TIMM | onnx_models.REFUSED_SIZES
    height, width = sizes[name]
    model, picture = onnx_models.build(name), onnx_models.picture(height, width, 7)
    torch.onnx.export(model, (picture,), file, dynamo=how == "dynamo", verbose=False)
    params = sum(parameter.numel() for parameter in model.parameters())
    with torch.no_grad():
        answer = model.double()(picture.double())
    picture.numpy().transpose(0, 2, 3, 1).astype("<f4").tofile(numbers)
    answer.numpy().astype("<f8").tofile(reference)
    facts.write_text(json.dumps({"h": height, "w": width, "params": params}))


def runtime(file, numbers, facts, is_last=False):
    """What onnxruntime answers to a file that takes its channels first or last."""
    import onnxruntime

    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    picture = np.fromfile(numbers, "<f4").reshape(1, facts["h"], facts["w"], -1)
    picture = picture if is_last else np.ascontiguousarray(picture.transpose(0, 3, 1, 2))
    return session.run(None, {session.get_inputs()[0].name: picture})[0].astype(np.float64).ravel()


if __name__ == "__main__":
    main()
