package jacobian.engine.graph;

/// The source of an input of a scan's body: the scan hands each step its value.
final class StepSource implements Source {}
