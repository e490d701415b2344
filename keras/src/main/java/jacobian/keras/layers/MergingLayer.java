package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What layers that merge several inputs element by element have in common.
///
/// The shapes of the inputs are equal or can be broadcast; as in Keras, an input of fewer axes gets axes of
/// size 1 behind the batch.
abstract class MergingLayer<L extends MergingLayer<L>> extends FluentLayer<L> {
    /// An input in the rank of the largest one, and which of its elements count; empty where all do.
    record Operand(Tensor x, Optional<Tensor> counts) {}

    /// The result for inputs of one rank.
    abstract Tensor merge(List<Operand> inputs);

    /// Refuses a number of inputs that the layer cannot take.
    void requireInputs(int count) {
        if (count < 2) {
            throw new ShapeException(this + " takes two inputs or more, not " + count);
        }
    }

    @Override
    protected final Tensor call(List<Tensor> inputs, Call call) {
        requireInputs(inputs.size());
        int rank = inputs.stream().mapToInt(Tensor::rank).max().orElseThrow();
        try {
            return merge(IntStream.range(0, inputs.size())
                    .mapToObj(i -> operand(inputs.get(i), rank, call.masks().get(i)))
                    .toList());
        } catch (ShapeException e) {
            throw new ShapeException(
                    this + " cannot take " + inputs.stream().map(Tensor::shape).toList() + "\n  " + e.getMessage());
        }
    }

    private static Operand operand(Tensor input, int rank, Optional<Tensor> mask) {
        var counts = mask.filter(_ -> input.rank() == rank)
                .map(each -> each.expandDims(-1).broadcastTo(input.shape()));
        return new Operand(ofRank(input, rank), counts);
    }

    private static Tensor ofRank(Tensor input, int rank) {
        return Stream.iterate(input, x -> x.expandDims(1))
                .filter(x -> x.rank() == rank)
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    /// A step counts where it counts in any input; where an input has no mask, all do.
    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return masks.stream().allMatch(Optional::isPresent)
                ? masks.stream().map(Optional::orElseThrow).reduce(Tensor::logicalOr)
                : Optional.empty();
    }
}
