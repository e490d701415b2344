package jacobian.engine.tensor;

import jacobian.engine.graph.HostCall;
import jacobian.engine.graph.HostFunction;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// An operation of your own: a shape rule, Java code that computes it, and, if you give one, its gradient.
///
/// The code runs in the middle of the compiled program, on the calling thread, each time the program runs; so
/// the operation works in layers, in `fit`, in [Compiled] and in [Loop] like any other. It is never fused with
/// its neighbours: use it for what tensor operations cannot say (a solver, a search, a simulator). Make the
/// object once and keep it, since programs are kept by the identity of the operations in them. The code must be
/// a pure function of its inputs.
///
/// ```java
/// // Lambert's W: the w with w exp(w) = x, found by Newton's method; dw/dx = w / (x (1 + w)).
/// static final HostOperation LAMBERT_W = new HostOperation(
///     "lambert_w",
///     types -> types,
///     (inputs, results) -> {
///         for (int i = 0; i < inputs.get(0).size(); i++) {
///             double x = inputs.get(0).get(i);
///             double w = Math.log1p(x);
///             for (int step = 0; step < 20; step++) {
///                 w -= (w * Math.exp(w) - x) / (Math.exp(w) * (1 + w));
///             }
///             results.get(0).set(i, w);
///         }
///     },
///     (inputs, results, upstreams) -> {
///         var x = inputs.get(0);
///         var w = results.get(0);
///         return List.of(upstreams.get(0).multiply(w).divide(x.multiply(w.add(1))));
///     });
///
/// Tensor w = LAMBERT_W.apply(x);
/// ```
///
/// Because the gradient is written with tensor operations, the example has gradients of gradients too.
public final class HostOperation {
    /// What an operation computes.
    @FunctionalInterface
    public interface Computation {
        /// Reads `inputs` and fills `results`, whose types are those that the shape rule gave.
        void compute(List<HostArray> inputs, List<HostArray> results);
    }

    /// How a loss that depends on the results depends on the inputs.
    @FunctionalInterface
    public interface Rule {
        /// One gradient for each input, of the input's type, from the inputs, the results and the gradients of
        /// the loss by each result; for an input without one (integers) `zerosLike()`.
        List<Tensor> gradients(List<Tensor> inputs, List<Tensor> results, List<Tensor> upstreams);
    }

    private final Function function;

    /// An operation through which no gradient flows: asking for one throws.
    ///
    /// @param name what messages and printed programs show
    /// @param types the types of the results for inputs of given types; it keeps the dimensions of the inputs
    /// where
    ///     they stay the same, so that batches of any size work
    public HostOperation(String name, UnaryOperator<List<TensorType>> types, Computation computation) {
        this.function = new Function(name, types, computation, Optional.empty());
    }

    /// An operation with a gradient.
    public HostOperation(String name, UnaryOperator<List<TensorType>> types, Computation computation, Rule gradient) {
        this.function = new Function(name, types, computation, Optional.of(gradient));
    }

    /// The only result for `inputs`.
    public Tensor apply(Tensor... inputs) {
        var results = applyAll(List.of(inputs));
        if (results.size() != 1) {
            throw new IllegalArgumentException(
                    function.name + " has " + results.size() + " results: ask for them with applyAll()");
        }
        return results.get(0);
    }

    /// All results for `inputs`.
    public List<Tensor> applyAll(List<Tensor> inputs) {
        return Tensor.applyAll(new HostCall(function), inputs);
    }

    @Override
    public String toString() {
        return "HostOperation(" + function.name + ")";
    }

    /// Equal only to itself, as the code is.
    private static final class Function implements HostFunction {
        private final String name;
        private final UnaryOperator<List<TensorType>> types;
        private final Computation computation;
        private final Optional<Rule> rule;

        private Function(
                String name, UnaryOperator<List<TensorType>> types, Computation computation, Optional<Rule> rule) {
            this.name = name;
            this.types = types;
            this.computation = computation;
            this.rule = rule;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<TensorType> types(List<TensorType> inputs) {
            return List.copyOf(types.apply(inputs));
        }

        @Override
        public void call(List<TensorType> inputTypes, List<MemorySegment> inputs, List<MemorySegment> results) {
            computation.compute(arrays(inputTypes, inputs), arrays(types(inputTypes), results));
        }

        private static List<HostArray> arrays(List<TensorType> types, List<MemorySegment> elements) {
            return IntStream.range(0, types.size())
                    .mapToObj(i -> new HostArray(types.get(i), elements.get(i)))
                    .toList();
        }

        @Override
        public Optional<List<Node>> gradients(Node node, List<Node> upstreams) {
            return rule.map(each -> Loop.recorded(() -> gradients(each, node, upstreams)));
        }

        private List<Node> gradients(Rule rule, Node node, List<Node> upstreams) {
            var results = IntStream.range(0, upstreams.size()).mapToObj(node::pick);
            var inputs = tensors(node.inputs());
            var gradients = rule.gradients(inputs, tensors(results.toList()), tensors(upstreams));
            if (gradients.size() != inputs.size()) {
                throw new IllegalStateException("the gradient of " + name + " gave " + gradients.size()
                        + " tensors for " + inputs.size() + " inputs: give one for each, zerosLike() where none flows");
            }
            return new ArrayList<>(gradients.stream().map(Tensor::node).toList());
        }

        private static List<Tensor> tensors(List<Node> nodes) {
            return nodes.stream().map(Tensor::pending).toList();
        }
    }
}
