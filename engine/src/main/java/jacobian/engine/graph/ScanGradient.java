package jacobian.engine.graph;

import java.util.List;

/// The gradient of a scan: another scan, over the steps in the opposite order.
final class ScanGradient {
    private ScanGradient() {}

    static List<Node> of(Scan scan, Node node, List<Node> upstreams) {
        throw new IllegalStateException("the gradient of " + scan + " with " + node + " and " + upstreams.size());
    }
}
