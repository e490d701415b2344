import org.jspecify.annotations.NullMarked;

/// Pictures of training, data and models, as SVG and PNG; `import module jacobian.plots;` brings them.
@NullMarked
@SuppressWarnings("requires-automatic") // EJML and JFreeChart have no module descriptor
module jacobian.plots {
    requires transitive jacobian.keras;
    requires ejml.core;
    requires ejml.ddense;
    requires java.desktop;
    requires org.jfree.jfreechart;
    requires static org.jspecify;

    exports jacobian.plots;
}
