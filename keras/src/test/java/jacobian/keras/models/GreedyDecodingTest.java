package jacobian.keras.models;

import static jacobian.keras.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Texts written word by word, the states of an LSTM going in and out: each word costs a run, not a compilation.
class GreedyDecodingTest {
    private static final int WORDS = 1000;
    private static final int UNITS = 128;

    static Model decoder() {
        var word = new Input(1).dtype(DType.INT32);
        var h = new Input(UNITS);
        var c = new Input(UNITS);
        var lstm = new LSTM(UNITS).returnState(true);
        var x = new Embedding(WORDS, UNITS).apply(word);
        var states = lstm.applyAll(List.of(x, h, c));
        var scores = new Dense(WORDS).activation(SOFTMAX).apply(states.get(0));
        return new Model(List.of(word, h, c), List.of(scores, states.get(1), states.get(2)));
    }

    /// The words after `first`, each the likeliest.
    static List<Integer> decode(Model model, int first, int count) {
        var words = new ArrayList<Integer>();
        var zeros = Tensor.of(new double[1][UNITS]);
        var before = List.of(Tensor.of(new int[][] {{first}}), zeros, zeros);
        for (int i = 0; i < count; i++) {
            var next = model.predictOnBatch(before);
            int word = next.get(0).argmax(-1).ints()[0];
            words.add(word);
            before = List.of(Tensor.of(new int[][] {{word}}), next.get(1), next.get(2));
        }
        return words;
    }

    /// Prints the time a word takes, the best of twelve texts of 200 words.
    public static void main(String[] arguments) {
        var model = decoder();
        double best = Double.POSITIVE_INFINITY;
        for (int text = 1; text <= 12; text++) {
            long start = System.nanoTime();
            decode(model, text, 200);
            best = Math.min(best, (System.nanoTime() - start) / 200e6);
        }
        System.out.printf("%.3f ms a word%n", best);
    }

    @Test
    void two_hundred_words_compile_at_most_two_programs() {
        var model = decoder();
        long before = Programs.standard().compilations();
        var words = decode(model, 1, 200);
        assertThat(Programs.standard().compilations() - before).isLessThanOrEqualTo(2);
        assertThat(words).hasSize(200).allMatch(word -> word >= 0 && word < WORDS);
    }

    @Test
    void steps_of_a_sequence_meet_the_kernel_in_one_product_before_one_loop() {
        var x = new Input(20, 8);
        for (var entry :
                Map.<Layer, Integer>of(new LSTM(16), 64, new GRU(16), 48).entrySet()) {
            Layer layer = entry.getKey();
            var model = new Model(x, layer.apply(x));
            model.predictOnBatch(Tensor.ones(Shape.of(4, 20, 8)));
            var text = model.explain();
            var product = "(float32(None, 8), float32(8, " + entry.getValue() + ")) then loop over (20, None, "
                    + entry.getValue() + "): ADD";
            assertThat(text.split(Pattern.quote(product), -1)).as(text).hasSize(2);
            assertThat(text.split("Scan\\[", -1)).as(text).hasSize(2);
            var body = text.substring(text.indexOf("Scan["), text.indexOf("return"));
            assertThat(body.split("Matmul", -1)).as(body).hasSize(2);
            assertThat(text.indexOf(product)).isLessThan(text.indexOf("Scan["));
        }
    }
}
