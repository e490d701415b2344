package jacobian.keras.ops;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The operations of `keras.ops.nn` that take several tensors or many settings; those of one tensor, such as
/// [Tensor#gelu] and [Tensor#softmax], are its methods.
///
/// Inputs of integers become float32, results have the input's floating type. All have gradients, [#ctcDecode]
/// apart.
///
/// ```java
/// NN.conv(images, kernel, conv -> conv.strides(2).padding(SAME));
/// ```
public final class NN {
    private NN() {}

    // ---- windows over images, sequences and volumes ----

    /// Keras' `conv`: the products of `kernel` `(*size, channels / groups, filters)` with what lies under it at
    /// each place of `inputs` `(batch, *spatial, channels)`, of one to three spatial axes. Gives `(batch,
    /// *places, filters)` of the kernel's type.
    ///
    /// @throws ShapeException where channels do not fit the kernel, or the kernel not into the input
    public static Tensor conv(Tensor inputs, Tensor kernel, Consumer<ConvolutionOptions> options) {
        return Convolutions.conv(inputs, kernel, set(new ConvolutionOptions(), options));
    }

    /// Keras' `conv_transpose`: the gradient of a convolution by its input, so that strides make an image larger;
    /// `kernel` is `(*size, filters, channels)`. Gives `(batch, *larger, filters)`.
    ///
    /// @throws ShapeException where channels do not fit the kernel
    public static Tensor convTranspose(Tensor inputs, Tensor kernel, Consumer<TransposedConvolutionOptions> options) {
        return Convolutions.transposed(inputs, kernel, set(new TransposedConvolutionOptions(), options));
    }

    /// Keras' `depthwise_conv`: windows that see one channel each; `kernel` is `(*size, channels, multiplier)`.
    /// Gives `(batch, *places, channels * multiplier)`, those of the first channel first.
    ///
    /// @throws ShapeException where channels do not fit the kernel, or the kernel not into the input
    public static Tensor depthwiseConv(Tensor inputs, Tensor kernel, Consumer<ConvolutionOptions> options) {
        return Convolutions.depthwise(inputs, kernel, set(new ConvolutionOptions(), options));
    }

    /// Keras' `separable_conv`: a [#depthwiseConv], then a mixture of its channels by `pointwiseKernel` `(1..,
    /// channels * multiplier, filters)`.
    ///
    /// @throws ShapeException where channels do not fit the kernels, or the kernel not into the input
    public static Tensor separableConv(
            Tensor inputs, Tensor depthwiseKernel, Tensor pointwiseKernel, Consumer<ConvolutionOptions> options) {
        var chosen = set(new ConvolutionOptions(), options);
        var deep = Convolutions.depthwise(inputs, depthwiseKernel, chosen);
        return conv(deep, pointwiseKernel, conv -> conv.dataFormat(chosen.dataFormat()));
    }

    /// Keras' `max_pool`: the largest element under a window of `poolSize` (one number, or one for each spatial
    /// axis) at each of its places, for each channel; padding is never the largest.
    public static Tensor maxPool(Tensor inputs, int[] poolSize, Consumer<PoolOptions> options) {
        return Pools.pool("max_pool", Tensor::maxPool, inputs, poolSize, set(new PoolOptions(), options));
    }

    /// Keras' `average_pool`: the mean under a window of `poolSize` (one number, or one for each spatial axis) at
    /// each of its places, for each channel; padding is not counted.
    public static Tensor averagePool(Tensor inputs, int[] poolSize, Consumer<PoolOptions> options) {
        return Pools.pool("average_pool", Tensor::averagePool, inputs, poolSize, set(new PoolOptions(), options));
    }

    /// Keras' `adaptive_max_pool`: the largest element of each of `outputSize` parts (one number, or one for each
    /// spatial axis, whose sizes must be known); part `i` of `n` cells reaches from `floor(i n / size)` to
    /// `ceil((i + 1) n / size)`.
    public static Tensor adaptiveMaxPool(Tensor inputs, int[] outputSize, DataFormat dataFormat) {
        return Pools.adaptive("adaptive_max_pool", Tensor::maxPool, inputs, outputSize, dataFormat);
    }

    /// Keras' `adaptive_average_pool`: the mean of each of the parts that [#adaptiveMaxPool] takes.
    public static Tensor adaptiveAveragePool(Tensor inputs, int[] outputSize, DataFormat dataFormat) {
        return Pools.adaptive("adaptive_average_pool", Tensor::averagePool, inputs, outputSize, dataFormat);
    }

    // ---- normalization ----

    /// Mean and variance along some axes.
    public record Moments(Tensor mean, Tensor variance) {}

    /// Keras' `moments`: mean and (biased) variance along `axes`, all where none is given; the axes stay with
    /// size 1 where `keepdims`. Keras' `synchronized`, over several devices, has no meaning here.
    public static Moments moments(Tensor x, boolean keepdims, int... axes) {
        var kept = Normalizations.moments(x, axes);
        return keepdims ? kept : new Moments(squeezed(kept.mean(), axes), squeezed(kept.variance(), axes));
    }

    private static Tensor squeezed(Tensor x, int... axes) {
        var lost = axes.length == 0
                ? IntStream.range(0, x.rank())
                : IntStream.of(axes).map(x.shape()::axis);
        var result = x;
        for (int axis : lost.sorted().distinct().boxed().toList().reversed()) {
            result = result.squeeze(axis);
        }
        return result;
    }

    /// Keras' `batch_normalization`: `scale * (x - mean) / sqrt(variance + epsilon) + offset`, where `mean` and
    /// `variance` are `(features,)`, those of `axis`.
    public static Tensor batchNormalization(
            Tensor x, Moments moments, int axis, Consumer<BatchNormalizationOptions> options) {
        return Normalizations.batch(x, moments, axis, set(new BatchNormalizationOptions(), options));
    }

    /// Keras' `layer_normalization`: `gamma * (x - mean) / sqrt(variance + epsilon) + beta`, with mean and
    /// variance of each example along its features.
    public static Tensor layerNormalization(Tensor x, Consumer<LayerNormalizationOptions> options) {
        return Normalizations.layer(x, set(new LayerNormalizationOptions(), options));
    }

    /// Keras' `rms_normalization`: `scale * x / sqrt(mean(x^2) + epsilon)`.
    public static Tensor rmsNormalization(Tensor x, Consumer<RMSNormalizationOptions> options) {
        return Normalizations.rms(x, set(new RMSNormalizationOptions(), options));
    }

    /// Keras' `normalize`: `x / max(norm(x), epsilon)`, with the norm of `order` (1 or more) along `axes`; Keras
    /// takes the last axis, order 2 and 1e-7 where it is told nothing.
    public static Tensor normalize(Tensor x, int order, double epsilon, int... axes) {
        return Normalizations.unit(x, order, epsilon, axes);
    }

    // ---- losses ----

    /// Keras' `binary_crossentropy`: -t log(p) - (1 - t) log(1 - p) for each element; p is `output` brought into
    /// [1e-7, 1 - 1e-7], or the sigmoid of `output` where it comes from logits.
    ///
    /// @throws ShapeException where the shapes differ
    public static Tensor binaryCrossentropy(Tensor target, Tensor output, boolean fromLogits) {
        return Likelihoods.binary(target, output, fromLogits);
    }

    /// Keras' `categorical_crossentropy`: -sum(t log(p)) along `axis`; p is `output` divided by its sum and
    /// brought into [1e-7, 1 - 1e-7], or the softmax of `output` where it comes from logits.
    ///
    /// @throws ShapeException where the shapes differ
    public static Tensor categoricalCrossentropy(Tensor target, Tensor output, boolean fromLogits, int axis) {
        return Likelihoods.categorical(target, output, fromLogits, axis);
    }

    /// Keras' `sparse_categorical_crossentropy`: -log(p of the target's class); targets are class indices in the
    /// shape of `output` without `axis`, or with 1 behind it. p is that of [#categoricalCrossentropy].
    ///
    /// @throws ShapeException where the shapes do not fit
    public static Tensor sparseCategoricalCrossentropy(Tensor target, Tensor output, boolean fromLogits, int axis) {
        return Likelihoods.sparse(target, output, fromLogits, axis);
    }

    /// `probabilities` divided by their sum along `axis` and brought into [1e-7, 1 - 1e-7]: those of the
    /// cross-entropies.
    public static Tensor probabilities(Tensor probabilities, int axis) {
        return Likelihoods.normalized(probabilities, axis);
    }

    /// Keras' `ctc_loss`: how unlikely labels are, given scores for each step of a longer sequence, whatever
    /// their alignment (Graves et al. 2006); `(batch,)`. Targets are class indices `(batch, labels)` of which
    /// the first `targetLength` count, outputs are logits `(batch, steps, classes)` of which the first
    /// `outputLength` steps count, and `maskIndex` is the class that stands for no label.
    ///
    /// @throws ShapeException where ranks differ from those
    public static Tensor ctcLoss(
            Tensor target, Tensor output, Tensor targetLength, Tensor outputLength, int maskIndex) {
        return Ctc.loss(target, output, targetLength, Optional.of(outputLength), maskIndex);
    }

    /// As above, where all steps count.
    public static Tensor ctcLoss(Tensor target, Tensor output, Tensor targetLength, int maskIndex) {
        return Ctc.loss(target, output, targetLength, Optional.empty(), maskIndex);
    }

    /// Sequences of labels, int32 `(paths, batch, steps)` filled up with -1, and scores `(batch, paths)`.
    public record Decoded(Tensor paths, Tensor scores) {}

    /// Keras' `ctc_decode`: the labels that logits `(batch, steps, classes)`, of which the first `lengths`
    /// `(batch,)` steps count, speak of. The score of a beam search is the logarithm of the probability, that of
    /// greedy decoding the negative sum of the largest logits. A beam search has no gradient.
    ///
    /// @throws ShapeException where ranks differ from those
    public static Decoded ctcDecode(Tensor inputs, Tensor lengths, Consumer<CtcDecodeOptions> options) {
        return Ctc.decode(inputs, lengths, set(new CtcDecodeOptions(), options));
    }

    // ---- attention ----

    /// Keras' `dot_product_attention`: `softmax(scale * query key' + bias) value` for each head. Queries are
    /// `(batch, steps, heads, depth)`, keys and values `(batch, other steps, heads, depth)`, of as many heads
    /// or a part of them.
    ///
    /// @throws ShapeException where the shapes do not fit
    public static Tensor dotProductAttention(
            Tensor query, Tensor key, Tensor value, Consumer<AttentionOptions> options) {
        return ScaledAttention.of(query, key, value, set(new AttentionOptions(), options));
    }

    // ---- arrangements ----

    /// Keras' `depth_to_space`: blocks of `blockSize * blockSize` channels of an image become squares of pixels:
    /// `(batch, height * blockSize, width * blockSize, channels / blockSize^2)`.
    ///
    /// @throws ShapeException where the channels are no multiple of the block
    public static Tensor depthToSpace(Tensor x, int blockSize, DataFormat dataFormat) {
        return Rearrangements.depthToSpace(x, blockSize, dataFormat);
    }

    /// Keras' `space_to_depth`: squares of `blockSize * blockSize` pixels of an image become channels: `(batch,
    /// height / blockSize, width / blockSize, channels * blockSize^2)`.
    ///
    /// @throws ShapeException where height or width is no multiple of the block
    public static Tensor spaceToDepth(Tensor x, int blockSize, DataFormat dataFormat) {
        return Rearrangements.spaceToDepth(x, blockSize, dataFormat);
    }

    /// Keras' `unfold`: the blocks of `kernelSize` (one number, or height and width) of `(batch, channels,
    /// height, width)`, one column each: `(batch, channels * cells, blocks)`.
    ///
    /// @throws ShapeException where a block does not fit into the image
    public static Tensor unfold(Tensor x, int[] kernelSize, Consumer<BlockOptions> options) {
        return Blocks.unfold(x, set(new BlockOptions(kernelSize), options));
    }

    /// Keras' `fold`: the adjoint of [#unfold]: the sum of the blocks, each at its place in an image of
    /// `outputSize`: `(batch, channels, *outputSize)`.
    ///
    /// @throws ShapeException where `x` holds another number of cells or blocks
    public static Tensor fold(Tensor x, int[] outputSize, int[] kernelSize, Consumer<BlockOptions> options) {
        var size = Spatial.numbers("output_size", 2, outputSize);
        return Blocks.fold(x, size, set(new BlockOptions(kernelSize), options));
    }

    /// Keras' `psnr`: 20 log10(maxVal) - 10 log10(mean((a - b)^2)), the peak signal-to-noise ratio in decibels.
    ///
    /// @throws ShapeException where the shapes differ
    public static Tensor psnr(Tensor x1, Tensor x2, double maxVal) {
        if (!Spatial.agree(x1.shape(), x2.shape())) {
            throw new ShapeException(
                    "psnr cannot compare " + x1.shape() + " with " + x2.shape() + ": needs equal shapes");
        }
        var error = x1.subtract(x2).floating().square().mean();
        var decibels = error.log().multiply(error.constant(-10 / Math.log(10), error.dtype()));
        return decibels.add(error.constant(20 * Math.log10(maxVal), error.dtype()));
    }

    /// Keras' `polar`: the complex numbers of magnitude `abs` and angle `angle` in radians.
    public static Complex polar(Tensor abs, Tensor angle) {
        return new Complex(abs.multiply(angle.cos()), abs.multiply(angle.sin()));
    }

    private static <O> O set(O options, Consumer<O> how) {
        how.accept(options);
        return options;
    }
}
