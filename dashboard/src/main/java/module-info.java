import org.jspecify.annotations.NullMarked;

/// The live training page.
@NullMarked
@SuppressWarnings("requires-automatic") // chart.js and protobuf have no module descriptor
module jacobian.dashboard {
    requires transitive jacobian.keras;
    requires chart.js;
    requires com.google.protobuf;
    requires io.helidon.http;
    requires io.helidon.http.sse;
    requires io.helidon.webserver;
    requires io.helidon.webserver.sse;
    requires java.logging;
    requires java.management;
    requires jdk.management;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports jacobian.dashboard;

    // Runs, curves and drawings become JSON.
    opens jacobian.dashboard.logs to
            tools.jackson.databind;
}
