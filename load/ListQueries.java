import com.upcoach.database.Database;
import com.upcoach.database.DatabaseSettings;
import com.upcoach.database.DatabaseStart;
import com.upcoach.database.EmbeddedDatabase;
import com.upcoach.goal.GoalListView;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.task.GoalTasksView;
import com.upcoach.task.TaskListView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Times the queries of lists at 2,000 people with 20 goals of 40 tasks each, on a PostgreSQL of its own: what the
 * server's own view sources do for a list that nobody has asked for yet, one at a time, each for another person.
 * Run: {@code java -cp app/target/upcoach.jar load/ListQueries.java <script that fills> <directory> <times each>}; a
 * directory that has the people already is taken as it is.
 */
final class ListQueries {
    private static final int WARM_UP = 300;
    private static final int CONNECTIONS = 6;

    /** Held here, since a logger that nobody refers to forgets its level. */
    private static final Logger LOGS = Logger.getLogger("");

    /** What is asked; {@code GOAL} stands for one of the person's goals. */
    private static final List<Asked> LISTS = List.of(
            new Asked("goals", new GoalListView(), ""),
            new Asked("goals, by cursor", new GoalListView(), "cursor="),
            new Asked("goals by status", new GoalListView(), "status=active"),
            new Asked("goals by status, target date", new GoalListView(), "order=ASC&orderBy=targetDate&status=active"),
            new Asked("goals with a text", new GoalListView(), "q=matters"),
            new Asked("tasks", new TaskListView(), ""),
            new Asked("tasks, by cursor", new TaskListView(), "cursor="),
            new Asked("tasks, page 20", new TaskListView(), "page=20"),
            new Asked("tasks by status", new TaskListView(), "status=todo"),
            new Asked("tasks due, by status", new TaskListView(), "dueBefore=2027-03-01&status=todo"),
            new Asked("tasks due on a day", new TaskListView(), "dueOn=2027-03-01"),
            new Asked("tasks by due date", new TaskListView(), "order=ASC&orderBy=dueDate"),
            new Asked("tasks by title", new TaskListView(), "orderBy=title"),
            new Asked("tasks with a tag", new TaskListView(), "tag=tag+3"),
            new Asked("tasks with a text", new TaskListView(), "q=think"),
            new Asked("tasks changed since", new TaskListView(), "updatedSince=2100-01-01T00%3A00%3A00Z"),
            new Asked("tasks of a goal, as a filter", new TaskListView(), "goalId=GOAL"),
            new Asked("tasks of a goal", new GoalTasksView(), "GOAL?"),
            new Asked("100 tasks", new TaskListView(), "limit=100"));

    private ListQueries() {}

    private record Asked(String name, ViewSource source, String query) {}

    private record Person(UUID id, UUID goal) {}

    public static void main(String[] args) throws Exception {
        LOGS.setLevel(Level.SEVERE);
        int times = Integer.parseInt(args[2]);
        try (EmbeddedDatabase postgres = EmbeddedDatabase.start(Path.of(args[1]))) {
            DatabaseStart start = new DatabaseStart(
                    new DatabaseSettings(postgres.url(), postgres.user(), postgres.password(), CONNECTIONS));
            start.prepare(true);
            List<Person> people = filled(postgres.url(), Path.of(args[0]));
            try (Database database = start.open((name, nanos) -> {})) {
                System.out.printf("%-32s %8s %8s %8s   ms%n", "", "p50", "p95", "p99");
                LISTS.forEach(asked -> print(asked, times(database, asked, people, times)));
            }
        }
    }

    private static List<Person> filled(String url, Path script) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            if (people(statement).isEmpty()) {
                for (String sql : Files.readString(script).split(";\n")) {
                    statement.execute(sql);
                }
                statement.execute("VACUUM ANALYZE");
            }
            return people(statement);
        }
    }

    private static List<Person> people(Statement statement) throws SQLException {
        List<Person> people = new ArrayList<>();
        ResultSet rows = statement.executeQuery("SELECT user_id, max(id::text)::uuid AS goal FROM goals GROUP BY user_id");
        while (rows.next()) {
            people.add(new Person(rows.getObject("user_id", UUID.class), rows.getObject("goal", UUID.class)));
        }
        return people;
    }

    /**
     * Returns the times in nanoseconds, in order of size: a transaction of its own, the statements, and the encoding.
     */
    private static long[] times(Database database, Asked asked, List<Person> people, int times) {
        Random random = new Random(1);
        long[] nanos = new long[times];
        for (int i = -WARM_UP; i < times; i++) {
            Person person = people.get(random.nextInt(people.size()));
            String query = asked.query.replace("GOAL", person.goal.toString());
            long begin = System.nanoTime();
            database.transaction(tx -> asked.source.load(tx, person.id, query));
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void print(Asked asked, long[] nanos) {
        System.out.printf(
                Locale.ROOT,
                "%-32s %8.2f %8.2f %8.2f%n",
                asked.name,
                at(nanos, 0.50),
                at(nanos, 0.95),
                at(nanos, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1] / 1e6;
    }
}
