/// Passes from graph to graph that any back end may use: each makes a graph simpler and computes the same.
/// Nothing here knows a device, an address or a thread.
/// Start reading at `Passes`, whose one method is the table of contents.
package jacobian.engine.compiler;
