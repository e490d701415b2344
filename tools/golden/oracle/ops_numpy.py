"""The functions of keras.ops that NumPy has."""

import numpy as np

from oracle import ops_form
from oracle.ops_form import case, draw, whole


def record():
    return ops_form.record([
        case("arccos", draw(2, 3, low=-0.9, high=0.9)),
        case("arctan2", draw(2, 3), draw(3, seed=1)),
        case("add", draw(2, 3), whole(2, 1)),
        case("logical_and", np.array([True, False, True]), np.array([True, True, False])),
        case("bitwise_xor", whole(5), whole(5, seed=1)),
        case("right_shift", whole(8, low=-99, high=99), whole(8, seed=1, low=0, high=4)),
        case("concatenate", [draw(2, 3), whole(2, 1)], axis=-1),
        case("stack", [draw(2, 3), draw(2, 3, seed=1)], axis=1),
        case("sum", draw(2, 3, 2), axis=(0, -1), keepdims=True),
    ])
