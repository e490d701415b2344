"""The names of Keras that are looked at, beyond those that a namespace gives by itself."""

# Layers that models are made of; those that prepare data are another list.
LAYERS = {
    "core": ["Dense", "EinsumDense", "Embedding", "ReversibleEmbedding", "Identity", "InputLayer", "Lambda",
             "Masking", "Wrapper"],
    "activation": ["Activation", "ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax"],
    "convolution": ["Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose",
                    "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"],
    "pooling": [kind + str(rank) + "D" for kind in
                ["AveragePooling", "MaxPooling", "GlobalAveragePooling", "GlobalMaxPooling",
                 "AdaptiveAveragePooling", "AdaptiveMaxPooling"] for rank in (1, 2, 3)],
    "recurrent": ["RNN", "SimpleRNN", "LSTM", "GRU", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "SimpleRNNCell",
                  "LSTMCell", "GRUCell", "StackedRNNCells", "Bidirectional", "TimeDistributed"],
    "attention": ["Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention"],
    "normalization": ["BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization",
                      "SpectralNormalization", "UnitNormalization"],
    "regularization": ["Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D",
                       "SpatialDropout2D", "SpatialDropout3D", "ActivityRegularization"],
    "reshaping": ["Reshape", "Flatten", "Permute", "RepeatVector"]
                 + [kind + str(rank) + "D" for kind in ["Cropping", "UpSampling", "ZeroPadding"] for rank in (1, 2, 3)],
    "merging": ["Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"],
}

UTILS = ["to_categorical", "pad_sequences", "timeseries_dataset_from_array", "split_dataset", "normalize",
         "set_random_seed"]

# What a model can do, as the methods and functions that do it.
MODELS = {
    "Model": ["__init__", "compile", "fit", "evaluate", "predict", "train_on_batch", "test_on_batch",
              "predict_on_batch", "train_step", "test_step", "predict_step", "compute_loss", "compute_metrics",
              "reset_metrics", "get_layer", "get_metrics_result", "summary", "add_loss"],
    "Sequential": ["__init__", "add", "pop"],
    "Layer": ["__init__", "build", "call", "compute_output_shape", "compute_mask", "add_weight", "get_weights",
              "set_weights", "count_params"],
}

# Functions and classes at the top of Keras that belong to models.
MODEL_FUNCTIONS = [("models", "clone_model"), ("", "remat"), ("", "RematScope"), ("dtype_policies", "DTypePolicy")]

ALIASES = {"activations": ["swish", "hard_swish"], "initializers": ["IdentityInitializer", "OrthogonalInitializer",
                                                                  "STFTInitializer"]}
