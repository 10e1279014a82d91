package com.upcoach.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What clients should not send: values out of place in a good body, and bytes that are no JSON. Not thread-safe. */
final class Hostile {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<JsonNode> VALUES = List.of(
            JSON.nullNode(),
            JSON.booleanNode(true),
            JSON.numberNode(-1),
            JSON.numberNode(Long.MAX_VALUE),
            JSON.numberNode(0.000_000_1),
            JSON.numberNode(new BigDecimal("1e400")),
            JSON.numberNode(new BigDecimal("9".repeat(300))),
            JSON.textNode(""),
            JSON.textNode("  "),
            JSON.textNode("\0"),
            JSON.textNode("a\0b"),
            JSON.textNode("\ud800"),
            JSON.textNode("\udc00 \ud800"),
            JSON.textNode("\uffff\u0001\u001b[2J"),
            JSON.textNode("x".repeat(20_000)),
            JSON.textNode("🏃".repeat(9_000)),
            JSON.textNode("2026-02-30"),
            JSON.textNode("2026-13-01T25:61:61Z"),
            JSON.textNode("+999999999-12-31T23:59:59Z"),
            JSON.textNode("24:60"),
            JSON.textNode("00000000-0000-0000-0000-00000000000g"),
            JSON.textNode("'; DROP TABLE users; --"),
            JSON.textNode("${jndi:ldap://localhost/a}"),
            JSON.arrayNode(),
            many(JSON.textNode("")),
            many(JSON.objectNode()),
            JSON.arrayNode().add(JSON.arrayNode().add(JSON.nullNode())),
            JSON.objectNode(),
            JSON.objectNode().put("a", 1));
    private static final List<byte[]> BODIES = List.of(
            bytes(""),
            bytes("null"),
            bytes("[]"),
            bytes("7"),
            bytes("\"text\""),
            bytes("{"),
            bytes("{\"title\":"),
            bytes("{\"title\":\"a\",}"),
            bytes("{\"title\":\"a\"} {}"),
            bytes("{title:'a'}"),
            bytes("{\"title\":\"a\",\"title\":\"b\"}"),
            bytes("{\"title\":NaN}"),
            bytes("{\"title\":\"a\",\"priority\":1e999999999}"),
            bytes("{\"title\":\"a\",\"metric\":{\"type\":\"numeric\",\"start\":1e999999999}}"),
            bytes("{\"title\":\"a\",\"metric\":{\"type\":\"numeric\",\"start\":-1e400000000}}"),
            bytes("{\"title\":\"a\",\"metric\":{\"type\":\"percent\",\"target\":1e-999999999}}"),
            bytes("\ufeff{\"title\":\"a\"}"),
            bytes("{\"title\":\"\u0000\"}"),
            bytes("{\"__proto__\":{\"a\":1},\"title\":\"a\"}"),
            bytes("[".repeat(100_000)),
            bytes("{\"a\":".repeat(50_000)),
            bytes("{\"priority\":" + "1".repeat(100_000) + "}"),
            bytes("{\"" + "k".repeat(100_000) + "\":1}"),
            new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
            new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
            new byte[] {0, 0, 0, 0});
    private static final String FORGED = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(bytes("createdAt DESC\n00000000-0000-7000-8000-000000000000\n+12345-01-01 00:00:00+00"));

    private static final List<String> PARAMETERS = List.of(
            "",
            "-1",
            "0",
            "101",
            "99999999999999999999",
            "1e3",
            "NaN",
            "a,b,,",
            ",",
            "%00",
            "%ED%A0%80",
            "%F0%9F%8F%83",
            "%FF",
            "2026-02-30",
            "9999-12-31",
            "0000-01-01",
            "x".repeat(3000),
            "%27%20OR%201=1--",
            "../../etc/passwd",
            "AAAA",
            // A cursor "createdAt DESC" at an instant that PostgreSQL cannot read.
            FORGED,
            "eyJhIjoxfQ",
            "ASC,DESC");
    private static final List<String> TYPES = List.of(
            "text/plain", "application/xml", "application/json; charset=utf-16", "a", "", "multipart/form-data");

    private final Random random;

    Hostile(Random random) {
        this.random = random;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode many(JsonNode item) {
        return JSON.arrayNode().addAll(Collections.nCopies(100_000, item));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String parameter() {
        return pick(PARAMETERS);
    }

    String mediaType() {
        return pick(TYPES);
    }

    byte[] body() {
        byte[] body = pick(BODIES);
        return Arrays.copyOf(body, body.length);
    }

    /** Returns a body with one thing out of place. */
    JsonNode spoilt(JsonNode good) {
        JsonNode body = good.deepCopy();
        List<JsonNode> inner = new ArrayList<>();
        collect(body, inner);
        JsonNode place = inner.isEmpty() ? body : pick(inner);
        if (place instanceof ObjectNode object) {
            spoil(object);
        } else if (place instanceof ArrayNode array) {
            array.insert(random.nextInt(array.size() + 1), pick(VALUES));
        } else {
            return pick(VALUES);
        }
        return body;
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(child -> collect(child, into));
        }
    }

    private void spoil(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(5) == 0) {
            object.set("unknownField", pick(VALUES));
        } else if (random.nextInt(5) == 0) {
            object.remove(pick(names));
        } else {
            object.set(pick(names), pick(VALUES));
        }
    }
}
