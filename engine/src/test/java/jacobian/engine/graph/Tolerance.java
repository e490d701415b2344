package jacobian.engine.graph;

import jacobian.engine.backend.Buffer;
import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;

/// How far a result may be from the reference's: nothing for integers and bools, some units of the last place for
/// floating types, more where many terms were summed in another order.
record Tolerance(double relative, double smallest, boolean sums) {
    private static final int ULPS = 16;

    static Tolerance of(DType dtype, int terms) {
        return switch (dtype) {
            case FLOAT32 -> floating(0x1p-23, terms);
            case FLOAT64 -> floating(0x1p-52, terms);
            // Results differ where one of them was rounded up and the other down.
            case BFLOAT16 -> new Tolerance(0x1p-8 * (terms > 1 ? 4 : 2), 0.05, terms > 1);
            case FLOAT16 -> new Tolerance(0x1p-11 * (terms > 1 ? 4 : 2), 0.05, terms > 1);
            case BOOL, UINT8, INT32, INT64 -> new Tolerance(0, 0, false);
        };
    }

    /// Errors of rounding walk at random: they grow with the root of the number of terms.
    private static Tolerance floating(double unit, int terms) {
        return new Tolerance(unit * (ULPS + (terms > 1 ? 4 * Math.sqrt(terms) : 0)), 0.05, terms > 1);
    }

    /// What is wrong with `actual`, empty where nothing is.
    String fault(Buffer expected, Buffer actual) {
        if (!actual.type().equals(expected.type())) {
            return "type " + actual.type() + " instead of " + expected.type();
        }
        var right = Run.doubles(expected);
        var found = Run.doubles(actual);
        double largest = smallest;
        for (double each : right) {
            largest = sums && Double.isFinite(each) ? Math.max(largest, Math.abs(each)) : largest;
        }
        for (int i = 0; i < right.length; i++) {
            if (!near(right[i], found[i], largest)) {
                return "element " + i + " of " + expected.type() + " is " + found[i] + " instead of " + right[i];
            }
        }
        return "";
    }

    private boolean near(double right, double found, double largest) {
        if (right == found || (Double.isNaN(right) && Double.isNaN(found))) {
            return true;
        }
        return Math.abs(right - found) <= relative * Math.max(Math.abs(right), largest);
    }
}
