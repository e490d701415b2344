package jacobian.engine.reference;

import jacobian.engine.graph.Convolution;
import jacobian.engine.graph.ConvolutionInputGradient;
import jacobian.engine.graph.ConvolutionKernelGradient;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;

/// Products of matrices, and convolutions.
final class Products {
    private Products() {}

    static Values matmul(Matmul op, Values a, Values b, TensorType type) {
        var result = Values.of(type);
        int rank = type.shape().rank();
        int batch = Index.product(type.shape(), 0, rank - 2);
        int m = type.shape().size(-2);
        int n = type.shape().size(-1);
        int k = a.shape().size(op.transposeA() ? -2 : -1);
        for (int g = 0; g < batch; g++) {
            for (int i = 0; i < m; i++) {
                for (int p = 0; p < k; p++) {
                    int left = g * m * k + (op.transposeA() ? p * m + i : i * k + p);
                    for (int j = 0; j < n; j++) {
                        int right = g * k * n + (op.transposeB() ? j * k + p : p * n + j);
                        multiplyAdd(result, (g * m + i) * n + j, a, left, b, right);
                    }
                }
            }
        }
        return result;
    }

    private static void multiplyAdd(Values sum, int at, Values a, int i, Values b, int j) {
        if (sum.floating()) {
            sum.set(at, sum.real(at) + a.real(i) * b.real(j));
        } else {
            sum.set(at, sum.integer(at) + a.integer(i) * b.integer(j));
        }
    }

    /// How many channels and filters one group joins.
    private record Groups(int count, int channels, int filters) {
        static Groups of(int count, Shape input, Shape result) {
            return new Groups(count, input.size(-1) / count, result.size(-1) / count);
        }
    }

    @FunctionalInterface
    private interface Term {
        /// Linear positions in the input, the kernel and the result of one product of a convolution.
        void at(int x, int kernel, int result);
    }

    /// Visits each product that a convolution of `input` to `result` sums up.
    private static void each(Window window, Groups groups, Shape input, Term term) {
        var taps = Taps.of(window, input);
        int allChannels = groups.count * groups.channels;
        int allFilters = groups.count * groups.filters;
        for (int n = 0; n < input.size(0); n++) {
            int from = n * taps.inputs();
            int to = n * taps.outputs();
            taps.each((in, out, tap) -> {
                for (int filter = 0; filter < allFilters; filter++) {
                    int group = filter / groups.filters;
                    for (int c = 0; c < groups.channels; c++) {
                        int x = (from + in) * allChannels + group * groups.channels + c;
                        term.at(x, (tap * groups.channels + c) * allFilters + filter, (to + out) * allFilters + filter);
                    }
                }
            });
        }
    }

    static Values convolve(Convolution op, Values x, Values kernel, TensorType type) {
        var result = Values.of(type);
        var groups = Groups.of(op.groups(), x.shape(), type.shape());
        each(op.window(), groups, x.shape(), (i, k, o) -> multiplyAdd(result, o, x, i, kernel, k));
        return result;
    }

    static Values inputGradient(ConvolutionInputGradient op, Values upstream, Values kernel) {
        var result = Values.of(upstream.type().withShape(op.shape()));
        var groups = Groups.of(op.groups(), op.shape(), upstream.shape());
        each(op.window(), groups, op.shape(), (i, k, o) -> multiplyAdd(result, i, upstream, o, kernel, k));
        return result;
    }

    static Values kernelGradient(ConvolutionKernelGradient op, Values x, Values upstream) {
        var result = Values.of(x.type().withShape(op.shape()));
        var groups = Groups.of(op.groups(), x.shape(), upstream.shape());
        each(op.window(), groups, x.shape(), (i, k, o) -> multiplyAdd(result, k, x, i, upstream, o));
        return result;
    }
}
