package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.ThreadTeam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of a loop by a team; each thread owns one to lend, so that a run makes no object.
final class LoopRun implements ThreadTeam.Work {
    private @Nullable TileLoop tiles;
    private long[] addresses = {};
    private long scratch;
    private long blocks;
    private int threads;

    void run(ThreadTeam team, TileLoop tiles, long[] addresses, long scratch, long blocks) {
        this.tiles = tiles;
        this.addresses = addresses;
        this.scratch = scratch;
        this.blocks = blocks;
        this.threads = team.size();
        team.run(this);
    }

    @Override
    public void run(int t) {
        var tiles = Objects.requireNonNull(this.tiles);
        var tile = tiles.tile(addresses);
        long end = ThreadTeam.firstBlock(blocks, t + 1, threads);
        for (long block = ThreadTeam.firstBlock(blocks, t, threads); block < end; block++) {
            tiles.block(tile, scratch, block);
        }
    }
}
