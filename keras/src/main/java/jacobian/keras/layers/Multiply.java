package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The product of several inputs, element by element; their shapes are equal or can be broadcast.
///
/// Where an input has a mask, its steps that do not count are factors of 1; where all inputs have one, a step
/// that counts in none of them is 0.
public final class Multiply extends MergingLayer<Multiply> {
    @Override
    Tensor merge(List<Operand> inputs) {
        var product =
                inputs.stream().map(Multiply::factor).reduce(Tensor::multiply).orElseThrow();
        if (!inputs.stream().allMatch(each -> each.counts().isPresent())) {
            return product;
        }
        var counts = inputs.stream()
                .map(Operand::counts)
                .map(Optional::orElseThrow)
                .reduce(Tensor::logicalOr)
                .orElseThrow();
        return counts.select(product, product.zerosLike());
    }

    private static Tensor factor(Operand input) {
        return input.counts()
                .map(counts -> counts.select(input.x(), input.x().onesLike()))
                .orElse(input.x());
    }
}
