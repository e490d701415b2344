"""Poolings and layers that change shapes, which find their channels behind the batch."""

import numpy as np

from oracle.layer_options import draw, record as written
from oracle.layers_channels_first import INPUTS, both


def poolings():
    for rank, shape in INPUTS.items():
        x = [draw(20 + rank, *shape)]
        for kind in ("Average", "Max"):
            yield f"{kind}Pooling{rank}D", {"pool_size": 2}, x
            yield f"{kind}Pooling{rank}D", {"pool_size": 2, "padding": "same"}, x
            yield f"{kind}Pooling{rank}D", {"pool_size": 3, "strides": 1}, x
            yield f"{kind}Pooling{rank}D", {"pool_size": 2, "strides": 3, "padding": "same"}, x
            yield f"Global{kind}Pooling{rank}D", {}, x
            yield f"Global{kind}Pooling{rank}D", {"keepdims": True}, x
            yield f"Adaptive{kind}Pooling{rank}D", {"output_size": 2}, x
            yield f"Adaptive{kind}Pooling{rank}D", {"output_size": 3}, x
    mask = [[[True, True, False, True, False, False], [True, False, True, True, True, True]]]
    for keepdims in (False, True):
        yield "GlobalAveragePooling1D", {"keepdims": keepdims}, [draw(5, 2, 2, 6)], masks_of(mask)


def masks_of(rows):
    return [np.array(row, bool) for row in rows]


def reshapings():
    for rank, shape in INPUTS.items():
        x = [draw(30 + rank, *shape)]
        yield "Flatten", {}, x
        pairs = [[1, 0], [0, 1], [1, 1]][:rank]
        flat = pairs[0] if rank == 1 else pairs
        for size in (1, 2, flat):
            yield f"ZeroPadding{rank}D", {"padding": size}, x
        if rank > 1:
            for size in (1, [1, 0, 1][:rank], flat):
                yield f"Cropping{rank}D", {"cropping": size}, x
            yield f"UpSampling{rank}D", {"size": 2}, x
            yield f"UpSampling{rank}D", {"size": [2, 1, 3][:rank]}, x
            yield f"SpatialDropout{rank}D", {"rate": 0.0}, x
            yield f"SpatialDropout{rank}D", {"rate": 0.5}, x
    for interpolation in ("bilinear", "bicubic"):
        yield "UpSampling2D", {"interpolation": interpolation}, [draw(3, 1, 2, 3, 2)]
    yield "Flatten", {}, [draw(3, 2, 4)]
    yield "Flatten", {}, [draw(3, 3)]


def record():
    cases = both([*poolings(), *reshapings()])
    # a dropout in training with a rate above 0 is a matter of chance
    return written([(k, a, x, t and not (k.startswith("SpatialDropout") and a["rate"] > 0), *m)
                    for k, a, x, t, *m in cases])
