package jacobian.engine.cpu.loop;

/// One instruction, prepared to run on tiles.
@FunctionalInterface
interface TileStep {
    void run(Tile tile);
}
