"""The functions of keras.ops that NumPy has: one number from many, order, statistics."""

import numpy as np

from oracle import ops_form
from oracle.cases import floats, rng
from oracle.ops_form import case, draw, whole

X = draw(3, 4)
CUBE = draw(2, 3, 4)
WHOLE = whole(3, 4)
BYTES = whole(3, 4, low=0, high=99, dtype="uint8")
TRUTHS = np.array([[True, False, True], [False, False, True]])
AXES = [{}, {"axis": 1}, {"axis": (0, -1)}, {"axis": -2, "keepdims": True}, {"keepdims": True}]
REDUCTIONS = ["max", "mean", "min", "prod", "ptp", "std", "sum", "var", "amax", "amin", "median"]
NAN = ["nanmax", "nanmean", "nanmedian", "nanmin", "nanprod", "nanstd", "nansum", "nanvar"]
METHODS = ["linear", "lower", "higher", "midpoint", "nearest"]


def holes(*shape, seed=0):
    x = draw(*shape, seed=seed)
    x[rng(seed + 1).uniform(size=shape) < 0.3] = np.nan
    return x


def record():
    return ops_form.record(reductions() + without_nan() + quantiles() + order() + statistics())


def reductions():
    cases = [case(name, CUBE, **args) for name in REDUCTIONS for args in AXES]
    cases += [case(name, WHOLE, axis=1) for name in REDUCTIONS]
    cases += [case(name, TRUTHS, axis=0) for name in ("sum", "prod", "mean", "var", "max", "min")]
    cases += [case(name, x, **args) for name in ("all", "any") for args in AXES
              for x in (whole(2, 3, 4, low=0, high=2),)]
    cases += [case(name, TRUTHS, axis=-1) for name in ("all", "any", "count_nonzero")]
    cases += [case("max", X, initial=1.5, axis=0), case("max", WHOLE, initial=2), case("min", X, initial=-1.5),
              case("min", WHOLE, initial=0, axis=1, keepdims=True),
              case("prod", WHOLE, dtype="float32", axis=0), case("prod", X, gradient=False, dtype="int32", axis=1)]
    cases += [case("count_nonzero", WHOLE), case("count_nonzero", WHOLE, axis=1),
              case("count_nonzero", CUBE, axis=(0, 2))]
    for name in ("argmax", "argmin"):
        cases += [case(name, CUBE), case(name, CUBE, axis=1), case(name, CUBE, axis=-1, keepdims=True),
                  case(name, WHOLE, axis=0)]
    for name in ("cumsum", "cumprod"):
        cases += [case(name, X), case(name, X, axis=1), case(name, X, axis=-2), case(name, WHOLE, axis=0),
                  case(name, WHOLE, axis=0, dtype="float32"), case(name, TRUTHS, axis=1),
                  case(name, BYTES // 40, axis=1)]
    return cases


def without_nan():
    x = holes(3, 4, 5)
    empty = floats([[np.nan, np.nan], [1, np.nan]])
    cases = [case(name, x, gradient=False, **args) for name in NAN for args in AXES]
    cases += [case(name, empty, gradient=False, axis=1) for name in NAN]
    cases += [case(name, WHOLE, axis=0) for name in NAN]
    cases += [case(name, CUBE, axis=1) for name in NAN]
    for name in ("nanargmax", "nanargmin"):
        cases += [case(name, x), case(name, x, axis=1), case(name, x, axis=-1, keepdims=True),
                  case(name, empty, axis=1)]
    for name in ("nancumsum", "nancumprod"):
        cases += [case(name, x, gradient=False), case(name, x, gradient=False, axis=1), case(name, X, axis=0),
                  case(name, WHOLE, axis=1, dtype="float32")]
    return cases


def quantiles():
    x = draw(5, 4)
    hole = holes(5, 4, seed=3)
    cases = []
    for name, scale, data in (("quantile", 1, x), ("percentile", 100, x), ("nanquantile", 1, hole),
                              ("nanpercentile", 100, hole)):
        free = {} if data is x else {"gradient": False}
        q = floats([0.1, 0.5, 0.93]) * np.float32(scale)
        free_q = {"gradient": [0]} if data is x else free
        cases += [case(name, data, q=0.3 * scale, **free), case(name, data, q=0.25 * scale, axis=0, **free),
                  case(name, data, axis=1, keepdims=True, q=0.6 * scale, **free),
                  case(name, data, q=q, axis=0, **free_q), case(name, data, q=q, keepdims=True, **free_q)]
        cases += [case(name, data, q=0.37 * scale, axis=-1, method=method, **free) for method in METHODS]
    return cases + [case("median", floats([[1, np.nan, 2], [4, 3, 9]]), gradient=False, axis=1),
                    case("quantile", WHOLE, q=0.4)]


def order():
    x = draw(3, 5)
    edges = floats([-1.5, -0.5, 0.5, 1.5])
    values = floats([-2, -1.5, 0, 0.5, 0.6, 9, np.nan])
    cases = [case("sort", x), case("sort", x, axis=0), case("sort", WHOLE, axis=-1),
             case("argsort", x), case("argsort", x, axis=0), case("argsort", WHOLE, axis=1),
             case("argpartition", x, kth=2), case("argpartition", x, kth=1, axis=0),
             case("searchsorted", edges, values), case("searchsorted", edges, values, side="right"),
             case("searchsorted", np.array([1, 3, 3, 7]), np.array([[3, 0], [8, 7]])),
             case("digitize", values, edges), case("digitize", values[:6], edges[::-1].copy()),
             case("digitize", WHOLE, np.array([-3, 0, 2])),
             case("isin", WHOLE, np.array([1, 3, -2])), case("isin", WHOLE, np.array([1, 3]), invert=True),
             case("isin", WHOLE, np.array([[1], [3]]), assume_unique=True)]
    return cases


def statistics():
    x, rows = draw(4, 5), draw(3, 6)
    counted = np.array([1, 4, 1, 0, 4, 4])
    table = np.array([[1, 3, 1], [3, 0, 0]])
    numbers = draw(20)
    repeated = np.array([[3, 1, 3], [2, 1, 7]])
    cases = [case("average", x), case("average", x, axis=1),
             case("average", x, axis=0, weights=draw(4, low=0.5, high=2)),
             case("average", x, weights=draw(4, 5, low=0.5, high=2)), case("average", WHOLE, axis=0),
             case("corrcoef", rows), case("corrcoef", whole(3, 6)),
             case("trapezoid", x), case("trapezoid", x, dx=0.5, axis=0), case("trapezoid", x, x=draw(5).cumsum()),
             case("trapezoid", x, x=draw(4, 5), axis=0), case("trapezoid", WHOLE),
             case("bincount", counted), case("bincount", counted, minlength=9), case("bincount", table),
             case("bincount", counted, gradient=False, weights=draw(6)),
             case("bincount", table, gradient=False, weights=draw(2, 3), minlength=5),
             case("histogram", numbers, gradient=False), case("histogram", numbers, gradient=False, bins=4),
             case("histogram", numbers, gradient=False, bins=5, range=(-1.0, 1.5)),
             case("histogram", floats([2, 2]), gradient=False, bins=2), case("histogram", whole(9), bins=3),
             case("nonzero", WHOLE % 3), case("nonzero", TRUTHS), case("nonzero", draw(5) > 0),
             case("unique", repeated), case("unique", floats([2, 1, 2, 0.5]), gradient=False),
             case("unique", repeated, return_index=True), case("unique", repeated, return_inverse=True),
             case("unique", repeated, return_counts=True), case("unique", np.array([[2, 1], [0, 1], [2, 1]]), axis=0),
             case("unique", np.array([[2, 1, 2], [0, 1, 0]]), axis=1, return_counts=True, return_index=True,
                  return_inverse=True),
             case("unique", repeated, size=3), case("unique", repeated, size=7, return_counts=True),
             case("unique", repeated, size=7, fill_value=-1), case("unique", repeated, sorted=False)]
    return cases
