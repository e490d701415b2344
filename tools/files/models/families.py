"""Small models of every family of layers, each with data to predict and to train on.

A function decorated with @family gives a compiled model, its inputs and its targets. Where a layer draws random
numbers in training, `steps=False` says that only predictions can be compared.
"""

import keras
import numpy as np
from keras import layers, ops

FAMILIES = {}


def family(function=None, steps=True, tolerance=None):
    def note(made):
        FAMILIES[made.__name__] = (made, steps, tolerance)
        return made

    return note(function) if function else note


def draw(*shape, seed=0, scale=1.0):
    return (np.random.RandomState(seed + sum(shape)).uniform(-1, 1, shape) * scale).astype("float32")


def whole(high, *shape, seed=0, low=0):
    return np.random.RandomState(seed + sum(shape)).randint(low, high, shape).astype("int32")


def chain(*parts, x, y, optimizer=None, loss="mse", **compile):
    model = keras.Sequential([keras.Input(x.shape[1:], dtype=str(x.dtype)), *parts])
    model.compile(optimizer or keras.optimizers.SGD(0.05), loss, jit_compile=False, **compile)
    return model, x, y


def graph(inputs, outputs, x, y, optimizer=None, loss="mse", **compile):
    model = keras.Model(inputs, outputs)
    model.compile(optimizer or keras.optimizers.SGD(0.05), loss, jit_compile=False, **compile)
    return model, x, y


# ---- core ----


@family
def dense():
    return chain(layers.Dense(8, activation="relu"), layers.Dense(1), x=draw(6, 4), y=draw(6, 1))


@family
def dense_named():
    return chain(
        layers.Dense(5, activation="tanh", name="hidden", use_bias=False),
        layers.Dense(3, activation="softmax", name="kind"),
        x=draw(6, 4),
        y=whole(3, 6),
        optimizer=keras.optimizers.Adam(0.01),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )


@family
def dense_regularized():
    return chain(
        layers.Dense(
            6,
            kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02),
            bias_regularizer=keras.regularizers.L2(0.1),
            activity_regularizer=keras.regularizers.L1(0.01),
            kernel_constraint=keras.constraints.MaxNorm(1.5),
            bias_constraint=keras.constraints.NonNeg(),
            kernel_initializer=keras.initializers.HeNormal(seed=3),
            bias_initializer=keras.initializers.Constant(0.1),
        ),
        layers.Dense(
            2,
            kernel_regularizer=keras.regularizers.OrthogonalRegularizer(0.02),
            kernel_constraint=keras.constraints.MinMaxNorm(0.1, 2.0),
            kernel_initializer="orthogonal",
        ),
        x=draw(6, 4),
        y=draw(6, 2),
    )


@family
def einsum_dense():
    return chain(
        layers.EinsumDense("abc,cd->abd", (3, 5), bias_axes="d", activation="relu"),
        layers.Flatten(),
        layers.Dense(1),
        x=draw(4, 3, 4),
        y=draw(4, 1),
    )


# Keras begins to adapt anew with two matrices of zeros, which learn nothing.
@family(steps=False)
def lora():
    model, x, y = chain(layers.Dense(6, activation="relu"), layers.Dense(2), x=draw(6, 4), y=draw(6, 2))
    model.layers[0].enable_lora(2)
    model.compile(keras.optimizers.SGD(0.05), "mse", jit_compile=False)
    return model, x, y


@family
def frozen():
    model, x, y = chain(
        layers.Dense(6, activation="relu", trainable=False), layers.Dense(2), x=draw(6, 4), y=draw(6, 2),
        optimizer=keras.optimizers.Adam(0.01),
    )
    return model, x, y


@family
def embedding():
    return chain(
        layers.Embedding(11, 4),
        layers.Flatten(),
        layers.Dense(2),
        x=whole(11, 5, 6),
        y=draw(5, 2),
        optimizer=keras.optimizers.Adam(0.02),
    )


@family
def reversible_embedding():
    inputs = keras.Input((4,), dtype="int32")
    shared = layers.ReversibleEmbedding(7, 5, name="words")
    x = shared(inputs)
    x = layers.Dense(5, activation="tanh")(x)
    return graph(inputs, shared(x, reverse=True), whole(7, 3, 4), draw(3, 4, 7))


# ---- activations ----


@family
def activation_layers():
    return chain(
        layers.Dense(6), layers.ReLU(max_value=2.0, negative_slope=0.1, threshold=0.05),
        layers.Dense(6), layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(6), layers.PReLU(alpha_initializer="uniform"),
        layers.Dense(6), layers.ELU(alpha=0.7),
        layers.Dense(6), layers.Activation("softsign"),
        layers.Dense(3), layers.Softmax(),
        x=draw(6, 5), y=keras.utils.to_categorical(whole(3, 6), 3), loss="categorical_crossentropy",
    )


@family
def activation_names():
    names = ["gelu", "silu", "mish", "selu", "softplus", "hard_sigmoid", "elu", "sigmoid", "relu6", "leaky_relu",
             "tanh", "hard_silu", "celu", "log_sigmoid", "tanh_shrink", "squareplus", "linear"]
    return chain(*[layers.Dense(5, activation=name) for name in names], layers.Dense(1), x=draw(6, 5), y=draw(6, 1))


# ---- convolution ----


@family
def conv1d():
    return chain(
        layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu"),
        layers.Conv1D(6, 2, strides=2, groups=2, use_bias=False),
        layers.GlobalMaxPooling1D(),
        layers.Dense(1),
        x=draw(4, 10, 3), y=draw(4, 1),
    )


@family
def conv2d():
    return chain(
        layers.Conv2D(4, 3, activation="relu", padding="same"),
        layers.MaxPooling2D(),
        layers.Conv2D(3, (2, 3), strides=(1, 2), padding="valid"),
        layers.Flatten(),
        layers.Dense(3, activation="softmax"),
        x=draw(4, 8, 8, 2), y=whole(3, 4), loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(0.01), metrics=["accuracy"],
    )


@family
def conv3d():
    return chain(
        layers.Conv3D(3, 2, activation="relu"), layers.GlobalAveragePooling3D(), layers.Dense(1),
        x=draw(3, 4, 4, 4, 2), y=draw(3, 1),
    )


@family
def conv_transposed():
    inputs = keras.Input((4, 3))
    a = layers.Conv1DTranspose(2, 3, strides=2, padding="same")(inputs)
    b = layers.Reshape((2, 4, 2))(a)
    b = layers.Conv2DTranspose(3, 2, strides=2, activation="tanh")(b)
    c = layers.Reshape((2, 2, 8, 3))(b)
    c = layers.Conv3DTranspose(2, 2, padding="same")(c)
    return graph(inputs, layers.Flatten()(c), draw(3, 4, 3), draw(3, 64))


@family
def conv_by_depth():
    return chain(
        layers.DepthwiseConv1D(3, depth_multiplier=2, padding="same"),
        layers.SeparableConv1D(4, 3, activation="relu"),
        layers.Reshape((2, 4, 4)),
        layers.DepthwiseConv2D(2, padding="same"),
        layers.SeparableConv2D(3, 2, depth_multiplier=2),
        layers.Flatten(),
        layers.Dense(1),
        x=draw(4, 10, 3), y=draw(4, 1),
    )


@family
def conv_channels_first():
    inputs = keras.Input((2, 6, 6))
    x = layers.Conv2D(3, 3, data_format="channels_first", padding="same")(inputs)
    x = layers.MaxPooling2D(data_format="channels_first")(x)
    x = layers.BatchNormalization(axis=1)(x)
    x = layers.Flatten(data_format="channels_first")(x)
    return graph(inputs, layers.Dense(1)(x), draw(3, 2, 6, 6), draw(3, 1))


# ---- pooling ----


@family
def pooling():
    inputs = keras.Input((8, 8, 2))
    a = layers.AveragePooling2D(2)(inputs)
    b = layers.MaxPooling2D((2, 2), strides=2, padding="same")(inputs)
    x = layers.Concatenate()([a, b])
    c = layers.Reshape((16, 4))(x)
    c = layers.AveragePooling1D(2)(layers.MaxPooling1D(2)(c))
    d = layers.Reshape((4, 4, 2, 2))(x)
    d = layers.MaxPooling3D((2, 2, 1))(layers.AveragePooling3D((1, 1, 2), padding="same")(d))
    parts = [
        layers.GlobalAveragePooling1D()(c), layers.GlobalMaxPooling1D()(c), layers.GlobalAveragePooling2D()(x),
        layers.GlobalMaxPooling2D(keepdims=True)(x), layers.GlobalAveragePooling3D()(d),
        layers.GlobalMaxPooling3D()(d),
    ]
    parts[3] = layers.Flatten()(parts[3])
    return graph(inputs, layers.Dense(2)(layers.concatenate(parts)), draw(3, 8, 8, 2), draw(3, 2))


@family
def adaptive_pooling():
    inputs = keras.Input((6, 6, 2))
    x = layers.AdaptiveAveragePooling2D((3, 2))(inputs)
    y = layers.AdaptiveMaxPooling2D(3)(inputs)
    z = layers.AdaptiveMaxPooling1D(3)(layers.Reshape((12, 6))(inputs))
    z = layers.AdaptiveAveragePooling1D(2)(z)
    v = layers.Reshape((6, 6, 2, 1))(inputs)
    v = layers.AdaptiveMaxPooling3D(2)(layers.AdaptiveAveragePooling3D((3, 3, 2))(v))
    parts = [layers.Flatten()(each) for each in (x, y, z, v)]
    return graph(inputs, layers.Dense(2)(layers.concatenate(parts)), draw(3, 6, 6, 2), draw(3, 2))


# ---- recurrent ----


@family
def simple_rnn():
    return chain(
        layers.SimpleRNN(4, return_sequences=True), layers.SimpleRNN(3, activation="relu", go_backwards=True),
        layers.Dense(1), x=draw(4, 5, 3), y=draw(4, 1),
    )


@family
def lstm():
    return chain(
        layers.LSTM(4, return_sequences=True), layers.LSTM(3, recurrent_activation="hard_sigmoid", use_bias=False),
        layers.Dense(1), x=draw(4, 5, 3), y=draw(4, 1), optimizer=keras.optimizers.Adam(0.01),
    )


@family
def gru():
    return chain(
        layers.GRU(4, return_sequences=True), layers.GRU(3, reset_after=False),
        layers.Dense(1), x=draw(4, 5, 3), y=draw(4, 1),
    )


@family
def bidirectional():
    return chain(
        layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
        layers.Bidirectional(layers.GRU(2), merge_mode="sum", backward_layer=layers.GRU(2, go_backwards=True)),
        layers.Dense(1), x=draw(4, 5, 3), y=draw(4, 1),
    )


@family
def cells():
    return chain(
        layers.RNN([layers.LSTMCell(3), layers.GRUCell(4)], return_sequences=True),
        layers.RNN(layers.SimpleRNNCell(2)),
        layers.Dense(1), x=draw(4, 5, 3), y=draw(4, 1),
    )


# Keras on JAX forgets the state between two steps of training.
@family(steps=False)
def stateful_lstm():
    inputs = keras.Input(batch_shape=(4, 5, 3))
    x = layers.LSTM(3, stateful=True)(inputs)
    return graph(inputs, layers.Dense(1)(x), draw(4, 5, 3), draw(4, 1))


@family
def encoder_decoder():
    source = keras.Input((5, 3), name="source")
    target = keras.Input((4, 2), name="target")
    _, hidden, cell = layers.LSTM(3, return_state=True, name="encoder")(source)
    x = layers.LSTM(3, return_sequences=True, name="decoder")(target, initial_state=[hidden, cell])
    return graph([source, target], layers.Dense(2)(x), [draw(4, 5, 3), draw(4, 4, 2)], draw(4, 4, 2))


@family
def time_distributed():
    return chain(
        layers.TimeDistributed(layers.Dense(4, activation="relu")), layers.TimeDistributed(layers.LayerNormalization()),
        layers.GlobalAveragePooling1D(), layers.Dense(1), x=draw(4, 5, 3), y=draw(4, 1),
    )


@family
def conv_lstm():
    return chain(
        layers.ConvLSTM1D(2, 3, padding="same", return_sequences=True),
        layers.Reshape((2, 3, 4, 2)), layers.ConvLSTM2D(3, 2), layers.Reshape((2, 3, 1, 3, 1)),
        layers.ConvLSTM3D(2, 1), layers.Flatten(),
        layers.Dense(1), x=draw(3, 3, 8, 2), y=draw(3, 1),
    )


# ---- attention ----


@family
def multi_head_attention():
    inputs = keras.Input((5, 6))
    x = layers.MultiHeadAttention(2, 3, name="self")(inputs, inputs, use_causal_mask=True)
    x = layers.LayerNormalization()(x + inputs)
    return graph(inputs, layers.Dense(2)(x), draw(3, 5, 6), draw(3, 5, 2))


@family
def cross_attention():
    a, b = keras.Input((5, 4), name="a"), keras.Input((6, 3), name="b")
    mask = keras.Input((5, 6), dtype="bool", name="places")
    x = layers.MultiHeadAttention(2, 3, output_shape=5)(a, b, attention_mask=mask)
    return graph([a, b, mask], layers.Dense(2)(x), [draw(3, 5, 4), draw(3, 6, 3), whole(2, 3, 5, 6) > 0],
                 draw(3, 5, 2))


@family
def group_query_attention():
    inputs = keras.Input((5, 6))
    x = layers.GroupQueryAttention(3, 4, 2)(inputs, inputs)
    return graph(inputs, layers.Dense(1)(x), draw(3, 5, 6), draw(3, 5, 1))


@family
def attention():
    a, b = keras.Input((5, 4)), keras.Input((6, 4))
    x = layers.Attention(use_scale=True)([a, b])
    y = layers.AdditiveAttention()([a, b])
    z = layers.Attention(score_mode="concat")([a, b, b])
    return graph([a, b], layers.Dense(2)(layers.concatenate([x, y, z])), [draw(3, 5, 4), draw(3, 6, 4)], draw(3, 5, 2))


@family
def transformer():
    inputs = keras.Input((6,), dtype="int32")
    positions = ops.arange(6)
    x = layers.Embedding(9, 8)(inputs)
    del positions
    for _ in range(2):
        attended = layers.MultiHeadAttention(2, 4)(x, x)
        x = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, attended]))
        inner = keras.Sequential([layers.Dense(12, activation="gelu"), layers.Dense(8)])
        x = layers.LayerNormalization(epsilon=1e-6)(x + inner(x))
    x = layers.GlobalAveragePooling1D()(x)
    return graph(inputs, layers.Dense(2, activation="softmax")(x), whole(9, 4, 6), whole(2, 4),
                 loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.AdamW(0.005))


# ---- normalization ----


@family
def batch_normalization():
    return chain(
        layers.Dense(5, use_bias=False), layers.BatchNormalization(), layers.Dense(4, activation="tanh"),
        layers.BatchNormalization(momentum=0.9, center=False, scale=False), layers.Dense(1),
        x=draw(8, 4), y=draw(8, 1), optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
    )


@family
def normalizations():
    return chain(
        layers.Dense(6), layers.LayerNormalization(), layers.Dense(6), layers.GroupNormalization(3),
        layers.Dense(6), layers.RMSNormalization(), layers.Dense(6), layers.UnitNormalization(), layers.Dense(1),
        x=draw(5, 4), y=draw(5, 1),
    )


@family
def spectral_normalization():
    return chain(
        layers.SpectralNormalization(layers.Dense(4), power_iterations=2), layers.Dense(1), x=draw(5, 4), y=draw(5, 1)
    )


@family
def adapted_normalization():
    x = draw(6, 4, scale=3.0)
    normalization = layers.Normalization()
    normalization.adapt(x)
    return chain(normalization, layers.Rescaling(0.5, offset=0.1), layers.Dense(1), x=x, y=draw(6, 1))


@family
def given_normalization():
    return chain(
        layers.Normalization(mean=[0.1, 0.2, 0.3, 0.4], variance=[1.0, 2.0, 0.5, 0.25]), layers.Dense(1),
        x=draw(6, 4), y=draw(6, 1),
    )


# ---- regularization ----


@family(steps=False)
def dropouts():
    return chain(
        layers.Dropout(0.3), layers.GaussianNoise(0.1), layers.GaussianDropout(0.2), layers.AlphaDropout(0.1, seed=5),
        layers.SpatialDropout1D(0.2), layers.Reshape((2, 3, 4)), layers.SpatialDropout2D(0.1),
        layers.Reshape((2, 3, 2, 2)), layers.SpatialDropout3D(0.1), layers.Flatten(), layers.Dense(1),
        x=draw(4, 6, 4), y=draw(4, 1),
    )


@family
def mode_of_a_call():
    # Keras keeps the mode of a call in the file and lets that of the model win.
    inputs = keras.Input((4,))
    x = layers.Dense(6, activation="relu")(inputs)
    x = layers.BatchNormalization()(x, training=False)
    return graph(inputs, layers.Dense(1)(x), draw(6, 4), draw(6, 1))


@family
def activity_regularization():
    return chain(layers.Dense(4), layers.ActivityRegularization(l1=0.01, l2=0.02), layers.Dense(1),
                 x=draw(5, 3), y=draw(5, 1))


# ---- reshaping ----


@family
def reshaping():
    inputs = keras.Input((4, 6))
    a = layers.Permute((2, 1))(layers.ZeroPadding1D((1, 0))(layers.Cropping1D(1)(inputs)))
    a = layers.Flatten()(layers.UpSampling1D(2)(a))
    b = layers.Reshape((4, 3, 2))(inputs)
    b = layers.UpSampling2D((2, 1), interpolation="nearest")(layers.Cropping2D(((1, 0), (0, 1)))(b))
    b = layers.Flatten()(layers.ZeroPadding2D(((0, 1), (1, 0)))(b))
    c = layers.Reshape((2, 2, 3, -1))(inputs)
    c = layers.Flatten()(layers.Cropping3D(((1, 0), (0, 1), (0, 0)))(layers.ZeroPadding3D(1)(c)))
    d = layers.Flatten()(layers.UpSampling3D((1, 2, 1))(layers.Reshape((2, 2, 3, 2))(inputs)))
    e = layers.Flatten()(layers.RepeatVector(3)(layers.Flatten()(inputs)))
    return graph(inputs, layers.Dense(2)(layers.concatenate([a, b, c, d, e])), draw(3, 4, 6), draw(3, 2))


# ---- merging ----


@family
def merging():
    a, b = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    parts = [
        layers.Add()([a, b]), layers.Subtract()([a, b]), layers.Multiply()([a, b]), layers.Average()([a, b]),
        layers.Maximum()([a, b]), layers.Minimum()([a, b]), layers.Dot(axes=1, normalize=True)([a, b]),
    ]
    return graph([a, b], layers.Dense(2)(layers.Concatenate(axis=-1)(parts)), [draw(5, 4), draw(5, 4, seed=1)], draw(5, 2))


# ---- shapes of models ----


@family
def residual():
    inputs = keras.Input((6, 6, 2))
    x = layers.Conv2D(4, 3, padding="same", use_bias=False)(inputs)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Add()([x, layers.Conv2D(4, 1)(inputs)])
    x = layers.GlobalAveragePooling2D()(x)
    return graph(inputs, layers.Dense(2)(x), draw(4, 6, 6, 2), draw(4, 2))


@family
def siamese():
    a, b = keras.Input((4,), name="one"), keras.Input((4,), name="two")
    shared = layers.Dense(3, activation="tanh", name="shared")
    return graph([a, b], layers.Dense(1)(layers.Subtract()([shared(a), shared(b)])),
                 [draw(5, 4), draw(5, 4, seed=1)], draw(5, 1))


@family
def nested():
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(4)], name="inner")
    one, side = keras.Input((4,)), keras.Input((4,))
    deep = keras.Model([one, side], layers.Add()([layers.Dense(4, activation="tanh")(one), side]), name="deep")
    inputs = keras.Input((4,))
    x = deep([inputs, inner(inputs)])
    x = deep([x, inputs])
    return graph(inputs, layers.Dense(1)(x), draw(5, 4), draw(5, 1))


@family
def nested_chain():
    return chain(
        keras.Sequential([layers.Dense(5, activation="relu"), keras.Sequential([layers.Dense(3)])]), layers.Dense(1),
        x=draw(5, 4), y=draw(5, 1),
    )


@family
def named_inputs_and_outputs():
    inputs = {"price": keras.Input((2,), name="price"), "size": keras.Input((3,), name="size")}
    x = layers.concatenate([inputs["price"], inputs["size"]])
    outputs = {"kind": layers.Dense(3, activation="softmax", name="kind")(x), "worth": layers.Dense(1, name="worth")(x)}
    return graph(inputs, outputs, {"price": draw(5, 2), "size": draw(5, 3)}, {"kind": whole(3, 5), "worth": draw(5, 1)},
                 loss={"kind": "sparse_categorical_crossentropy", "worth": "mse"}, loss_weights={"kind": 0.5, "worth": 2.0},
                 metrics={"kind": ["accuracy"], "worth": ["mae"]})


@family
def several_outputs():
    inputs = keras.Input((4,))
    x = layers.Dense(5, activation="relu")(inputs)
    a, b = layers.Dense(1, name="a")(x), layers.Dense(2, name="b")(x)
    return graph(inputs, [a, b], draw(5, 4), [draw(5, 1), draw(5, 2)], loss=["mse", keras.losses.Huber(delta=0.7)],
                 loss_weights=[1.0, 0.3], metrics=[["mae"], [keras.metrics.RootMeanSquaredError()]],
                 weighted_metrics=[[], ["mse"]])


@family
def masked_text():
    inputs = keras.Input((6,), dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True)(inputs)
    x = layers.LSTM(3, return_sequences=True)(x)
    x = layers.Dropout(0.0)(x)
    x = layers.Bidirectional(layers.GRU(3))(x)
    return graph(inputs, layers.Dense(1)(x), whole(9, 4, 6), draw(4, 1), optimizer=keras.optimizers.Adam(0.01))


@family
def masked_chain():
    return chain(
        layers.Masking(0.0), layers.LSTM(3, return_sequences=True), layers.TimeDistributed(layers.Dense(2)),
        x=draw(4, 5, 3) * (whole(3, 4, 5, 1) > 0), y=draw(4, 5, 2),
    )


@family
def masked_attention():
    inputs = keras.Input((6,), dtype="int32")
    other = keras.Input((5,), dtype="int32")
    table = layers.Embedding(9, 4, mask_zero=True)
    x, y = table(inputs), table(other)
    z = layers.MultiHeadAttention(2, 2)(x, y)
    # A layer of heads takes the mask from its inputs: what comes after needs another tensor.
    z = layers.Attention()([z, table(other)])
    z = layers.concatenate([layers.GlobalAveragePooling1D()(z), layers.GlobalAveragePooling1D()(x)])
    return graph([inputs, other], layers.Dense(1)(z), [whole(9, 4, 6, low=1), whole(9, 4, 5)], draw(4, 1))


@family
def operations():
    inputs = keras.Input((4, 6))
    x = layers.Dense(6)(inputs)
    x = (x + inputs) * 0.5 - ops.mean(x, axis=-1, keepdims=True)
    first = x[:, 0]
    x = ops.concatenate([x[:, 1:, ::2], ops.abs(x[..., 3:])[:, :3]], axis=-1)
    x = ops.relu(ops.reshape(x, (-1, 18))) / (1.0 + ops.sum(first**2, axis=1, keepdims=True))
    x = ops.where(x > 0.1, x, ops.exp(-x))
    x = ops.matmul(x, ops.transpose(ops.ones((3, 18))))
    return graph(inputs, layers.Dense(1)(ops.stack([x, -x], axis=1)), draw(3, 4, 6), draw(3, 2, 1),
                 optimizer=keras.optimizers.Adam(0.001))


@family
def more_operations():
    inputs = keras.Input((8,))
    a, b = ops.split(inputs, 2, axis=-1)
    x = ops.maximum(ops.sigmoid(a), ops.clip(b, -0.5, 0.5))
    x = ops.softmax(layers.Dense(4)(x)) + ops.log(1.5 + ops.square(a))
    y = ops.einsum("bi,bj->bij", x, ops.tanh(b))
    y = ops.squeeze(ops.max(y, axis=2, keepdims=True), axis=2)
    z = ops.expand_dims(ops.argmax(inputs, axis=-1), -1)
    z = ops.cast(z, "float32") * 0.1 + ops.logsumexp(a, axis=1, keepdims=True)
    w = ops.cumsum(ops.flip(ops.roll(a, 1, axis=1), axis=1), axis=1)
    v = ops.logical_and(a > 0, b <= 0.2)
    v = ops.pad(ops.cast(v, "float32"), ((0, 0), (1, 1)))
    return graph(inputs, layers.Dense(2)(ops.concatenate([x, y, z, w, v], axis=1)), draw(4, 8), draw(4, 2))


@family
def output_of_an_operation():
    inputs = keras.Input((4,))
    return graph(inputs, ops.sigmoid(layers.Dense(2)(inputs)) * 2.0, draw(5, 4), draw(5, 2))


@family
def any_length():
    inputs = keras.Input((None, 3))
    x = layers.Conv1D(4, 3, padding="same", activation="relu")(inputs)
    return graph(inputs, layers.Dense(1)(layers.GlobalMaxPooling1D()(x)), draw(4, 7, 3), draw(4, 1))


# ---- element types ----


@family(tolerance=0.02)
def mixed_bfloat16():
    policy = keras.dtype_policies.DTypePolicy("mixed_bfloat16")
    inputs = keras.Input((4,))
    x = layers.Dense(6, activation="relu", dtype=policy)(inputs)
    return graph(inputs, layers.Dense(1, dtype="float32")(x), draw(5, 4), draw(5, 1))


@family(tolerance=0.02)
def bfloat16():
    inputs = keras.Input((4,), dtype="bfloat16")
    x = layers.Dense(6, activation="relu", dtype="bfloat16")(inputs)
    return graph(inputs, layers.Dense(1, dtype="float32")(x), draw(5, 4), draw(5, 1))


@family(tolerance=0.02)
def mixed_float16():
    # Where compile has put the loss scale around the optimizer, Keras does not find it again.
    keras.config.set_dtype_policy("mixed_float16")
    try:
        return chain(layers.Dense(6, activation="relu"), layers.Dense(1, dtype="float32"), x=draw(5, 4), y=draw(5, 1),
                     optimizer=keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam(0.01)))
    finally:
        keras.config.set_dtype_policy("float32")


@family(tolerance=0.005)
def float16():
    inputs = keras.Input((4,))
    x = layers.Dense(6, activation="tanh", dtype="float16")(inputs)
    return graph(inputs, layers.Dense(1, dtype="float32")(x), draw(5, 4), draw(5, 1))


# ---- losses and metrics ----


def scored(loss, x, y, *parts, **more):
    return chain(layers.Dense(5, activation="tanh"), *parts, x=x, y=y, loss=loss, **more)


@family
def binary():
    return scored(keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1), draw(8, 4), whole(2, 8, 1),
                  layers.Dense(1), optimizer=keras.optimizers.RMSprop(0.01),
                  metrics=[keras.metrics.BinaryAccuracy(threshold=0.0), keras.metrics.AUC(from_logits=True)])


@family
def focal():
    return scored(keras.losses.BinaryFocalCrossentropy(gamma=1.5), draw(8, 4), whole(2, 8, 1),
                  layers.Dense(1, activation="sigmoid"), metrics=["precision", "recall"])


@family
def categorical():
    y = keras.utils.to_categorical(whole(3, 8), 3)
    return scored(keras.losses.CategoricalCrossentropy(label_smoothing=0.05), draw(8, 4), y,
                  layers.Dense(3, activation="softmax"),
                  metrics=["accuracy", keras.metrics.TopKCategoricalAccuracy(k=2), keras.metrics.F1Score()])


@family
def other_losses():
    inputs = keras.Input((4,))
    names = ["mae", "mape", "msle", "log_cosh", "cosine_similarity", "hinge", "squared_hinge", "poisson",
             "kl_divergence", "huber"]
    outputs = [layers.Dense(2, activation="sigmoid", name=name)(inputs) for name in names]
    return graph(inputs, outputs, draw(5, 4), [np.abs(draw(5, 2, seed=i)) + 0.1 for i, _ in enumerate(names)],
                 loss=names, loss_weights=[0.1] * len(names))


# ---- optimizers ----


def trained(optimizer):
    return chain(layers.Dense(6, activation="tanh"), layers.Dense(3), layers.Dense(1), x=draw(6, 4), y=draw(6, 1),
                 optimizer=optimizer)


def optimizer_family(name, make):
    def made():
        return trained(make())

    made.__name__ = "optimizer_" + name
    family(made)


schedules = keras.optimizers.schedules
for name, make in {
    "sgd_momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True, clipnorm=1.0),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01, rho=0.8, momentum=0.5, centered=True),
    "adam": lambda: keras.optimizers.Adam(0.01, beta_1=0.8, amsgrad=True, global_clipnorm=2.0),
    "adam_ema": lambda: keras.optimizers.Adam(0.01, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=3),
    "adam_accumulated": lambda: keras.optimizers.Adam(0.01, gradient_accumulation_steps=3),
    "adamw": lambda: keras.optimizers.AdamW(0.01, weight_decay=0.05, clipvalue=0.5),
    "adamax": lambda: keras.optimizers.Adamax(0.01),
    "nadam": lambda: keras.optimizers.Nadam(0.01),
    "adagrad": lambda: keras.optimizers.Adagrad(0.05),
    "adadelta": lambda: keras.optimizers.Adadelta(0.5),
    "adafactor": lambda: keras.optimizers.Adafactor(0.02),
    "ftrl": lambda: keras.optimizers.Ftrl(0.05, l1_regularization_strength=0.01),
    "lamb": lambda: keras.optimizers.Lamb(0.01),
    "lion": lambda: keras.optimizers.Lion(0.005),
    "muon": lambda: keras.optimizers.Muon(0.02),
    "schedule_free": lambda: keras.optimizers.ScheduleFreeAdamW(0.01, warmup_steps=2),
    "loss_scale": lambda: keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.05, momentum=0.5), dynamic_growth_steps=4),
    "exponential_decay": lambda: keras.optimizers.Adam(schedules.ExponentialDecay(0.02, 4, 0.5, staircase=True)),
    "piecewise_decay": lambda: keras.optimizers.SGD(schedules.PiecewiseConstantDecay([3, 6], [0.05, 0.02, 0.01])),
    "polynomial_decay": lambda: keras.optimizers.SGD(schedules.PolynomialDecay(0.05, 6, 0.01, power=2.0), momentum=0.9),
    "inverse_time_decay": lambda: keras.optimizers.SGD(schedules.InverseTimeDecay(0.05, 3, 0.4)),
    "cosine_decay": lambda: keras.optimizers.AdamW(schedules.CosineDecay(0.001, 8, warmup_target=0.01, warmup_steps=3)),
    "cosine_restarts": lambda: keras.optimizers.Adam(schedules.CosineDecayRestarts(0.01, 4)),
}.items():
    optimizer_family(name, make)
