"""The whole job with PyTorch, in a loop as its tutorials write it, but with pictures that are tensors already."""

import json

import torch

import course_data
import pytorch_models
from pytorch_step import VARIANTS, Batch
from timing import UNITS


def main():
    options = course_data.arguments(VARIANTS)
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    layout = torch.channels_last if options.variant == "channels-last" else torch.contiguous_format
    model = getattr(pytorch_models, options.model)(64).to(memory_format=layout)
    is_sigmoid = UNITS[options.model] == 1
    train, test = (
        Batch.of(*map(torch.from_numpy, course_data.read(path, part)), layout, is_sigmoid)
        for path, part in ((options.train, "train"), (options.test, "test"))
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)
    losses = []
    for _ in range(options.epochs):
        model.train()
        for places in torch.randperm(len(train.labels)).split(options.batch_size):
            batch = train.at(places)
            optimizer.zero_grad(set_to_none=True)
            batch.loss(model(batch.images)).backward()
            optimizer.step()
        model.eval()
        with torch.inference_mode():
            parts = [(part.loss(model(part.images)).item(), len(part.labels)) for part in test.parts(32)]
        losses.append(sum(loss * count for loss, count in parts) / len(test.labels))
        if losses[-1] == min(losses):
            torch.save(model.state_dict(), options.out / "best.pt")
    (options.out / "losses.json").write_text(json.dumps(losses))


if __name__ == "__main__":
    main()
