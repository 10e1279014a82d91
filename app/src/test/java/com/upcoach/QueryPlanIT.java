package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.upcoach.PlanLog.Plan;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How PostgreSQL carries out what the server asks of it, at 2,000 people with 20 goals of 40 tasks each: the very
 * statements of the shipped jar, by the indexes that are promised, and no large table from end to end.
 */
class QueryPlanIT {
    private static final PlanLog LOG = PlanLog.start();
    private static final MemberProcess MEMBER = member();
    private static Client person = Client.anonymous();
    private static String goal = "";
    private static String task = "";

    /** Without its cache, so that every read is a SELECT. */
    private static MemberProcess member() {
        return MemberProcess.start(
                "query-plan",
                "query-plan-" + UUID.randomUUID(),
                LOG.url(),
                "postgres",
                Scratch.logs("query-plan"),
                List.of(),
                Map.of("UPCOACH_CACHE", "off", "UPCOACH_LIMIT_API", "off", "UPCOACH_LIMIT_AUTH", "off"));
    }

    @BeforeAll
    static void fill() {
        MEMBER.awaitReady();
        person = Client.registered(MEMBER.base());
        LOG.fill(Path.of("..", "load", "two-thousand-people.sql"));
        goal = json(person.get(MEMBER.base(), "/api/goals?limit=1"))
                .at("/data/0/id")
                .asText();
        task = json(person.get(MEMBER.base(), "/api/tasks?goalId=" + goal + "&limit=1"))
                .at("/data/0/id")
                .asText();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        MEMBER.stop();
        LOG.close();
    }

    private static List<Plan> plansOf(String method, String path, String body, String... headers) {
        LOG.plans();
        HttpResponse<String> answer = person.send(MEMBER.base(), method, path, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return LOG.plans();
    }

    /** The indexes by which a table was found in statements that begin so. */
    private static List<String> indexes(List<Plan> plans, String start, String table) {
        List<Plan> ours = plans.stream()
                .filter(plan -> plan.sql().startsWith(start) && plan.sql().contains(" " + table))
                .toList();
        assertThat(ours).as("%s of %s among %s", start, table, plans).isNotEmpty();
        return ours.stream().flatMap(plan -> plan.indexes().stream()).toList();
    }

    private static void assertNoLargeTableIsScanned(List<Plan> plans) {
        List<String> large = LOG.largeTables();
        assertThat(large).contains("users", "goals", "tasks");
        assertThat(plans)
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan.scanned()).as(plan.sql()).doesNotContainAnyElementsOf(large));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/goals?limit=5                                    | goals | idx_goals_user_id",
                "/api/goals?limit=5&cursor=                            | goals | idx_goals_user_id",
                "/api/goals?status=active                              | goals | idx_goals_user_status_date",
                "/api/goals?status=active&orderBy=targetDate&order=ASC | goals | idx_goals_user_status_date",
                "/api/goals?status=active&targetBefore=2027-03-01      | goals | idx_goals_user_status_date",
                "/api/tasks                                            | tasks | idx_tasks_user_created_at",
                "/api/tasks?cursor=                                    | tasks | idx_tasks_user_created_at",
                "/api/tasks?order=ASC&cursor=                          | tasks | idx_tasks_user_created_at",
                "/api/tasks?orderBy=dueDate&order=ASC                  | tasks | idx_tasks_user_due_date",
                "/api/tasks?orderBy=dueDate&order=ASC&cursor=          | tasks | idx_tasks_user_due_date",
                "/api/tasks?status=todo                                | tasks | idx_tasks_user_id_status",
                "/api/tasks?status=todo,in_progress                    | tasks | idx_tasks_user_id_status",
                "/api/tasks?status=todo&dueBefore=2027-03-01           | tasks | idx_tasks_user_id_status",
                "/api/tasks?dueOn=2027-03-01                           | tasks | idx_tasks_user_id_status",
                "/api/tasks?goalId=GOAL                                | tasks | idx_tasks_user_goal",
                "/api/goals/GOAL/tasks                                 | tasks | idx_tasks_user_goal",
                "/api/goals/GOAL                                       | goals | goals_pkey",
                "/api/tasks/TASK                                       | tasks | tasks_pkey",
                "/api/goals/GOAL/check-ins                             | check_ins | idx_check_ins_user_goal_date",
                "/api/ai/interactions                                  | ai_interactions | idx_ai_interactions_user_id",
                "/api/auth/sessions                                    | sessions | sessions_pkey"
            })
    void readsByThePromisedIndex(String path, String table, String index) {
        List<Plan> plans = plansOf("GET", path.replace("GOAL", goal).replace("TASK", task), "");
        assertThat(indexes(plans, "SELECT", table)).contains(index);
        assertNoLargeTableIsScanned(plans);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&orderBy=dueDate&order=ASC"})
    void goesOnFromACursorByTheIndexOfItsOrder(String order) {
        String first = "/api/tasks?limit=50" + order + "&cursor=";
        String next = json(person.get(MEMBER.base(), first))
                .at("/pagination/nextCursor")
                .asText();
        List<Plan> plans = plansOf("GET", first + next, "");
        String index = order.isEmpty() ? "idx_tasks_user_created_at" : "idx_tasks_user_due_date";
        assertThat(indexes(plans, "SELECT", "tasks")).contains(index).isSubsetOf(index, "tasks_pkey");
        assertNoLargeTableIsScanned(plans);
    }

    /** What no index orders or finds is looked for among the person's own rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/api/goals/GOAL/progress", "/api/ai/recommendations", "/api/ai/usage", "/api/analytics/summary"
            })
    void sumsUpNobodyElsesRows(String path) {
        assertNoLargeTableIsScanned(plansOf("GET", path.replace("GOAL", goal), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=think", "tag=tag+3", "orderBy=title", "updatedSince=2026-01-01T00:00:00Z"})
    void looksAtNobodyElsesRows(String query) {
        for (String list : List.of("/api/goals?", "/api/tasks?")) {
            assertNoLargeTableIsScanned(plansOf("GET", list + query, ""));
        }
    }

    @Test
    void editsByPrimaryKeys() {
        String key = UUID.randomUUID().toString();
        List<Plan> plans = new ArrayList<>();
        plans.addAll(plansOf("POST", "/api/tasks/" + task + "/complete", "", "Idempotency-Key", key));
        plans.addAll(plansOf("PATCH", "/api/goals/" + goal, "{\"priority\":4}"));
        assertThat(indexes(plans, "SELECT", "tasks")).contains("tasks_pkey");
        assertThat(indexes(plans, "UPDATE", "tasks")).contains("tasks_pkey");
        assertThat(indexes(plans, "SELECT", "goals")).contains("goals_pkey");
        assertThat(indexes(plans, "UPDATE", "goals")).contains("goals_pkey");
        assertThat(indexes(plans, "WITH fenced", "users")).contains("users_pkey");
        assertThat(indexes(plans, "SELECT", "idempotency_keys")).contains("idempotency_keys_pkey");
        assertNoLargeTableIsScanned(plans);
    }

    @Test
    void makesAndDeletesWithoutALookAtAll() {
        List<Plan> plans = new ArrayList<>();
        plans.addAll(plansOf("POST", "/api/tasks", "{\"title\":\"x\",\"goalId\":\"" + goal + "\"}"));
        String path = header(person.send(MEMBER.base(), "POST", "/api/goals", "{\"title\":\"x\"}"), "Location");
        plans.addAll(plansOf("DELETE", path + "?tasks=delete", ""));
        assertThat(indexes(plans, "SELECT least(max(position)", "tasks")).contains("idx_tasks_user_goal");
        assertThat(indexes(plans, "WITH fenced", "change_log")).contains("users_pkey", "idx_change_log_entity");
        assertThat(indexes(plans, "DELETE", "goals")).contains("goals_pkey");
        assertNoLargeTableIsScanned(plans);
    }

    @Test
    void findsASessionByItsKey() {
        String registration = "{\"email\":\"%s@load.example\",\"password\":\"%s\",\"displayName\":\"x\"}"
                .formatted(UUID.randomUUID(), Client.PASSWORD);
        JsonNode registered = json(Client.anonymous().send(MEMBER.base(), "POST", "/api/auth/register", registration));
        String token = registered.get("refreshToken").asText();
        List<Plan> plans = plansOf("POST", "/api/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
        assertThat(indexes(plans, "UPDATE", "sessions")).contains("sessions_pkey");
        assertNoLargeTableIsScanned(plans);
    }

    @Test
    void findsAnAccountByItsAddress() {
        LOG.plans();
        String body = "{\"email\":\"nobody@load.example\",\"password\":\"" + Client.PASSWORD + "\"}";
        HttpResponse<String> refused = Client.anonymous().send(MEMBER.base(), "POST", "/api/auth/login", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
        List<Plan> plans = LOG.plans();
        assertThat(indexes(plans, "SELECT", "users")).contains("idx_users_email");
        assertNoLargeTableIsScanned(plans);
    }
}
