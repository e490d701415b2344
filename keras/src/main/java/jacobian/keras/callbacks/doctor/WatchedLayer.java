package jacobian.keras.callbacks.doctor;

import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Unary;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.layers.LayerOutput;

/// A layer whose outputs are watched.
///
/// @param kind what its outputs come out of
/// @param at the place of the mean square of its outputs, followed by the part that is saturated, or by the largest
///     output of each unit
/// @param units how many units are looked at one by one
record WatchedLayer(String name, Kind kind, int at, int units) {
    /// Outputs beyond these are at the flat ends of a tanh, and of a sigmoid.
    private static final double TANH_END = 0.99;

    private static final double SIGMOID_END = 0.99;

    /// What outputs come out of, as far as it has ends at which nothing is learned.
    enum Kind {
        RELU,
        TANH,
        SIGMOID,
        OTHER
    }

    static WatchedLayer of(LayerOutput given, Signs signs) {
        var whole = given.outputs().getFirst();
        boolean channelsFirst = given.layer()
                .config()
                .getOrDefault("data_format", "")
                .toString()
                .contains("first");
        var output = whole.rank() < 3 ? whole : Signs.sample(whole, channelsFirst ? 2 : 1);
        int at = signs.add(Signs.meanSquare(output));
        var kind = kind(given, whole);
        int units = 0;
        switch (kind) {
            case RELU -> {
                int axis = channelsFirst ? 1 : output.rank() - 1;
                units = output.shape().dim(axis).isFixed() ? output.shape().size(axis) : 0;
                if (units > 0) {
                    signs.add(output.max(Signs.others(output, axis)));
                }
            }
            case TANH -> signs.add(ends(output.abs().greater(TANH_END)));
            case SIGMOID -> signs.add(ends(output.subtract(0.5).abs().greater(SIGMOID_END - 0.5)));
            case OTHER -> {}
        }
        return new WatchedLayer(given.layer().name(), kind, at, units);
    }

    private static Tensor ends(Tensor isEnd) {
        return isEnd.cast(jacobian.engine.shape.DType.FLOAT32).mean();
    }

    /// By the operation that the outputs come from; a loop over time hides it, and the layer says it.
    private static Kind kind(LayerOutput given, Tensor output) {
        var node = output.node();
        while (node.op() instanceof Cast) {
            node = node.input(0);
        }
        if (node.op() instanceof Unary unary) {
            if (unary == Unary.RELU) {
                return Kind.RELU;
            }
            return unary == Unary.TANH ? Kind.TANH : unary == Unary.SIGMOID ? Kind.SIGMOID : Kind.OTHER;
        }
        return said(given, node);
    }

    private static Kind said(LayerOutput given, Node node) {
        boolean steps = given.layer().config().containsKey("recurrent_activation")
                || given.layer().config().containsKey("recurrent_initializer");
        var activation = given.layer().config().get("activation");
        if (activation == Activations.RELU6 && node.types().size() == 1) {
            return Kind.RELU;
        }
        return steps && activation == Activations.TANH
                ? Kind.TANH
                : steps && activation == Activations.SIGMOID ? Kind.SIGMOID : Kind.OTHER;
    }

    boolean isFinite(float... signs) {
        return Float.isFinite(signs[at]);
    }

    double meanSquare(float... signs) {
        return signs[at];
    }

    /// The part of the outputs at the ends of a tanh or sigmoid.
    double saturated(float... signs) {
        return signs[at + 1];
    }

    /// Whether a unit is more than 0 for any example.
    boolean fires(int unit, float... signs) {
        return signs[at + 1 + unit] > 0;
    }
}
