"""fit under options that say how far epochs go: steps of an epoch and of an execution, parts of the data held back,
weights of classes at one of several outputs, outputs without a loss."""

import keras
import numpy as np
from keras.src.trainers.data_adapters import data_adapter_utils

from oracle import fit
from oracle.fit import classifier, two_heads
from oracle.models_features import added_losses, nested
from oracle.spec import entry, functional, labels, node, normal, of, uniform


class Calls(keras.callbacks.Callback):
    """Which batches begin and end, by number."""

    def __init__(self):
        super().__init__()
        self.begun, self.ended = [], []

    def on_train_batch_begin(self, batch, logs=None):
        self.begun.append(int(batch))

    def on_train_batch_end(self, batch, logs=None):
        self.ended.append(int(batch))


def cases():
    r = np.random.default_rng(53)
    x, y = normal(r, 30, 4), labels(r, 3, 30)
    plain = {"data": {"inputs": {"x": x}, "targets": {"y": y}}}
    compiled = {"optimizer": of("SGD", learning_rate=0.1, momentum=0.5),
                "losses": {"y": of("SparseCategoricalCrossentropy")}, "metrics": {"y": ["accuracy"]}}
    held = {"validation_data": {"inputs": {"x": x[:11]}, "targets": {"y": y[:11]}}}
    few = {"batch_size": 6, "epochs": 5, "shuffle": False}
    yield {"name": "StepsPerEpoch", "config": classifier("StepsPerEpoch"), "compile": compiled, **plain,
           "fit": {**few, "steps_per_epoch": 2}}
    yield {"name": "StepsPerEpochRunOut", "config": classifier("StepsPerEpochRunOut"), "compile": compiled, **plain,
           "fit": {**few, "steps_per_epoch": 3}}
    yield {"name": "StepsPerExecution", "config": classifier("StepsPerExecution"),
           "compile": {**compiled, "steps_per_execution": 2}, **plain, "calls": True, "fit": {**few, "epochs": 2}}
    yield {"name": "StepsOfBothKinds", "config": classifier("StepsOfBothKinds"),
           "compile": {**compiled, "steps_per_execution": 3}, **plain, "calls": True,
           "fit": {**few, "batch_size": 4, "steps_per_epoch": 4}}
    yield {"name": "ValidationOptions", "config": classifier("ValidationOptions"), "compile": compiled, **plain, **held,
           "fit": {**few, "initial_epoch": 2, "validation_freq": 2, "validation_batch_size": 4, "validation_steps": 2}}
    yield {"name": "ValidationSplitOfTwo", "config": two_heads("ValidationSplitOfTwo"),
           "compile": {"optimizer": of("Adam", learning_rate=0.01),
                       "losses": {"kind": of("SparseCategoricalCrossentropy"), "size": of("MeanSquaredError")},
                       "weighted_metrics": {"kind": ["accuracy"], "size": ["mae"]}},
           "data": {"inputs": {"x": x, "z": normal(r, 30, 2)},
                    "targets": {"kind": y, "size": normal(r, 30, 1)},
                    "sample_weights": {"kind": uniform(r, 0, 2, 30), "size": uniform(r, 0, 2, 30)}},
           "fit": {**few, "epochs": 3, "validation_split": 0.33, "validation_batch_size": 4}}
    yield {"name": "ClassWeightOfOutput", "config": two_heads("ClassWeightOfOutput"),
           "compile": {"optimizer": of("SGD", learning_rate=0.05),
                       "losses": {"kind": of("SparseCategoricalCrossentropy"), "size": of("MeanSquaredError")},
                       "loss_weights": {"kind": 2.0, "size": 0.5},
                       "metrics": {"kind": ["accuracy"], "size": ["mae"]},
                       "weighted_metrics": {"kind": ["accuracy"], "size": ["mae"]}},
           "data": {"inputs": {"x": x, "z": normal(r, 30, 2)}, "targets": {"kind": y, "size": normal(r, 30, 1)}},
           "class_weight_of": {"kind": {"0": 3.0, "2": 0.25}}, "fit": {**few, "epochs": 2}}
    b = nested()
    yield {"name": "NestedFit", "config": b["config"],
           "compile": {**b["compile"], "optimizer": of("Adam", learning_rate=0.02)},
           "data": {"inputs": {"x": x}, "targets": {"y": normal(r, 30, 2)}},
           "fit": {**few, "epochs": 3, "validation_split": 0.2}}
    c = added_losses()
    yield {"name": "AddedLossesFit", "config": c["config"], "compile": c["compile"],
           "data": {"inputs": {"x": x}, "targets": {"y": normal(r, 30, 2)}},
           "fit": {**few, "epochs": 3, "validation_split": 0.2}}
    yield {"name": "OneLossOfTwo", "config": functional(
        "OneLossOfTwo", ["x"], ["seen", "free"], entry("x", 4), node("Dense", "h", ["x"], units=5, activation="tanh"),
        node("Dense", "seen", ["h"], units=1), node("Dense", "free", ["h"], units=2)),
           "compile": {"optimizer": of("SGD", learning_rate=0.05), "losses": {"seen": of("MeanSquaredError")}},
           "data": {"inputs": {"x": x}, "targets": {"seen": normal(r, 30, 1), "free": normal(r, 30, 2)}},
           "fit": {**few, "epochs": 2}}


def case(c):
    options = {}
    if "class_weight_of" in c:
        targets = c["data"]["targets"]
        options["sample_weight"] = [
            np.asarray(data_adapter_utils.class_weight_to_sample_weights(
                targets[o], {int(k): v for k, v in c["class_weight_of"].get(o, {}).items()})) for o in targets]
    calls = Calls() if c.get("calls") else None
    form = fit.case(c, sample_weight=options.get("sample_weight"), callback=calls)
    if calls:
        form["batches_begun"], form["batches_ended"] = calls.begun, calls.ended
    if "class_weight_of" in c:
        form["class_weight_of"] = c["class_weight_of"]
    return form


def record():
    return {"keras": keras.__version__, "cases": [case(c) for c in cases()]}
