package jacobian.plots.drawing;

import java.util.List;

/// Boxes and the arrows between them.
///
/// @param boxes in an order in which arrows lead to later boxes alone
/// @param arrows pairs of places in `boxes`
/// @param stacked one box below the other, where nothing is known of arrows
public record Graph(List<Box> boxes, List<Arrow> arrows, boolean stacked) {
    /// What is drawn at one place: lines of text, or a frame around a graph of its own.
    ///
    /// @param lines the first is the name
    /// @param kind boxes of one kind have one color
    /// @param inside the graph inside the frame; no boxes where there is none
    public record Box(List<String> lines, int kind, Graph inside) {
        public boolean isFrame() {
            return !inside.boxes().isEmpty();
        }
    }

    public record Arrow(int from, int to) {}

    /// A graph of nothing.
    public static final Graph EMPTY = new Graph(List.of(), List.of(), false);
}
