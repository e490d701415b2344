#!/usr/bin/env python3
"""Writes the golden files of the Keras layer's tests. usage: generate.py [--out FOLDER] [--only NAME ...]

Everything is computed twice by real Keras: in float32, which is what the files hold, and in float64, which tells how
far float32 rounding alone moves each tensor. A model that rounding moves by more than ROUNDING is badly conditioned
(a kink or a sign decides), proves nothing about an implementation, and stops the run.
"""

import argparse
import importlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HOUSE = pathlib.Path(__file__).resolve().parents[2]
ROUNDING = 7e-6  # Adam alone needs 6.2e-6: float32 rounds its first 1 - beta_2^t that far from 0.001
FAMILIES = ["models", "losses", "metrics", "optimizers", "activations", "initializers", "regularizers", "schedules",
            "layers", "layers_merging", "layers_reshaping", "layers_pooling", "layers_transposed",
            "layers_by_channel", "layers_normalization", "layers_attention", "fit", "optimizers_more", "constraints",
            "pieces_more", "metrics_more", "layers_recurrent_more", "layers_conv_lstm", "layers_conv_lstm_3d",
            "layers_attention_more", "masks",
            "losses_more", "losses_options", "metrics_options", "optimizers_options", "initializers_options",
            "loss_scale",
            "layers_recurrent", "datasets", "utils",
            "layers_channels_first", "layers_channels_first_shapes", "layers_convolution", "layers_core",
            "ops_numpy", "ops_numpy_reductions", "ops_numpy_arrangement", "ops_linalg", "ops_math", "ops_core",
            "mixed_precision", "dtype_policy", "models_features", "fit_features", "own_steps",
            "ops_nn", "ops_nn_windows", "ops_image", "configs", "configs_of_layers"]
os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["COLUMNS"] = "80"  # summary() fits itself to the terminal
sys.stdout.reconfigure(encoding="utf-8")


def families(only):
    """Path below the golden folder -> value, made one after another so that memory stays small."""
    if "models" in only:
        from oracle import model_record, models_dense, models_image_text
        for seed, spec in enumerate(models_dense.SPECS + models_image_text.SPECS):
            golden = model_record.record({"seed": 1000 + seed, **spec()})
            yield f"models/{golden['name']}.json", golden
    for family in only:
        if family != "models":
            yield f"{family}.json", importlib.import_module(f"oracle.{family}").record()


def write_all(folder, only):
    from oracle import json_form
    for name, value in families(only):
        json_form.write(folder / name, value)
        print(f"  {name}", flush=True)


def twin(folder, only):
    """The same run in float64, in a process of its own."""
    environment = dict(os.environ, GOLDEN_FLOATX="float64", JAX_ENABLE_X64="1")
    command = [sys.executable, __file__, "--out", str(folder), "--only", *only]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def tensors(value, path=""):
    """Every tensor of a golden file with its place."""
    if isinstance(value, dict):
        if "values" in value:
            yield path, value
        else:
            for key, part in value.items():
                yield from tensors(part, f"{path}/{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from tensors(part, f"{path}/{index}")


def check(folder, exact):
    """Writes the rounding error of each model into its file and fails on one that is badly conditioned."""
    from oracle import json_form
    bad = []
    for file in sorted(folder.glob("models/*.json")):
        golden, reference = (json.loads((f / "models" / file.name).read_text()) for f in (folder, exact))
        worst = max((json_form.deviation(t, other), place)
                    for (place, t), (_, other) in zip(tensors(golden), tensors(reference)))
        places = list(golden)
        golden = {**{k: golden[k] for k in places[:3]}, "rounding": float(f"{worst[0]:.2g}"),
                  **{k: golden[k] for k in places[3:]}}
        json_form.write(file, golden)
        print(f"  {file.stem:24} rounding {worst[0]:.1e} at {worst[1]}")
        if worst[0] > ROUNDING:
            bad.append(file.stem)
    if bad:
        sys.exit(f"badly conditioned, choose other data: {', '.join(bad)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, default=HOUSE / "keras/src/test/resources/golden")
    parser.add_argument("--only", nargs="*", default=FAMILIES, choices=FAMILIES)
    options = parser.parse_args()
    import keras
    keras.config.set_floatx(os.environ.get("GOLDEN_FLOATX", "float32"))
    write_all(options.out, options.only)
    if keras.config.floatx() == "float32" and "models" in options.only:
        with tempfile.TemporaryDirectory() as exact:
            twin(pathlib.Path(exact), ["models"])
            check(options.out, pathlib.Path(exact))


if __name__ == "__main__":
    main()
