import org.jspecify.annotations.NullMarked;

/// Benchmarks of the engine and of training, with other frameworks measured beside it in the same run.
@NullMarked
module jacobian.bench {
    requires jacobian.keras;
    requires jdk.incubator.vector;
    requires jdk.management;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports jacobian.bench;
    exports jacobian.bench.peers;

    opens jacobian.bench.peers to
            tools.jackson.databind;
}
