"""Opens models that were written here with real Keras: predictions within 1e-5, weights and the optimizer's state after
ten further steps of training within 1e-4 of what the records beside them say.

    KERAS_BACKEND=jax python tools/files/models/check_models.py FOLDER [--records FOLDER] [--report FILE] [name ...]
"""

import argparse
import base64
import glob
import json
import os
import tempfile
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")

import h5py
import keras
import numpy as np

PREDICTIONS = 1e-5
TRAINED = 1e-4
NARROW = {"bfloat16": 0.02, "float16": 0.005}


def array(record):
    narrow = record["dtype"]
    plain = "float32" if "float" in narrow else "int32"
    values = np.frombuffer(base64.b64decode(record["data"]), plain).reshape(record["shape"])
    return values if narrow == "bfloat16" else values.astype(narrow)


def arrays(record):
    if isinstance(record, dict):
        return {key: array(value) for key, value in record.items()}
    found = [array(each) for each in record]
    return found[0] if len(found) == 1 else found


def flat(outputs):
    return list(outputs.values()) if isinstance(outputs, dict) else list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]


def distance(actual, expected):
    actual, expected = np.asarray(actual, "float64"), np.asarray(expected, "float64")
    if actual.shape != expected.shape:
        return float("inf")
    return float(np.max(np.abs(actual - expected)) / max(1.0, np.max(np.abs(expected)))) if actual.size else 0.0


def tables(model):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "after.weights.h5")
        model.save_weights(path)
        found = {}
        with h5py.File(path) as file:
            def note(name, item):
                if isinstance(item, h5py.Dataset):
                    value = item[()]
                    if item.attrs.get("dtype") == "bfloat16":
                        bits = np.frombuffer(value.tobytes(), "uint16").astype("uint32") << 16
                        value = bits.view("float32").reshape(value.shape)
                    found[name] = value
            file.visititems(note)
        return found


def check(path, record):
    keras.backend.clear_session()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        model = keras.models.load_model(path)
        told = [str(each.message) for each in warned if "saving" in str(each.filename) or "kip" in str(each.message)]
    x, y = arrays(record["inputs"]), arrays(record["targets"])
    expected = arrays(record["predictions"])
    predicted = model.predict_on_batch(x)
    if isinstance(expected, dict):
        near = max(distance(predicted[key], expected[key]) for key in expected)
    else:
        near = max(distance(a, b) for a, b in zip(flat(predicted), flat(expected), strict=True))
    after = None
    if "after" in record:
        model = keras.models.load_model(path)
        for _ in range(10):
            model.train_on_batch(x, y)
        found = tables(model)
        missing = set(record["after"]) - set(found)
        if missing:
            raise AssertionError(f"Keras has no {sorted(missing)}")
        after = max(distance(found[place], array(value)) for place, value in record["after"].items())
    return near, after, told


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--records")
    parser.add_argument("--report")
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    names = given.names or sorted(os.path.basename(each)[:-6] for each in glob.glob(given.folder + "/*.keras"))
    lines, failed = [], 0
    for name in names:
        with open(os.path.join(given.records or given.folder, name + ".json")) as file:
            record = json.load(file)
        tolerance = record.get("tolerance")
        try:
            near, after, told = check(os.path.join(given.folder, name + ".keras"), record)
            good = near <= (tolerance or PREDICTIONS) and (after is None or after <= (tolerance or TRAINED)) and not told
            line = f"| {name} | {near:.1e} | {'' if after is None else f'{after:.1e}'} | {'ok' if good else 'FAILED ' + '; '.join(told)} |"
        except Exception as refused:
            good = False
            line = f"| {name} | | | FAILED {type(refused).__name__}: {' '.join(str(refused).split())[:300]} |"
        failed += not good
        lines.append(line)
        print(line, flush=True)
    head = [
        f"Keras {keras.__version__} on {keras.backend.backend()}: {len(names)} models, {len(names) - failed} as recorded,"
        f" {failed} not.",
        "",
        "| model | predictions | after ten steps | |",
        "|---|---|---|---|",
    ]
    print(head[0])
    if given.report:
        with open(given.report, "w") as file:
            file.write("\n".join(head + lines) + "\n")
    raise SystemExit(failed > 0)


main()
