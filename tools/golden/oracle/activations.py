"""Activations: a grid, both infinities' neighbourhoods, the kinks, and the gradient for a given cotangent."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, differentiated, floats, rng

GRID = floats([-100, -30, -12, -8.5, -6, -4.25, -3, -2, -1.5, -1, -0.75, -0.5, -0.25, -0.1, -1e-3, -1e-6, 0,
               1e-6, 1e-3, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4.25, 5.9, 6.1, 8.5, 12, 30, 100])


def record():
    cases = []
    for name, args in [("linear", {}), ("relu", {}), ("relu", {"negative_slope": 0.1}), ("relu", {"max_value": 6.0}),
                       ("relu", {"threshold": 1.25}),
                       ("relu", {"negative_slope": 0.3, "max_value": 2.5, "threshold": -0.6}),
                       ("leaky_relu", {}), ("leaky_relu", {"negative_slope": 0.01}), ("sigmoid", {}), ("tanh", {}),
                       ("gelu", {}), ("gelu", {"approximate": True})]:
        cases.append(case(name, args, GRID))
    x = rng(1).normal(size=(3, 4, 5)) * 4
    for args in [{}, {"axis": 1}, {"axis": 0}, {"axis": [1, 2]}]:
        cases.append(case("softmax", args, x))
    cases.append(case("softmax", {}, floats([[1000, 999, -1000], [0, 0, 0], [-1e30, 0, 1e30], [88, 89, 90]])))
    cases.append(case("softmax", {}, floats([[3.0], [-2.0]])))
    return {"keras": keras.__version__, "cases": cases}


def case(name, args, x):
    x = cast(x)
    cotangent = cast(rng(2).uniform(-1, 1, x.shape))
    function = getattr(keras.activations, name)
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in args.items()}
    value, gradient = differentiated(lambda z: function(z, **given), x, cotangent)
    return {"function": name, "args": args, "x": json_form.tensor(x), "expected": json_form.tensor(value),
            "cotangent": json_form.tensor(cotangent), "gradient": json_form.tensor(gradient)}
