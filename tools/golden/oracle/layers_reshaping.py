"""Layers that change the shape of their input, by awkward sizes."""

from oracle.layer_cases import draw, record as written


def reshaping():
    for dims in [[2, 1], [1, 2]]:
        yield "Permute", {"dims": dims}, [draw(1, 2, 3, 4)]
    yield "Permute", {"dims": [3, 1, 2]}, [draw(1, 2, 3, 4, 2)]
    yield "Permute", {"dims": [1]}, [draw(1, 2, 3)]
    for n in [1, 2, 3, 5]:
        yield "RepeatVector", {"n": n}, [draw(1, 2, 3)]
    for kind, name in [("Cropping", "cropping"), ("ZeroPadding", "padding")]:
        for size in [None, 0, 1, [0, 2], [2, 1]]:
            yield f"{kind}1D", {} if size is None else {name: size}, [draw(1, 2, 5, 2)]
        for size in [None, 1, [1, 0], [[0, 2], [1, 0]], [[1, 2], [2, 1]]]:
            yield f"{kind}2D", {} if size is None else {name: size}, [draw(1, 2, 4, 5, 2)]
        for size in [None, 1, [1, 0, 1], [[0, 1], [1, 0], [1, 1]], [[1, 1], [0, 0], [0, 2]]]:
            yield f"{kind}3D", {} if size is None else {name: size}, [draw(1, 1, 3, 4, 3, 2)]
    for size in [None, 1, 2, 3]:
        yield "UpSampling1D", {} if size is None else {"size": size}, [draw(1, 2, 3, 2)]
    for size in [None, 1, 3, [1, 2], [3, 2]]:
        yield "UpSampling2D", {} if size is None else {"size": size}, [draw(1, 2, 2, 3, 2)]
    for interpolation in ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]:
        for size in [2, [3, 1]]:
            yield "UpSampling2D", {"size": size, "interpolation": interpolation}, [draw(1, 2, 3, 4, 2)]
    yield "UpSampling2D", {"size": [2, 5], "interpolation": "bilinear"}, [draw(1, 1, 1, 6, 1)]
    yield "UpSampling2D", {"size": [2, 5], "interpolation": "bicubic"}, [draw(1, 1, 7, 2, 1)]
    for size in [None, 2, [1, 2, 3], [2, 1, 1]]:
        yield "UpSampling3D", {} if size is None else {"size": size}, [draw(1, 1, 2, 2, 3, 2)]


def record():
    return written([*reshaping()])
