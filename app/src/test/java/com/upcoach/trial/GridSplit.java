package com.upcoach.trial;

import com.upcoach.MemberProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A grid in as many pieces as it has members: packets between them are dropped until this is closed. Needs iptables. */
final class GridSplit implements AutoCloseable {
    private final List<List<String>> rules;

    private GridSplit(List<List<String>> rules) {
        this.rules = rules;
    }

    static boolean isPossible() {
        return run(List.of("iptables", "-L", "-n"));
    }

    /** Splits members that are all of the grid; HTTP and PostgreSQL stay. */
    static GridSplit of(List<MemberProcess> members) {
        GridSplit split =
                new GridSplit(members.stream().flatMap(GridSplit::rules).toList());
        split.rules.forEach(rule -> require("-A", rule));
        return split;
    }

    /** Everything to or from the port on which a member talks with the others. */
    private static Stream<List<String>> rules(MemberProcess member) {
        return Stream.of("tcp", "udp")
                .flatMap(protocol -> Stream.of("--dport", "--sport")
                        .map(side ->
                                List.of("INPUT", "-i", "lo", "-p", protocol, side, member.gridPort(), "-j", "DROP")));
    }

    @Override
    public void close() {
        rules.forEach(rule -> require("-D", rule));
    }

    private static void require(String action, List<String> rule) {
        List<String> command = new ArrayList<>(List.of("iptables", action));
        command.addAll(rule);
        if (!run(command)) {
            throw new IllegalStateException(String.join(" ", command));
        }
    }

    private static boolean run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
