"""Writes the models of families.py with real Keras, what they predict, and what ten steps of training make of them.

    KERAS_BACKEND=jax python tools/files/write_models.py keras/src/test/resources/files/keras [name ...]
"""

import base64
import json
import os
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "jax")

import h5py
import keras
import numpy as np

from families import FAMILIES

STEPS = 10


def array(x):
    x = np.asarray(x)
    plain = x.astype("float32") if x.dtype.kind == "f" or x.dtype.name == "bfloat16" else x.astype("int32")
    return {
        "dtype": x.dtype.name,
        "shape": list(x.shape),
        "data": base64.b64encode(plain.tobytes()).decode(),
    }


def arrays(x):
    if isinstance(x, dict):
        return {key: array(value) for key, value in x.items()}
    return [array(each) for each in (x if isinstance(x, (list, tuple)) else [x])]


def tables(model):
    """Every dataset of the file that save_weights writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "after.weights.h5")
        model.save_weights(path)
        found = {}
        with h5py.File(path) as file:
            def note(name, item):
                if isinstance(item, h5py.Dataset):
                    value = item[()]
                    if item.attrs.get("dtype") == "bfloat16":
                        value = (np.frombuffer(value.tobytes(), "uint16").astype("uint32") << 16).view("float32").reshape(value.shape)
                    found[name] = array(value)
            file.visititems(note)
        return found


def write(name, folder):
    build, steps, tolerance = FAMILIES[name]
    keras.utils.set_random_seed(7)
    keras.backend.clear_session()
    model, x, y = build()
    # Two steps before saving, so that the optimizer has a state.
    if steps:
        for _ in range(2):
            model.train_on_batch(x, y)
    model.save(os.path.join(folder, name + ".keras"))
    model = keras.models.load_model(os.path.join(folder, name + ".keras"))
    record = {"inputs": arrays(x), "targets": arrays(y), "predictions": arrays(model.predict_on_batch(x))}
    if tolerance:
        record["tolerance"] = tolerance
    if steps:
        record["losses"] = []
        for _ in range(STEPS):
            logs = model.train_on_batch(x, y, return_dict=True)
            record["losses"].append(float(logs["loss"]))
        record["after"] = tables(model)
    with open(os.path.join(folder, name + ".json"), "w") as file:
        json.dump(record, file, separators=(",", ":"))


def main():
    folder, names = sys.argv[1], sys.argv[2:] or list(FAMILIES)
    os.makedirs(folder, exist_ok=True)
    for name in names:
        try:
            write(name, folder)
            print("wrote", name, flush=True)
        except Exception as refused:
            print("FAILED", name, type(refused).__name__, str(refused)[:300], flush=True)


main()
