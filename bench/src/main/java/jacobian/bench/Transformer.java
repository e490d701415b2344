package jacobian.bench;

import static jacobian.keras.activations.Activations.GELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.engine.shape.DType;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LayerNormalization;
import jacobian.keras.layers.MultiHeadAttention;
import jacobian.keras.models.Model;
import java.util.ArrayList;

/// The Transformer encoder of docs/workloads.md: two blocks of four heads over 128 tokens of 128 features.
final class Transformer {
    static final int TOKENS = 128;
    static final int VOCABULARY = 10_000;

    private static final int BLOCKS = 2;
    private static final int FEATURES = 128;
    private static final int HEADS = 4;
    private static final int HIDDEN = 512;

    private Transformer() {}

    static Model model(int classes) {
        var tokens = new Input(TOKENS).dtype(DType.INT32);
        var x = new Embedding(VOCABULARY, FEATURES).apply(tokens);
        for (int block = 0; block < BLOCKS; block++) {
            var attended = new MultiHeadAttention(HEADS, FEATURES / HEADS).apply(x, x);
            x = new LayerNormalization().apply(new Add().apply(x, attended));
            var hidden = new Dense(HIDDEN).activation(GELU).apply(x);
            x = new LayerNormalization().apply(new Add().apply(x, new Dense(FEATURES).apply(hidden)));
        }
        var pooled = new GlobalAveragePooling1D().apply(x);
        return new Model(tokens, new Dense(classes).activation(SOFTMAX).apply(pooled));
    }

    /// Multiply-adds of each layer for one text, forward. The first is that of the embedding, which has none.
    static long[] multiplyAdds(int classes) {
        long square = (long) TOKENS * FEATURES * FEATURES;
        long scores = (long) TOKENS * TOKENS * FEATURES;
        var layers = new ArrayList<Long>();
        layers.add(0L);
        for (int block = 0; block < BLOCKS; block++) {
            layers.add(3 * square);
            layers.add(2 * scores);
            layers.add(square);
            layers.add(2L * TOKENS * FEATURES * HIDDEN);
        }
        layers.add((long) FEATURES * classes);
        return layers.stream().mapToLong(Long::longValue).toArray();
    }
}
