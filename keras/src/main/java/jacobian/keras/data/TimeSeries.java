package jacobian.keras.data;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Windows of a series of measurements as examples: each takes `sequenceLength` steps, `samplingRate` apart, and
/// begins `sequenceStride` steps after the one before.
///
/// ```java
/// var windows = new TimeSeries(24).samplingRate(6).of(series, targets).shuffle(42).batch(128);
/// ```
///
/// Windows are cut out of the series when a batch is read; none is copied before.
public final class TimeSeries {
    private final int sequenceLength;
    private int sequenceStride = 1;
    private int samplingRate = 1;
    private int startIndex;
    private OptionalInt endIndex = OptionalInt.empty();

    /// Windows of `sequenceLength` steps.
    public TimeSeries(int sequenceLength) {
        this.sequenceLength = Checks.positive("sequence_length", sequenceLength);
    }

    /// Sets how many steps lie between the beginnings of windows; 1 unless set.
    public TimeSeries sequenceStride(int sequenceStride) {
        this.sequenceStride = Checks.positive("sequence_stride", sequenceStride);
        return this;
    }

    /// Sets how many steps lie between the elements of a window; 1 unless set.
    public TimeSeries samplingRate(int samplingRate) {
        this.samplingRate = Checks.positive("sampling_rate", samplingRate);
        return this;
    }

    /// Sets the first step that is used; 0 unless set.
    public TimeSeries startIndex(int startIndex) {
        this.startIndex = startIndex;
        return this;
    }

    /// Sets the first step that is no more used; all are unless set.
    public TimeSeries endIndex(int endIndex) {
        this.endIndex = OptionalInt.of(endIndex);
        return this;
    }

    /// Windows of `series`, whose axis 0 is time, without targets.
    public Dataset of(Tensor series) {
        return cut(series, Dataset.of(Tensor.of(starts(series, Optional.empty()))));
    }

    /// Windows of `series`, whose axis 0 is time; the target of a window is the row of `targets` at its first
    /// step. To predict the next step give targets that begin `sequenceLength` steps later than the series.
    public Dataset of(Tensor series, Tensor targets) {
        var starts = Tensor.of(starts(series, Optional.of(targets)));
        return cut(series, Dataset.of(starts, targets.take(starts, 0)));
    }

    /// The step at which each window begins.
    private int[] starts(Tensor series, Optional<Tensor> targets) {
        int size = series.shape().size(0);
        int end = endIndex.orElse(size);
        if (startIndex < 0 || startIndex >= end || end > size) {
            throw new IllegalArgumentException("start_index=" + startIndex + ", end_index=" + end
                    + ": needs 0 <= start < end <= " + size + ", the number of steps");
        }
        int count = end - startIndex - (sequenceLength - 1) * samplingRate;
        if (targets.isPresent()) {
            count = Math.min(count, targets.get().shape().size(0) - startIndex);
        }
        if (count < 1) {
            throw new IllegalArgumentException("no window of " + sequenceLength + " steps, " + samplingRate
                    + " apart, fits into steps " + startIndex + " to " + end
                    + ": give shorter windows, a longer series or more targets");
        }
        return IntStream.iterate(0, i -> i + sequenceStride)
                .limit((count - 1) / sequenceStride + 1)
                .map(i -> i + startIndex)
                .toArray();
    }

    private Dataset cut(Tensor series, Dataset starts) {
        var steps = Tensor.of(
                IntStream.range(0, sequenceLength).map(i -> i * samplingRate).toArray());
        return starts.map(batch ->
                batch.mapInputs(start -> series.take(start.expandDims(1).add(steps), 0)));
    }
}
