package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Layers of Keras 2 and tf.keras as layers of Keras 3: what was renamed, given up or changed its default.
final class SecondKeras {
    /// Classes that only have other names: of the generations of TensorFlow 1, of experiments, of aliases.
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("BatchNormalizationV1", "BatchNormalization"),
            Map.entry("BatchNormalizationV2", "BatchNormalization"),
            Map.entry("SyncBatchNormalization", "BatchNormalization"),
            Map.entry("CuDNNLSTM", "LSTM"),
            Map.entry("UnifiedLSTM", "LSTM"),
            Map.entry("LSTMV1", "LSTM"),
            Map.entry("LSTMV2", "LSTM"),
            Map.entry("CuDNNGRU", "GRU"),
            Map.entry("UnifiedGRU", "GRU"),
            Map.entry("GRUV1", "GRU"),
            Map.entry("GRUV2", "GRU"),
            Map.entry("DenseV1", "Dense"),
            Map.entry("ThresholdedReLU", "ReLU"),
            Map.entry("Layer", "Identity"),
            Map.entry("RandomFourierFeaturesV2", "RandomFourierFeatures"));

    private static final Set<String> WITH_OLD_CELL = Set.of("LSTM", "GRU", "SimpleRNN", "LSTMCell", "GRUCell");

    /// What no layer takes today.
    private static final String[] GONE = {
        "batch_input_shape",
        "input_dtype",
        "ragged",
        "sparse",
        "dynamic",
        "autocast",
        "experimental_autocast",
        "input_length",
        "implementation",
        "virtual_batch_size",
        "adjustment",
        "fused",
        "query_shape",
        "key_shape",
        "value_shape",
    };

    private SecondKeras() {}

    /// Makes `layer` one of Keras 3.
    static void translate(OldLayer layer) {
        var old = layer.className();
        layer.called(CLASSES.getOrDefault(old, old));
        rules(layer, old);
        layer.drop(GONE);
        if (!List.of("BatchNormalization").contains(layer.className())) {
            layer.drop("renorm", "renorm_clipping", "renorm_momentum");
        }
        parts(layer);
    }

    private static void rules(OldLayer layer, String old) {
        switch (old) {
            case "BatchNormalization", "BatchNormalizationV1", "BatchNormalizationV2" -> layer.plain("axis");
            case "SyncBatchNormalization" -> layer.plain("axis").put("synchronized", true);
            case "LayerNormalization" -> layer.plain("axis");
            case "LeakyReLU" -> layer.rename("alpha", "negative_slope").plain("negative_slope");
            case "ELU" -> layer.plain("alpha");
            case "ThresholdedReLU" -> layer.rename("theta", "threshold").plain("threshold");
            case "ReLU" -> layer.plain("max_value", "negative_slope", "threshold");
            case "DepthwiseConv2D", "DepthwiseConv1D" ->
                layer.drop("filters", "groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint");
            case "SeparableConv1D", "SeparableConv2D" ->
                layer.drop("groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint");
            case "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose" -> layer.drop("groups");
            case "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D" -> layer.drop("noise_shape", "trainable");
            case "Attention", "AdditiveAttention" -> layer.drop("causal");
            case "Normalization" -> layer.plain("axis");
            default -> recurrent(layer, old);
        }
    }

    private static void recurrent(OldLayer layer, String old) {
        switch (old) {
            case "LSTM", "UnifiedLSTM", "LSTMV1", "LSTMV2", "SimpleRNN", "RNN" -> timeFirst(layer);
            case "GRU", "UnifiedGRU", "GRUV1", "GRUV2" -> {
                timeFirst(layer);
                layer.standard("reset_after", false);
            }
            case "CuDNNLSTM" -> timeFirst(layer);
            case "CuDNNGRU" -> {
                timeFirst(layer);
                layer.put("reset_after", true);
            }
            case "GRUCell" -> layer.standard("reset_after", false);
            case "StackedRNNCells" -> layer.drop("reverse_state_order");
            case "ConvLSTM2D", "ConvLSTM1D", "ConvLSTM3D" -> layer.drop("unroll", "time_major");
            case "PeepholeLSTMCell", "LocallyConnected1D", "LocallyConnected2D", "RandomFourierFeatures" ->
                throw layer.refused(
                        "Keras 3 has no such layer, and neither is there one here",
                        "build the model anew, with a layer of your own in its place, and give it the weights by"
                                + " setWeights");
            default -> {}
        }
    }

    private static void timeFirst(OldLayer layer) {
        if (Boolean.TRUE.equals(layer.get("time_major"))) {
            throw layer.refused(
                    "time_major=true, which Keras 3 gave up", "save it with time_major=false, the batch first");
        }
        layer.drop("time_major");
    }

    /// The things that layers are made of.
    private static void parts(OldLayer layer) {
        for (var key : List.copyOf(layer.config().keySet())) {
            if (key.endsWith("_initializer")) {
                layer.convert(key, Parts::initializer);
            } else if (key.endsWith("_regularizer")) {
                nullable(layer, key);
            } else if (key.endsWith("_constraint")) {
                layer.convert(key, Parts::constraint);
            } else if (key.equals("activation") || key.equals("recurrent_activation")) {
                layer.convert(key, Parts::activation);
            }
        }
        layer.convert("dtype", Parts::dtype);
        oldDefaults(layer);
    }

    private static void nullable(OldLayer layer, String key) {
        var old = layer.get(key);
        var today = old == null ? null : Parts.regularizer(old);
        if (today == null && key.equals("activity_regularizer")) {
            layer.drop(key);
        } else {
            layer.put(key, today);
        }
    }

    /// Where a file says nothing, Keras 1 and 2 meant this.
    private static void oldDefaults(OldLayer layer) {
        if (WITH_OLD_CELL.contains(layer.className()) && layer.get("activity_regularizer") == null) {
            layer.drop("activity_regularizer");
        }
        if (layer.className().endsWith("Cell")) {
            layer.drop("activity_regularizer");
        }
    }

    /// The shape that a first layer states, as an input layer before it.
    static Map<String, @Nullable Object> input(String name, List<?> batchShape, @Nullable Object dtype) {
        var shape = new ArrayList<@Nullable Object>(batchShape);
        var config = Trees.of(
                "batch_shape", shape, "dtype", dtype == null ? "float32" : dtype, "sparse", false, "name", name);
        return Trees.object("keras.layers", "InputLayer", config);
    }
}
