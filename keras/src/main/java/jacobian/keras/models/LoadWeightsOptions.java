package jacobian.keras.models;

import jacobian.keras.saving.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// How weights of a file find those of a model:
/// `model.loadWeights(path, load -> load.fromPyTorch().rename("features.0", "conv1"))`.
///
/// Unless said otherwise a tensor of the file belongs to the weight at the same place, `layers/dense/vars/0`,
/// or of the same name, `dense/kernel` (a dot is as good as a slash), each weight of the model needs its
/// tensor, and tensors that nobody needs are reported.
public final class LoadWeightsOptions {
    private final List<UnaryOperator<String>> renamings = new ArrayList<>();
    private boolean byName;
    private boolean skipMismatch;
    private boolean fromPyTorch;
    private Limits limits = Limits.standard();

    LoadWeightsOptions() {}

    /// Reads the tensor `from` as `to`; or, where `from` names a part of the model that was saved, all that is
    /// below it: `rename("features.0", "conv1")` makes `features.0.weight` `conv1.weight`. Rules are applied
    /// one after the other.
    public LoadWeightsOptions rename(String from, String to) {
        renamings.add(name -> {
            boolean below = name.startsWith(from + ".") || name.startsWith(from + "/");
            return name.equals(from) || below ? to + name.substring(from.length()) : name;
        });
        return this;
    }

    /// Replaces each match of the regular expression in names of the file, as [String#replaceAll] does:
    /// `renameAll("^module\\.", "")`.
    public LoadWeightsOptions renameAll(String regex, String replacement) {
        var pattern = Pattern.compile(regex);
        renamings.add(name -> pattern.matcher(name).replaceAll(replacement));
        return this;
    }

    /// Goes by the names of layers and weights alone; weights of the model that the file does not have stay as
    /// they are.
    public LoadWeightsOptions byName() {
        byName = true;
        return this;
    }

    /// Leaves weights as they are where the file has another shape for them, instead of refusing it.
    public LoadWeightsOptions skipMismatch() {
        skipMismatch = true;
        return this;
    }

    /// Reads the names of PyTorch's modules and turns what they keep in another order: kernels of linear layers,
    /// convolutions of each kind, recurrent layers with their gates and two biases, batch normalization, and what
    /// stands behind a [jacobian.keras.layers.Flatten], which PyTorch flattens channels first.
    ///
    /// A layer must bear the name of its module (`conv1`, or by [#rename]).
    public LoadWeightsOptions fromPyTorch() {
        fromPyTorch = true;
        return this;
    }

    /// Sets how much the file may ask for; [Limits#standard] unless set.
    public LoadWeightsOptions limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    String renamed(String name) {
        var result = name;
        for (var renaming : renamings) {
            result = renaming.apply(result);
        }
        return result;
    }

    boolean isByName() {
        return byName;
    }

    boolean skipsMismatch() {
        return skipMismatch;
    }

    boolean isFromPyTorch() {
        return fromPyTorch;
    }

    Limits limits() {
        return limits;
    }
}
