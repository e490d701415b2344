package jacobian.engine.shape;

import java.util.Locale;

/// The element types. Each constant states its width in bytes and its kind; the name in files is the lower-case
/// constant.
public enum DType {
    BOOL(1, Kind.BOOL),
    UINT8(1, Kind.INTEGER),
    INT32(4, Kind.INTEGER),
    INT64(8, Kind.INTEGER),
    /// The upper half of a float32: its range, with 8 bits of precision. Stored so, computed in float32.
    BFLOAT16(2, Kind.FLOATING),
    /// IEEE 754 binary16: 11 bits of precision, up to 65504. Stored so, computed in float32.
    FLOAT16(2, Kind.FLOATING),
    FLOAT32(4, Kind.FLOATING),
    FLOAT64(8, Kind.FLOATING);

    private enum Kind {
        BOOL,
        INTEGER,
        FLOATING
    }

    private final int bytes;
    private final Kind kind;

    DType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /// Size of one element in bytes.
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    public boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    /// Whether this is one of the floating types of 16 bits.
    public boolean isHalf() {
        return isFloating() && bytes == 2;
    }

    /// The type in which `a` and `b` meet, as in Keras' lattice: bool < uint8 < int32 < int64 < bfloat16 and
    /// float16 < float32 < float64. Neither type of 16 bits holds the other: they meet in float32.
    public static DType promote(DType a, DType b) {
        if (a != b && a.isHalf() && b.isHalf()) {
            return FLOAT32;
        }
        return a.compareTo(b) >= 0 ? a : b;
    }

    /// The floating type in which this one is computed with: float32 for those of 16 bits.
    public DType wide() {
        return isHalf() ? FLOAT32 : this;
    }

    /// The type of a true division or of a transcendental function: floating types stay, all others become
    /// float32.
    public DType floating() {
        return isFloating() ? this : FLOAT32;
    }

    /// The constant whose file name is `name`, such as "float32".
    public static DType of(String name) {
        for (var type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw new DTypeException("no dtype is called \"" + name
                + "\": use one of float32, float64, bfloat16, float16, int32, int64, uint8, bool");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
