package jacobian.keras.models;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.layers.Lambda;
import jacobian.keras.saving.Limits;
import jacobian.keras.serialization.Customs;
import jacobian.keras.serialization.SavedConfig;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What [Models#load] takes beside the file: classes of one's own, limits, whether to compile.
///
/// ```java
/// var model = Models.load(path, load -> load.custom("shop>Scale", Scale::new).compile(false));
/// ```
public final class LoadOptions {
    private final Customs customs = new Customs();
    private Limits limits = Limits.standard();
    private boolean compile = true;
    private Consumer<Map<String, byte[]>> assets = _ -> {};

    LoadOptions() {}

    /// Gives a class of the file, `shop>Scale` or `Scale`, whose settings say all about it.
    public LoadOptions custom(String name, Supplier<?> maker) {
        customs.custom(name, maker);
        return this;
    }

    /// As [#custom(String, Supplier)], made of its configuration.
    public LoadOptions custom(String name, Function<SavedConfig, ?> maker) {
        customs.custom(name, maker);
        return this;
    }

    /// Gives an activation function of the file.
    public LoadOptions activation(String name, ActivationFunction function) {
        customs.activation(name, function);
        return this;
    }

    /// Gives the function of a [Lambda], whose code no file holds: under the name of the Python function, or of
    /// the layer.
    public LoadOptions lambda(String name, Lambda.Body function) {
        customs.lambda(name, function);
        return this;
    }

    /// Gives any other function or object that the file has by name only.
    public LoadOptions named(String name, Object thing) {
        customs.named(name, thing);
        return this;
    }

    /// Sets whether the model is compiled as it was, its optimizer in the state that it had; it is unless set.
    public LoadOptions compile(boolean compile) {
        this.compile = compile;
        return this;
    }

    /// Sets how much the file may ask for; [Limits#standard] unless set.
    public LoadOptions limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /// Is given the files below `assets` by their paths there, those of [SaveOptions#asset] among them:
    /// `load.assets(all -> notes = all.get("shop/notes.txt"))`. They are whatever somebody has put there.
    public LoadOptions assets(Consumer<Map<String, byte[]>> assets) {
        this.assets = assets;
        return this;
    }

    Consumer<Map<String, byte[]>> assets() {
        return assets;
    }

    Customs customs() {
        return customs;
    }

    Limits limits() {
        return limits;
    }

    boolean compiles() {
        return compile;
    }
}
