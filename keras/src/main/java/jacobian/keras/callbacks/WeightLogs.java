package jacobian.keras.callbacks;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Layer;
import jacobian.keras.tensorboard.SummaryWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Weights as histograms and as pictures, as Keras makes them.
final class WeightLogs {
    private WeightLogs() {}

    /// Writes all weights of `model`, layer by layer.
    static void write(Layer model, SummaryWriter writer, long epoch, boolean images) {
        tags(model).forEach((weight, tag) -> {
            var value = weight.tensor();
            writer.histogram(tag + "/histogram", value, epoch);
            if (images) {
                picture(value).ifPresent(picture -> writer.image(tag + "/image", picture, epoch));
            }
        });
    }

    /// What the weights of `model` are called: by their paths in Keras, where layers that were given to a
    /// Sequential are inside it, and those that were connected to a graph are not.
    static Map<Variable, String> tags(Layer model) {
        var tags = new LinkedHashMap<Variable, String>();
        addTags(model, tags);
        return tags;
    }

    private static void addTags(Layer around, Map<Variable, String> tags) {
        var scope = around.kerasName().equals("Sequential") ? around.name() + "/" : "";
        for (var layer : around.layers()) {
            addTags(layer, tags);
            for (var weight : layer.weights()) {
                var path = weight.name().startsWith(scope) ? weight.name() : scope + weight.name();
                tags.putIfAbsent(weight, path.replace(':', '_'));
            }
        }
    }

    /// A vector as a row, a matrix lying, a convolution with one channel as a picture a filter; one with as many
    /// filters as there are colours as a picture a row.
    static Optional<Tensor> picture(Tensor weight) {
        var squeezed = squeezed(weight);
        var shape = squeezed.shape();
        return switch (shape.rank()) {
            case 1 -> Optional.of(squeezed.reshape(Shape.of(1, shape.size(0), 1, 1)));
            case 2 -> Optional.of(lying(squeezed));
            case 3 -> Optional.of(squeezed.transpose(2, 0, 1).expandDims(-1));
            case 4 -> Optional.of(squeezed).filter(_ -> shape.size(3) <= 4 && shape.size(3) != 2);
            default -> Optional.empty();
        };
    }

    private static Tensor lying(Tensor matrix) {
        var shape = matrix.shape();
        return (shape.size(0) > shape.size(1) ? matrix.transpose(1, 0) : matrix)
                .expandDims(0)
                .expandDims(-1);
    }

    private static Tensor squeezed(Tensor weight) {
        var sizes = weight.shape().dims().stream()
                .mapToInt(dim -> dim.size())
                .filter(size -> size != 1)
                .toArray();
        return weight.reshape(Shape.of(sizes));
    }
}
