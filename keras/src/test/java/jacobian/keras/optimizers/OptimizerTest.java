package jacobian.keras.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.schedules.CosineDecay;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private final Variable w = new Variable("dense/kernel", Tensor.of(new double[][] {{1}, {-1}}));
    private final Variable b = new Variable("dense/bias", Tensor.of(0.5));
    private static final Tensor X = Tensor.of(new double[][] {{1, 2}, {3, -1}, {0, 1}});
    private static final Tensor Y = Tensor.of(new double[][] {{3}, {1}, {2}});

    /// As a user would write it.
    private static final class SignDescent extends Optimizer {
        SignDescent() {
            super(0.01);
        }

        @Override
        protected Tensor update(Tensor w, Tensor g, Step step) {
            return w.subtract(g.sign().multiply(step.learningRate()));
        }
    }

    private Tensor loss(Tensor x, Tensor y) {
        return new MeanSquaredError().apply(y, x.matmul(w.tensor()).add(b.tensor()));
    }

    private double step(Optimizer optimizer) {
        var gradients = Gradients.of(() -> loss(X, Y), List.of(w, b));
        optimizer.apply(gradients);
        return gradients.loss().item();
    }

    @Test
    void an_optimizer_of_ones_own_is_one_expression() {
        var optimizer = new SignDescent();
        optimizer.build(List.of(w, b));
        optimizer.apply(List.of(Optional.of(Tensor.of(new double[][] {{5}, {-2}})), Optional.of(Tensor.of(0.1))));
        assertThat(w.floats()).containsExactly(0.99f, -0.99f);
        assertThat(b.floats()).containsExactly(0.49f);
        assertThat(optimizer).hasToString("SignDescent()");
    }

    @Test
    void losses_fall_in_a_loop_written_by_hand() {
        for (var optimizer : List.of(new SGD(0.05).momentum(0.5), new RMSprop(0.01), new Adam(0.05), new AdamW(0.05))) {
            double first = step(optimizer);
            for (int i = 0; i < 50; i++) {
                step(optimizer);
            }
            assertThat(step(optimizer)).as(optimizer.toString()).isLessThan(first / 2);
            w.assign(Tensor.of(new double[][] {{1}, {-1}}));
            b.assign(Tensor.of(0.5));
        }
    }

    @Test
    void a_thousand_steps_under_a_decaying_rate_compile_nothing_after_the_second() {
        var optimizer = new Adam(new ExponentialDecay(0.05, 10, 0.99)).globalClipnorm(5);
        step(optimizer);
        step(optimizer);
        long compiled = Programs.standard().compilations();
        for (int i = 2; i < 1000; i++) {
            step(optimizer);
        }
        assertThat(Programs.standard().compilations()).isEqualTo(compiled);
        assertThat(optimizer.iterations()).isEqualTo(1000);
        assertThat(optimizer.learningRate()).isCloseTo(0.05 * Math.pow(0.99, 100), within(1e-7));
    }

    @Test
    void a_traced_step_is_one_program_under_a_decaying_rate() {
        var optimizer = new SGD(new CosineDecay(0.1, 1000)).momentum(0.9);
        optimizer.build(List.of(w, b));
        var step = Compiled.of(args -> {
            var gradients = Gradients.of(() -> loss(args.get(0), args.get(1)), List.of(w, b));
            optimizer.apply(gradients);
            return List.of(gradients.loss());
        });
        double first = step.apply(X, Y).get(0).item();
        long compiled = Programs.standard().compilations();
        var x = X.buffer();
        var y = Y.buffer();
        for (int i = 1; i < 1000; i++) {
            step.run(x, y);
        }
        assertThat(Programs.standard().compilations()).isEqualTo(compiled);
        assertThat(optimizer.iterations()).isEqualTo(1000);
        assertThat(step.apply(X, Y).get(0).item()).isLessThan(first / 100);
        assertThat(optimizer.learningRate()).isZero();
    }

    @Test
    void a_traced_step_does_what_a_hand_written_one_does() {
        var traced = new Variable("w", Tensor.of(new double[][] {{1}, {-1}}));
        var optimizer = new Adam(0.1).weightDecay(0.1).clipnorm(1);
        optimizer.build(List.of(traced));
        var step = Compiled.of(args -> {
            optimizer.apply(Gradients.of(
                    () -> args.get(0).matmul(traced.tensor()).square().mean(), List.of(traced)));
            return List.of();
        });
        var other = new Adam(0.1).weightDecay(0.1).clipnorm(1);
        for (int i = 0; i < 5; i++) {
            step.apply(X);
            other.apply(Gradients.of(() -> X.matmul(w.tensor()).square().mean(), List.of(w)));
        }
        assertThat(traced.floats()).containsExactly(w.floats(), within(1e-6f));
    }

    @Test
    void the_learning_rate_is_live() {
        var optimizer = new SGD(0.5);
        optimizer.setLearningRate(0.25);
        assertThat(optimizer.learningRate()).isEqualTo(0.25);
        optimizer.build(List.of(b));
        optimizer.setLearningRate(0.125);
        optimizer.apply(List.of(Optional.of(Tensor.of(1.0))));
        assertThat(b.item()).isEqualTo(0.375);
        var scheduled = new SGD(new ExponentialDecay(0.1, 5, 0.5));
        assertThatThrownBy(() -> scheduled.setLearningRate(0.1))
                .hasMessage("SGD(learning_rate=ExponentialDecay(initial_learning_rate=0.1,"
                        + " decay_steps=5, decay_rate=0.5)) follows ExponentialDecay(initial_learning_rate=0.1,"
                        + " decay_steps=5, decay_rate=0.5):"
                        + " only a constant learning rate can be set");
    }

    @Test
    void variables_without_a_gradient_stay_as_they_are() {
        var optimizer = new Adam(0.1).weightDecay(0.5);
        optimizer.build(List.of(w, b));
        var none = List.<Optional<Tensor>>of(Optional.empty(), Optional.of(Tensor.of(1.0)));
        optimizer.apply(none);
        optimizer.apply(none);
        assertThat(w.floats()).containsExactly(1, -1);
        assertThat(b.item()).isLessThan(0.4);
        assertThat(optimizer.variables().get(2).tensor().floats()).containsExactly(0, 0);
    }

    @Test
    void variables_of_two_types_are_trained_together() {
        var wide = new Variable("wide", Tensor.float64(new double[] {1, 2}));
        var optimizer = new SGD(0.5).globalClipnorm(5);
        optimizer.build(List.of(b, wide));
        optimizer.apply(List.of(Optional.of(Tensor.of(6.0)), Optional.of(Tensor.float64(new double[] {0, 8}))));
        assertThat(b.item()).isCloseTo(0.5 - 0.5 * 3, within(1e-6));
        assertThat(wide.doubles()).containsExactly(new double[] {1, 2 - 0.5 * 4}, within(1e-6));
        assertThat(optimizer.variables())
                .extracting(OptimizerVariable::name)
                .containsExactly("iteration", "learning_rate");
    }

    @Test
    void state_is_listed_in_keras_order_and_can_be_put_back() {
        var optimizer = new Adam(0.1).amsgrad(true);
        step(optimizer);
        step(optimizer);
        var names = optimizer.variables().stream().map(OptimizerVariable::name).toList();
        assertThat(names)
                .containsExactly(
                        "iteration",
                        "learning_rate",
                        "dense_kernel_momentum",
                        "dense_kernel_velocity",
                        "dense_bias_momentum",
                        "dense_bias_velocity",
                        "dense_kernel_velocity_hat",
                        "dense_bias_velocity_hat");
        var saved = optimizer.variables().stream()
                .map(each -> each.tensor().doubles())
                .toList();
        var weights = w.floats();
        step(optimizer);
        var after = w.floats();
        w.assign(Tensor.of(weights, 2, 1));
        b.assign(Tensor.of(b.floats()));
        for (int i = 0; i < saved.size(); i++) {
            var variable = optimizer.variables().get(i);
            variable.assign(
                    Tensor.float64(saved.get(i)).reshape(variable.tensor().shape()));
        }
        assertThat(optimizer.variables().get(2).tensor().doubles()).containsExactly(saved.get(2));
        assertThat(optimizer.iterations()).isEqualTo(2);
        assertThat(after).isNotEqualTo(weights);
    }

    @Test
    void a_step_can_be_part_of_a_larger_update() {
        var optimizer = new SGD(1);
        optimizer.build(List.of(b));
        Updates.with(updates -> {
            optimizer.update(updates, List.of(Optional.of(Tensor.of(0.25))));
            updates.set(w, w.tensor().negative());
        });
        assertThat(b.item()).isEqualTo(0.25);
        assertThat(w.floats()).containsExactly(-1, 1);
    }

    @Test
    void copies_have_the_options_and_no_state() {
        var optimizer = new Adam(0.1).beta1(0.8).name("first");
        step(optimizer);
        var copy = optimizer.copy();
        assertThat(copy.isBuilt()).isFalse();
        assertThat(copy.iterations()).isZero();
        assertThat(copy).hasToString("Adam(learning_rate=0.1, beta_1=0.8, name=\"first\")");
        assertThatThrownBy(() -> optimizer.beta1(0.7)).hasMessageContaining("is built");
        assertThat(new AdamW().config()).containsEntry("weight_decay", 0.004).containsEntry("learning_rate", 0.001);
    }

    @Test
    void another_optimizer_takes_variables_over_with_their_values() {
        var first = new Adam(0.1);
        step(first);
        var trained = w.floats();
        var second = new SGD(0.5);
        second.build(List.of(b, w));
        assertThat(w.floats()).containsExactly(trained);
        second.apply(List.of(Optional.of(Tensor.of(0.0)), Optional.of(Tensor.of(new double[][] {{2}, {0}}))));
        assertThat(w.floats()).containsExactly(trained[0] - 1, trained[1]);
    }

    @Test
    void keras_names_give_optimizers() {
        assertThat(Optimizers.of("rmsprop"))
                .isInstanceOf(RMSprop.class)
                .extracting(Optimizer::learningRate)
                .isEqualTo(0.001);
        assertThat(Optimizers.of("AdamW")).isInstanceOf(AdamW.class);
        assertThatThrownBy(() -> Optimizers.of("adamm"))
                .hasMessage("no optimizer is called \"adamm\": closest are \"adam\", \"adamw\" or \"adamax\";"
                        + " there are sgd, rmsprop, adam, adamw, adamax, nadam, "
                        + "adagrad, adadelta, adafactor, ftrl, lamb, lion, muon, schedulefreeadamw");
    }

    @Test
    void refuses_what_cannot_be_trained() {
        var optimizer = new SGD();
        assertThatThrownBy(optimizer::variables)
                .hasMessage("SGD() does not know its variables yet: call build(variables) first");
        assertThatThrownBy(() -> optimizer.build(List.of())).hasMessage("SGD() was given no variable to train");
        optimizer.build(List.of(w, b));
        assertThatThrownBy(() -> optimizer.build(List.of(w)))
                .hasMessage("SGD() trains [Variable dense/kernel float32(2, 1), Variable dense/bias"
                        + " float32(1,)] and cannot take [Variable dense/kernel float32(2, 1)]: an optimizer stays"
                        + " with the variables of its first"
                        + " step, use copy() for others");
        assertThatThrownBy(() -> optimizer.apply(List.of(Optional.empty())))
                .hasMessage("SGD() trains 2 variables and was given 1 gradients: one for each is needed");
        assertThatThrownBy(() -> optimizer.apply(List.of(Optional.empty(), Optional.empty())))
                .hasMessage("no gradient reaches any variable of SGD(): the loss does not depend on them");
        assertThatThrownBy(() -> optimizer.apply(List.of(Optional.of(Tensor.zeros(Shape.of(3))), Optional.empty())))
                .hasMessage("the gradient of Variable dense/kernel float32(2, 1) has shape (3,):"
                        + " it must have that of the variable");
        assertThatThrownBy(() -> new SGD().clipnorm(1).clipvalue(1).build(List.of(b)))
                .hasMessage("SGD(clipnorm=1.0, clipvalue=1.0) clips gradients in 2 ways:"
                        + " set one of clipnorm, global_clipnorm and clipvalue");
        assertThatThrownBy(() -> new SGD().gradientAccumulationSteps(1))
                .hasMessage("gradient_accumulation_steps=1: needs 2 or more");
        assertThatThrownBy(() -> new Adam().beta2(1)).hasMessage("beta_2=1.0: needs a number from 0 to below 1");
    }
}
