package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The sum of several inputs, whose shapes are equal or can be broadcast: the end of a residual branch.
public final class Add extends FluentLayer<Add> {
    @Override
    protected Tensor call(List<Tensor> inputs, Call call) {
        if (inputs.size() < 2) {
            throw new ShapeException(this + " takes two inputs or more, not " + inputs.size());
        }
        try {
            return sameRank(inputs).stream().reduce(Tensor::add).orElseThrow();
        } catch (ShapeException e) {
            throw new ShapeException(
                    this + " cannot take " + inputs.stream().map(Tensor::shape).toList() + "\n  " + e.getMessage());
        }
    }

    /// As in Keras, an input of fewer axes gets axes of size 1 behind the batch.
    private static List<Tensor> sameRank(List<Tensor> inputs) {
        int rank = inputs.stream().mapToInt(Tensor::rank).max().orElseThrow();
        return inputs.stream()
                .map(input -> Stream.iterate(input, x -> x.expandDims(1))
                        .filter(x -> x.rank() == rank)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    /// A step counts where it counts in any input; where an input has no mask, all do.
    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return masks.stream().allMatch(Optional::isPresent)
                ? masks.stream().map(Optional::orElseThrow).reduce(Tensor::or)
                : Optional.empty();
    }
}
