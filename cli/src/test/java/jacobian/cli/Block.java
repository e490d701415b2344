package jacobian.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A fenced block of a Markdown file: where it begins, its language and its text.
///
/// @param output the lines of a `text` block that follows with nothing but a short line between: what the block
/// prints
record Block(Path file, int line, String language, String text, List<String> output) {
    private static final Pattern FENCE = Pattern.compile("^ {0,3}```\\s*(\\w*).*$");

    /// The blocks of a file, in order.
    static List<Block> of(Path file) {
        var blocks = new ArrayList<Block>();
        var lines = Tree.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            var fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int end = i + 1;
                while (end < lines.size() && !FENCE.matcher(lines.get(end)).matches()) {
                    end++;
                }
                if (end == lines.size()) {
                    throw new AssertionError(file + ":" + (i + 1) + ": the block is not closed");
                }
                var text = String.join("\n", lines.subList(i + 1, end));
                add(blocks, new Block(file, i + 1, fence.group(1), text, List.of()), lines);
                i = end;
            }
        }
        return blocks;
    }

    private static void add(List<Block> blocks, Block block, List<String> lines) {
        if (block.language.equals("text") && !blocks.isEmpty()) {
            var before = blocks.getLast();
            var between = lines.subList(before.end(), block.line - 1).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (between.isEmpty() || between.size() == 1 && between.getFirst().endsWith(":")) {
                blocks.set(blocks.size() - 1, before.printing(block.text.lines().toList()));
            }
        }
        blocks.add(block);
    }

    private int end() {
        return line + (int) text.lines().count() + 1;
    }

    private Block printing(List<String> lines) {
        return new Block(file, line, language, text, lines);
    }

    /// The words after `./jac`, quotes and a comment at the end taken off.
    static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s#]\\S*)|(#.*)").matcher(line);
        while (word.find()) {
            if (word.group(4) != null) {
                break;
            }
            words.add(Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(each -> each != null)
                    .findFirst()
                    .orElseThrow());
        }
        return words.subList(1, words.size());
    }

    /// A program by itself, as `java Name.java` runs it.
    boolean isProgram() {
        return language.equals("java") && text.lines().anyMatch(line -> line.startsWith("void main("));
    }

    @Override
    public String toString() {
        return Tree.ROOT.relativize(file) + ":" + line;
    }
}
