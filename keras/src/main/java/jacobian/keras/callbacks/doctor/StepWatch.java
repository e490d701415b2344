package jacobian.keras.callbacks.doctor;

import jacobian.engine.graph.Node;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.StepProbe;
import jacobian.keras.callbacks.TracedStep;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Says what is computed in a step, and hands over what came of it.
final class StepWatch implements StepProbe {
    private final Course course;
    private final int every;
    private final Consumer<Moment> examine;

    StepWatch(Course course, int every, Consumer<Moment> examine) {
        this.course = course;
        this.every = every;
        this.examine = examine;
    }

    @Override
    public boolean isDue(long step) {
        course.begin(step);
        return step % every == 0;
    }

    @Override
    public List<Tensor> trace(TracedStep step) {
        var signs = new Signs();
        step.loss().ifPresent(signs::add);
        step.dataLoss().ifPresent(signs::add);
        var variables = variables(step, signs);
        var layers = new ArrayList<WatchedLayer>();
        for (var each : leaves(step)) {
            if (each.outputs().getFirst().dtype().isFloating()) {
                layers.add(WatchedLayer.of(each, signs));
            }
        }
        var outputs = new ArrayList<WatchedOutput>();
        boolean fromLogits = step.lossFunction()
                .map(loss -> Boolean.TRUE.equals(loss.config().get("from_logits")))
                .orElse(false);
        for (int i = 0; i < step.predictions().size() && i < step.targets().size(); i++) {
            WatchedOutput.of(step.predictions().get(i), step.targets().get(i), fromLogits, signs)
                    .ifPresent(outputs::add);
        }
        var inputs = new FirstLayers(step.inputs()).watch(leaves(step), signs);
        course.plan(new Plan(
                step.loss().isPresent(),
                step.lossFunction(),
                variables,
                layers,
                outputs,
                inputs,
                depths(step, variables),
                operations(step, signs)));
        return List.of(signs.vector());
    }

    @Override
    public void read(long step, List<Tensor> values) {
        if (course.add(step, values.getFirst().floats())) {
            examine.accept(Moment.BROKEN);
        } else if (course.isWindowFull()) {
            course.closeWindow();
            examine.accept(Moment.WINDOW);
        }
    }

    private static List<WatchedVariable> variables(TracedStep step, Signs signs) {
        var tables = new HashSet<String>();
        step.layers().forEach(each -> tables(each.layer(), tables));
        var watched = new ArrayList<WatchedVariable>();
        for (int i = 0; i < step.variables().size(); i++) {
            var variable = step.variables().get(i);
            boolean isKernel = variable.shape().rank() > 1
                    && !tables.contains(variable.name())
                    && !variable.name().contains("bias");
            watched.add(WatchedVariable.of(
                    variable,
                    isKernel,
                    step.gradients().get(i),
                    step.before().get(i),
                    step.after().get(i),
                    signs));
        }
        return watched;
    }

    /// Those of the loss, and of layers that have no layers and no weights, where few know what is in them.
    private static List<WatchedOperation> operations(TracedStep step, Signs signs) {
        var known = new IdentityHashMap<Node, Tensor>();
        step.inputs().forEach(each -> known.put(each.node(), each));
        step.targets().forEach(each -> known.put(each.node(), each));
        var all = new ArrayList<WatchedOperation>();
        for (var each : leaves(step)) {
            var output = each.outputs().getFirst();
            boolean isPlain =
                    each.layer().weights().isEmpty() && each.layer().layers().isEmpty();
            if (isPlain && output.dtype().isFloating() && !known.isEmpty()) {
                all.addAll(WatchedOperation.of(each.layer().name(), output, known, signs));
            }
            each.outputs().forEach(given -> known.putIfAbsent(given.node(), given));
        }
        step.loss().ifPresent(loss -> all.addAll(WatchedOperation.of("loss", loss, known, signs)));
        return all;
    }

    private static List<Plan.Depth> depths(TracedStep step, List<WatchedVariable> variables) {
        var depths = new ArrayList<Plan.Depth>();
        for (var each : leaves(step)) {
            var weights = each.layer().trainableWeights();
            var mixing = variables.stream()
                    .filter(WatchedVariable::isMixing)
                    .filter(variable -> weights.contains(variable.variable()))
                    .toList();
            if (!mixing.isEmpty()) {
                depths.add(new Plan.Depth(each.layer().name(), mixing));
            }
        }
        return depths;
    }

    private static void tables(Layer layer, Set<String> names) {
        if (layer instanceof Embedding) {
            layer.weights().forEach(each -> names.add(each.name()));
        }
        layer.layers().forEach(each -> tables(each, names));
    }

    /// The layers without the models around them, whose outputs are those of their last layers.
    private static List<LayerOutput> leaves(TracedStep step) {
        var seen = new IdentityHashMap<Node, Boolean>();
        return step.layers().stream()
                .filter(each -> seen.put(each.outputs().getFirst().node(), true) == null)
                .toList();
    }
}
