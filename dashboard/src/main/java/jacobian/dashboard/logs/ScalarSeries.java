package jacobian.dashboard.logs;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// A number over the steps of a run, in bounded memory: buckets of equally many points each, which are merged in
/// pairs when there are too many.
///
/// A step that is not after the last one means that the run began anew from there, as in TensorBoard: what was
/// logged from that step on is dropped.
public final class ScalarSeries {
    /// So many buckets are kept at the most: two for each pixel of a wide chart.
    static final int MOST = 2048;

    private long[] steps = new long[16];
    private double[] walls = new double[16];
    private float[] least = new float[16];
    private float[] greatest = new float[16];
    private double[] sums = new double[16];
    private int[] counts = new int[16];
    private int size;
    private int width = 1;
    private long points;
    private long lastStep = Long.MIN_VALUE;
    private double lastValue = Double.NaN;
    private OptionalLong broken = OptionalLong.empty();

    /// Adds a point; one that is no finite number is remembered by its step alone.
    void add(long step, double wall, double value) {
        if (step < lastStep) {
            cutFrom(step);
        }
        lastStep = step;
        points++;
        if (!Double.isFinite(value)) {
            broken = broken.isPresent() ? broken : OptionalLong.of(step);
            return;
        }
        lastValue = value;
        if (size == 0 || counts[size - 1] >= width) {
            open();
        }
        put(step, wall, value);
    }

    private void open() {
        if (size == MOST) {
            merge();
        }
        if (size == 0 || counts[size - 1] >= width) {
            grow();
            least[size] = Float.POSITIVE_INFINITY;
            greatest[size] = Float.NEGATIVE_INFINITY;
            sums[size] = 0;
            counts[size] = 0;
            size++;
        }
    }

    private void put(long step, double wall, double value) {
        int at = size - 1;
        steps[at] = step;
        walls[at] = wall;
        least[at] = Math.min(least[at], (float) value);
        greatest[at] = Math.max(greatest[at], (float) value);
        sums[at] += value;
        counts[at]++;
    }

    private void grow() {
        if (size == steps.length) {
            int length = Math.min(MOST, 2 * size);
            steps = Arrays.copyOf(steps, length);
            walls = Arrays.copyOf(walls, length);
            least = Arrays.copyOf(least, length);
            greatest = Arrays.copyOf(greatest, length);
            sums = Arrays.copyOf(sums, length);
            counts = Arrays.copyOf(counts, length);
        }
    }

    /// Two buckets become one.
    private void merge() {
        for (int i = 0; i < size; i += 2) {
            int to = i / 2;
            int last = Math.min(i + 1, size - 1);
            boolean pair = last != i;
            steps[to] = steps[last];
            walls[to] = walls[last];
            least[to] = Math.min(least[i], least[last]);
            greatest[to] = Math.max(greatest[i], greatest[last]);
            sums[to] = sums[i] + (pair ? sums[last] : 0);
            counts[to] = counts[i] + (pair ? counts[last] : 0);
        }
        size = (size + 1) / 2;
        width *= 2;
    }

    private void cutFrom(long step) {
        while (size > 0 && steps[size - 1] >= step) {
            points -= counts[--size];
        }
        if (broken.isPresent() && broken.getAsLong() >= step) {
            broken = OptionalLong.empty();
        }
    }

    /// How many points have been logged.
    public long points() {
        return points;
    }

    /// The last, the least and the greatest value; empty where there is no finite one.
    public Optional<Extent> extent() {
        if (size == 0) {
            return Optional.empty();
        }
        float low = least[0];
        float high = greatest[0];
        for (int i = 1; i < size; i++) {
            low = Math.min(low, least[i]);
            high = Math.max(high, greatest[i]);
        }
        return Optional.of(new Extent(lastValue, low, high));
    }

    /// Where a number ended, and between which values it was.
    public record Extent(double last, double least, double greatest) {}

    /// The first step whose value was no finite number.
    public OptionalLong broken() {
        return broken;
    }

    /// Whether each point has a bucket of its own.
    public boolean isExact() {
        return width == 1;
    }

    /// The part between two steps, both included, in at most `most` buckets.
    public Curve curve(long from, long to, int most) {
        int first = 0;
        while (first < size && steps[first] < from) {
            first++;
        }
        int end = size;
        while (end > first && steps[end - 1] > to) {
            end--;
        }
        // One more on each side, so that a line enters and leaves the chart.
        first = Math.max(0, first - 1);
        end = Math.min(size, end + 1);
        return thinned(first, end, Math.max(2, most));
    }

    private Curve thinned(int first, int end, int most) {
        int stride = Math.max(1, Math.ceilDiv(end - first, most));
        var curve = new Curve(Math.ceilDiv(end - first, stride), stride == 1 && isExact());
        for (int i = first, to = 0; i < end; i += stride, to++) {
            int last = Math.min(i + stride, end) - 1;
            double sum = 0;
            long count = 0;
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int j = i; j <= last; j++) {
                sum += sums[j];
                count += counts[j];
                low = Math.min(low, least[j]);
                high = Math.max(high, greatest[j]);
            }
            curve.put(to, steps[last], walls[last], low, high, (float) (sum / count));
        }
        return curve;
    }
}
