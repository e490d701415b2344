package jacobian.bench;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Model;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Predictions of one sample each, asked for by several threads of one model, each as soon as it has its last
/// answer.
final class Requests {
    private static final long WARM_UP_NANOS = 300_000_000;
    private static final long COUNTED_NANOS = 1_000_000_000;
    private static final double OF_A_HUNDRED = 0.99;

    private Requests() {}

    /// Requests a second of all threads together, and the microseconds that one request in a hundred exceeds.
    static SequencedMap<String, Object> answer(Model model, Tensor sample, int threads) {
        ask(model, sample, threads, WARM_UP_NANOS);
        double[] times = ask(model, sample, threads, COUNTED_NANOS);
        Arrays.sort(times);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("requests_per_second", times.length / (COUNTED_NANOS * 1e-9));
        answer.put("p99_us", times[(int) (OF_A_HUNDRED * (times.length - 1))]);
        return answer;
    }

    /// The microseconds of every request.
    private static double[] ask(Model model, Tensor sample, int threads, long nanos) {
        try (var executor = Executors.newFixedThreadPool(threads)) {
            long end = System.nanoTime() + nanos;
            var clients = IntStream.range(0, threads)
                    .mapToObj(_ -> executor.submit(() -> client(model, sample, end)))
                    .toList();
            var times = new double[0];
            for (var client : clients) {
                double[] more = get(client);
                times = Arrays.copyOf(times, times.length + more.length);
                System.arraycopy(more, 0, times, times.length - more.length, more.length);
            }
            return times;
        }
    }

    private static double[] client(Model model, Tensor sample, long end) {
        var times = new double[1024];
        int count = 0;
        for (long start = System.nanoTime(); start < end || count == 0; start = System.nanoTime()) {
            model.predictOnBatch(sample).floats();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = (System.nanoTime() - start) * 1e-3;
        }
        return Arrays.copyOf(times, count);
    }

    private static double[] get(Future<double[]> client) {
        try {
            return client.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("predictions were interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a prediction failed", e.getCause());
        }
    }
}
