package jacobian.engine.tensor;

import jacobian.engine.shape.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Text of tensors as NumPy prints arrays: eight digits at most, columns aligned, the middle of large arrays left
/// out.
final class Printing {
    private static final int THRESHOLD = 1000;
    private static final int EDGE = 3;
    private static final int LINE = 75;
    private static final int PRECISION = 8;

    private final MemorySegment elements;
    private final DType dtype;
    private final int[] sizes;
    private final boolean shortened;
    private final List<String> texts = new ArrayList<>();
    private int width;
    private int next;

    private Printing(Tensor tensor) {
        var type = tensor.buffer().type();
        this.elements = Elements.copy(tensor.buffer());
        this.dtype = type.dtype();
        this.sizes = type.shape().sizes();
        this.shortened = type.shape().size() > THRESHOLD;
    }

    static String text(Tensor tensor) {
        var printing = new Printing(tensor);
        printing.collect(0, 0);
        printing.format();
        return printing.nest(0);
    }

    /// The indices of axis `axis` that are shown.
    private int[] shown(int axis) {
        int size = sizes[axis];
        if (!shortened || size <= 2 * EDGE) {
            return IntStream.range(0, size).toArray();
        }
        return IntStream.concat(IntStream.range(0, EDGE), IntStream.range(size - EDGE, size))
                .toArray();
    }

    private final List<Double> numbers = new ArrayList<>();

    private void collect(int axis, long offset) {
        if (axis == sizes.length) {
            if (dtype == DType.INT64) {
                texts.add(Long.toString(elements.get(java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED, offset * 8)));
            } else {
                numbers.add(Elements.get(elements, dtype, offset));
            }
            return;
        }
        for (int index : shown(axis)) {
            collect(axis + 1, offset * sizes[axis] + index);
        }
    }

    private void format() {
        if (dtype.isFloating()) {
            texts.addAll(new FloatFormat(numbers, dtype, PRECISION).texts());
        } else if (dtype == DType.BOOL) {
            numbers.forEach(number -> texts.add(number != 0 ? "True" : "False"));
        } else {
            numbers.forEach(number -> texts.add(Long.toString(number.longValue())));
        }
        width = texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private String nest(int axis) {
        if (sizes.length == 0) {
            return texts.get(0).strip();
        }
        if (sizes[axis] == 0) {
            return "[]";
        }
        return axis == sizes.length - 1 ? row(axis) : block(axis);
    }

    private String block(int axis) {
        var parts = new ArrayList<String>();
        int[] shown = shown(axis);
        for (int i = 0; i < shown.length; i++) {
            if (i == EDGE && shown.length < sizes[axis]) {
                parts.add("...");
            }
            parts.add(nest(axis + 1));
        }
        var separator = "\n".repeat(sizes.length - 1 - axis) + " ".repeat(axis + 1);
        return "[" + String.join(separator, parts) + "]";
    }

    private String row(int axis) {
        var text = new StringBuilder("[");
        int column = axis + 1;
        int[] shown = shown(axis);
        for (int i = 0; i < shown.length; i++) {
            var word = i == EDGE && shown.length < sizes[axis] ? "... " + padded() : padded();
            if (i > 0 && column + 1 + word.length() > LINE - 1) {
                text.append("\n").append(" ".repeat(axis + 1));
                column = axis + 1;
            } else if (i > 0) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        return text.append(']').toString();
    }

    private String padded() {
        var text = texts.get(next++);
        return " ".repeat(width - text.length()) + text;
    }
}
