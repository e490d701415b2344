package jacobian.engine.graph;

/// What calculus says of an operation, and to what error its gradient is held.
///
/// @param reason why there is no gradient, empty where there is one
record Nature(Kind kind, String reason) {
    enum Kind {
        SMOOTH(1e-6),
        KINKED(1e-4),
        NOT_DIFFERENTIABLE(0);

        private final double tolerance;

        Kind(double tolerance) {
            this.tolerance = tolerance;
        }

        double tolerance() {
            return tolerance;
        }
    }

    static final Nature SMOOTH = new Nature(Kind.SMOOTH, "");
    static final Nature KINKED = new Nature(Kind.KINKED, "");
    static final Nature STEPS = none("it is constant between its jumps");
    static final Nature BOOL = none("its result is bool");
    static final Nature BITS = none("it works on bits");
    static final Nature INDEX = none("its result is an index");

    static Nature none(String reason) {
        return new Nature(Kind.NOT_DIFFERENTIABLE, reason);
    }

    boolean differentiable() {
        return kind != Kind.NOT_DIFFERENTIABLE;
    }
}
