package jacobian.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The gradient of one step of a scan, as nodes over the nodes of its body.
final class StepGradient {
    private final Scan scan;
    /// What enters for result `i` of the body, where a gradient does.
    private final Map<Integer, Node> upstreams = new HashMap<>();

    private final Map<Integer, Node> gradients = new HashMap<>();
    private final List<StackedProduct> products = new ArrayList<>();

    /// `outside` are the upstreams of the scan: an output whose upstream is zero gives nothing.
    StepGradient(Scan scan, List<Node> outside) {
        this.scan = scan;
        var body = scan.body();
        for (int i = 0; i < body.results().size(); i++) {
            var type = body.results().get(i).type();
            if (type.dtype().isFloating() && (i < scan.carries() || !isZero(outside.get(i)))) {
                upstreams.put(i, Node.input(new StepSource(), type));
            }
        }
        differentiate();
    }

    private static boolean isZero(Node node) {
        var root = node.op() instanceof Broadcast ? node.input(0) : node;
        return root.op() instanceof Constant constant && constant.value() == 0;
    }

    private void differentiate() {
        var body = scan.body();
        var stacked = StackedProduct.of(scan);
        var variables = new ArrayList<Node>();
        var inputs = new ArrayList<Integer>();
        for (int i = 0; i < body.inputs().size(); i++) {
            int input = i;
            boolean later = stacked.stream().anyMatch(product -> product.weight() == input);
            if (body.inputs().get(i).dtype().isFloating() && !later) {
                inputs.add(i);
                variables.add(body.inputs().get(i));
            }
        }
        stacked.forEach(product -> variables.add(product.matmul()));
        var results = upstreams.keySet().stream().sorted().toList();
        var found = Gradient.of(
                results.stream().map(body.results()::get).toList(),
                results.stream().map(this::upstream).toList(),
                variables);
        for (int i = 0; i < inputs.size(); i++) {
            int input = inputs.get(i);
            found.get(i).ifPresent(gradient -> gradients.put(input, gradient));
        }
        for (int i = 0; i < stacked.size(); i++) {
            var product = stacked.get(i);
            found.get(inputs.size() + i).ifPresent(gradient -> products.add(product.with(gradient)));
        }
    }

    /// Whether a gradient enters for result `result` of the body.
    boolean carriesGradient(int result) {
        return upstreams.containsKey(result);
    }

    Node upstream(int result) {
        return Objects.requireNonNull(upstreams.get(result));
    }

    /// The gradient that a step gives input `input` of the body.
    Optional<Node> gradient(int input) {
        return Optional.ofNullable(gradients.get(input));
    }

    /// The products whose matrices get their gradients after the loop.
    List<StackedProduct> products() {
        return products;
    }

    /// All nodes that the reverse scan computes from the forward values of a step.
    List<Node> results() {
        var all = new ArrayList<>(gradients.values());
        products.forEach(product -> all.add(product.cotangent()));
        return all;
    }
}
