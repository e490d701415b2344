/// Shapes, element types and the rules by which they combine: broadcasting, promotion, axes, ranges; the
/// choices that operations offer, such as `PadMode`; and the two exceptions that say what did not fit. Nothing
/// here knows a value, a node or a back end. Start reading at `Shape`; `Dim` explains how one program serves
/// batches of any size.
package jacobian.engine.shape;
