"""Functions of keras.utils that need neither TensorFlow nor PyTorch."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng

SEQUENCES = [[1], [2, 3], [4, 5, 6], [7, 8, 9, 10]]
PADDING = [{}, {"maxlen": 3}, {"maxlen": 6}, {"padding": "post"}, {"truncating": "post", "maxlen": 2},
           {"padding": "post", "truncating": "post", "maxlen": 3}, {"value": 9.0},
           {"dtype": "float32", "value": 0.5, "maxlen": 3}]
NORMS = [{}, {"axis": 0}, {"order": 1}, {"order": 3, "axis": 1}, {"order": 1, "axis": 0}]


def padded(args):
    return {"function": "pad_sequences", "args": args, "sequences": SEQUENCES,
            "expected": json_form.tensor(keras.utils.pad_sequences(SEQUENCES, **args))}


def categorical(labels, args):
    labels = np.array(labels, "int32")
    expected = keras.utils.to_categorical(labels, **args)
    return {"function": "to_categorical", "args": args, "x": json_form.tensor(labels),
            "expected": json_form.tensor(np.float32(expected))}


def normalized(args):
    x = cast(rng(1).normal(size=(3, 4)))
    return {"function": "normalize", "args": args, "x": json_form.tensor(x),
            # Arrays of NumPy take another way there, on which axis 0 fails.
            "expected": json_form.tensor(keras.utils.normalize(keras.ops.convert_to_tensor(x), **args))}


def record():
    cases = [padded(args) for args in PADDING] + [normalized(args) for args in NORMS]
    cases += [categorical([0, 2, 1], {}), categorical([0, 2, 1], {"num_classes": 5}),
              categorical([[1, 0], [2, 2]], {"num_classes": 3}), categorical([[1], [0]], {"num_classes": 2})]
    return {"keras": keras.__version__, "cases": cases}
