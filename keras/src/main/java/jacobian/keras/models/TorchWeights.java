package jacobian.keras.models;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The weights of a model as PyTorch's modules of the same names keep them.
///
/// | layer | module | what is turned |
/// |---|---|---|
/// | Dense | Linear | (out, in) to (in, out); behind Flatten also from channels first |
/// | Conv1D, 2D, 3D | Conv1d, 2d, 3d | (out, in, space) to (space, in, out) |
/// | Conv1DTranspose, 2D, 3D | ConvTranspose1d, 2d, 3d | (in, out, space) to (space, out, in) |
/// | DepthwiseConv1D, 2D | Conv1d, 2d with groups | (in times multiplier, 1, space) to (space, in, multiplier) |
/// | SeparableConv1D, 2D | modules `depthwise`, `pointwise` | each as above |
/// | BatchNormalization and other normalizations | the same | names |
/// | LSTM, GRU, SimpleRNN, also in Bidirectional | LSTM, GRU, RNN of one layer | gates, transposition, two biases |
/// | Embedding, PReLU | the same | names |
final class TorchWeights {
    private final FlattenOrder flattened;

    TorchWeights(Model model) {
        this.flattened = new FlattenOrder(model);
    }

    /// Where PyTorch keeps `weight`.
    WeightSource source(NamedWeight weight) {
        var module = module(weight.layers());
        var owner = weight.owner();
        return switch (owner) {
            case "LSTMCell", "GRUCell", "SimpleRNNCell" -> recurrent(weight);
            case "Dense" -> dense(weight, module);
            case "Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose" ->
                WeightSource.of(module + plain(weight.name()), kernel(weight, TorchWeights::reversed));
            case "DepthwiseConv1D", "DepthwiseConv2D" ->
                WeightSource.of(module + plain(weight.name()), kernel(weight, depthwise(weight)));
            case "SeparableConv1D", "SeparableConv2D" -> separable(weight, module);
            case "PReLU" -> WeightSource.of(module + "weight", x -> x.reshape(sizes(weight)));
            default -> WeightSource.of(module + plain(weight.name()), x -> perFeature(weight, x));
        };
    }

    private static String module(List<Layer> layers) {
        return layers.stream().map(layer -> layer.name() + "/").collect(Collectors.joining());
    }

    private static String plain(String name) {
        return switch (name) {
            case "kernel", "depthwise_kernel", "gamma", "scale", "embeddings" -> "weight";
            case "beta" -> "bias";
            case "moving_mean" -> "running_mean";
            case "moving_variance" -> "running_var";
            default -> name;
        };
    }

    private static int[] sizes(NamedWeight weight) {
        return weight.tensor().type().shape().sizes();
    }

    private WeightSource dense(NamedWeight weight, String module) {
        if (!weight.name().equals("kernel")) {
            return WeightSource.same(module + plain(weight.name()));
        }
        var order = flattened.order(weight.layers().getLast());
        return WeightSource.of(module + "weight", kernel -> {
            var turned = kernel.transpose(1, 0);
            return order.map(each -> each.channelsLast(turned)).orElse(turned);
        });
    }

    /// A vector of one number for each feature, which Flatten may have brought into another order.
    private Tensor perFeature(NamedWeight weight, Tensor vector) {
        var order = flattened.order(weight.layers().getLast());
        return order.isPresent() && vector.rank() == 1 ? order.get().channelsLast(vector) : vector;
    }

    private static Function<Tensor, Tensor> kernel(NamedWeight weight, Function<Tensor, Tensor> turn) {
        return weight.name().endsWith("kernel") ? turn : tensor -> tensor;
    }

    /// (a, b, space) as (space, b, a).
    private static Tensor reversed(Tensor kernel) {
        int rank = kernel.rank();
        return kernel.transpose(
                IntStream.concat(IntStream.range(2, rank), IntStream.of(1, 0)).toArray());
    }

    private static Function<Tensor, Tensor> depthwise(NamedWeight weight) {
        var to = sizes(weight);
        int rank = to.length;
        return kernel -> {
            if (kernel.rank() != rank
                    || kernel.shape().size(1) != 1
                    || kernel.shape().size(0) != to[rank - 2] * to[rank - 1]) {
                throw new ShapeException(kernel.shape() + " is no depthwise kernel: (in * multiplier, 1, space) is");
            }
            var split = new ArrayList<Integer>(List.of(to[rank - 2], to[rank - 1]));
            IntStream.range(2, rank).forEach(i -> split.add(kernel.shape().size(i)));
            return kernel.reshape(split.stream().mapToInt(i -> i).toArray())
                    .transpose(IntStream.concat(IntStream.range(2, rank), IntStream.of(0, 1))
                            .toArray());
        };
    }

    private static WeightSource separable(NamedWeight weight, String module) {
        return switch (weight.name()) {
            case "depthwise_kernel" -> WeightSource.of(module + "depthwise/weight", depthwise(weight));
            case "pointwise_kernel" -> WeightSource.of(module + "pointwise/weight", TorchWeights::reversed);
            default -> WeightSource.same(module + "pointwise/" + weight.name());
        };
    }

    /// The weights of a cell: in PyTorch those of the layer around it.
    private static WeightSource recurrent(NamedWeight weight) {
        var layers = new ArrayList<>(weight.layers());
        layers.removeLast();
        var end = "_l0";
        if (layers.size() > 1 && layers.get(layers.size() - 2).kerasName().equals("Bidirectional")) {
            layers.removeLast();
            end = weight.place().contains("/backward_layer/") ? "_l0_reverse" : end;
        }
        var module = module(layers);
        boolean isGru = weight.owner().equals("GRUCell");
        Gates gates = isGru ? TorchWeights::updateFirst : tensor -> tensor;
        return switch (weight.name()) {
            case "kernel" ->
                WeightSource.of(module + "weight_ih" + end, x -> gates.order(x).transpose(1, 0));
            case "recurrent_kernel" ->
                WeightSource.of(module + "weight_hh" + end, x -> gates.order(x).transpose(1, 0));
            default ->
                new WeightSource(
                        List.of(module + "bias_ih" + end, module + "bias_hh" + end),
                        both -> biases(weight, gates.order(both.get(0)), gates.order(both.get(1))));
        };
    }

    @FunctionalInterface
    private interface Gates {
        Tensor order(Tensor tensor);
    }

    /// The gates of a GRU: reset, update, new in PyTorch; update, reset, new in Keras.
    private static Tensor updateFirst(Tensor tensor) {
        int units = tensor.shape().size(0) / 3;
        return Tensor.concatenate(
                tensor.range(0, units, 2 * units), tensor.range(0, 0, units), tensor.range(0, 2 * units, 3 * units));
    }

    private static Tensor biases(NamedWeight weight, Tensor input, Tensor recurrent) {
        if (!weight.owner().equals("GRUCell")) {
            return input.add(recurrent);
        }
        if (sizes(weight).length == 1) {
            throw new ShapeException("a GRU of PyTorch has two biases: set resetAfter(true), which computes the same");
        }
        return Tensor.stack(input, recurrent);
    }
}
