"""Pictures varied while a network trains on them, with the numbers that Netsmith draws for the same seed and step.

Pictures are [count, height, width, channels] in float32, after preprocessing. Each knows its place in the whole batch, since
what is drawn for a picture depends on that alone and not on which process has it.
"""
import numpy

from .numbers import Random, around, noise

VARYING, MIXING = 0x666C6970, 0x6D697875

# How many words are drawn for a picture, where that does not depend on its size.
WORDS = {
    "flip": 2,
    "flip_vertical": 2,
    "shift": 2,
    "rotate": 1,
    "zoom": 1,
    "shear": 1,
    "brightness": 1,
    "contrast": 1,
    "hue": 1,
    "cutout": 4,
}


def needs_whole_batch(augmentations):
    """Whether a picture is mixed with others."""
    return any(choice["name"] == "mixup" for choice in augmentations)


def vary(pictures, places, count, augmentations, value_range, seed, step):
    """Varies pictures in place, which stand at `places` of a batch of `count`. Gives the shares in which they were mixed,
    [count, count], or None."""
    shares = None
    for index, choice in enumerate(augmentations):
        if choice["name"] == "mixup":
            random = Random(seed ^ MIXING ^ (index << 32), step)
            shares = mix(pictures, choice["alpha"], random, shares)
            continue
        own_seed = seed ^ VARYING ^ (index << 32)
        if choice["name"] == "noise":
            size = pictures[0].size if len(pictures) else 0
            for picture, place in zip(pictures, places):
                draws = Random(own_seed, step, 2 * size * place).longs(size)
                span = numpy.float32(value_range[1] - value_range[0])
                picture += noise(draws).reshape(picture.shape) * (numpy.float32(choice["stddev"]) * span)
            continue
        each = WORDS[choice["name"]]
        words = Random(own_seed, step).words(each * count).reshape(count, each)
        for picture, place in zip(pictures, places):
            vary_one(picture, choice, words[place], value_range)
    return shares


def vary_one(picture, choice, words, value_range):
    """Varies one picture, [height, width, channels], by what was drawn for it."""
    name = choice["name"]
    height, width = picture.shape[:2]
    low, high = (numpy.float32(value) for value in value_range)
    if name in ("flip", "flip_vertical"):
        if below(words, 2) == 1:
            picture[:] = picture[:, ::-1].copy() if name == "flip" else picture[::-1].copy()
    elif name == "shift":
        down = around(words[0], choice["height_factor"]) * numpy.float32(height)
        right = around(words[1], choice["width_factor"]) * numpy.float32(width)
        warp(picture, ((1, 0), (0, 1)), (-down, -right))
    elif name == "rotate":
        angle = numpy.radians(around(words[0], choice["degrees"]), dtype=numpy.float32)
        sine, cosine = numpy.sin(angle), numpy.cos(angle)
        warp(picture, ((cosine, sine), (-sine, cosine)))
    elif name == "zoom":
        size = numpy.float32(1) + around(words[0], choice["factor"])
        warp(picture, ((size, 0), (0, size)))
    elif name == "shear":
        warp(picture, ((1, 0), (around(words[0], choice["factor"]), 1)))
    elif name == "brightness":
        picture[:] = numpy.clip(picture + around(words[0], choice["factor"]) * (high - low), low, high)
    elif name == "contrast":
        factor = numpy.float32(1) + around(words[0], choice["factor"])
        mean = picture.mean((0, 1), dtype=numpy.float32)
        picture[:] = numpy.clip((picture - mean) * factor + mean, low, high)
    elif name == "hue":
        turn_hue(picture, around(words[0], choice["factor"]), low, high)
    elif name == "cutout":
        cut(picture, below(words[:2], height), below(words[2:], width), choice["size"], low)
    else:
        raise ValueError(f"an augmentation that is not known here: {name}")


def below(words, bound):
    return ((int(words[0]) | int(words[1]) << 32) * bound) >> 64


def warp(picture, matrix, offset=(0, 0)):
    """Looks each pixel up where it comes from, seen from the middle; beyond its border a picture is mirrored."""
    height, width = picture.shape[:2]
    matrix, offset = numpy.array(matrix, numpy.float32), numpy.array(offset, numpy.float32)
    middle = (numpy.array([height, width], numpy.float32) - 1) / 2
    y = (numpy.arange(height, dtype=numpy.float32) - middle[0])[:, None]
    x = (numpy.arange(width, dtype=numpy.float32) - middle[1])[None, :]
    rows, columns = (
        neighbors(matrix[axis][0] * y + matrix[axis][1] * x + offset[axis] + middle[axis], length)
        for axis, length in ((0, height), (1, width))
    )
    source, result = picture.copy(), numpy.zeros_like(picture)
    for row, row_share in rows:
        for column, column_share in columns:
            result += source[row, column] * row_share[..., None] * column_share[..., None]
    picture[:] = result


def neighbors(places, length):
    """The two pixels beside each place, with their shares."""
    first = numpy.floor(places)
    share = places - first
    at = [mirrored(first.astype(numpy.int64) + step, length) for step in (0, 1)]
    return [(at[0], 1 - share), (at[1], share)]


def mirrored(index, length):
    index = index % (2 * length)
    return numpy.where(index < length, index, 2 * length - 1 - index)


def turn_hue(picture, by, low, high):
    """Turns colors on the color wheel, by hue, saturation and value (Smith 1978)."""
    if picture.shape[2] != 3 or high <= low:
        return
    colors = numpy.clip((picture - low) / (high - low), 0, 1)
    red, green, blue = colors[..., 0], colors[..., 1], colors[..., 2]
    value = colors.max(2)
    chroma = value - colors.min(2)
    safe = numpy.where(chroma == 0, numpy.float32(1), chroma)
    sixth = numpy.where(
        value == red,
        (green - blue) / safe,
        numpy.where(value == green, (blue - red) / safe + 2, (red - green) / safe + 4),
    )
    hue = numpy.mod(sixth + by * numpy.float32(6), numpy.float32(6))
    for channel, start in enumerate((5, 3, 1)):
        at = numpy.mod(numpy.float32(start) + hue, numpy.float32(6))
        part = value - chroma * numpy.clip(numpy.minimum(at, 4 - at), 0, 1)
        part = numpy.where(chroma == 0, colors[..., channel], part)
        picture[..., channel] = low + part * (high - low)


def cut(picture, row, column, size, black):
    """Blacks out a square around a pixel; it may reach over the border."""
    side = int(numpy.float32(size) * numpy.float32(min(picture.shape[:2])) + numpy.float32(0.5))
    before, after = side // 2, -(-side // 2)
    picture[max(row - before, 0) : row + after, max(column - before, 0) : column + after] = black


def mix(pictures, alpha, random, before):
    """Mixes each picture of a whole batch with another one of it (Zhang et al. 2017). Gives what each is made of."""
    count = len(pictures)
    old, order = pictures.copy(), random.shuffled(count)
    shares = numpy.eye(count) if before is None else before
    mixed = numpy.empty_like(shares)
    for place, partner in enumerate(order):
        kept = random.beta(alpha)
        blended = old[place].astype(numpy.float64) * kept + old[partner].astype(numpy.float64) * (1 - kept)
        pictures[place] = blended.astype(numpy.float32)
        mixed[place] = shares[place] * kept + shares[partner] * (1 - kept)
    return mixed
