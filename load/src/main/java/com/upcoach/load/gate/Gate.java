package com.upcoach.load.gate;

import com.upcoach.load.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gate: reads results, the members' meters before and after, and the profile; prints what was asked, what was seen
 * and the verdicts, draws the page, and ends with 1 when one thing failed, or 2 when there was nothing to judge by.
 */
public final class Gate {
    private static final Set<String> OPTIONS = Set.of("title", "profile", "results", "before", "after", "page");

    private Gate() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args)));
    }

    /** Runs the gate; returns the exit code. */
    static int run(List<String> args) {
        try {
            Arguments arguments = Arguments.of(args, OPTIONS);
            Rules rules = Rules.of(Run.profile(Path.of(arguments.required("profile"))));
            Results results = Results.of(Path.of(arguments.required("results")), rules.skipped());
            CacheUse caches = caches(arguments);
            List<Verdict> verdicts = rules.judge(results, caches);
            String title = arguments.optional("title").orElse("load run");
            System.out.print(new Summary(title, rules, results, caches, verdicts).text());
            if (arguments.optional("page").isPresent()) {
                Files.writeString(
                        Path.of(arguments.required("page")), new Page(title, rules, results, caches, verdicts).html());
            }
            return verdicts.stream().allMatch(Verdict::passed) ? 0 : 1;
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("gate: " + e);
            return 2;
        }
    }

    private static CacheUse caches(Arguments arguments) throws IOException {
        if (arguments.optional("after").isEmpty()) {
            return new CacheUse(Map.of());
        }
        return CacheUse.of(
                Exposition.grown(Path.of(arguments.required("before")), Path.of(arguments.required("after"))));
    }
}
