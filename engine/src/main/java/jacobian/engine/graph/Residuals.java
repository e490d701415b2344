package jacobian.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The forward values that the gradient of a step needs, one for each step: what the reverse scan reads and the
/// forward scan keeps.
///
/// Steps of sequences are there already. What no step changes is computed again, and so are broadcasts, which are
/// larger than what they are made from. All else is kept as an output of the forward scan.
final class Residuals {
    private final Scan scan;
    private final Set<Node> forward = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> varying;
    private final List<Node> values = new ArrayList<>();
    private final List<Integer> invariants = new ArrayList<>();
    private final Map<Node, Integer> outputs = new IdentityHashMap<>();
    private final List<Node> results;
    private final Substitution steps = new Substitution();

    Residuals(Scan scan, StepGradient step) {
        this.scan = scan;
        this.varying = varying(scan);
        var body = scan.body();
        forward.addAll(body.nodes());
        this.results = new ArrayList<>(body.results());
        for (int i = scan.carries(); i < results.size(); i++) {
            outputs.putIfAbsent(results.get(i), i);
        }
        for (var node : Order.of(step.results(), this::isValue)) {
            int input = body.inputs().indexOf(node);
            if (isValue(node)) {
                keep(node);
                values.add(node);
                steps.replace(node, Node.input(new StepSource(), node.type()));
            } else if (input >= 0) {
                invariants.add(input);
            }
        }
        step.products().forEach(product -> keep(product.other()));
    }

    /// The nodes of the body that may differ from step to step.
    static Set<Node> varying(Scan scan) {
        var body = scan.body();
        Set<Node> varying = Collections.newSetFromMap(new IdentityHashMap<>());
        varying.addAll(body.inputs().subList(0, scan.carries() + scan.sequences()));
        for (var node : body.nodes()) {
            if (node.inputs().stream().anyMatch(varying::contains)) {
                varying.add(node);
            }
        }
        return varying;
    }

    /// Whether the reverse scan reads `node` instead of computing it. Gradient rules pick results of nodes of the
    /// body anew.
    private boolean isValue(Node node) {
        var origin = node.op() instanceof Pick ? node.input(0) : node;
        boolean single = node != origin || node.types().size() == 1;
        return single && forward.contains(origin) && varying.contains(origin) && !(node.op() instanceof Broadcast);
    }

    private void keep(Node node) {
        if (!isSequence(node) && outputs.putIfAbsent(node, results.size()) == null) {
            results.add(node);
        }
    }

    private boolean isSequence(Node node) {
        int input = scan.body().inputs().indexOf(node);
        return input >= 0 && scan.isSequence(input);
    }

    /// What the body of the forward scan gives: its own results, then the values to keep.
    List<Node> results() {
        return results;
    }

    /// The values that the reverse scan reads, as nodes of the forward body.
    List<Node> values() {
        return values;
    }

    /// The numbers of the invariants that the reverse scan needs.
    List<Integer> invariants() {
        return invariants;
    }

    /// The input of the reverse body that stands for `value`.
    Node stepOf(Node value) {
        return steps.of(value);
    }

    /// All steps of `value`: a sequence of the scan `node`, or an output of `forward`, the scan that keeps
    /// residuals.
    Node stacked(Node value, Node node, Node forward) {
        var output = outputs.get(value);
        return output == null ? node.input(scan.body().inputs().indexOf(value)) : forward.pick(output);
    }

    /// `nodes` of the gradient over `inputs`, those of the reverse body.
    List<Node> replay(List<Node> nodes, List<Node> inputs) {
        inputs.forEach(input -> steps.replace(input, input));
        for (var node : Order.of(nodes, steps::knows)) {
            if (!steps.knows(node)) {
                steps.copy(node);
            }
        }
        return steps.of(nodes);
    }
}
