package jacobian.keras.saving.hdf5;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A dataset of an HDF5 file: an array of numbers or of text.
public final class Hdf5Dataset implements Hdf5Object {
    private final Objects objects;
    private final String path;
    private final Header header;
    private final Datatype stored;
    private final Dataspace space;
    private final Layout layout;
    private @Nullable Hdf5Attributes attributes;
    private boolean wasRead;

    private Hdf5Dataset(Objects objects, String path, Header header) {
        var source = objects.source();
        this.objects = objects;
        this.path = path;
        this.header = header;
        this.stored = Datatype.read(message(Header.DATATYPE, "type"));
        this.space = Dataspace.read(message(Header.DATASPACE, "sizes"));
        this.layout = Layout.read(message(Header.LAYOUT, "layout"), path);
        if (header.has(Header.EXTERNAL_FILES)) {
            throw source.refused("the dataset " + path + " has its values in other files: that is refused");
        }
    }

    static Hdf5Dataset read(Objects objects, String path, Header header) {
        return new Hdf5Dataset(objects, path, header);
    }

    private Cursor message(int type, String what) {
        return header.find(type).orElseThrow(() -> objects.source().refused("the dataset " + path + " has no " + what));
    }

    /// Where the dataset lies, as in "/layers/dense/vars/0".
    public String path() {
        return path;
    }

    public Hdf5Attributes attributes() {
        var known = attributes;
        if (known == null) {
            known = objects.attributes(header);
            attributes = known;
        }
        return known;
    }

    /// Whether this is text, which [#texts] reads; all else is numbers.
    public boolean isText() {
        return stored instanceof Datatype.FixedText || stored instanceof Datatype.HeapText;
    }

    /// The type of [#tensor]. Stored types that the engine does not have become the next wider one that it has:
    /// int8, int16 and uint16 int32, uint32 and uint64 int64.
    public DType dtype() {
        return switch (stored) {
            case Datatype.Whole whole -> whole(whole);
            case Datatype.Real real -> real(real);
            case Datatype.Named named when named.isBoolean() -> DType.BOOL;
            case Datatype.Opaque opaque when isBrain(opaque) -> DType.BFLOAT16;
            case Datatype.Named _, Datatype.Opaque _, Datatype.Other _ -> throw refused();
            case Datatype.FixedText _, Datatype.HeapText _ -> throw refused();
        };
    }

    private static DType whole(Datatype.Whole type) {
        if (type.size() == 1 && !type.isSigned()) {
            return DType.UINT8;
        }
        return type.size() < 4 || type.size() == 4 && type.isSigned() ? DType.INT32 : DType.INT64;
    }

    private static DType real(Datatype.Real type) {
        return switch ((int) type.size()) {
            case 2 -> type.isBrain() ? DType.BFLOAT16 : DType.FLOAT16;
            case 4 -> DType.FLOAT32;
            default -> DType.FLOAT64;
        };
    }

    private boolean isBrain(Datatype.Opaque type) {
        return type.size() == 2 && attributes().text("dtype").equals(Optional.of("bfloat16"));
    }

    private RuntimeException refused() {
        return objects.source()
                .refused("the dataset " + path + " holds " + stored
                        + ": tensors are made of integers, IEEE floats, bfloat16 as Keras stores it, and truth values");
    }

    /// The sizes of [#tensor]; a scalar has none.
    public Shape shape() {
        for (long size : space.sizes()) {
            if (size > Integer.MAX_VALUE) {
                throw objects.source().refused("the dataset " + path + " has " + size + " entries along one axis");
            }
        }
        return Shape.of(space.sizes().stream().mapToInt(Long::intValue).toArray());
    }

    /// The values, copied from the file.
    public Tensor tensor() {
        var type = new TensorType(dtype(), shape());
        var bytes = elements();
        return Tensor.of(type, Conversion.toNative(objects.source(), stored, type.dtype(), bytes));
    }

    /// The texts of a dataset of text, row by row.
    public List<String> texts() {
        if (!isText()) {
            throw refused();
        }
        var cursor = new Cursor(objects.source(), elements(), "the dataset " + path);
        var texts = new ArrayList<String>();
        while (cursor.remaining() > 0) {
            texts.add(
                    stored instanceof Datatype.FixedText fixed
                            ? Elements.text(cursor, fixed)
                            : objects.heap().text(cursor));
        }
        return List.copyOf(texts);
    }

    /// The elements as they are stored, without filters.
    private MemorySegment elements() {
        // What is read again overlaps what was read before.
        var source = wasRead ? objects.source().again() : objects.source();
        wasRead = true;
        return new Storage(source, path, header).elements(layout, space, stored);
    }

    @Override
    public String toString() {
        return "dataset " + path + " of " + stored + space.sizes();
    }
}
