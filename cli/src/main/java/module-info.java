import org.jspecify.annotations.NullMarked;

/// The `jac` command: reads arguments, calls `jacobian.keras`, prints results.
@NullMarked
module jacobian.cli {
    requires jacobian.bench;
    requires jacobian.dashboard;
    requires jacobian.keras;
    requires info.picocli;
    requires static org.jspecify;
}
