package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Layers of Keras 1 as layers of Keras 2: what was renamed, class by class and argument by argument.
final class FirstKeras {
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("Convolution1D", "Conv1D"),
            Map.entry("Convolution2D", "Conv2D"),
            Map.entry("Convolution3D", "Conv3D"),
            Map.entry("AtrousConvolution1D", "Conv1D"),
            Map.entry("AtrousConv1D", "Conv1D"),
            Map.entry("AtrousConvolution2D", "Conv2D"),
            Map.entry("AtrousConv2D", "Conv2D"),
            Map.entry("Deconvolution2D", "Conv2DTranspose"),
            Map.entry("Deconv2D", "Conv2DTranspose"),
            Map.entry("SeparableConvolution2D", "SeparableConv2D"),
            Map.entry("TimeDistributedDense", "Dense"));

    /// Arguments that any layer may have had.
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("init", "kernel_initializer"),
            Map.entry("inner_init", "recurrent_initializer"),
            Map.entry("inner_activation", "recurrent_activation"),
            Map.entry("W_regularizer", "kernel_regularizer"),
            Map.entry("U_regularizer", "recurrent_regularizer"),
            Map.entry("b_regularizer", "bias_regularizer"),
            Map.entry("W_constraint", "kernel_constraint"),
            Map.entry("U_constraint", "recurrent_constraint"),
            Map.entry("b_constraint", "bias_constraint"),
            Map.entry("bias", "use_bias"),
            Map.entry("dropout_W", "dropout"),
            Map.entry("dropout_U", "recurrent_dropout"),
            Map.entry("border_mode", "padding"),
            Map.entry("subsample", "strides"),
            Map.entry("subsample_length", "strides"),
            Map.entry("nb_filter", "filters"),
            Map.entry("filter_length", "kernel_size"),
            Map.entry("atrous_rate", "dilation_rate"),
            Map.entry("pool_length", "pool_size"),
            Map.entry("stride", "strides"),
            Map.entry("sigma", "stddev"),
            Map.entry("p", "rate"));

    private static final Map<String, String> MERGES = Map.of(
            "sum", "Add", "mul", "Multiply", "ave", "Average", "max", "Maximum", "concat", "Concatenate", "dot", "Dot");

    private FirstKeras() {}

    /// Makes `layer` one of Keras 2.
    static void translate(OldLayer layer) {
        switch (layer.className()) {
            case "Merge" -> merge(layer);
            case "Embedding" -> embedding(layer);
            case "BatchNormalization" -> normalization(layer);
            case "UpSampling1D" -> layer.rename("length", "size");
            case "PReLU" -> layer.rename("init", "alpha_initializer").drop("weights");
            case "SimpleRNN", "LSTM", "GRU" -> recurrent(layer);
            case "Dense", "TimeDistributedDense" ->
                layer.rename("output_dim", "units").drop("input_dim", "input_length");
            case "ConvLSTM2D" -> recurrent(layer);
            case "SReLU", "ParametricSoftplus", "LocallyConnected1D", "LocallyConnected2D" -> throw gone(layer);
            default -> layer.drop("input_dim", "input_length");
        }
        common(layer);
        layer.called(CLASSES.getOrDefault(layer.className(), layer.className()));
    }

    private static IllegalArgumentException gone(OldLayer layer) {
        return layer.refused(
                "Keras 3 has no such layer, and neither is there one here",
                "build the model anew, with a layer of your own in its place, and give it the weights by setWeights");
    }

    private static void common(OldLayer layer) {
        ARGUMENTS.forEach(layer::rename);
        layer.join("kernel_size", "nb_row", "nb_col");
        layer.join("kernel_size", "kernel_dim1", "kernel_dim2", "kernel_dim3");
        if (layer.config().containsKey("dim_ordering")) {
            layer.rename("dim_ordering", "data_format").convert("data_format", FirstKeras::dataFormat);
            if ("default".equals(layer.get("data_format"))) {
                layer.drop("data_format");
            }
        }
        layer.drop("consume_less", "input_dtype", "output_shape_type");
        if (layer.className().startsWith("Deconv")) {
            layer.drop("output_shape");
        }
    }

    private static Object dataFormat(Object ordering) {
        return switch (String.valueOf(ordering)) {
            case "th" -> "channels_first";
            case "tf" -> "channels_last";
            default -> "default";
        };
    }

    private static void recurrent(OldLayer layer) {
        layer.rename("output_dim", "units").drop("input_dim", "input_length");
        if (layer.config().containsKey("forget_bias_init")) {
            layer.rename("forget_bias_init", "unit_forget_bias").convert("unit_forget_bias", "one"::equals);
        }
    }

    private static void embedding(OldLayer layer) {
        layer.rename("init", "embeddings_initializer")
                .rename("W_regularizer", "embeddings_regularizer")
                .rename("W_constraint", "embeddings_constraint")
                .drop("dropout");
    }

    private static void normalization(OldLayer layer) {
        var mode = layer.get("mode") instanceof Number number ? number.intValue() : 0;
        if (mode != 0) {
            throw layer.refused(
                    "mode=" + mode + ", which Keras 2 gave up, "
                            + (mode == 1 ? "normalizes each sample by itself" : "has no moving statistics"),
                    "open the file in Keras 1 and save it with mode=0, or build the model anew with "
                            + (mode == 1 ? "LayerNormalization" : "BatchNormalization"));
        }
        layer.drop("mode").rename("gamma_init", "gamma_initializer").rename("beta_init", "beta_initializer");
    }

    private static void merge(OldLayer layer) {
        var mode = layer.get("mode");
        var className = mode instanceof String name ? MERGES.get(name) : null;
        if (className == null || !List.of("raw").contains(layer.config().getOrDefault("mode_type", "raw"))) {
            throw layer.refused(
                    "merges by " + Trees.shown(mode) + ", which is "
                            + ("cos".equals(mode) ? "no longer what Dot gives" : "the code of a Python function"),
                    "build the model anew with " + ("cos".equals(mode) ? "Dot and Reshape" : "a layer of your own"));
        }
        var merged = new OldLayer(className, Trees.of("name", layer.get("name")));
        if (className.equals("Concatenate")) {
            merged.put("axis", layer.config().getOrDefault("concat_axis", -1L));
        } else if (className.equals("Dot")) {
            merged.put("axes", axes(layer.get("dot_axes"))).put("normalize", false);
        }
        layer.config().clear();
        layer.config().putAll(merged.config());
        layer.called(className);
    }

    /// Keras 0 and early Keras 1 wrote each axis as a list.
    private static @Nullable Object axes(@Nullable Object axes) {
        if (!(axes instanceof List<?> list)) {
            return axes;
        }
        var plain = new ArrayList<@Nullable Object>();
        list.forEach(each -> plain.add(Parts.plain(each)));
        return plain;
    }
}
