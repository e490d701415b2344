"""Writes small HDF5 files with h5py and real Keras, and what is in them, for the tests of the HDF5 reader."""

import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
import h5py
import numpy as np

TARGET = sys.argv[1] if len(sys.argv) > 1 else "keras/src/test/resources/files/hdf5"


def path(name):
    return os.path.join(TARGET, name)


def values(dataset):
    if dataset.shape is None:
        return []
    array = dataset[()]
    if dataset.attrs.get("dtype") == "bfloat16":
        import ml_dtypes

        array = np.asarray(array).view(ml_dtypes.bfloat16).astype("float32")
    if isinstance(array, bytes):
        return array.decode()
    array = np.asarray(array)
    if array.dtype.kind in "OS":
        return [each.decode() if isinstance(each, bytes) else each for each in array.ravel()]
    return array.astype("float64").ravel().tolist()


def attribute(value):
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, np.ndarray):
        return [attribute(each) for each in value.tolist()]
    return value.item() if isinstance(value, np.generic) else value


def contents(group):
    """Path -> shape and values of a dataset, or the attributes of a group."""
    found = {}

    def visit(name, item):
        entry = {"attributes": {key: attribute(value) for key, value in item.attrs.items()}}
        if isinstance(item, h5py.Dataset):
            entry.update(shape=[0] if item.shape is None else list(item.shape), stored=str(item.dtype), values=values(item))
        found["/" + name] = entry

    visit("", group)
    group.visititems(visit)
    return found


def dtypes(file):
    numbers = np.array([[0, 1, 2], [3, 100, 127]])
    for name in "i1 u1 <i2 >i2 <u2 <i4 >i4 <u4 <i8 >i8 <u8 <f2 >f2 <f4 >f4 <f8 >f8".split():
        file["numbers/" + name.replace("<", "little_").replace(">", "big_")] = numbers.astype(name) - (
            5 if name[-2] != "u" else 0
        )
    file["bool"] = np.array([True, False, True])
    file["scalar"] = np.float32(2.5)
    file["nothing"] = np.zeros((0, 3), "float32")
    file.create_dataset("unwritten", (2, 2), "float32")
    file.create_dataset("empty", data=h5py.Empty("f"))
    file.create_dataset("compact_text", data=np.array([b"one", b"three"]))
    file.create_dataset("text", data=["a", "", "grün"], dtype=h5py.string_dtype())
    file.create_group("a/b/c")
    file.attrs["text"] = "grün"
    file.attrs["bytes"] = b"plain"
    file.attrs["texts"] = np.array([b"kernel:0", b"bias:0"])
    file.attrs["heap_texts"] = ["x", "yz"]
    file.attrs["none"] = []
    file.attrs["number"] = 7
    file.attrs["numbers"] = np.array([1.5, -2.5], "float32")
    file.attrs["flag"] = True


def chunked(file):
    values = np.arange(7 * 5 * 3, dtype="float32").reshape(7, 5, 3)
    file.create_dataset("plain", data=values, chunks=(3, 2, 2))
    file.create_dataset("gzip", data=values, chunks=(4, 5, 1), compression="gzip")
    file.create_dataset("both", data=values, chunks=(7, 5, 3), compression="gzip", shuffle=True)
    file.create_dataset("shuffled", data=values, chunks=(3, 3, 3), shuffle=True)
    part = file.create_dataset("part", (6, 6), "int32", chunks=(2, 2))
    part[2:4, 2:4] = 5
    file.create_dataset("line", data=np.arange(1000), chunks=(64,), compression="gzip")


def many(file):
    for i in range(120):
        file.create_group(f"g{i}") if i % 3 else file.create_dataset(f"d{i}", data=np.float32(i))


def split(file):
    names = [f"layer_with_a_long_name_{i:05d}" for i in range(2310)]
    from keras.src.legacy.saving.legacy_h5_format import save_attributes_to_hdf5_group

    save_attributes_to_hdf5_group(file, "layer_names", [name.encode() for name in names])


GOOD = {"dtypes": dtypes, "chunked": chunked, "many": many, "split": split}


def keras_files():
    import keras

    keras.utils.set_random_seed(1)
    model = keras.Sequential([
        keras.Input((8, 3)),
        keras.layers.Conv1D(4, 3),
        keras.layers.BatchNormalization(),
        keras.layers.ReLU(),
        keras.layers.LSTM(3),
        keras.layers.Dense(2, dtype=keras.DTypePolicy("bfloat16")),
    ])
    model.save_weights(path("keras.weights.h5"))
    # As legacy .h5 Keras cannot read its own bfloat16 back.
    model = keras.Sequential([*model.layers[:-1], keras.layers.Dense(2)])
    model.compile("adam", "mse")
    model.fit(np.ones((4, 8, 3)), np.ones((4, 2)), verbose=0)
    model.save(path("legacy.h5"))


def refused():
    def soft(file):
        file["real"] = np.float32(1)
        file["soft"] = h5py.SoftLink("/real")

    def external(file):
        file["external"] = h5py.ExternalLink("/etc/passwd", "/x")

    def virtual(file):
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource("/etc/passwd", "x", (4,))
        file.create_virtual_dataset("virtual", layout)

    def storage(file):
        file.create_dataset("outside", (4,), "u1", external=[("/etc/passwd", 0, 4)])

    def lzf(file):
        file.create_dataset("lzf", data=np.zeros(100), compression="lzf")

    def twice(file):
        file.create_group("a")
        file["b"] = file["a"]

    def circle(file):
        file["a/b"] = file["/"]

    def bomb(file):
        file.create_dataset("bomb", (1 << 14, 1 << 14), "float64", chunks=(1 << 11, 1 << 11), compression="gzip")[0, 0] = 1

    def huge(file):
        file.create_dataset("huge", (1 << 20, 1 << 20), "float64")

    def filled(file):
        file.create_dataset("filled", (4,), "float32", fillvalue=3)

    def compound(file):
        file["compound"] = np.zeros(3, [("a", "f4"), ("b", "i4")])

    def named(file):
        file["type"] = np.dtype("f4")

    def wide(file):
        file["wide"] = np.array([1 << 63], "u8")

    return locals()


def main():
    os.makedirs(TARGET, exist_ok=True)
    for name, fill in GOOD.items():
        with h5py.File(path(name + ".h5"), "w") as file:
            fill(file)
    with h5py.File(path("latest.h5"), "w", libver="latest") as file:
        file["a/b"] = np.arange(6, dtype="float32").reshape(2, 3)
        file["one_chunk"] = np.float32(3)
        file.create_dataset("packed", data=np.arange(100), chunks=(100,), compression="gzip")
        file.attrs["name"] = "new style"
        file.create_group("empty")
    with h5py.File(path("userblock.h5"), "w", userblock_size=512) as file:
        file["a"] = np.arange(3, dtype="float32")
    keras_files()
    for name, fill in refused().items():
        with h5py.File(path("refused_" + name + ".h5"), "w") as file:
            fill(file)
    expected = {}
    for name in sorted(os.listdir(TARGET)):
        if name.endswith(".h5") and not name.startswith("refused_"):
            with h5py.File(path(name)) as file:
                expected[name] = contents(file)
    with open(path("expected.json"), "w") as file:
        json.dump(expected, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
