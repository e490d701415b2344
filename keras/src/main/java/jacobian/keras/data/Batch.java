package jacobian.keras.data;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Some examples at once: for each input, target and sample weight one tensor whose axis 0 counts the examples.
///
/// [#close] gives the batch back to be filled with later examples of the same data; it is never needed, and does
/// nothing once a tensor of this batch has been handed out.
public final class Batch implements AutoCloseable {
    /// What the buffers are, in their order: inputs, targets, weights.
    record Layout(ColumnNames names, int inputs, int targets, int weights) {}

    private final Layout layout;
    private final Buffer[] buffers;
    private final Consumer<Batch> release;
    private boolean kept;

    /// `release` gets the batch once it is closed, unless somebody may still read it.
    Batch(Layout layout, Buffer[] buffers, Consumer<Batch> release) {
        this.layout = layout;
        this.buffers = buffers;
        this.release = release;
    }

    /// A batch of tensors that go by position.
    public static Batch of(List<Tensor> inputs, List<Tensor> targets, List<Tensor> weights) {
        return of(ColumnNames.NONE, inputs, targets, weights);
    }

    private static Batch of(ColumnNames names, List<Tensor> inputs, List<Tensor> targets, List<Tensor> weights) {
        var layout = new Layout(names, inputs.size(), targets.size(), weights.size());
        var buffers = Stream.of(inputs, targets, weights)
                .flatMap(List::stream)
                .map(Tensor::buffer)
                .toArray(Buffer[]::new);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one input");
        }
        for (var buffer : buffers) {
            var shape = buffer.type().shape();
            if (shape.rank() == 0 || shape.size(0) != buffers[0].type().shape().size(0)) {
                throw new ShapeException("a batch cannot hold " + buffer.type() + " beside " + buffers[0].type()
                        + ": axis 0 of all counts the examples");
            }
        }
        return new Batch(layout, buffers, _ -> {});
    }

    /// How many examples.
    public int size() {
        return buffers[0].type().shape().size(0);
    }

    public ColumnNames names() {
        return layout.names();
    }

    /// How many inputs, targets and sample weights: [#buffers] has them in this order.
    public int inputCount() {
        return layout.inputs();
    }

    public int targetCount() {
        return layout.targets();
    }

    public int weightCount() {
        return layout.weights();
    }

    /// Number `index` of [#buffers].
    public Buffer buffer(int index) {
        return buffers[index];
    }

    /// This batch, closed before, for other examples.
    Batch open() {
        kept = false;
        return this;
    }

    /// The values of inputs, targets and weights: what a compiled program takes. They are valid until [#close].
    public Buffer[] buffers() {
        return buffers.clone();
    }

    public List<Tensor> inputs() {
        return tensors(0, layout.inputs());
    }

    /// The only input.
    public Tensor input() {
        return one("input", inputs());
    }

    public List<Tensor> targets() {
        return tensors(layout.inputs(), layout.targets());
    }

    /// The only target.
    public Tensor target() {
        return one("target", targets());
    }

    /// One sample weight for all targets, one for each, or none.
    public List<Tensor> sampleWeights() {
        return tensors(layout.inputs() + layout.targets(), layout.weights());
    }

    private List<Tensor> tensors(int from, int count) {
        kept = true;
        return Arrays.stream(buffers, from, from + count).map(Tensor::of).toList();
    }

    private static Tensor one(String what, List<Tensor> tensors) {
        if (tensors.size() != 1) {
            throw new IllegalStateException(
                    "the batch has " + tensors.size() + " " + what + "s, not one: ask for " + what + "s()");
        }
        return tensors.get(0);
    }

    /// This batch with `function` applied to each input.
    public Batch mapInputs(UnaryOperator<Tensor> function) {
        return of(names(), inputs().stream().map(function).toList(), targets(), sampleWeights());
    }

    /// This batch with `function` applied to each target.
    public Batch mapTargets(UnaryOperator<Tensor> function) {
        return of(names(), inputs(), targets().stream().map(function).toList(), sampleWeights());
    }

    /// Gives the memory back.
    @Override
    public void close() {
        if (!kept) {
            kept = true;
            release.accept(this);
        }
    }

    @Override
    public String toString() {
        var types = new ArrayList<String>();
        for (var buffer : buffers) {
            types.add(buffer.type().toString());
        }
        int inputs = layout.inputs();
        int weights = inputs + layout.targets();
        return "Batch(inputs=" + types.subList(0, inputs) + ", targets=" + types.subList(inputs, weights)
                + (layout.weights() == 0 ? "" : ", sampleWeights=" + types.subList(weights, types.size())) + ")";
    }
}
