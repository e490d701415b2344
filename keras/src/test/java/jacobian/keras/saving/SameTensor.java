package jacobian.keras.saving;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/// Type, shape and bits of tensors.
final class SameTensor {
    private SameTensor() {}

    private static byte[] bits(Tensor tensor) {
        var type = tensor.buffer().type();
        var bytes = new byte[(int) type.shape().size() * type.dtype().bytes()];
        tensor.buffer().read(MemorySegment.ofArray(bytes));
        return bytes;
    }

    static void check(String name, Tensor actual, Tensor expected) {
        assertThat(actual.type().dtype()).as(name).isEqualTo(expected.type().dtype());
        assertThat(actual.buffer().type().shape().sizes())
                .as(name)
                .containsExactly(expected.buffer().type().shape().sizes());
        assertThat(bits(actual)).as(name).isEqualTo(bits(expected));
    }
}
