package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The equation of a projection in attention, the letters of the axes that it makes, and the sizes of its
/// result behind the batch.
record Projection(String equation, String made, List<Integer> sizes) {
    /// Keeps `free` axes, sums over `bound` ones behind them and makes some of `sizes`.
    static Projection of(int free, int bound, List<Integer> sizes) {
        var kept = letters(0, free);
        var summed = letters(free, bound);
        var made = letters(free + bound, sizes.size());
        var all = Stream.concat(Collections.nCopies(free - 1, Shape.ANY).stream(), sizes.stream());
        return new Projection(kept + summed + "," + summed + made + "->" + kept + made, made, all.toList());
    }

    /// `count` letters of the alphabet from `first` on.
    static String letters(int first, int count) {
        var letters = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            letters.append((char) ('a' + i));
        }
        return letters.toString();
    }
}
