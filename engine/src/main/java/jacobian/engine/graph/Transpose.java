package jacobian.engine.graph;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Axis `i` of the result is axis `permutation[i]` of the input.
public record Transpose(List<Integer> permutation) implements Op {
    public Transpose {
        permutation = List.copyOf(permutation);
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        var sorted = permutation.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i) != i || sorted.size() != type.shape().rank()) {
                throw new ShapeException(
                        "cannot permute " + type.shape() + " by " + permutation + ": needs each axis once");
            }
        }
        if (type.shape().rank() != sorted.size()) {
            throw new ShapeException(
                    "cannot permute " + type.shape() + " by " + permutation + ": needs each axis once");
        }
        return type.withShape(type.shape().permute(permutation));
    }

    /// The permutation that undoes this one.
    public List<Integer> inverse() {
        var inverse = new ArrayList<>(Collections.nCopies(permutation.size(), 0));
        for (int i = 0; i < permutation.size(); i++) {
            inverse.set(permutation.get(i), i);
        }
        return inverse;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Node.of(new Transpose(inverse()), upstream);
    }
}
