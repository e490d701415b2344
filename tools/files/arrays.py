"""Writes arrays as numpy and safetensors write them, for NpyTest, NpzTest and SafetensorsTest.

Run from the root of the checkout: python tools/files/arrays.py (numpy, ml_dtypes, safetensors).
With --judge FOLDER it reads what WrittenArraysTest has written there and compares it with what it would write itself.
"""

import io
import os
import sys
import zipfile

import ml_dtypes
import numpy as np
import safetensors.numpy

FOLDER = "keras/src/test/resources/files/arrays"

# The values that every array holds: 0 to 5, in two rows of three; the tests know them.
SIX = np.arange(6).reshape(2, 3)

SAME = {
    "float32": SIX.astype("f4") / 4,
    "float64": SIX.astype("f8") / 4,
    "float16": SIX.astype("f2") / 4,
    "bfloat16": (SIX / 4).astype(ml_dtypes.bfloat16),
    "int32": SIX.astype("i4") - 3,
    "int64": SIX.astype("i8") - 2**40,
    "uint8": (SIX + 250).astype("u1"),
    "bool": SIX % 2 == 1,
}
WIDENED = {
    "int8": (SIX - 128).astype("i1"),
    "int16": (SIX - 32768).astype("i2"),
    "uint16": (SIX + 65530).astype("u2"),
    "uint32": (SIX + 2**32 - 6).astype("u4"),
    "uint64": SIX.astype("u8") + 2**40,
}
SHAPES = {
    "scalar": np.float32(7.5),
    "vector": np.arange(5, dtype="f4"),
    "empty": np.zeros((0, 3), "f4"),
    "deep": np.arange(24, dtype="f4").reshape(1, 2, 3, 4),
}


def path(name):
    return os.path.join(FOLDER, name)


def npy():
    for name, array in (SAME | WIDENED | SHAPES).items():
        np.save(path(name + ".npy"), array)
    np.save(path("big_endian.npy"), SAME["float32"].astype(">f4"))
    np.save(path("big_endian_int64.npy"), SAME["int64"].astype(">i8"))
    np.save(path("fortran.npy"), np.asfortranarray(SHAPES["deep"]))
    np.save(path("objects.npy"), np.array([[1], "two"], dtype=object), allow_pickle=True)
    np.save(path("records.npy"), np.zeros(2, dtype=[("a", "f4"), ("b", "i4")]))
    np.save(path("texts.npy"), np.array(["one", "two"]))
    np.save(path("complex.npy"), SIX.astype("c8"))
    np.save(path("too_large.npy"), np.array([2**63], "u8"))
    for version in (2, 3):
        with open(path(f"version{version}.npy"), "wb") as out:
            np.lib.format.write_array(out, SAME["float32"], version=(version, 0))


def npz():
    arrays = {"x": SAME["float32"], "folder/y": SAME["int64"], "scalar": SHAPES["scalar"], "b": SAME["bool"]}
    np.savez(path("stored.npz"), **arrays)
    np.savez_compressed(path("deflated.npz"), **arrays)
    # A zip archive without sizes before the bytes, as one gets by writing to a pipe.
    pipe = io.BytesIO()
    pipe.seekable = lambda: False
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("x.npy", "w") as out:
            np.lib.format.write_array(out, SAME["float32"])
    with open(path("piped.npz"), "wb") as out:
        out.write(pipe.getvalue())


NAMED = {"läßt \"quoted\"\n": SIX.astype("f4")}


def plain(arrays):
    return {name: np.ascontiguousarray(array) if np.ndim(array) else np.asarray(array) for name, array in arrays.items()}


def st():
    safetensors.numpy.save_file(plain(SAME | SHAPES), path("all.safetensors"), {"format": "np"})
    safetensors.numpy.save_file(plain(NAMED), path("named.safetensors"), {"format": "np", "author": "me"})
    safetensors.numpy.save_file(WIDENED, path("widened.safetensors"))
    safetensors.numpy.save_file({}, path("none.safetensors"))
    safetensors.numpy.save_file({"x": SAME["float32"].astype(ml_dtypes.float8_e4m3fn), "y": SAME["float32"]},
                                path("float8.safetensors"))


def same(found, wanted):
    found, wanted = np.asarray(found), np.asarray(wanted)
    if found.dtype == np.dtype("V2"):
        found = found.view(ml_dtypes.bfloat16)
    assert found.dtype == wanted.dtype and found.shape == wanted.shape, (found.dtype, found.shape, wanted.dtype)
    assert found.tobytes() == wanted.tobytes()


def judge(folder):
    for name, array in (SAME | SHAPES).items():
        same(np.load(os.path.join(folder, name + ".npy")), array)
    for name in ("stored.npz", "deflated.npz"):
        with np.load(os.path.join(folder, name)) as found:
            assert list(found) == list(SAME | SHAPES), list(found)
            for key, array in (SAME | SHAPES).items():
                same(found[key], array)
    for name, tensors in (("all", SAME | SHAPES), ("named", NAMED)):
        file = os.path.join(folder, name + ".safetensors")
        found = safetensors.numpy.load_file(file)
        assert set(found) == set(tensors), set(found)
        for key, array in tensors.items():
            same(found[key], array)
        with safetensors.safe_open(file, "np") as opened:
            wanted = {"format": "np"} | ({"author": "me"} if name == "named" else {})
            assert opened.metadata() == wanted, opened.metadata()
    print("numpy and safetensors read the same")


if __name__ == "__main__":
    if "--judge" in sys.argv:
        judge(sys.argv[-1])
    else:
        os.makedirs(FOLDER, exist_ok=True)
        npy()
        npz()
        st()
