"""Small files in the form of Keras' data sets, and what Keras' own readers make of them.

The files are written to `keras/src/test/resources/datasets/`; the archives are pickled as Python 2 pickled the real
ones, with byte strings.
"""

import gzip
import io
import json
import pathlib
import pickle
import struct
import tarfile

import keras
import numpy as np

from oracle import json_form
from oracle.cases import rng

FOLDER = pathlib.Path(__file__).parents[3] / "keras/src/test/resources/datasets"
HOUSING = [{}, {"test_split": 0.4}, {"seed": 7}, {"test_split": 0.05, "seed": 4294967295}]
TEXTS = [{}, {"num_words": 12}, {"num_words": 15, "skip_top": 6}, {"maxlen": 6}, {"seed": 5},
         {"start_char": None}, {"start_char": 9, "index_from": 10}, {"oov_char": None, "num_words": 12},
         {"oov_char": 0, "num_words": 12}, {"start_char": None, "index_from": 0}]
PLAIN = {"start_char": 1, "oov_char": 2, "index_from": 3}


class Python2Pickler(pickle._Pickler):
    """Writes bytes as Python 2 wrote its texts."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_text(self, value):
        head = b"U" + bytes([len(value)]) if len(value) < 256 else b"T" + struct.pack("<i", len(value))
        self.write(head + value)
        self.memoize(value)

    dispatch[bytes] = save_text


def pickled(value):
    out = io.BytesIO()
    Python2Pickler(out, 2).dump(value)
    return out.getvalue()


def archive(name, files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for path, content in files.items():
            info = tarfile.TarInfo(path)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    (FOLDER / name).write_bytes(gzip.compress(out.getvalue(), mtime=0))


def batch(seed, count, labels):
    return {b"batch_label": b"a batch", b"data": rng(seed).integers(0, 256, (count, 3072)).astype("uint8"), **labels}


def classes(seed, count, most):
    return [int(each) for each in rng(seed).integers(0, most, count)]


def texts(seed, count):
    """Lists of word numbers from 1 to 20, as an array of objects."""
    result = np.empty(count, object)
    for i in range(count):
        result[i] = [int(each) for each in rng(seed + i).integers(1, 21, 1 + i % 7)]
    return result


def write_files():
    FOLDER.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(FOLDER / "housing.npz", x=rng(1).normal(size=(23, 3)), y=rng(2).normal(size=23))
    np.savez_compressed(FOLDER / "imdb.npz", x_train=texts(10, 9), y_train=np.array(classes(3, 9, 2)),
                        x_test=texts(30, 8), y_test=np.array(classes(4, 8, 2)))
    np.savez_compressed(FOLDER / "reuters.npz", x=texts(50, 17), y=np.array(classes(5, 17, 46)))
    (FOLDER / "words.json").write_text(json.dumps({"the": 1, "café": 2, 'a "quote"': 3, "d'or\\": 20}))
    ten = {f"cifar-10-batches-py/data_batch_{i}": pickled(batch(60 + i, 2, {b"labels": classes(70 + i, 2, 10)}))
           for i in range(1, 6)}
    names = [b"class%d" % i for i in range(100)]
    archive("cifar-10.tar.gz", {**ten, "cifar-10-batches-py/batches.meta": pickled({b"label_names": names[:10]}),
                                "cifar-10-batches-py/test_batch": pickled(batch(80, 3, {b"labels": [1, 9, 4]}))})
    parts = {part: pickled(batch(seed, 4, {b"fine_labels": classes(seed + 1, 4, 100),
                                           b"coarse_labels": classes(seed + 2, 4, 20)}))
             for part, seed in [("train", 90), ("test", 95)]}
    archive("cifar-100.tar.gz", {"cifar-100-python/meta": pickled({b"fine_label_names": names,
                                                                  b"coarse_label_names": names[:20]}),
                                 **{f"cifar-100-python/{part}": content for part, content in parts.items()}})


def housing(name, args):
    module = getattr(keras.src.datasets, name)
    module.get_file = lambda *_, **__: FOLDER / "housing.npz"
    parts = [np.float32(each) for part in module.load_data(**args) for each in part]
    written = {key: json_form.tensor(value) for key, value in zip(["x_train", "y_train", "x_test", "y_test"], parts)}
    return {"function": f"{name}.load_data", "args": args, **written}


def collection(name, args):
    module = getattr(keras.src.datasets, name)
    module.get_file = lambda *_, **__: FOLDER / f"{name}.npz"
    (x_train, y_train), (x_test, y_test) = module.load_data(**args)
    return {"function": f"{name}.load_data", "args": args, "x_train": [list(x) for x in x_train],
            "y_train": [int(y) for y in y_train], "x_test": [list(x) for x in x_test],
            "y_test": [int(y) for y in y_test]}


def images(name, args, label_key):
    """What Keras' reader of batches gives, in its order of axes; only sums of images are written."""
    from keras.src.datasets.cifar import load_batch
    folder = FOLDER.parent / "unpacked"
    with tarfile.open(FOLDER / f"{name.replace('cifar', 'cifar-')}.tar.gz") as tar:
        tar.extractall(folder, filter="data")
    inner = next(folder.iterdir())
    train = [f"data_batch_{i}" for i in range(1, 6)] if name == "cifar10" else ["train"]
    form = {"function": f"{name}.load_data", "args": args}
    for part, files in [("train", train), ("test", ["test_batch" if name == "cifar10" else "test"])]:
        pairs = [load_batch(inner / file, label_key) for file in files]
        x = np.concatenate([pair[0] for pair in pairs]).transpose(0, 2, 3, 1)
        form[f"x_{part}"] = {"shape": list(x.shape), "first": [int(v) for v in x.reshape(-1)[:9]],
                             "columns": [int(v) for v in x.astype(int).sum(axis=(0, 1, 3))]}
        form[f"y_{part}"] = [int(label) for pair in pairs for label in pair[1]]
    for file in sorted(inner.iterdir()):
        file.unlink()
    inner.rmdir()
    folder.rmdir()
    return form


def words(name):
    module = getattr(keras.src.datasets, name)
    module.get_file = lambda *_, **__: FOLDER / "words.json"
    return {"function": f"{name}.get_word_index", "args": {}, "expected": module.get_word_index()}


def record():
    write_files()
    cases = [housing(name, args) for name in ["boston_housing", "california_housing"] for args in HOUSING]
    cases += [collection(name, args) for name in ["imdb", "reuters"] for args in TEXTS]
    cases += [collection("reuters", {"test_split": 0.5}), images("cifar10", {}, "labels")]
    cases += [images("cifar100", {"label_mode": mode}, f"{mode}_labels") for mode in ["fine", "coarse"]]
    cases += [words(name) for name in ["imdb", "reuters"]]
    cases.append({"function": "reuters.get_label_names", "args": {},
                  "expected": list(keras.datasets.reuters.get_label_names())})
    return {"keras": keras.__version__, "cases": cases}
