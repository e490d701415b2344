"""How golden files are written: tensors as shape and flat values, floats so that float32 survives the text."""

import json
import math

import numpy as np

WIDTH = 118


def number(value):
    """A JSON number that reads back as the same float32 (float64 in a twin run); NaN and infinities are strings."""
    value = np.asarray(value)
    if value.dtype.kind in "iu":
        return int(value)
    if value.dtype.kind == "b":
        return bool(value)
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if value.dtype == np.float64:
        return float(value)
    text = str(np.float32(value))
    if np.float32(float(text)) != value:
        text = f"{float(value):.9g}"
    return float(text)


def tensor(array):
    """{"shape", "values"} in row-major order, with "dtype" where it is neither float32 nor the float64 of a twin run."""
    array = np.asarray(array)
    form = {"shape": list(array.shape)}
    if array.dtype.kind in "iu":
        form["dtype"] = "int32"
    elif array.dtype.kind == "b":
        form["dtype"] = "bool"
    elif array.dtype.name in ("bfloat16", "float16"):
        form["dtype"] = array.dtype.name
    form["values"] = [number(v) for v in array.reshape(-1)]
    return form


def array_of(form):
    """The numpy array of a tensor form, in float64 unless it is an integer or bool tensor."""
    kind = {"int32": np.int32, "bool": np.bool_}.get(form.get("dtype"), np.float64)
    return np.array([float(v) if isinstance(v, str) else v for v in form["values"]], kind).reshape(form["shape"])


def text(value, indent=0):
    """JSON with tensors and everything short on one line, so that a difference between two runs is a few lines."""
    flat = json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)
    is_tensor = isinstance(value, dict) and "values" in value
    if is_tensor or len(flat) + indent <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return flat
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(k)}: {text(v, indent + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    if all(isinstance(v, (int, float)) for v in value):
        return flat
    return "[\n" + ",\n".join(inner + text(v, indent + 1) for v in value) + "\n" + " " * indent + "]"


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(value) + "\n", encoding="utf-8")


def deviation(actual, expected):
    """Largest difference of two tensor forms, relative to the largest magnitude of the expected one."""
    a, e = array_of(actual) * 1.0, array_of(expected) * 1.0
    if a.shape != e.shape:
        return math.inf
    if a.size == 0:
        return 0.0
    scale = np.max(np.abs(e))
    worst = np.max(np.abs(a - e))
    return float(worst / scale) if scale > 0 else float(worst)
