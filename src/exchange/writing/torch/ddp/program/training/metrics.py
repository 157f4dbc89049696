"""Loss and metrics over many batches and all processes: counts add up, shares are taken at the end."""
import torch

# Keras's AUC: one threshold below 0, one above 1, and the others evenly between.
THRESHOLDS = 200


class Tally:
    """Counts that are kept where the network computes, so that no step waits for them."""

    def __init__(self, metrics, classes, device):
        self.metrics, self.classes = metrics, classes
        self.sums = torch.zeros(2, dtype=torch.float64, device=device)
        counts = lambda *shape: torch.zeros(shape, dtype=torch.int64, device=device)
        # Of each class: called so and rightly, called so, of it.
        self.by_class = counts(3, classes)
        self.hits = counts(len(metrics))
        # Units of each label above so many thresholds.
        self.ranked = counts(2, THRESHOLDS + 1)

    @torch.no_grad()
    def add(self, loss, values, labels):
        """`loss` is the sum over these pictures, `values` what the network said of them, [count, units]."""
        if values.shape[1] == 1:
            values = torch.cat([1 - values, values], 1)
        self.sums += torch.stack([loss.double(), loss.new_tensor(len(labels)).double()])
        # The first of the largest, as everywhere here.
        called = values.argmax(1)
        is_right = called == labels
        for row, classes in enumerate((labels[is_right], called, labels)):
            self.by_class[row] += torch.bincount(classes, minlength=self.classes)
        is_label = torch.zeros_like(values, dtype=torch.bool)
        is_label[torch.arange(len(labels), device=labels.device), labels] = True
        for place, metric in enumerate(self.metrics):
            name = metric["name"]
            if name == "top_k_accuracy":
                self.hits[place] += (rank(values, labels) < metric["k"]).sum()
            elif name == "binary_accuracy":
                self.hits[place] += ((values > 0.5) == is_label).sum()
            elif name == "auc":
                self.rank_units(values, is_label)

    def rank_units(self, values, is_label):
        # Of two classes the second is told from the first.
        first = 1 if values.shape[1] == 2 else 0
        above = torch.ceil(values[:, first:].clamp(0, 1) * (THRESHOLDS - 1)).long().clamp(1, THRESHOLDS - 1)
        for row, chosen in enumerate((is_label[:, first:], ~is_label[:, first:])):
            self.ranked[row] += torch.bincount(above[chosen], minlength=THRESHOLDS + 1)

    def figures(self, add_up):
        """Keras's names and their values; `add_up` adds a vector over all processes."""
        parts = (self.sums, self.by_class, self.hits, self.ranked)
        whole = add_up(torch.cat([part.flatten().double() for part in parts])).cpu()
        sums, by_class, hits, ranked = whole.split([part.numel() for part in parts])
        loss, images = sums.tolist()
        images = max(images, 1.0)
        right, called, own = by_class.view(3, -1)
        figures = {"loss": loss / images, "accuracy": right.sum().item() / images}
        occurs = own + called > 0
        mean = lambda shares: shares[occurs].mean().item() if occurs.any() else 0.0
        shares = lambda part, whole: part / whole.clamp(min=1)
        for metric, count in zip(self.metrics, hits.tolist()):
            name = metric["name"]
            if name == "top_k_accuracy":
                figures[name] = count / images
            elif name == "binary_accuracy":
                figures[name] = count / (images * self.classes)
            elif name == "precision":
                figures[name] = mean(shares(right, called))
            elif name == "recall":
                figures[name] = mean(shares(right, own))
            elif name == "f1":
                figures[name] = mean(shares(2 * right, own + called))
            elif name == "auc":
                figures[name] = area(*ranked.view(2, -1))
            elif name != "accuracy":
                raise ValueError(f"a metric that is not known here: {name}")
        return figures, int(images)


def rank(values, labels):
    """How many classes are more probable than the label; of equal ones the earlier."""
    own = values.gather(1, labels[:, None])
    before = torch.arange(values.shape[1], device=values.device)[None, :] < labels[:, None]
    return ((values > own) | ((values == own) & before)).sum(1)


def area(positives, negatives):
    """The area under the ROC curve by the trapezoidal rule; 0 where one of the labels is missing."""
    everything = (positives.sum() * negatives.sum()).item()
    if everything == 0:
        return 0.0
    positives, negatives = positives.flip(0), negatives.flip(0)
    found = positives.cumsum(0) - positives
    return ((negatives * (found + positives / 2)).sum() / everything).item()
