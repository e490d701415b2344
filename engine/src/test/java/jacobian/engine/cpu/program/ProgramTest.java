package jacobian.engine.cpu.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Padding;
import jacobian.engine.graph.Size;
import jacobian.engine.graph.Source;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private record Any() implements Source {}

    private static Node input(Shape shape) {
        return Node.input(new Any(), new TensorType(DType.FLOAT32, shape));
    }

    private static Buffer buffer(Shape shape, float... values) {
        var buffer = new CpuBuffer(new TensorType(DType.FLOAT32, shape));
        buffer.write(MemorySegment.ofArray(values));
        return buffer;
    }

    private static float[] values(@Nullable Buffer buffer) {
        var values = new float[(int) buffer.type().shape().size()];
        buffer.read(MemorySegment.ofArray(values));
        return values;
    }

    @Test
    void bias_and_activation_follow_the_product_block_by_block() {
        var x = input(Shape.of(Shape.ANY, 3));
        var w = input(Shape.of(3, 2));
        var b = input(Shape.of(2));
        var program = new Program(
                new Graph(List.of(x, w, b), List.of(x.matmul(w).add(b).relu())));
        assertThat(program.explain())
                .contains("program of 7 operations in 1 kernels")
                .contains("Matmul[transposeA=false, transposeB=false](float32(None, 3), float32(3, 2))")
                .contains("then loop over (None, 2): ADD RELU -> 1 stored");
    }

    /// What is made of a kernel is kept from run to run, for as long as the kernel is the same.
    @ParameterizedTest
    @ValueSource(ints = {3, 16})
    void a_convolution_sees_every_change_of_its_kernel(int channels) {
        var x = input(Shape.of(Shape.ANY, 6, 6, channels));
        var w = input(Shape.of(3, 3, channels, 16));
        var window = new Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME);
        var program = new Program(new Graph(List.of(x, w), List.of(x.convolve(w, window, 1))));
        var images = filled(Shape.of(1, 6, 6, channels), 1);
        var kernel = filled(Shape.of(3, 3, channels, 16), 1);
        assertThat(first(program, images, kernel)).isEqualTo(4 * channels);
        assertThat(first(program, images, kernel)).isEqualTo(4 * channels);
        kernel.write(MemorySegment.ofArray(ones(9 * channels * 16, 2)));
        assertThat(first(program, images, kernel)).isEqualTo(8 * channels);
        assertThat(first(program, images, filled(Shape.of(3, 3, channels, 16), 3)))
                .isEqualTo(12 * channels);
        assertThat(first(program, images, kernel)).isEqualTo(8 * channels);
        var ownMemory = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, ones(9 * channels * 16, 4));
        var own = new CpuBuffer(kernel.type(), ownMemory);
        assertThat(first(program, images, own)).isEqualTo(16 * channels);
        ownMemory.copyFrom(MemorySegment.ofArray(ones(9 * channels * 16, 5)));
        assertThat(first(program, images, own)).isEqualTo(20 * channels);
    }

    @Test
    void a_convolution_sees_a_kernel_that_another_program_has_overwritten() {
        var x = input(Shape.of(Shape.ANY, 6, 6, 16));
        var w = input(Shape.of(3, 3, 16, 16));
        var window = new Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME);
        var program = new Program(new Graph(List.of(x, w), List.of(x.convolve(w, window, 1))));
        var training = new Program(new Graph(List.of(w), List.of(w.add(w)), List.of(0)));
        var images = filled(Shape.of(1, 6, 6, 16), 1);
        var kernel = filled(Shape.of(3, 3, 16, 16), 1);
        assertThat(first(program, images, kernel)).isEqualTo(64);
        training.run(new Buffer[] {kernel}, new @Nullable Buffer[] {kernel});
        assertThat(first(program, images, kernel)).isEqualTo(128);
    }

    private static Buffer filled(Shape shape, float value) {
        return buffer(shape, ones((int) shape.size(), value));
    }

    private static float[] ones(int count, float value) {
        var values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private static float first(Program program, Buffer... inputs) {
        var result = new @Nullable Buffer[1];
        program.run(inputs, result);
        return values(result[0])[0];
    }

    @Test
    void softmax_is_one_loop() {
        var x = input(Shape.of(Shape.ANY, 10));
        var program = new Program(new Graph(List.of(x), List.of(x.softmax(-1))));
        assertThat(program.explain())
                .contains("in 1 kernels")
                .contains("loop over (None, 10), rows along [1]: REDUCE SUBTRACT EXP REDUCE DIVIDE -> 1 stored");
    }

    @Test
    void layer_normalization_is_one_loop() {
        var x = input(Shape.of(Shape.ANY, 16));
        var mean = x.meanKeep(-1);
        var centred = x.subtract(mean);
        var y = centred.multiply(centred.square().meanKeep(-1).add(1e-3).rsqrt());
        assertThat(new Program(new Graph(List.of(x), List.of(y))).explain()).contains("in 1 kernels");
    }

    @Test
    void what_only_a_size_is_read_of_is_neither_computed_nor_stored() {
        var x = input(Shape.of(Shape.ANY, 3));
        var square = x.multiply(x);
        var count = Node.of(new Size(List.of(0), DType.FLOAT32), square);
        var counted = new Program(new Graph(List.of(x), List.of(count)));
        assertThat(counted.explain()).contains("in 1 kernels").doesNotContain("loop");
        var result = new @Nullable Buffer[1];
        counted.run(new Buffer[] {buffer(Shape.of(4, 3), new float[12])}, result);
        assertThat(values(result[0])).containsExactly(4);
        assertThat(new Program(new Graph(List.of(x), List.of(square.mean()))).explain())
                .contains("in 3 kernels")
                .contains("loop over (None, 3), reduced over [0, 1]: MULTIPLY REDUCE -> 1 stored");
    }

    @Test
    void joined_gradients_are_written_where_they_will_lie() {
        var a = input(Shape.of(2, 3));
        var b = input(Shape.of(3, 2));
        var joined = Node.of(
                new jacobian.engine.graph.Concat(0),
                a.matmul(b).ravel(),
                b.matmul(a).ravel());
        var program = new Program(new Graph(List.of(a, b), List.of(joined)));
        var results = new @Nullable Buffer[1];
        program.run(
                new Buffer[] {buffer(Shape.of(2, 3), 1, 2, 3, 4, 5, 6), buffer(Shape.of(3, 2), 1, 0, 0, 1, 1, 1)},
                results);
        assertThat(values(results[0])).containsExactly(4, 5, 10, 11, 1, 2, 3, 4, 5, 6, 5, 7, 9);
        assertThat(program.places()
                        .owner(program.graph().results().get(0).input(0).input(0)))
                .isSameAs(program.graph().results().get(0));
    }

    @Test
    void an_update_in_place_waits_for_everybody_who_reads_the_old_value() {
        var w = input(Shape.of(3));
        var x = input(Shape.of(3));
        var next = w.add(x);
        var reversed = w.flip(0).multiply(2);
        var program = new Program(new Graph(List.of(w, x), List.of(next, reversed), List.of(0, -1)));
        var held = buffer(Shape.of(3), 1, 2, 3);
        var results = new @Nullable Buffer[] {held, null};
        program.run(new Buffer[] {held, buffer(Shape.of(3), 10, 10, 10)}, results);
        assertThat(values(held)).containsExactly(11, 12, 13);
        assertThat(values(results[1])).containsExactly(6, 4, 2);
    }

    @Test
    void an_update_that_reads_other_places_of_itself_is_computed_apart() {
        var w = input(Shape.of(4));
        var program = new Program(new Graph(List.of(w), List.of(w.flip(0).add(w)), List.of(0)));
        var held = buffer(Shape.of(4), 1, 2, 3, 10);
        program.run(new Buffer[] {held}, new @Nullable Buffer[] {held});
        assertThat(values(held)).containsExactly(11, 5, 5, 11);
    }

    @Test
    void swapped_values_do_not_overwrite_each_other() {
        var a = input(Shape.of(2));
        var b = input(Shape.of(2));
        var program = new Program(new Graph(List.of(a, b), List.of(b, a), List.of(0, 1)));
        var first = buffer(Shape.of(2), 1, 2);
        var second = buffer(Shape.of(2), 3, 4);
        program.run(new Buffer[] {first, second}, new @Nullable Buffer[] {first, second});
        assertThat(values(first)).containsExactly(3, 4);
        assertThat(values(second)).containsExactly(1, 2);
    }

    @Test
    void what_is_repeated_before_it_is_summed_counts_as_often() {
        var x = input(Shape.of(2, 3, 1));
        var points = new Program(new Graph(
                List.of(x), List.of(x.negative().broadcastTo(Shape.of(2, 3, 2)).sum(0, 1))));
        var sums = new @Nullable Buffer[1];
        points.run(new Buffer[] {buffer(Shape.of(2, 3, 1), 1, 2, 3, 4, 5, 6)}, sums);
        assertThat(values(sums[0])).containsExactly(-21, -21);
        var y = input(Shape.of(2, 3));
        var row = y.maxKeep(-1).negative().broadcastTo(y.shape());
        var rows = new Program(new Graph(List.of(y), List.of(row.sum(0), row.sum())));
        var both = new @Nullable Buffer[2];
        rows.run(new Buffer[] {buffer(Shape.of(2, 3), 1, 2, 3, 4, 5, 6)}, both);
        assertThat(values(both[0])).containsExactly(-9, -9, -9);
        assertThat(values(both[1])).containsExactly(-27);
    }

    @Test
    void refuses_inputs_of_other_sizes_before_anything_runs() {
        var x = input(Shape.of(Shape.ANY, 3));
        var program = new Program(new Graph(List.of(x), List.of(x.exp())));
        assertThatThrownBy(() -> program.run(new Buffer[] {buffer(Shape.of(1, 2), 1, 2)}, new @Nullable Buffer[1]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("input 0 of a program is float32(1, 2), not float32(None, 3)");
    }

    @Test
    void an_index_outside_its_axis_is_refused_with_its_number() {
        var table = input(Shape.of(3, 2));
        var index = Node.input(new Any(), TensorType.of(DType.INT32, 2));
        var program = new Program(new Graph(List.of(table, index), List.of(table.take(index, 0))));
        var indices = new CpuBuffer(TensorType.of(DType.INT32, 2));
        var memory = MemorySegment.ofArray(new int[] {1, 7});
        assertThat(memory.get(ValueLayout.JAVA_INT, 4)).isEqualTo(7);
        indices.write(memory);
        assertThatThrownBy(() -> program.run(
                        new Buffer[] {buffer(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), indices}, new @Nullable Buffer[1]))
                .hasMessageContaining("index 7 (number 1) is outside an axis of size 3");
    }

    @Test
    void a_sum_over_what_is_repeated_counts_every_repetition() {
        var x = input(Shape.of(2, 1));
        var wide = x.exp().broadcastTo(Shape.of(2, 3));
        var program = new Program(new Graph(List.of(x), List.of(wide.sum(0), wide.sum(0, 1))));
        var results = new @Nullable Buffer[2];
        program.run(new Buffer[] {buffer(Shape.of(2, 1), 0, 0)}, results);
        assertThat(values(results[0])).containsExactly(2, 2, 2);
        assertThat(values(results[1])).containsExactly(6);
    }
}
