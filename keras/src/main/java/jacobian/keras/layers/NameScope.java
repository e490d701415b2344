package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The layers that this thread is calling or building, the outermost first: what Keras makes the paths of weights
/// from, such as `encoder/lstm/lstm_cell/kernel`.
final class NameScope {
    private static final ThreadLocal<List<Layer>> OPEN = ThreadLocal.withInitial(ArrayList::new);
    private static final String PLACE = "\n  in     ";

    private NameScope() {}

    /// What `body` gives, which calls or builds `layer`. A wrong shape deep inside is told with the path.
    static <T> T in(Layer layer, Supplier<T> body) {
        var open = OPEN.get();
        boolean entered = open.isEmpty() || open.getLast() != layer;
        if (entered) {
            open.add(layer);
        }
        try {
            return body.get();
        } catch (ShapeException refused) {
            throw open.size() < 2 || String.valueOf(refused.getMessage()).contains(PLACE)
                    ? refused
                    : located(refused, path(open));
        } finally {
            if (entered) {
                open.removeLast();
            }
        }
    }

    private static ShapeException located(ShapeException refused, String path) {
        var located = new ShapeException(refused.getMessage() + PLACE + path);
        located.setStackTrace(refused.getStackTrace());
        return located;
    }

    private static String path(List<Layer> layers) {
        return layers.stream().map(Layer::name).collect(Collectors.joining("/"));
    }

    /// The path of a new weight of `layer`.
    static String path(Layer layer, String weight) {
        return in(layer, () -> path(OPEN.get()) + "/" + weight);
    }
}
