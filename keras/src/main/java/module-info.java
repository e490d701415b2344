import org.jspecify.annotations.NullMarked;

/// The Keras 3 API in Java; `import module jacobian.keras;` brings every public name.
@NullMarked
@SuppressWarnings("requires-automatic") // EJML and protobuf have no module descriptor
module jacobian.keras {
    requires transitive jacobian.engine;
    requires com.google.protobuf;
    requires de.siegmar.fastcsv;
    requires ejml.core;
    requires ejml.ddense;
    requires java.desktop;
    requires java.net.http;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports jacobian.keras.activations;
    exports jacobian.keras.callbacks;
    exports jacobian.keras.callbacks.doctor;
    exports jacobian.keras.config;
    exports jacobian.keras.constraints;
    exports jacobian.keras.data;
    exports jacobian.keras.datasets;
    exports jacobian.keras.initializers;
    exports jacobian.keras.layers;
    exports jacobian.keras.losses;
    exports jacobian.keras.metrics;
    exports jacobian.keras.models;
    exports jacobian.keras.ops;
    exports jacobian.keras.optimizers;
    exports jacobian.keras.optimizers.schedules;
    exports jacobian.keras.random;
    exports jacobian.keras.regularizers;
    exports jacobian.keras.serialization;
    exports jacobian.keras.saving;
    exports jacobian.keras.tensorboard;
    exports jacobian.keras.tuners;
}
