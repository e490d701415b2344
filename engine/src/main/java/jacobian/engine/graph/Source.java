package jacobian.engine.graph;

/// Where the value of an [Input] comes from. The graph never looks inside; who runs a graph knows its sources.
public interface Source {}
