"""Builds Keras models from the architecture form that the golden files carry, so that the form is known to suffice."""

import keras
import numpy as np


def thing(module, form):
    """An object from {"class", "args"}; strings, numbers and lists pass through, nested forms are built first."""
    if isinstance(form, dict) and "class" in form:
        args = {key: thing_of_key(key, value) for key, value in form.get("args", {}).items()}
        return getattr(module, form["class"])(**args)
    return form


def thing_of_key(key, value):
    if key.endswith("initializer"):
        return thing(keras.initializers, value)
    if key.endswith("regularizer"):
        return thing(keras.regularizers, value)
    if key in ("layer", "backward_layer", "cell"):
        return thing(keras.layers, value)
    if key == "cells":
        return [thing(keras.layers, each) for each in value]
    if key == "merge_mode" and value == "none":
        return None
    if key == "learning_rate":
        return thing(keras.optimizers.schedules, value)
    return tuple(value) if isinstance(value, list) else value


class Observed(keras.layers.Layer):
    """Gives what it gets, and adds `factor` times the mean of the squares to the loss."""

    def __init__(self, factor=0.1, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, x):
        self.add_loss(self.factor * keras.ops.mean(keras.ops.square(x)))
        return x

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


OPS = {
    "add": lambda inputs, form: inputs[0] + inputs[1],
    "subtract": lambda inputs, form: inputs[0] - inputs[1],
    "scale": lambda inputs, form: inputs[0] * form["by"],
    "shift": lambda inputs, form: form["by"] - inputs[0],
    "slice": lambda inputs, form: inputs[0][:, form["from"]:form["to"]],
    "relu": lambda inputs, form: keras.ops.relu(inputs[0]),
    "sum": lambda inputs, form: keras.ops.sum(inputs[0], axis=-1, keepdims=True),
}


def layer_of(node):
    if "model" in node:
        inner = build(node["model"])
        inner.trainable = node.get("trainable", True)
        return inner
    if node["layer"] == "Observed":
        return Observed(name=node["name"], **node.get("args", {}))
    args = {key: thing_of_key(key, value) for key, value in node.get("args", {}).items()}
    trainable = args.pop("trainable", True)
    layer = getattr(keras.layers, node["layer"])(name=node["name"], **args)
    layer.trainable = trainable
    if "adapt" in node:
        values = np.array(node["adapt"]["values"], "float32").reshape(node["adapt"]["shape"])
        layer.adapt(values)
    return layer


def input_of(node):
    args = node["args"]
    return keras.Input(tuple(args["shape"]), dtype=args.get("dtype"), name=node["name"])


def build(config):
    """A Sequential or functional Keras model."""
    if config["kind"] == "sequential":
        first, *rest = config["nodes"]
        return keras.Sequential([input_of(first)] + [layer_of(node) for node in rest], name=config["name"])
    layers, tensors = {}, {}
    for node in config["nodes"]:
        name = node["name"]
        if node.get("layer") == "Input":
            tensors[name] = input_of(node)
            continue
        inputs = [tensors[i] for i in node["inputs"]]
        if "op" in node:
            tensors[name] = OPS[node["op"]](inputs, node)
            continue
        layers[name] = layers[node["shares"]] if "shares" in node else layer_of(node)
        tensors[name] = layers[name](inputs if len(inputs) > 1 else inputs[0])
    inputs = [tensors[i] for i in config["inputs"]]
    outputs = [tensors[o] for o in config["outputs"]]
    return keras.Model(single(inputs), single(outputs), name=config["name"])


def single(items):
    """Keras' convention: one tensor stands for itself, several are a list."""
    return items[0] if len(items) == 1 else items


def names(config):
    """Input and output node names, in the model's order."""
    if config["kind"] == "sequential":
        return [config["nodes"][0]["name"]], [config["nodes"][-1]["name"]]
    return config["inputs"], config["outputs"]


def compile_model(model, config, form):
    """Compiles from the form in which losses, weights and metrics are keyed by output."""
    _, outputs = names(config)

    def by_output(key, module):
        if key not in form:
            return None
        entries = [form[key].get(o) for o in outputs]
        built = [[thing(module, e) for e in entry] if isinstance(entry, list) else thing(module, entry)
                 for entry in entries]
        return single(built)

    weights = [form["loss_weights"].get(o) for o in outputs] if "loss_weights" in form else None
    model.compile(
        optimizer=thing(keras.optimizers, form["optimizer"]),
        loss=by_output("losses", keras.losses),
        loss_weights=weights,
        metrics=by_output("metrics", keras.metrics),
        weighted_metrics=by_output("weighted_metrics", keras.metrics),
        steps_per_execution=form.get("steps_per_execution", 1),
    )
