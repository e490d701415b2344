import org.jspecify.annotations.NullMarked;

/// Charts of training, data and models, written as SVG and PNG.
@NullMarked
module jacobian.plots {
    requires transitive jacobian.keras;
    requires static org.jspecify;
}
