package jacobian.keras.saving.hdf5;

import jacobian.keras.saving.hdf5.Datatype.FixedText;
import jacobian.keras.saving.hdf5.Datatype.Real;
import jacobian.keras.saving.hdf5.Datatype.Whole;

/// Single elements as Java values.
final class Elements {
    private Elements() {}

    /// A whole number; one beyond a long's range is refused.
    static long whole(Cursor data, Whole type) {
        int width = (int) type.size();
        long bits = bits(data, width, type.isBigEndian());
        int unused = 64 - 8 * width;
        long value = type.isSigned() ? bits << unused >> unused : bits;
        if (!type.isSigned() && value < 0) {
            throw data.source().refused("the number " + Long.toUnsignedString(value) + " does not fit into int64");
        }
        return value;
    }

    static double real(Cursor data, Real type) {
        int width = (int) type.size();
        long bits = bits(data, width, type.isBigEndian());
        return switch (width) {
            case 2 -> type.isBrain() ? Float.intBitsToFloat((int) bits << 16) : Float.float16ToFloat((short) bits);
            case 4 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    static String text(Cursor data, FixedText type) {
        var text = data.text(type.size());
        return type.isSpacePadded() ? text.stripTrailing() : text;
    }

    private static long bits(Cursor data, int width, boolean isBigEndian) {
        long bits = 0;
        for (int i = 0; i < width; i++) {
            bits |= (long) data.u8() << 8 * (isBigEndian ? width - 1 - i : i);
        }
        return bits;
    }
}
