package jacobian.keras.fuzzing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Mutations that know the form of a file, so that a mutant gets past its first checks: members of archives are
/// mutated and packed again with right sums, headers are given their right length.
final class FileMutations {
    private static final List<String> NAMES = List.of(
            "../outside", "/etc/passwd", "config.json", "metadata.json", "model.weights.h5", "assets/x", "a//b", "");

    private final Chance chance;
    private final ByteMutations bytes;
    private final JsonMutations json;

    FileMutations(Chance chance) {
        this.chance = chance;
        this.bytes = new ByteMutations(chance);
        this.json = new JsonMutations(chance);
    }

    /// A mutant of the file `name`, whose ending tells its form.
    byte[] mutate(String name, byte[] seed) {
        if (chance.oneIn(4)) {
            return bytes.mutate(seed);
        }
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "keras", "npz", "zip" -> archive(seed);
            case "json" -> json.mutate(seed);
            case "h5" -> chance.oneIn(2) ? new Hdf5Mutations(chance).mutate(seed) : bytes.mutate(seed);
            case "safetensors" -> safetensors(seed);
            case "npy" -> npy(seed);
            case "tfevents" -> events(seed);
            default -> bytes.mutate(seed);
        };
    }

    private byte[] archive(byte[] seed) {
        var members = members(seed);
        if (members.isEmpty()) {
            return bytes.mutate(seed);
        }
        var name = chance.of(List.copyOf(members.keySet()));
        switch (chance.below(12)) {
            case 0 -> members.remove(name);
            case 1 -> members.put(chance.of(NAMES), members.get(name));
            case 2 -> members.put(name, members.get(chance.of(List.copyOf(members.keySet()))));
            default -> members.compute(name, this::mutate);
        }
        return packed(members);
    }

    private static Map<String, byte[]> members(byte[] seed) {
        var members = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(seed))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                members.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return members;
    }

    private byte[] packed(Map<String, byte[]> members) {
        var packed = new ByteArrayOutputStream();
        boolean isStored = !chance.oneIn(4);
        try (var zip = new ZipOutputStream(packed)) {
            for (var member : members.entrySet()) {
                var entry = new ZipEntry(member.getKey());
                if (isStored) {
                    var sum = new CRC32();
                    sum.update(member.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(member.getValue().length);
                    entry.setCrc(sum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(member.getValue());
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return packed.toByteArray();
    }

    /// 8 bytes of length, a JSON header, the values.
    private byte[] safetensors(byte[] seed) {
        int length = (int) ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN).getLong();
        var header = json.mutate(Arrays.copyOfRange(seed, 8, 8 + length));
        var values = Arrays.copyOfRange(seed, 8 + length, seed.length);
        return ByteBuffer.allocate(8 + header.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(values)
                .array();
    }

    /// Magic, version, 2 bytes of length, a header like a Python dict, the values.
    private byte[] npy(byte[] seed) {
        int length = (seed[8] & 0xff) | (seed[9] & 0xff) << 8;
        var header = bytes.mutate(Arrays.copyOfRange(seed, 10, 10 + length));
        var values = Arrays.copyOfRange(seed, 10 + length, seed.length);
        return ByteBuffer.allocate(10 + header.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(seed, 0, 8)
                .putShort((short) header.length)
                .put(header)
                .put(values)
                .array();
    }

    /// Records: 8 bytes of length and their sum, the record and its sum. One of them is mutated.
    private byte[] events(byte[] seed) {
        var buffer = ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN);
        var records = new ArrayList<byte[]>();
        while (buffer.remaining() >= 16) {
            var record = new byte[(int) buffer.getLong()];
            buffer.getInt();
            buffer.get(record).getInt();
            records.add(record);
        }
        int which = chance.below(records.size());
        records.set(which, bytes.mutate(records.get(which)));
        var mutant = new ByteArrayOutputStream();
        for (var record : records) {
            var length = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(record.length)
                    .array();
            mutant.writeBytes(length);
            mutant.writeBytes(sum(length));
            mutant.writeBytes(record);
            mutant.writeBytes(sum(record));
        }
        return mutant.toByteArray();
    }

    /// TensorFlow's masked CRC-32C.
    private static byte[] sum(byte[] bytes) {
        var sum = new CRC32C();
        sum.update(bytes);
        int masked = Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(masked)
                .array();
    }
}
