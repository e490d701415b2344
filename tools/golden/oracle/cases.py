"""What the per-function families share: a seeded generator, the run's float type, and values with their gradient."""

import jax
import keras
import numpy as np

from oracle import json_form


def rng(seed):
    return np.random.default_rng(seed)


def cast(array):
    """float32 data in the run's float type (float64 in a twin run); integers and booleans as they are."""
    array = np.asarray(array)
    if array.dtype.kind != "f":
        return array
    return array.astype("float32").astype(keras.config.floatx())


def differentiated(function, x, cotangent):
    """function(x) and the gradient of sum(function(x) * cotangent) by x."""
    value, pull = jax.vjp(function, x)
    return value, pull(np.asarray(cotangent, value.dtype).reshape(value.shape))[0]


def scalar_or_tensor(value):
    return json_form.tensor(np.asarray(value))


def floats(value):
    return np.array(value, "float32")
