package jacobian.engine.tensor;

import jacobian.engine.graph.Gradient;
import jacobian.engine.graph.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The gradients of a loss with respect to variables.
///
/// ```java
/// var result = Gradients.of(() -> model.apply(x).subtract(y).square().mean(), List.of(w, b));
/// optimizer.apply(result);
/// ```
///
/// Inside the lambda no tensor forgets how it was made; reading or printing one changes nothing. Tensors made
/// there
/// read the
/// variables as they were: read them before the next assignment, or return them.
public final class Gradients {
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);
    private static final ThreadLocal<List<Tensor>> DUE = ThreadLocal.withInitial(ArrayList::new);

    private final List<Tensor> results;
    private final List<Variable> variables;
    private final List<Optional<Tensor>> gradients;

    private Gradients(List<Tensor> results, List<Variable> variables, List<Optional<Tensor>> gradients) {
        this.results = results;
        this.variables = variables;
        this.gradients = gradients;
    }

    /// The gradients of the scalar that `loss` returns.
    public static Gradients of(Supplier<Tensor> loss, List<Variable> variables) {
        return ofAll(() -> List.of(loss.get()), variables);
    }

    /// The gradients of the first of the tensors that `results` returns; the others, such as predictions, are
    /// kept
    /// to be read later.
    public static Gradients ofAll(Supplier<List<Tensor>> results, List<Variable> variables) {
        enter();
        try {
            var tensors = List.copyOf(results.get());
            var leaves = variables.stream().map(Variable::node).toList();
            var loss = tensors.get(0).node();
            if (loss.op() instanceof Input && !leaves.contains(loss)) {
                throw new IllegalStateException(
                        "the loss has a value but has forgotten how it was computed: compute it inside the lambda");
            }
            var gradients = Gradient.of(loss, leaves).stream()
                    .map(gradient -> gradient.map(Tensor::pending))
                    .toList();
            if (!Trace.isActive()) {
                DUE.get().addAll(tensors);
            }
            return new Gradients(tensors, List.copyOf(variables), gradients);
        } finally {
            leave();
        }
    }

    /// Gradients of a function of tensors: for `f` of one tensor, the gradient of its scalar result at `x`.
    public static Tensor of(UnaryOperator<Tensor> f, Tensor x) {
        return Gradient.of(f.apply(x).node(), List.of(x.node()))
                .get(0)
                .map(Tensor::pending)
                .orElseGet(x::zerosLike);
    }

    static void enter() {
        DEPTH.get()[0]++;
    }

    static void leave() {
        DEPTH.get()[0]--;
    }

    static boolean isActive() {
        return DEPTH.get()[0] > 0;
    }

    /// Losses and other results of this thread that no program has computed yet; they are computed with the next
    /// assignment.
    static List<Tensor> takeDue() {
        var due = DUE.get().stream().filter(tensor -> !tensor.isComputed()).toList();
        DUE.get().clear();
        return due;
    }

    public Tensor loss() {
        return results.get(0);
    }

    /// All that the lambda returned, the loss first.
    public List<Tensor> results() {
        return results;
    }

    public List<Variable> variables() {
        return variables;
    }

    /// One gradient a variable, empty where the loss does not depend on it.
    public List<Optional<Tensor>> gradients() {
        return gradients;
    }

    /// The gradient of variable number `index`, zeros where the loss does not depend on it.
    public Tensor gradient(int index) {
        return gradients
                .get(index)
                .orElseGet(() -> variables.get(index).tensor().zerosLike());
    }
}
