"""Runs one model through inference, one differentiated batch and its training steps, and records every number."""

import jax
import keras
import numpy as np
from keras.src.trainers.data_adapters import data_adapter_utils

from oracle import json_form, model_builder
from oracle.model_builder import single

KEEP = {"mean", "variance", "count"}


def initial_value(name, shape, rng):
    """A weight drawn by us, so that no random stream of Keras' enters a golden file."""
    if name == "gamma":
        return rng.uniform(0.6, 1.4, shape)
    if name == "moving_variance":
        return rng.uniform(0.5, 1.5, shape)
    if name in ("bias", "beta", "moving_mean"):
        return rng.uniform(-0.2, 0.2, shape)
    if name == "embeddings":
        return rng.uniform(-0.5, 0.5, shape)
    receptive = int(np.prod(shape[:-2]))
    limit = np.sqrt(6 / (receptive * (shape[-2] + shape[-1])))
    return rng.uniform(-limit, limit, shape)


def paths(model):
    """Each variable's path as <layer name>/<weight name>, by identity."""
    known = {}
    for layer in model.layers:
        known |= paths(layer) if isinstance(layer, keras.Model) else {
            id(w): f"{layer.name}/{w.name}" for w in layer.weights}
    return known


def weight_forms(model):
    known = paths(model)
    return [{"path": known[id(w)], "trainable": bool(w.trainable), **json_form.tensor(w)} for w in model.weights]


def output_forms(outputs, values):
    values = values if isinstance(values, (list, tuple)) else [values]
    return {o: json_form.tensor(v) for o, v in zip(outputs, values)}


class Batch:
    """One batch as Keras takes it, cast to the run's float type."""

    def __init__(self, config, form):
        inputs, outputs = model_builder.names(config)

        def cast(array):
            array = np.asarray(array)
            return array.astype(keras.config.floatx()) if array.dtype.kind == "f" else array

        self.form = form
        self.x = single([cast(form["inputs"][i]) for i in inputs])
        self.y = single([cast(form["targets"][o]) for o in outputs]) if "targets" in form else None
        weights = form.get("sample_weights")
        self.weights = None if weights is None else single([cast(weights[o]) for o in outputs])

    def written(self):
        return {key: {name: json_form.tensor(a) for name, a in part.items()} for key, part in self.form.items()}


def differentiate(model, batch, class_weight):
    """Loss of one training batch with regularizers, the outputs in training, and a gradient per trainable weight."""
    weights = batch.weights
    if class_weight is not None:
        weights = data_adapter_utils.class_weight_to_sample_weights(batch.y, class_weight)
    model._symbolic_build(data_batch=(batch.x, batch.y, weights))
    state = ([v.value for v in group] for group in
             (model.trainable_variables, model.non_trainable_variables, model.metrics_variables))
    trainable, fixed, metrics = state
    run = jax.value_and_grad(model.compute_loss_and_updates, has_aux=True)
    (loss, aux), gradients = run(trainable, fixed, metrics, batch.x, batch.y, weights, training=True,
                                 optimizer_variables=[v.value for v in model.optimizer.variables])
    return loss, aux[1], gradients


def optimizer_forms(model):
    known = paths(model)
    owners = {w.path.replace("/", "_"): known[id(w)] for w in model.trainable_variables}
    forms = []
    for variable in model.optimizer.variables:
        name = variable.path.split("/", 1)[-1]
        owner = max((o for o in owners if name.startswith(o + "_")), key=len, default=None)
        form = {"name": name if owner is None else name[len(owner) + 1:]}
        if owner is not None:
            form["weight"] = owners[owner]
        forms.append({**form, **json_form.tensor(variable)})
    return forms


def logs_form(logs):
    return {key: json_form.number(np.asarray(value, keras.config.floatx())) for key, value in logs.items()}


def record(spec):
    """The golden form of one model (see README.md for its schema)."""
    config, rng = spec["config"], np.random.default_rng(spec["seed"])
    keras.backend.clear_session()
    model = model_builder.build(config)
    for weight in model.weights:
        if weight.name not in KEEP:
            weight.assign(initial_value(weight.name, tuple(weight.shape), rng).astype("float32"))
    batches = [Batch(config, form) for form in spec["batches"](rng)]
    _, outputs = model_builder.names(config)
    golden = {
        "name": config["name"],
        "keras": keras.__version__,
        "note": spec["note"],
        "config": config,
        "compile": spec.get("compile", {}),
        "fit": spec.get("fit", {}),
        "batches": [batch.written() for batch in batches],
        "initial_weights": weight_forms(model),
        "forward_inference": output_forms(outputs, model(batches[0].x, training=False)),
    }
    if "compile" in spec:
        golden.update(trained(model, spec, batches, outputs))
    return golden


def trained(model, spec, batches, outputs):
    """Everything that needs a loss and an optimizer."""
    model_builder.compile_model(model, spec["config"], spec["compile"])
    class_weight = {int(k): v for k, v in spec.get("fit", {}).get("class_weight", {}).items()} or None
    loss, forward, gradients = differentiate(model, batches[0], class_weight)
    known = paths(model)
    part = {
        "forward_training": output_forms(outputs, forward),
        "loss": json_form.number(loss),
        "gradients": [{"path": known[id(w)], **json_form.tensor(g)}
                      for w, g in zip(model.trainable_variables, gradients)],
        "steps": [],
    }
    for batch in batches:
        logs = model.train_on_batch(batch.x, batch.y, batch.weights, class_weight, return_dict=True)
        part["steps"].append({"logs": logs_form(logs)})
    first = batches[0]
    part["weights_after"] = weight_forms(model)
    part["optimizer_variables_after"] = optimizer_forms(model)
    part["forward_inference_after"] = output_forms(outputs, model(first.x, training=False))
    part["test_on_batch_after"] = logs_form(model.test_on_batch(first.x, first.y, first.weights, return_dict=True))
    assert abs(part["steps"][0]["logs"]["loss"] - part["loss"]) <= 1e-6 * abs(part["loss"]), spec["config"]["name"]
    return part
