package jacobian.keras.datasets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Python's pickles of numbers, texts, lists, tuples, dictionaries and NumPy arrays, read without executing
/// anything: a pickle that asks for any other class or function is refused.
///
/// Texts and bytes become [String] (one char a byte) and `byte[]`, whole numbers [Long], tuples and lists [List],
/// dictionaries [Map], arrays [NumpyArray].
final class Pickle {
    /// A class or function that a pickle names.
    private record Global(String name) {}

    /// An element type that a pickle describes in two steps.
    private static final class Type {
        private final String name;
        private String order = "|";

        Type(String name) {
            this.name = name;
        }

        String text() {
            return order + name;
        }
    }

    /// An array whose contents come in a second step.
    private static final class Unfilled {
        private @Nullable NumpyArray array;
    }

    private static final Object MARK = new Object();
    private static final Object NONE = new Object();

    private final ByteBuffer in;
    private final ArrayList<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Pickle(byte[] bytes, int from) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(from);
    }

    /// The object in `bytes` from byte `from` on.
    static Object read(byte[] bytes, int from) {
        var pickle = new Pickle(bytes, from);
        try {
            return resolved(pickle.run());
        } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException | ClassCastException e) {
            throw new IllegalArgumentException("the pickle is damaged: fetch the file anew", e);
        }
    }

    private Object run() {
        while (true) {
            int code = in.get() & 0xff;
            if (code == '.') {
                return pop();
            }
            if (!constant(code) && !container(code) && !memory(code) && !object(code)) {
                throw new IllegalArgumentException(
                        "the pickle has the instruction " + code + ", which no data set needs: fetch the file anew");
            }
        }
    }

    /// Numbers and texts.
    private boolean constant(int code) {
        switch (code) {
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 'J' -> push((long) in.getInt());
            case 0x8a -> push(longOf(bytes(in.get() & 0xff)));
            case 'G' -> push(in.order(ByteOrder.BIG_ENDIAN).getDouble());
            case 'U' -> push(latin(bytes(in.get() & 0xff)));
            case 'T' -> push(latin(bytes(in.getInt())));
            case 0x8c -> push(new String(bytes(in.get() & 0xff), StandardCharsets.UTF_8));
            case 'X' -> push(new String(bytes(in.getInt()), StandardCharsets.UTF_8));
            case 'C' -> push(bytes(in.get() & 0xff));
            case 'B' -> push(bytes(in.getInt()));
            case 0x8e -> push(bytes(Math.toIntExact(in.getLong())));
            default -> {
                return false;
            }
        }
        in.order(ByteOrder.LITTLE_ENDIAN);
        return true;
    }

    /// Lists, tuples and dictionaries.
    private boolean container(int code) {
        switch (code) {
            case '(' -> push(MARK);
            case ']', ')' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 't', 'l' -> push(marked());
            case 0x85 -> push(last(1));
            case 0x86 -> push(last(2));
            case 0x87 -> push(last(3));
            case 'a' -> append(last(1));
            case 'e' -> append(marked());
            case 's' -> put(last(2));
            case 'u' -> put(marked());
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Objects that are met again.
    private boolean memory(int code) {
        switch (code) {
            case 0x80 -> in.get();
            case 0x95 -> in.getLong();
            case 'q' -> memo.put(in.get() & 0xff, stack.getLast());
            case 'r' -> memo.put(in.getInt(), stack.getLast());
            case 0x94 -> memo.put(memo.size(), stack.getLast());
            case 'h' -> push(known(in.get() & 0xff));
            case 'j' -> push(known(in.getInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /// NumPy's arrays and element types.
    private boolean object(int code) {
        switch (code) {
            case 'c' -> push(global(line(), line()));
            case 0x93 -> {
                var name = (String) pop();
                push(global((String) pop(), name));
            }
            case 'R' -> {
                var arguments = (List<?>) pop();
                push(made((Global) pop(), arguments));
            }
            case 'b' -> {
                var state = (List<?>) pop();
                fill(stack.getLast(), state);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Global global(String module, String name) {
        var full = module + "." + name;
        return switch (full) {
            case "numpy.ndarray", "numpy.dtype" -> new Global(name);
            case "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct" -> new Global(name);
            default ->
                throw new IllegalArgumentException("the pickle asks for " + full
                        + ", which holds no numbers: it is refused, as it may do harm in Python");
        };
    }

    private static Object made(Global what, List<?> arguments) {
        return switch (what.name()) {
            case "_reconstruct" -> new Unfilled();
            case "dtype" -> new Type((String) arguments.getFirst());
            default -> throw new IllegalArgumentException("the pickle calls " + what.name() + ": fetch the file anew");
        };
    }

    private static void fill(Object object, List<?> state) {
        if (object instanceof Type type) {
            type.order = (String) state.get(1);
            return;
        }
        var shape = ((List<?>) state.get(1))
                .stream().mapToInt(each -> ((Long) each).intValue()).toArray();
        var type = ((Type) state.get(2)).text();
        boolean columnsFirst = (Boolean) state.get(3);
        var contents = state.get(4);
        ((Unfilled) object).array = contents instanceof List<?> objects
                ? NumpyArray.of(shape, objects.stream().map(Pickle::resolved).toList())
                : NumpyArray.of(type, shape, columnsFirst, raw(contents));
    }

    private static byte[] raw(Object contents) {
        return contents instanceof String text ? text.getBytes(StandardCharsets.ISO_8859_1) : (byte[]) contents;
    }

    /// The array in place of the step that made it, in lists and dictionaries too.
    private static Object resolved(Object object) {
        return switch (object) {
            case Unfilled unfilled when unfilled.array != null -> unfilled.array;
            case Map<?, ?> map -> {
                var all = new LinkedHashMap<Object, Object>();
                map.forEach((key, value) -> all.put(key instanceof byte[] bytes ? latin(bytes) : key, resolved(value)));
                yield all;
            }
            default -> object;
        };
    }

    private void push(Object object) {
        stack.add(object);
    }

    private Object pop() {
        return stack.removeLast();
    }

    private Object known(int key) {
        var object = memo.get(key);
        if (object == null) {
            throw new IllegalArgumentException("the pickle is damaged: fetch the file anew");
        }
        return object;
    }

    /// What lies above the last mark.
    private List<Object> marked() {
        int mark = stack.lastIndexOf(MARK);
        var above = stack.subList(mark + 1, stack.size());
        var result = new ArrayList<>(above);
        above.clear();
        stack.removeLast();
        return result;
    }

    private List<Object> last(int count) {
        var top = stack.subList(stack.size() - count, stack.size());
        var result = new ArrayList<>(top);
        top.clear();
        return result;
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> values) {
        ((List<Object>) stack.getLast()).addAll(values);
    }

    @SuppressWarnings("unchecked")
    private void put(List<Object> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            var key = pairs.get(i);
            ((Map<Object, Object>) stack.getLast())
                    .put(key instanceof byte[] bytes ? latin(bytes) : key, pairs.get(i + 1));
        }
    }

    private byte[] bytes(int count) {
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException("the pickle is damaged: fetch the file anew");
        }
        var bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private String line() {
        int end = in.position();
        while (in.get(end) != '\n') {
            end++;
        }
        var text = latin(bytes(end - in.position()));
        in.get();
        return text;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static long longOf(byte[] little) {
        if (little.length == 0) {
            return 0;
        }
        if (little.length > 8) {
            throw new IllegalArgumentException("the pickle has a number of " + little.length + " bytes: 8 can be read");
        }
        byte sign = (byte) (little[little.length - 1] < 0 ? -1 : 0);
        var whole = new byte[8];
        Arrays.fill(whole, sign);
        System.arraycopy(little, 0, whole, 0, little.length);
        return ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
