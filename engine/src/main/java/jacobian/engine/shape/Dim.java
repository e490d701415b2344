package jacobian.engine.shape;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The size of one axis: a fixed number, or a symbol whose number may differ from run to run.
///
/// Symbols let one compiled program serve batches of any size. A tensor made from data has a symbol with a
/// known size on axis 0; a symbolic model has a symbol of unknown size. Shape rules carry symbols along, so the
/// key of a program holds symbols where its size may change and numbers where it may not.
///
/// A symbol that an operation derives (half of another, two joined) remembers its derivation, so that its number
/// follows from those of the inputs even where the operation itself is not computed.
///
/// Equality follows what a reader of shapes expects: known sizes are equal by number, unknown ones by symbol.
public record Dim(int size, int symbol, @Nullable Derivation derivation) {
    /// A rule, the dimensions it is applied to, and how many derivations lie one behind the other.
    public record Derivation(SizeRule rule, List<Dim> from, int depth) {
        /// The number that follows from those of [#from].
        public int size() {
            return rule.size(from.stream().mapToInt(Dim::size).toArray());
        }
    }

    /// Longer chains of derivations are cut, so that a loop that slices what it sliced before holds no growing
    /// chain.
    private static final int LONGEST = 64;

    private static final AtomicInteger SYMBOLS = new AtomicInteger();

    /// The size of a dimension that is not known yet.
    public static final int UNKNOWN = -1;

    public Dim {
        if (size < UNKNOWN) {
            throw new ShapeException(
                    "a dimension has size " + size + ": sizes are 0 or more (Shape.ANY where unknown)");
        }
    }

    public Dim(int size, int symbol) {
        this(size, symbol, null);
    }

    public static Dim fixed(int size) {
        return new Dim(size, 0);
    }

    /// The dimension that follows from others: fixed where all are, or else a new symbol.
    public static Dim derived(SizeRule rule, List<Dim> from) {
        int depth = 1;
        boolean fixed = true;
        boolean known = true;
        for (var dim : from) {
            depth = Math.max(depth, dim.derivation == null ? 1 : dim.derivation.depth + 1);
            fixed &= dim.isFixed();
            known &= dim.isKnown();
        }
        var derivation = new Derivation(rule, List.copyOf(from), depth);
        if (fixed) {
            return fixed(derivation.size());
        }
        int size = known ? derivation.size() : UNKNOWN;
        return new Dim(size, SYMBOLS.incrementAndGet(), depth > LONGEST ? null : derivation);
    }

    /// A new symbol of known size.
    public static Dim symbolic(int size) {
        return new Dim(size, SYMBOLS.incrementAndGet());
    }

    /// A new symbol of unknown size.
    public static Dim unknown() {
        return symbolic(UNKNOWN);
    }

    public boolean isFixed() {
        return symbol == 0;
    }

    public boolean isKnown() {
        return size != UNKNOWN;
    }

    /// Whether this is the fixed size 1, which broadcasting stretches.
    public boolean isOne() {
        return size == 1;
    }

    /// Whether both can be the same size: known sizes must be equal, an unknown one takes any.
    public boolean agrees(Dim other) {
        return !isKnown() || !other.isKnown() || size == other.size;
    }

    /// The more definite of two agreeing dimensions: fixed before symbolic, known before unknown.
    public Dim meet(Dim other) {
        if (isFixed()) {
            return this;
        }
        return other.isFixed() || (!isKnown() && other.isKnown()) ? other : this;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Dim other && size == other.size && (isKnown() || symbol == other.symbol);
    }

    @Override
    public int hashCode() {
        return isKnown() ? size : ~symbol;
    }

    @Override
    public String toString() {
        return isKnown() ? Integer.toString(size) : "None";
    }
}
