package jacobian.keras.saving.hdf5;

import jacobian.engine.shape.DType;

/// The descriptions of types and sizes, as h5py writes them.
final class NewType {
    private NewType() {}

    static void of(Encoder to, DType type) {
        switch (type) {
            case BOOL -> truth(to);
            case UINT8 -> whole(to, 1, false);
            case INT32 -> whole(to, 4, true);
            case INT64 -> whole(to, 8, true);
            case BFLOAT16 -> to.u8(0x15, 0, 0, 0).u32(2); // opaque, which Keras marks with an attribute
            case FLOAT16 -> real(to, 2, 10, 5);
            case FLOAT32 -> real(to, 4, 23, 8);
            case FLOAT64 -> real(to, 8, 52, 11);
        }
    }

    private static void whole(Encoder to, int size, boolean isSigned) {
        to.u8(0x10, isSigned ? 8 : 0, 0, 0).u32(size).u16(0).u16(8 * size);
    }

    private static void real(Encoder to, int size, int mantissa, int exponent) {
        to.u8(0x11, 0x20, 8 * size - 1, 0).u32(size).u16(0).u16(8 * size);
        to.u8(mantissa, exponent, 0, mantissa).u32((1L << exponent - 1) - 1);
    }

    /// NumPy's bool as an enumeration over int8.
    private static void truth(Encoder to) {
        to.u8(0x18, 2, 0, 0).u32(1);
        whole(to, 1, true);
        to.letters("FALSE\0\0\0TRUE\0\0\0\0").u8(0, 1);
    }

    /// Text of a fixed number of bytes, zeros behind.
    static void fixedText(Encoder to, int width) {
        to.u8(0x13, 1, 0, 0).u32(width);
    }

    /// UTF-8 of any length.
    static void heapText(Encoder to) {
        to.u8(0x19, 1, 1, 0).u32(16);
        whole(to, 1, false);
    }

    static void space(Encoder to, int... sizes) {
        to.u8(1, sizes.length, 0, 0).u32(0);
        for (int size : sizes) {
            to.i64(size);
        }
    }
}
