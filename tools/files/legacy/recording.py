"""What all generators share: where files go, and how inputs and outputs are recorded beside them."""

import json
import os
import sys

import numpy as np

PLACE = sys.argv[1] if len(sys.argv) > 1 else "keras/src/test/resources/files/legacy"


def path(name):
    os.makedirs(PLACE, exist_ok=True)
    return os.path.join(PLACE, name + ".h5")


def array(value):
    value = np.asarray(value)
    kind = "int32" if value.dtype.kind in "iub" else "float32"
    numbers = [int(v) if kind == "int32" else float(np.float32(v)) for v in value.ravel()]
    return {"shape": list(value.shape), "dtype": kind, "values": numbers}


def record(name, made_by, inputs, outputs, **more):
    """Writes `name`.json: what the model of `name`.h5 is given and what its own software answers."""
    for value in outputs:
        assert np.all(np.isfinite(np.asarray(value, dtype="float64"))), name
        # A file whose answer does not depend on its weights proves nothing.
        assert np.asarray(value).size == 1 or np.ptp(np.asarray(value, dtype="float64")) > 0, name
    told = {"made_by": made_by, "inputs": [array(x) for x in inputs], "outputs": [array(y) for y in outputs], **more}
    text = json.dumps(told, separators=(",", ":"))
    with open(path(name)[:-3] + ".json", "w", encoding="utf8") as out:
        out.write(text + "\n")
    print(f"{name}: {os.path.getsize(path(name))} + {len(text)} bytes")


def numbers(rng, *shape):
    """Weights and inputs of few digits, so that the recordings stay small."""
    return (np.round(rng.uniform(-1, 1, shape) * 64) / 64).astype("float32")
