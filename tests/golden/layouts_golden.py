"""Writes layouts.json: networks as boxes and wires, and how often wires cross when Graphviz draws them.

    apt-get install graphviz; python3 layouts_golden.py

`dot` ranks the boxes, orders them and leads the wires as it does by default, with boxes of our size. Crossings are counted
in its drawing: wires are sampled as polylines, and two that leave different boxes cross where their polylines do.
"""

import json
import random
import subprocess
from pathlib import Path

SIZE = (236, 46)


def network(name, count, wires):
    return {"name": name, "boxes": count, "wires": [list(wire) for wire in wires]}


def chain(first, count):
    return [(box, box + 1) for box in range(first, first + count - 1)]


def inception(modules):
    """GoogLeNet's module, one after another: 1x1; 1x1, 3x3; 1x1, 5x5; pool, 1x1; joined in that order."""
    wires, last = [], 0
    for _ in range(modules):
        one, two, three, four = last + 1, last + 2, last + 4, last + 6
        end = last + 8
        wires += [(last, one), (last, two), (two, two + 1), (last, three), (three, three + 1), (last, four), (four, four + 1)]
        wires += [(one, end), (two + 1, end), (three + 1, end), (four + 1, end)]
        last = end
    return network(f"inception {modules}", last + 1, wires)


def dense_skips(skips):
    """A chain in which every layer's result goes on to the layer three further down, too."""
    count = skips + 3
    wires = chain(0, count) + [(box, box + 3) for box in range(skips)]
    return network(f"dense net with {skips} skips", count, sorted(wires, key=lambda wire: (wire[1], -wire[0])))


def densenet(layers):
    """A dense block: each layer joins the results of all before it."""
    wires = [(0, 1)]
    for layer in range(1, layers):
        join, conv = 2 * layer, 2 * layer + 1
        wires += [(2 * before + 1, join) for before in range(layer)] + [(join, conv)]
    return network(f"densenet {layers}", 2 * layers, wires)


def u_shape(depth):
    """Down and up again, with a skip at each level joined before what comes up."""
    wires, box, skips = [], 0, []
    for _ in range(depth):
        wires += chain(box, 4)
        skips.append(box + 2)
        box += 3
    wires += chain(box, 3)
    box += 2
    for skip in reversed(skips):
        wires += [(box, box + 1), (skip, box + 2), (box + 1, box + 2), (box + 2, box + 3), (box + 3, box + 4)]
        box += 4
    return network(f"u shape {depth}", box + 1, wires)


def nasnet(cells):
    """Cells of five pairs of operations over the results of the two cells before, joined at the end."""
    wires, box = [(0, 1)], 1
    before, last = 0, 1
    for _ in range(cells):
        first = box + 1
        sums = []
        for pair, (left, right) in enumerate([(last, last), (before, last), (last, before), (before, before), (last, last)]):
            one, two, add = first + 3 * pair, first + 3 * pair + 1, first + 3 * pair + 2
            wires += [(left, one), (right, two), (one, add), (two, add)]
            sums.append(add)
        end = first + 15
        wires += [(add, end) for add in sums]
        before, last, box = last, end, end
    return network(f"nasnet {cells}", box + 1, wires)


def residual(blocks, layers, projections):
    """Blocks of layers with a shortcut; where it projects, a convolution and a normalization stand in it."""
    wires, box = chain(0, 5), 4
    for block in range(blocks):
        split = box
        wires += chain(split, layers + 1)
        end = split + layers
        if block in projections:
            wires += [(split, end + 1), (end + 1, end + 2), (end, end + 3), (end + 2, end + 3), (end + 3, end + 4)]
            box = end + 4
        else:
            wires += [(end, end + 1), (split, end + 1), (end + 1, end + 2)]
            box = end + 2
    return network(f"residual {blocks}", box + 1, wires)


def cross_stage(stages):
    """High-resolution net: three streams, each fed by all three of the stage before."""
    wires, streams, box = [(0, 1), (0, 2), (0, 3)], [1, 2, 3], 3
    for _ in range(stages):
        following = []
        for _ in range(3):
            box += 1
            wires += [(stream, box) for stream in streams]
            following.append(box)
        streams = following
    return network(f"three streams {stages}", box + 1, wires)


def random_network(seed, count, reach, inputs):
    """Each box takes one to `inputs` of the `reach` boxes before it."""
    draw = random.Random(seed)
    wires = []
    for box in range(1, count):
        first = max(0, box - reach)
        picked = draw.sample(range(first, box), min(box - first, draw.randint(1, inputs)))
        wires += [(source, box) for source in picked]
    return network(f"random {count} within {reach} seed {seed}", count, wires)


def corpus():
    yield inception(1)
    yield inception(9)
    yield dense_skips(20)
    yield densenet(6)
    yield densenet(12)
    yield u_shape(4)
    yield u_shape(6)
    yield nasnet(1)
    yield nasnet(3)
    yield residual(16, 9, {0, 3, 7, 13})
    yield cross_stage(4)
    for seed in range(1, 4):
        yield random_network(seed, 300, 12, 2)
        yield random_network(seed, 300, 300, 2)
    for seed in range(1, 4):
        yield random_network(seed, 60, 20, 3)


def dot_wires(drawn):
    lines = ["digraph {", f"node [shape=box fixedsize=true width={SIZE[0] / 72} height={SIZE[1] / 72}]"]
    lines += [f"{box};" for box in range(drawn["boxes"])]
    lines += [f"{source} -> {target};" for source, target in drawn["wires"]]
    text = subprocess.run(["dot", "-Tplain"], input="\n".join(lines + ["}"]), capture_output=True, text=True, check=True).stdout
    wires = []
    for line in text.splitlines():
        words = line.split()
        if words[0] == "edge":
            numbers = [float(word) for word in words[4 : 4 + 2 * int(words[3])]]
            points = list(zip(numbers[::2], numbers[1::2]))
            wires.append((int(words[1]), polyline(points)))
    return wires


def polyline(points, pieces=12):
    line = [points[0]]
    for first in range(0, len(points) - 3, 3):
        a, b, c, d = points[first : first + 4]
        for piece in range(1, pieces + 1):
            t = piece / pieces
            s = 1 - t
            weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
            line.append(tuple(sum(w * p[axis] for w, p in zip(weights, (a, b, c, d))) for axis in (0, 1)))
    return line


def side(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def crossings(wires):
    """Wires cross where a piece of one properly cuts a piece of the other; pieces are sorted from top to bottom."""
    pieces = []
    for index, (source, line) in enumerate(wires):
        for a, b in zip(line, line[1:]):
            pieces.append((min(a[1], b[1]), max(a[1], b[1]), min(a[0], b[0]), max(a[0], b[0]), source, index, a, b))
    pieces.sort()
    found, active = 0, []
    for piece in pieces:
        low, _, left, right, source, index, a, b = piece
        active = [other for other in active if other[1] >= low]
        for other in active:
            if other[4] == source or other[3] < left or other[2] > right or other[5] == index:
                continue
            c, d = other[6], other[7]
            if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
                found += 1
        active.append(piece)
    return found


def main():
    version = subprocess.run(["dot", "-V"], capture_output=True, text=True, check=True).stderr.strip()
    drawings = []
    for drawn in corpus():
        drawn["dot_crossings"] = crossings(dot_wires(drawn))
        drawings.append(drawn)
        print(drawn["name"], drawn["dot_crossings"])
    rows = ",\n".join("  " + json.dumps(drawn) for drawn in drawings)
    Path(__file__).with_name("layouts.json").write_text(f'{{"dot": {json.dumps(version)}, "networks": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()
