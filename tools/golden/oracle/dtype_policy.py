"""What a dtype policy's name says, and in which type two others meet."""

import keras
from keras.src.backend.common import dtypes

POLICIES = ["float32", "float64", "bfloat16", "float16", "mixed_bfloat16", "mixed_float16", "int32", "uint8"]
TYPES = ["bool", "uint8", "int32", "int64", "bfloat16", "float16", "float32", "float64"]


def policy(name):
    made = keras.DTypePolicy(name)
    return {"class": "DTypePolicy", "args": {"name": name}, "compute_dtype": made.compute_dtype,
            "variable_dtype": made.variable_dtype}


def meeting(a, b):
    """By the lattice itself: `result_type` on JAX makes 32 bits of 64."""
    return [a, b, dtypes._least_upper_bound(a, b)]


def record():
    return {"keras": keras.__version__, "models": [policy(name) for name in POLICIES],
            "promotions": [meeting(a, b) for a in TYPES for b in TYPES]}
