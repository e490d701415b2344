"""Writes .h5 files as Keras 1, Keras 2 and tf.keras laid them out."""

import json

import h5py
import numpy as np

from recording import path


class Layer:
    """One layer of an old model: what its file says about it, and what it computes.

    `weights` are pairs of the name within the layer and the value, in the order of the file.
    """

    def __init__(self, class_name, config, weights=(), call=None):
        self.class_name, self.config, self.weights, self.call = class_name, config, list(weights), call
        self.name = config["name"]

    def json(self):
        return {"class_name": self.class_name, "config": self.config}


def weight_names(layer, version):
    if version.startswith("1"):
        return [f"{layer.name}_{name}" if not name.startswith("/") else name[1:] for name, _ in layer.weights]
    return [f"{layer.name}/{name}:0" if not name.startswith("/") else name[1:] for name, _ in layer.weights]


def put(group, name, value):
    group.create_dataset(name, data=np.asarray(value))


def texts(values):
    return [value.encode("utf8") for value in values]


def write(name, model, layers, version, backend=None, training=None, optimizer=None, as_str=False):
    """`model` is the value of model_config; `layers` are those that the file lists weights of."""
    text = (lambda value: value) if as_str else (lambda value: value.encode("utf8"))
    with h5py.File(path(name), "w") as f:
        f.attrs["keras_version"] = text(version)
        f.attrs["model_config"] = text(json.dumps(model))
        group = f.create_group("model_weights")
        weights(group, layers, version, backend, text)
        if backend:
            f.attrs["backend"] = text(backend)
        if training:
            f.attrs["training_config"] = text(json.dumps(training))
        if optimizer:
            state = f.create_group("optimizer_weights")
            state.attrs["weight_names"] = texts([key for key, _ in optimizer])
            for key, value in optimizer:
                put(state, key, value)


def weights(group, layers, version, backend, text):
    group.attrs["layer_names"] = texts([layer.name for layer in layers])
    if not version.startswith("1"):
        group.attrs["backend"] = text(backend)
        group.attrs["keras_version"] = text(version)
    for layer in layers:
        inside = group.create_group(layer.name)
        names = weight_names(layer, version)
        inside.attrs["weight_names"] = texts(names)
        for each, (_, value) in zip(names, layer.weights):
            put(inside, each, value)
