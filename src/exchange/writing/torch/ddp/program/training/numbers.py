"""The random numbers that Netsmith draws, to the last bit: ChaCha with 8 rounds (Bernstein 2008, https://cr.yp.to/chacha.html).

A seed makes the key, and every epoch or step has a stream of its own, so that nobody has to draw what came before.
"""
import math

import numpy

WORD = 0xFFFFFFFF
LONG = 0xFFFFFFFFFFFFFFFF
CONSTANTS = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)


def key_of(seed):
    """Eight words from a seed, by PCG32 (O'Neill 2014), as Rust's rand_core spreads one."""
    key, state = [], seed & LONG
    for _ in range(8):
        state = (state * 6364136223846793005 + 11634580027462260723) & LONG
        word, turn = (((state >> 18) ^ state) >> 27) & WORD, state >> 59
        key.append(((word >> turn) | (word << (32 - turn))) & WORD)
    return key


def turned(words, bits):
    return (words << numpy.uint32(bits)) | (words >> numpy.uint32(32 - bits))


def quarter_rounds(a, b, c, d):
    """One round over four columns at once, in place."""
    a += b
    d[:] = turned(d ^ a, 16)
    c += d
    b[:] = turned(b ^ c, 12)
    a += b
    d[:] = turned(d ^ a, 8)
    c += d
    b[:] = turned(b ^ c, 7)


def blocks(key, stream, first, count):
    """The words of `count` blocks of sixteen, from block `first` on."""
    counters = numpy.arange(first, first + count, dtype=numpy.uint64)
    start = numpy.empty((16, count), numpy.uint32)
    start[:12] = numpy.array([*CONSTANTS, *key], numpy.uint32)[:, None]
    start[12] = (counters & numpy.uint64(WORD)).astype(numpy.uint32)
    start[13] = (counters >> numpy.uint64(32)).astype(numpy.uint32)
    start[14], start[15] = stream & WORD, (stream >> 32) & WORD
    a, b, c, d = (start[row : row + 4].copy() for row in (0, 4, 8, 12))
    for _ in range(4):
        quarter_rounds(a, b, c, d)
        # The diagonals as columns, and back.
        b, c, d = numpy.roll(b, -1, 0), numpy.roll(c, -2, 0), numpy.roll(d, -3, 0)
        quarter_rounds(a, b, c, d)
        b, c, d = numpy.roll(b, 1, 0), numpy.roll(c, 2, 0), numpy.roll(d, 3, 0)
    return (numpy.concatenate([a, b, c, d]) + start).T.reshape(-1)


class Random:
    """One stream of random numbers."""

    def __init__(self, seed, stream, place=0):
        """`place` is how many words have been drawn before."""
        self.key, self.stream, self.place = key_of(seed), stream, place
        self.kept, self.kept_from = numpy.empty(0, numpy.uint32), 0

    def words(self, count):
        """The next words of 32 bits."""
        begin, end = self.place, self.place + count
        if begin < self.kept_from or end > self.kept_from + len(self.kept):
            first = begin // 16
            # A few more, since many draw one after the other.
            self.kept = blocks(self.key, self.stream, first, max(-(-end // 16) - first, 64))
            self.kept_from = first * 16
        self.place = end
        return self.kept[begin - self.kept_from : end - self.kept_from]

    def longs(self, count):
        """The next numbers of 64 bits, the lower word first."""
        words = self.words(2 * count).astype(numpy.uint64)
        return words[::2] | (words[1::2] << numpy.uint64(32))

    def long(self):
        return int(self.longs(1)[0])

    def below(self, bound):
        """Uniform in 0 … bound − 1 (Lemire 2019)."""
        return (self.long() * bound) >> 64

    def shuffled(self, count):
        """0 … count − 1 in a random order (Fisher and Yates)."""
        order = list(range(count))
        draws = self.longs(max(count - 1, 0)).tolist()
        for last, draw in zip(range(count - 1, 0, -1), draws):
            other = (draw * (last + 1)) >> 64
            order[last], order[other] = order[other], order[last]
        return order

    def beta(self, alpha):
        """From the symmetric beta distribution, as the share of one gamma draw in the sum of two."""
        one, other = self.gamma(alpha), self.gamma(alpha)
        return one / (one + other) if one + other > 0 else 1.0

    def gamma(self, shape):
        """Marsaglia and Tsang (2000), below 1 by the one above."""
        boost = self.open_unit() ** (1 / shape) if shape < 1 else 1.0
        d = (shape + 1 if shape < 1 else shape) - 1 / 3
        c = 1 / math.sqrt(9 * d)
        while True:
            x = self.normal()
            v = (1 + c * x) ** 3
            if v > 0 and math.log(self.open_unit()) < 0.5 * x * x + d - d * v + d * math.log(v):
                return boost * d * v

    def normal(self):
        """Box and Muller (1958)."""
        length = math.sqrt(-2 * math.log(self.open_unit()))
        return length * math.cos(math.tau * self.open_unit())

    def open_unit(self):
        """Uniform in 0 … 1 without its ends."""
        return ((self.long() >> 12) + 0.5) / (1 << 52)


def units(words):
    """Words as numbers uniform in 0 … 1, with the 24 bits that a float32 holds."""
    return (words >> numpy.uint32(8)).astype(numpy.float32) / numpy.float32(1 << 24)


def around(words, half):
    """Words as numbers uniform in −half … half."""
    half = numpy.float32(half)
    return -half + (half + half) * units(words)


def noise(longs):
    """Numbers of 64 bits as about normal ones: the sum of their eight bytes, brought to mean 0 and deviation 1."""
    sums = longs.astype("<u8").view(numpy.uint8).reshape(-1, 8).sum(1, dtype=numpy.uint32)
    return (sums.astype(numpy.float32) - numpy.float32(1020)) / numpy.float32(209.02)
