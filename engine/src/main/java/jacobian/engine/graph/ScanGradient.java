package jacobian.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The gradient of a scan: another scan, over the steps in the opposite order.
///
/// The scan is run again with the forward values that its gradient needs as further outputs (its leading
/// results are those of the plain scan, which is then not needed any more). The reverse scan carries the
/// gradients of the carries and of the invariants. A matrix that the body only multiplies by gets its gradient
/// after the loop, from the stacked cotangents of its products, as one product whose inner size is steps times
/// batch, instead of one update of the whole matrix a step.
final class ScanGradient {
    private final Scan scan;
    private final Node node;
    private final List<Node> upstreams;
    private final StepGradient step;
    private final Residuals residuals;
    private final Node forward;

    private ScanGradient(Scan scan, Node node, List<Node> upstreams) {
        this.scan = scan;
        this.node = node;
        this.upstreams = upstreams;
        this.step = new StepGradient(scan, upstreams);
        this.residuals = new Residuals(scan, step);
        this.forward = augmented();
    }

    static List<Node> of(Scan scan, Node node, List<Node> upstreams) {
        return new ScanGradient(scan, node, upstreams).gradients();
    }

    /// The scan with all residuals among its outputs.
    private Node augmented() {
        var body = scan.body();
        var results = residuals.results();
        if (results.size() == body.results().size()) {
            return node;
        }
        var updates = new ArrayList<>(body.updates());
        updates.addAll(Collections.nCopies(results.size() - updates.size(), -1));
        var augmented = new Graph(body.inputs(), results, updates);
        var op = new Scan(augmented, scan.carries(), scan.sequences(), scan.length(), scan.reverse());
        return Node.of(op, node.inputs());
    }

    private List<Node> gradients() {
        var all = new ArrayList<Node>();
        node.inputs().forEach(input -> all.add(input.zerosLike()));
        var reverse = new ReverseScan();
        for (int i = 0; i < scan.carries(); i++) {
            if (step.carriesGradient(i)) {
                reverse.carry(i, step.upstream(i), upstreams.get(i), step.gradient(i));
            }
        }
        for (int i = scan.carries(); i < node.inputs().size(); i++) {
            if (step.gradient(i).isPresent() && !scan.isSequence(i)) {
                reverse.accumulate(i, step.gradient(i).get());
            } else if (step.gradient(i).isPresent()) {
                reverse.output(step.gradient(i).get());
            }
        }
        step.products().forEach(product -> reverse.output(product.cotangent()));
        reverse.run(all);
        return all;
    }

    /// The body, inputs and results of the reverse scan while they are put together.
    private final class ReverseScan {
        private final List<Integer> carried = new ArrayList<>();
        private final List<Node> carries = new ArrayList<>();
        private final List<Node> starts = new ArrayList<>();
        private final List<Node> nextCarries = new ArrayList<>();
        private final List<Node> outputs = new ArrayList<>();

        /// The gradient of carry `input` enters a step as `upstream` and leaves it as `gradient`.
        void carry(int input, Node upstream, Node start, Optional<Node> gradient) {
            carried.add(input);
            carries.add(upstream);
            starts.add(start);
            nextCarries.add(gradient.orElseGet(scan.body().inputs().get(input)::zerosLike));
        }

        /// The gradient of invariant `input` is a sum over the steps.
        void accumulate(int input, Node gradient) {
            var sum =
                    Node.input(new StepSource(), scan.body().inputs().get(input).type());
            carried.add(input);
            carries.add(sum);
            starts.add(node.input(input).zerosLike());
            nextCarries.add(sum.add(gradient));
        }

        void output(Node gradient) {
            outputs.add(gradient);
        }

        /// Makes the scan and puts what it gives into `all`, one gradient an input of the forward scan.
        void run(List<Node> all) {
            if (carries.isEmpty() && outputs.isEmpty()) {
                return;
            }
            var result = make();
            for (int i = 0; i < carried.size(); i++) {
                all.set(carried.get(i), result.pick(i));
            }
            int next = carried.size();
            for (int i = scan.carries(); i < scan.carries() + scan.sequences(); i++) {
                if (step.gradient(i).isPresent()) {
                    all.set(i, result.pick(next++));
                }
            }
            var sums = new TreeMap<Integer, Node>();
            for (var product : step.products()) {
                var operands = residuals.stacked(product.other(), node, forward);
                sums.merge(product.weight(), product.gradient(node, operands, result.pick(next++)), Node::add);
            }
            sums.forEach(all::set);
        }

        private Node make() {
            var bodyInputs = new ArrayList<>(carries);
            var inputs = new ArrayList<>(starts);
            for (int i = scan.carries(); i < scan.body().results().size(); i++) {
                if (step.carriesGradient(i)) {
                    bodyInputs.add(step.upstream(i));
                    inputs.add(upstreams.get(i));
                }
            }
            for (var value : residuals.values()) {
                bodyInputs.add(residuals.stepOf(value));
                inputs.add(residuals.stacked(value, node, forward));
            }
            int sequences = inputs.size() - carries.size();
            for (int input : residuals.invariants()) {
                bodyInputs.add(scan.body().inputs().get(input));
                inputs.add(node.input(input));
            }
            var results = new ArrayList<>(nextCarries);
            results.addAll(outputs);
            var body = new Graph(bodyInputs, residuals.replay(results, bodyInputs));
            return Node.of(new Scan(body, carries.size(), sequences, scan.length(), !scan.reverse()), inputs);
        }
    }
}
