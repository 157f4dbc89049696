"""Event files as TensorBoard's own code writes and reads them.

Made with Python 3.11.7, tensorboard 2.21.0 and setuptools 65.5.0:

    python3.11 -m venv /tmp/board && /tmp/board/bin/pip install tensorboard==2.21.0 setuptools==65.5.0
    /tmp/board/bin/python tests/golden/tensorboard_golden.py

writes `tensorboard.json`: the bytes of one event file, as hexadecimal digits. With a folder behind it,

    /tmp/board/bin/python tests/golden/tensorboard_golden.py DIR

reads every event file below DIR with TensorBoard's reader and prints what it finds: tag, step, value.
"""

import io
import json
import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter


def written() -> bytes:
    values = [("epoch_loss", 0.5), ("epoch_accuracy", 0.75), ("epoch_f1", 0.1), ("epoch_learning_rate", 0.001)]
    summary = Summary(value=[Summary.Value(tag=tag, simple_value=value) for tag, value in values])
    events = [
        Event(wall_time=12.0, file_version="brain.Event:2"),
        Event(wall_time=13.5, step=300, session_log=SessionLog(status=SessionLog.START)),
        Event(wall_time=13.5, step=300, summary=summary),
    ]
    file = io.BytesIO()
    writer = RecordWriter(file)
    for event in events:
        writer.write(event.SerializeToString())
    return file.getvalue()


def read(folder: pathlib.Path) -> None:
    for inner in sorted({path.parent for path in folder.rglob("*tfevents*")}):
        accumulator = EventAccumulator(str(inner))
        accumulator.Reload()
        for tag in accumulator.Tags()["scalars"]:
            for scalar in accumulator.Scalars(tag):
                print(inner.relative_to(folder), tag, scalar.step, scalar.value)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read(pathlib.Path(sys.argv[1]))
    else:
        target = pathlib.Path(__file__).parent / "tensorboard.json"
        target.write_text(json.dumps({"event_file": written().hex()}, indent=1) + "\n")
