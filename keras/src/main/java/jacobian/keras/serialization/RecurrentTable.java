package jacobian.keras.serialization;

import jacobian.keras.layers.Bidirectional;
import jacobian.keras.layers.ConvLSTM1D;
import jacobian.keras.layers.ConvLSTM2D;
import jacobian.keras.layers.ConvLSTM3D;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.GRUCell;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.LSTMCell;
import jacobian.keras.layers.Lambda;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.MergeMode;
import jacobian.keras.layers.RNN;
import jacobian.keras.layers.SimpleRNN;
import jacobian.keras.layers.SimpleRNNCell;
import jacobian.keras.layers.SpectralNormalization;
import jacobian.keras.layers.StackedRNNCells;
import jacobian.keras.layers.TimeDistributed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The layers that files may name which keep states or have other layers inside.
final class RecurrentTable {
    private static final String FORWARD = "forward_";

    private RecurrentTable() {}

    static Stream<Known> all() {
        return Stream.of(sequences(), convolutional(), cells(), wrappers()).flatMap(each -> each);
    }

    private static Stream<Known> sequences() {
        return Stream.of(
                Layers.withPenalty(SimpleRNN.class, in -> new SimpleRNN(in.integer("units")))
                        .with(form -> form.ifChanged("seed")),
                Layers.withPenalty(LSTM.class, in -> new LSTM(in.integer("units"))),
                Layers.withPenalty(GRU.class, in -> new GRU(in.integer("units"))),
                Layers.of(RNN.class, in -> new RNN(in.required("cell", Layer.class))));
    }

    private static Stream<Known> convolutional() {
        return Stream.of(
                Layers.withPenalty(
                        ConvLSTM1D.class,
                        in -> new ConvLSTM1D(in.integer("filters"), WindowTable.sizes(in, "kernel_size", 1)[0])),
                Layers.withPenalty(ConvLSTM2D.class, in -> {
                    var k = WindowTable.sizes(in, "kernel_size", 2);
                    return new ConvLSTM2D(in.integer("filters"), k[0], k[1]);
                }),
                Layers.withPenalty(ConvLSTM3D.class, in -> {
                    var k = WindowTable.sizes(in, "kernel_size", 3);
                    return new ConvLSTM3D(in.integer("filters"), k[0], k[1], k[2]);
                }));
    }

    private static Stream<Known> cells() {
        return Stream.of(
                Layers.of(SimpleRNNCell.class, in -> new SimpleRNNCell(in.integer("units"))),
                Layers.of(LSTMCell.class, in -> new LSTMCell(in.integer("units"))),
                Layers.of(GRUCell.class, in -> new GRUCell(in.integer("units"))),
                Layers.of(
                        StackedRNNCells.class,
                        in -> new StackedRNNCells(in.list("cells", Layer.class).toArray(Layer[]::new))));
    }

    private static Stream<Known> wrappers() {
        return Stream.of(
                Layers.of(Bidirectional.class, RecurrentTable::bidirectional).with(RecurrentTable::bothWays),
                Layers.of(TimeDistributed.class, in -> new TimeDistributed(in.required("layer", Layer.class))),
                Layers.of(
                        SpectralNormalization.class,
                        in -> new SpectralNormalization(in.required("layer", FluentLayer.class))),
                Layers.of(Lambda.class, LambdaForm::read).with(LambdaForm::of));
    }

    /// Files have both directions, whose names begin with "forward_" and "backward_". Both write zeros where
    /// steps are masked if they return sequences, whatever they were told.
    private static Form bothWays(Form form) {
        return form.writes("layer", Bidirectional.class, layer -> layer.forwardLayer())
                .writes("backward_layer", Bidirectional.class, layer -> layer.backwardLayer())
                .writes("merge_mode", Bidirectional.class, RecurrentTable::mergeMode)
                .none("merge_mode", MergeMode.NONE)
                .reads("backward_layer", RecurrentTable::direction)
                .unlessEqual("backward_layer", RecurrentTable::isMirrored);
    }

    /// The layer had no "forward_" in its name before the backward one was made of it.
    private static Bidirectional bidirectional(SavedConfig in) {
        var ahead = told(in.value("layer"));
        if (ahead.get("name") instanceof String name && name.startsWith(FORWARD)) {
            var bare = name.substring(FORWARD.length());
            if (("backward_" + bare).equals(told(in.all().get("backward_layer")).get("name"))) {
                ahead.put("name", bare);
            }
        }
        return new Bidirectional(direction(in.conversion("layer"), in.value("layer"), ahead));
    }

    private static Layer direction(Conversion place, @Nullable Object json) {
        return direction(place, json, told(json));
    }

    /// The layer of `json` with the options in `told`.
    private static Layer direction(Conversion place, @Nullable Object json, Map<Object, @Nullable Object> told) {
        if (!(json instanceof Map<?, ?> object)) {
            return (Layer) place.one(Layer.class, json);
        }
        var changed = new LinkedHashMap<Object, @Nullable Object>(object);
        changed.put("config", told);
        return (Layer) place.one(Layer.class, changed);
    }

    /// The options of the layer that `json` is.
    private static Map<Object, @Nullable Object> told(@Nullable Object json) {
        var told = new LinkedHashMap<Object, @Nullable Object>();
        if (json instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
            told.putAll(config);
            told.remove("zero_output_for_mask");
        }
        return told;
    }

    private static boolean isMirrored(Object layer, Object backward) {
        var mirrored = ((Bidirectional) layer).backwardLayer();
        var given = new Bidirectional(((Bidirectional) layer).forwardLayer())
                .backwardLayer((Layer) backward)
                .backwardLayer();
        return mirrored.sameConfig(given) && mirrored.name().equals(given.name());
    }

    private static @Nullable Object mergeMode(Bidirectional layer) {
        var mode = layer.config().get("merge_mode");
        return mode == MergeMode.NONE ? null : mode;
    }
}
