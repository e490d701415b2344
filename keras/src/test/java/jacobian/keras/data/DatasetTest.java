package jacobian.keras.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatasetTest {
    record Flower(double length, double width, int species) {
        float[] features() {
            return new float[] {(float) length, (float) width};
        }
    }

    /// Ten examples: x is (i, 10 i), y is i.
    private static Dataset ten() {
        var x = new float[10][];
        Arrays.setAll(x, i -> new float[] {i, 10 * i});
        return Dataset.of(x, IntStream.range(0, 10).toArray());
    }

    private static List<List<Integer>> labels(Dataset data, long epoch) {
        return labels(data.read(epoch, 0));
    }

    private static List<List<Integer>> labels(Batches batches) {
        var all = new ArrayList<List<Integer>>();
        batches.forEachRemaining(
                batch -> all.add(Arrays.stream(batch.target().ints()).boxed().toList()));
        return all;
    }

    @Test
    void batches_hold_the_rows_in_order_and_the_last_may_be_smaller() {
        var batches = new ArrayList<Batch>();
        ten().batch(4).batches(0).forEach(batches::add);
        assertThat(batches).hasSize(3).extracting(Batch::size).containsExactly(4, 4, 2);
        assertThat(batches.get(2).input().floats2d()).isDeepEqualTo(new float[][] {{8, 80}, {9, 90}});
        assertThat(batches.get(2)).hasToString("Batch(inputs=[float32(2, 2)], targets=[int32(2,)])");
        assertThat(ten().batch(4).cardinality()).hasValue(3);
    }

    @Test
    void drop_remainder_leaves_the_smaller_batch_out() {
        var data = ten().batch(4, true);
        assertThat(labels(data, 0)).containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
        assertThat(data.cardinality()).hasValue(2);
    }

    @Test
    void each_epoch_is_a_fresh_permutation_that_its_number_repeats() {
        var data = ten().shuffle(7).batch(10);
        var first = labels(data, 0).get(0);
        var second = labels(data, 1).get(0);
        assertThat(first)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).boxed().toList());
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(labels(data, 1).get(0)).isEqualTo(second);
        assertThat(labels(ten().shuffle(8).batch(10), 0).get(0)).isNotEqualTo(first);
    }

    @Test
    void shuffling_puts_each_row_everywhere_equally_often() {
        var order = Order.natural(4).shuffled(3);
        var seen = new int[4][4];
        for (int epoch = 0; epoch < 4000; epoch++) {
            var rows = order.of(epoch);
            for (int i = 0; i < 4; i++) {
                seen[i][rows[i]]++;
            }
        }
        // 1,000 expected in each cell, standard deviation 27.
        assertThat(Arrays.stream(seen).flatMapToInt(Arrays::stream).boxed())
                .allMatch(count -> Math.abs(count - 1000) < 120);
    }

    @Test
    void shuffled_rows_keep_their_labels() {
        for (var batch : ten().shuffle(1).batch(3).batches(5)) {
            var x = batch.input().floats2d();
            var y = batch.target().ints();
            for (int i = 0; i < y.length; i++) {
                assertThat(x[i]).containsExactly(y[i], 10 * y[i]);
            }
        }
    }

    @Test
    void an_epoch_can_be_resumed_in_its_middle() {
        for (var data : List.of(
                ten().shuffle(3).batch(3),
                ten().batch(3).prefetch(2),
                ten().batch(3).skip(1),
                ten().batch(3).repeat(2))) {
            assertThat(labels(data.read(4, 2)))
                    .isEqualTo(labels(data, 4).subList(2, labels(data, 4).size()));
        }
    }

    @Test
    void take_skip_and_repeat_count_examples_before_batch_and_batches_after() {
        assertThat(labels(ten().skip(2).take(3).batch(2), 0)).containsExactly(List.of(2, 3), List.of(4));
        assertThat(labels(ten().batch(2).skip(1).take(2), 0)).containsExactly(List.of(2, 3), List.of(4, 5));
        assertThat(labels(ten().take(3).repeat(2).batch(4), 0)).containsExactly(List.of(0, 1, 2, 0), List.of(1, 2));
        assertThat(labels(ten().take(3).batch(2).repeat(2), 0))
                .containsExactly(List.of(0, 1), List.of(2), List.of(0, 1), List.of(2));
        assertThat(ten().batch(2).skip(1).take(9).repeat(3).cardinality()).hasValue(12);
    }

    @Test
    void split_parts_share_no_example_in_any_epoch() {
        var parts = ten().shuffle(5).split(0.7);
        var first = labels(parts.first().shuffle(1).batch(10), 3).get(0);
        var rest = labels(parts.rest().batch(10), 9).get(0);
        assertThat(first).hasSize(7).doesNotContainAnyElementsOf(rest);
        assertThat(rest).hasSize(3);
    }

    @Test
    void map_sees_whole_batches_before_and_after_batch() {
        var scaled = ten().map(batch -> batch.mapInputs(x -> x.divide(10)))
                .shuffle(2)
                .batch(10);
        var both = scaled.map(batch -> batch.mapTargets(y -> y.multiply(2)));
        var batch = both.batches(0).iterator().next();
        assertThat(batch.input().at(1, 1).floats())
                .containsExactly(batch.target().divide(2).floats());
    }

    @Test
    void records_become_columns_at_once_or_as_they_are_read() {
        var flowers = List.of(new Flower(1, 2, 0), new Flower(3, 4, 1), new Flower(5, 6, 2));
        var data = Dataset.of(flowers, Flower::features, Flower::species);
        assertThat(data.batches(0).iterator().next().input().floats2d())
                .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}});
        var streamed = Dataset.of(flowers::stream, Flower::features, flower -> flower.species());
        assertThat(labels(streamed.skip(1).batch(1), 0)).containsExactly(List.of(1), List.of(2));
        assertThat(labels(streamed.repeat(2).batch(4, true), 0)).containsExactly(List.of(0, 1, 2, 0));
        assertThat(streamed.cardinality()).isEmpty();
        assertThat(streamed.cache().cardinality()).hasValue(3);
    }

    @Test
    void several_inputs_go_by_position_or_by_name() {
        var a = Tensor.of(new double[][] {{1}, {2}});
        var b = new int[] {5, 6};
        var listed = Dataset.of(List.of(a, b), List.of(a)).batches(0).iterator().next();
        assertThat(listed.inputs()).hasSize(2);
        assertThat(listed.inputs().get(1).dtype()).isEqualTo(DType.INT32);
        var named = Dataset.of(Map.of("image", a), Map.of("label", b))
                .batches(0)
                .iterator()
                .next();
        assertThat(named.names()).isEqualTo(new ColumnNames(List.of("image"), List.of("label")));
    }

    @Test
    void sample_weights_follow_their_examples() {
        var weighted =
                ten().sampleWeight(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).shuffle(4).batch(10);
        var batch = weighted.batches(0).iterator().next();
        assertThat(batch.sampleWeights().get(0).floats())
                .containsExactly(batch.target().floats());
    }

    @Test
    void closed_batches_give_their_memory_to_later_ones_unless_a_tensor_was_handed_out() {
        var batches = ten().batch(2).read(0, 0);
        var first = batches.next();
        var buffer = first.buffers()[0];
        first.close();
        var second = batches.next();
        assertThat(second.buffers()[0]).isSameAs(buffer);
        var kept = second.input();
        second.close();
        assertThat(batches.next().buffers()[0]).isNotSameAs(buffer);
        assertThat(kept.floats()).containsExactly(2, 20, 3, 30);
    }

    @Test
    void prefetch_yields_the_same_batches_and_passes_failures_on() {
        assertThat(labels(ten().shuffle(1).batch(3).prefetch(2), 2))
                .isEqualTo(labels(ten().shuffle(1).batch(3), 2));
        var failing = ten().batch(5).map(batch -> {
            throw new IllegalStateException("row 3 is broken");
        });
        assertThatThrownBy(() -> failing.prefetch(1).read(0, 0).next()).hasMessage("row 3 is broken");
    }

    @Test
    void a_prefetch_thread_ends_when_the_iteration_is_closed_or_forgotten() throws InterruptedException {
        var endless = Stream.iterate(0, i -> i + 1).limit(100_000).toList();
        var data = Dataset.of(endless::stream, i -> new float[] {i}, i -> i)
                .batch(1)
                .prefetch(1);
        data.read(0, 0).close();
        data.batches(0).iterator().next();
        for (int i = 0; i < 100 && readers() > 0; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(readers()).isZero();
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("jacobian-prefetch"))
                .count();
    }

    @Test
    void refuses_what_does_not_fit_together() {
        refuses(
                () -> Dataset.of(new float[3][2], new int[2]),
                "y has 2 rows, x has 3: each example needs one row of both");
        refuses(
                () -> Dataset.of(new float[][] {{1, 2}, {3}}, new int[2]),
                "x: row 1 is float32(1,), row 0 is float32(2,): rows must be alike");
        refuses(() -> Dataset.of(new float[0][], new int[0]), "x: a data set has no rows: it needs at least one");
        refuses(
                () -> Dataset.of(Tensor.scalar(1)),
                "x: a data set cannot take the scalar float32(): axis 0 must count the rows");
        refuses(
                () -> Dataset.of(List.of("a"), List.of(1)),
                "x: a row cannot be made of java.lang.String: use a number, an array of numbers or a tensor");
        refuses(
                () -> ten().sampleWeight(1, 2),
                "the sample weight has 2 rows, x has 10: each example needs one row of both");
        refuses(() -> ten().batch(0), "batch(0): a batch has at least one example");
        refuses(
                () -> ten().split(1),
                "split(1.0) of 10 examples leaves one part empty: the fraction lies between 0 and 1");
        refuses(() -> ten().take(0), "nothing is left of a data set of 10 examples");
        refuses(
                () -> ten().batch(2).shuffle(1),
                "shuffle(1) after batch: it is about examples, so call it before batch(...)");
        refuses(
                () -> ten().prefetch(2),
                "prefetch(2) before batch: what is read ahead are batches, so call batch(...) first");
        var streamed = Dataset.of(() -> Stream.of(1), i -> i, i -> i);
        refuses(() -> streamed.shuffle(1), "a stream is read in its own order: call cache() before shuffle(1)");
    }

    private static void refuses(Runnable call, String message) {
        assertThatThrownBy(call::run).hasMessage(message);
    }
}
