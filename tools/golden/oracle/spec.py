"""The vocabulary in which golden models are described: nodes, compile settings and batches."""

import numpy as np

SIZES = (8, 8, 8, 8, 5)


def node(layer, name, inputs=None, **args):
    form = {"name": name, "layer": layer}
    if args:
        form["args"] = args
    if inputs is not None:
        form["inputs"] = inputs
    return form


def shared(first, name, inputs):
    """A second call of the layer that the node `first` holds."""
    return {"name": name, "shares": first, "inputs": inputs}


def entry(name, *shape, dtype=None):
    return node("Input", name, shape=list(shape), **({"dtype": dtype} if dtype else {}))


def of(kind, /, **args):
    return {"class": kind, "args": args} if args else {"class": kind}


def sequential(name, *nodes):
    return {"name": name, "kind": "sequential", "nodes": list(nodes)}


def functional(name, inputs, outputs, *nodes):
    return {"name": name, "kind": "functional", "inputs": inputs, "outputs": outputs, "nodes": list(nodes)}


def batches(draw, sizes=SIZES):
    """One batch per size; `draw(rng, n)` gives {"inputs", "targets", ...} with n rows."""
    return lambda rng: [draw(rng, n) for n in sizes]


def normal(rng, *shape):
    return rng.normal(size=shape).astype("float32")


def uniform(rng, low, high, *shape):
    return rng.uniform(low, high, shape).astype("float32")


def labels(rng, classes, *shape):
    return rng.integers(0, classes, shape).astype("int32")


def one_hot(rng, classes, n):
    return np.eye(classes, dtype="float32")[rng.integers(0, classes, n)]


def pair(x_name, x, y_name, y, weights=None):
    form = {"inputs": {x_name: x}, "targets": {y_name: y}}
    if weights is not None:
        form["sample_weights"] = {y_name: weights}
    return form
