package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// A cell made ready for one sequence: random masks are drawn, so that all steps use the same ones.
interface ReadyCell {
    /// What is made of the input without the state, for one step or, with time as a further first axis, for all
    /// steps at once.
    Tensor project(Tensor x);

    /// One step: the output, then the next states.
    List<Tensor> advance(Tensor projected, List<Tensor> states);

    /// Which of the next states is the output too, or -1.
    int outputState();

    /// The cell in `layer` for examples along `batch`.
    static ReadyCell of(Layer layer, Dim batch, boolean training) {
        return switch (layer) {
            case RecurrentCell<?> cell -> cell.ready(batch, training);
            case StackedRNNCells cells -> cells.ready(batch, training);
            default -> new Any(layer);
        };
    }

    /// A cell of which nothing is known: all of it happens in the step.
    record Any(Layer layer) implements ReadyCell {
        @Override
        public Tensor project(Tensor x) {
            return x;
        }

        @Override
        public List<Tensor> advance(Tensor x, List<Tensor> states) {
            var inputs = new ArrayList<Tensor>();
            inputs.add(x);
            inputs.addAll(states);
            return layer.applyAll(inputs);
        }

        @Override
        public int outputState() {
            return -1;
        }
    }
}
