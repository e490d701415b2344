"""Layers that merge, activate or regularize: awkward shapes, masks, and what they add to the loss."""

import numpy as np

from oracle.layer_cases import draw, record as written

MASKS = [np.array(m, bool) for m in ([[1, 1, 0], [0, 1, 0]], [[1, 0, 0], [1, 1, 0]], [[0, 0, 1], [1, 1, 0]])]


def merging():
    for kind in ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"]:
        pair = [draw(1, 2, 3, 4), draw(2, 2, 3, 4)]
        third = [] if kind == "Subtract" else [draw(3, 2, 3, 4)]
        yield kind, {}, [draw(4, 3, 2), draw(5, 3, 2)]
        yield kind, {}, [*pair, *third]
        yield kind, {}, [draw(6, 2, 3, 4), draw(7, 2, 1, 4)]
        yield kind, {}, [draw(6, 2, 3, 4), draw(7, 2, 4)]
        yield kind, {}, [draw(6, 2, 4), draw(7, 2, 3, 2, 1)]
        yield kind, {}, pair, False, MASKS[:2]
        yield kind, {}, pair, False, [MASKS[0], None]
        yield kind, {}, pair, False, [None, MASKS[1]]
        if third:
            yield kind, {}, pair + third, False, MASKS
            yield kind, {}, pair + third, False, [MASKS[0], None, MASKS[2]]


def dots():
    yield "Dot", {"axes": 1}, [draw(1, 3, 4), draw(2, 3, 4)]
    yield "Dot", {"axes": -1}, [draw(1, 3, 4), draw(2, 3, 2, 4)]
    yield "Dot", {"axes": 1}, [draw(1, 2, 4, 3), draw(2, 2, 4)]
    yield "Dot", {"axes": [1, 2]}, [draw(1, 2, 3, 5), draw(2, 2, 4, 3)]
    yield "Dot", {"axes": [2, 1]}, [draw(1, 2, 3, 5), draw(2, 2, 5, 4)]
    yield "Dot", {"axes": [-1, -2]}, [draw(1, 2, 3, 5), draw(2, 2, 5, 4)]
    yield "Dot", {"axes": [2, 3]}, [draw(1, 2, 2, 3, 2), draw(2, 2, 2, 1, 3)]
    yield "Dot", {"axes": 1, "normalize": True}, [draw(1, 3, 4), draw(2, 3, 4)]
    yield "Dot", {"axes": [2, 1], "normalize": True}, [draw(1, 2, 3, 5), draw(2, 2, 5, 4)]
    yield "Dot", {"axes": 2}, [draw(1, 2, 3, 4), draw(2, 2, 3, 4)], False, MASKS[:2]


def activations():
    for args in [{}, {"alpha": 0.3}, {"alpha": 2.0}, {"alpha": 0.0}]:
        yield "ELU", args, [draw(1, 3, 5) * 3]
    yield "ELU", {}, [np.array([[-1000.0, -1e-4, 1e-4, 1000.0]])]
    yield "ELU", {}, [draw(1, 2, 3, 4)], False, [MASKS[0]]
    yield "PReLU", {}, [draw(1, 3, 5)]
    yield "PReLU", {"shared_axes": [1]}, [draw(1, 2, 3, 4)]
    yield "PReLU", {"shared_axes": [1, 2]}, [draw(1, 2, 3, 4, 2)]
    yield "PReLU", {"shared_axes": [2]}, [draw(1, 2, 3, 4)]
    yield "PReLU", {"alpha_initializer": "ones"}, [draw(1, 2, 3, 4)], False, [MASKS[0]]


def regularization():
    for args in [{}, {"l1": 0.5}, {"l2": 0.25}, {"l1": 0.1, "l2": 2.0}]:
        yield "ActivityRegularization", args, [draw(1, 3, 2)]
    yield "ActivityRegularization", {"l1": 0.5, "l2": 0.5}, [draw(1, 2, 3, 4)], True
    for kind, shape in [("SpatialDropout1D", (2, 3, 2)), ("SpatialDropout2D", (2, 2, 2, 2)),
                        ("SpatialDropout3D", (1, 2, 2, 2, 2)), ("GaussianDropout", (3, 2)), ("AlphaDropout", (3, 2))]:
        yield kind, {"rate": 0.5}, [draw(1, *shape)]
        yield kind, {"rate": 0.0}, [draw(1, *shape)], True
    yield "GaussianNoise", {"stddev": 0.5}, [draw(1, 3, 2)]
    yield "GaussianNoise", {"stddev": 0.0}, [draw(1, 3, 2)], True


def core():
    yield "Identity", {}, [draw(1, 3, 2)]
    yield "Identity", {}, [draw(1, 2, 3, 2)], False, [MASKS[0]]
    steps = draw(1, 2, 3, 2)
    steps[0, 1] = 0
    steps[1, 2] = [0, 1]
    steps[1, 0] = 1
    for args in [{}, {"mask_value": 0.0}, {"mask_value": 1.0}, {"mask_value": -2.5}]:
        yield "Masking", args, [steps]


def record():
    return written([*merging(), *dots(), *activations(), *regularization(), *core()])
