"""What Keras writes into files for every class: layers, losses, metrics, optimizers and their parts."""

import keras

from oracle import configs_layers
from oracle.configs_layers import of

MODULES = {"initializer": keras.initializers, "regularizer": keras.regularizers, "constraint": keras.constraints}
LAYERS = ("layer", "backward_layer", "cell")


def built(module, form):
    """An object of {"class", "args"}; lists become tuples, as Python programs have them."""
    if isinstance(form, list):
        return tuple(built(module, each) for each in form)
    if not isinstance(form, dict) or "class" not in form:
        return form
    args = {key: value_of(key, value) for key, value in form.get("args", {}).items()}
    trainable = args.pop("trainable", True)
    thing = getattr(module, form["class"])(**args)
    if not trainable:
        thing.trainable = False
    return thing


def value_of(key, value):
    if key == "cells":
        return [built(keras.layers, each) for each in value]
    if key in LAYERS:
        return built(keras.layers, value)
    if key == "merge_mode" and value == "none":
        return None
    if key == "learning_rate":
        return built(keras.optimizers.schedules, value)
    if key == "inner_optimizer":
        return built(keras.optimizers, value)
    if key in ("target_class_ids", "thresholds", "mean", "variance", "scale", "offset", "label_weights", "values",
               "boundaries", "exclude_layers"):
        return value
    return built(MODULES.get(key.rsplit("_", 1)[-1]), value)


def record_of(module, cases):
    written = []
    for kind, args in cases:
        form = of(kind, **args)
        keras.utils.clear_session()
        written.append({**form, "saved": keras.saving.serialize_keras_object(built(module, form))})
    return written


def pieces():
    yield from [("initializers", "Zeros", {}), ("initializers", "Ones", {}), ("initializers", "Constant", {}),
                ("initializers", "Constant", {"value": 0.3}), ("initializers", "Identity", {}),
                ("initializers", "STFT", {}), ("initializers", "Orthogonal", {}),
                ("initializers", "STFT", {"side": "imag", "window": "hamming", "scaling": "spectrum", "periodic": True}),
                ("initializers", "STFT", {"window": None, "scaling": None}),
                ("initializers", "Orthogonal", {"gain": 0.5, "seed": 7}),
                ("initializers", "RandomUniform", {}), ("initializers", "RandomUniform",
                                                        {"minval": -1.0, "maxval": 2.0, "seed": 7}),
                ("initializers", "VarianceScaling", {}),
                ("initializers", "VarianceScaling", {"scale": 2.0, "mode": "fan_avg", "distribution": "uniform",
                                                     "seed": 7, "input_axes": [0], "output_axes": [1, 2]}),
                ("initializers", "VarianceScaling", {"mode": "fan_out", "distribution": "untruncated_normal"})]
    for kind in ["RandomNormal", "TruncatedNormal"]:
        yield "initializers", kind, {}
        yield "initializers", kind, {"mean": 0.5, "stddev": 0.25, "seed": 7}
    for kind in ["GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform"]:
        yield "initializers", kind, {}
        yield "initializers", kind, {"seed": 7}
    yield from [("regularizers", "L1", {}), ("regularizers", "L1", {"l1": 0.03}), ("regularizers", "L2", {}),
                ("regularizers", "L2", {"l2": 0.03}), ("regularizers", "L1L2", {}),
                ("regularizers", "L1L2", {"l1": 0.01, "l2": 0.03}), ("regularizers", "OrthogonalRegularizer", {}),
                ("regularizers", "OrthogonalRegularizer", {"factor": 0.3, "mode": "columns"})]
    yield from [("constraints", "MaxNorm", {}), ("constraints", "MaxNorm", {"max_value": 3.0, "axis": [0, 1]}),
                ("constraints", "MinMaxNorm", {}), ("constraints", "MinMaxNorm",
                                                    {"min_value": 0.5, "max_value": 2.0, "rate": 0.5, "axis": 1}),
                ("constraints", "NonNeg", {}), ("constraints", "UnitNorm", {}), ("constraints", "UnitNorm", {"axis": 1})]


def schedules():
    rate = {"initial_learning_rate": 0.1}
    for kind in ["ExponentialDecay", "InverseTimeDecay"]:
        yield kind, {**rate, "decay_steps": 5, "decay_rate": 0.9}
        yield kind, {**rate, "decay_steps": 5, "decay_rate": 0.9, "staircase": True, "name": "given"}
    yield "PolynomialDecay", {**rate, "decay_steps": 5}
    yield "PolynomialDecay", {**rate, "decay_steps": 5, "end_learning_rate": 0.01, "power": 2.0, "cycle": True,
                              "name": "given"}
    yield "CosineDecay", {**rate, "decay_steps": 5}
    yield "CosineDecay", {**rate, "decay_steps": 5, "alpha": 0.1, "warmup_target": 0.5, "warmup_steps": 2,
                          "name": "given"}
    yield "CosineDecayRestarts", {**rate, "first_decay_steps": 5}
    yield "CosineDecayRestarts", {**rate, "first_decay_steps": 5, "t_mul": 1.5, "m_mul": 0.5, "alpha": 0.1,
                                  "name": "given"}
    yield "PiecewiseConstantDecay", {"boundaries": [5, 10], "values": [1.0, 0.5, 0.1]}
    yield "PiecewiseConstantDecay", {"boundaries": [5], "values": [1.0, 0.5], "name": "given"}


LOSSES = {
    "BinaryCrossentropy": {"from_logits": True, "label_smoothing": 0.1, "axis": 1},
    "BinaryFocalCrossentropy": {"apply_class_balancing": True, "alpha": 0.5, "gamma": 3.0, "from_logits": True,
                                "label_smoothing": 0.1, "axis": 1},
    "CTC": {}, "CategoricalCrossentropy": {"from_logits": True, "label_smoothing": 0.1, "axis": 1},
    "CategoricalFocalCrossentropy": {"alpha": 0.5, "gamma": 3.0, "from_logits": True, "label_smoothing": 0.1, "axis": 1},
    "CategoricalGeneralizedCrossEntropy": {"q": 0.25}, "CategoricalHinge": {},
    "Circle": {"gamma": 64.0, "margin": 0.25, "remove_diagonal": False}, "CosineSimilarity": {}, "Dice": {"axis": [1, 2]},
    "Hinge": {}, "Huber": {}, "KLDivergence": {}, "LogCosh": {}, "MeanAbsoluteError": {},
    "MeanAbsolutePercentageError": {}, "MeanSquaredError": {}, "MeanSquaredLogarithmicError": {}, "Poisson": {},
    "SparseCategoricalCrossentropy": {"from_logits": True, "ignore_class": 2}, "SquaredHinge": {},
    "Tversky": {"alpha": 0.25, "beta": 0.75, "axis": [1]}}


def losses():
    reductions = ["sum", "mean", "mean_with_sample_weight", "none"]
    for index, (kind, args) in enumerate(LOSSES.items()):
        yield kind, {}
        yield kind, {**args, "reduction": reductions[index % 4], "name": "given"}
    yield "MeanSquaredError", {"dtype": "float64"}


METRICS = {
    "Mean": {}, "Sum": {}, "Accuracy": {}, "BinaryAccuracy": {"threshold": 0.25}, "CategoricalAccuracy": {},
    "SparseCategoricalAccuracy": {}, "TopKCategoricalAccuracy": {"k": 3}, "SparseTopKCategoricalAccuracy": {"k": 3},
    "RootMeanSquaredError": {}, "LogCoshError": {}, "PearsonCorrelation": {"axis": 1},
    "ConcordanceCorrelation": {"axis": 1},
    "R2Score": {"class_aggregation": "variance_weighted_average", "num_regressors": 2},
    "Precision": {"thresholds": [0.25, 0.5], "class_id": 1}, "Recall": {"top_k": 2, "class_id": 1},
    "TruePositives": {"thresholds": [0.25, 0.5]}, "TrueNegatives": {"thresholds": 0.25},
    "FalsePositives": {"thresholds": [0.25, 0.75]}, "FalseNegatives": {"thresholds": [0, 1]},
    "AUC": {"num_thresholds": 20, "curve": "PR", "summation_method": "minoring", "multi_label": True, "num_labels": 2,
            "label_weights": [0.5, 1.5], "from_logits": True},
    "F1Score": {"average": "macro", "threshold": 0.25}, "FBetaScore": {"average": "weighted", "beta": 2.0,
                                                                       "threshold": 0.25},
    "BinaryIoU": {"target_class_ids": [1], "threshold": 0.25},
    "MeanSquaredError": {}, "MeanAbsoluteError": {}, "MeanAbsolutePercentageError": {},
    "MeanSquaredLogarithmicError": {}, "CosineSimilarity": {}, "KLDivergence": {}, "Poisson": {}, "Hinge": {},
    "SquaredHinge": {}, "CategoricalHinge": {},
    "BinaryCrossentropy": {"from_logits": True, "label_smoothing": 0.1},
    "CategoricalCrossentropy": {"from_logits": True, "label_smoothing": 0.1, "axis": 1},
    "SparseCategoricalCrossentropy": {"from_logits": True, "ignore_class": 2, "axis": 1}}
NEEDY = {
    "SensitivityAtSpecificity": ({"specificity": 0.5}, {"num_thresholds": 20, "class_id": 1}),
    "SpecificityAtSensitivity": ({"sensitivity": 0.5}, {"num_thresholds": 20, "class_id": 1}),
    "PrecisionAtRecall": ({"recall": 0.5}, {"num_thresholds": 20, "class_id": 1}),
    "RecallAtPrecision": ({"precision": 0.5}, {"num_thresholds": 20, "class_id": 1}),
    "IoU": ({"num_classes": 3, "target_class_ids": [0, 2]},
            {"ignore_class": 1, "sparse_y_true": False, "sparse_y_pred": False, "axis": 1}),
    "MeanIoU": ({"num_classes": 3}, {"ignore_class": 1, "sparse_y_true": False, "sparse_y_pred": False, "axis": 1}),
    "OneHotIoU": ({"num_classes": 3, "target_class_ids": [0, 2]}, {"ignore_class": 1, "sparse_y_pred": True, "axis": 1}),
    "OneHotMeanIoU": ({"num_classes": 3}, {"ignore_class": 1, "sparse_y_pred": True, "axis": 1})}


def metrics():
    for kind, args in METRICS.items():
        yield kind, {}
        yield kind, {**args, "name": "given", "dtype": "float64"}
    for kind, (needed, args) in NEEDY.items():
        yield kind, needed
        yield kind, {**needed, **args, "name": "given", "dtype": "float64"}


COMMON = {"name": "given", "weight_decay": 0.01, "clipnorm": 0.5, "use_ema": True, "ema_momentum": 0.9,
          "ema_overwrite_frequency": 3, "gradient_accumulation_steps": 4, "loss_scale_factor": 8.0}
OPTIMIZERS = {
    "SGD": {"momentum": 0.9, "nesterov": True}, "RMSprop": {"rho": 0.8, "momentum": 0.5, "epsilon": 1e-5,
                                                           "centered": True},
    "Adam": {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-5, "amsgrad": True},
    "AdamW": {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-5, "amsgrad": True},
    "Adamax": {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-5}, "Nadam": {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-5},
    "Adagrad": {"initial_accumulator_value": 0.2, "epsilon": 1e-5}, "Adadelta": {"rho": 0.8, "epsilon": 1e-5},
    "Adafactor": {"beta_2_decay": -0.5, "epsilon_1": 1e-20, "epsilon_2": 0.01, "clip_threshold": 2.0,
                  "relative_step": False},
    "Ftrl": {"learning_rate_power": -0.25, "initial_accumulator_value": 0.2, "l1_regularization_strength": 0.1,
             "l2_regularization_strength": 0.2, "l2_shrinkage_regularization_strength": 0.3, "beta": 0.4},
    "Lamb": {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-5}, "Lion": {"beta_1": 0.8, "beta_2": 0.95},
    "Muon": {"adam_beta_1": 0.8, "adam_beta_2": 0.9, "adam_weight_decay": 0.01, "epsilon": 1e-5,
             "exclude_layers": ["head"], "exclude_embeddings": False, "muon_a": 3.0, "muon_b": -4.0, "muon_c": 2.0,
             "adam_lr_ratio": 0.5, "momentum": 0.9, "ns_steps": 3, "nesterov": False, "rms_rate": None},
    "ScheduleFreeAdamW": {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-5, "warmup_steps": 10}}


def optimizers():
    for index, (kind, args) in enumerate(OPTIMIZERS.items()):
        yield kind, {}
        yield kind, {**args, **COMMON, "learning_rate": 0.003}
        clip = "clipvalue" if index % 2 else "global_clipnorm"
        yield kind, {"learning_rate": of(*list(schedules())[index % 11][:1], **list(schedules())[index % 11][1]),
                     clip: 0.25}
    yield "LossScaleOptimizer", {"inner_optimizer": of("Adam", name="inside")}
    yield "LossScaleOptimizer", {"inner_optimizer": of("SGD", name="inside", momentum=0.5), "initial_scale": 1024.0,
                                 "dynamic_growth_steps": 10, "name": "given"}


def record():
    small = [{"family": family, **case} for family, kind, args in pieces()
             for case in record_of(getattr(keras, family), [(kind, args)])]
    inputs = [{"args": args, "saved": keras.saving.serialize_keras_object(
        keras.Input(**{k: tuple(v) if isinstance(v, list) else v for k, v in args.items()})._keras_history.operation)}
              for args in configs_layers.inputs()]
    return {"keras": keras.__version__, "pieces": small, "inputs": inputs,
            "schedules": record_of(keras.optimizers.schedules, schedules()),
            "losses": record_of(keras.losses, losses()), "metrics": record_of(keras.metrics, metrics()),
            "optimizers": record_of(keras.optimizers, optimizers()),
            "policies": [{"name": name, "saved": keras.saving.serialize_keras_object(keras.DTypePolicy(name))}
                         for name in ["float32", "float64", "mixed_float16", "mixed_bfloat16", "bfloat16"]]}
