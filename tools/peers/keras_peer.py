"""The workloads in Keras 3, on the back end that KERAS_BACKEND names."""

import keras
import numpy as np
from keras import layers

from workloads import CLASSES


def sequence(shape, *stack):
    return keras.Sequential([keras.Input(shape), *stack, layers.Dense(CLASSES, activation="softmax")])


def mlp(shape):
    return sequence(shape, layers.Dense(512, activation="relu"), layers.Dense(512, activation="relu"))


def cnn(shape):
    return sequence(shape, layers.Conv2D(32, 3, activation="relu"), layers.Conv2D(64, 3, activation="relu"),
                    layers.MaxPooling2D(), layers.Flatten(), layers.Dense(128, activation="relu"))


def lstm(shape):
    return sequence(shape, layers.LSTM(128))


def encoder(x, width, heads, hidden):
    attended = layers.MultiHeadAttention(heads, width // heads)(x, x)
    x = layers.LayerNormalization()(layers.add([x, attended]))
    fed = layers.Dense(width)(layers.Dense(hidden, activation="gelu")(x))
    return layers.LayerNormalization()(layers.add([x, fed]))


def transformer(shape):
    tokens = keras.Input(shape, dtype="int32")
    x = layers.Embedding(10_000, 128)(tokens)
    for _ in range(2):
        x = encoder(x, 128, 4, 512)
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(tokens, layers.Dense(CLASSES, activation="softmax")(x))


def convolved(x, filters, size=3, stride=1):
    x = layers.Conv2D(filters, size, strides=stride, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(x)


def residual(x, filters, stride):
    y = layers.Activation("relu")(convolved(x, filters, stride=stride))
    y = convolved(y, filters)
    if stride > 1:
        x = convolved(x, filters, size=1, stride=stride)
    return layers.Activation("relu")(layers.add([x, y]))


def resnet20(shape):
    image = keras.Input(shape)
    x = layers.Activation("relu")(convolved(image, 16))
    for filters in (16, 32, 64):
        for block in range(3):
            x = residual(x, filters, 2 if filters > 16 and block == 0 else 1)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(image, layers.Dense(CLASSES, activation="softmax")(x))


class Peer:
    """Training through fit and prediction through predict_on_batch, as Keras' users write them."""

    def __init__(self, workload, options):
        keras.utils.set_random_seed(1)
        self.workload = workload
        self.x, self.y = workload.data()
        self.model = globals()[workload.name](workload.shape)
        # "auto" leaves TensorFlow without XLA and JAX with it.
        jit = True if options.framework.endswith("-xla") else "auto"
        self.model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", jit_compile=jit)
        self.version = f"{keras.__version__}+{keras.backend.backend()}-{backend_version()}"

    def first_step(self):
        self.fit(self.x[:self.workload.batch], self.y[:self.workload.batch])

    def epoch(self):
        return self.fit(self.x, self.y)

    def fit(self, x, y):
        history = self.model.fit(x, y, batch_size=self.workload.batch, epochs=1, verbose=0)
        return history.history["loss"][0]

    def hundred_steps(self, folder, floatx="float32"):
        """The loss after the hundred steps that Jacobian's worker trained, from its weights on its batches."""
        if floatx == "float64" and keras.backend.backend() == "jax":
            raise NotImplementedError("JAX computes in float64 only where a process begins with that switched on")
        before = keras.config.floatx()
        # Inputs, the learning rate and the mean of the losses are of this type, whatever the model's layers are.
        keras.config.set_floatx(floatx)
        try:
            batches = np.load(f"{folder}/batches.npz")
            model = keras.models.load_model(f"{folder}/model.keras")
            history = model.fit(batches["x"], batches["y"], batch_size=self.workload.batch, epochs=10, shuffle=False,
                                verbose=0)
            return float(history.history["loss"][-1])
        finally:
            keras.config.set_floatx(before)

    def predict_one(self):
        np.asarray(self.model.predict_on_batch(self.x[:1]))


def backend_version():
    if keras.backend.backend() == "jax":
        import jax
        return jax.__version__
    import tensorflow
    return tensorflow.__version__
