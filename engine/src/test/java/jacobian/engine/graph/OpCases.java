package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import java.util.ArrayList;
import java.util.List;

/// At least one case for every member of the sealed family of operations, every constant of its enums and every
/// kind among its attributes.
///
/// Operands are made of `dtype` where the operation takes it, and one of their axes has size `n`: 0, 1, around
/// the width of a vector, or a symbol.
final class OpCases {
    private OpCases() {}

    /// The cases of any `n`, in the same order for each.
    static List<OpCase> of(DType dtype, Dim n) {
        var cases = new ArrayList<OpCase>();
        cases.addAll(ElementwiseCases.of(dtype, n));
        cases.addAll(MovementCases.of(dtype, n));
        cases.addAll(LookupCases.of(dtype, n));
        cases.addAll(ProductCases.of(dtype, n));
        cases.addAll(ControlCases.of(dtype, n));
        cases.addAll(AttentionCases.of(dtype, n));
        return cases;
    }

    /// Those, and cases in which `n` is a number of channels.
    static List<OpCase> of(DType dtype, int n) {
        var cases = new ArrayList<>(of(dtype, Dim.fixed(n)));
        cases.addAll(ProductCases.wide(dtype, n));
        return cases;
    }
}
