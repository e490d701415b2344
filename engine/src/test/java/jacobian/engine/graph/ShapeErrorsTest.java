package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What users read when shapes do not fit, line by line.
class ShapeErrorsTest {
    private static Node of(int... sizes) {
        return Run.input(DType.FLOAT32, sizes);
    }

    private static Node ints(int... sizes) {
        return Run.input(DType.INT32, sizes);
    }

    private static String refused(ThrowingCallable call) {
        var thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOfAny(ShapeException.class, DTypeException.class);
        return Optional.ofNullable(thrown.getMessage()).orElseThrow();
    }

    @Test
    void elementwise_operations_name_both_shapes_and_the_axis() {
        assertThat(refused(() -> of(3, 4).add(of(4, 2))))
                .isEqualTo("cannot broadcast (3, 4) with (4, 2): axis -1 is 4 against 2 (sizes must match or be 1)");
        assertThat(refused(() -> Node.of(Binary.ADD, of(3), of(4))))
                .isEqualTo("ADD of (3,) and (4,): axis 0 is 3 against 4");
        assertThat(refused(() -> Node.of(Binary.ADD, of(3), of(3, 1))))
                .isEqualTo("ADD of (3,) and (3, 1): needs equal shapes");
        assertThat(refused(() -> of(3).bitwiseAnd(of(3))))
                .isEqualTo("AND of float32(3,) and float32(3,): needs two of one type, bool or an integer");
        assertThat(refused(() -> Node.of(Unary.NOT, of(2))))
                .isEqualTo("NOT of float32(2,): needs bool (cast it first)");
        assertThat(refused(() -> of(2).view(DType.INT64)))
                .isEqualTo("cannot read the bits of float32(2,) as int64: needs a number of the same width");
        assertThat(refused(() -> of(2).select(of(2), of(2))))
                .isEqualTo("select of float32(2,), float32(2,), float32(2,): needs a bool and two of one type");
    }

    @Test
    void products_name_the_inner_sizes() {
        assertThat(refused(() -> of(2, 3).matmul(of(4, 5))))
                .isEqualTo("cannot matmul (2, 3) with (4, 5): inner sizes 3 and 4 differ");
        assertThat(refused(() -> of().matmul(of(2))))
                .isEqualTo("cannot matmul float32() with float32(2,): use multiply for scalars");
        assertThat(refused(() -> Node.of(new Matmul(true, false), of(2, 3), of(4, 5))))
                .isEqualTo("cannot multiply (2, 3) transposed by (4, 5): inner sizes 2 and 4 differ");
    }

    @Test
    void views_name_what_does_not_fit() {
        assertThat(refused(() -> of(2, 3).reshape(4, 2)))
                .isEqualTo("cannot reshape (2, 3) to (4, 2): 6 elements do not fill 8");
        assertThat(refused(() -> of(2, 3).reshape(-1, 4)))
                .isEqualTo("cannot reshape (2, 3) to [-1, 4]: 6 elements are no multiple of 4");
        assertThat(refused(() -> of(2, 3).reshape(-1, -1))).isEqualTo("cannot reshape (2, 3): only one size may be -1");
        assertThat(refused(() -> of(2, 3).transpose(0)))
                .isEqualTo("cannot permute (2, 3) by [0]: needs each axis once");
        assertThat(refused(() -> of(2, 3).transpose(0, 0)))
                .isEqualTo("cannot permute (2, 3) by [0, 0]: needs each axis once");
        assertThat(refused(() -> of(2, 3).sum(2))).isEqualTo("no axis 2 in (2, 3): axes go from -2 to 1");
        assertThat(refused(() -> of(2, 3).squeeze(1))).isEqualTo("cannot squeeze axis 1 of (2, 3): its size is 3");
        assertThat(refused(() -> of(2, 3).at(1, 3))).isEqualTo("no index 3 along axis 1 of (2, 3)");
        assertThat(refused(() -> of(3).range(0, new Range(0, 3, 0))))
                .isEqualTo("a range has step 0: steps are 1 or more (reverse the axis for other orders)");
        assertThat(refused(() -> of(3).pad(new int[] {-1}, new int[] {0})))
                .isEqualTo("cannot pad axis 0 by -1 and 0: slice it");
        assertThat(refused(() -> Node.concatenate(List.of(of(2, 3), of(2, 4)), 0)))
                .isEqualTo("cannot concatenate (2, 3) with (2, 4) along axis 0: all other axes must match");
    }

    @Test
    void indices_must_be_int32_and_axes_must_agree() {
        assertThat(refused(() -> Node.of(new Gather(0), of(3), of(2))))
                .isEqualTo("gather takes int32 indices, not float32(2,): cast them");
        assertThat(refused(() -> of(3, 4).takeAlongAxis(ints(2, 1), 1)))
                .isEqualTo("cannot gather along axis 1 of (3, 4) by indices (2, 1): all other axes must match");
        assertThat(refused(() -> of(2, 3).topK(4))).isEqualTo("cannot take the top 4 of the last axis of (2, 3)");
        assertThat(refused(() -> of(2, 0).argmax(1))).isEqualTo("no MAX index along axis 1 of (2, 0): it is empty");
    }

    @Test
    void windows_say_what_they_need() {
        var window = new Window(List.of(5), List.of(1), List.of(1), Padding.VALID);
        assertThat(refused(() -> of(1, 3, 2).maxPool(window)))
                .isEqualTo("a window of size [5] and dilations [1] does not fit into (1, 3, 2):"
                        + " axis 1 needs at least 5, or padding \"same\"");
        assertThat(refused(() -> of(1, 3).maxPool(window)))
                .isEqualTo("a window of size [5] cannot slide over (1, 3): needs (batch, 1 spatial axes, channels)");
        assertThat(refused(() -> of(1, 9, 2).convolve(of(5, 3, 4), window, 1)))
                .isEqualTo("cannot convolve float32(1, 9, 2) with kernel float32(5, 3, 4) in 1 groups:"
                        + " needs (batch, *spatial, channels)"
                        + " and (*[5], channels / groups, filters) of one floating type");
    }

    @Test
    void scans_name_the_input_that_does_not_fit_their_body() {
        var h = of(2);
        var x = of(3);
        var body = new Graph(List.of(h, x), List.of(h.add(x.sum())));
        var scan = new Scan(body, 1, 1, Dim.fixed(4), false);
        assertThat(refused(() -> Node.of(scan, of(2), of(5, 3))))
                .isEqualTo("input 1 of a scan is float32(5, 3), its body needs float32(4, 3)");
        assertThat(refused(() -> Node.of(scan, of(2)))).isEqualTo("a scan over a body of 2 inputs got 1");
        var growing =
                new Scan(new Graph(List.of(h), List.of(Node.concatenate(List.of(h, h), 0))), 1, 0, Dim.fixed(2), false);
        assertThat(refused(() -> Node.of(growing, of(2))))
                .isEqualTo("carry 0 of a scan starts as float32(2,) but its body gives float32(4,)");
    }

    @Test
    void axes_from_the_end_are_counted_and_unknown_sizes_print_as_none() {
        assertThat(of(2, 3, 4).sum(-1, 0).shape()).isEqualTo(Shape.of(3));
        assertThat(Shape.of(Shape.ANY, 784)).hasToString("(None, 784)");
        assertThat(Shape.of(5)).hasToString("(5,)");
        assertThat(Shape.scalar()).hasToString("()");
    }
}
