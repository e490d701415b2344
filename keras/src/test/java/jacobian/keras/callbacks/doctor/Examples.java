package jacobian.keras.callbacks.doctor;

import jacobian.engine.tensor.Tensor;
import java.util.SplittableRandom;

/// Examples for the networks of the doctor's tests.
record Examples(Tensor x, Tensor y, Tensor validX, Tensor validY) {
    /// The last fifth is for validation.
    private static Examples of(Tensor x, Tensor y) {
        int rows = x.shape().size(0);
        int train = rows * 4 / 5;
        return new Examples(
                x.range(0, 0, train), y.range(0, 0, train), x.range(0, train, rows), y.range(0, train, rows));
    }

    /// Clouds of points, one around the centre of each class.
    static Examples clouds(long seed, int rows, int features, int classes, double spread) {
        var random = new SplittableRandom(seed);
        var centres = new double[classes][features];
        for (var centre : centres) {
            for (int j = 0; j < features; j++) {
                centre[j] = random.nextGaussian();
            }
        }
        var x = new float[rows * features];
        var y = new int[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = random.nextInt(classes);
            for (int j = 0; j < features; j++) {
                x[i * features + j] = (float) (centres[y[i]][j] + spread * random.nextGaussian());
            }
        }
        return of(Tensor.of(x, rows, features), Tensor.of(y));
    }

    /// Clouds of which class 1 is rare.
    static Examples rare(long seed, int rows, int features, double part) {
        var random = new SplittableRandom(seed);
        var x = new float[rows * features];
        var y = new float[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = random.nextDouble() < part ? 1 : 0;
            for (int j = 0; j < features; j++) {
                x[i * features + j] = (float) ((j < features / 2 ? y[i] : 0) + random.nextGaussian());
            }
        }
        return of(Tensor.of(x, rows, features), Tensor.of(y, rows, 1));
    }

    /// A number that depends on the features by a sine and a product, and noise.
    static Examples curve(long seed, int rows, int features, double noise) {
        var random = new SplittableRandom(seed);
        var x = new float[rows * features];
        var y = new float[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < features; j++) {
                x[i * features + j] = (float) random.nextGaussian();
            }
            y[i] = (float) (Math.sin(2 * x[i * features])
                    + x[i * features + 1] * x[i * features + 2]
                    + noise * random.nextGaussian());
        }
        return of(Tensor.of(x, rows, features), Tensor.of(y, rows, 1));
    }

    /// Pictures of a bar that lies, stands or goes across, in noise.
    static Examples bars(long seed, int rows, int side) {
        var random = new SplittableRandom(seed);
        var x = new float[rows * side * side];
        var y = new int[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = random.nextInt(4);
            int at = random.nextInt(2, side - 2);
            for (int j = 0; j < side; j++) {
                int pixel = switch (y[i]) {
                    case 0 -> at * side + j;
                    case 1 -> j * side + at;
                    case 2 -> j * side + j;
                    default -> j * side + side - 1 - j;
                };
                x[i * side * side + pixel] = 1;
            }
            for (int j = 0; j < side * side; j++) {
                x[i * side * side + j] = (float) Math.clamp(x[i * side * side + j] + 0.2 * random.nextDouble(), 0, 1);
            }
        }
        return of(Tensor.of(x, rows, side, side, 1), Tensor.of(y));
    }

    /// Waves of three lengths.
    static Examples waves(long seed, int rows, int steps) {
        var random = new SplittableRandom(seed);
        var x = new float[rows * steps * 2];
        var y = new int[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = random.nextInt(3);
            double phase = random.nextDouble() * 6;
            for (int t = 0; t < steps; t++) {
                x[(i * steps + t) * 2] =
                        (float) (Math.sin(phase + (0.3 + 0.4 * y[i]) * t) + 0.2 * random.nextGaussian());
                x[(i * steps + t) * 2 + 1] = (float) random.nextGaussian();
            }
        }
        return of(Tensor.of(x, rows, steps, 2), Tensor.of(y));
    }

    /// Texts of token ids, of which those of class 1 have more small ones.
    static Examples texts(long seed, int rows, int tokens, int vocabulary) {
        var random = new SplittableRandom(seed);
        var x = new int[rows * tokens];
        var y = new int[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = random.nextInt(2);
            for (int t = 0; t < tokens; t++) {
                x[i * tokens + t] = random.nextDouble() < 0.3
                        ? random.nextInt(vocabulary / 2) + y[i] * (vocabulary / 2)
                        : random.nextInt(vocabulary);
            }
        }
        return of(Tensor.of(x).reshape(rows, tokens), Tensor.of(y));
    }

    /// The same inputs with the targets of others.
    Examples shuffled(long seed) {
        return new Examples(x, mixed(y, seed), validX, mixed(validY, seed + 1));
    }

    private static Tensor mixed(Tensor y, long seed) {
        var random = new SplittableRandom(seed);
        int rows = y.shape().size(0);
        var order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return y.take(Tensor.of(order), 0);
    }

    /// The same with inputs `x` times `scale`, moved by `offset`.
    Examples scaled(double scale, double offset) {
        return new Examples(
                x.multiply(scale).add(offset), y, validX.multiply(scale).add(offset), validY);
    }

    /// Inputs as targets.
    Examples themselves() {
        return new Examples(x, x, validX, validX);
    }

    /// The same with the target `value` everywhere.
    Examples constant(int value) {
        return new Examples(
                x, y.zerosLike().add(value), validX, validY.zerosLike().add(value));
    }
}
