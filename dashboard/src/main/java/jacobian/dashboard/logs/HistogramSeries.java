package jacobian.dashboard.logs;

import jacobian.keras.tensorboard.Event;
import java.util.ArrayList;
import java.util.List;

/// Distributions over the steps of a run: at most [#MOST] of them, evenly spread, each in [#BINS] equal bins. The
/// last one is always there.
public final class HistogramSeries {
    static final int MOST = 48;
    static final int BINS = 32;

    /// A distribution: how many values fell in each of the equal bins between `left` and `right`.
    public record Distribution(long step, double wall, double left, double right, float[] counts) {}

    private final List<Distribution> kept = new ArrayList<>();
    private int stride = 1;
    private long seen;
    private boolean lastIsSpare;

    void add(long step, double wall, Event.Histogram histogram) {
        if (lastIsSpare) {
            kept.removeLast();
        }
        while (!kept.isEmpty() && kept.getLast().step() > step) {
            kept.removeLast();
        }
        if (kept.size() >= MOST) {
            for (int i = kept.size() - 1; i > 0; i -= 2) {
                kept.remove(i);
            }
            stride *= 2;
        }
        kept.add(binned(step, wall, histogram.buckets()));
        lastIsSpare = seen++ % stride != 0;
    }

    private static Distribution binned(long step, double wall, List<Event.Bucket> buckets) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        for (var bucket : buckets) {
            if (bucket.count() > 0 && Double.isFinite(bucket.left()) && Double.isFinite(bucket.right())) {
                left = Math.min(left, bucket.left());
                right = Math.max(right, bucket.right());
            }
        }
        var counts = new float[BINS];
        if (left <= right) {
            for (var bucket : buckets) {
                spread(bucket, left, right, counts);
            }
            return new Distribution(step, wall, left, right, counts);
        }
        return new Distribution(step, wall, 0, 0, counts);
    }

    /// Shares a bucket out among the bins it covers.
    private static void spread(Event.Bucket bucket, double left, double right, float[] counts) {
        double bin = (right - left) / BINS;
        if (!(bucket.count() > 0) || !Double.isFinite(bucket.left()) || !Double.isFinite(bucket.right())) {
            return;
        }
        if (bin <= 0 || bucket.right() <= bucket.left()) {
            int at = bin <= 0 ? BINS / 2 : (int) ((bucket.left() - left) / bin);
            counts[Math.clamp(at, 0, BINS - 1)] += (float) bucket.count();
            return;
        }
        int first = Math.clamp((long) ((bucket.left() - left) / bin), 0, BINS - 1);
        int last = Math.clamp((long) Math.ceil((bucket.right() - left) / bin) - 1, first, BINS - 1);
        for (int i = first; i <= last; i++) {
            double covered = Math.min(bucket.right(), left + (i + 1) * bin) - Math.max(bucket.left(), left + i * bin);
            double share = first == last ? 1 : Math.max(0, covered) / (bucket.right() - bucket.left());
            counts[i] += (float) (bucket.count() * share);
        }
    }

    /// From the first to the last.
    public List<Distribution> distributions() {
        return List.copyOf(kept);
    }
}
