package jacobian.keras.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.SequencePadding.End;
import jacobian.keras.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

    @Test
    void functions_give_what_those_of_keras_give() {
        for (var example : Golden.file("utils").get("cases")) {
            var args = example.get("args");
            var name = example.get("function").asString();
            var actual = switch (name) {
                case "pad_sequences" -> padded(example.get("sequences"), args);
                case "normalize" ->
                    Vectors.normalize(
                            Golden.tensor(example.get("x")),
                            args.path("axis").asInt(-1),
                            args.path("order").asDouble(2));
                default -> {
                    var labels = Golden.tensor(example.get("x"));
                    yield args.has("num_classes")
                            ? Labels.toCategorical(
                                    labels, args.get("num_classes").asInt())
                            : matrix(Labels.toCategorical(labels.ints()));
                }
            };
            Golden.check(actual, example.get("expected"), name + args);
        }
    }

    private static Tensor padded(JsonNode sequences, JsonNode args) {
        var padding = new SequencePadding().value(args.path("value").asDouble(0));
        if (args.has("maxlen")) {
            padding.maxlen(args.get("maxlen").asInt());
        }
        if (args.has("padding")) {
            padding.padding(End.POST);
        }
        if (args.has("truncating")) {
            padding.truncating(End.POST);
        }
        var lists = sequences
                .valueStream()
                .map(each -> each.valueStream().mapToInt(JsonNode::asInt).toArray())
                .toArray(int[][]::new);
        if (!args.has("dtype")) {
            return Tensor.of(padding.pad(lists));
        }
        var floats = new float[lists.length][];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = new float[lists[i].length];
            for (int j = 0; j < floats[i].length; j++) {
                floats[i][j] = lists[i][j];
            }
        }
        return matrix(padding.pad(floats));
    }

    private static Tensor matrix(float[][] rows) {
        var all = new float[rows.length * rows[0].length];
        for (int i = 0; i < all.length; i++) {
            all[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return Tensor.of(all, rows.length, rows[0].length);
    }

    @Test
    void windows_are_divided_in_the_order_of_time() {
        var series = Tensor.of(0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        var windows = Dataset.timeSeries(series, series, 3, each -> each.endIndex(12));
        var parts = windows.split(0.7);
        assertThat(inputs(parts.first().batch(100)).getFirst())
                .startsWith(0, 1, 2)
                .endsWith(6, 7, 8);
        assertThat(inputs(parts.rest().batch(100)).getFirst())
                .startsWith(7, 8, 9)
                .endsWith(9, 10, 11);
        assertThat(Dataset.timeSeries(series, 4, each -> each.sequenceStride(4)).cardinality())
                .hasValue(3);
    }

    private static Dataset numbers(int count) {
        return Dataset.of(Tensor.arange(count).cast(jacobian.engine.shape.DType.FLOAT32));
    }

    private static List<Float> all(Dataset data) {
        var values = new ArrayList<Float>();
        inputs(data.batch(100)).forEach(each -> {
            for (float value : each) {
                values.add(value);
            }
        });
        return values;
    }

    @Test
    void parts_are_told_by_fractions_or_counts() {
        var data = numbers(10);
        var eighty = data.split(parts -> parts.leftSize(0.8));
        assertThat(all(eighty.first())).hasSize(8).startsWith(0f, 1f);
        assertThat(all(eighty.rest())).containsExactly(8f, 9f);
        var both = data.split(parts -> parts.leftSize(3).rightSize(0.2));
        assertThat(all(both.first())).containsExactly(0f, 1f, 2f);
        assertThat(all(both.rest())).containsExactly(8f, 9f);
        assertThat(all(data.split(parts -> parts.rightSize(1)).first())).hasSize(9);
        var shuffled = data.split(parts -> parts.leftSize(0.5).shuffle(3));
        var together = new ArrayList<>(all(shuffled.first()));
        together.addAll(all(shuffled.rest()));
        assertThat(together).isNotEqualTo(all(data)).containsExactlyInAnyOrderElementsOf(all(data));
        assertThat(all(data.split(parts -> parts.leftSize(0.5).shuffle(3)).first()))
                .isEqualTo(all(shuffled.first()));
    }

    @Test
    void parts_that_do_not_fit_are_refused() {
        var data = numbers(10);
        assertThatThrownBy(() -> data.split(parts -> {})).hasMessage("left_size, right_size: one of them must be set");
        assertThatThrownBy(() -> data.split(parts -> parts.leftSize(10)))
                .hasMessage("left_size=10: needs a fraction between 0 and 1, or a number of examples from 1 to 9");
        assertThatThrownBy(() -> data.split(parts -> parts.rightSize(1.0))).hasMessageStartingWith("right_size=1.0:");
        assertThatThrownBy(() -> data.split(parts -> parts.leftSize(0.6).rightSize(5)))
                .hasMessageStartingWith("left_size and right_size give 6 and 5 of 10 examples");
        assertThatThrownBy(() -> data.batch(2).split(parts -> parts.leftSize(1)))
                .hasMessageContaining("call split before batch()");
    }
}
