#!/usr/bin/env python3
"""Opens with real Keras the models that WrittenModelsTest wrote. usage: check_models.py FOLDER

Beside each NAME.keras lies NAME.npz: x0, x1, ... are inputs, y0, ... what the model predicts; where it is compiled,
t0 is a target and w0, ... are the weights after ten more steps on it.
"""

import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras  # noqa: E402
import numpy as np  # noqa: E402

STEPS, PREDICTED, TRAINED = 10, 1e-5, 1e-4


def numbered(arrays, letter):
    return [arrays[f"{letter}{i}"] for i in range(sum(name[0] == letter for name in arrays.files))]


def listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def deviation(ours, theirs):
    """The largest difference beside the largest magnitude, or beside 1 where that is smaller."""
    if not ours.size:
        return 0.0
    return float(np.max(np.abs(ours - theirs)) / max(1.0, float(np.max(np.abs(theirs)))))


def check(file):
    model = keras.models.load_model(file)
    arrays = np.load(file.with_suffix(".npz"))
    inputs = numbered(arrays, "x")
    given = inputs if len(inputs) > 1 else inputs[0]
    predicted = listed(model.predict_on_batch(given))
    worst = max(deviation(np.asarray(p, "float32"), y) for p, y in zip(predicted, numbered(arrays, "y"), strict=True))
    trained = None
    if "t0" in arrays.files:
        for _ in range(STEPS):
            model.train_on_batch(given, arrays["t0"])
        weights = [np.asarray(w) for w in model.weights if "seed_generator" not in w.path]
        trained = max(deviation(w, o) for w, o in zip(weights, numbered(arrays, "w"), strict=True))
    return worst, trained


def main():
    bad, opened, steps = [], 0, 0
    worst = [0.0, 0.0]
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.keras")):
        keras.utils.clear_session()
        try:
            predicted, trained = check(file)
        except Exception as error:  # noqa: BLE001
            bad.append(f"{file.stem}: {type(error).__name__}: {str(error)[:300]}")
            continue
        opened += 1
        steps += trained is not None
        worst = [max(worst[0], predicted), max(worst[1], trained or 0.0)]
        if predicted > PREDICTED or (trained or 0) > TRAINED:
            bad.append(f"{file.stem}: predictions {predicted:.1e}, weights after {STEPS} steps {trained}")
    print(f"keras {keras.__version__}: {opened} models opened, predictions within {worst[0]:.1e}; "
          f"{steps} trained {STEPS} steps further, weights within {worst[1]:.1e}")
    sys.exit("\n".join(bad) or 0)


if __name__ == "__main__":
    main()
