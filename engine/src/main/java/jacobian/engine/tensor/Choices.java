package jacobian.engine.tensor;

import jacobian.engine.graph.Input;
import jacobian.engine.graph.Order;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Choices by values that are known, and by those that are not.
final class Choices {
    private Choices() {}

    static void checkScalar(String what, Tensor value) {
        if (value.rank() != 0) {
            throw new ShapeException(
                    what + " chooses by a scalar, not by " + value.type() + ": reduce it, or use select");
        }
    }

    /// Whether the value of `tensor` can be read here: no leaf of its graph waits for a program that runs later.
    static boolean isKnown(Tensor tensor) {
        if (tensor.isComputed()) {
            return true;
        }
        return Order.of(List.of(tensor.node())).stream()
                .allMatch(node -> !(node.op() instanceof Input(var source, var _))
                        || source instanceof Held
                        || source instanceof Version);
    }

    static Tensor mustKnow(Tensor condition) {
        checkScalar("whileLoop", condition);
        if (!isKnown(condition)) {
            throw new IllegalStateException("the condition of whileLoop is not known while a program is recorded: "
                    + "give maximumIterations, or use foriLoop or scan");
        }
        return condition;
    }

    /// For each pair the one that `pred` chooses.
    static List<Tensor> selected(Tensor pred, List<Tensor> whenTrue, List<Tensor> whenFalse) {
        if (whenTrue.size() != whenFalse.size()) {
            throw new ShapeException("one branch gives " + whenTrue.size() + " tensors, another " + whenFalse.size());
        }
        var results = new ArrayList<Tensor>();
        for (int i = 0; i < whenTrue.size(); i++) {
            var a = whenTrue.get(i);
            var b = whenFalse.get(i);
            if (!a.shape().equals(b.shape())) {
                throw new ShapeException("one branch gives " + a.type() + ", another " + b.type()
                        + ": where the choice is not known, both need one shape");
            }
            results.add(pred.select(a, b));
        }
        return results;
    }

    static List<Tensor> step(UnaryOperator<List<Tensor>> body, List<Tensor> vars) {
        var next = List.copyOf(body.apply(vars));
        for (int i = 0; i < vars.size() || i < next.size(); i++) {
            if (next.size() != vars.size()
                    || next.get(i).dtype() != vars.get(i).dtype()
                    || !next.get(i).shape().equals(vars.get(i).shape())) {
                throw new ShapeException("the body of whileLoop turns " + types(vars) + " into " + types(next)
                        + ": it gives as many tensors as it takes, of their types");
            }
        }
        return next;
    }

    private static List<Object> types(List<Tensor> tensors) {
        return tensors.stream().<Object>map(Tensor::type).toList();
    }

    /// All steps as one loop, which keeps its values when the condition has become false.
    static List<Tensor> whileLoop(
            Function<List<Tensor>, Tensor> cond, UnaryOperator<List<Tensor>> body, List<Tensor> vars, int steps) {
        var init = new ArrayList<>(vars);
        init.add(Tensor.scalar(1, DType.INT32));
        var values = LoopedTensors.foriLoop(
                0,
                steps,
                (_, carried) -> {
                    var current = carried.subList(0, vars.size());
                    var running = carried.get(vars.size()).cast(DType.BOOL);
                    var goes = running.logicalAnd(cond.apply(current).cast(DType.BOOL));
                    var next = new ArrayList<>(selected(goes, step(body, current), current));
                    next.add(goes.cast(DType.INT32));
                    return next;
                },
                init);
        return values.subList(0, vars.size());
    }
}
