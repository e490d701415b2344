package jacobian.engine.tensor;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An einops pattern such as `b (h p) c -> b h (p c)`: the names that make up each axis, before and after.
record Rearrangement(
        String pattern, List<List<String>> before, List<List<String>> after, Map<String, Integer> lengths) {
    private static final Pattern AXIS = Pattern.compile("\\w+|\\([\\w\\s]*\\)|\\S");
    private static final Pattern NAME = Pattern.compile("\\w+");

    static Rearrangement of(String pattern, Map<String, Integer> lengths) {
        var sides = pattern.split("->", -1);
        if (sides.length != 2) {
            throw new ShapeException("rearrange pattern \"" + pattern + "\" needs one ->: \"b h w c -> b c h w\"");
        }
        var result = new Rearrangement(pattern, axes(pattern, sides[0]), axes(pattern, sides[1]), Map.copyOf(lengths));
        var names = result.names(result.before);
        var others = result.names(result.after);
        if (!new HashSet<>(names).equals(new HashSet<>(others))
                || new HashSet<>(names).size() != names.size()
                || names.size() != others.size()) {
            throw new ShapeException(
                    "rearrange pattern \"" + pattern + "\" needs the same names on both sides, each once");
        }
        return result;
    }

    private static List<List<String>> axes(String pattern, String side) {
        var axes = new ArrayList<List<String>>();
        var axis = AXIS.matcher(side);
        while (axis.find()) {
            var names = new ArrayList<String>();
            var name = NAME.matcher(axis.group());
            while (name.find()) {
                names.add(name.group());
            }
            if (names.isEmpty()) {
                throw new ShapeException("rearrange pattern \"" + pattern + "\" has \"" + axis.group()
                        + "\": axes have names, or names in parentheses");
            }
            axes.add(names);
        }
        return axes;
    }

    private List<String> names(List<List<String>> axes) {
        return axes.stream().flatMap(List::stream).toList();
    }

    Tensor apply(Tensor x) {
        if (x.rank() != before.size()) {
            throw new ShapeException(
                    "rearrange pattern \"" + pattern + "\" is for " + before.size() + " axes, not for " + x.type());
        }
        var dims = new HashMap<String, Dim>();
        for (int axis = 0; axis < before.size(); axis++) {
            split(x.shape().dim(axis), before.get(axis), dims);
        }
        var split = x.reshape(Shape.of(names(before).stream().map(dims::get).toList()));
        var order = names(after).stream().mapToInt(names(before)::indexOf).toArray();
        var turned = order.length == 0 ? split : split.transpose(order);
        return turned.reshape(
                Shape.of(after.stream().map(each -> joined(each, dims)).toList()));
    }

    /// Finds the sizes of the parts of an axis: all but one are given.
    private void split(Dim whole, List<String> parts, Map<String, Dim> dims) {
        long known = 1;
        String open = "";
        for (var part : parts) {
            if (parts.size() > 1 && lengths.containsKey(part)) {
                dims.put(part, Dim.fixed(lengths.get(part)));
                known *= lengths.get(part);
            } else if (open.isEmpty()) {
                open = part;
            } else {
                throw new ShapeException("rearrange pattern \"" + pattern + "\" leaves the sizes of " + open + " and "
                        + part + " open: give all but one");
            }
        }
        if (whole.isKnown() && (known == 0 || whole.size() % known != 0 || open.isEmpty() && whole.size() != known)) {
            throw new ShapeException("rearrange pattern \"" + pattern + "\" cannot split an axis of size " + whole
                    + " into " + parts + " with " + lengths);
        }
        if (!open.isEmpty()) {
            dims.put(open, known == 1 ? whole : Dim.derived(new SizeRule.Product(known), List.of(whole)));
        }
    }

    private static Dim joined(List<String> names, Map<String, Dim> dims) {
        var parts = names.stream().map(dims::get).toList();
        return parts.size() == 1 ? parts.get(0) : Dim.derived(new SizeRule.Product(1), parts);
    }
}
