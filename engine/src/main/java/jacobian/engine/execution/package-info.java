/// Runs graphs: chooses the back end, keeps programs by the structure of their graph, hands them buffers.
/// Nothing here knows a tensor above or a particular back end below.
/// Start reading at `Programs`.
package jacobian.engine.execution;
