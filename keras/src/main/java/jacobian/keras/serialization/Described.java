package jacobian.keras.serialization;

import java.util.Map;

/// Something that says itself what it is in files, as models do.
public interface Described {
    /// The object: module, class_name, config and registered_name.
    Map<String, Object> describe();
}
