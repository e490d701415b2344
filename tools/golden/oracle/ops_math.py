"""keras.ops of mathematics beyond NumPy: Fourier transforms (complex numbers are pairs), segments, distances."""

import numpy as np

from oracle import ops_form
from oracle.ops_form import case, draw, whole
from oracle.ops_linalg import fixed


def pair(*shape, seed=0):
    return [draw(*shape, seed=seed), draw(*shape, seed=seed + 1)]


def fourier():
    transforms = [case(op, pair(*shape)) for op, shapes in {
        "fft": [(8,), (2, 12), (3, 7), (2, 2, 1)],
        "fft2": [(4, 8), (2, 3, 5)],
        "ifft2": [(4, 4), (2, 6, 5)],
        "irfft": [(5,), (2, 4), (2, 3, 7)],
    }.items() for shape in shapes]
    return transforms + [
        *[case("rfft", draw(*shape)) for shape in [(8,), (2, 9), (2, 2, 30)]],
        *[case("rfft", draw(2, 10), fft_length=n) for n in (6, 10, 13, 16)],
        *[case("irfft", pair(2, 6), fft_length=n) for n in (6, 7, 10, 15)],
    ]


def short_time():
    x = draw(2, 40)
    own = np.linspace(0.5, 1.5, 8).astype("float32")
    settings = [dict(), dict(center=False), dict(window="hamming"), dict(window=None), dict(window=own),
                dict(window=own, center=False)]
    cases = [case("stft", x, sequence_length=8, sequence_stride=4, fft_length=n, **each)
             for each in settings for n in (8, 12)]
    inverse = [dict(), dict(center=False), dict(window="hamming", length=18), dict(window=None), dict(window=own),
               dict(length=10)]
    cases += [case("istft", pair(2, 6, n // 2 + 1), sequence_length=8, sequence_stride=3, fft_length=n, **each)
              for each in inverse for n in (8, 11)]
    return cases


def mathematics():
    ids = np.array([2, 0, 1, 0, 2, 4], "int32")
    rows = draw(6, 3)
    predictions = draw(4, 5)
    # JAX has no gradient of products.
    segments = [case(f"segment_{kind}", data, ids, num_segments=5, gradient=gradient)
                for kind, gradient in (("sum", None), ("prod", False), ("max", None), ("min", None))
                for data in (rows, draw(6, seed=1))]
    return segments + [
        case("segment_sum", rows, np.sort(ids), num_segments=5, sorted=True),
        case("segment_max", rows, np.sort(ids), num_segments=6, sorted=True),
        case("segment_min", rows, np.sort(ids), num_segments=5, sorted=True),
        case("segment_prod", rows, np.sort(ids), num_segments=5, sorted=True, gradient=False),
        case("segment_max", whole(6, 2), ids, num_segments=5),
        case("cdist", draw(3, 4), draw(5, 4, seed=1)),
        case("cdist", draw(2, 3, 4), draw(2, 2, 4, seed=1)),
        case("erf", draw(3, 4)),
        case("erfc", draw(3, 4)),
        case("erfc", draw(12, low=-6, high=6)),
        case("erfinv", draw(3, 4, low=-0.95, high=0.95)),
        case("rsqrt", draw(3, 4, low=0.1, high=4)),
        case("extract_sequences", draw(10), sequence_length=4, sequence_stride=2),
        case("extract_sequences", draw(2, 3, 11), sequence_length=3, sequence_stride=4),
        case("in_top_k", np.array([1, 0, 4, 2], "int32"), predictions, k=2, gradient=False),
        case("in_top_k", np.array([1, 0, 4, 2], "int32"), predictions, k=4, gradient=False),
        case("logsumexp", draw(3, 4)),
        case("logsumexp", draw(3, 4), axis=-1),
        case("logsumexp", draw(2, 3, 4), axis=(0, 2), keepdims=True),
        case("top_k", draw(3, 6), k=2),
        case("top_k", draw(7), k=3, sorted=True),
        fixed("view_as_complex", lambda z: (z.real, z.imag), draw(3, 2)),
        fixed("view_as_complex", lambda z: (z.real, z.imag), draw(2, 3, 2)),
        of_pair("view_as_real", pair(3)),
        of_pair("view_as_real", pair(2, 3)),
    ]


def of_pair(op, parts):
    """A function of a complex tensor, which a file holds as two."""
    plain = ops_form.function
    ops_form.function = lambda name: lambda both: plain(name)(both[0] + 1j * both[1])
    try:
        return case(op, parts)
    finally:
        ops_form.function = plain


def record():
    return ops_form.record(fourier() + short_time() + mathematics())
