"""Checks with h5py and Keras the file that Hdf5WriterTest writes:

    ./jac test or a run of Hdf5WriterTest with -Djacobian.files.write=FOLDER
    python check_hdf5.py FOLDER/written.h5
"""

import sys

import h5py
import ml_dtypes
import numpy as np
from keras.src.legacy.saving.legacy_h5_format import load_attributes_from_hdf5_group
from keras.src.saving.saving_lib import H5IOStore


def check(file):
    attributes = file.attrs
    assert attributes["name"] == "grün" and attributes["empty"] == "" and attributes["größe"] == "wide"
    assert attributes["long"] == "x" * 70_000
    assert attributes["number"] == 7 and attributes["fraction"] == 0.25
    assert list(attributes["none"]) == []
    assert load_attributes_from_hdf5_group(file, "weight_names") == ["kernel:0", "bias:0"]
    for name, item in file["types"].items():
        expected = np.array([[0, 1, 2], [1, 0, 1]]).astype(name)
        if name == "bfloat16":
            assert item.attrs["dtype"] == "bfloat16" and item.dtype == np.dtype("V2")
            found = item[()].view(ml_dtypes.bfloat16)
        else:
            assert item.dtype == np.dtype(name), (name, item.dtype)
            found = item[()]
        assert np.array_equal(found, expected), name
    assert file["scalar"][()] == np.float32(2.5)
    assert file["nothing"].shape == (0, 3) and file["nothing"][()].size == 0
    assert [each.decode() for each in file["texts"][()]] == ["a", "", "grün", "longer than that"]
    assert len(file["no_texts"][()]) == 0
    assert list(file["layers"]) == ["activation", "dense", "dropout", "\U0001f600"]
    assert list(file["layers/activation"]) == ["vars"] and len(file["layers/activation/vars"]) == 0
    assert len(file["layers/dropout/vars"]) == 0 and list(file["layers/\U0001f600"]) == ["\ufffd"]
    assert file["layers/dense/vars"].attrs["name"] == "dense"
    assert [int(file[f"many/{i}"][()][0]) for i in range(70)] == list(range(70))
    assert len(file["many"]) == 70 and sorted(file["many"]) == list(file["many"])


def main():
    path = sys.argv[1]
    with h5py.File(path) as file:
        check(file)
    store = H5IOStore(path, mode="r")
    assert store.get("layers/dense")["0"][()].tolist() == [1, 2, 3]
    assert len(store.get("layers/dropout").keys()) == 0
    store.close()
    with open(path, "rb") as source, open("/tmp/grown.h5", "wb") as copy:
        copy.write(source.read())
    with h5py.File("/tmp/grown.h5", "r+") as file:
        file["layers/dropout/vars/0"] = np.float32(1)
        file["many/new"] = np.arange(5)
        file.attrs["more"] = "x" * 100_000
        del file["layers/activation"]
    with h5py.File("/tmp/grown.h5") as file:
        assert file["many/new"].shape == (5,) and "activation" not in file["layers"]
    print("h5py reads all of", path, "and can write on in it")


if __name__ == "__main__":
    main()
