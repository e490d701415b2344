package jacobian.keras.callbacks.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something that a [GradientDoctor] has found in a run.
///
/// ```java
/// for (var finding : doctor.findings()) {
///     switch (finding.problem()) {
///         case UNSCALED_INPUTS -> IO.println("scale " + finding.figures());
///         default -> IO.println(finding);
///     }
/// }
/// ```
///
/// @param problem what it is
/// @param where the layer, `loss`, or the part of the run: `inputs`, `targets`, `optimizer`, `model`
/// @param step since which step of the run, counted from 0, as far as the doctor has looked
/// @param epoch the epoch of that step, counted from 0
/// @param what what was seen, in a sentence with its figures
/// @param figures the figures by name
public record Finding(Problem problem, String where, long step, int epoch, String what, Map<String, Double> figures) {
    private static final int WIDTH = 80;

    public Finding {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /// Why it matters.
    public String why() {
        return problem.why();
    }

    /// What to try, the most likely help first.
    public List<String> advice() {
        return problem.advice();
    }

    /// What, where and since when, in a line or two: "dense_1: dead ReLU units since step 50 (epoch 2): ...".
    public String headline() {
        return where + ": " + problem.title() + " since step " + (step + 1) + " (epoch " + (epoch + 1) + "): " + what;
    }

    /// All of it, in lines of 80 columns at most.
    public List<String> lines() {
        var lines = new ArrayList<>(wrapped("", headline()));
        lines.addAll(wrapped("  why  ", why()));
        advice().forEach(each -> lines.addAll(wrapped("  try  ", each)));
        return lines;
    }

    /// What was found and what to try, without why, in lines of 80 columns at most.
    public List<String> shortLines() {
        var lines = new ArrayList<>(wrapped("  ", headline()));
        lines.addAll(wrapped("  try  ", String.join("; or ", advice())));
        return lines;
    }

    /// `text` after `lead`, further lines below the text.
    static List<String> wrapped(String lead, String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder(lead);
        var indent = " ".repeat(lead.isEmpty() ? 2 : lead.length());
        for (var word : text.split(" ")) {
            boolean begins = line.toString().isBlank() || line.toString().equals(lead);
            if (!begins && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                begins = true;
            }
            line.append(begins ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// Under what tag it stands among the texts of a run's logs: "doctor/dead_units/dense_1".
    public String tag() {
        return "doctor/" + problem.key() + "/" + where;
    }

    /// All of it in Markdown, as the texts of a run's logs are written.
    public String markdown() {
        var text = new StringBuilder("**" + where + ": " + problem.title() + "** since step " + (step + 1) + " (epoch "
                + (epoch + 1) + ")\n\n" + what + "\n\n" + why() + "\n");
        advice().forEach(each -> text.append("\n- ").append(each));
        return text.toString();
    }

    /// As JSON has it: texts, numbers counted from 0, lists and maps.
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("problem", problem.key());
        map.put("title", problem.title());
        map.put("where", where);
        map.put("step", step);
        map.put("epoch", epoch);
        map.put("what", what);
        map.put("figures", figures);
        map.put("why", why());
        map.put("try", advice());
        return map;
    }

    /// [#lines] in one text.
    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
