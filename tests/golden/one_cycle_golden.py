"""one_cycle.json: PyTorch's one-cycle schedule step by step, for Keras has none. Run by itself: PyTorch and TensorFlow do
not go together in one process."""

import torch

import record

EPOCHS, STEPS = 8, 5
CYCLES = {
    "one_cycle": {},
    "one_cycle:rise=0.5,start_divisor=10,end_divisor=100": {
        "pct_start": 0.5,
        "div_factor": 10.0,
        "final_div_factor": 100.0,
    },
}


def rates(settings):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    cycle = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=1.0, total_steps=EPOCHS * STEPS, cycle_momentum=False, **settings
    )
    found = []
    for _ in range(EPOCHS * STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        cycle.step()
    return found


if __name__ == "__main__":
    cases = [{"schedule": name, "factors": rates(settings)} for name, settings in CYCLES.items()]
    record.write("one_cycle.json", cases)
