package jacobian.engine.cpu.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The order in which units run: each after what it needs, and what overwrites an input as late as it can.
///
/// The walk begins at what nobody needs, the last such unit first: so of the gradients of many weights that of
/// the
/// last layer comes first, right after what it is made from, which then need not wait for those before it.
final class Schedule {
    private Schedule() {}

    /// `last` are units to be put off to the end where nothing needs them.
    static List<Unit> of(List<Unit> units, Set<Unit> last) {
        var order = new ArrayList<Unit>();
        var done = Collections.newSetFromMap(new IdentityHashMap<Unit, Boolean>());
        var needed = new HashSet<Unit>();
        units.forEach(unit -> needed.addAll(unit.needs));
        var early = units.stream()
                .filter(unit -> !last.contains(unit) || needed.contains(unit))
                .toList();
        early.reversed().stream().filter(unit -> !needed.contains(unit)).forEach(unit -> visit(unit, done, order));
        early.forEach(unit -> visit(unit, done, order));
        units.forEach(unit -> visit(unit, done, order));
        return order;
    }

    /// Depth first, with a stack of its own.
    private static void visit(Unit start, Set<Unit> done, List<Unit> order) {
        var stack = new ArrayDeque<Unit>();
        stack.push(start);
        while (!stack.isEmpty()) {
            var unit = stack.peek();
            var open = done.contains(unit)
                    ? List.<Unit>of()
                    : unit.needs.stream().filter(need -> !done.contains(need)).toList();
            if (open.isEmpty()) {
                stack.pop();
                if (done.add(unit)) {
                    order.add(unit);
                }
            } else {
                open.forEach(stack::push);
            }
        }
    }
}
