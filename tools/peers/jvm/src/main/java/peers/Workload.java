package peers;

import java.util.Random;

/// Sizes and data of a workload, as docs/workloads.md has them: inputs row by row, channels last.
record Workload(String name, int batch, int samples, int vocabulary, int... shape) {
    static final int CLASSES = 10;
    private static final long SEED = 20;

    static Workload of(String name) {
        return switch (name) {
            case "mlp" -> new Workload(name, 128, 12_800, 0, 784);
            case "cnn" -> new Workload(name, 64, 1_280, 0, 28, 28, 1);
            case "lstm" -> new Workload(name, 64, 1_280, 0, 64, 32);
            case "transformer" -> new Workload(name, 32, 320, 10_000, 128);
            case "resnet20" -> new Workload(name, 64, 640, 0, 32, 32, 3);
            default -> throw new IllegalArgumentException("no workload is called " + name);
        };
    }

    /// The shape with `rows` before it.
    long[] shape(int rows) {
        var sizes = new long[shape.length + 1];
        sizes[0] = rows;
        for (int i = 0; i < shape.length; i++) {
            sizes[i + 1] = shape[i];
        }
        return sizes;
    }

    int batches() {
        return samples / batch;
    }

    /// Uniform numbers in [0, 1), or ids; where the order of axes matters they are uniform in any.
    float[] inputs(int rows) {
        int count = rows;
        for (int size : shape) {
            count *= size;
        }
        var random = new Random(SEED);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = vocabulary > 0 ? random.nextInt(vocabulary) : random.nextFloat();
        }
        return values;
    }

    int[] labels(int rows) {
        return new Random(SEED + 1).ints(rows, 0, CLASSES).toArray();
    }
}
