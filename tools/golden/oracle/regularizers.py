"""Regularizers: value and gradient."""

import jax
import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng


def record():
    x = cast(rng(1).normal(size=(4, 3)))
    x[1, 2] = 0
    forms = [("L1", {}), ("L1", {"l1": 0.2}), ("L2", {}), ("L2", {"l2": 0.3}), ("L1L2", {}),
             ("L1L2", {"l1": 0.1, "l2": 0.05})]
    return {"keras": keras.__version__,
            "cases": [case({"class": kind, "args": args}, getattr(keras.regularizers, kind)(**args), x)
                      for kind, args in forms]
            + [case({"string": name}, keras.regularizers.get(name), x) for name in ["l1", "l2", "l1l2"]]}


def case(form, regularizer, x):
    value, gradient = jax.value_and_grad(lambda w: jax.numpy.sum(regularizer(w)))(x)
    return {**form, "x": json_form.tensor(x), "expected": json_form.tensor(np.asarray(value)),
            "gradient": json_form.tensor(gradient)}
