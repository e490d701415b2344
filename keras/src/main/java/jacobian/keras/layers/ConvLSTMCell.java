package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// One step of [ConvLSTM2D] and its kin: an [LSTMCell] whose products are convolutions. Steps and states have
/// their channels last.
final class ConvLSTMCell extends RecurrentCell<ConvLSTMCell> {
    /// The window over the input, the number of filters, and what gates do.
    record Form(Window window, int filters, ActivationFunction recurrentActivation, boolean unitForgetBias) {
        int rank() {
            return window.size().size();
        }
    }

    private final Form form;
    private final Window recurrent;

    ConvLSTMCell(Form form) {
        super(4);
        this.form = form;
        var ones = Collections.nCopies(form.rank(), 1);
        recurrent = new Window(form.window().size(), ones, ones, jacobian.engine.graph.Padding.SAME);
    }

    @Override
    int width() {
        return form.filters();
    }

    @Override
    Shape kernelFor(Shape step) {
        if (step.rank() != form.rank() + 1 || !step.isKnown()) {
            throw new ShapeException(this + " cannot take steps of " + step + "\n  needs  " + form.rank()
                    + " spatial axes and channels, all of known size");
        }
        return kernel(step.size(-1));
    }

    @Override
    Shape recurrentKernel() {
        return kernel(form.filters());
    }

    private Shape kernel(int channels) {
        var sizes = form.window().size().stream().mapToInt(Integer::intValue);
        return Shape.of(IntStream.concat(sizes, IntStream.of(channels, 4 * form.filters()))
                .toArray());
    }

    @Override
    Tensor inputProduct(Tensor x, Tensor kernel) {
        if (x.rank() == form.rank() + 2) {
            return x.convolve(kernel, form.window(), 1);
        }
        var all = x.flattenAxes(0, 1).convolve(kernel, form.window(), 1);
        var shape = all.shape().with(0, x.shape().dim(1)).insert(0, x.shape().dim(0));
        return all.reshape(shape);
    }

    @Override
    Tensor recurrentProduct(Tensor h, Tensor kernel) {
        return h.convolve(kernel, recurrent, 1);
    }

    @Override
    boolean dropsSeparately() {
        return true;
    }

    @Override
    Tensor firstBias(Shape shape) {
        return form.unitForgetBias()
                ? forgetBias(value(common.biasInitializer), form.filters())
                : super.firstBias(shape);
    }

    @Override
    List<Tensor> next(Tensor projected, List<Tensor> states, List<Tensor> noise) {
        var z = projected.add(recurrent(states.get(0), weight("recurrent_kernel"), noise));
        return memorize(z, states.get(1), form.recurrentActivation());
    }

    // ---- states ----

    @Override
    public List<Integer> stateSize() {
        return List.of(form.filters(), form.filters());
    }

    @Override
    public List<Shape> stateShapes() {
        return Collections.nCopies(2, outputShape());
    }

    @Override
    public Shape outputShape() {
        return form.window()
                .slide(step().insert(0, Dim.fixed(1)), Dim.fixed(form.filters()))
                .without(0);
    }
}
