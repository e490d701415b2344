package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// What [Maximum] and [Minimum] have in common: steps that do not count in one of two inputs are those of the
/// other.
abstract class ExtremeLayer<L extends ExtremeLayer<L>> extends MergingLayer<L> {
    /// The larger or the smaller of two.
    abstract Tensor choose(Tensor a, Tensor b);

    @Override
    final Tensor merge(List<Operand> inputs) {
        return inputs.stream().reduce(this::choose).orElseThrow().x();
    }

    private Operand choose(Operand a, Operand b) {
        var second = b.counts().map(counts -> counts.select(b.x(), a.x())).orElse(b.x());
        var first = a.counts().map(counts -> counts.select(a.x(), second)).orElse(a.x());
        return new Operand(
                choose(first, second), a.counts().flatMap(counts -> b.counts().map(counts::logicalOr)));
    }
}
