"""Transposed convolutions: every kind of padding, stride and dilation."""

from oracle.layer_cases import draw, record as written


def transposed():
    for padding in ["valid", "same"]:
        for size, stride, more in [(1, 1, {}), (3, 1, {}), (2, 2, {}), (3, 2, {}), (2, 3, {}), (1, 2, {}),
                                   (4, 3, {}), (3, 2, {"output_padding": 1}), (2, 3, {"output_padding": 0}),
                                   (4, 3, {"output_padding": 2}), (3, 1, {"dilation_rate": 2})]:
            args = {"filters": 2, "kernel_size": size, "strides": stride, "padding": padding, **more}
            yield "Conv1DTranspose", args, [draw(1, 2, 4, 3)]
        for size, stride, more in [(3, 1, {}), ([2, 3], 2, {}), (3, [1, 2], {}), ([1, 4], [2, 3], {}),
                                   (3, 2, {"output_padding": 1}), ([3, 2], [3, 2], {"output_padding": [2, 0]}),
                                   (2, 1, {"dilation_rate": [1, 3]})]:
            args = {"filters": 3, "kernel_size": size, "strides": stride, "padding": padding, **more}
            yield "Conv2DTranspose", args, [draw(1, 2, 3, 4, 2)]
        for size, stride in [(2, 1), ([1, 2, 3], 2), (3, [1, 2, 1])]:
            yield "Conv3DTranspose", {"filters": 2, "kernel_size": size, "strides": stride, "padding": padding}, [
                draw(1, 1, 2, 3, 2, 2)]
    yield "Conv1DTranspose", {"filters": 2, "kernel_size": 3, "use_bias": False}, [draw(1, 1, 1, 2)]
    yield "Conv2DTranspose", {"filters": 2, "kernel_size": 3, "activation": "relu"}, [draw(1, 2, 3, 3, 2)]
    yield "Conv3DTranspose", {"filters": 1, "kernel_size": 2, "output_padding": 1, "strides": 2}, [
        draw(1, 1, 2, 2, 2, 1)]


def record():
    return written([*transposed()])
