package jacobian.keras.fuzzing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Mutations of bytes: flips, numbers at borders, addresses and lengths exchanged, parts cut, doubled and moved.
final class ByteMutations {
    /// With these begin the parts of HDF5, zip and NumPy files; behind them stand counts, sizes and addresses.
    private static final List<String> SIGNATURES = List.of(
            "TREE",
            "SNOD",
            "HEAP",
            "GCOL",
            "OHDR",
            "OCHK",
            "FRHP",
            "BTHD",
            "PK\u0001\u0002",
            "PK\u0003\u0004",
            "PK\u0005\u0006",
            "PK\u0006\u0006",
            "NUMPY",
            "\u0089HDF");

    private final Chance chance;

    ByteMutations(Chance chance) {
        this.chance = chance;
    }

    /// A mutant of `seed`, which stays as it is.
    byte[] mutate(byte[] seed) {
        var bytes = seed.clone();
        int times = 1 + chance.below(chance.oneIn(4) ? 12 : 3);
        for (int i = 0; i < times && bytes.length > 16; i++) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (chance.below(14)) {
            case 0, 1, 2 -> flip(bytes);
            case 3 -> bytes[place(bytes)] = (byte) chance.number();
            case 4, 5, 6 -> number(buffer, place(bytes));
            case 7, 8 -> buffer.putLong(word(bytes), address(buffer));
            case 9 -> number(buffer, part(bytes) + chance.below(48));
            case 10 -> copy(bytes, part(bytes), part(bytes));
            case 11 -> {
                return chance.oneIn(3) ? truncated(bytes) : bytes;
            }
            case 12 -> {
                return chance.oneIn(3) ? cut(bytes) : bytes;
            }
            default -> {
                return chance.oneIn(3) ? doubled(bytes) : bytes;
            }
        }
        return bytes;
    }

    private static void copy(byte[] bytes, int from, int to) {
        System.arraycopy(bytes, from, bytes, to, Math.min(24, bytes.length - Math.max(from, to)));
    }

    private void flip(byte[] bytes) {
        bytes[place(bytes)] ^= (byte) (1 << chance.below(8));
    }

    /// More often a byte that says something than one of the zeros that fill a file.
    private int place(byte[] bytes) {
        int at = chance.below(bytes.length);
        for (int i = 0; i < 8 && bytes[at] == 0; i++) {
            at = chance.below(bytes.length);
        }
        return at;
    }

    private int word(byte[] bytes) {
        return Math.min(place(bytes) & ~7, bytes.length - 8);
    }

    private void number(ByteBuffer buffer, int at) {
        int width = 1 << chance.below(4);
        int from = Math.max(0, Math.min(at, buffer.capacity() - width));
        long value = chance.oneIn(3) ? near(buffer, from, width) : chance.number();
        for (int i = 0; i < width; i++) {
            buffer.put(from + i, (byte) (value >> 8 * i));
        }
    }

    private long near(ByteBuffer buffer, int at, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (buffer.get(at + i) & 0xffL) << 8 * i;
        }
        return chance.oneIn(2) ? value + 1 - 2L * chance.below(2) : value << 1 + chance.below(8);
    }

    /// A word of the file that may be an address, or a place in it.
    private long address(ByteBuffer buffer) {
        for (int i = 0; i < 20; i++) {
            long value = buffer.getLong(word(buffer.array()));
            if (value > 0 && value <= buffer.capacity()) {
                return value;
            }
        }
        return chance.below(buffer.capacity() + 8);
    }

    /// Where a part of the file begins, or anywhere.
    private int part(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var found = new ArrayList<Integer>();
        int from = chance.below(bytes.length);
        for (var signature : SIGNATURES) {
            found.add(text.indexOf(signature, from));
            found.add(text.lastIndexOf(signature, from));
        }
        found.removeIf(at -> at < 0 || at > bytes.length - 24);
        return found.isEmpty() ? chance.below(bytes.length - 8) : chance.of(found);
    }

    private byte[] truncated(byte[] bytes) {
        return Arrays.copyOf(bytes, chance.below(bytes.length));
    }

    private byte[] cut(byte[] bytes) {
        int from = chance.below(bytes.length);
        int to = Math.min(bytes.length, from + 1 + chance.below(64));
        return joined(bytes, from, new byte[0], to);
    }

    private byte[] doubled(byte[] bytes) {
        int from = chance.below(bytes.length);
        int to = Math.min(bytes.length, from + 1 + chance.below(64));
        return joined(bytes, to, chance.oneIn(2) ? Arrays.copyOfRange(bytes, from, to) : chance.bytes(8), to);
    }

    private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
        var joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, until);
        joined.writeBytes(middle);
        joined.write(bytes, from, bytes.length - from);
        return joined.toByteArray();
    }
}
