package jacobian.keras.serialization;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.layers.Activation;
import jacobian.keras.layers.ActivityRegularization;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.AdditiveAttention;
import jacobian.keras.layers.AlphaDropout;
import jacobian.keras.layers.Attention;
import jacobian.keras.layers.Average;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Concatenate;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dot;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.ELU;
import jacobian.keras.layers.EinsumDense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.GaussianDropout;
import jacobian.keras.layers.GaussianNoise;
import jacobian.keras.layers.GroupNormalization;
import jacobian.keras.layers.GroupQueryAttention;
import jacobian.keras.layers.Identity;
import jacobian.keras.layers.LayerNormalization;
import jacobian.keras.layers.LeakyReLU;
import jacobian.keras.layers.Masking;
import jacobian.keras.layers.Maximum;
import jacobian.keras.layers.Minimum;
import jacobian.keras.layers.MultiHeadAttention;
import jacobian.keras.layers.Multiply;
import jacobian.keras.layers.Normalization;
import jacobian.keras.layers.PReLU;
import jacobian.keras.layers.RMSNormalization;
import jacobian.keras.layers.ReLU;
import jacobian.keras.layers.RenormClipping;
import jacobian.keras.layers.Rescaling;
import jacobian.keras.layers.ReversibleEmbedding;
import jacobian.keras.layers.Softmax;
import jacobian.keras.layers.SpatialDropout1D;
import jacobian.keras.layers.SpatialDropout2D;
import jacobian.keras.layers.SpatialDropout3D;
import jacobian.keras.layers.Subtract;
import jacobian.keras.layers.UnitNormalization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The layers that files may name, but for those in [WindowTable] and [RecurrentTable].
final class LayerTable {
    private LayerTable() {}

    static Stream<Known> all() {
        return Stream.of(kernels(), attention(), noise(), merging(), activations(), normalization())
                .flatMap(each -> each);
    }

    private static Stream<Known> kernels() {
        return Stream.of(
                Layers.of(Dense.class, in -> new Dense(in.integer("units"))).with(LayerTable::lora),
                Layers.withPenalty(
                                EinsumDense.class,
                                in -> new EinsumDense(in.string("equation"), in.integers("output_shape")))
                        .with(LayerTable::lora)
                        .with(form -> Layers.sizes(form, "output_shape")),
                Layers.withPenalty(
                                Embedding.class, in -> new Embedding(in.integer("input_dim"), in.integer("output_dim")))
                        .with(LayerTable::lora)
                        .with(form -> form.ignores("input_length")),
                Layers.withPenalty(
                                ReversibleEmbedding.class,
                                in -> new ReversibleEmbedding(in.integer("input_dim"), in.integer("output_dim")))
                        .with(LayerTable::lora));
    }

    private static Form lora(Form form) {
        return Layers.lora(form).constant("quantization_config", null);
    }

    private static Stream<Known> attention() {
        return Stream.of(
                Layers.of(Attention.class, _ -> new Attention()),
                Layers.of(AdditiveAttention.class, _ -> new AdditiveAttention()),
                Layers.withPenalty(
                                MultiHeadAttention.class,
                                in -> new MultiHeadAttention(in.integer("num_heads"), in.integer("key_dim")))
                        .with(form -> form.ifChanged("flash_attention")
                                .writes("value_dim", MultiHeadAttention.class, LayerTable::valueDim)
                                .unlessEqual("value_dim", LayerTable::isKeyDim)),
                Layers.withPenalty(
                                GroupQueryAttention.class,
                                in -> new GroupQueryAttention(
                                        in.integer("head_dim"),
                                        in.integer("num_query_heads"),
                                        in.integer("num_key_value_heads")))
                        .with(form -> form.ifChanged("flash_attention")));
    }

    private static @Nullable Object valueDim(MultiHeadAttention layer) {
        var config = layer.config();
        return config.getOrDefault("value_dim", config.get("key_dim"));
    }

    private static boolean isKeyDim(Object layer, Object valueDim) {
        return valueDim.equals(((MultiHeadAttention) layer).config().get("key_dim"));
    }

    private static Stream<Known> noise() {
        return Stream.of(
                Layers.of(Dropout.class, in -> new Dropout(in.number("rate")))
                        .with(form -> Layers.sizes(form, "noise_shape")),
                Layers.of(AlphaDropout.class, in -> new AlphaDropout(in.number("rate")))
                        .with(form -> Layers.sizes(form, "noise_shape")),
                Layers.of(GaussianDropout.class, in -> new GaussianDropout(in.number("rate"))),
                Layers.of(GaussianNoise.class, in -> new GaussianNoise(in.number("stddev"))),
                Layers.of(SpatialDropout1D.class, in -> new SpatialDropout1D(in.number("rate")))
                        .with(Layers::plainType),
                Layers.of(SpatialDropout2D.class, in -> new SpatialDropout2D(in.number("rate")))
                        .with(Layers::plainType),
                Layers.of(SpatialDropout3D.class, in -> new SpatialDropout3D(in.number("rate")))
                        .with(Layers::plainType),
                Layers.of(ActivityRegularization.class, _ -> new ActivityRegularization()));
    }

    private static Stream<Known> merging() {
        return Stream.of(
                Layers.of(Add.class, _ -> new Add()),
                Layers.of(Average.class, _ -> new Average()),
                Layers.of(Maximum.class, _ -> new Maximum()),
                Layers.of(Minimum.class, _ -> new Minimum()),
                Layers.of(Multiply.class, _ -> new Multiply()),
                Layers.of(Subtract.class, _ -> new Subtract()),
                Layers.of(Concatenate.class, _ -> new Concatenate()),
                Layers.of(Dot.class, in -> new Dot(in.integers("axes"))).with(form -> Layers.alone(form, "axes")));
    }

    private static Stream<Known> activations() {
        return Stream.of(
                Layers.of(Activation.class, in -> new Activation(in.required("activation", ActivationFunction.class))),
                Layers.of(ELU.class, _ -> new ELU()),
                Layers.of(LeakyReLU.class, _ -> new LeakyReLU()),
                Layers.of(PReLU.class, _ -> new PReLU()),
                Layers.of(ReLU.class, _ -> new ReLU()),
                Layers.of(Softmax.class, _ -> new Softmax()).with(form -> Layers.alone(form, "axis")),
                Layers.of(Identity.class, _ -> new Identity()),
                Layers.of(Masking.class, _ -> new Masking()));
    }

    private static Stream<Known> normalization() {
        return Stream.of(
                Layers.of(BatchNormalization.class, _ -> new BatchNormalization())
                        .with(form -> form.writes("renorm_clipping", BatchNormalization.class, LayerTable::clipping)
                                .reads("renorm_clipping", LayerTable::clipping)
                                .reads("axis", (place, json) -> place.one(Integer.class, Layers.first(json)))),
                Layers.of(LayerNormalization.class, _ -> new LayerNormalization())
                        .with(form -> Layers.alone(form, "axis").constant("rms_scaling", false)),
                Layers.of(GroupNormalization.class, _ -> new GroupNormalization()),
                Layers.of(RMSNormalization.class, _ -> new RMSNormalization()).with(form -> Layers.alone(form, "axis")),
                Layers.of(UnitNormalization.class, _ -> new UnitNormalization())
                        .with(form -> Layers.alone(form, "axis")),
                Layers.of(Normalization.class, _ -> new Normalization())
                        .with(form -> Layers.alone(form, "mean", "variance")),
                Layers.of(Rescaling.class, in -> new Rescaling(in.numbers("scale")))
                        .with(form -> Layers.alone(form, "scale", "offset")));
    }

    private static @Nullable Object clipping(BatchNormalization layer) {
        if (!(layer.config().get("renorm_clipping") instanceof RenormClipping clipping)) {
            return null;
        }
        var written = new LinkedHashMap<String, Object>();
        put(written, "rmin", clipping.rmin(), RenormClipping.NONE.rmin());
        put(written, "rmax", clipping.rmax(), RenormClipping.NONE.rmax());
        put(written, "dmax", clipping.dmax(), RenormClipping.NONE.dmax());
        return written.isEmpty() ? null : written;
    }

    private static void put(Map<String, Object> written, String key, double value, double none) {
        if (value != none) {
            written.put(key, value);
        }
    }

    private static RenormClipping clipping(Conversion place, Object json) {
        if (!(json instanceof Map<?, ?> limits)) {
            throw place.refused(json, Map.class);
        }
        return new RenormClipping(
                number(place, limits.get("rmin"), RenormClipping.NONE.rmin()),
                number(place, limits.get("rmax"), RenormClipping.NONE.rmax()),
                number(place, limits.get("dmax"), RenormClipping.NONE.dmax()));
    }

    private static double number(Conversion place, @Nullable Object json, double none) {
        return json == null ? none : (Double) place.one(Double.class, json);
    }
}
