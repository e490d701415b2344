package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sums of products in Einstein's notation, such as `abc,cd->abd`: what has one letter is multiplied, what the
/// result has not is summed.
///
/// Computed as products of two, from left to right, each as one product of matrices whose axes are brought into
/// the order batch, own, summed.
public final class Einsum {
    private Einsum() {}

    /// One operand and a letter for each of its axes.
    private record Term<T extends Operations<T>>(T x, String letters) {
        Dim dim(int letter) {
            return x.shape().dim(letters.indexOf(letter));
        }
    }

    /// The sum that `subscripts` describe. `...` stands for any axes in front of the others, broadcast; without
    /// `->` the result has the letters that occur once, in alphabetical order.
    public static <T extends Operations<T>> T of(String subscripts, List<T> operands) {
        var ranks = operands.stream().map(Operand::rank).toList();
        var form = EinsumSubscripts.of(subscripts, ranks);
        var terms = new ArrayList<Term<T>>();
        var sizes = new HashMap<Integer, Dim>();
        for (int i = 0; i < operands.size(); i++) {
            var term = distinct(new Term<>(operands.get(i), form.inputs().get(i)));
            term.letters.chars().forEach(letter -> meet(sizes, letter, term.dim(letter), subscripts));
            terms.add(term);
        }
        terms.replaceAll(term -> stretched(term, sizes));
        var left = terms.get(0);
        for (int i = 1; i < terms.size(); i++) {
            var later = terms.subList(i + 1, terms.size()).stream()
                    .map(Term::letters)
                    .collect(Collectors.joining());
            left = product(left, terms.get(i), form.output() + later);
        }
        var alone = alone(left, form.output());
        var missing = letters(form.output(), letter -> !has(alone.letters, letter));
        var result = alone.x;
        for (int i = 0; i < missing.length(); i++) {
            result = result.expandDims(0);
        }
        return ordered(result, missing + alone.letters, form.output());
    }

    private static void meet(HashMap<Integer, Dim> sizes, int letter, Dim dim, String subscripts) {
        sizes.merge(letter, dim, (a, b) -> {
            if (!a.agrees(b) && !a.isOne() && !b.isOne()) {
                throw new ShapeException("cannot multiply as \"" + subscripts + "\": the sizes " + a + " and " + b
                        + " of one letter differ");
            }
            return a.isOne() ? b : a;
        });
    }

    /// Letters that occur twice replaced by the diagonal of their axes.
    private static <T extends Operations<T>> Term<T> distinct(Term<T> term) {
        var x = term.x;
        var letters = term.letters;
        for (int i = 0; i < letters.length(); i++) {
            int second = letters.indexOf(letters.charAt(i), i + 1);
            if (second >= 0) {
                x = x.diagonal(0, i, second);
                letters = new StringBuilder(letters)
                        .deleteCharAt(second)
                        .deleteCharAt(i)
                        .append(letters.charAt(i))
                        .toString();
                i = -1;
            }
        }
        return new Term<>(x, letters);
    }

    /// Axes of size 1 left out where another operand has more there.
    private static <T extends Operations<T>> Term<T> stretched(Term<T> term, HashMap<Integer, Dim> sizes) {
        var gone = IntStream.range(0, term.letters.length())
                .filter(i -> {
                    var size = sizes.get((int) term.letters.charAt(i));
                    return term.x.shape().dim(i).isOne() && size != null && !size.isOne();
                })
                .toArray();
        var kept = IntStream.range(0, term.letters.length())
                .filter(i -> IntStream.of(gone).noneMatch(each -> each == i))
                .mapToObj(i -> term.letters.substring(i, i + 1))
                .collect(Collectors.joining());
        return gone.length == 0 ? term : new Term<>(term.x.squeeze(gone), kept);
    }

    /// The product of two operands, whose result keeps the letters that are `needed`.
    private static <T extends Operations<T>> Term<T> product(Term<T> first, Term<T> second, String needed) {
        var a = alone(first, second.letters + needed);
        var b = alone(second, first.letters + needed);
        var batch = letters(a.letters, letter -> has(b.letters, letter) && has(needed, letter));
        var summed = letters(a.letters, letter -> has(b.letters, letter) && !has(needed, letter));
        var rows = letters(a.letters, letter -> !has(b.letters, letter));
        var columns = letters(b.letters, letter -> !has(a.letters, letter));
        int size = batch.length();
        var x = ordered(a.x, a.letters, batch + rows + summed);
        var y = ordered(b.x, b.letters, batch + summed + columns);
        var dims = new ArrayList<>(x.shape().range(0, size + rows.length()).dims());
        dims.addAll(y.shape().range(y.rank() - columns.length(), y.rank()).dims());
        var m = joined(x, size + rows.length(), summed.length());
        var n = joined(joined(y, size + summed.length(), columns.length()), size, summed.length());
        // One matrix for all rows need not have them in one axis; a stack of matrices needs two axes each.
        m = size == 0 && !rows.isEmpty() ? m : joined(m, size, rows.length());
        return new Term<>(m.matmul(n).reshape(Shape.of(dims)), batch + rows + columns);
    }

    /// The operand with the axes summed that are not `needed`.
    private static <T extends Operations<T>> Term<T> alone(Term<T> term, String needed) {
        var gone = IntStream.range(0, term.letters.length())
                .filter(i -> !has(needed, term.letters.charAt(i)))
                .toArray();
        return gone.length == 0
                ? term
                : new Term<>(term.x.sum(gone), letters(term.letters, letter -> has(needed, letter)));
    }

    private static boolean has(String letters, int letter) {
        return letters.indexOf(letter) >= 0;
    }

    private static String letters(String from, IntPredicate choice) {
        return from.chars().filter(choice).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static <T extends Operations<T>> T ordered(T x, String now, String wanted) {
        return now.equals(wanted)
                ? x
                : x.transpose(wanted.chars().map(now::indexOf).toArray());
    }

    /// `count` axes from `from` on as one; a new one of size 1 where there are none.
    private static <T extends Operations<T>> T joined(T x, int from, int count) {
        return count == 0 ? x.expandDims(from) : count == 1 ? x : x.flattenAxes(from, from + count - 1);
    }
}
