"""The pictures of the folder `data`, in the batches in which Netsmith would train on them."""
import queue
import threading
from typing import NamedTuple, Optional

import numpy
import torch

from . import augment
from .numbers import Random


class Part:
    """Pictures with their classes, read where they lie and never as a whole."""

    def __init__(self, folder, about):
        self.files = [numpy.load(folder / name, mmap_mode="r", allow_pickle=False) for name in about["files"]]
        self.labels = numpy.load(folder / about["labels"], allow_pickle=False).astype(numpy.int64)
        self.per_file = about["pictures_per_file"]
        found = sum(len(file) for file in self.files)
        if not found == len(self.labels) == about["pictures"]:
            raise SystemExit(
                f"expected {about['pictures']} pictures with a class each in {folder / 'data'}, "
                f"found {found} and {len(self.labels)} classes; copy the folder again"
            )

    def __len__(self):
        return len(self.labels)

    def pixels(self, chosen):
        """Values from 0 to 255, [count, height, width, channels]."""
        found = [self.files[index // self.per_file][index % self.per_file] for index in chosen]
        return numpy.stack(found) if found else numpy.empty((0, *self.files[0].shape[1:]), numpy.uint8)


class Batch(NamedTuple):
    """What one process gets of a batch."""

    # Of the whole batch, which all processes share.
    count: int
    # [own, channels, height, width]
    pictures: torch.Tensor
    # [own], of mixed pictures the class with the largest share.
    labels: torch.Tensor
    # [own, units], what the network should say.
    targets: torch.Tensor
    # [own], what each picture counts; None where all count the same.
    weights: Optional[torch.Tensor]


class Maker:
    """Makes batches; `rank` of `world` processes gets every `world`-th picture of each."""

    def __init__(self, settings, rank, world):
        about, recipe = settings["pictures"], settings["recipe"]
        self.scale, self.offset = numpy.float32(about["scale"]), numpy.float32(about["offset"])
        self.range, self.augmentations = about["range"], recipe["augmentation"]
        self.seed, self.batch_size = recipe["seed"], recipe["batch_size"]
        self.classes, self.units = settings["class_count"], settings["units"]
        self.class_weights = settings["class_weights"]
        self.rank, self.world = rank, world

    def order(self, count, epoch):
        """The order of pictures in an epoch, the first being 0."""
        return Random(self.seed, epoch).shuffled(count)

    def epoch(self, part, epoch, step):
        """All batches of an epoch, the first of which is taken after `step` steps; made ahead by a thread."""
        order = self.order(len(part), epoch)
        chunks = [order[at : at + self.batch_size] for at in range(0, len(order), self.batch_size)]
        yield from ahead(self.make(part, chosen, step + number) for number, chosen in enumerate(chunks))

    def make(self, part, chosen, step):
        """This process's share of the batch of these pictures."""
        count = len(chosen)
        own = range(self.rank, count, self.world)
        # Whoever mixes pictures needs all of them.
        made = range(count) if augment.needs_whole_batch(self.augmentations) else own
        values = self.scaled(part, [chosen[place] for place in made])
        shares = augment.vary(values, made, count, self.augmentations, self.range, self.seed, step)
        one_hot = numpy.eye(self.classes)[part.labels[[chosen[place] for place in made]]]
        if shares is not None:
            one_hot = (shares @ one_hot)[own]
            values = values[own]
        return self.batch(count, values, one_hot.astype(numpy.float32))

    def scaled(self, part, chosen):
        return part.pixels(chosen).astype(numpy.float32) * self.scale + self.offset

    def batch(self, count, values, shares):
        """`shares` holds how much there is of each class in each picture."""
        labels = shares.argmax(1) if len(shares) else numpy.empty(0, numpy.int64)
        # A single unit says how much there is of the second class.
        targets = shares[:, 1:2] if self.units == 1 else shares
        weights = None
        if self.class_weights is not None:
            weights = torch.from_numpy(shares @ numpy.array(self.class_weights, numpy.float32))
        return Batch(
            count,
            torch.from_numpy(values).permute(0, 3, 1, 2).contiguous(),
            torch.from_numpy(labels.astype(numpy.int64)),
            torch.from_numpy(numpy.ascontiguousarray(targets)),
            weights,
        )

    def in_order(self, part):
        """This process's share of a part in batches that are neither shuffled nor varied."""
        own = range(self.rank, len(part), self.world)
        most = max(self.batch_size // self.world, 1)
        for at in range(0, len(own), most):
            chosen = list(own[at : at + most])
            shares = numpy.eye(self.classes, dtype=numpy.float32)[part.labels[chosen]]
            yield self.batch(len(chosen), self.scaled(part, chosen), shares)


def check_order(maker, settings, part):
    """Refuses to train in another order than Netsmith, which has left the beginning of the first two epochs."""
    for epoch, expected in enumerate(settings["order"]):
        found = maker.order(len(part), epoch)[: len(expected)]
        if found != expected:
            raise SystemExit(
                f"expected epoch {epoch + 1} to begin with the pictures {expected}, found {found}; "
                "this Python or NumPy computes otherwise, so that the run would not be the one of Netsmith"
            )


def ahead(items, most=2):
    """The same items, made by a thread before they are asked for."""
    made, is_over = queue.Queue(most), threading.Event()

    def offer(item):
        while not is_over.is_set():
            try:
                return made.put(item, timeout=0.2)
            except queue.Full:
                continue

    def work():
        try:
            for item in items:
                offer((item, None))
                if is_over.is_set():
                    return
            offer((None, None))
        except BaseException as fault:  # Handed over, and raised where the item was wanted.
            offer((None, fault))

    threading.Thread(target=work, daemon=True).start()
    try:
        while True:
            item, fault = made.get()
            if fault is not None:
                raise fault
            if item is None:
                return
            yield item
    finally:
        is_over.set()
