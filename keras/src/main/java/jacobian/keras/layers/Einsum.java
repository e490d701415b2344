package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A product of two tensors in Einstein's notation, such as `abc,cd->abd`: what has one letter is multiplied,
/// what the result has not is summed. A letter stands for one axis, and occurs once in each part.
///
/// Computed as one product of matrices: the axes of each operand are brought into the order batch, own, summed.
record Einsum(String left, String right, String result) {
    /// Letters that stand for the axes of an ellipsis.
    private static final char ELLIPSIS = '\uE000';

    Einsum {
        for (var part : List.of(left, right, result)) {
            if (part.chars().distinct().count() != part.length()) {
                throw new IllegalArgumentException("equation " + left + "," + right + "->" + result
                        + ": needs a letter no more than once in \"" + part + "\"");
            }
        }
        for (char letter : result.toCharArray()) {
            if (!has(left, letter) && !has(right, letter)) {
                throw new IllegalArgumentException("equation " + left + "," + right + "->" + result + ": the result's '"
                        + letter + "' is in neither operand");
            }
        }
    }

    /// The equation `text`, `left,right->result`; `...` in it stands for `elided` axes.
    static Einsum of(String text, int elided) {
        var axes = new StringBuilder();
        IntStream.range(0, elided).forEach(i -> axes.append((char) (ELLIPSIS + i)));
        var parts = text.replace(" ", "").replace("...", axes).split(",|->", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("equation \"" + text + "\": needs the form ab,bc->ac");
        }
        return new Einsum(parts[0], parts[1], parts[2]);
    }

    /// The product of `a` and `b`.
    Tensor of(Tensor a, Tensor b) {
        check(a, left);
        check(b, right);
        var batch = letters(left, letter -> has(right, letter) && has(result, letter));
        var summed = letters(left, letter -> has(right, letter) && !has(result, letter));
        var rows = letters(left, letter -> !has(right, letter) && has(result, letter));
        var columns = letters(right, letter -> !has(left, letter) && has(result, letter));
        int size = batch.length();
        var x = ordered(alone(a, left, right), kept(left, right), batch + rows + summed);
        var y = ordered(alone(b, right, left), kept(right, left), batch + summed + columns);
        var shape =
                x.shape().range(0, size + rows.length()).concat(y.shape().range(y.rank() - columns.length(), y.rank()));
        var m = joined(x, size + rows.length(), summed.length());
        var n = joined(joined(y, size + summed.length(), columns.length()), size, summed.length());
        // One matrix for all rows need not have them in one axis; a stack of matrices needs two axes each.
        var product = (size == 0 ? m : joined(m, size, rows.length())).matmul(n);
        return ordered(product.reshape(shape), batch + rows + columns, result);
    }

    private void check(Tensor x, String letters) {
        if (x.rank() != letters.length()) {
            throw new ShapeException("cannot multiply " + x.shape() + " as \"" + letters + "\" of " + this + ": needs "
                    + letters.length() + " axes");
        }
    }

    private static boolean has(String letters, int letter) {
        return letters.indexOf(letter) >= 0;
    }

    private static String letters(String from, IntPredicate choice) {
        return from.chars().filter(choice).mapToObj(Character::toString).collect(Collectors.joining());
    }

    /// The letters of `operand` that the `other` one or the result has too.
    private String kept(String operand, String other) {
        return letters(operand, letter -> has(other, letter) || has(result, letter));
    }

    /// `x` with the axes that occur nowhere else summed.
    private Tensor alone(Tensor x, String letters, String other) {
        var kept = kept(letters, other);
        var gone = IntStream.range(0, letters.length())
                .filter(i -> !has(kept, letters.charAt(i)))
                .toArray();
        return gone.length == 0 ? x : x.sum(gone);
    }

    private static Tensor ordered(Tensor x, String now, String wanted) {
        return now.equals(wanted)
                ? x
                : x.transpose(wanted.chars().map(now::indexOf).toArray());
    }

    /// `count` axes from `from` on as one; a new one of size 1 where there are none.
    private static Tensor joined(Tensor x, int from, int count) {
        return count == 0 ? x.expandDims(from) : count == 1 ? x : x.flattenAxes(from, from + count - 1);
    }

    @Override
    public String toString() {
        return left + "," + right + "->" + result;
    }
}
