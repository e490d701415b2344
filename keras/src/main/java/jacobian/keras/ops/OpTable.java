package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// What each name of `keras.ops` is here: a function of a case's inputs and arguments that gives its tensors.
final class OpTable {
    /// Gives the results of one case.
    @FunctionalInterface
    interface Form {
        List<Tensor> results(List<Tensor> inputs, Given args);
    }

    private final Map<String, Form> forms = new LinkedHashMap<>();

    /// A function of one tensor without arguments.
    OpTable unary(String op, UnaryOperator<Tensor> form) {
        return many(op, (in, _) -> List.of(form.apply(in.get(0))));
    }

    /// A function of two tensors without arguments.
    OpTable binary(String op, BinaryOperator<Tensor> form) {
        return many(op, (in, _) -> List.of(form.apply(in.get(0), in.get(1))));
    }

    /// A function of one tensor and arguments.
    OpTable of(String op, BiFunction<Tensor, Given, Tensor> form) {
        return many(op, (in, args) -> List.of(form.apply(in.get(0), args)));
    }

    /// A function of several tensors and arguments that gives one.
    OpTable one(String op, BiFunction<List<Tensor>, Given, Tensor> form) {
        return many(op, (in, args) -> List.of(form.apply(in, args)));
    }

    /// A function that gives any number of tensors.
    OpTable many(String op, Form form) {
        if (forms.put(op, form) != null) {
            throw new IllegalArgumentException(op + " stands in the table twice");
        }
        return this;
    }

    OpTable and(OpTable other) {
        other.forms.forEach(this::many);
        return this;
    }

    Optional<Form> find(String op) {
        return Optional.ofNullable(forms.get(op));
    }

    Set<String> names() {
        return forms.keySet();
    }
}
