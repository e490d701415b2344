"""Activations, initializers without chance and regularizers that the other modules leave out."""

import keras
import numpy as np

from oracle import activations, json_form
from oracle.cases import cast, differentiated, floats, rng
from oracle.regularizers import case as regularizer_case

# No kink of any function lies on these, where Keras' back ends do not agree on a gradient.
GRID = floats([-30, -12, -8.5, -6.1, -4.25, -3.01, -2.99, -2, -1.5, -1.01, -0.99, -0.75, -0.51, -0.49, -0.25, -0.1,
               -1e-3, -1e-6, 1e-6, 1e-3, 0.1, 0.25, 0.49, 0.51, 0.75, 0.99, 1.01, 1.5, 2, 2.99, 3.01, 4.25, 5.9, 6.1,
               8.5, 12, 30])
FUNCTIONS = [("relu6", {}), ("elu", {}), ("elu", {"alpha": 0.4}), ("selu", {}), ("celu", {}), ("celu", {"alpha": 0.6}),
             ("softplus", {}), ("softsign", {}), ("squareplus", {}), ("squareplus", {"b": 2.0}), ("soft_shrink", {}),
             ("soft_shrink", {"threshold": 0.8}), ("sparse_plus", {}), ("silu", {}), ("tanh_shrink", {}),
             ("threshold", {"threshold": 0.3, "default_value": -0.7}), ("sparse_sigmoid", {}), ("exponential", {}),
             ("hard_sigmoid", {}), ("hard_silu", {}), ("hard_tanh", {}), ("hard_shrink", {}),
             ("hard_shrink", {"threshold": 0.8}), ("mish", {}), ("log_sigmoid", {})]
ALONG = [("glu", {}), ("glu", {"axis": 1}), ("log_softmax", {}), ("log_softmax", {"axis": 1}), ("sparsemax", {}),
         ("sparsemax", {"axis": 1})]
PENALTIES = [{}, {"factor": 0.3}, {"factor": 0.2, "mode": "columns"}, {"factor": 0.5, "mode": "rows"}]
FIRST = [("Identity", {}, (3, 3)), ("Identity", {"gain": 0.5}, (2, 4)), ("Identity", {"gain": 2.0}, (4, 2)),
         ("STFT", {}, (8, 1, 5)), ("STFT", {"side": "imag"}, (7, 1, 9)),
         ("STFT", {"window": "hamming", "scaling": "spectrum", "periodic": True}, (6, 1, 5)),
         ("STFT", {"window": "blackman", "scaling": "spectrum"}, (6, 1, 4)), ("STFT", {"window": None}, (5, 1, 3)),
         ("STFT", {"scaling": None, "side": "imag", "periodic": True}, (8, 1, 5))]


def record():
    x = rng(1).normal(size=(2, 4, 6)) * 2
    matrix = cast(rng(2).normal(size=(4, 3)))
    return {"keras": keras.__version__,
            "activations": [activations.case(name, args, GRID) for name, args in FUNCTIONS]
            + [along(name, args, x) for name, args in ALONG],
            "regularizers": [regularizer_case({"class": "OrthogonalRegularizer", "args": args},
                                              keras.regularizers.OrthogonalRegularizer(**args), matrix)
                             for args in PENALTIES],
            "initializers": [first(*form) for form in FIRST]}


def along(name, args, x):
    """As activations.case, for functions whose result may have another shape."""
    x = cast(x)
    function = getattr(keras.activations, name)
    cotangent = cast(rng(2).uniform(-1, 1, function(x, **args).shape))
    value, gradient = differentiated(lambda z: function(z, **args), x, cotangent)
    return {"function": name, "args": args, "x": json_form.tensor(x), "expected": json_form.tensor(value),
            "cotangent": json_form.tensor(cotangent), "gradient": json_form.tensor(gradient)}


def first(kind, args, shape):
    values = np.asarray(getattr(keras.initializers, kind)(**args)(shape))
    return {"class": kind, "args": args, "expected": json_form.tensor(values)}
