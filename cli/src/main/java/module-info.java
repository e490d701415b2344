import org.jspecify.annotations.NullMarked;

/// The `jac` command: reads arguments, calls `jacobian.keras`, prints results.
@NullMarked
module jacobian.cli {
    requires jacobian.bench;
    requires jacobian.keras;
    requires info.picocli;
    // In the run-time path only where the launcher adds it: its server costs every start some of its time.
    requires static jacobian.dashboard;
    requires static org.jspecify;
}
