package jacobian.keras.serialization;

import jacobian.keras.layers.Lambda;
import jacobian.keras.saving.RefusedFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lambda layers in files: a function by its name, never its code.
final class LambdaForm {
    private LambdaForm() {}

    static Form of(Form form) {
        return form.ifChanged("output_shape")
                .writes("function", Lambda.class, LambdaForm::function)
                .writes("mask", Lambda.class, layer -> refuseMask(layer))
                .reads("arguments", (place, json) -> place.one(Map.class, json))
                .ignores("function_type", "module", "output_shape_type", "output_shape_module");
    }

    private static Object function(Lambda layer) {
        return layer.functionName()
                .map(ObjectWriter::function)
                .orElseThrow(() -> new IllegalArgumentException(layer + " cannot be written: its function has no name"
                        + "\n  mend   Lambda.register(\"name\", ...), then new Lambda(\"name\"); or make it a layer"));
    }

    private static @Nullable Object refuseMask(Lambda layer) {
        if (layer.config().containsKey("mask")) {
            throw new IllegalArgumentException(layer + " cannot be written: what becomes of its mask is a function"
                    + "\n  mend   make it a layer of your own, with computeMask");
        }
        return Form.ABSENT;
    }

    /// The function registered under its name, or else under the layer's, takes the place of what the file has.
    static Lambda read(SavedConfig in) {
        var name = name(in.value("function"));
        in.value("mask");
        var layer = in.string("name");
        for (var each : new String[] {name, layer}) {
            var found = in.lambda(each);
            if (found.isPresent()) {
                return new Lambda(name.isEmpty() ? each : name, found.get());
            }
        }
        if (!name.isEmpty()) {
            try {
                return new Lambda(name);
            } catch (IllegalArgumentException unknown) {
                throw missing("the Lambda layer \"" + layer + "\" calls the function \"" + name + "\"", name);
            }
        }
        throw missing(
                "the Lambda layer \"" + layer + "\" holds the code of a Python function, which is not run", layer);
    }

    private static RefusedFileException missing(String what, String name) {
        return new RefusedFileException(what + "\n  mend   give the same function in Java:"
                + " Models.load(path, load -> load.lambda(\"" + name + "\", (inputs, given) -> ...))");
    }

    /// The name of a function, empty where there is only code.
    private static String name(@Nullable Object function) {
        return switch (function) {
            case String name -> name;
            case Map<?, ?> map
            when "function".equals(map.get("class_name")) && map.get("config") instanceof String name -> name;
            case null, default -> "";
        };
    }
}
