"""Trains two small models with Keras' own TensorBoard callback and records what it wrote: folders, tags, steps, values.

    python keras_runs.py ../../keras/src/test/resources/tensorboard/keras-runs.json

KerasLogsTest trains the same models from the same weights on the same data and compares.
"""

import glob
import json
import os
import shutil
import sys
import tempfile

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
from tensorboard.compat.proto import event_pb2
from tensorboard.util import tensor_util

RUNS = {
    "defaults": {},
    "batch": {"update_freq": "batch", "write_steps_per_second": True},
    "every_two_batches": {"update_freq": 2},
    "histograms": {"histogram_freq": 2, "write_images": True, "write_graph": False},
    "embeddings": {"embeddings_freq": 1, "embeddings_metadata": {"words": "words.tsv"}},
}


def wave(count, phase):
    return (0.5 * np.sin(1.7 * np.arange(count) + phase)).astype("float32")


def image_model():
    return keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            keras.layers.Conv2D(4, 3, activation="relu", name="conv"),
            keras.layers.MaxPooling2D(2, name="pool"),
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dense(3, activation="softmax", name="dense"),
        ],
        name="images",
    )


def word_model():
    return keras.Sequential(
        [
            keras.Input((4,), dtype="int32"),
            keras.layers.Embedding(7, 2, name="words"),
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dense(3, activation="softmax", name="dense"),
        ],
        name="words_model",
    )


def data(words, count, phase):
    x = (np.arange(count * 4) % 7).reshape(count, 4) if words else wave(count * 36, phase).reshape(count, 6, 6, 1)
    return x, np.arange(count) % 3


def train(name, options, folder):
    words = name == "embeddings"
    model = word_model() if words else image_model()
    model.set_weights([wave(w.size, i).reshape(w.shape) for i, w in enumerate(model.get_weights())])
    # Adam of Keras on TensorFlow takes another step on embeddings whose rows occur twice in a batch than on other back ends.
    optimizer = keras.optimizers.SGD(0.01) if words else keras.optimizers.Adam(0.01)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
    x, y = data(words, 24, 0)
    callback = keras.callbacks.TensorBoard(folder, **options)
    model.fit(x, y, batch_size=8, epochs=3, shuffle=False, verbose=0, validation_data=data(words, 12, 1), callbacks=[callback])


def recorded(event, value):
    entry = {"tag": value.tag, "step": event.step, "plugin": value.metadata.plugin_data.plugin_name}
    array = tensor_util.make_ndarray(value.tensor)
    if entry["plugin"] == "scalars":
        entry["value"] = float(array)
    elif entry["plugin"] == "histograms":
        entry["shape"] = list(array.shape)
        entry["ends"] = [array[0, 0], array[-1, 1]]
        entry["count"] = array[:, 2].sum()
    elif entry["plugin"] == "images":
        entry["shape"] = [int(array[0]), int(array[1]), len(array) - 2]
    elif entry["plugin"] == "graph_keras_model":
        entry["layers"] = [layer["config"]["name"] for layer in json.loads(array.item())["config"]["layers"]]
    return entry


def read(folder):
    runs = {}
    for path in sorted(glob.glob(os.path.join(folder, "**", "*"), recursive=True)):
        name = os.path.relpath(os.path.dirname(path), folder)
        if "tfevents" not in path:
            continue
        entries = runs.setdefault(name, [])
        for record in RawEventFileLoader(path).Load():
            event = event_pb2.Event.FromString(record)
            entries += [recorded(event, value) for value in event.summary.value]
            if event.HasField("graph_def"):
                entries.append({"tag": "", "step": event.step, "plugin": "graph"})
    return runs


def main(target):
    result = {"keras": keras.__version__, "runs": {}}
    for name, options in RUNS.items():
        folder = tempfile.mkdtemp()
        train(name, options, folder)
        run = {"folders": read(folder)}
        files = [os.path.relpath(f, folder) for f in glob.glob(os.path.join(folder, "**", "*"), recursive=True)]
        run["files"] = sorted(f for f in files if "tfevents" not in f and os.path.isfile(os.path.join(folder, f)))
        config = os.path.join(folder, "projector_config.pbtxt")
        if os.path.exists(config):
            run["projector"] = open(config).read()
        result["runs"][name] = run
        shutil.rmtree(folder)
    with open(target, "w") as file:
        json.dump(result, file, indent=0)
        file.write("\n")


main(sys.argv[1])
