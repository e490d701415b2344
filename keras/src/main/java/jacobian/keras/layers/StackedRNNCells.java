package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Several cells as one: each takes the output of the one before. The states are those of the first cell, then
/// those of the second, and so on.
///
/// ```java
/// new RNN(new StackedRNNCells(new LSTMCell(64), new LSTMCell(32)))
/// ```
public final class StackedRNNCells extends FluentLayer<StackedRNNCells> implements RNNCell {
    private final Setting<List<Layer>> cells = required("cells", List.class);

    /// Every one of `cells` is an [RNNCell].
    public StackedRNNCells(Layer... cells) {
        if (cells.length == 0) {
            throw new IllegalArgumentException("StackedRNNCells has no cell: give it one or more");
        }
        Stream.of(cells).forEach(RNN::cell);
        set(this.cells, List.of(cells));
    }

    private Stream<RNNCell> parts() {
        return value(cells).stream().map(RNN::cell);
    }

    @Override
    public List<Integer> stateSize() {
        return parts().flatMap(cell -> cell.stateSize().stream()).toList();
    }

    @Override
    public List<Shape> stateShapes() {
        return parts().flatMap(cell -> cell.stateShapes().stream()).toList();
    }

    @Override
    public int outputSize() {
        return last().outputSize();
    }

    @Override
    public Shape outputShape() {
        return last().outputShape();
    }

    @Override
    public List<Tensor> initialState(Dim batch, DType dtype) {
        return parts().flatMap(cell -> cell.initialState(batch, dtype).stream()).toList();
    }

    private RNNCell last() {
        return RNN.cell(value(cells).getLast());
    }

    /// The number of the first state of the last cell.
    int firstStateOfLast() {
        return stateSize().size() - last().stateSize().size();
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        var type = inputs.get(0);
        for (int i = 0; i < value(cells).size(); i++) {
            var cell = track("cells/" + i, value(cells).get(i));
            if (!isTrainable()) {
                cell.setTrainable(false);
            }
            cell.ensureBuilt(List.of(type));
            var output = RNN.cell(cell).outputShape();
            type = new TensorType(
                    cell.computeDtype(), output.insert(0, inputs.get(0).shape().dim(0)));
        }
    }

    @Override
    protected boolean rebuildsLayers() {
        return true;
    }

    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        var x = inputs.get(0);
        var ready = ready(x.shape().dim(0), call.training());
        return ready.advance(ready.project(x), inputs.subList(1, inputs.size()));
    }

    ReadyCell ready(Dim batch, boolean training) {
        return new Ready(value(cells).stream()
                .map(cell -> ReadyCell.of(cell, batch, training))
                .toList());
    }

    private final class Ready implements ReadyCell {
        private final List<ReadyCell> parts;

        Ready(List<ReadyCell> parts) {
            this.parts = parts;
        }

        @Override
        public Tensor project(Tensor x) {
            return parts.get(0).project(x);
        }

        @Override
        public List<Tensor> advance(Tensor projected, List<Tensor> states) {
            var results = new ArrayList<Tensor>();
            var x = projected;
            int from = 0;
            for (int i = 0; i < parts.size(); i++) {
                int to = from + RNN.cell(value(cells).get(i)).stateSize().size();
                var next = parts.get(i).advance(i == 0 ? x : parts.get(i).project(x), states.subList(from, to));
                results.addAll(next.subList(1, next.size()));
                x = next.get(0);
                from = to;
            }
            results.addFirst(x);
            return results;
        }

        @Override
        public int outputState() {
            int last = parts.getLast().outputState();
            return last < 0 ? last : firstStateOfLast() + last;
        }
    }
}
