"""Golden models of images and of token ids."""

from oracle.spec import (batches, entry, functional, labels, node, normal, of, one_hot, pair, sequential, uniform)


def conv_max_pool_adam():
    return {
        "note": "Conv2D same and valid with stride, MaxPooling2D, Adam at its defaults, label smoothing",
        "config": sequential(
            "ConvMaxPoolAdam", entry("x", 8, 8, 2),
            node("Rescaling", "scale", scale=0.5),
            node("Conv2D", "c1", filters=4, kernel_size=3, padding="same", activation="relu"),
            node("MaxPooling2D", "pool"),
            node("Conv2D", "c2", filters=6, kernel_size=[2, 3], strides=2, activation="tanh",
                 kernel_initializer="he_normal"),
            node("Flatten", "flat"),
            node("Dense", "y", units=4, activation="softmax")),
        "compile": {"optimizer": of("Adam"),
                    "losses": {"y": of("CategoricalCrossentropy", label_smoothing=0.1)},
                    "metrics": {"y": ["categorical_accuracy", of("TopKCategoricalAccuracy", k=2)]}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 8, 8, 2), "y", one_hot(r, 4, n)), (6, 6, 6, 6, 3)),
    }


def conv_batchnorm_amsgrad():
    return {
        "note": "BatchNormalization of images in training, AveragePooling2D, GlobalAveragePooling2D, amsgrad, "
                "class weight",
        "config": sequential(
            "ConvBatchNormAmsgrad", entry("x", 7, 7, 3),
            node("Conv2D", "c1", filters=4, kernel_size=3, use_bias=False),
            node("BatchNormalization", "bn1"),
            node("Activation", "act1", activation="relu"),
            node("AveragePooling2D", "pool", pool_size=2, padding="same"),
            node("Conv2D", "c2", filters=5, kernel_size=3, strides=2, padding="same", use_bias=False,
                 kernel_regularizer=of("L2", l2=0.001)),
            node("BatchNormalization", "bn2", momentum=0.9, scale=False),
            node("Activation", "act2", activation="sigmoid"),
            node("GlobalAveragePooling2D", "gap"),
            node("Dense", "y", units=1)),
        "compile": {"optimizer": of("Adam", learning_rate=0.005, amsgrad=True),
                    "losses": {"y": of("BinaryCrossentropy", from_logits=True)},
                    "metrics": {"y": [of("BinaryAccuracy", threshold=0.0)]}},
        "fit": {"class_weight": {"0": 2.0, "1": 0.5}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 7, 7, 3), "y", labels(r, 2, n)), (6, 6, 6, 6, 3)),
    }


def reshape_conv_clipvalue():
    return {
        "note": "Dense, Reshape, grouped and dilated Conv2D, clipvalue, MSE",
        "config": sequential(
            "ReshapeConvClipvalue", entry("x", 5),
            node("Dense", "a", units=36, activation="tanh"),
            node("Reshape", "shape", target_shape=[3, -1, 4]),
            node("Conv2D", "c1", filters=6, kernel_size=2, groups=2, padding="same", activation="leaky_relu"),
            node("Conv2D", "c2", filters=3, kernel_size=2, dilation_rate=2, padding="same"),
            node("Flatten", "flat"),
            node("Dense", "y", units=3)),
        "compile": {"optimizer": of("SGD", learning_rate=0.2, clipvalue=0.05),
                    "losses": {"y": of("MeanSquaredError")}, "metrics": {"y": ["mae"]}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 5), "y", normal(r, n, 3)), (6, 6, 6, 6, 3)),
    }


def residual_image():
    return {
        "note": "a residual block with a 1x1 projection, overlapping max pooling with same padding, "
                "RMSprop with momentum",
        "config": functional(
            "ResidualImage", ["x"], ["y"], entry("x", 6, 5, 2),
            node("Conv2D", "stem", ["x"], filters=3, kernel_size=3, padding="same", use_bias=False),
            node("BatchNormalization", "bn0", ["stem"]),
            node("Activation", "act0", ["bn0"], activation="gelu"),
            node("Conv2D", "c1", ["act0"], filters=4, kernel_size=3, strides=2, padding="same"),
            node("Conv2D", "proj", ["act0"], filters=4, kernel_size=1, strides=2, padding="same", use_bias=False),
            node("Add", "add", ["c1", "proj"]),
            node("MaxPooling2D", "max", ["add"], pool_size=2, strides=1, padding="same"),
            node("AveragePooling2D", "mean", ["add"], pool_size=[2, 2], strides=[1, 1], padding="same"),
            node("Concatenate", "cat", ["max", "mean"]),
            node("GlobalAveragePooling2D", "gap", ["cat"]),
            node("Dense", "y", ["gap"], units=3, activation="softmax")),
        "compile": {"optimizer": of("RMSprop", learning_rate=0.003, momentum=0.6, weight_decay=0.01),
                    "losses": {"y": of("SparseCategoricalCrossentropy")},
                    "metrics": {"y": ["accuracy", of("SparseTopKCategoricalAccuracy", k=2)]}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 6, 5, 2), "y", labels(r, 3, n, 1)), (6, 6, 6, 6, 3)),
    }


def embedding_text():
    return {
        "note": "Embedding with repeated ids, GlobalAveragePooling1D, Adam",
        "config": sequential(
            "EmbeddingText", entry("x", 7, dtype="int32"),
            node("Embedding", "emb", input_dim=11, output_dim=5),
            node("GlobalAveragePooling1D", "gap"),
            node("Dense", "a", units=6, activation="relu"),
            node("Dense", "y", units=3, activation="softmax")),
        "compile": {"optimizer": of("Adam", learning_rate=0.01),
                    "losses": {"y": of("SparseCategoricalCrossentropy")}, "metrics": {"y": ["accuracy"]}},
        "batches": batches(lambda r, n: pair("x", labels(r, 11, n, 7), "y", labels(r, 3, n))),
    }


def masked_text():
    def draw(rng, n):
        x = labels(rng, 8, n, 6) + 1
        for row, length in enumerate(rng.integers(1, 7, n)):
            x[row, length:] = 0
        return pair("x", x, "y", labels(rng, 2, n))

    return {
        "note": "mask_zero: the mean runs over the real tokens alone",
        "config": sequential(
            "MaskedText", entry("x", 6, dtype="int32"),
            node("Embedding", "emb", input_dim=9, output_dim=4, mask_zero=True,
                 embeddings_regularizer=of("L2", l2=0.01)),
            node("GlobalAveragePooling1D", "gap"),
            node("Dense", "y", units=1, activation="sigmoid")),
        "compile": {"optimizer": of("AdamW", learning_rate=0.01, weight_decay=0.05, clipnorm=1.0),
                    "losses": {"y": of("BinaryCrossentropy")}, "metrics": {"y": ["accuracy"]}},
        "batches": batches(draw),
    }


def token_labels():
    return {
        "note": "Dense over the last axis of rank 3, a loss per token, a sample weight per token",
        "config": sequential(
            "TokenLabels", entry("x", 5, dtype="int32"),
            node("Embedding", "emb", input_dim=10, output_dim=6),
            node("Dense", "a", units=6, activation="tanh"),
            node("Dense", "y", units=4)),
        "compile": {"optimizer": of("SGD", learning_rate=0.3, momentum=0.9, nesterov=True),
                    "losses": {"y": of("SparseCategoricalCrossentropy", from_logits=True)},
                    "metrics": {"y": ["accuracy"]}, "weighted_metrics": {"y": ["accuracy"]}},
        "batches": batches(lambda r, n: pair("x", labels(r, 10, n, 5), "y", labels(r, 4, n, 5),
                                             uniform(r, 0.2, 2, n, 5))),
    }


def image_and_text():
    def draw(rng, n):
        return {"inputs": {"image": uniform(rng, 0, 255, n, 6, 6, 1), "words": labels(rng, 12, n, 4)},
                "targets": {"kind": labels(rng, 3, n), "price": normal(rng, n, 1), "sold": labels(rng, 2, n, 1)}}

    return {
        "note": "an image and a text in, three heads out with three losses, Adam",
        "config": functional(
            "ImageAndText", ["image", "words"], ["kind", "price", "sold"],
            entry("image", 6, 6, 1), entry("words", 4, dtype="int32"),
            node("Rescaling", "scale", ["image"], scale=1.0 / 128, offset=-1.0),
            node("Conv2D", "conv", ["scale"], filters=4, kernel_size=3, activation="gelu"),
            node("GlobalAveragePooling2D", "gap", ["conv"]),
            node("Embedding", "emb", ["words"], input_dim=12, output_dim=4),
            node("GlobalAveragePooling1D", "mean", ["emb"]),
            node("Concatenate", "cat", ["gap", "mean"]),
            node("Dense", "h", ["cat"], units=8, activation="tanh"),
            node("Dense", "kind", ["h"], units=3, activation="softmax"),
            node("Dense", "price", ["h"], units=1),
            node("Dense", "sold", ["h"], units=1, activation="sigmoid")),
        "compile": {"optimizer": of("Adam", learning_rate=0.01),
                    "losses": {"kind": of("SparseCategoricalCrossentropy"), "price": of("Huber"),
                               "sold": of("BinaryCrossentropy")},
                    "loss_weights": {"kind": 1.0, "price": 0.5, "sold": 2.0},
                    "metrics": {"kind": ["accuracy"], "price": ["mae", "mse"], "sold": ["accuracy"]}},
        "batches": batches(draw),
    }


SPECS = [conv_max_pool_adam, conv_batchnorm_amsgrad, reshape_conv_clipvalue, residual_image, embedding_text,
         masked_text, token_labels, image_and_text]
