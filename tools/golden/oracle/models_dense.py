"""Golden models of Dense layers: every optimizer, loss and weighting, without images or text."""

from oracle.spec import (batches, entry, functional, labels, node, normal, of, one_hot, pair, sequential, shared,
                         uniform)


def softmax_sgd():
    return {
        "note": "probabilities into sparse crossentropy, plain SGD",
        "config": sequential(
            "SoftmaxSgd", entry("x", 6),
            node("Dense", "a", units=8, activation="relu", kernel_initializer="he_normal"),
            node("Dense", "b", units=5, activation="tanh", kernel_initializer=of("GlorotNormal", seed=1)),
            node("Dense", "y", units=3, activation="softmax")),
        "compile": {"optimizer": of("SGD", learning_rate=0.1),
                    "losses": {"y": of("SparseCategoricalCrossentropy")}, "metrics": {"y": ["accuracy"]}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 6), "y", labels(r, 3, n))),
    }


def logits_momentum():
    return {
        "note": "logits into sparse crossentropy, SGD with momentum, a class weight",
        "config": sequential(
            "LogitsMomentum", entry("x", 5),
            node("Dense", "a", units=7, activation="leaky_relu", kernel_initializer="he_uniform"),
            node("Dense", "b", units=6, activation="sigmoid", use_bias=False),
            node("Dense", "y", units=4)),
        "compile": {"optimizer": of("SGD", learning_rate=0.05, momentum=0.9),
                    "losses": {"y": of("SparseCategoricalCrossentropy", from_logits=True)},
                    "metrics": {"y": ["sparse_categorical_accuracy"]},
                    "weighted_metrics": {"y": ["accuracy"]}},
        "fit": {"class_weight": {"0": 1.0, "1": 2.5, "2": 0.5, "3": 1.25}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 5), "y", labels(r, 4, n))),
    }


def regression_nesterov():
    return {
        "note": "MSE of two outputs with sample weights, L1 and L2, Nesterov with weight decay",
        "config": sequential(
            "RegressionNesterov", entry("x", 4),
            node("Rescaling", "scale", scale=0.00784313725490196, offset=-1.0),
            node("Dense", "a", units=9, activation="gelu", kernel_regularizer=of("L2", l2=0.02),
                 bias_regularizer=of("L1", l1=0.01)),
            node("Dense", "y", units=2, kernel_regularizer=of("L1L2", l1=0.003, l2=0.004))),
        "compile": {"optimizer": of("SGD", learning_rate=0.03, momentum=0.8, nesterov=True, weight_decay=0.01),
                    "losses": {"y": of("MeanSquaredError")},
                    "metrics": {"y": ["mae", of("MeanSquaredError")]}, "weighted_metrics": {"y": ["mse"]}},
        "batches": batches(lambda r, n: pair(
            "x", uniform(r, 0, 255, n, 4), "y", normal(r, n, 2), uniform(r, 0.1, 2, n))),
    }


def adapted_rmsprop():
    def spec_data(rng, n):
        x = normal(rng, n, 3) * [2.0, 0.5, 7.0] + [1.0, -3.0, 20.0]
        return pair("x", x.astype("float32"), "y", normal(rng, n, 1))

    import numpy as np
    adapt = (normal(np.random.default_rng(5), 40, 3) * [2.0, 0.5, 7.0] + [1.0, -3.0, 20.0]).astype("float32")
    scaled = node("Normalization", "norm")
    scaled["adapt"] = {"shape": [40, 3], "values": [float(str(v)) for v in adapt.reshape(-1)]}
    return {
        "note": "Normalization adapted on 40 rows, Huber, RMSprop centered with momentum",
        "config": sequential(
            "AdaptedRmsprop", entry("x", 3), scaled,
            node("Dense", "a", units=8, activation="tanh"),
            node("Dense", "y", units=1)),
        "compile": {"optimizer": of("RMSprop", learning_rate=0.002, rho=0.8, momentum=0.5, centered=True),
                    "losses": {"y": of("Huber", delta=0.7)}, "metrics": {"y": [of("MeanAbsoluteError")]}},
        "batches": batches(spec_data),
    }


def binary_batchnorm_adamw():
    return {
        "note": "BatchNormalization in training, Dropout at rate 0, AdamW, label smoothing, class weight, y of rank 1",
        "config": sequential(
            "BinaryBatchNormAdamW", entry("x", 5),
            node("Dense", "a", units=6, use_bias=False),
            node("BatchNormalization", "bn"),
            node("Activation", "act", activation="relu"),
            node("Dropout", "drop", rate=0.0),
            node("Dense", "b", units=4, activation="sigmoid"),
            node("BatchNormalization", "bn2", momentum=0.8, epsilon=0.01, center=False),
            node("Dense", "y", units=1, activation="sigmoid")),
        "compile": {"optimizer": of("AdamW", learning_rate=0.01),
                    "losses": {"y": of("BinaryCrossentropy", label_smoothing=0.1)}, "metrics": {"y": ["accuracy"]}},
        "fit": {"class_weight": {"0": 0.75, "1": 1.5}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 5), "y", labels(r, 2, n))),
    }


def residual_mae():
    return {
        "note": "Add and Concatenate of branches, MAE, RMSprop at its defaults",
        "config": functional(
            "ResidualMae", ["x"], ["y"], entry("x", 6),
            node("Dense", "a", ["x"], units=6, activation="leaky_relu"),
            node("Dense", "b", ["a"], units=6),
            node("Add", "add", ["x", "b"]),
            node("Activation", "act", ["add"], activation="gelu"),
            node("Concatenate", "cat", ["act", "x", "a"]),
            node("Dense", "y", ["cat"], units=2)),
        "compile": {"optimizer": of("RMSprop"), "losses": {"y": of("MeanAbsoluteError")},
                    "metrics": {"y": ["mse", "mae"]}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 6), "y", normal(r, n, 2))),
    }


def siamese_shared():
    def draw(rng, n):
        return {"inputs": {"left": normal(rng, n, 5), "right": normal(rng, n, 5)},
                "targets": {"y": labels(rng, 2, n, 1).astype("float32")}}

    return {
        "note": "one Dense and one BatchNormalization called twice, clipnorm, Adam, logits",
        "config": functional(
            "SiameseShared", ["left", "right"], ["y"], entry("left", 5), entry("right", 5),
            node("Dense", "twin", ["left"], units=6, use_bias=False, kernel_regularizer="l2"),
            shared("twin", "twin_again", ["right"]),
            node("BatchNormalization", "bn", ["twin"], momentum=0.9),
            shared("bn", "bn_again", ["twin_again"]),
            node("Concatenate", "cat", ["bn", "bn_again"], axis=-1),
            node("Activation", "act", ["cat"], activation="tanh"),
            node("Dense", "y", ["act"], units=1)),
        "compile": {"optimizer": of("Adam", learning_rate=0.02, clipnorm=0.1),
                    "losses": {"y": of("BinaryCrossentropy", from_logits=True)},
                    "metrics": {"y": [of("BinaryAccuracy", threshold=0.0)]}},
        "batches": batches(draw),
    }


def two_outputs():
    def draw(rng, n):
        return {"inputs": {"x": normal(rng, n, 6), "z": normal(rng, n, 3)},
                "targets": {"kind": one_hot(rng, 4, n), "size": normal(rng, n, 1)},
                "sample_weights": {"kind": uniform(rng, 0.2, 2, n), "size": uniform(rng, 0.2, 2, n)}}

    return {
        "note": "two inputs, two outputs, loss weights, a sample weight per output, global_clipnorm, frozen layers",
        "config": functional(
            "TwoOutputs", ["x", "z"], ["kind", "size"], entry("x", 6), entry("z", 3),
            node("Dense", "frozen", ["x"], units=5, activation="relu", trainable=False),
            node("BatchNormalization", "frozen_bn", ["frozen"], trainable=False),
            node("Concatenate", "cat", ["frozen_bn", "z"]),
            node("Dense", "h", ["cat"], units=7, activation="tanh", kernel_regularizer=of("L2", l2=0.001)),
            node("Dense", "kind", ["h"], units=4, activation="softmax"),
            node("Dense", "size", ["h"], units=1)),
        "compile": {"optimizer": of("Adam", learning_rate=0.01, global_clipnorm=0.4, weight_decay=0.02),
                    "losses": {"kind": of("CategoricalCrossentropy"), "size": of("MeanSquaredError")},
                    "loss_weights": {"kind": 1.0, "size": 0.3},
                    "metrics": {"kind": ["accuracy"], "size": ["mae"]}},
        "batches": batches(draw),
    }


def scheduled_adam():
    decay = of("ExponentialDecay", initial_learning_rate=0.05, decay_steps=2, decay_rate=0.5)
    return {
        "note": "a learning rate that decays each step, categorical crossentropy on logits with label smoothing",
        "config": sequential(
            "ScheduledAdam", entry("x", 4),
            node("Dense", "a", units=6, activation="gelu", bias_initializer="ones"),
            node("Dense", "b", units=5, activation="linear", kernel_initializer="glorot_uniform"),
            node("Activation", "act", activation="softmax"),
            node("Dense", "y", units=3, bias_initializer="zeros")),
        "compile": {"optimizer": of("Adam", learning_rate=decay, beta_1=0.8, beta_2=0.95, epsilon=1e-5),
                    "losses": {"y": of("CategoricalCrossentropy", from_logits=True, label_smoothing=0.2)},
                    "metrics": {"y": ["accuracy", of("CategoricalAccuracy", name="top")]}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 4), "y", one_hot(r, 3, n))),
    }


def dropout_inference():
    return {
        "note": "inference only: Dropout at rate 0.5 changes nothing, BatchNormalization uses its moving statistics",
        "config": sequential(
            "DropoutInference", entry("x", 4, 4, 3),
            node("BatchNormalization", "bn"), node("Dropout", "drop", rate=0.5),
            node("Flatten", "flat"), node("Dense", "a", units=5, activation="relu"),
            node("Dropout", "drop2", rate=0.25), node("Dense", "y", units=3, activation="softmax")),
        "batches": batches(lambda r, n: {"inputs": {"x": normal(r, n, 4, 4, 3)}}, (4,)),
    }


SPECS = [softmax_sgd, logits_momentum, regression_nesterov, adapted_rmsprop, binary_batchnorm_adamw, residual_mae,
         siamese_shared, two_outputs, scheduled_adam, dropout_inference]
