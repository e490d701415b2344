package jacobian.keras.saving.hdf5;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The bytes of a file: everything but the values of tensors in memory, children before their parents, then the
/// values one after the other.
final class NewFile {
    private static final long UNDEFINED = -1;
    private static final int SUPERBLOCK = 96;
    private static final long LARGEST_PIECE = 1 << 20;

    private final Encoder structure = new Encoder();
    private final NewHeap heap = new NewHeap();
    private final List<Values> values = new ArrayList<>();
    private final long size;

    /// @param reference where the address of the values belongs
    private record Values(Tensor tensor, int reference, long bytes) {
        /// Values begin at multiples of 8.
        long padded() {
            return bytes + 7 & ~7L;
        }
    }

    NewFile(Hdf5GroupWriter root) {
        requireLittleEndian();
        structure.zeros(SUPERBLOCK);
        var top = group(root);
        heap.write(structure.align());
        structure.align();
        long at = structure.position();
        for (var each : values) {
            structure.patch(each.reference, at);
            at += each.padded();
        }
        size = at;
        superblock(top);
    }

    private static void requireLittleEndian() {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new UnsupportedOperationException("HDF5 files are written on little-endian machines only");
        }
    }

    private void superblock(NewGroup.Place top) {
        var block = new Encoder();
        block.u8(0x89).letters("HDF\r\n\u001a\n").u8(0, 0, 0, 0, 0, 8, 8, 0);
        block.u16(NewGroup.LEAF / 2).u16(NewGroup.NODE / 2).u32(0);
        block.i64(0, UNDEFINED, size, UNDEFINED);
        block.i64(0, top.header()).u32(1).u32(0).i64(top.tree(), top.heap());
        structure.overwrite(0, block);
    }

    long size() {
        return size;
    }

    private NewGroup.Place group(Hdf5GroupWriter group) {
        var addresses = new ArrayList<Map.Entry<String, NewGroup.Place>>();
        group.members().forEach((name, member) -> addresses.add(Map.entry(name, member(member))));
        var place = NewGroup.write(structure, addresses);
        long address = header(1 + group.attributes().size());
        message(0x11, () -> structure.i64(place.tree(), place.heap()));
        group.attributes().forEach(this::attribute);
        endHeader(address);
        return place.at(address);
    }

    private NewGroup.Place member(Hdf5GroupWriter.Member member) {
        return switch (member) {
            case Hdf5GroupWriter.Group(var group) -> group(group);
            case Hdf5GroupWriter.Numbers(var tensor) -> NewGroup.Place.dataset(dataset(tensor));
            case Hdf5GroupWriter.Texts(var texts) -> NewGroup.Place.dataset(dataset(texts));
        };
    }

    private long dataset(Tensor tensor) {
        var type = tensor.buffer().type();
        boolean isBrain = type.dtype() == DType.BFLOAT16;
        long address = header(isBrain ? 5 : 4);
        message(0x01, () -> NewType.space(structure, type.shape().sizes()));
        message(0x03, () -> NewType.of(structure, type.dtype()));
        long bytes = type.shape().size() * type.dtype().bytes();
        fillAndLayout(bytes);
        if (bytes > 0) {
            values.add(new Values(tensor, structure.position() - 22, bytes));
        }
        if (isBrain) {
            attribute("dtype", NewValue.of("bfloat16"));
        }
        return endHeader(address);
    }

    /// The layout is contiguous at an address that is patched later: 22 bytes before the end of its message.
    private void fillAndLayout(long bytes) {
        message(0x05, () -> structure.u8(2, 2, 2, 1).u32(0));
        message(0x08, () -> structure.u8(3, 1).i64(UNDEFINED, bytes));
    }

    private long dataset(List<String> texts) {
        long heapReferences = 16L * texts.size();
        structure.align();
        int elements = structure.position();
        texts.forEach(each -> heap.reference(structure, each.getBytes(StandardCharsets.UTF_8)));
        long address = header(4);
        message(0x01, () -> NewType.space(structure, texts.size()));
        message(0x03, () -> NewType.heapText(structure));
        fillAndLayout(heapReferences);
        if (!texts.isEmpty()) {
            structure.patch(structure.position() - 22, elements);
        }
        return endHeader(address);
    }

    /// Begins an object header; its length is patched when it ends.
    private long header(int messages) {
        long address = structure.align().position();
        structure.u8(1, 0).u16(messages).u32(1).u32(0).u32(0);
        return address;
    }

    private long endHeader(long address) {
        structure.patch32((int) address + 8, structure.position() - address - 16);
        return address;
    }

    private void message(int type, Runnable data) {
        int at = structure.position();
        structure.u16(type).u16(0).u32(0);
        data.run();
        structure.align();
        structure.patch16(at + 2, structure.position() - at - 8);
    }

    private void attribute(String name, NewValue value) {
        var type = new Encoder();
        var space = new Encoder();
        value.describe(type, space);
        var utf8 = (name + '\0').getBytes(StandardCharsets.UTF_8);
        boolean isAscii = utf8.length == name.length() + 1;
        message(0x0c, () -> {
            structure
                    .u8(isAscii ? 1 : 3, 0)
                    .u16(utf8.length)
                    .u16(type.position())
                    .u16(space.position());
            if (isAscii) {
                structure.put(utf8).align().put(type).align().put(space).align();
            } else {
                structure.u8(1).put(utf8).put(type).put(space);
            }
            value.elements(structure, heap);
        });
    }

    void write(WritableByteChannel channel) throws IOException {
        send(channel, structure.buffer());
        for (var each : values) {
            write(channel, each.tensor);
            send(channel, ByteBuffer.allocate((int) (each.padded() - each.bytes)));
        }
    }

    private static void write(WritableByteChannel channel, Tensor tensor) throws IOException {
        var buffer = tensor.buffer();
        long bytes = buffer.type().shape().size() * buffer.type().dtype().bytes();
        try (var arena = Arena.ofConfined()) {
            var elements = buffer.memory().orElseGet(() -> {
                var copy = arena.allocate(bytes, Long.BYTES);
                buffer.read(copy);
                return copy;
            });
            for (long at = 0; at < bytes; at += LARGEST_PIECE) {
                send(
                        channel,
                        elements.asSlice(at, Math.min(LARGEST_PIECE, bytes - at))
                                .asByteBuffer());
            }
        }
    }

    private static void send(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
