package jacobian.keras.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static String printed(boolean terminal) {
        var bytes = new ByteArrayOutputStream();
        var model = new Sequential(new Input(2), new Dense(1));
        model.compile(new SGD(0.01), new MeanSquaredError(), new MeanSquaredError().name("distance"));
        var x = Tensor.ones(Shape.of(10, 2));
        var y = Tensor.ones(Shape.of(10, 1));
        var bar = new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
        model.fit(x, y, fit -> fit.epochs(2).batchSize(4).validation(x, y).callbacks(bar));
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void one_line_an_epoch_goes_into_a_pipe() {
        assertThat(printed(false)).matches("""
                Epoch 1/2
                3/3 ━{20} \\d+s [0-9]+[mu]?s/step - distance: \\S+ - loss: \\S+ - val_distance: \\S+ - val_loss: \\S+
                Epoch 2/2
                3/3 ━{20} \\d+s [0-9]+[mu]?s/step - distance: \\S+ - loss: \\S+ - val_distance: \\S+ - val_loss: \\S+
                """);
    }

    @Test
    void a_terminal_gets_a_line_that_is_renewed() {
        var text = printed(true);
        assertThat(text).startsWith("Epoch 1/2\n\r").contains("1/3 ━━━━━━").endsWith("\n");
        assertThat(text.lines().filter(line -> line.startsWith("Epoch"))).hasSize(2);
    }
}
