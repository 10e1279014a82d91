package com.upcoach.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the image is built from: its bases, its user, and what of the project reaches the build. */
final class ImageBuild {
    private static final Pattern FROM = Pattern.compile("^FROM (\\S+)(?: AS (\\S+))?$", Pattern.MULTILINE);
    private static final Pattern USER = Pattern.compile("^USER ([0-9]{5,})(:[0-9]{5,})?$", Pattern.MULTILINE);
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private ImageBuild() {}

    /** Returns what is wrong with the image of a project. */
    static List<String> faults(Path project) {
        try {
            List<String> faults = new ArrayList<>();
            String dockerfile = Files.readString(project.resolve("app/Dockerfile"));
            Set<String> stages = new HashSet<>();
            for (Matcher from = FROM.matcher(dockerfile); from.find(); stages.add(String.valueOf(from.group(2)))) {
                String base = from.group(1);
                if (!stages.contains(base) && !Policies.isPinned(base)) {
                    faults.add("Dockerfile has a base without a version: " + base);
                }
            }
            if (!USER.matcher(dockerfile).find()) {
                faults.add("Dockerfile says no user from 10000 on");
            }
            List<String> ignored = Files.readAllLines(project.resolve(".dockerignore"));
            MODULE.matcher(Files.readString(project.resolve("pom.xml")))
                    .results()
                    .map(module -> module.group(1))
                    .filter(module -> isHidden(module, ignored))
                    .forEach(module -> faults.add(".dockerignore keeps a module from Maven: " + module));
            return faults;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether Maven would miss the file of a module: it is ignored, or lies in a folder that is and is not taken out of
     * that.
     */
    private static boolean isHidden(String module, List<String> ignored) {
        String top = module.split("/", 2)[0];
        return ignored.contains(module)
                || (ignored.contains(top + "/*") && !ignored.contains("!" + module + "/pom.xml"));
    }
}
