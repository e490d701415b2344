package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariableTest {
    @Test
    void a_tensor_made_before_an_assignment_keeps_the_old_value() {
        var w = new Variable("w", Tensor.of(1, 2, 3.5));
        var before = w.tensor();
        var doubled = w.tensor().multiply(2);
        w.assign(Tensor.of(7, 8, 9.0));
        assertThat(before.floats()).containsExactly(1, 2, 3.5f);
        assertThat(doubled.floats()).containsExactly(2, 4, 7);
        assertThat(w.tensor().floats()).containsExactly(7, 8, 9);
    }

    @Test
    void two_variables_can_be_swapped() {
        var a = new Variable("a", Tensor.of(1.0, 2));
        var b = new Variable("b", Tensor.of(3.0, 4));
        var oldA = a.tensor();
        a.assign(b);
        b.assign(oldA);
        assertThat(a.floats()).containsExactly(3, 4);
        assertThat(b.floats()).containsExactly(1, 2);
        new Updates().set(a, b).set(b, a).apply();
        assertThat(a.floats()).containsExactly(1, 2);
        assertThat(b.floats()).containsExactly(3, 4);
    }

    @Test
    void assignments_take_effect_in_order_whether_or_not_anyone_reads() {
        var x = new Variable("x", Tensor.scalar(1));
        for (int i = 0; i < 5; i++) {
            x.assign(x.tensor().multiply(3).add(1));
        }
        assertThat(x.item()).isEqualTo(364);
    }

    @Test
    void an_assigned_value_keeps_its_own() {
        var w = new Variable("w", Tensor.of(1.0, 2));
        var value = w.tensor().add(10);
        w.assign(value);
        w.assign(w.tensor().add(100));
        assertThat(value.floats()).containsExactly(11, 12);
        assertThat(w.floats()).containsExactly(111, 112);
    }

    @Test
    void refuses_a_value_of_another_shape() {
        var w = new Variable("w", Tensor.of(1.0, 2));
        assertThatThrownBy(() -> w.assign(Tensor.of(1.0, 2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("cannot assign float32(3,) to Variable w float32(2,) of float32(2,)");
    }

    @Test
    void variables_of_a_group_read_and_change_as_one_and_each_alone() {
        var a = new Variable("a", Tensor.of(new double[][] {{1, 2}, {3, 4}}));
        var b = new Variable("b", Tensor.of(5.0, 6, 7));
        var group = FlatVariables.of(List.of(a, b));
        assertThat(group.tensor().floats()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        new Updates().set(group, group.tensor().multiply(10)).apply();
        assertThat(a.tensor().floats2d()).isDeepEqualTo(new float[][] {{10, 20}, {30, 40}});
        b.assign(Tensor.of(-1.0, -2, -3));
        assertThat(group.tensor().floats()).containsExactly(10, 20, 30, 40, -1, -2, -3);
        assertThat(a.tensor().matmul(a.tensor()).floats()).containsExactly(700, 1000, 1500, 2200);
    }

    @Test
    void a_hundred_thousand_steps_in_which_nothing_is_read_keep_memory_flat() {
        var w = new Variable("w", Tensor.zeros(Shape.of(64)));
        var x = Tensor.ones(Shape.of(64));
        long compilations = 0;
        for (int step = 0; step < 100_000; step++) {
            var gradients = Gradients.of(() -> w.tensor().subtract(x).square().mean(), List.of(w));
            double rate = 1.0 / (1 + step % 1000);
            Updates.with(updates ->
                    updates.set(w, w.tensor().subtract(gradients.gradient(0).multiply(rate))));
            if (step == 10) {
                compilations = Programs.standard().compilations();
            }
        }
        assertThat(Programs.standard().compilations()).isEqualTo(compilations);
        assertThat(w.tensor().floats()[0]).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5f));
    }

    @Test
    void zeros_in_the_shape_of_a_tensor_that_nobody_reads_have_its_size() {
        var x = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(x.zerosLike().add(1).sum().item()).isEqualTo(6);
        var mask = Tensor.of(1.0, 0, 1).greater(0).expandDims(-1).broadcastTo(x.shape());
        assertThat(mask.cast(x.dtype()).sum(0).floats()).containsExactly(2, 2);
    }
}
