"""Writes small image files and what Keras reads from them, for ImageDirectoryTest (needs Pillow beside requirements.txt).

Run from the root of the checkout: python tools/golden/images.py
"""

import json
import os

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np
from PIL import Image

FOLDER = "keras/src/test/resources/jacobian/keras/data/images"


def write(random):
    for name in ("colours", "greys"):
        os.makedirs(f"{FOLDER}/{name}", exist_ok=True)
    colours, greys = f"{FOLDER}/colours", f"{FOLDER}/greys"
    rgb = random.integers(0, 256, (5, 7, 3), dtype=np.uint8)
    Image.fromarray(rgb).save(f"{colours}/rgb.png")
    Image.fromarray(random.integers(0, 256, (6, 4, 4), dtype=np.uint8), "RGBA").save(f"{colours}/rgba.png")
    Image.fromarray(rgb).convert("P", palette=Image.ADAPTIVE, colors=7).save(f"{colours}/palette.png")
    y, x = np.mgrid[0:16, 0:24]
    photo = np.stack([y * 8, x * 8, (x + y) * 4], -1).astype(np.uint8)
    Image.fromarray(photo).save(f"{colours}/photo.jpg", quality=95)
    Image.fromarray(random.integers(0, 256, (4, 4), dtype=np.uint8)).save(f"{greys}/grey.png")
    bits = (random.integers(0, 2, (4, 5)) * 255).astype(np.uint8)
    Image.fromarray(bits).convert("1").save(f"{greys}/bits.png")
    Image.fromarray(random.integers(0, 256, (3, 5, 2), dtype=np.uint8), "LA").save(f"{greys}/alpha.png")
    Image.fromarray((y * 10).astype(np.uint8)).save(f"{greys}/ramp.jpg", quality=95)


def read(path, mode):
    image = keras.utils.img_to_array(keras.utils.load_img(f"{FOLDER}/{path}", color_mode=mode))
    resized = np.asarray(keras.ops.image.resize(image, (4, 6)))
    return {
        "file": path,
        "mode": mode,
        "height": image.shape[0],
        "width": image.shape[1],
        "values": [int(each) for each in image.ravel()],
        "resized": [round(float(each), 4) for each in resized.ravel()],
    }


write(np.random.default_rng(0))
cases = [
    read(f"{folder}/{name}", mode)
    for folder, modes in (("colours", ("rgb", "grayscale", "rgba")), ("greys", ("grayscale",)))
    for name in sorted(os.listdir(f"{FOLDER}/{folder}"))
    for mode in modes
]
with open(f"{FOLDER}/keras.json", "w") as out:
    json.dump(cases, out)
    out.write("\n")
