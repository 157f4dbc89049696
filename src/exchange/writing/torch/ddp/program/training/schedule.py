"""The learning rate of every step, which epoch is the best, and when a training gets no better."""
import math

LEAST = 1e-9


class Wait:
    """How many epochs in a row have got no better."""

    def __init__(self):
        self.best, self.epochs = math.inf, 0

    def see(self, value, min_delta):
        if value < self.best - min_delta:
            self.best, self.epochs = value, 0
        else:
            self.epochs += 1


def rate(recipe, epochs_done, step, steps, watched):
    """The learning rate after `step` of the `steps` of an epoch; `watched` are the numbers of the epochs so far, lower being
    better."""
    warm_up, epochs = recipe["warm_up"], float(recipe["epochs"])
    at = epochs_done + step / max(steps, 1)
    if at < warm_up:
        factor = min(max((at + 1 / max(steps, 1)) / warm_up, LEAST), 1.0)
    else:
        done = at - warm_up
        share = min(max(done / max(epochs - warm_up, 1e-9), 0.0), 1.0)
        factor = max(after_warm_up(recipe, done, share, max(steps, 1), watched), LEAST)
    return recipe["learning_rate"] * factor


def after_warm_up(recipe, done, share, steps, watched):
    """`done` epochs after the warm-up, which are a `share` of all those after it."""
    schedule = recipe["schedule"]
    name = schedule["name"]
    if name == "constant":
        return 1.0
    if name == "cosine":
        return (1 - schedule["alpha"]) * 0.5 * (1 + math.cos(math.pi * share)) + schedule["alpha"]
    if name == "step":
        return 1.0 if share < 0.5 else schedule["factor"] ** (1 if share < 0.75 else 2)
    if name == "exponential":
        return schedule["decay_rate"] ** done
    if name == "one_cycle":
        return one_cycle(schedule, done * steps, max(steps * (recipe["epochs"] - recipe["warm_up"]), 2.0))
    if name == "plateau":
        return schedule["factor"] ** plateaus(watched, schedule["patience"], schedule["min_delta"])
    raise ValueError(f"a schedule that is not known here: {name}")


def one_cycle(schedule, step, steps):
    """Up and down again, counted in steps from the first to the last (Smith 2018)."""
    top = schedule["rise"] * steps - 1
    first = 1 / schedule["start_divisor"]
    last = first / schedule["end_divisor"]
    if step <= top:
        return between(first, 1.0, step / max(top, 1e-9))
    return between(1.0, last, (step - top) / max(steps - 1 - top, 1e-9))


def between(start, end, share):
    """From one value to another along half a cosine."""
    return end + (start - end) / 2 * (1 + math.cos(math.pi * min(share, 1.0)))


def plateaus(watched, patience, min_delta):
    """How often so many epochs have gone by without a lower value."""
    wait, count = Wait(), 0
    for value in watched:
        wait.see(value, min_delta)
        if 0 < wait.epochs and wait.epochs >= patience:
            count += 1
            wait.epochs = 0
    return count


def watched_of(record, monitor):
    """What is to be as low as possible in an epoch: the loss, or the negative of a metric; of validation where there is any."""
    prefix = "val_" if "val_loss" in record else ""
    name = monitor["name"] if monitor else "loss"
    value = record.get(prefix + name)
    if value is None or name == "loss":
        value = record[prefix + "loss"]
    else:
        value = -value
    return math.inf if math.isnan(value) else value


def best_epoch(watched):
    """The number of the best epoch, the first of equal ones; None without any."""
    return min(range(len(watched)), key=watched.__getitem__) + 1 if watched else None


def gets_no_better(recipe, watched):
    """Whether the settings ask for an end."""
    stopping, wait = recipe["early_stopping"], Wait()
    if stopping["name"] == "off":
        return False
    for value in watched:
        wait.see(value, stopping["min_delta"])
    return wait.epochs >= stopping["patience"]
