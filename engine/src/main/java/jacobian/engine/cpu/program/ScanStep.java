package jacobian.engine.cpu.program;

import jacobian.engine.compiler.Passes;
import jacobian.engine.compiler.RowParts;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.WarmUp;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Scan;
import java.util.ArrayList;
import java.util.List;

/// A scan: the body as a program of its own, run once for each step on slices of the sequences.
///
/// Where the rows of a batch do not see each other, each thread does all steps for some of the rows: threads meet
/// once a scan and not in every step, and what a thread reads it has written itself.
final class ScanStep implements Step {
    /// A part has at least so many rows, of which matrix products make whole tiles.
    private static final int LEAST_ROWS = 8;

    /// Operations, in matrix products, under which threads are not worth waking: about 20 microseconds.
    private static final long OPERATIONS_WORTH_THREADS = 2_000_000;

    private final Scan scan;
    private final Node node;
    private final Addresses reads;
    private final Addresses results;
    private final ThreadTeam team;
    private final List<ScanPart> parts = new ArrayList<>();
    private final ThreadTeam.Work work = this::runPart;

    ScanStep(Node bound, Addresses reads, Addresses results, ThreadTeam team) {
        this.node = bound;
        this.scan = (Scan) bound.op();
        this.reads = reads;
        this.results = results;
        this.team = team;
        cut();
        if (parts.isEmpty()) {
            parts.add(ScanPart.whole(scan, team));
        }
    }

    /// Makes a part for each thread, if that can be done and pays.
    private void cut() {
        if (team.size() == 1
                || scan.carries() == 0
                || scan.body().inputs().get(0).rank() == 0) {
            return;
        }
        int rows = scan.body().inputs().get(0).shape().size(0);
        int count = Math.min(team.size(), rows / LEAST_ROWS);
        if (count < 2 || operations() < OPERATIONS_WORTH_THREADS) {
            return;
        }
        var simple = Passes.simplify(scan.body(), AttentionStep::takes);
        RowParts.of(simple, rows, scan.carries() + scan.sequences()).ifPresent(split -> {
            for (int part = 0; part < count; part++) {
                int first = rows * part / count;
                parts.add(ScanPart.of(scan, split, first, rows * (part + 1) / count - first));
            }
        });
    }

    private long operations() {
        long operations = 0;
        for (var each : scan.body().nodes()) {
            if (each.op() instanceof Matmul(boolean transposeA, boolean _)) {
                operations += 2 * each.shape().size() * each.input(0).shape().size(transposeA ? -2 : -1);
            }
        }
        return operations * scan.length().size();
    }

    @Override
    public long scratchBytes() {
        return 0;
    }

    @Override
    public void run(long scratch) {
        var from = reads.now();
        var to = results.now();
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).attach(from, to);
        }
        if (parts.size() > 1 && !WarmUp.isBusy()) {
            team.run(work);
        } else {
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).run();
            }
        }
    }

    private void runPart(int t) {
        if (t < parts.size()) {
            parts.get(t).run();
        }
    }

    @Override
    public String explain() {
        return "Scan of " + scan.length() + " steps in " + parts.size() + " parts over\n"
                + parts.get(0).explain() + "  from " + node.inputs().size() + " inputs";
    }
}
