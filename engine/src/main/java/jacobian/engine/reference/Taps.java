package jacobian.engine.reference;

import jacobian.engine.graph.Window;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;

/// The places where a window touches the spatial axes of `(batch, *spatial, channels)`.
record Taps(Window window, Shape in, Shape out) {
    @FunctionalInterface
    interface Visitor {
        /// Linear spatial positions: in the input, in the result, and in the window.
        void at(int in, int out, int tap);
    }

    static Taps of(Window window, Shape input) {
        int spatial = window.size().size();
        var out = window.slide(input, input.dim(-1));
        return new Taps(window, input.range(1, spatial + 1), out.range(1, spatial + 1));
    }

    private Shape size() {
        return Shape.of(window.size().stream().map(Dim::fixed).toList());
    }

    /// Visits all pairs of a result position and a window cell that lies inside the input, cells of a position in
    /// row-major order.
    void each(Visitor visitor) {
        var place = new int[in.rank()];
        Index.each(
                out,
                (o, position) -> Index.each(size(), (t, tap) -> {
                    for (int axis = 0; axis < place.length; axis++) {
                        int start = position[axis] * window.strides().get(axis) - window.low(axis, in.size(axis));
                        place[axis] = start + tap[axis] * window.dilations().get(axis);
                        if (place[axis] < 0 || place[axis] >= in.size(axis)) {
                            return;
                        }
                    }
                    visitor.at(Index.linear(place, in), o, t);
                }));
    }

    int inputs() {
        return Math.toIntExact(in.size());
    }

    int outputs() {
        return Math.toIntExact(out.size());
    }
}
