package jacobian.keras.models;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Layer;
import jacobian.keras.ops.Operation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A model's graph as Keras' files have it: layers, and functions of `keras.ops` for what is computed between
/// them.
///
/// @param parts in Keras' order, the furthest from the outputs first
record SavedGraph(List<Part> parts, List<Reference> inputs, List<Reference> outputs) {
    /// A layer or a function, and its calls.
    static final class Part {
        private final String name;
        private final @Nullable Layer layer;
        private final @Nullable Operation operation;
        private final String module;
        private final List<Call> calls = new ArrayList<>();

        private Part(String name, @Nullable Layer layer, @Nullable Operation operation, String module) {
            this.name = name;
            this.layer = layer;
            this.operation = operation;
            this.module = module;
        }

        static Part of(Layer layer) {
            return layer instanceof OperationLayer function
                    ? of(layer.name(), function.module(), function.operation())
                    : new Part(layer.name(), layer, null, "");
        }

        static Part of(String name, String module, Operation operation) {
            return new Part(name, null, operation, module);
        }

        String name() {
            return name;
        }

        @Nullable
        Layer layer() {
            return layer;
        }

        @Nullable
        Operation operation() {
            return operation;
        }

        /// The Python module of the function's class.
        String module() {
            return module;
        }

        List<Call> calls() {
            return calls;
        }

        /// Adds a call; its result number `i` is `new Reference(this, index, i, type)`.
        int add(Call call) {
            calls.add(call);
            return calls.size() - 1;
        }
    }

    /// What is given to one call: trees of references, numbers, texts, lists and maps.
    record Call(List<@Nullable Object> arguments, Map<String, @Nullable Object> keywords) {
        /// What the call needs, in Keras' order.
        List<Reference> references() {
            var sorted = keywords.keySet().stream().sorted().map(keywords::get);
            return Stream.concat(arguments.stream(), sorted)
                    .flatMap(Call::references)
                    .toList();
        }

        private static Stream<Reference> references(@Nullable Object tree) {
            return switch (tree) {
                case Reference reference -> Stream.of(reference);
                case List<?> list -> list.stream().flatMap(Call::references);
                case Map<?, ?> map ->
                    map.entrySet().stream()
                            .sorted((a, b) -> String.valueOf(a.getKey()).compareTo(String.valueOf(b.getKey())))
                            .flatMap(each -> references(each.getValue()));
                case null, default -> Stream.of();
            };
        }
    }

    /// Result number `index` of call number `call` of a part.
    record Reference(Part part, int call, int index, TensorType type) {}

    /// The graph of `model`, which is one.
    static SavedGraph of(Model model) {
        return new SavedGraphs(model).graph();
    }

    /// The layers of a chain or graph in the order in which Keras finds them in its file.
    static List<Layer> layers(Model model) {
        if (model instanceof Sequential) {
            return model.layers();
        }
        var layers = new ArrayList<Layer>();
        for (var part : of(model).parts()) {
            if (part.layer() != null) {
                layers.add(part.layer());
            }
        }
        return layers;
    }

    /// The weights that training changes in the order in which Keras finds them.
    static List<Variable> trainable(Layer layer) {
        return layer instanceof Model model && model.isGraph() && model.isTrainable()
                ? layers(model).stream()
                        .flatMap(each -> trainable(each).stream())
                        .distinct()
                        .toList()
                : layer.trainableWeights();
    }

    /// The parts between `inputs` and `outputs`, those furthest from the outputs first; among equals the one
    /// that a walk from the outputs met first.
    static List<Part> sorted(List<Reference> inputs, List<Reference> outputs) {
        return new Walk(inputs).sorted(outputs);
    }

    /// The walk from the outputs that gives every part its depth, as Keras does it.
    private static final class Walk {
        private record Vertex(Part part, int call) {}

        private final Map<Vertex, Boolean> seen = new LinkedHashMap<>();
        private final List<Vertex> order = new ArrayList<>();
        private final Map<Part, Integer> met = new IdentityHashMap<>();
        private final List<Reference> inputs;

        Walk(List<Reference> inputs) {
            this.inputs = inputs;
        }

        private void visit(Reference reference) {
            var vertex = new Vertex(reference.part(), reference.call());
            if (seen.put(vertex, true) != null) {
                return;
            }
            met.putIfAbsent(reference.part(), met.size());
            if (!inputs.contains(reference)) {
                reference.part().calls().get(reference.call()).references().forEach(this::visit);
            }
            order.add(vertex);
        }

        List<Part> sorted(List<Reference> outputs) {
            outputs.forEach(this::visit);
            var ofCalls = new LinkedHashMap<Vertex, Integer>();
            var ofParts = new LinkedHashMap<Part, Integer>();
            for (var vertex : order.reversed()) {
                int depth = Math.max(ofCalls.getOrDefault(vertex, 0), ofParts.getOrDefault(vertex.part(), 0));
                ofParts.put(vertex.part(), depth);
                for (var needed : vertex.part().calls().get(vertex.call()).references()) {
                    ofCalls.merge(new Vertex(needed.part(), needed.call()), depth + 1, Math::max);
                }
            }
            for (var input : inputs) {
                ofParts.putIfAbsent(input.part(), 0);
                met.putIfAbsent(input.part(), -1);
            }
            var parts = new ArrayList<>(ofParts.keySet());
            parts.sort((a, b) -> {
                int deeper = Integer.compare(ofParts.getOrDefault(b, 0), ofParts.getOrDefault(a, 0));
                return deeper != 0 ? deeper : Integer.compare(met.getOrDefault(a, 0), met.getOrDefault(b, 0));
            });
            return parts;
        }
    }
}
