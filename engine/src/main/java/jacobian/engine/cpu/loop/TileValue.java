package jacobian.engine.cpu.loop;

import jacobian.engine.shape.DType;

/// Where a value lives in a [Tile].
///
/// @param dtype its element type, which says the kind of array
/// @param slot number of the array of that kind
/// @param perRow whether it has one element a row
record TileValue(DType dtype, int slot, boolean perRow) {
    Tile.Kind kind() {
        return Tile.Kind.of(dtype);
    }

    /// Elements it has in `tile`.
    int count(Tile tile) {
        return perRow ? tile.rows : tile.elements();
    }
}
