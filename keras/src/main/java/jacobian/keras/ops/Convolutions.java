package jacobian.keras.ops;

import jacobian.engine.graph.ConvolutionInputGradient;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Convolutions of any number of spatial axes: Keras' rules for sizes and groups over the engine's kernels.
final class Convolutions {
    private Convolutions() {}

    static Tensor conv(Tensor inputs, Tensor kernel, ConvolutionOptions options) {
        int rank = rank("conv", kernel);
        var axes = new Spatial("conv", options.dataFormat(), rank);
        var x = axes.last(inputs.cast(kernel.dtype()));
        int channels = x.shape().size(-1);
        int seen = kernel.shape().size(-2);
        if (channels < 1 || channels % seen != 0) {
            throw new ShapeException("conv cannot take " + channels + " channels with the kernel " + kernel.shape()
                    + ": needs a multiple of its " + seen + " channels");
        }
        return axes.back(x.convolve(kernel, window(kernel, options), channels / seen));
    }

    static Tensor depthwise(Tensor inputs, Tensor kernel, ConvolutionOptions options) {
        int rank = rank("depthwise_conv", kernel);
        var axes = new Spatial("depthwise_conv", options.dataFormat(), rank);
        var x = axes.last(inputs.cast(kernel.dtype()));
        int channels = kernel.shape().size(-2);
        if (!x.shape().dim(-1).agrees(Dim.fixed(channels))) {
            throw new ShapeException("depthwise_conv cannot take " + inputs.shape() + " with the kernel "
                    + kernel.shape() + ": needs " + channels + " channels");
        }
        return axes.back(x.convolve(windows(kernel), window(kernel, options), channels));
    }

    /// A depthwise kernel `(*size, channels, multiplier)` as that of a convolution of as many groups as channels.
    private static Tensor windows(Tensor kernel) {
        var shape = kernel.shape();
        return kernel.reshape(shape.with(-2, Dim.fixed(1)).with(-1, Dim.fixed(shape.size(-2) * shape.size(-1))));
    }

    private static Window window(Tensor kernel, ConvolutionOptions options) {
        var size = size(kernel);
        return options.window(size, Collections.nCopies(size.size(), 1));
    }

    private static List<Integer> size(Tensor kernel) {
        return IntStream.range(0, kernel.rank() - 2)
                .mapToObj(kernel.shape()::size)
                .toList();
    }

    private static int rank(String op, Tensor kernel) {
        if (kernel.rank() < 3 || kernel.rank() > 5) {
            throw new ShapeException(op + " cannot take the kernel " + kernel.shape()
                    + ": needs one to three spatial axes and two of channels");
        }
        return kernel.rank() - 2;
    }

    static Tensor transposed(Tensor inputs, Tensor kernel, TransposedConvolutionOptions options) {
        int rank = rank("conv_transpose", kernel);
        var spatial = new Spatial("conv_transpose", options.dataFormat(), rank);
        var x = spatial.last(inputs.cast(kernel.dtype()));
        if (!x.shape().dim(-1).agrees(kernel.shape().dim(-1))) {
            throw new ShapeException("conv_transpose cannot take " + inputs.shape() + " with the kernel "
                    + kernel.shape() + ": needs " + kernel.shape().dim(-1) + " channels");
        }
        var size = size(kernel);
        var strides = options.strides(rank, Collections.nCopies(rank, 1));
        var axes = IntStream.range(0, rank)
                .mapToObj(i -> axis(
                        options, (size.get(i) - 1) * options.dilations(rank).get(i) + 1, strides, i))
                .toList();
        var around = jacobian.engine.graph.Padding.of(
                axes.stream().map(Axis::low).toList(),
                axes.stream().map(Axis::high).toList());
        var dims = new ArrayList<Dim>();
        dims.add(x.shape().dim(0));
        for (int i = 0; i < rank; i++) {
            dims.add(axes.get(i).out(x.shape().dim(i + 1)));
        }
        dims.add(kernel.shape().dim(-2));
        var window = new Window(size, strides, options.dilations(rank), around);
        var op = new ConvolutionInputGradient(window, 1, Shape.of(dims));
        return spatial.back(x.apply(op, List.of(x, kernel)));
    }

    /// Keras' rules for the length of a transposed convolution's result along spatial axis `i` and for where it
    /// begins.
    private static Axis axis(TransposedConvolutionOptions options, int extent, List<Integer> strides, int i) {
        int stride = strides.get(i);
        var added = options.addedBehind(strides.size()).map(each -> each.get(i));
        if (added.isPresent() && added.get() >= stride) {
            throw new IllegalArgumentException(
                    "output_padding=" + added.get() + ": must be smaller than the stride " + stride);
        }
        if (options.padding() == Padding.VALID) {
            int last = added.map(each -> extent + each).orElse(Math.max(extent, stride));
            return new Axis(stride, extent, 0, last - stride);
        }
        int length = added.map(each -> extent % 2 + each).orElse(stride);
        int around = length + extent - 2;
        return new Axis(stride, extent, extent - 1 - Math.min((around + 1) / 2, extent - 1), length - stride);
    }

    /// One spatial axis: cells that a window spans, cells of the result that the convolution back pads in front
    /// and behind, and how much larger the result is than `stride * input`.
    private record Axis(int stride, int extent, int low, int more) {
        /// The padding behind under which the convolution back has as many places as the input had cells.
        int high() {
            return Math.max(0, extent - stride - more - low);
        }

        Dim out(Dim in) {
            return stride == 1 && more == 0 ? in : Dim.derived(new Stretched(stride, more), List.of(in));
        }
    }

    private record Stretched(int stride, int more) implements SizeRule {
        @Override
        public int size(int... sizes) {
            return Math.addExact(Math.multiplyExact(sizes[0], stride), more);
        }
    }
}
