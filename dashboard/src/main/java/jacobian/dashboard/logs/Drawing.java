package jacobian.dashboard.logs;

import java.util.List;

/// A model as boxes and arrows.
public record Drawing(List<Box> boxes, List<Arrow> arrows) {
    /// More boxes than these are not drawn.
    static final int MOST = 400;

    public Drawing {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }

    /// A layer or an operation.
    ///
    /// @param kind its class, as in `Dense`
    /// @param detail what else is known, as in `units=64, activation=relu`
    /// @param shape the shape it gives; empty where nobody says
    public record Box(String name, String kind, String detail, String shape) {}

    /// From the box at `from` to that at `to`, counted from 0.
    public record Arrow(int from, int to) {}
}
