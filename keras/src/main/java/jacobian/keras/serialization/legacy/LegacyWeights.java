package jacobian.keras.serialization.legacy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.DataFormat;
import jacobian.keras.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What old files hold for a layer, as the weights that the layer has today: gates that were matrices of their
/// own, kernels in the order of Theano, the layouts of cuDNN.
public final class LegacyWeights {
    private static final int LSTM_GATES = 4;
    private static final int GRU_GATES = 3;

    private final Layer layer;
    private final LegacyOrigin origin;

    private LegacyWeights(Layer layer, LegacyOrigin origin) {
        this.layer = layer;
        this.origin = origin;
    }

    /// The values of [Layer#weights] of `layer`, which is built and no model, from what a file of `origin` has
    /// for it. Where no rule is known for them they are given back as they are.
    public static List<Tensor> today(Layer layer, List<Tensor> stored, LegacyOrigin origin) {
        var known = layer.weights();
        if (known.isEmpty() || stored.isEmpty()) {
            // What tf.keras kept for noise and augmentation, states of random numbers, Keras 3 does not keep.
            return List.of();
        }
        return new LegacyWeights(layer, origin).translate(stored);
    }

    private List<Tensor> translate(List<Tensor> stored) {
        var kind = layer.kerasName();
        return switch (kind) {
            case "Bidirectional" -> bidirectional(stored);
            case "TimeDistributed" -> today(layer.layers().getFirst(), stored, origin);
            case "Conv1D", "Conv2D", "Conv3D" -> withFirst(stored, turned(forward(stored.getFirst())));
            case "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose" ->
                withFirst(stored, turned(backward(stored.getFirst())));
            case "SeparableConv1D", "SeparableConv2D" -> separable(stored);
            case "ConvLSTM2D" -> convolutionalLstm(stored);
            case "LSTM" -> lstm(stored);
            case "GRU" -> gru(stored);
            case "Normalization" ->
                stored.subList(0, Math.min(stored.size(), layer.weights().size()));
            default -> stored;
        };
    }

    private List<Tensor> bidirectional(List<Tensor> stored) {
        int half = stored.size() / 2;
        var directions = layer.layers();
        var all = new ArrayList<>(today(directions.getFirst(), stored.subList(0, half), origin));
        all.addAll(today(directions.getLast(), stored.subList(half, stored.size()), origin));
        return all;
    }

    private static List<Tensor> withFirst(List<Tensor> stored, Tensor first) {
        var all = new ArrayList<>(stored);
        all.set(0, first);
        return all;
    }

    // ---- kernels ----

    private Shape expected(int weight) {
        List<Variable> weights = layer.weights();
        return weights.get(Math.min(weight, weights.size() - 1)).shape();
    }

    private boolean channelsFirst() {
        return layer.config().get("data_format") == DataFormat.CHANNELS_FIRST;
    }

    /// A kernel of Keras 1: (filters, channels, ...) where channels came first; that of Conv1D had a width of 1.
    private Tensor forward(Tensor kernel) {
        var wanted = expected(0);
        var given = kernel;
        if (origin.major() <= 1 && wanted.rank() == 3 && kernel.rank() == 4) {
            // (length, 1, channels, filters), before Keras 1.2 (filters, channels, length, 1).
            boolean recent =
                    kernel.shape().size(0) == wanted.size(0) && kernel.shape().size(1) == 1;
            return recent ? kernel.at(1, 0) : kernel.at(3, 0).transpose(2, 1, 0);
        }
        if (origin.major() <= 1 && channelsFirst() && kernel.rank() == wanted.rank()) {
            given = kernel.transpose(channelsToEnd(kernel.rank(), true));
        }
        return fitted(given, kernel, wanted);
    }

    /// A kernel of Deconvolution2D: its last axes are the filters and the channels today.
    private Tensor backward(Tensor kernel) {
        var wanted = expected(0);
        if (origin.major() > 1 || kernel.rank() != wanted.rank()) {
            return fitted(kernel, kernel, wanted);
        }
        int rank = kernel.rank();
        return channelsFirst() ? kernel.transpose(channelsToEnd(rank, false)) : kernel.swapaxes(rank - 2, rank - 1);
    }

    /// (filters, channels, spatial...) to (spatial..., channels, filters), or with those two as they are.
    private static int[] channelsToEnd(int rank, boolean swapped) {
        var spatial = IntStream.range(2, rank);
        return IntStream.concat(spatial, swapped ? IntStream.of(1, 0) : IntStream.of(0, 1))
                .toArray();
    }

    /// Files of mixed origin have kernels of Theano's order under a later version.
    private static Tensor fitted(Tensor given, Tensor kernel, Shape wanted) {
        if (given.shape().equals(wanted) || kernel.rank() != wanted.rank()) {
            return given;
        }
        var turned = kernel.transpose(channelsToEnd(kernel.rank(), true));
        return turned.shape().equals(wanted) ? turned : given;
    }

    /// Theano convolves with the kernel turned around.
    private Tensor turned(Tensor kernel) {
        return origin.turnsKernels()
                ? kernel.flip(IntStream.range(0, kernel.rank() - 2).toArray())
                : kernel;
    }

    private List<Tensor> separable(List<Tensor> stored) {
        var all = new ArrayList<>(stored);
        for (int i = 0; i < Math.min(2, stored.size()); i++) {
            var kernel = stored.get(i);
            var wanted = expected(i);
            if (!kernel.shape().equals(wanted) && kernel.rank() == wanted.rank()) {
                all.set(i, kernel.transpose(channelsToEnd(kernel.rank(), true)));
            }
        }
        return all;
    }

    // ---- recurrent layers ----

    /// Of twelve matrices, in the order of the gates input, cell, forget and output, three.
    private static List<Tensor> joined(List<Tensor> stored, int... gates) {
        var joined = new ArrayList<Tensor>();
        for (int kind = 0; kind < 3; kind++) {
            var parts = new ArrayList<Tensor>();
            for (int gate : gates) {
                parts.add(stored.get(3 * gate + kind));
            }
            joined.add(Tensor.concatenate(parts, parts.getFirst().rank() - 1));
        }
        return joined;
    }

    private List<Tensor> lstm(List<Tensor> stored) {
        if (stored.size() == 3 * LSTM_GATES) {
            return joined(stored, 0, 2, 1, 3);
        }
        if (stored.size() != 3 || !isCudnn(stored, LSTM_GATES)) {
            return stored;
        }
        var bias = stored.get(2).reshape(2, stored.get(2).shape().size(0) / 2);
        return List.of(fromCudnn(stored.get(0), LSTM_GATES), transposed(stored.get(1), LSTM_GATES), bias.sum(0));
    }

    private List<Tensor> gru(List<Tensor> stored) {
        if (stored.size() == 3 * GRU_GATES) {
            return joined(stored, 0, 1, 2);
        }
        if (stored.size() != 3 || !isCudnn(stored, GRU_GATES)) {
            return stored;
        }
        var bias = stored.get(2).reshape(2, stored.get(2).shape().size(0) / 2);
        return List.of(fromCudnn(stored.get(0), GRU_GATES), transposed(stored.get(1), GRU_GATES), bias);
    }

    /// cuDNN has a bias for the input and one for the state, one behind the other.
    private static boolean isCudnn(List<Tensor> stored, int gates) {
        var bias = stored.get(2).shape();
        return bias.rank() == 1
                && bias.size(0) == 2 * gates * stored.get(1).shape().size(0);
    }

    /// Each gate's kernel holds the numbers of (units, inputs) in the shape (inputs, units).
    private static Tensor fromCudnn(Tensor kernel, int gates) {
        int inputs = kernel.shape().size(0);
        int units = kernel.shape().size(1) / gates;
        var parts = new ArrayList<Tensor>();
        for (int gate = 0; gate < gates; gate++) {
            parts.add(kernel.range(1, gate * units, (gate + 1) * units)
                    .reshape(units, inputs)
                    .transpose());
        }
        return Tensor.concatenate(parts, 1);
    }

    private static Tensor transposed(Tensor kernel, int gates) {
        int units = kernel.shape().size(0);
        var parts = new ArrayList<Tensor>();
        for (int gate = 0; gate < gates; gate++) {
            parts.add(kernel.range(1, gate * units, (gate + 1) * units).transpose());
        }
        return Tensor.concatenate(parts, 1);
    }

    private List<Tensor> convolutionalLstm(List<Tensor> stored) {
        var all = stored.size() == 3 * LSTM_GATES ? separateConvolutions(stored) : new ArrayList<>(stored);
        for (int i = 0; i < Math.min(2, all.size()); i++) {
            all.set(i, turned(fitted(all.get(i), all.get(i), expected(i))));
        }
        return all;
    }

    private List<Tensor> separateConvolutions(List<Tensor> stored) {
        if (origin.major() > 1 || !channelsFirst()) {
            return joined(stored, 0, 2, 1, 3);
        }
        var today = stored.stream()
                .map(each -> each.rank() == 1 ? each : each.transpose(channelsToEnd(each.rank(), true)))
                .toList();
        return joined(today, 0, 2, 1, 3);
    }
}
