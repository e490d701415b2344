package jacobian.keras.layers;

import static jacobian.keras.activations.Activations.GELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Seeds;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.random.SeedGenerator;
import jacobian.keras.regularizers.L2;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RematScopeTest {
    private static final Tensor X = new SeedGenerator(1).uniform(Shape.of(256, 16));
    private static final Tensor Y = new SeedGenerator(2).uniform(Shape.of(256, 16));

    /// Several layers as one.
    private static final class Block extends FluentLayer<Block> {
        private final List<Layer> inside = new ArrayList<>();

        Block() {
            for (int i = 0; i < 4; i++) {
                inside.add(track("dense" + i, new Dense(16).activation(GELU)));
                inside.add(track("norm" + i, new BatchNormalization()));
            }
            inside.add(track("dropout", new Dropout(0.1)));
            inside.add(track("quiet", new ActivityRegularization().l2(0.01)));
        }

        @Override
        protected Tensor call(Tensor x, Call call) {
            var y = x;
            for (var layer : inside) {
                y = layer.apply(y);
            }
            return y.add(x);
        }
    }

    /// Blocks made under `scope`, trained for three steps.
    private static Model trained(Supplier<RematScope> scope) {
        Seeds.setRandomSeed(9);
        var model = new Sequential(new Input(16));
        try (var made = scope.get()) {
            for (int i = 0; i < 6; i++) {
                model.add(new Block().name("block" + i));
            }
            assertThat(made).isSameAs(RematScope.current());
        }
        assertThat(RematScope.current()).isNull();
        model.add(new Dense(16).kernelRegularizer(new L2(0.01)).name("last"));
        model.compile(new SGD(0.05), new MeanSquaredError());
        for (int i = 0; i < 3; i++) {
            model.trainOnBatch(X, Y);
        }
        return model;
    }

    private static long arena(Model model) {
        var matcher = Pattern.compile("arena for sizes .*: ([0-9,]+) bytes").matcher(model.explain());
        long most = 0;
        while (matcher.find()) {
            most = Math.max(most, Long.parseLong(matcher.group(1).replace(",", "")));
        }
        return most;
    }

    private static long barriers(Model model) {
        return Pattern.compile("Barrier").matcher(model.explain()).results().count();
    }

    private static void checkSame(Model model, Model expected) {
        for (int i = 0; i < expected.weights().size(); i++) {
            assertThat(model.weights().get(i).floats())
                    .as(expected.weights().get(i).name())
                    .isEqualTo(expected.weights().get(i).floats());
        }
    }

    @Test
    void the_bits_stay_and_the_memory_falls() {
        var kept = trained(RematScope::none);
        var again = trained(RematScope::full);
        checkSame(again, kept);
        assertThat(barriers(kept)).isZero();
        assertThat(barriers(again)).isEqualTo(6);
        assertThat(arena(again)).isLessThan(arena(kept) * 3 / 4);
    }

    @Test
    void some_layers_by_name_and_by_size() {
        var kept = trained(RematScope::none);
        var named = trained(() -> RematScope.listOfLayers("block1", "block4"));
        checkSame(named, kept);
        assertThat(barriers(named)).isEqualTo(2);
        var large = trained(() -> RematScope.largerThan(15));
        checkSame(large, kept);
        assertThat(barriers(large)).isEqualTo(6);
        assertThat(barriers(trained(() -> RematScope.largerThan(16)))).isZero();
    }

    @Test
    void activations_alone() {
        var activations = trained(RematScope::activations);
        checkSame(activations, trained(RematScope::none));
        assertThat(barriers(activations)).isEqualTo(24);
    }

    @Test
    void scopes_are_nested_and_end_in_order() {
        var outer = RematScope.full();
        var inner = RematScope.none();
        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
        assertThat(new Dense(1).remat()).isSameAs(inner);
        inner.close();
        assertThat(RematScope.current()).isSameAs(outer);
        outer.close();
    }
}
