package jacobian.dashboard.logs;

import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.tensorboard.Event;
import jacobian.keras.tensorboard.EventReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Series with all their points, read from the files when somebody looks closely; the last ones are kept.
final class ExactSeries {
    /// So many points are kept at the most, 20 bytes each.
    private static final long MOST_POINTS = 2_000_000;

    private record Key(int part, String tag) {}

    private final Map<Key, Points> kept = new LinkedHashMap<>(16, 0.75f, true);

    /// The part between two steps, in at most `most` places.
    synchronized Curve curve(Part part, String tag, long from, long to, int most) {
        var key = new Key(part.id(), tag);
        var points =
                Optional.ofNullable(kept.get(key)).filter(each -> each.reaches(to) || each.revision == part.revision());
        if (points.isEmpty()) {
            kept.put(key, Points.read(part, tag));
            forget(key);
        }
        return points.orElseGet(() -> kept.getOrDefault(key, Points.NONE)).curve(from, to, Math.max(2, most));
    }

    private void forget(Key newest) {
        long points = kept.values().stream().mapToLong(each -> each.size).sum();
        for (var keys = kept.keySet().iterator(); points > MOST_POINTS && keys.hasNext(); ) {
            var key = keys.next();
            if (!key.equals(newest)) {
                points -= kept.getOrDefault(key, Points.NONE).size;
                keys.remove();
            }
        }
    }

    private static final class Points {
        static final Points NONE = new Points(0);

        private final long revision;
        private long[] steps = new long[1024];
        private double[] walls = new double[1024];
        private float[] values = new float[1024];
        private int size;

        Points(long revision) {
            this.revision = revision;
        }

        static Points read(Part part, String tag) {
            var points = new Points(part.revision());
            try {
                new EventReader(part.folder()).read(event -> points.take(event, tag));
            } catch (RefusedFileException damaged) {
                // What stands before the damage is shown; the part says what is wrong.
            }
            return points;
        }

        private void take(Event event, String tag) {
            if (event.value() instanceof Event.Scalar(double value)
                    && Double.isFinite(value)
                    && event.tag().equals(tag)) {
                while (size > 0 && steps[size - 1] > event.step()) {
                    size--;
                }
                if (size == steps.length) {
                    steps = Arrays.copyOf(steps, 2 * size);
                    walls = Arrays.copyOf(walls, 2 * size);
                    values = Arrays.copyOf(values, 2 * size);
                }
                steps[size] = event.step();
                walls[size] = event.wallTime();
                values[size++] = (float) value;
            }
        }

        boolean reaches(long step) {
            return size > 0 && steps[size - 1] >= step;
        }

        Curve curve(long from, long to, int most) {
            int first = Math.max(0, place(from) - 1);
            int end = Math.min(size, to == Long.MAX_VALUE ? size : place(to + 1) + 1);
            int stride = Math.max(1, Math.ceilDiv(end - first, most));
            var curve = new Curve(Math.ceilDiv(Math.max(0, end - first), stride), stride == 1);
            for (int i = first, at = 0; i < end; i += stride, at++) {
                int last = Math.min(i + stride, end) - 1;
                float low = values[i];
                float high = values[i];
                double sum = 0;
                for (int j = i; j <= last; j++) {
                    low = Math.min(low, values[j]);
                    high = Math.max(high, values[j]);
                    sum += values[j];
                }
                curve.put(at, steps[last], walls[last], low, high, (float) (sum / (last - i + 1)));
            }
            return curve;
        }

        private int place(long step) {
            int at = Arrays.binarySearch(steps, 0, size, step);
            return at < 0 ? -at - 1 : at;
        }
    }
}
