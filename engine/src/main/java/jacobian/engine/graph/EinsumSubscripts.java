package jacobian.engine.graph;

import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The letters of the axes of each operand and of the result; those of an ellipsis are letters too.
record EinsumSubscripts(List<String> inputs, String output) {
    private static final char ELLIPSIS = '\uE000';

    static EinsumSubscripts of(String subscripts, List<Integer> ranks) {
        var sides = subscripts.replace(" ", "").split("->", -1);
        var inputs = List.of(sides[0].split(",", -1));
        if (sides.length > 2 || inputs.size() != ranks.size()) {
            throw new ShapeException("subscripts \"" + subscripts + "\" for " + ranks.size()
                    + " operands: needs the form ab,bc->ac with one part for each");
        }
        var letters = new ArrayList<String>();
        int longest = 0;
        for (int i = 0; i < inputs.size(); i++) {
            int elided = elided(inputs.get(i), ranks.get(i), subscripts);
            longest = Math.max(longest, elided);
            letters.add(inputs.get(i).replace("...", ellipsis(elided)));
        }
        var output = sides.length == 2 ? sides[1].replace("...", ellipsis(longest)) : implied(letters, longest);
        return new EinsumSubscripts(letters, checked(output, letters, subscripts));
    }

    private static int elided(String letters, int rank, String subscripts) {
        int named = letters.replace("...", "").length();
        boolean open = letters.contains("...");
        if (letters.replace("...", "").contains(".") || (open ? rank < named : rank != named)) {
            throw new ShapeException("part \"" + letters + "\" of subscripts \"" + subscripts + "\" needs " + named
                    + (open ? " or more" : "") + " axes, its operand has " + rank);
        }
        return rank - named;
    }

    /// The letters of the last `count` axes of an ellipsis, which are aligned at its end.
    private static String ellipsis(int count) {
        var letters = new StringBuilder();
        for (int i = count - 1; i >= 0; i--) {
            letters.append((char) (ELLIPSIS + i));
        }
        return letters.toString();
    }

    private static String implied(List<String> inputs, int longest) {
        var all = String.join("", inputs);
        return ellipsis(longest)
                + all.chars()
                        .filter(letter -> letter < ELLIPSIS && all.indexOf(letter) == all.lastIndexOf(letter))
                        .sorted()
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }

    private static String checked(String output, List<String> inputs, String subscripts) {
        var all = String.join("", inputs);
        for (char letter : output.toCharArray()) {
            if (letter < ELLIPSIS && all.indexOf(letter) < 0) {
                throw new ShapeException(
                        "subscripts \"" + subscripts + "\": the result's '" + letter + "' is in no operand");
            }
        }
        if (output.chars().distinct().count() != output.length()) {
            throw new ShapeException("subscripts \"" + subscripts + "\": the result has a letter twice");
        }
        return output;
    }
}
