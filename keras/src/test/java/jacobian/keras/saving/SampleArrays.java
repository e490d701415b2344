package jacobian.keras.saving;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The arrays that tools/files/arrays.py has written, made here.
final class SampleArrays {
    private SampleArrays() {}

    static Path path(String name) {
        try {
            return Path.of(
                    SampleArrays.class.getResource("/files/arrays/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tensor six() {
        return Tensor.arange(6).reshape(2, 3);
    }

    /// Types that files and tensors have alike, by name.
    static SequencedMap<String, Tensor> same() {
        var quarters = six().cast(DType.FLOAT64).multiply(0.25);
        var arrays = new LinkedHashMap<String, Tensor>();
        for (var type : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16}) {
            arrays.put(type.toString(), quarters.cast(type));
        }
        arrays.put("int32", six().subtract(3));
        arrays.put(
                "int64",
                Tensor.int64(new long[] {0, 1, 2, 3, 4, 5}, 2, 3).subtract(Tensor.int64(new long[] {1L << 40}, 1)));
        arrays.put(
                "uint8", Tensor.of(250, 251, 252, 253, 254, 255).reshape(2, 3).cast(DType.UINT8));
        arrays.put("bool", Tensor.of(0, 1, 0, 1, 0, 1).reshape(2, 3).cast(DType.BOOL));
        return arrays;
    }

    /// Types that become wider ones.
    static Map<String, Tensor> widened() {
        var six = Tensor.int64(new long[] {0, 1, 2, 3, 4, 5}, 2, 3);
        return Map.of(
                "int8", six().subtract(128),
                "int16", six().subtract(32768),
                "uint16", six().add(65530),
                "uint32", six.add(Tensor.int64(new long[] {(1L << 32) - 6}, 1)),
                "uint64", six.add(Tensor.int64(new long[] {1L << 40}, 1)));
    }

    static SequencedMap<String, Tensor> shapes() {
        var arrays = new LinkedHashMap<String, Tensor>();
        arrays.put("scalar", Tensor.scalar(7.5));
        arrays.put("vector", Tensor.of(0.0, 1, 2, 3, 4));
        arrays.put("empty", Tensor.of(new float[0], 0, 3));
        arrays.put("deep", Tensor.arange(24).cast(DType.FLOAT32).reshape(1, 2, 3, 4));
        return arrays;
    }

    /// All that files and tensors have alike.
    static SequencedMap<String, Tensor> all() {
        var all = new LinkedHashMap<>(same());
        all.putAll(shapes());
        return all;
    }
}
