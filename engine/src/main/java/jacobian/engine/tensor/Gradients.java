package jacobian.engine.tensor;

import jacobian.engine.graph.Gradient;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
        enter();
        try {
            return Gradient.of(f.apply(x).node(), List.of(x.node()))
                    .get(0)
                    .map(Tensor::pending)
                    .orElseGet(x::zerosLike);
        } finally {
            leave();
        }
    }

    /// The results of a function, and their changes when its arguments move.
    public record Jvp(List<Tensor> results, List<Tensor> tangents) {
        public Jvp {
            results = List.copyOf(results);
            tangents = List.copyOf(tangents);
        }
    }

    /// Jacobian-vector products, forward-mode differentiation: the results of `f` at `primals`, and how they
    /// change when each primal moves along its tangent, a tensor of its type.
    public static Jvp jvp(Function<List<Tensor>, List<Tensor>> f, List<Tensor> primals, List<Tensor> tangents) {
        if (primals.size() != tangents.size()) {
            throw new IllegalArgumentException(
                    "jvp needs one tangent for each of " + primals.size() + " primals, not " + tangents.size());
        }
        for (int i = 0; i < primals.size(); i++) {
            if (!primals.get(i).type().equals(tangents.get(i).type())) {
                throw new ShapeException("jvp: primal " + i + " is "
                        + primals.get(i).type() + " but its tangent "
                        + tangents.get(i).type());
            }
        }
        enter();
        try {
            var points = primals.stream().map(Gradients::point).toList();
            var results = f.apply(points);
            var products = Gradient.jvp(nodes(results), nodes(points), nodes(tangents));
            return new Jvp(results, products.stream().map(Tensor::pending).toList());
        } finally {
            leave();
        }
    }

    /// A node of its own for the value of `x`, so that `f` may use `x` besides as a constant.
    private static Tensor point(Tensor x) {
        return Tensor.pending(Node.of(new Reshape(x.shape()), x.node()));
    }

    private static List<Node> nodes(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::node).toList();
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
