import org.jspecify.annotations.NullMarked;

/// The live training page.
@NullMarked
module jacobian.dashboard {
    requires transitive jacobian.keras;
    requires static org.jspecify;
}
