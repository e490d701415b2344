package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.GlorotNormal;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.HeNormal;
import jacobian.keras.initializers.HeUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.LecunNormal;
import jacobian.keras.initializers.LecunUniform;
import jacobian.keras.initializers.VarianceScaling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The equation of an [EinsumDense]: the letters of input, kernel and result, and where `...` stands.
record EinsumForm(String input, String kernel, String output, Ellipsis ellipsis) {
    enum Ellipsis {
        NONE,
        LEFT,
        RIGHT
    }

    private static final String LETTERS = "([a-zA-Z]+)";
    private static final Pattern PLAIN = Pattern.compile(LETTERS + "," + LETTERS + "->" + LETTERS);
    private static final Pattern LEFT =
            Pattern.compile("\\.\\.\\." + LETTERS + "," + LETTERS + "->\\.\\.\\." + LETTERS);
    private static final Pattern RIGHT =
            Pattern.compile("([a-zA-Z]{2,})\\.\\.\\.," + LETTERS + "->" + LETTERS + "\\.\\.\\.");

    static EinsumForm of(String equation) {
        for (var ellipsis : Ellipsis.values()) {
            var pattern = switch (ellipsis) {
                case NONE -> PLAIN;
                case LEFT -> LEFT;
                case RIGHT -> RIGHT;
            };
            var match = pattern.matcher(equation.replace(" ", ""));
            if (match.matches()) {
                return new EinsumForm(match.group(1), match.group(2), match.group(3), ellipsis);
            }
        }
        throw new IllegalArgumentException(
                "equation \"" + equation + "\": needs the form ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac...");
    }

    EinsumForm {
        for (char letter : kernel.toCharArray()) {
            if (input.indexOf(letter) < 0 && output.indexOf(letter) < 0) {
                throw new IllegalArgumentException("equation with the kernel " + kernel + ": '" + letter
                        + "' is neither in the input " + input + " nor in the result " + output);
            }
        }
    }

    /// Refuses a shape of too few or too many axes.
    void check(Layer layer, Shape shape) {
        elided(layer, shape);
    }

    /// For how many axes of `shape` the ellipsis stands.
    private int elided(Layer layer, Shape shape) {
        int elided = shape.rank() - input.length();
        if (ellipsis == Ellipsis.NONE ? elided != 0 : elided < (ellipsis == Ellipsis.LEFT ? 1 : 0)) {
            throw new ShapeException(layer + " cannot take " + shape + "\n  needs  "
                    + (ellipsis == Ellipsis.NONE ? "" : "at least ")
                    + (input.length() + (ellipsis == Ellipsis.LEFT ? 1 : 0)) + " axes");
        }
        return elided;
    }

    /// The size of each letter's axis, [Shape#ANY] where it is not known; `given` are those of the result that
    /// the user stated.
    Map<Character, Integer> sizes(Layer layer, Shape shape, List<Integer> given) {
        int elided = elided(layer, shape);
        var sizes = new HashMap<Character, Integer>();
        for (int i = 0; i < input.length(); i++) {
            sizes.put(input.charAt(i), shape.size(ellipsis == Ellipsis.LEFT ? i + elided : i));
        }
        int first = ellipsis == Ellipsis.LEFT ? 0 : 1;
        if (given.size() != output.length() - first) {
            throw new IllegalArgumentException(layer + ": output_shape needs " + (output.length() - first)
                    + " sizes, one for each letter of the result but the batch, not " + given.size());
        }
        for (int i = first; i < output.length(); i++) {
            join(layer, sizes, output.charAt(i), given.get(i - first));
        }
        return sizes;
    }

    private void join(Layer layer, Map<Character, Integer> sizes, char letter, int size) {
        int known = sizes.getOrDefault(letter, Shape.ANY);
        if (known != Shape.ANY && size != Shape.ANY && known != size) {
            throw new ShapeException(
                    layer + ": axis '" + letter + "' is " + known + " in the input and " + size + " in output_shape");
        }
        sizes.put(letter, known == Shape.ANY && input.indexOf(letter) < 0 || size != Shape.ANY ? size : known);
    }

    Shape kernelShape(Layer layer, Map<Character, Integer> sizes) {
        return shape(layer, "kernel", kernel, sizes);
    }

    /// From the first letter of `axes` in the result on, with 1 for the letters that are not among them.
    Shape biasShape(Layer layer, String axes, Map<Character, Integer> sizes, int rank) {
        for (char letter : axes.toCharArray()) {
            if (output.indexOf(letter) < 0) {
                throw new IllegalArgumentException(
                        layer + ": bias_axes has '" + letter + "', which is not in the result " + output);
            }
        }
        int first = axes.chars().map(output::indexOf).min().orElse(output.length());
        var shape = Shape.scalar();
        for (char letter : output.substring(first).toCharArray()) {
            var dim = axes.indexOf(letter) < 0 ? Shape.of(1) : shape(layer, "bias", Character.toString(letter), sizes);
            shape = shape.concat(dim);
        }
        for (int i = input.length(); i < rank && ellipsis == Ellipsis.RIGHT; i++) {
            shape = shape.concat(Shape.of(1));
        }
        return shape;
    }

    private static Shape shape(Layer layer, String weight, String letters, Map<Character, Integer> sizes) {
        var dims = new ArrayList<Dim>();
        for (char letter : letters.toCharArray()) {
            int size = sizes.getOrDefault(letter, Shape.ANY);
            if (size == Shape.ANY) {
                throw new ShapeException(layer + ": the size of axis '" + letter + "', which its " + weight
                        + " has, is not known\n  mend   state it in output_shape, or in the shape of the Input");
            }
            dims.add(Dim.fixed(size));
        }
        return Shape.of(dims);
    }

    /// `initializer` for kernels of this equation: one that looks at the numbers of inputs and outputs sees the
    /// sums and the results of the equation as such.
    Initializer fans(Initializer initializer) {
        boolean scales = initializer instanceof VarianceScaling
                || initializer instanceof GlorotUniform
                || initializer instanceof GlorotNormal
                || initializer instanceof HeUniform
                || initializer instanceof HeNormal
                || initializer instanceof LecunUniform
                || initializer instanceof LecunNormal;
        return scales ? (shape, dtype) -> asMatrix(initializer, shape, dtype) : initializer;
    }

    private Tensor asMatrix(Initializer initializer, Shape shape, DType dtype) {
        var summed = new ArrayList<Integer>();
        var made = new ArrayList<Integer>();
        for (int axis = 0; axis < kernel.length(); axis++) {
            (output.indexOf(kernel.charAt(axis)) < 0 ? summed : made).add(axis);
        }
        int in = Math.toIntExact(shape.permute(summed).size());
        int out = Math.toIntExact(shape.permute(made).size());
        var order = new ArrayList<>(summed);
        order.addAll(made);
        var values = initializer.apply(Shape.of(in, out), dtype).reshape(shape.permute(order));
        return values.transpose(
                IntStream.range(0, order.size()).map(order::indexOf).toArray());
    }
}
