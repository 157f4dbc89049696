"""Opens the files that come with the package `onnx`: networks of one operator, and the light networks of its model zoo.

    python3 benches/exchange/onnx_corpus.py --answer target/debug/deps/answer-… [--json ROWS [--resume]]

The light networks have one number over and over in each tensor: it is replaced by seeded ones, and the reference is what
onnxruntime answers then. Networks of one operator come with their input and their answer.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

import onnx_compared as compared
import table

DATA = Path(onnx.__file__).parent / "backend/test/data"
#: Light networks that must be refused, and the operator that the refusal must name.
REFUSED_LIGHT = {"light_bvlc_alexnet": "LRN", "light_zfnet512": "LRN", "light_inception_v1": "LRN", "light_shufflenet": "Reshape"}


def main():
    onnxruntime.set_default_logger_severity(3)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answer", required=True, help="the built bench `answer`")
    parser.add_argument("--only", choices=["light", "single"])
    table.options(parser)
    options = parser.parse_args()
    rows = table.Rows(options)
    operators = [folder for kind in ("pytorch-converted", "pytorch-operator") for folder in sorted((DATA / kind).iterdir())]
    light_ones = sorted((DATA / "light").glob("*.onnx"))
    tried = {
        "single": ("ONNX of one operator", single, {it.name.removeprefix("test_"): it for it in operators}),
        "light": ("ONNX of the model zoo", light, {it.stem: it for it in light_ones}),
    }
    for form, attempt, networks in [tried[options.only]] if options.only else tried.values():
        for name, path in networks.items():
            if rows.wants(form, name):
                rows.add({"format": form, "name": name, "good": False} | attempt(path, options.answer))
    print(rows.totals())


def single(folder, program):
    """One operator with its own input and answer."""
    inputs = sorted((folder / "test_data_set_0").glob("input_*.pb"))
    # One of them is of float64, and its numbers are such as float32 does not have.
    numbers, expected = (
        np.nan_to_num(numpy_helper.to_array(onnx.load_tensor(it)).astype(np.float32))
        for it in (inputs[0], folder / "test_data_set_0/output_0.pb")
    )
    # Where no operator tells channels from rows, maps are taken as the file has them; so is what an operator has turned.
    worst = float("inf")
    for order in (last, np.asarray):
        said, answers = compared.ask(program, folder / "model.onnx", order(numbers))
        if "refused" in said or "error" in said:
            return {"good": "refused" in said, "why": str(said)[:220]}
        for given in (last, np.asarray):
            worst = min(worst, compared.difference(answers, given(expected).astype(np.float64)))
    return {"good": worst <= 1e-5, "worst": worst}


def last(array):
    """Maps with their channels last."""
    return array.transpose(0, 2, 3, 1) if array.ndim == 4 else array


def light(path, program):
    """A light network with seeded numbers in the place of the constant ones."""
    name = path.stem
    model = onnx.load(path)
    seed(model)
    # Seeded numbers make one class certain: what differs shows before the softmax alone.
    if model.graph.node[-1].op_type == "Softmax":
        model.graph.output[0].name = model.graph.node.pop().input[0]
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "network.onnx"
        onnx.save(model, file)
        given = [it for it in model.graph.input if it.name not in {tensor.name for tensor in model.graph.initializer}]
        shape = [axis.dim_value for axis in given[0].type.tensor_type.shape.dim]
        numbers = np.random.default_rng(5).uniform(-1, 1, shape).astype(np.float32)
        said, answers = compared.ask(program, file, last(numbers))
        if "refused" in said or "error" in said:
            return {"good": name in REFUSED_LIGHT and REFUSED_LIGHT[name] in str(said), "why": str(said)[:300]}
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        expected = session.run(None, {given[0].name: numbers})[0].astype(np.float64)
    worst = compared.difference(answers, last(expected).ravel())
    return {"good": worst <= 1e-5, "worst": worst}


def seed(model):
    """Seeded numbers for each ConstantOfShape, and for tensors of one number over and over: kernels by their fan-in, variances and
    factors around 1."""
    random = np.random.default_rng(4)
    shapes = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    roles = {}
    for node in model.graph.node:
        for place, value in enumerate(node.input):
            roles[value] = (node.op_type, place)
    kept, made = [], []
    for node in model.graph.node:
        if node.op_type != "ConstantOfShape":
            kept.append(node)
            continue
        shape = shapes[node.input[0]].tolist()
        role = roles.get(node.output[0], ("", 0))
        if role in (("BatchNormalization", 1), ("BatchNormalization", 4)):
            numbers = random.uniform(0.5, 1.5, shape)
        elif len(shape) >= 2:
            numbers = random.standard_normal(shape) * (2 / np.prod(shape[1:])) ** 0.5
        else:
            numbers = random.uniform(-0.5, 0.5, shape)
        made.append(numpy_helper.from_array(numbers.astype(np.float32), node.output[0]))
    del model.graph.node[:]
    model.graph.node.extend(kept)
    model.graph.initializer.extend(made)
    if model.ir_version < 4:
        for tensor in made:
            model.graph.input.append(helper.make_tensor_value_info(tensor.name, TensorProto.FLOAT, tensor.dims))


if __name__ == "__main__":
    main()
