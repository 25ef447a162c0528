"""Writes results.bin: what numpy and ml_dtypes make of operations on f16, bf16 and f32.

Operands are drawn by SplitMix64, as RoundingTests.swift draws them again; results alone are stored.
"""
import numpy as np
import ml_dtypes

MASK = (1 << 64) - 1
FORMATS = [  # type, bits as, width, digits behind the point, bias
    (np.float16, np.uint16, 16, 10, 15),
    (ml_dtypes.bfloat16, np.uint16, 16, 7, 127),
    (np.float32, np.uint32, 32, 23, 127),
]


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)


def pattern(random, width, digits, bias):
    """Any bits; or with an exponent near 0; or with the least exponents, subnormal ones included."""
    r = random.next()
    kind, bits, choice = r >> 61, r & ((1 << width) - 1), r >> 40
    if kind < 3:
        return bits
    exponent = bias - 8 + (choice & 15) if kind < 7 else choice & 1
    field = ((1 << (width - 1 - digits)) - 1) << digits
    return (bits & ~field) | (exponent << digits)


def numbers(random, count, form):
    kind, raw, width, digits, bias = form
    return np.array([pattern(random, width, digits, bias) for _ in range(count)], raw).view(kind)


def doubles(random, count, form):
    """A midpoint of two neighbours, a double next to one, or one in between."""
    kind, raw, width, digits, bias = form
    result = []
    for _ in range(count):
        bits = pattern(random, width, digits, bias)
        pair = np.array([bits, (bits + 1) & ((1 << width) - 1)], raw).view(kind)
        a, b = (float(x) for x in pair.astype(np.float64))
        choice, share = random.next() & 3, (random.next() >> 11) * 2.0**-53
        middle = a + (b - a) / 2
        result.append(
            [middle, np.nextafter(middle, np.inf), np.nextafter(middle, -np.inf),
             a + (b - a) * share][choice])
    return np.array(result)


def main():
    np.seterr(all="ignore")
    random = SplitMix64(2020)
    with open("results.bin", "wb") as file:
        for form in FORMATS:
            little = "<u2" if form[2] == 16 else "<u4"

            def write(values):
                file.write(values.view(form[1]).astype(little).tobytes())

            for operation, count in [(np.add, 6000), (np.subtract, 4000), (np.multiply, 6000),
                                     (np.divide, 6000)]:
                a, b = numbers(random, count, form), numbers(random, count, form)
                write(operation(a, b))
            write(np.sqrt(numbers(random, 4000, form)))
            write(doubles(random, 5000, form).astype(form[0]))
            a, b = numbers(random, 2000, form), numbers(random, 2000, form)
            file.write(np.packbits((a < b) * 1, bitorder="little").tobytes())
            file.write(np.packbits((a == b) * 1, bitorder="little").tobytes())
        for source in FORMATS:
            for target in FORMATS:
                if source[0] is not target[0]:
                    values = numbers(random, 1000, source).astype(target[0])
                    little = "<u2" if target[2] == 16 else "<u4"
                    file.write(values.view(target[1]).astype(little).tobytes())


main()
