"""Normalization of each example by itself, and of kernels."""

import keras
import numpy as np

from oracle.several_inputs import case, normal


def of_layers():
    for training in [True, False]:
        yield "LayerNormalization", {}, [normal(4, 3) * 2 + 1], training
    yield "LayerNormalization", {"axis": [1, 2]}, [normal(2, 3, 4)]
    yield "LayerNormalization", {"axis": 1, "epsilon": 0.1}, [normal(2, 3, 4)]
    yield "LayerNormalization", {"axis": [-1, -3]}, [normal(2, 3, 2, 4)]
    yield "LayerNormalization", {"center": False}, [normal(3, 5)]
    yield "LayerNormalization", {"scale": False}, [normal(3, 2, 5)]
    yield "LayerNormalization", {"center": False, "scale": False}, [normal(3, 5)]


def of_groups():
    for training in [True, False]:
        yield "GroupNormalization", {"groups": 2}, [normal(2, 3, 4) * 2 + 1], training
    yield "GroupNormalization", {}, [normal(1, 3, 64)]
    yield "GroupNormalization", {"groups": 3, "axis": 1}, [normal(2, 6, 2)]
    yield "GroupNormalization", {"groups": -1}, [normal(2, 3, 4, 5)]
    yield "GroupNormalization", {"groups": 1, "epsilon": 0.1}, [normal(2, 2, 2, 4)]
    yield "GroupNormalization", {"groups": 2, "axis": -2, "center": False}, [normal(2, 3, 4, 5)]
    yield "GroupNormalization", {"groups": 2, "scale": False}, [normal(3, 3, 6)]
    yield "GroupNormalization", {"groups": 2, "center": False, "scale": False}, [normal(3, 4)]


def of_lengths():
    for training in [True, False]:
        yield "RMSNormalization", {}, [normal(4, 3) * 2 + 1], training
        yield "UnitNormalization", {}, [normal(4, 3) * 2 + 1], training
    yield "RMSNormalization", {"axis": 1, "epsilon": 0.1}, [normal(2, 4)]
    yield "RMSNormalization", {"axis": [1, 2]}, [normal(2, 3, 4)]
    yield "RMSNormalization", {"epsilon": 0.0}, [normal(2, 3, 2, 4)]
    yield "RMSNormalization", {}, [np.zeros((2, 3))]
    yield "UnitNormalization", {"axis": 1}, [normal(2, 3, 4)]
    yield "UnitNormalization", {"axis": [1, 2]}, [normal(2, 3, 4)]
    yield "UnitNormalization", {"axis": [-1, 1]}, [normal(2, 3, 2, 4) * 1e-3]


def of_kernels():
    dense = {"class": "Dense", "args": {"units": 3}}
    plain = {"class": "Dense", "args": {"units": 2, "use_bias": False, "activation": "tanh"}}
    convolution = {"class": "Conv2D", "args": {"filters": 3, "kernel_size": 2}}
    for training in [True, False]:
        yield "SpectralNormalization", {"layer": dense}, [normal(4, 5)], training
        yield "SpectralNormalization", {"layer": convolution}, [normal(2, 4, 4, 2)], training
    yield "SpectralNormalization", {"layer": plain, "power_iterations": 3}, [normal(2, 3, 4)], True
    yield "SpectralNormalization", {"layer": dense, "power_iterations": 10}, [normal(3, 2)], True


def record():
    cases = [*of_layers(), *of_groups(), *of_lengths(), *of_kernels()]
    return {"keras": keras.__version__, "cases": [case(*c) for c in cases]}
