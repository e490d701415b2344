package jacobian.keras.models;

import jacobian.keras.layers.Layer;
import java.util.List;

/// A model's graph as files have it.
final class SavedGraph {
    private SavedGraph() {}

    /// The layers of a chain or graph in the order in which Keras finds them in its file.
    static List<Layer> layers(Model model) {
        return model.layers();
    }
}
