/// What pictures are made of: axes with lines and points, tiles of images, contours, colours, and the SVG they become.
///
/// No model, tensor or history is known here, only numbers and names. Start reading at
/// [jacobian.plots.drawing.Drawing] and [jacobian.plots.drawing.Figure].
package jacobian.plots.drawing;
