package jacobian.plots.drawing;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// A table of coloured cells with names along two sides.
///
/// @param shares how dark each cell is, from 0 to 1, by rows
/// @param texts what stands in each cell, in one line or two; drawn where there is room for all of them
/// @param names of rows and columns
/// @param rowsAre what rows are, beside them
/// @param columnsAre what columns are, below them
/// @param bar what the colours stand for
public record Matrix(
        double[][] shares,
        List<List<List<String>>> texts,
        List<String> names,
        String rowsAre,
        String columnsAre,
        ColorBar bar)
        implements Drawing {
    private static final double BAR_ROOM = 84;
    private static final double LONGEST = 190;
    private static final double SMALLEST_LETTERS = 7.5;

    @Override
    public void draw(Graphics2D paper, Rectangle2D area) {
        int count = names.size();
        var font = Theme.font(11);
        double widest = names.stream()
                .mapToDouble(name -> Lettering.width(paper, name, font))
                .max()
                .orElse(0);
        double names = Math.min(widest, LONGEST) + 8;
        double left = area.getX() + 20 + names;
        // Names that are wider than their cells stand aslant and need height for it.
        double room = area.getMaxX() - BAR_ROOM - left;
        boolean slanted = widest > room / count - 6 && widest > 22;
        double below = 24 + (slanted ? names * 0.75 + 8 : 18);
        double side = Math.min(room, area.getMaxY() - below - area.getY());
        var cells = new Rectangle2D.Double(left, area.getY(), side, side);
        cells(paper, cells);
        rowNames(paper, cells, font);
        columnNames(paper, cells, font, slanted);
        paper.setPaint(Theme.INK);
        Lettering.upright(paper, rowsAre, Theme.font(12), area.getX() + 10, cells.getCenterY());
        Lettering.center(paper, columnsAre, Theme.font(12), cells.getCenterX(), cells.getMaxY() + below - 4);
        bar.draw(paper, new Rectangle2D.Double(cells.getMaxX() + 14, cells.getY(), BAR_ROOM - 14, cells.getHeight()));
    }

    private void cells(Graphics2D paper, Rectangle2D area) {
        int count = names.size();
        double size = area.getWidth() / count;
        double gap = size > 12 ? 1 : 0;
        double letters = letters(paper, size);
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < count; column++) {
                double x = area.getX() + column * size;
                double y = area.getY() + row * size;
                var color = bar.colors().at(shares[row][column]);
                paper.setPaint(color);
                // Without a gap a little overlap keeps white hairs from showing.
                double extent = size - gap + (gap == 0 ? 0.3 : 0);
                paper.fill(new Rectangle2D.Double(x, y, extent, extent));
                if (letters > 0) {
                    paper.setPaint(ColorScale.inkOn(color));
                    lines(paper, texts.get(row).get(column), letters, x + (size - gap) / 2, y + (size - gap) / 2);
                }
            }
        }
        paper.setPaint(Theme.GRID);
        paper.setStroke(Theme.line(0, 1));
        paper.draw(area);
    }

    private static void lines(Graphics2D paper, List<String> lines, double letters, double x, double y) {
        double height = letters * 1.2;
        double first = y - height * (lines.size() - 1) / 2 + letters * 0.36;
        for (int i = 0; i < lines.size(); i++) {
            var font = i == 0 ? Theme.bold(letters) : Theme.font(letters * 0.85);
            Lettering.center(paper, lines.get(i), font, x, first + i * height);
        }
    }

    /// The size at which all texts fit into cells of `size`; 0 where they would be too small to read.
    private double letters(Graphics2D paper, double size) {
        double widest = 1;
        int most = 1;
        for (var row : texts) {
            for (var cell : row) {
                most = Math.max(most, cell.size());
                for (var line : cell) {
                    widest = Math.max(widest, Lettering.width(paper, line, Theme.bold(10)) / 10);
                }
            }
        }
        double letters = Math.min(Math.min(13, (size - 6) / widest), (size - 4) / (1.3 * most));
        return letters < SMALLEST_LETTERS ? 0 : letters;
    }

    /// Every how many names there is room for one that is `height` high.
    private static int every(double size, double height) {
        return (int) Math.max(1, Math.ceil(height / size));
    }

    private void rowNames(Graphics2D paper, Rectangle2D area, Font font) {
        double size = area.getHeight() / names.size();
        paper.setPaint(Theme.QUIET);
        for (int i = 0; i < names.size(); i += every(size, 13)) {
            var name = Lettering.shortened(paper, names.get(i), font, LONGEST);
            Lettering.right(paper, name, font, area.getX() - 7, area.getY() + (i + 0.5) * size + 4);
        }
    }

    private void columnNames(Graphics2D paper, Rectangle2D area, Font font, boolean slanted) {
        double size = area.getWidth() / names.size();
        paper.setPaint(Theme.QUIET);
        double width = slanted ? 16 : 26;
        for (int i = 0; i < names.size(); i += every(size, names.size() > 30 ? width : 1)) {
            double x = area.getX() + (i + 0.5) * size;
            var name = Lettering.shortened(paper, names.get(i), font, LONGEST);
            if (slanted) {
                Lettering.slanted(paper, name, font, x + 4, area.getMaxY() + 13);
            } else {
                Lettering.center(paper, name, font, x, area.getMaxY() + 15);
            }
        }
    }
}
