package jacobian.keras.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.SequencePadding.End;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Padding, windows, one-hot labels and vectors of length 1; expected numbers are those of keras.utils.
class SequencesTest {
    private static final int[][] WORDS = {{1}, {2, 3}, {4, 5, 6}};

    @Test
    void short_sequences_are_filled_up_and_long_ones_cut() {
        assertThat(new SequencePadding().pad(WORDS)).isDeepEqualTo(new int[][] {{0, 0, 1}, {0, 2, 3}, {4, 5, 6}});
        assertThat(new SequencePadding().value(-1).padding(End.POST).pad(WORDS))
                .isDeepEqualTo(new int[][] {{1, -1, -1}, {2, 3, -1}, {4, 5, 6}});
        assertThat(new SequencePadding().maxlen(2).pad(WORDS)).isDeepEqualTo(new int[][] {{0, 1}, {2, 3}, {5, 6}});
        assertThat(new SequencePadding().maxlen(2).truncating(End.POST).pad(WORDS))
                .isDeepEqualTo(new int[][] {{0, 1}, {2, 3}, {4, 5}});
        assertThat(new SequencePadding().maxlen(4).value(0.5).pad(new float[][] {{1.5f}, {}}))
                .isDeepEqualTo(new float[][] {{0.5f, 0.5f, 0.5f, 1.5f}, {0.5f, 0.5f, 0.5f, 0.5f}});
    }

    @Test
    void labels_become_one_hot() {
        assertThat(Labels.toCategorical(0, 2)).isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 0, 1}});
        assertThat(Labels.toCategorical(new int[] {1}, 2)).isDeepEqualTo(new float[][] {{0, 1}});
        assertThat(Labels.toCategorical(Tensor.of(new int[][] {{1}, {0}}), 2).floats2d())
                .isDeepEqualTo(new float[][] {{0, 1}, {1, 0}});
        assertThatThrownBy(() -> Labels.toCategorical(new int[] {0, 3}, 3))
                .hasMessage("label 1 is 3: of 3 classes the indices are 0 to 2");
    }

    @Test
    void vectors_are_scaled_to_length_one() {
        var x = Tensor.of(new double[][] {{3, -4}, {0, 0}});
        assertThat(Vectors.normalize(x).floats()).containsExactly(0.6f, -0.8f, 0, 0);
        assertThat(Vectors.normalize(x, -1, 1).floats()).containsExactly(3 / 7f, -4 / 7f, 0, 0);
        assertThat(Vectors.normalize(x, -1, Double.POSITIVE_INFINITY).floats()).containsExactly(0.75f, -1, 0, 0);
        assertThat(Vectors.normalize(x, 0, 2).floats()).containsExactly(1, -1, 0, 0);
    }

    private static List<float[]> inputs(Dataset dataset) {
        var all = new ArrayList<float[]>();
        dataset.batches(0).forEach(batch -> all.add(batch.inputs().getFirst().floats()));
        return all;
    }

    @Test
    void windows_begin_a_stride_apart_and_take_every_other_step() {
        var series = Tensor.of(0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        var windows = new TimeSeries(3).samplingRate(2).sequenceStride(3).of(series);
        assertThat(windows.cardinality()).hasValue(2);
        assertThat(inputs(windows.batch(1))).containsExactly(new float[] {0, 2, 4}, new float[] {3, 5, 7});
    }

    @Test
    void targets_stand_at_the_first_step_of_their_window() {
        var series = Tensor.of(new double[][] {{0, 10}, {1, 11}, {2, 12}, {3, 13}, {4, 14}, {5, 15}});
        var targets = Tensor.of(100.0, 101, 102, 103);
        var windows = new TimeSeries(2).startIndex(1).endIndex(5).of(series, targets);
        var batch = windows.batch(8).batches(0).iterator().next();
        assertThat(batch.inputs().getFirst().shape().sizes()).containsExactly(3, 2, 2);
        assertThat(batch.inputs().getFirst().floats()).containsExactly(1, 11, 2, 12, 2, 12, 3, 13, 3, 13, 4, 14);
        assertThat(batch.targets().getFirst().floats()).containsExactly(101, 102, 103);
        assertThat(windows.shuffle(1).split(0.5).first().cardinality()).isPresent();
    }

    @Test
    void a_series_that_is_too_short_is_refused() {
        assertThatThrownBy(() -> new TimeSeries(5).of(Tensor.of(1.0, 2, 3)))
                .hasMessageStartingWith("no window of 5 steps, 1 apart, fits into steps 0 to 3");
        assertThatThrownBy(() -> new TimeSeries(1).startIndex(4).of(Tensor.of(1.0, 2, 3)))
                .hasMessageStartingWith("start_index=4, end_index=3:");
    }
}
