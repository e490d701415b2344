"""Every option of the random initializers: the facts that any stream of numbers must show."""

import math

import keras

from oracle.initializers import TRUNCATED, fans, witnessed

NAMED = {"Glorot": (1.0, "fan_avg"), "He": (2.0, "fan_in"), "Lecun": (1.0, "fan_in")}
SHAPES = [[150, 200], [3, 3, 20, 30]]
AXES = [([300, 10, 20], [0], [1, 2]), ([40, 25, 30], [0, 1], [2])]


def variance(scale, mode, fan_in, fan_out):
    fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode]
    return math.sqrt(scale / fan)


def spread(distribution, stddev):
    """What is true of numbers of this standard deviation."""
    bounds = {"uniform": math.sqrt(3) * stddev, "truncated_normal": 2 * stddev / TRUNCATED}
    form = {"distribution": distribution.replace("untruncated_", ""), "stddev": stddev}
    return {**form, "bound": bounds[distribution]} if distribution in bounds else form


def named():
    for family, (scale, mode) in NAMED.items():
        for form, distribution in [("Normal", "truncated_normal"), ("Uniform", "uniform")]:
            for shape in SHAPES:
                yield (f"{family}{form}", {"seed": 3}, shape, spread(distribution, variance(scale, mode, *fans(shape))))
            for shape, first, last in AXES:
                sizes = [math.prod(shape[axis] for axis in axes) for axes in (first, last)]
                yield (f"{family}{form}", {"input_axes": first, "output_axes": last}, shape,
                       spread(distribution, variance(scale, mode, *sizes)))


def scaling():
    for mode in ["fan_in", "fan_out", "fan_avg"]:
        for distribution in ["truncated_normal", "untruncated_normal", "uniform"]:
            args = {"scale": 0.5, "mode": mode, "distribution": distribution}
            yield "VarianceScaling", args, SHAPES[0], spread(distribution, variance(0.5, mode, *fans(SHAPES[0])))
    yield "VarianceScaling", {}, SHAPES[1], spread("truncated_normal", variance(1, "fan_in", *fans(SHAPES[1])))
    shape, first, last = AXES[0]
    yield ("VarianceScaling", {"input_axes": first, "output_axes": last, "mode": "fan_out", "seed": 5}, shape,
           spread("truncated_normal", variance(1, "fan_out", 300, 200)))


def plain():
    shape = [200, 150]
    yield ("RandomNormal", {"mean": 0.5, "stddev": 0.2, "seed": 2}, shape,
           {"mean": 0.5, **spread("untruncated_normal", 0.2)})
    yield "RandomNormal", {"stddev": 0.1}, shape, spread("untruncated_normal", 0.1)
    yield ("TruncatedNormal", {"mean": -0.3, "stddev": 0.1, "seed": 2}, shape,
           {"mean": -0.3, "distribution": "truncated_normal", "stddev": 0.1 * TRUNCATED, "bound": 0.2})
    yield ("RandomUniform", {"minval": 0.5, "maxval": 2.0, "seed": 2}, shape,
           {"mean": 1.25, "distribution": "uniform", "stddev": 1.5 / math.sqrt(12), "bound": 0.75})
    yield ("RandomUniform", {"minval": -1.0, "maxval": 0.0}, shape,
           {"mean": -0.5, "distribution": "uniform", "stddev": 1 / math.sqrt(12), "bound": 0.5})


def case(kind, args, shape, facts):
    """`bound` is how far numbers go from `mean`; Keras' own sample must agree."""
    mean = facts.get("mean", 0.0)
    centred = {"class": kind, "args": args, "shape": shape, "mean": mean, **facts}
    if mean == 0:
        return witnessed(centred)
    sample = getattr(keras.initializers, kind)(**{"seed": 7, **args})(tuple(shape))
    assert abs(float(sample.mean()) - mean) < 5 * facts["stddev"] / math.sqrt(sample.size), centred
    return centred


def orthogonal():
    """Facts alone: columns, or rows where there are fewer, at right angles and of length `gain`."""
    for gain, shape in [(1.0, [6, 4]), (0.5, [4, 6]), (2.0, [3, 2, 5]), (1.5, [2, 2, 2, 9])]:
        values = keras.initializers.Orthogonal(gain=gain, seed=4)(tuple(shape))
        matrix = keras.ops.reshape(values, (-1, shape[-1]))
        product = matrix @ matrix.T if matrix.shape[0] < matrix.shape[1] else matrix.T @ matrix
        assert float(abs(product - gain ** 2 * keras.ops.eye(product.shape[0])).max()) < 1e-5
        yield {"class": "Orthogonal", "args": {"gain": gain, "seed": 4}, "shape": shape, "rows": list(matrix.shape)}


def record():
    return {"keras": keras.__version__, "cases": [case(*c) for c in [*named(), *scaling(), *plain()]],
            "orthogonal": list(orthogonal())}
