"""Whole-model .h5 files by the Keras 2 that TensorFlow carries (tensorflow.python.keras, frozen at 2.6)."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf
import tensorflow.python.distribute.input_lib as input_lib
from tensorflow.python import keras
from tensorflow.python.keras import layers as L
from tensorflow.python.keras import models, optimizers

from recording import numbers, path, record

# Names that the frozen copy still asks TensorFlow for.
input_lib.DistributedDatasetInterface = input_lib.DistributedDatasetSpec
keras.__version__ = "2.6.0"
# The recurrent layers of TensorFlow 1, whose classes are called LSTM and GRU in files.
L.LSTM, L.GRU = L.LSTMV1, L.GRUV1
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def sequential(*layers):
    return models.Sequential(list(layers))


@case
def dense():
    return sequential(
        L.Dense(5, input_shape=(4,), activation="relu", kernel_regularizer="l2", bias_constraint="max_norm"),
        L.Dropout(0.3, noise_shape=None, seed=3),
        L.Dense(3, use_bias=False, kernel_initializer="he_normal", activity_regularizer="l1"),
        L.Activation("softmax"),
    )


@case
def regularizers_and_initializers():
    from tensorflow.python.keras import constraints as C
    from tensorflow.python.keras import initializers as I
    from tensorflow.python.keras import regularizers as R

    return sequential(
        L.Dense(4, input_shape=(3,), kernel_regularizer=R.l1_l2(0.1, 0.2), kernel_constraint=C.UnitNorm(axis=0)),
        L.Dense(4, kernel_initializer=I.VarianceScaling(2.0, "fan_avg", "uniform"), kernel_constraint=C.NonNeg()),
        L.Dense(4, kernel_initializer=I.TruncatedNormal(0.1, 0.2, seed=5), bias_initializer=I.Constant(0.5)),
        L.Dense(4, kernel_initializer=I.Orthogonal(1.5), kernel_constraint=C.MinMaxNorm(0.1, 1.5, 0.9, axis=0)),
        L.Dense(4, kernel_initializer=I.RandomUniform(-0.3, 0.3), bias_initializer=I.RandomNormal(0.0, 0.1)),
        L.Dense(4, kernel_initializer="lecun_normal", bias_initializer="ones", bias_regularizer=R.l1(0.3)),
        L.Dense(4, kernel_initializer=I.Identity(0.7)),
    )


def activation(name):
    def build():
        return sequential(L.Dense(6, input_shape=(4,)), L.Activation(name), L.Dense(2, activation=name))

    CASES["activation_" + name] = build


for each in ("hard_sigmoid", "swish"):
    activation(each)


@case
def activations():
    x = L.Input((4,))
    names = ("gelu", "selu", "elu", "exponential", "softplus", "softsign", "tanh", "sigmoid", "linear", "relu")
    return models.Model(x, L.Concatenate()([L.Dense(2, activation=name)(x) for name in names]))


@case
def advanced_activations():
    x = L.Input((6,))
    y = L.Dense(6)(x)
    parts = [
        L.LeakyReLU(alpha=0.1)(y),
        L.ELU(alpha=0.7)(y),
        L.ThresholdedReLU(theta=0.4)(y),
        L.ReLU(max_value=0.9, negative_slope=0.2, threshold=0.1)(y),
        L.Softmax(axis=-1)(y),
        L.PReLU(alpha_initializer="ones")(y),
    ]
    return models.Model(x, L.Concatenate()(parts))


@case
def conv1d():
    return sequential(
        L.Conv1D(4, 3, padding="causal", dilation_rate=2, input_shape=(9, 3), activation="relu"),
        L.MaxPooling1D(2, strides=1, padding="same"),
        L.Conv1D(3, 2, strides=2, padding="same"),
        L.UpSampling1D(2),
        L.ZeroPadding1D((1, 2)),
        L.Cropping1D((0, 1)),
        L.AveragePooling1D(2),
        L.GlobalAveragePooling1D(),
    )


@case
def conv2d():
    return sequential(
        L.Conv2D(4, (3, 2), input_shape=(8, 7, 3), padding="same", activation="relu"),
        L.MaxPooling2D((2, 2)),
        L.SpatialDropout2D(0.2),
        L.Conv2D(3, 2, strides=(1, 1), dilation_rate=(2, 1), use_bias=False),
        L.Flatten(),
        L.Dense(2),
    )


@case
def conv2d_groups():
    return sequential(L.Conv2D(4, 3, groups=2, input_shape=(5, 5, 4)), L.GlobalMaxPooling2D())


@case
def conv2d_transpose():
    return sequential(
        L.Conv2DTranspose(3, 3, strides=2, padding="same", input_shape=(3, 4, 2)),
        L.Conv2DTranspose(2, (2, 3), padding="valid", output_padding=None),
        L.AveragePooling2D((2, 3), padding="same"),
    )


@case
def conv1d_transpose():
    return sequential(L.Conv1DTranspose(3, 3, strides=2, padding="same", input_shape=(4, 2)))


@case
def conv3d():
    return sequential(
        L.Conv3D(3, 2, input_shape=(4, 4, 4, 2), activation="tanh"),
        L.ZeroPadding3D(1),
        L.MaxPooling3D(2),
        L.Conv3DTranspose(2, 2),
        L.UpSampling3D((1, 2, 1)),
        L.Cropping3D(((0, 1), (1, 0), (0, 0))),
        L.AveragePooling3D(2),
        L.GlobalAveragePooling3D(),
    )


@case
def depthwise_and_separable():
    return sequential(
        L.DepthwiseConv2D(3, depth_multiplier=2, padding="same", input_shape=(6, 6, 2)),
        L.SeparableConv2D(4, 3, depth_multiplier=2, activation="relu", depthwise_regularizer="l2"),
        L.UpSampling2D(2, interpolation="bilinear"),
        L.ZeroPadding2D(((1, 0), (0, 1))),
        L.Cropping2D(((0, 1), (1, 1))),
        L.GlobalAveragePooling2D(),
    )


@case
def separable_conv1d():
    return sequential(L.SeparableConv1D(3, 3, input_shape=(6, 2)), L.GlobalMaxPooling1D())


@case
def channels_first_flatten():
    return sequential(
        L.Permute((3, 1, 2), input_shape=(3, 4, 2)),
        L.ZeroPadding2D(1, data_format="channels_first"),
        L.Flatten(data_format="channels_first"),
        L.Dense(3),
    )


@case
def embedding_lstm_masked():
    return sequential(L.Embedding(9, 4, input_length=6, mask_zero=True), L.LSTM(3), L.Dense(2))


@case
def lstm():
    return sequential(
        L.LSTM(4, input_shape=(5, 3), return_sequences=True, dropout=0.1, recurrent_dropout=0.1),
        L.LSTM(3, recurrent_activation="sigmoid", unit_forget_bias=False, go_backwards=True, unroll=True),
    )


@case
def gru():
    return sequential(
        L.GRU(4, input_shape=(5, 3), return_sequences=True, reset_after=True),
        L.GRU(3, recurrent_activation="sigmoid", implementation=2),
    )


@case
def simple_rnn_stateful():
    return sequential(L.SimpleRNN(4, batch_input_shape=(2, 5, 3), stateful=True, activation="relu"), L.Dense(2))


@case
def rnn_of_cells():
    cells = [L.LSTMCellV1(4), L.GRUCellV1(3), L.SimpleRNNCell(2)]
    return sequential(L.RNN(L.StackedRNNCells(cells), input_shape=(4, 3), return_sequences=True))


@case
def rnn_of_one_cell():
    return sequential(L.RNN(L.SimpleRNNCell(2), input_shape=(4, 3)))


@case
def masking():
    return sequential(L.Masking(mask_value=0.0, input_shape=(5, 2)), L.GRU(3, return_sequences=True), L.LSTM(2))


@case
def conv_lstm2d():
    return sequential(L.ConvLSTM2D(2, 3, padding="same", input_shape=(3, 4, 4, 2)), L.Flatten(), L.Dense(2))


@case
def merges():
    a, b = L.Input((4,), name="left"), L.Input((4,), name="right")
    p, q = L.Dense(3, name="p")(a), L.Dense(3, name="q")(b)
    parts = [L.Add()([p, q]), L.Subtract()([p, q]), L.Multiply()([p, q]), L.Average()([p, q])]
    parts += [L.Maximum()([p, q]), L.Minimum()([p, q]), L.Dot(axes=1, normalize=True)([p, q])]
    return models.Model([a, b], [L.Concatenate(axis=-1)(parts), L.Dense(2)(p)])


@case
def shared_layer():
    a, b = L.Input((4,)), L.Input((4,))
    shared = L.Dense(3, activation="tanh", name="shared")
    return models.Model([a, b], L.Dense(2)(L.concatenate([shared(a), shared(shared_in(b)), shared(a)])))


def shared_in(x):
    return L.Dense(4, name="widen")(x)


@case
def nested_sequential():
    inner = sequential(L.Dense(5, input_shape=(4,), activation="relu"), L.Dense(3))
    return sequential(inner, L.Dense(2))


@case
def nested_functional_twice():
    i = L.Input((4,))
    inner = models.Model(i, L.Add()([L.Dense(4, name="first")(i), i]), name="inner")
    x = L.Input((4,))
    return models.Model(x, L.Dense(2)(inner(inner(x))), name="outer")


@case
def nested_three_deep():
    deepest = sequential(L.Dense(3, input_shape=(4,)), L.PReLU())
    i = L.Input((4,))
    middle = models.Model(i, L.Dense(2, name="after")(deepest(i)), name="middle")
    return sequential(middle, L.Dense(2, name="after"))


@case
def nested_frozen():
    inner = sequential(L.Dense(5, input_shape=(4,)), L.Dense(3))
    inner.trainable = False
    return sequential(inner, L.Dense(2))


@case
def no_input_layer_kept():
    return sequential(L.InputLayer(input_shape=(4,), name="start"), L.Dense(2))


@case
def attention():
    q, v = L.Input((3, 4)), L.Input((5, 4))
    parts = [L.Attention(use_scale=True)([q, v]), L.AdditiveAttention()([q, v])]
    return models.Model([q, v], L.Concatenate()(parts))


@case
def reshapes():
    return sequential(
        L.Reshape((3, 4), input_shape=(12,)),
        L.Permute((2, 1)),
        L.Flatten(),
        L.RepeatVector(2),
        L.ActivityRegularization(0.1, 0.2),
        L.SpatialDropout1D(0.1),
        L.Dense(2),
    )


@case
def op_arithmetic():
    x = L.Input((4,))
    y = L.Dense(4)(x)
    y = (y * 2.0 + x - 0.5) / 3.0
    y = 1.0 - y
    return models.Model(x, L.Dense(2)(-y + 2.0 * x))


@case
def op_functions():
    x = L.Input((4,))
    y = L.Dense(4)(x)
    z = tf.math.square(y) + tf.math.exp(y * 0.1) + tf.nn.relu(y) + tf.math.tanh(y) + tf.math.sigmoid(y)
    z = tf.math.maximum(z, 0.1) * tf.math.minimum(y, 0.5) + tf.abs(y) + tf.sqrt(tf.math.square(y) + 1.0)
    z = z + tf.reduce_mean(y, axis=-1, keepdims=True) + tf.math.reduce_sum(y, axis=1, keepdims=True)
    return models.Model(x, L.Dense(2)(z))


@case
def op_shapes():
    x = L.Input((4, 6))
    y = L.Dense(6)(x)
    a = tf.reshape(y, (-1, 24))
    b = tf.concat([a, a], axis=-1)
    c = tf.transpose(y, perm=[0, 2, 1])
    d = tf.squeeze(tf.expand_dims(tf.reduce_max(c, axis=1), 1), axis=1)
    e = tf.matmul(c, y)
    return models.Model(x, [L.Dense(2)(b), d, e, tf.cast(y > 0.1, "float32")])


@case
def op_slices():
    x = L.Input((5, 6))
    y = L.Dense(6)(x)
    parts = [y[:, 0, :3], y[:, -1, 1:4], y[:, 1:3, 2], tf.stack([y[:, 2, 0], y[:, 3, 1]], axis=1)]
    return models.Model(x, L.Concatenate()(parts))


@case
def op_softmax_and_norm():
    x = L.Input((5,))
    y = L.Dense(4)(x)
    z = tf.nn.softmax(y) + tf.nn.l2_normalize(y, axis=-1) + tf.clip_by_value(y, -0.2, 0.3) + tf.nn.leaky_relu(y)
    return models.Model(x, tf.math.pow(z, 2.0) + tf.math.log(tf.abs(z) + 1.0) + tf.nn.relu6(y) + tf.nn.elu(y))


@case
def multi_output_named():
    x = L.Input((4,), name="features")
    y = L.Dense(5, name="trunk")(x)
    return models.Model(inputs={"features": x}, outputs=[L.Dense(1, name="price")(y), L.Dense(3, name="kind")(y)])


def optimizer(name, make):
    def build():
        model = sequential(L.Dense(4, input_shape=(3,), activation="tanh"), L.Dense(1))
        model.compile(make(), loss="mse", metrics=["mae"])
        return model

    CASES["optimizer_" + name] = build


from tensorflow.python.keras import optimizer_v2 as O  # noqa: E402
from tensorflow.python.keras.optimizer_v2 import learning_rate_schedule as S  # noqa: E402

adam = optimizers.get("adam").__class__
optimizer("adam", lambda: adam(0.01))
optimizer("adam_amsgrad", lambda: adam(0.01, amsgrad=True, epsilon=1e-5))
optimizer("adam_schedule", lambda: adam(S.ExponentialDecay(0.01, 10, 0.9, staircase=True)))
optimizer("sgd_momentum", lambda: optimizers.get("sgd").__class__(0.05, momentum=0.9, nesterov=True))
optimizer("rmsprop", lambda: optimizers.get("rmsprop").__class__(0.01, rho=0.8, momentum=0.5))
optimizer("rmsprop_centered", lambda: optimizers.get("rmsprop").__class__(0.01, momentum=0.5, centered=True))
optimizer("adagrad", lambda: optimizers.get("adagrad").__class__(0.05))
optimizer("adadelta", lambda: optimizers.get("adadelta").__class__(0.5))
optimizer("adamax", lambda: optimizers.get("adamax").__class__(0.01))
optimizer("nadam", lambda: optimizers.get("nadam").__class__(0.01))
optimizer("ftrl", lambda: optimizers.get("ftrl").__class__(0.05))
optimizer("sgd_decay_clip", lambda: optimizers.get("sgd").__class__(0.05, decay=0.01, clipnorm=1.0))


def inputs_of(model, rng):
    made = []
    for t in model.inputs:
        shape = [2 if n is None else n for n in t.shape]
        name = model.layers[0].__class__.__name__
        whole = name == "Embedding" or any(isinstance(x, L.Embedding) for x in model.layers)
        made.append(rng.integers(0, 9, shape).astype("int32") if whole else numbers(rng, *shape))
    return made


def make(name, build):
    keras.backend.clear_session()
    rng = np.random.default_rng(len(name) + sum(map(ord, name)))
    model = build()
    model.set_weights([numbers(rng, *w.shape) for w in model.get_weights()])
    inputs = inputs_of(model, rng)
    more = {}
    if model.optimizer:
        x, y = numbers(rng, 8, 3), numbers(rng, 8, 1)
        for _ in range(3):
            model.train_on_batch(x, y)
    elif name == "masking":
        inputs[0][0, 2:] = 0
    outputs = model.predict(inputs if len(inputs) > 1 else inputs[0], batch_size=2)
    model.save(path("tfkeras_" + name))
    if name == "dense":
        model.save_weights(path("weights_tfkeras_" + name))
    # Nadam of Keras 3 warms its momentum up another way.
    if model.optimizer and "nadam" not in name:
        more = further(model, x, y)
    record("tfkeras_" + name, "tf.keras 2.6", inputs, outputs if isinstance(outputs, list) else [outputs], **more)


def further(model, x, y):
    """Three more steps of training, on which an optimizer that was restored agrees."""
    from recording import array

    for _ in range(3):
        model.train_on_batch(x, y)
    return {"train": [array(x), array(y)], "steps": 3, "weights": [array(w) for w in model.get_weights()]}


for each, build in CASES.items():
    try:
        make(each, build)
    except Exception as e:
        print("FAILED", each, type(e).__name__, str(e)[:300])
