"""What Keras writes into files for every layer."""

import keras

from oracle import configs, configs_layers


def record():
    return {"keras": keras.__version__, "layers": configs.record_of(keras.layers, configs_layers.CASES)}
