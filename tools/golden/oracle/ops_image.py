"""The functions of keras.ops.image. `data_format` is given where Keras' own default is not channels_last."""

import numpy as np

from oracle import ops_form
from oracle.ops_form import case, draw, whole

METHODS = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]


def sizes():
    for method in METHODS:
        yield case("image.resize", draw(2, 5, 4, 2), size=(7, 6), interpolation=method)
        yield case("image.resize", draw(6, 7, 2), size=(4, 3), interpolation=method, antialias=True)
    yield case("image.resize", draw(2, 3, 5, 4), size=(3, 8), data_format="channels_first")
    yield case("image.resize", draw(1, 8, 6, 2), size=(4, 4), crop_to_aspect_ratio=True)
    yield case("image.resize", draw(1, 4, 9, 2), size=(6, 5), crop_to_aspect_ratio=True, interpolation="nearest")
    yield case("image.resize", draw(1, 8, 6, 2), size=(4, 4), pad_to_aspect_ratio=True, fill_value=0.7)
    yield case("image.resize", draw(5, 8, 2), size=(4, 4), pad_to_aspect_ratio=True, fill_mode="constant")
    yield case("image.resize", whole(1, 4, 5, 3, low=0, high=256, dtype="uint8"), size=(7, 6),
               interpolation="bicubic")
    for method in METHODS[1:]:
        yield case("image.scale_and_translate", draw(2, 5, 6, 2), output_shape=(2, 7, 4, 2), scale=[1.3, 0.6],
                   translation=[-0.4, 0.7], spatial_dims=[1, 2], method=method)
    yield case("image.scale_and_translate", draw(7, 6), output_shape=(4, 6), scale=[0.5], translation=[0.2],
               spatial_dims=[0], method="bicubic", antialias=False)
    yield case("image.crop_images", draw(2, 5, 6, 3), top_cropping=1, left_cropping=2, target_height=3, target_width=2)
    yield case("image.crop_images", draw(3, 5, 6), bottom_cropping=1, right_cropping=2, target_height=3,
               target_width=2, data_format="channels_first")
    yield case("image.crop_images", draw(5, 6, 3), top_cropping=1, left_cropping=2, bottom_cropping=1,
               right_cropping=0)
    yield case("image.pad_images", draw(2, 2, 3, 3), top_padding=1, left_padding=2, target_height=5, target_width=6)
    yield case("image.pad_images", draw(3, 2, 3), bottom_padding=1, right_padding=2, target_height=5, target_width=6,
               data_format="channels_first")
    yield case("image.pad_images", draw(2, 3, 1), top_padding=1, left_padding=0, bottom_padding=2, right_padding=3)


TRANSFORM = np.array([[0.9, 0.2, -0.7, -0.15, 1.1, 0.4, 0, 0], [1.2, -0.1, 0.3, 0.05, 0.8, -0.6, 0, 0]], "float32")
START = np.array([[0.3, 0.2], [4.6, 0.1], [0.2, 3.8], [4.9, 4.1]], "float32")
END = np.array([[0.0, 0.5], [5.1, -0.2], [0.6, 4.2], [4.4, 3.7]], "float32")


def movements():
    # On JAX, Keras takes c0 and c1 for something else than its documentation says, so that gradients by them differ.
    for mode in ["constant", "nearest", "wrap", "mirror", "reflect"]:
        yield case("image.affine_transform", draw(2, 5, 6, 2), TRANSFORM, fill_mode=mode, gradient=[0])
        far = draw(2, 3, 4, seed=5, low=-7, high=11)
        yield case("image.map_coordinates", draw(4, 5), far, order=1, fill_mode=mode)
    yield case("image.affine_transform", draw(5, 6, 2), TRANSFORM[0], interpolation="nearest", fill_value=0.6,
               gradient=[0])
    yield case("image.affine_transform", draw(2, 2, 5, 6), TRANSFORM, data_format="channels_first", fill_value=-0.4,
               gradient=[0])
    yield case("image.map_coordinates", draw(3, 4, 2), draw(3, 5, seed=5, low=-1, high=4), order=0, fill_value=0.3,
               gradient=[0])
    yield case("image.map_coordinates", draw(3, 4, 2), draw(3, 5, seed=6, low=-1, high=4), order=1, fill_value=0.3)
    yield case("image.map_coordinates", whole(4, 5, low=0, high=90), draw(2, 6, seed=5, low=0, high=3), order=1,
               gradient=False)
    blur = {"tolerance": 1e-4, "reason": "Keras solves the eight equations of the projection in float32"}
    yield case("image.perspective_transform", draw(2, 5, 6, 2), np.stack([START, END]), np.stack([END, START + 0.1]),
               **blur)
    yield case("image.perspective_transform", draw(2, 5, 6), START, END, data_format="channels_first",
               fill_value=0.6, **blur)
    yield case("image.perspective_transform", draw(5, 6, 2), START, END, interpolation="nearest", gradient=[0])
    # Moves are random: without them, and with such as are far smaller than what is compared, numbers can be too.
    yield case("image.elastic_transform", draw(2, 5, 6, 2), alpha=0.0, seed=3)
    yield case("image.elastic_transform", draw(2, 2, 5, 6), alpha=1e-7, sigma=1.0, interpolation="nearest",
               fill_mode="constant", fill_value=0.5, data_format="channels_first")


def neighbourhoods():
    yield case("image.extract_patches", draw(2, 6, 5, 2), size=(3, 2))
    yield case("image.extract_patches", draw(6, 7, 2), size=3, strides=(2, 1), padding="same")
    yield case("image.extract_patches", draw(2, 2, 6, 7), size=2, strides=1, dilation_rate=2,
               data_format="channels_first")
    yield case("image.extract_patches_3d", draw(1, 4, 4, 5, 2), size=(2, 2, 3))
    yield case("image.extract_patches_3d", draw(4, 4, 3, 2), size=2, strides=(1, 2, 1), padding="same")
    yield case("image.extract_patches_3d", draw(1, 2, 4, 5, 4), size=2, strides=1, dilation_rate=2,
               data_format="channels_first")
    yield case("image.gaussian_blur", draw(2, 5, 6, 2), data_format="channels_last")
    yield case("image.gaussian_blur", draw(2, 6, 5), kernel_size=(5, 3), sigma=(0.7, 2.0),
               data_format="channels_first")
    yield case("image.sobel_edges", draw(2, 5, 4, 3))
    yield case("image.sobel_edges", draw(2, 3, 5, 4), data_format="channels_first")
    yield case("image.ssim", draw(2, 12, 13, 2, low=0, high=1), draw(2, 12, 13, 2, seed=1, low=0, high=1))
    yield case("image.ssim", draw(2, 8, 9, low=0, high=9), draw(2, 8, 9, seed=1, low=0, high=9), max_val=9.0,
               filter_size=5, filter_sigma=0.8, k1=0.05, k2=0.1, data_format="channels_first")


def colours():
    for op in ["rgb_to_grayscale", "rgb_to_hsv", "hsv_to_rgb"]:
        yield case(f"image.{op}", draw(2, 3, 4, 3, low=0, high=1))
        yield case(f"image.{op}", draw(3, 3, 4, low=0, high=1), data_format="channels_first")
    yield case("image.rgb_to_grayscale", whole(2, 3, 4, 3, low=0, high=256, dtype="uint8"))
    yield case("image.rgb_to_grayscale", draw(2, 3, 1))
    yield case("image.rgb_to_hsv", np.array([[[0, 0, 0], [0.5, 0.5, 0.5], [1, 0, 0], [0, 1, 0], [0, 0, 1]]], "float32"),
               gradient=False)


def record():
    return ops_form.record([*sizes(), *movements(), *neighbourhoods(), *colours()])
