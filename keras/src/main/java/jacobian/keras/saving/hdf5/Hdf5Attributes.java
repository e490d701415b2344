package jacobian.keras.saving.hdf5;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The attributes of a group or dataset: texts, numbers, or lists of them.
public final class Hdf5Attributes {
    /// A scalar is a list of one; truth values are 0 and 1.
    private record Value(boolean isScalar, List<Object> elements) {}

    private final Source source;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private Hdf5Attributes(Source source) {
        this.source = source;
    }

    static Hdf5Attributes read(Source source, GlobalHeap heap, Header header) {
        var attributes = new Hdf5Attributes(source);
        header.all(Header.ATTRIBUTE_INFO).forEach(Hdf5Attributes::refuseDense);
        header.all(Header.ATTRIBUTE).forEach(message -> attributes.read(message, heap));
        return attributes;
    }

    /// Attributes in a heap of their own, as only libver="latest" writes them.
    private static void refuseDense(Cursor info) {
        info.version(0);
        int flags = info.u8();
        if (info.skip((flags & 1) != 0 ? 2 : 0).i64() != Source.UNDEFINED) {
            throw info.source()
                    .refused("attributes in dense storage are not read: write the file anew with"
                            + " h5py.File(..., libver=\"earliest\")");
        }
    }

    private void read(Cursor message, GlobalHeap heap) {
        int version = message.version(1, 2, 3);
        int flags = message.u8();
        int nameLength = message.u16();
        int typeLength = message.u16();
        int spaceLength = message.u16();
        message.skip(version == 3 ? 1 : 0);
        var name = message.sub(nameLength, "an attribute's name").text(nameLength);
        pad(message, version);
        var type = message.sub(typeLength, "an attribute's type");
        pad(message, version);
        var space = Dataspace.read(message.sub(spaceLength, "an attribute's sizes"));
        pad(message, version);
        if (version > 1 && flags != 0) {
            throw source.refused("the attribute " + name + " has a named datatype: this is not read");
        }
        values.put(name, new Value(space.isScalar(), elements(message, Datatype.read(type), space, heap)));
    }

    private static void pad(Cursor message, int version) {
        if (version == 1) {
            message.align();
        }
    }

    private List<Object> elements(Cursor data, Datatype type, Dataspace space, GlobalHeap heap) {
        // What is not there was not declared: no list grows beyond the message's 64 KB.
        long count = Math.min(space.count().orElse(Long.MAX_VALUE), data.remaining() / type.size() + 1);
        var elements = new ArrayList<Object>();
        for (long i = 0; i < count; i++) {
            elements.add(element(data.sub(type.size(), "an attribute"), type, heap));
        }
        return List.copyOf(elements);
    }

    private static Object element(Cursor data, Datatype type, GlobalHeap heap) {
        return switch (type) {
            case Datatype.Whole whole -> Elements.whole(data, whole);
            case Datatype.Real real -> Elements.real(data, real);
            case Datatype.Named _ -> (long) data.u8();
            case Datatype.FixedText text -> Elements.text(data, text);
            case Datatype.HeapText _ -> heap.text(data);
            case Datatype.Opaque opaque -> opaque;
            case Datatype.Other other -> other;
        };
    }

    /// The names of all attributes, in the order of the file.
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /// The text of this name; empty where there is none.
    public Optional<String> text(String name) {
        return texts(name).filter(list -> list.size() == 1).map(List::getFirst);
    }

    /// The list of texts of this name, also where Keras has split it over `name0`, `name1` and so on because it
    /// was longer than 64 KB; empty where there is none. A single text is a list of one.
    public Optional<List<String>> texts(String name) {
        if (values.containsKey(name)) {
            return Optional.of(texts(name, value(name)));
        }
        var joined = new ArrayList<String>();
        int part = 0;
        for (; values.containsKey(name + part); part++) {
            joined.addAll(texts(name + part, value(name + part)));
        }
        return part == 0 ? Optional.empty() : Optional.of(List.copyOf(joined));
    }

    private Value value(String name) {
        return Optional.ofNullable(values.get(name)).orElseThrow();
    }

    private List<String> texts(String name, Value value) {
        return value.elements.stream().map(each -> text(name, each)).toList();
    }

    private String text(String name, Object element) {
        if (element instanceof String text) {
            return text;
        }
        throw source.refused("the attribute " + name + " holds " + element + " where text is expected");
    }

    /// The numbers of this name, [Long] or [Double]; a scalar is a list of one. Empty where there is none.
    public Optional<List<Number>> numbers(String name) {
        return Optional.ofNullable(values.get(name))
                .map(value ->
                        value.elements.stream().map(each -> number(name, each)).toList());
    }

    private Number number(String name, Object element) {
        if (element instanceof Number number) {
            return number;
        }
        throw source.refused("the attribute " + name + " holds " + element + " where numbers are expected");
    }
}
