package jacobian.keras.saving.hdf5;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Gets the elements of one dataset from where they lie.
record Storage(Source source, String path, Header header) {
    MemorySegment elements(Layout layout, Dataspace space, Datatype stored) {
        long count = space.count().orElse(Long.MAX_VALUE);
        if (count > Long.MAX_VALUE / stored.size()) {
            throw source.refused("the dataset " + path + " has more elements than any file: " + space.sizes());
        }
        long bytes = count * stored.size();
        if (bytes == 0) {
            return MemorySegment.NULL;
        }
        return switch (layout) {
            case Layout.Compact compact -> part(compact.bytes(), bytes);
            case Layout.Contiguous piece -> contiguous(piece, bytes);
            case Layout.Chunked chunked -> {
                var target = target(bytes);
                var chunks = chunks(chunked.sizes(), space, target, stored);
                if (chunked.tree() != Source.UNDEFINED) {
                    chunks.tree(chunked.tree());
                }
                yield chunks.isWhole() ? target : filled(target);
            }
            case Layout.Single single -> {
                var target = target(bytes);
                var chunks = chunks(single.sizes(), space, target, stored);
                if (single.address() != Source.UNDEFINED) {
                    chunks.single(single.address(), single.length());
                }
                yield chunks.isWhole() ? target : filled(target);
            }
        };
    }

    private Chunks chunks(List<Long> sizes, Dataspace space, MemorySegment target, Datatype stored) {
        var filters = header.find(Header.FILTERS)
                .map(each -> Filters.read(each, source, path))
                .orElse(Filters.none(source, path));
        return new Chunks(filters, space.sizes(), sizes, target, stored.size());
    }

    private MemorySegment contiguous(Layout.Contiguous piece, long bytes) {
        if (piece.address() == Source.UNDEFINED) {
            return filled(target(bytes));
        }
        return part(source.own(piece.address(), Math.min(piece.length(), bytes), "the dataset " + path), bytes);
    }

    private MemorySegment part(MemorySegment found, long bytes) {
        if (found.byteSize() < bytes) {
            throw source.refused(
                    "the dataset " + path + " needs " + bytes + " bytes, but " + found.byteSize() + " are stored");
        }
        return found.asSlice(0, bytes);
    }

    private MemorySegment target(long bytes) {
        source.unpack(bytes, "the dataset " + path);
        return Arena.ofAuto().allocate(bytes, Long.BYTES);
    }

    /// What was never written holds the fill value, which is zero in all files of Keras.
    private MemorySegment filled(MemorySegment target) {
        header.find(Header.FILL_VALUE).ifPresent(this::requireZero);
        return target;
    }

    private void requireZero(Cursor message) {
        int version = message.version(1, 2, 3);
        boolean isGiven =
                version == 3 ? (message.u8() & 0x20) != 0 : message.skip(2).u8() != 0 || version == 1;
        if (!isGiven) {
            return;
        }
        long length = message.u32();
        for (long i = 0; i < length; i++) {
            if (message.u8() != 0) {
                throw source.refused("the dataset " + path + " is not written to its end, and its fill value is not 0");
            }
        }
    }
}
