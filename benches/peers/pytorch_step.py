"""One process of PyTorch: prints what `timing.report` measures."""

import torch
from torch.nn import functional

import pytorch_models
import timing

VARIANTS = ["default", "channels-last"]


def main():
    options = timing.arguments(VARIANTS)
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    layout = torch.channels_last if options.variant == "channels-last" else torch.contiguous_format
    model = getattr(pytorch_models, options.model)(options.size).to(memory_format=layout)
    units = timing.UNITS[options.model]
    batch = Batch.of_noise(options.batch_size, options.size, units, layout)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)

    def step():
        model.train()
        optimizer.zero_grad(set_to_none=True)
        batch.loss(model(batch.images)).backward()
        optimizer.step()

    one = Batch.of_noise(1, options.size, units, layout)

    def one_picture():
        model.eval()
        with torch.inference_mode():
            model(one.images)

    held_out = Batch.of_noise(timing.EVALUATION_PICTURES, options.size, units, layout)

    def evaluation():
        model.eval()
        with torch.inference_mode():
            for part in held_out.parts(timing.EVALUATION_BATCH_SIZE):
                logits = model(part.images)
                part.loss(logits).item(), part.hits(logits)

    timing.report(options, step, one_picture, evaluation)


class Batch:
    """Pictures with their classes."""

    def __init__(self, images, labels, is_sigmoid):
        self.images, self.labels, self.is_sigmoid = images, labels, is_sigmoid

    @classmethod
    def of(cls, images, labels, layout, is_sigmoid):
        """Of pictures with channels last."""
        return cls(images.permute(0, 3, 1, 2).contiguous(memory_format=layout), labels, is_sigmoid)

    @classmethod
    def of_noise(cls, count, size, units, layout):
        images, labels = timing.pictures(count, size), timing.labels(count, units)
        return cls.of(torch.from_numpy(images), torch.from_numpy(labels), layout, units == 1)

    def loss(self, logits):
        if self.is_sigmoid:
            return functional.binary_cross_entropy_with_logits(logits[:, 0], self.labels.float())
        return functional.cross_entropy(logits, self.labels)

    def hits(self, logits):
        called = (logits[:, 0] > 0).long() if self.is_sigmoid else logits.argmax(1)
        return (called == self.labels).sum().item()

    def parts(self, size):
        for images, labels in zip(self.images.split(size), self.labels.split(size)):
            yield Batch(images, labels, self.is_sigmoid)

    def at(self, places):
        return Batch(self.images[places], self.labels[places], self.is_sigmoid)


if __name__ == "__main__":
    main()
