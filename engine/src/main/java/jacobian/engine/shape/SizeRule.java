package jacobian.engine.shape;

/// How the size of a dimension follows from the sizes of others. Rules are equal by value: they are part of a
/// program's key.
public interface SizeRule {
    int size(int... sizes);

    /// All sizes one after the other.
    record Sum() implements SizeRule {
        @Override
        public int size(int... sizes) {
            int sum = 0;
            for (int size : sizes) {
                sum = Math.addExact(sum, size);
            }
            return sum;
        }
    }

    /// A size made larger by `more`.
    record Plus(int more) implements SizeRule {
        @Override
        public int size(int... sizes) {
            return Math.addExact(sizes[0], more);
        }
    }

    /// All sizes as one axis, cut into pieces of `divisor`.
    record Product(long divisor) implements SizeRule {
        @Override
        public int size(int... sizes) {
            long product = 1;
            for (int size : sizes) {
                product = Math.multiplyExact(product, (long) size);
            }
            return Math.toIntExact(product / divisor);
        }
    }
}
