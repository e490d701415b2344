"""Global and adaptive poolings of sequences, images and volumes."""

from oracle.layer_cases import draw, record as written

SHAPES = {"1D": (2, 5, 3), "2D": (2, 3, 4, 2), "3D": (2, 2, 3, 2, 2)}


def global_pooling():
    for rank, shape in SHAPES.items():
        for kind in ["Average", "Max"]:
            for args in [{}, {"keepdims": True}]:
                yield f"Global{kind}Pooling{rank}", args, [draw(1, *shape)]
                yield f"Global{kind}Pooling{rank}", args, [draw(2, 1, *[1 for _ in shape[2:]], 2)]


def adaptive_pooling():
    for kind in ["Average", "Max"]:
        for steps, size in [(6, 3), (5, 3), (7, 5), (4, 4), (2, 3), (9, 4), (5, 1)]:
            yield f"Adaptive{kind}Pooling1D", {"output_size": size}, [draw(1, 2, steps, 2)]
        for size in [2, 3, [1, 4], [3, 5], [5, 4]]:
            yield f"Adaptive{kind}Pooling2D", {"output_size": size}, [draw(1, 2, 5, 7, 2)]
        for size in [1, 2, [2, 3, 1], [3, 2, 4]]:
            yield f"Adaptive{kind}Pooling3D", {"output_size": size}, [draw(1, 1, 3, 4, 5, 2)]


def record():
    return written([*global_pooling(), *adaptive_pooling()])
