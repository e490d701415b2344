"""How a case of keras.ops is written: `case("arctan2", y, x)`, `case("sum", x, axis=-1, keepdims=True)`.

Positional arrays are inputs (a list of arrays counts as several), keyword arguments stay under Python's names. A keyword
that is an array becomes one more input, and `{"input": its number}` in `args`.
"""

import functools
import zlib

import jax
import keras
import numpy as np

from oracle import json_form
from oracle.cases import rng

KINDS = {"float64": "float32", "int64": "int32"}  # what numpy makes of Python's numbers


def array(value):
    """`value` as an array of a type that Keras' default configuration has."""
    value = np.asarray(value)
    return value.astype(KINDS.get(value.dtype.name, value.dtype.name))


def draw(*shape, seed=0, low=-2.0, high=2.0):
    """Uniform float32 numbers, the same for the same arguments."""
    return rng(seed).uniform(low, high, shape).astype("float32")


def whole(*shape, seed=0, low=-5, high=6, dtype="int32"):
    """Integers from low to high - 1."""
    return rng(seed).integers(low, high, shape).astype(dtype)


def tensor(value):
    form = json_form.tensor(value)
    name = np.asarray(value).dtype.name
    return form if name == "float32" else {"shape": form["shape"], "dtype": name, "values": form["values"]}


def written(value):
    """A Python argument in JSON: a slice is [start, stop, step]."""
    if isinstance(value, slice):
        return [value.start, value.stop, value.step]
    return [written(each) for each in value] if isinstance(value, (tuple, list)) else value


def function(op):
    """The function exported as keras.ops.<op>."""
    if op == "einsum":  # takes its subscripts by position only
        return lambda *operands, subscripts: keras.ops.einsum(subscripts, *operands)
    return functools.reduce(getattr, op.split("."), keras.ops)


def flat(result):
    if isinstance(result, (tuple, list)):
        return [part for each in result for part in flat(each)]
    return [array(result) if np.isscalar(result) else keras.ops.convert_to_tensor(result)]


def is_float(value):
    return jax.numpy.issubdtype(value.dtype, jax.numpy.floating)


def case(op, *inputs, gradient=None, tolerance=None, reason=None, **args):
    """One case. Gradients are those of sum(output * cotangent) over the floating outputs, by all floating inputs, or by
    the inputs whose numbers `gradient` lists (False or []: by none)."""
    arrays, spread = [], []
    for each in inputs:
        several = isinstance(each, list) and len(each) > 0 and isinstance(each[0], np.ndarray)
        spread.append(len(each) if several else None)
        arrays += [array(part) for part in each] if several else [array(each)]
    count = len(arrays)
    named, shown = {}, {}
    for key, value in args.items():
        if isinstance(value, np.ndarray):
            named[key], shown[key] = len(arrays), {"input": len(arrays)}
            arrays.append(array(value))
        else:
            shown[key] = written(value)
    plain = {key: value for key, value in args.items() if key not in named}

    def call(*values):
        positional, next_value = [], iter(values[:count])
        for size in spread:
            positional.append(next(next_value) if size is None else [next(next_value) for _ in range(size)])
        return flat(function(op)(*positional, **plain, **{key: values[i] for key, i in named.items()}))

    values = [keras.ops.convert_to_tensor(each) for each in arrays]
    outputs = call(*values)
    form = {"op": op, "args": shown, "inputs": [tensor(each) for each in arrays],
            "outputs": [tensor(each) for each in outputs]}
    chosen = [i for i, each in enumerate(arrays) if each.dtype.kind == "f"] if gradient is None else gradient or []
    if chosen and any(is_float(each) for each in outputs):
        form.update(gradients(call, values, outputs, chosen, zlib.crc32(op.encode())))
    if tolerance is not None:
        form.update({"tolerance": tolerance, "reason": reason})
    return form


def gradients(call, values, outputs, chosen, seed):
    random = rng(seed)
    cotangents = [random.uniform(-1, 1, each.shape).astype("float32") if is_float(each) else None for each in outputs]

    def floating(*some):
        full = list(values)
        for i, value in zip(chosen, some):
            full[i] = value
        return [each for each in call(*full) if is_float(each)]

    _, pull = jax.vjp(floating, *[values[i] for i in chosen])
    found = pull([np.asarray(each) for each in cotangents if each is not None])
    for each in found:
        assert np.isfinite(each).all(), ("a gradient is not finite: choose other inputs or gradient=False", found)
    return {"cotangents": [None if each is None else tensor(each) for each in cotangents],
            "input_gradients": {str(i): tensor(each) for i, each in zip(chosen, found)}}


def record(cases):
    return {"keras": keras.__version__, "cases": cases}
