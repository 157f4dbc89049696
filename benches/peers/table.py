"""Medians over all rounds, and how they compare, as text and as Markdown."""

import statistics

#: What is measured: title, factor to the unit shown, digits after the point.
FIGURES = {
    "step_seconds": ("training step, ms", 1e3, 1),
    "one_image_seconds": ("one image, ms", 1e3, 2),
    "evaluation_seconds": ("120 images, ms", 1e3, 0),
    "peak_memory_bytes": ("peak memory, MiB", 1 / 2**20, 0),
}
TITLES = {"happy_model": "HappyModel", "resnet50": "ResNet50"}
#: What ours is compared with, where it was measured.
YARDSTICK = "PyTorch channels-last"
OURS = "Netsmith"


def as_text(results):
    """A table for a terminal, one block for each network, with the smallest and the largest figure of all rounds."""
    lines = []
    for title, peers in cases(results):
        lines.append(title)
        lines.append(f"{'':24}" + "".join(f"{label:>28}" for label, _, _ in FIGURES.values()))
        for peer, rounds in peers.items():
            cells = [f"{spread(rounds, key):>28}" for key in FIGURES]
            lines.append(f"{peer:24}" + "".join(cells) + f"   {len(rounds)} rounds")
        for peer, ratios in comparisons(peers):
            lines.append(f"{'ours : ' + peer:24}" + "".join(f"{ratio:>28.2f}" for ratio in ratios))
        lines.append("")
    return "\n".join(lines)


def as_markdown(results):
    """The same medians for the README."""
    lines = []
    for title, peers in cases(results):
        lines.append(f"| {title} | " + " | ".join(label for label, _, _ in FIGURES.values()) + " |")
        lines.append("|---|" + "---:|" * len(FIGURES))
        for peer, rounds in peers.items():
            lines.append(f"| {peer} | " + " | ".join(shown(median(rounds, key), key) for key in FIGURES) + " |")
        for peer, ratios in comparisons(peers):
            if peer == YARDSTICK:
                lines.append(f"| ours : {peer} | " + " | ".join(f"**{ratio:.2f}**" for ratio in ratios) + " |")
        lines.append("")
    return "\n".join(lines)


def cases(results):
    """Each network with its sizes, and the rounds of each peer, in the order of their first round."""
    grouped = {}
    for result in results:
        title = "{}, batch {batch_size}, {size}×{size}, {threads} threads".format(TITLES[result["model"]], **result)
        grouped.setdefault(title, {}).setdefault(result["peer"], []).append(result)
    return grouped.items()


def comparisons(peers):
    """Ours divided by each other peer's, figure by figure."""
    if OURS not in peers:
        return
    for peer, rounds in peers.items():
        if peer != OURS:
            yield peer, [median(peers[OURS], key) / median(rounds, key) for key in FIGURES]


def median(rounds, key):
    return statistics.median(result[key] for result in rounds)


def spread(rounds, key):
    values = [result[key] for result in rounds]
    return f"{shown(median(rounds, key), key)} ({shown(min(values), key)} … {shown(max(values), key)})"


def shown(value, key):
    _, factor, digits = FIGURES[key]
    return f"{value * factor:.{digits}f}"
