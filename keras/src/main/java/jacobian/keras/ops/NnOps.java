package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the `nn` part of `keras.ops` is here.
final class NnOps {
    private NnOps() {}

    static OpTable activations() {
        return new OpTable()
                .unary("relu", Tensor::relu)
                .unary("relu6", Tensor::relu6)
                .unary("sigmoid", Tensor::sigmoid)
                .unary("sparse_sigmoid", Tensor::sparseSigmoid)
                .unary("softplus", Tensor::softplus)
                .unary("softsign", Tensor::softsign)
                .unary("sparse_plus", Tensor::sparsePlus)
                .unary("silu", Tensor::silu)
                .unary("swish", Tensor::swish)
                .unary("log_sigmoid", Tensor::logSigmoid)
                .unary("hard_sigmoid", Tensor::hardSigmoid)
                .unary("hard_silu", Tensor::hardSilu)
                .unary("hard_swish", Tensor::hardSwish)
                .unary("selu", Tensor::selu)
                .unary("tanh_shrink", Tensor::tanhShrink)
                .unary("hard_tanh", Tensor::hardTanh)
                .of("leaky_relu", (x, args) -> x.leakyRelu(args.number("negative_slope", 0.2)))
                .of("elu", (x, args) -> x.elu(args.number("alpha", 1)))
                .of("celu", (x, args) -> x.celu(args.number("alpha", 1)))
                .of("gelu", (x, args) -> x.gelu(args.flag("approximate", true)))
                .of("soft_shrink", (x, args) -> x.softShrink(args.number("threshold", 0.5)))
                .of("hard_shrink", (x, args) -> x.hardShrink(args.number("threshold", 0.5)))
                .of("squareplus", (x, args) -> x.squareplus(args.number("b", 4)))
                .of("threshold", (x, args) -> x.threshold(args.number("threshold", 0), args.number("default_value", 0)))
                .of("glu", (x, args) -> x.glu(args.integer("axis", -1)))
                .of("softmax", (x, args) -> x.softmax(axes(args)))
                .of("log_softmax", (x, args) -> x.logSoftmax(axes(args)))
                .of("sparsemax", (x, args) -> x.sparsemax(args.integer("axis", -1)));
    }

    /// One axis or several; the last where none is given.
    private static int[] axes(Given args) {
        return args.has("axis") ? args.ints("axis") : new int[] {-1};
    }

    static DataFormat format(Given args) {
        return DataFormat.valueOf(args.text("data_format", "channels_last").toUpperCase(Locale.ROOT));
    }

    private static <O extends WindowOptions<O>> O window(O options, Given args) {
        return options.strides(args.ints("strides"))
                .padding(Padding.valueOf(args.text("padding", "valid").toUpperCase(Locale.ROOT)))
                .dataFormat(format(args));
    }

    private static void convolution(ConvolutionOptions options, Given args) {
        window(options, args).dilationRate(args.has("dilation_rate") ? args.ints("dilation_rate") : new int[] {1});
    }

    static void patches(PatchOptions options, Given args) {
        window(options, args).dilationRate(args.has("dilation_rate") ? args.ints("dilation_rate") : new int[] {1});
    }

    private static void transposed(TransposedConvolutionOptions options, Given args) {
        window(options, args)
                .dilationRate(args.has("dilation_rate") ? args.ints("dilation_rate") : new int[] {1})
                .outputPadding(args.ints("output_padding"));
    }

    static OpTable windows() {
        return new OpTable()
                .of("max_pool", (x, args) -> NN.maxPool(x, args.ints("pool_size"), pool -> window(pool, args)))
                .of("average_pool", (x, args) -> NN.averagePool(x, args.ints("pool_size"), pool -> window(pool, args)))
                .of("adaptive_max_pool", (x, args) -> NN.adaptiveMaxPool(x, args.ints("output_size"), format(args)))
                .of(
                        "adaptive_average_pool",
                        (x, args) -> NN.adaptiveAveragePool(x, args.ints("output_size"), format(args)))
                .one("conv", (in, args) -> NN.conv(in.get(0), in.get(1), conv -> convolution(conv, args)))
                .one(
                        "depthwise_conv",
                        (in, args) -> NN.depthwiseConv(in.get(0), in.get(1), conv -> convolution(conv, args)))
                .one(
                        "separable_conv",
                        (in, args) ->
                                NN.separableConv(in.get(0), in.get(1), in.get(2), conv -> convolution(conv, args)))
                .one(
                        "conv_transpose",
                        (in, args) -> NN.convTranspose(in.get(0), in.get(1), conv -> transposed(conv, args)));
    }

    static OpTable normalizations() {
        return new OpTable()
                .many("moments", (in, args) -> {
                    var moments = NN.moments(in.get(0), args.flag("keepdims"), args.ints("axes"));
                    return List.of(moments.mean(), moments.variance());
                })
                .one("batch_normalization", (in, args) -> {
                    var moments = new NN.Moments(in.get(1), in.get(2));
                    return NN.batchNormalization(in.get(0), moments, args.integer("axis", -1), options -> {
                        args.tensor("offset").ifPresent(options::offset);
                        args.tensor("scale").ifPresent(options::scale);
                        options.epsilon(args.number("epsilon", 1e-3));
                    });
                })
                .of(
                        "layer_normalization",
                        (x, args) -> NN.layerNormalization(x, options -> {
                            args.tensor("gamma").ifPresent(options::gamma);
                            args.tensor("beta").ifPresent(options::beta);
                            options.axis(axes(args)).epsilon(args.number("epsilon", 1e-7));
                        }))
                .of(
                        "rms_normalization",
                        (x, args) -> NN.rmsNormalization(x, options -> {
                            args.tensor("scale").ifPresent(options::scale);
                            options.axis(axes(args)).epsilon(args.number("epsilon", 1e-7));
                        }))
                .of(
                        "normalize",
                        (x, args) ->
                                NN.normalize(x, args.integer("order", 2), args.number("epsilon", 1e-7), axes(args)));
    }

    static OpTable losses() {
        return new OpTable()
                .of(
                        "one_hot",
                        (x, args) -> x.oneHot(
                                args.integer("num_classes", 0),
                                args.integer("axis", -1),
                                args.dtype("dtype", DType.FLOAT32)))
                .of(
                        "multi_hot",
                        (x, args) -> x.multiHot(
                                args.integer("num_classes", 0),
                                args.integer("axis", -1),
                                args.dtype("dtype", DType.FLOAT32)))
                .one(
                        "binary_crossentropy",
                        (in, args) -> NN.binaryCrossentropy(in.get(0), in.get(1), args.flag("from_logits")))
                .one(
                        "categorical_crossentropy",
                        (in, args) -> NN.categoricalCrossentropy(
                                in.get(0), in.get(1), args.flag("from_logits"), args.integer("axis", -1)))
                .one(
                        "sparse_categorical_crossentropy",
                        (in, args) -> NN.sparseCategoricalCrossentropy(
                                in.get(0), in.get(1), args.flag("from_logits"), args.integer("axis", -1)))
                .one(
                        "ctc_loss",
                        (in, args) ->
                                NN.ctcLoss(in.get(0), in.get(1), in.get(2), in.get(3), args.integer("mask_index", 0)))
                .many("ctc_decode", (in, args) -> {
                    var decoded = NN.ctcDecode(in.get(0), in.get(1), options -> decoding(options, args));
                    return List.of(decoded.paths(), decoded.scores());
                });
    }

    private static void decoding(CtcDecodeOptions options, Given args) {
        var strategy = args.text("strategy", "greedy").toUpperCase(Locale.ROOT);
        options.strategy(CtcDecodeOptions.Strategy.valueOf(strategy))
                .beamWidth(args.integer("beam_width", 100))
                .topPaths(args.integer("top_paths", 1))
                .mergeRepeated(args.flag("merge_repeated", true))
                .maskIndex(args.integer("mask_index", 0));
    }

    static OpTable arrangements() {
        return new OpTable()
                .one(
                        "dot_product_attention",
                        (in, args) -> NN.dotProductAttention(in.get(0), in.get(1), in.get(2), options -> {
                            args.tensor("bias").ifPresent(options::bias);
                            args.tensor("mask").ifPresent(options::mask);
                            Optional.of(args.number("scale", 0))
                                    .filter(scale -> scale > 0)
                                    .ifPresent(options::scale);
                            options.isCausal(args.flag("is_causal"));
                        }))
                .of("depth_to_space", (x, args) -> NN.depthToSpace(x, args.integer("block_size", 1), format(args)))
                .of("space_to_depth", (x, args) -> NN.spaceToDepth(x, args.integer("block_size", 1), format(args)))
                .of("unfold", (x, args) -> NN.unfold(x, args.ints("kernel_size"), options -> blocks(options, args)))
                .of(
                        "fold",
                        (x, args) ->
                                NN.fold(x, args.ints("output_size"), args.ints("kernel_size"), o -> blocks(o, args)))
                .many("polar", (in, _) -> {
                    var numbers = NN.polar(in.get(0), in.get(1));
                    return List.of(numbers.real(), numbers.imaginary());
                })
                .one("psnr", (in, args) -> NN.psnr(in.get(0), in.get(1), args.number("max_val", 1)));
    }

    private static void blocks(BlockOptions options, Given args) {
        options.dilation(args.has("dilation") ? args.ints("dilation") : new int[] {1})
                .padding(args.has("padding") ? args.ints("padding") : new int[] {0})
                .stride(args.has("stride") ? args.ints("stride") : new int[] {1});
    }
}
