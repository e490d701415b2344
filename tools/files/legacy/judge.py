"""How many of the files Keras 3 itself loads, and how often it answers as recorded: judge.py FOLDER [--uncompiled]"""

import collections
import glob
import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np


@keras.saving.register_keras_serializable("jacobian", "old_hard_sigmoid")
def old_hard_sigmoid(x):
    return keras.ops.clip(0.2 * x + 0.5, 0, 1)


def array(told):
    return np.array(told["values"], dtype=told["dtype"]).reshape(told["shape"])


def answers(model, record):
    inputs = [array(x) for x in record["inputs"]]
    names = getattr(model, "_inputs_struct", None)
    given = dict(zip(names, inputs)) if isinstance(names, dict) else inputs if len(inputs) > 1 else inputs[0]
    outputs = model.predict(given, verbose=0, batch_size=2)
    return outputs if isinstance(outputs, list) else [outputs]


def distance(actual, expected):
    return np.max(np.abs(np.asarray(actual) - expected)) / max(1, np.max(np.abs(expected)))


counts = collections.defaultdict(lambda: [0, 0, 0])
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.json"))):
    name = os.path.basename(path)[:-5]
    count = counts[name.split("_")[0]]
    count[0] += 1
    with open(path, encoding="utf8") as file:
        record = json.load(file)
    try:
        model = keras.models.load_model(path[:-5] + ".h5", compile="--uncompiled" not in sys.argv)
        count[1] += 1
        if all(distance(a, array(b)) < 1e-4 for a, b in zip(answers(model, record), record["outputs"])):
            count[2] += 1
        else:
            print(name, "answers otherwise")
    except Exception as e:
        print(name, type(e).__name__, str(e)[:100].replace("\n", " "))
for name, count in counts.items():
    print(f"{name}: {count[0]} files, {count[1]} loaded, {count[2]} as recorded")
print("all:", *np.sum(list(counts.values()), axis=0))
