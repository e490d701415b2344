package jacobian.keras.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Text in rows and named columns, as a CSV file has it. Nothing is taken for a number yet:
/// [TabularPreprocessing] learns what the columns are.
public final class Table {
    /// What stands for a value that is not there.
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?");

    private static final String SEPARATORS = ",;\t|";

    private final String source;
    private final List<String> columns;
    private final List<CsvRecord> records;

    private Table(String source, List<String> columns, List<CsvRecord> records) {
        this.source = source;
        this.columns = columns;
        this.records = records;
    }

    /// Reads a file whose first line names the columns, separated by comma, semicolon, tab or bar; in UTF-8,
    /// with or without `.gz`.
    public static Table csv(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + " does not exist: give the path of a CSV file");
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder: give the path of a CSV file");
        }
        try {
            return csv(file.toString(), Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Reads and closes `stream`, which errors call `source`.
    public static Table csv(String source, InputStream stream) {
        try (var in = unpacked(stream)) {
            var reader = CsvReader.builder()
                    .fieldSeparator(separator(in))
                    .skipEmptyLines(true)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
            return of(source, reader);
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(source + " is no CSV file: " + reason(e), e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(source + " is no text in UTF-8: save it in that encoding", e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? new IllegalArgumentException(source + " is no text in UTF-8: save it in that encoding", e)
                    : e;
        } catch (IOException e) {
            throw new UncheckedIOException(source + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String reason(CsvParseException e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + " " + e.getCause().getMessage();
    }

    private static InputStream unpacked(InputStream stream) throws IOException {
        var in = new BufferedInputStream(stream, 1 << 16);
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return withoutMark(packed ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in);
    }

    /// Leaves out the byte order mark that some programs begin a file with.
    private static InputStream withoutMark(InputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xef || in.read() != 0xbb || in.read() != 0xbf) {
            in.reset();
        }
        return in;
    }

    /// The separator that the first line has most of.
    private static char separator(InputStream in) throws IOException {
        in.mark(1 << 15);
        var counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0, c = in.read(); c >= 0 && (quoted || c != '\n') && i < (1 << 15) - 1; i++, c = in.read()) {
            quoted ^= c == '"';
            int at = SEPARATORS.indexOf(c);
            if (at >= 0 && !quoted) {
                counts[at]++;
            }
        }
        in.reset();
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }

    private static Table of(String source, Iterable<CsvRecord> reader) {
        List<String> columns = List.of();
        var records = new ArrayList<CsvRecord>();
        for (var record : reader) {
            if (columns.isEmpty()) {
                columns = record.getFields().stream().map(String::strip).toList();
                check(source, columns);
            } else if (record.getFieldCount() != columns.size()) {
                throw new IllegalArgumentException(source + ", line " + record.getStartingLineNumber() + ": "
                        + record.getFieldCount() + " values where the first line names " + columns.size()
                        + " columns: mend that line");
            } else {
                records.add(record);
            }
        }
        if (records.isEmpty()) {
            throw new IllegalArgumentException(source
                    + (columns.isEmpty() ? " is empty" : " has a line of names and no rows")
                    + ": it needs a line that names the columns and one line for each example");
        }
        return new Table(source, columns, records);
    }

    private static void check(String source, List<String> columns) {
        var seen = new HashSet<String>();
        for (var column : columns) {
            if (!seen.add(column)) {
                throw new IllegalArgumentException(
                        source + " names two columns \"" + column + "\": give one of them another name");
            }
        }
        if (columns.size() > 1 && columns.stream().allMatch(each -> number(each) != null)) {
            throw new IllegalArgumentException(source + " begins with the numbers "
                    + String.join(", ", columns.subList(0, 2)) + " ..: its first line must name the columns");
        }
    }

    /// Where the text came from, for messages.
    public String source() {
        return source;
    }

    /// The names of the columns, in order.
    public List<String> columns() {
        return columns;
    }

    /// How many rows there are.
    public int rows() {
        return records.size();
    }

    /// The number of the column called `name`.
    public int index(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(source + " has no column \"" + name + "\": it has "
                    + String.join(", ", columns.size() <= 20 ? columns : columns.subList(0, 20))
                    + (columns.size() <= 20 ? "" : " and " + (columns.size() - 20) + " more"));
        }
        return at;
    }

    /// The text in a row and column, both counted from 0; empty where the value is missing.
    public String cell(int row, int column) {
        return present(records.get(row).getField(column));
    }

    /// `text` without the spaces around it; empty where it stands for a missing value.
    static String present(String text) {
        var stripped = text.strip();
        return MISSING.contains(stripped) ? "" : stripped;
    }

    /// All texts of a column.
    public List<String> column(String name) {
        int column = index(name);
        var cells = new ArrayList<String>(rows());
        var same = new HashMap<String, String>();
        for (int row = 0; row < rows(); row++) {
            cells.add(same.computeIfAbsent(cell(row, column), text -> text));
        }
        return cells;
    }

    /// The rows with these numbers, in this order.
    public Table select(int... rows) {
        var chosen = new ArrayList<CsvRecord>(rows.length);
        for (int row : rows) {
            chosen.add(records.get(row));
        }
        return new Table(source, columns, chosen);
    }

    /// A row by the names of the columns.
    public Map<String, String> row(int row) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), cell(row, i));
        }
        return values;
    }

    /// Where a row and column is, for messages.
    String place(int row, int column) {
        return source + ", line " + records.get(row).getStartingLineNumber() + ", column \"" + columns.get(column)
                + "\"";
    }

    /// The finite number that `text` is; null where it is none.
    static @Nullable Double number(String text) {
        if (text.isEmpty()
                || text.length() > 40
                || "+-.0123456789".indexOf(text.charAt(0)) < 0
                || Character.isLetter(text.charAt(text.length() - 1))) {
            return null;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return source + ", " + rows() + " rows of " + columns;
    }
}
