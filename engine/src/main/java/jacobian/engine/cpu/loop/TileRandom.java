package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.Memory;

/// Random bits of each point's linear index: whole groups of 32 elements at a time, 16 blocks of two words.
record TileRandom(int key, int counter, Walk linear, TileValue y) implements TileStep {
    private static final int GROUP = LoopBlocks.GROUP;

    @Override
    public void run(Tile tile) {
        long keyBits = Memory.ALL.get(TileAccess.LONG, tile.addresses[key]);
        long first = Memory.ALL.get(TileAccess.LONG, tile.addresses[counter]);
        int[] to = tile.ints[y.slot()];
        for (int r = 0; r < tile.rows; r++) {
            long row = linear.row(tile.row + r);
            int at = r * tile.columns;
            if (linear.columnsAffine() && linear.columnStride() == 1) {
                run(tile, keyBits, first, row + tile.column, at);
            } else {
                for (int c = 0; c < tile.columns; c++) {
                    to[at + c] = one(keyBits, first, row + linear.column(tile.column + c));
                }
            }
        }
    }

    private static int one(long key, long counter, long index) {
        long words = Threefry.block(key, counter + 16 * (index / GROUP) + index % 16);
        return (int) (index % GROUP < LoopBlocks.LANES ? words : words >>> 32);
    }

    private void run(Tile tile, long keyBits, long first, long index, int at) {
        long group = index / GROUP;
        int skip = (int) (index % GROUP);
        int groups = (skip + tile.columns + GROUP - 1) / GROUP;
        int blocks = groups * LoopBlocks.LANES;
        if (tile.words0.length < blocks) {
            tile.words0 = new int[blocks];
            tile.words1 = new int[blocks];
        }
        for (int i = 0; i < blocks; i++) {
            long block = first + LoopBlocks.LANES * group + i;
            tile.words0[i] = (int) block;
            tile.words1[i] = (int) (block >>> 32);
        }
        Threefry.blocks(tile.words0, tile.words1, blocks, keyBits);
        int[] to = tile.ints[y.slot()];
        for (int i = 0; i < tile.columns; ) {
            int place = skip + i;
            int run = Math.min(LoopBlocks.LANES - place % LoopBlocks.LANES, tile.columns - i);
            int[] words = place % GROUP < LoopBlocks.LANES ? tile.words0 : tile.words1;
            System.arraycopy(words, place / GROUP * LoopBlocks.LANES + place % LoopBlocks.LANES, to, at + i, run);
            i += run;
        }
    }
}
