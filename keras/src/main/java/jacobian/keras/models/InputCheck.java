package jacobian.keras.models;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Brings what a functional model is given to what its inputs are declared as, or refuses it.
final class InputCheck {
    private InputCheck() {}

    static List<Tensor> of(Model model, List<Tensor> expected, List<String> names, List<Tensor> given) {
        if (given.size() != expected.size()) {
            throw new ShapeException(
                    model.name() + " takes " + expected.size() + " inputs " + names + ", not " + given.size());
        }
        var inputs = new ArrayList<Tensor>();
        for (int i = 0; i < given.size(); i++) {
            inputs.add(fit(model, expected.get(i), names.get(i), given.get(i)));
        }
        return inputs;
    }

    /// As in Keras, a last axis of size 1 may be missing or be too much.
    private static Tensor fit(Model model, Tensor expected, String name, Tensor given) {
        var want = expected.shape();
        var x = given;
        if (x.rank() == want.rank() + 1 && x.shape().size(-1) == 1) {
            x = x.squeeze(-1);
        } else if (x.rank() == want.rank() - 1 && want.size(-1) == 1) {
            x = x.expandDims(-1);
        }
        int wrong = firstDifference(want, x.shape());
        if (wrong >= 0) {
            throw new ShapeException(model.name() + " cannot take " + given.shape() + " as input \"" + name
                    + "\"\n  needs  " + want
                    + (wrong < want.rank() && wrong < given.rank()
                            ? "\n  axis " + wrong + " is " + given.shape().dim(wrong) + ", not " + want.dim(wrong)
                            : "\n  has " + given.rank() + " axes, not " + want.rank())
                    + "\n  mend   give it examples of " + want.range(1, want.rank()) + ", the batch as axis 0");
        }
        return x.cast(expected.dtype());
    }

    private static int firstDifference(Shape want, Shape given) {
        for (int i = 0; i < Math.min(want.rank(), given.rank()); i++) {
            if (!want.dim(i).agrees(given.dim(i))) {
                return i;
            }
        }
        return want.rank() == given.rank() ? -1 : Math.min(want.rank(), given.rank());
    }
}
