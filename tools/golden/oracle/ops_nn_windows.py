"""The functions of keras.ops.nn that slide windows over images, or arrange pixels anew."""

from oracle import ops_form
from oracle.ops_form import case, draw


def pools():
    for op in ["max_pool", "average_pool"]:  # on JAX, Keras 3.15.1 fails where strides are left to their default
        yield case(op, draw(2, 7, 3), pool_size=2, strides=2)
        yield case(op, draw(2, 7, 6, 3), pool_size=(3, 2), strides=(2, 1), padding="same")
        yield case(op, draw(2, 3, 7, 6), pool_size=3, strides=2, data_format="channels_first")
        yield case(op, draw(1, 4, 5, 4, 2), pool_size=2, strides=2, padding="same")
    for op in ["adaptive_max_pool", "adaptive_average_pool"]:
        yield case(op, draw(2, 7, 3), output_size=3)
        yield case(op, draw(2, 3, 7, 5), output_size=(3, 2), data_format="channels_first")
        yield case(op, draw(1, 4, 5, 3, 2), output_size=(2, 3, 3))


def convolutions():
    yield case("conv", draw(2, 8, 3), draw(3, 3, 4, seed=1))
    yield case("conv", draw(2, 8, 4), draw(3, 2, 6, seed=1), strides=2, padding="same")
    yield case("conv", draw(2, 7, 6, 3), draw(3, 2, 3, 4, seed=1), strides=(2, 1), padding="same")
    yield case("conv", draw(2, 3, 7, 6), draw(2, 2, 3, 4, seed=1), data_format="channels_first", dilation_rate=(2, 3))
    yield case("conv", draw(1, 5, 4, 5, 2), draw(2, 2, 2, 2, 3, seed=1), padding="same")
    yield case("depthwise_conv", draw(2, 8, 3), draw(3, 3, 2, seed=1))
    yield case("depthwise_conv", draw(2, 7, 6, 3), draw(3, 2, 3, 1, seed=1), strides=2, padding="same")
    yield case("depthwise_conv", draw(2, 3, 7, 6), draw(2, 2, 3, 2, seed=1), data_format="channels_first",
               dilation_rate=2)
    yield case("separable_conv", draw(2, 8, 3), draw(3, 3, 2, seed=1), draw(1, 6, 4, seed=2))
    yield case("separable_conv", draw(2, 7, 6, 3), draw(3, 2, 3, 1, seed=1), draw(1, 1, 3, 2, seed=2), strides=2,
               padding="same")
    yield case("separable_conv", draw(2, 3, 7, 6), draw(2, 2, 3, 2, seed=1), draw(1, 1, 6, 2, seed=2),
               data_format="channels_first", dilation_rate=2)
    yield case("conv_transpose", draw(2, 4, 3), draw(3, 2, 3, seed=1))
    yield case("conv_transpose", draw(2, 4, 3, 3), draw(3, 2, 2, 3, seed=1), strides=(2, 3), padding="same")
    yield case("conv_transpose", draw(2, 4, 3, 3), draw(3, 3, 2, 3, seed=1), strides=2, output_padding=1)
    yield case("conv_transpose", draw(2, 4, 3, 3), draw(3, 3, 2, 3, seed=1), strides=3, padding="same",
               output_padding=(1, 2))
    yield case("conv_transpose", draw(2, 3, 4, 3), draw(2, 2, 2, 3, seed=1), data_format="channels_first",
               dilation_rate=2)
    yield case("conv_transpose", draw(1, 2, 3, 2, 2), draw(2, 2, 2, 3, 2, seed=1), strides=2)


def arrangements():
    yield case("depth_to_space", draw(2, 2, 3, 8), block_size=2)
    yield case("depth_to_space", draw(1, 18, 2, 1), block_size=3, data_format="channels_first")
    yield case("space_to_depth", draw(2, 4, 6, 3), block_size=2)
    yield case("space_to_depth", draw(1, 2, 6, 3), block_size=3, data_format="channels_first")
    yield case("unfold", draw(2, 3, 5, 6), kernel_size=2)
    yield case("unfold", draw(2, 2, 7, 6), kernel_size=(3, 2), dilation=(2, 1), padding=(1, 2), stride=(2, 3))
    yield case("fold", draw(2, 12, 20), output_size=(5, 6), kernel_size=2)
    yield case("fold", draw(2, 12, 9), output_size=(7, 6), kernel_size=(3, 2), dilation=(2, 1), padding=(1, 2),
               stride=(2, 3))
    yield case("psnr", draw(2, 3, 4), draw(2, 3, 4, seed=1), max_val=3.0)


def record():
    return ops_form.record([*pools(), *convolutions(), *arrangements()])
