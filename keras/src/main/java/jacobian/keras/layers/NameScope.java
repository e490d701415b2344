package jacobian.keras.layers;

import java.util.ArrayList;
import java.util.List;

/// The layers that this thread is calling or building, the outermost first: what Keras makes the paths of weights
/// from, such as `encoder/lstm/lstm_cell/kernel`.
final class NameScope implements AutoCloseable {
    private static final ThreadLocal<List<Layer>> OPEN = ThreadLocal.withInitial(ArrayList::new);

    private final List<Layer> open;
    private final boolean entered;

    private NameScope(List<Layer> open, boolean entered) {
        this.open = open;
        this.entered = entered;
    }

    /// Until it is closed, weights are made inside `layer`.
    static NameScope of(Layer layer) {
        var open = OPEN.get();
        boolean entered = open.isEmpty() || open.getLast() != layer;
        if (entered) {
            open.add(layer);
        }
        return new NameScope(open, entered);
    }

    /// The path of a new weight of `layer`.
    static String path(Layer layer, String weight) {
        try (var scope = of(layer)) {
            var path = new StringBuilder();
            scope.open.forEach(each -> path.append(each.name()).append('/'));
            return path.append(weight).toString();
        }
    }

    @Override
    public void close() {
        if (entered) {
            open.removeLast();
        }
    }
}
