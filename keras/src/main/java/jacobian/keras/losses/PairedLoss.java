package jacobian.keras.losses;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;

/// A loss that compares each element of the target with the one of the prediction at its place.
abstract class PairedLoss<L extends PairedLoss<L>> extends FluentLoss<L> {
    @Override
    public final Tensor call(Tensor yTrue, Tensor yPred) {
        var same = SameRank.of(yTrue, yPred);
        var target = same.first();
        var prediction = same.second();
        if (target.rank() != prediction.rank()) {
            throw refusal(
                    yTrue, yPred, "target and prediction have " + yTrue.rank() + " and " + yPred.rank() + " axes");
        }
        for (int i = 0; i < target.rank(); i++) {
            if (!target.shape().dim(i).agrees(prediction.shape().dim(i))) {
                throw refusal(
                        yTrue,
                        yPred,
                        "axis " + i + " is " + target.shape().dim(i) + " against "
                                + prediction.shape().dim(i));
            }
        }
        return formula(target, prediction);
    }

    private ShapeException refusal(Tensor yTrue, Tensor yPred, String why) {
        return new ShapeException(this + " cannot compare the target " + yTrue.shape() + " with the prediction "
                + yPred.shape() + "\n  needs  one shape for both\n  " + why + "\n  mend   " + advice(yTrue, yPred));
    }

    /// What to do about shapes that differ.
    String advice(Tensor yTrue, Tensor yPred) {
        return "give the last layer as many units as a target has values";
    }

    /// The losses of samples; both arguments have one shape.
    abstract Tensor formula(Tensor yTrue, Tensor yPred);
}
