package jacobian.bench;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// The networks of docs/workloads.md by which training speed is judged, with their synthetic data.
public enum Workload {
    /// Dense 512, Dense 512, Dense 10 on 784 numbers.
    MLP(128, 12_800, 784) {
        @Override
        Model model() {
            return new Sequential(
                    new Input(784),
                    new Dense(512).activation(RELU),
                    new Dense(512).activation(RELU),
                    new Dense(CLASSES).activation(SOFTMAX));
        }

        @Override
        long[] multiplyAdds() {
            return new long[] {784 * 512, 512 * 512, 512 * CLASSES};
        }
    },
    /// Two 3x3 convolutions, pooling, Dense 128, Dense 10 on images of 28 by 28 pixels.
    CNN(64, 1_280, 28, 28, 1) {
        @Override
        Model model() {
            return new Sequential(
                    new Input(28, 28, 1),
                    new Conv2D(32, 3).activation(RELU),
                    new Conv2D(64, 3).activation(RELU),
                    new MaxPooling2D(2),
                    new Flatten(),
                    new Dense(128).activation(RELU),
                    new Dense(CLASSES).activation(SOFTMAX));
        }

        @Override
        long[] multiplyAdds() {
            return new long[] {26 * 26 * 32 * 9, 24 * 24 * 64 * 9 * 32, 9_216 * 128, 128 * CLASSES};
        }
    },
    /// LSTM 128, Dense 10 on 64 steps of 32 numbers.
    LSTM(64, 1_280, 64, 32) {
        @Override
        Model model() {
            return new Sequential(new Input(64, 32), new LSTM(128), new Dense(CLASSES).activation(SOFTMAX));
        }

        @Override
        long[] multiplyAdds() {
            return new long[] {64 * 32 * 4 * 128, 64 * 128 * 4 * 128, 128 * CLASSES};
        }
    },
    /// Two Transformer encoder blocks on 128 token ids of 10,000.
    TRANSFORMER(32, 320, Transformer.TOKENS) {
        @Override
        Model model() {
            return Transformer.model(CLASSES);
        }

        @Override
        long[] multiplyAdds() {
            return Transformer.multiplyAdds(CLASSES);
        }

        @Override
        Tensor inputs(int rows) {
            int[] ids = new SplittableRandom(SEED)
                    .ints((long) rows * Transformer.TOKENS, 0, Transformer.VOCABULARY)
                    .toArray();
            return Tensor.of(ids).reshape(rows, Transformer.TOKENS);
        }
    },
    /// ResNet-20 (He et al. 2015) on images of 32 by 32 pixels in three colours.
    RESNET20(64, 640, 32, 32, 3) {
        @Override
        Model model() {
            return ResNet20.model(CLASSES);
        }

        @Override
        long[] multiplyAdds() {
            return ResNet20.multiplyAdds(CLASSES);
        }
    };

    static final int CLASSES = 10;
    static final long SEED = 20;

    private final int batch;
    private final int samples;
    private final int[] shape;

    Workload(int batch, int samples, int... shape) {
        this.batch = batch;
        this.samples = samples;
        this.shape = shape;
    }

    /// The workload of a name in tables.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Workload of(String label) {
        return Arrays.stream(values())
                .filter(workload -> workload.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called " + label + ": there are "
                        + Arrays.stream(values()).map(Workload::label).collect(Collectors.joining(", "))));
    }

    /// The network, with fresh weights.
    abstract Model model();

    /// Multiply-adds of each layer for one sample, forward.
    abstract long[] multiplyAdds();

    /// The name in tables: `mlp`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Examples in a batch.
    public int batch() {
        return batch;
    }

    /// Examples in an epoch.
    public int samples() {
        return samples;
    }

    /// Floating point operations of a training step for one sample: forward, towards the weights, and towards the
    /// input of every layer but the first.
    public long operations() {
        long[] layers = multiplyAdds();
        return 2 * (3 * Arrays.stream(layers).sum() - layers[0]);
    }

    /// `rows` inputs uniform in [0, 1), written row by row where they are to lie: an array of all of them would be
    /// the largest thing on the heap.
    Tensor inputs(int rows) {
        var random = new SplittableRandom(SEED);
        var buffer = Programs.standard()
                .backend()
                .allocate(new TensorType(DType.FLOAT32, Shape.of(rows).concat(Shape.of(shape))));
        var row = MemorySegment.ofArray(new float[(int) Shape.of(shape).size()]);
        for (int i = 0; i < rows; i++) {
            for (long at = 0; at < row.byteSize(); at += Float.BYTES) {
                row.set(ValueLayout.JAVA_FLOAT, at, random.nextInt(1 << 24) * 0x1p-24f);
            }
            buffer.write(i * row.byteSize(), row, 0, row.byteSize());
        }
        return Tensor.of(buffer);
    }

    /// `rows` labels uniform over the classes.
    Tensor labels(int rows) {
        return Tensor.of(new SplittableRandom(SEED + 1).ints(rows, 0, CLASSES).toArray());
    }
}
