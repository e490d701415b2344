"""Initializers: the facts a test of any random stream can check, and a sample of Keras' own as a witness."""

import math

import keras
import numpy as np

# The truncated normal is cut at two standard deviations; drawn with its stddev divided by this, it has the asked one.
TRUNCATED = 0.87962566103423978
FAMILIES = {"Glorot": (1.0, "fan_avg"), "He": (2.0, "fan_in")}
SHAPES = [[200, 300], [3, 3, 16, 32], [5, 40, 60], [4000], [1000, 20]]


def fans(shape):
    if len(shape) == 1:
        return shape[0], shape[0]
    receptive = math.prod(shape[:-2])
    return receptive * shape[-2], receptive * shape[-1]


def scaled(family, form, shape):
    scale, mode = FAMILIES[family]
    fan_in, fan_out = fans(shape)
    fan = fan_in if mode == "fan_in" else (fan_in + fan_out) / 2
    stddev = math.sqrt(scale / fan)
    bound = math.sqrt(3) * stddev if form == "Uniform" else 2 * stddev / TRUNCATED
    return {"class": f"{family}{form}", "args": {}, "shape": shape, "fan_in": fan_in, "fan_out": fan_out,
            "distribution": "uniform" if form == "Uniform" else "truncated_normal", "bound": bound, "stddev": stddev}


def record():
    cases = [scaled(family, form, shape) for family in FAMILIES for form in ["Uniform", "Normal"] for shape in SHAPES]
    cases += [{"class": kind, "args": {}, "shape": [3, 2], "distribution": "constant", "value": value}
              for kind, value in [("Zeros", 0.0), ("Ones", 1.0)]]
    cases.append({"class": "Constant", "args": {"value": 0.25}, "shape": [4], "distribution": "constant",
                  "value": 0.25})
    cases.append({"class": "RandomUniform", "args": {}, "shape": [200, 100], "distribution": "uniform", "bound": 0.05,
                  "stddev": 0.05 / math.sqrt(3)})
    cases.append({"class": "RandomNormal", "args": {}, "shape": [200, 100], "distribution": "normal", "stddev": 0.05})
    cases.append({"class": "TruncatedNormal", "args": {}, "shape": [200, 100], "distribution": "truncated_normal",
                  "bound": 0.1, "stddev": 0.05 * TRUNCATED})
    return {"keras": keras.__version__, "strings": strings(), "cases": [witnessed(case) for case in cases]}


def strings():
    """String identifiers and the class each stands for."""
    names = ["zeros", "zero", "ones", "one", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "uniform",
             "normal", "random_uniform", "random_normal", "truncated_normal"]
    return {name: type(keras.initializers.get(name)).__name__ for name in names}


def witnessed(case):
    """Adds Keras' own sample and refuses a fact that it contradicts."""
    random = case["distribution"] != "constant"
    args = {**case["args"], **({"seed": 7} if random else {})}
    sample = np.asarray(getattr(keras.initializers, case["class"])(**args)(tuple(case["shape"])), "float64")
    if random:
        assert abs(sample.std() / case["stddev"] - 1) < 0.05, case
        assert np.abs(sample).max() <= case.get("bound", 1) * (1 + 1e-6), case
        assert "bound" not in case or np.abs(sample).max() > 0.97 * case["bound"], case
    seen = {"min": sample.min(), "max": sample.max(), "mean": sample.mean(), "stddev": sample.std()}
    return {**case, "sample": {k: float(f"{v:.6g}") for k, v in seen.items()}}
