package jacobian.keras.serialization;

import jacobian.keras.config.Configurable;
import jacobian.keras.config.Setting;
import jacobian.keras.config.SettingAccess;
import jacobian.keras.config.Spelling;
import jacobian.keras.layers.Layer;
import jacobian.keras.saving.RefusedFileException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Gives a thing the options of a file that its maker has not read.
record Filling(SavedConfig config, Form form) {
    /// Keys that Keras writes into any object and that mean nothing here.
    private static final Set<String> MEANINGLESS =
            Set.of("build_config", "compile_config", "shared_object_id", "batch_input_shape", "autocast");

    void fill(Configurable thing) {
        var known = new LinkedHashSet<String>();
        for (var setting : thing.settings()) {
            known.add(form.theirs(setting.key()));
            set(thing, setting);
        }
        if (thing instanceof Layer layer) {
            known.add("trainable");
            if (!config.truth("trainable", true)) {
                layer.setTrainable(false);
            }
        }
        form.constants().forEach(this::require);
        for (var key : config.all().keySet()) {
            boolean means = !MEANINGLESS.contains(key) && !form.isIgnored(key) && !form.isWritten(key);
            if (means && !known.contains(key) && !config.isRead(key)) {
                throw new RefusedFileException(config.className() + " has no option " + key
                        + ", which the file sets to "
                        + Conversion.shown(config.all().get(key)) + "\n  close  "
                        + Spelling.close(key, known));
            }
        }
    }

    private void require(String key, Optional<Object> only) {
        var value = Optional.ofNullable(config.value(key));
        if (config.all().containsKey(key) && !value.equals(only)) {
            throw new RefusedFileException(
                    config.conversion(key).where() + " is " + Conversion.shown(value.orElse(null))
                            + ", which is not supported\n  needs  " + Conversion.shown(only.orElse(null)));
        }
    }

    private void set(Configurable thing, Setting<?> setting) {
        var key = form.theirs(setting.key());
        if (config.isRead(key) || form.isIgnored(setting.key()) || !config.all().containsKey(key)) {
            return;
        }
        var place = config.conversion(key);
        var json = config.value(key);
        var none = form.none(setting.key());
        if (json != null) {
            var reader = form.reader(setting.key());
            var value = reader == null ? place.of(setting, json) : reader.apply(place, json);
            // What is at its default already stays unset: some options exclude others where they are set.
            boolean isSo = value.equals(SettingAccess.find(thing, setting).orElse(null));
            if (!isSo && !form.isUnset(setting.key(), thing, value)) {
                SettingAccess.put(thing, setting, value);
            }
        } else if (none != null) {
            SettingAccess.put(thing, setting, none);
        }
    }
}
