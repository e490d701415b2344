package jacobian.keras.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.PadMode;
import jacobian.engine.shape.QuantileMethod;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What the functions of NumPy say of what they cannot do, and what they do where Keras has no example.
class NumpyRefusalsTest {
    private static final Tensor X = Tensor.arange(0.0, 12, 1).reshape(3, 4);
    private static final Tensor V = Tensor.of(1, 2, 3);

    private static String refused(ThrowingCallable call) {
        var thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
        return thrown.getMessage();
    }

    @Test
    void arrangements_say_what_they_need() {
        assertThat(refused(() -> X.split(3, 1)))
                .isEqualTo("cannot split axis 1 of (3, 4) into 3 equal pieces: use arraySplit for unequal ones");
        assertThat(refused(() -> X.roll(new int[] {1, 2}, new int[] {0})))
                .isEqualTo("cannot roll (3, 4) by [1, 2] along [0]: needs one axis for each shift");
        assertThat(refused(() -> V.rot90())).isEqualTo("cannot turn (3,) from axis 0 to 1: needs two different axes");
        assertThat(refused(() -> X.repeat(new int[] {1, 2}, 0)))
                .isEqualTo("cannot repeat along axis 0 of (3, 4) by [1, 2]: needs one number for each of 3 elements");
        assertThat(refused(() -> X.moveaxis(new int[] {0}, new int[] {0, 1})))
                .isEqualTo("cannot move axes [0] to [0, 1]: needs as many positions as axes");
        assertThat(refused(() -> X.pad(new int[][] {{1, 1}}, PadMode.REFLECT)))
                .isEqualTo("cannot pad (3, 4) by 1 pairs of widths: needs {before, after} for each axis");
        assertThat(refused(() -> X.diff(-1, 0))).isEqualTo("differences are taken -1 times: the number is 0 or more");
    }

    @Test
    void products_say_what_they_need() {
        assertThat(refused(() -> X.tensordot(X, 1)))
                .isEqualTo("cannot sum products of (3, 4) and (3, 4) over axes [1] and [0]: their sizes must match");
        assertThat(refused(() -> X.cross(X)))
                .isEqualTo("no vector product of (3, 4) along axis -1 and (3, 4) along axis -1: needs sizes 2 or 3");
        assertThat(refused(() -> X.correlate(V))).isEqualTo("cannot correlate (3, 4) and (3,): needs two vectors");
        assertThat(refused(() -> Tensor.einsum("ij,jk->ik", X)))
                .isEqualTo("subscripts \"ij,jk->ik\" for 1 operands: needs the form ab,bc->ac with one part for each");
        assertThat(refused(() -> Tensor.einsum("ijk->i", X)))
                .isEqualTo("part \"ijk\" of subscripts \"ijk->i\" needs 3 axes, its operand has 2");
        assertThat(refused(() -> Tensor.einsum("ij->k", X)))
                .isEqualTo("subscripts \"ij->k\": the result's 'k' is in no operand");
        assertThat(refused(() -> Tensor.einsum("ij,jk", X, X)))
                .isEqualTo("cannot multiply as \"ij,jk\": the sizes 4 and 3 of one letter differ");
        assertThat(refused(() -> V.tril())).isEqualTo("cannot take tril of (3,): needs two axes");
        assertThat(refused(() -> X.diagonal(0, 1, -1)))
                .isEqualTo("cannot take a diagonal of axes 1 and -1 of (3, 4): needs two different axes");
    }

    @Test
    void statistics_say_what_they_need() {
        assertThat(refused(() -> X.average(V, 1)))
                .isEqualTo("cannot broadcast (3,) to (3, 4): axis 1 of the result is 4 (sizes must match or be 1)");
        assertThat(refused(() -> X.average(V)))
                .isEqualTo("cannot average (3, 4) with weights (3,): needs weights of the same shape, or one axis and a"
                        + " vector");
        assertThat(refused(() -> X.quantile(X, QuantileMethod.LINEAR)))
                .isEqualTo("quantiles (3, 4): needs a scalar or one axis");
        assertThat(refused(() -> X.searchsorted(V))).isEqualTo("cannot search in (3, 4): needs one axis");
        assertThat(refused(() -> X.argpartition(4))).isEqualTo("no element number 4 along axis -1 of (3, 4)");
        assertThat(refused(() -> X.bincount()))
                .isEqualTo("cannot count float32(3, 4): needs integers in one or two axes");
        assertThat(refused(() -> X.histogram(V.at(0, 0).expandDims(0))))
                .isEqualTo("bins with edges (1,): needs a vector of two or more");
        assertThat(refused(() -> X.gcd(X)))
                .isEqualTo("cannot take the gcd of float32(3, 4) and float32(3, 4): needs integers (cast them)");
        assertThat(refused(() -> X.ldexp(X)))
                .isEqualTo("ldexp of float32(3, 4) and float32(3, 4): needs an integer exponent");
    }

    @Test
    void creation_and_joining_say_what_they_need() {
        assertThat(refused(() -> Tensor.arange(0.0, 1, 0)))
                .isEqualTo("arange from 0.0 to 1.0 by 0: the step must not be 0");
        assertThat(refused(() -> Tensor.linspace(0, 1, -1)))
                .isEqualTo("a spacing of -1 places: the number is 0 or more");
        assertThat(refused(() -> Tensor.concatenate())).isEqualTo("cannot concatenate no tensors: give at least one");
        assertThat(refused(() -> Tensor.select(List.of(X), List.of(), 0)))
                .isEqualTo("cannot select by 1 conditions from 0 choices: needs as many, at least one");
    }

    @Test
    void results_whose_shape_depends_on_values_are_no_part_of_a_program() {
        var program = Compiled.of(arguments -> List.of(arguments.get(0).unique().values()));
        assertThat(refused(() -> program.run(V.buffer())))
                .startsWith("unique of int32")
                .endsWith("has a shape that depends on the values, which a traced program does not know: call it"
                        + " outside, or use where and a mask");
    }

    @Test
    void programs_of_any_batch_size_arrange_and_order() {
        var program = Compiled.of(arguments -> arranged(arguments.get(0)));
        for (int rows : new int[] {3, 5, 2}) {
            var x = Tensor.arange(0.0, 4 * rows, 1).reshape(rows, 4).sin();
            var results = program.run(x.buffer());
            var alone = arranged(x);
            for (int i = 0; i < alone.size(); i++) {
                assertThat(Tensor.of(results[i]).doubles())
                        .as("result " + i + " of " + rows + " rows")
                        .containsExactly(alone.get(i).doubles());
            }
        }
    }

    private static List<Tensor> arranged(Tensor x) {
        return List.of(
                x.roll(1, 0),
                x.median(0),
                x.tile(2, 1),
                x.repeat(2, 0),
                x.nanmean(),
                x.tril(),
                x.diff(1, 0),
                x.take(Tensor.of(-1, 0), 0));
    }

    @Test
    void types_of_16_bits_are_kept() {
        var x = X.cast(DType.BFLOAT16);
        assertThat(x.median().dtype()).isEqualTo(DType.BFLOAT16);
        assertThat(x.median().item()).isEqualTo(5.5);
        assertThat(x.ldexp(Tensor.of(1, 2, 3, 4)).dtype()).isEqualTo(DType.BFLOAT16);
        var infinite = Tensor.of(1.0 / 0).cast(DType.FLOAT16);
        assertThat(infinite.nanToNum().item()).isEqualTo(65504);
        assertThat(refused(() -> x.nextafter(x))).endsWith("needs float32 or float64 (cast one)");
    }

    @Test
    void kinds_of_zero_are_told_apart_by_their_sign_bit() {
        assertThat(Tensor.float64(new double[] {-0.0, 0.0, -3}).signbit().ints())
                .containsExactly(1, 0, 1);
        var next = Tensor.float64(new double[] {1}).nextafter(Tensor.float64(new double[] {2}));
        assertThat(next.item()).isEqualTo(Math.nextUp(1.0));
    }
}
