package com.upcoach.trial;

import static com.upcoach.Client.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.net.http.HttpResponse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what writers were told with what is there.
 *
 * @param lost acknowledged goals and tasks that PostgreSQL does not have under the id that was answered
 * @param duplicated titles that PostgreSQL has more than once
 * @param partial goals without both of their tasks
 * @param gaps people whose change log has a gap, or does not end at their data version
 * @param disagreeing lists that a member shows differently from PostgreSQL
 */
record Audit(List<String> lost, List<String> duplicated, long partial, long gaps, List<String> disagreeing) {
    static Audit of(Cluster cluster, Writers writers) {
        Map<String, List<String>> ids = new HashMap<>();
        cluster.sql(
                        "SELECT title, id FROM goals UNION ALL SELECT title, id FROM tasks WHERE goal_id IS NULL",
                        Audit::pair)
                .forEach(pair ->
                        ids.computeIfAbsent(pair[0], title -> new ArrayList<>()).add(pair[1]));
        List<String> lost = new ArrayList<>();
        writers.acknowledged.forEach((title, id) -> {
            if (!ids.getOrDefault(title, List.of()).contains(id)) {
                lost.add(title);
            }
        });
        List<String> duplicated = ids.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        return new Audit(lost, duplicated, partial(cluster), gaps(cluster), disagreeing(cluster, writers));
    }

    boolean clean() {
        return lost.isEmpty() && duplicated.isEmpty() && partial == 0 && gaps == 0 && disagreeing.isEmpty();
    }

    void tell(Report report, Writers writers) {
        long made = writers.acknowledged.size();
        report.line(made + " goals and tasks acknowledged, " + writers.retries.get() + " sent again although answered, "
                + writers.givenUp.size() + " given up");
        report.line("attempts that were sent again: " + new TreeMap<>(writers.failures));
        report.spread("answered attempts", List.copyOf(writers.attempts), Long::longValue);
        report.bound("lost", lost.size(), made);
        report.bound("duplicated", duplicated.size(), made);
        report.bound("goals without both tasks", partial, made);
        report.bound("retries answered otherwise", writers.differing.size(), writers.retries.get());
        report.line(
                "gaps in change logs: " + gaps + "; lists on which members disagree with SQL: " + disagreeing.size());
    }

    private static long partial(Cluster cluster) {
        return cluster.number("""
                SELECT count(*) FROM (
                    SELECT g.id FROM goals g LEFT JOIN tasks t ON t.user_id = g.user_id AND t.goal_id = g.id
                    GROUP BY g.user_id, g.id HAVING count(t.id) <> 2) p""");
    }

    private static long gaps(Cluster cluster) {
        return cluster.number("""
                SELECT count(*) FROM users u
                JOIN (SELECT user_id, count(*) AS n, max(seq) AS last FROM change_log GROUP BY user_id) l
                    ON l.user_id = u.id
                WHERE l.n <> l.last OR l.last <> u.data_version""");
    }

    private static List<String> disagreeing(Cluster cluster, Writers writers) {
        List<String> wrong = new ArrayList<>();
        for (Client person : writers.people()) {
            for (String kind : List.of("goals", "tasks")) {
                disagreeing(cluster, person, kind).forEach(wrong::add);
            }
        }
        return wrong;
    }

    private static List<String> disagreeing(Cluster cluster, Client person, String kind) {
        String of = " WHERE user_id = '" + person.id() + "'";
        Set<String> truth = new HashSet<>(cluster.sql("SELECT id FROM " + kind + of, row -> string(row, 1)));
        String version =
                Long.toString(cluster.number("SELECT data_version FROM users WHERE id = '" + person.id() + "'"));
        return cluster.members().stream()
                .filter(member -> !listed(person, member, kind, version).equals(truth))
                .map(member -> kind + " of " + person.id() + " at " + member.base())
                .toList();
    }

    private static Set<String> listed(Client person, MemberProcess member, String kind, String version) {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            HttpResponse<String> answer =
                    person.get(member.base(), "/api/" + kind + "?limit=100&cursor=" + cursor, "Data-Version", version);
            JsonNode page = json(answer);
            page.path("data").forEach(row -> ids.add(row.get("id").asText()));
            cursor = page.at("/pagination/nextCursor").asText();
        } while (!cursor.isEmpty());
        return ids;
    }

    private static String[] pair(ResultSet row) {
        return new String[] {string(row, 1), string(row, 2)};
    }

    private static String string(ResultSet row, int column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
