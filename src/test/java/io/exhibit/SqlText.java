package io.exhibit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that a piece of SQL reads or writes, as far as it can be told without a database: names after FROM, JOIN,
 * INTO, UPDATE and their like, without common table expressions and functions.
 */
final class SqlText {

    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']++|'')*+'|--[^\\n]*|/\\*.*?\\*/|\\$\\$|::|[A-Za-z_][\\w$]*(?:\\.[A-Za-z_][\\w$]*)*|\\d+|\\S",
            Pattern.DOTALL);
    private static final Pattern STATEMENT =
            Pattern.compile("\\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|COPY|MERGE INTO|LOCK TABLE|TRUNCATE)\\b");
    private static final Set<String> OPENS =
            Set.of("FROM", "JOIN", "INTO", "UPDATE", "USING", "COPY", "TABLE", "TRUNCATE", "REFERENCES");
    private static final Set<String> SKIPPED = Set.of("ONLY", "LATERAL", "IF", "EXISTS", "NOT", "TABLE");
    private static final Set<String> CLOSES = Set.of(
            "WHERE",
            "ON",
            "GROUP",
            "ORDER",
            "SET",
            "RETURNING",
            "LIMIT",
            "HAVING",
            "UNION",
            "VALUES",
            "SELECT",
            "WINDOW",
            "FETCH",
            "EXCEPT",
            "INTERSECT",
            "WITH",
            "AS",
            "IS",
            "DO");

    private final List<String> tokens = new ArrayList<>();
    private final Set<String> common = new HashSet<>();
    private final Set<String> tables = new HashSet<>();

    private SqlText(String sql) {
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            if (!matcher.group().startsWith("--") && !matcher.group().startsWith("/*")) {
                tokens.add(matcher.group());
            }
        }
    }

    static boolean looksLikeSql(String text) {
        return STATEMENT.matcher(text).find();
    }

    static Set<String> tables(String sql) {
        SqlText text = new SqlText(sql);
        text.findCommonTableExpressions();
        text.findTables();
        return text.tables;
    }

    /** {@code name AS (}, {@code name (columns) AS (} and {@code AS MATERIALIZED (}, wherever they stand. */
    private void findCommonTableExpressions() {
        for (int i = 0; i < tokens.size(); i++) {
            if (!is(i, "AS") || !(is(i + 1, "(") || is(i + 1, "MATERIALIZED") || is(i + 1, "NOT"))) {
                continue;
            }
            int name = is(i - 1, ")") ? opening(i - 1) - 1 : i - 1;
            common.add(at(name));
        }
    }

    private void findTables() {
        for (int i = 0; i < tokens.size(); i++) {
            if (OPENS.contains(at(i)) && !isPartOfAnExpression(i)) {
                list(i + 1, at(i).equals("FROM") || at(i).equals("USING"));
            }
        }
    }

    /** {@code IS DISTINCT FROM x}, {@code extract(epoch FROM x)}, {@code FOR UPDATE}, {@code DO UPDATE SET}, {@code USING (x)}. */
    private boolean isPartOfAnExpression(int i) {
        return switch (at(i)) {
            case "FROM" -> is(i - 1, "DISTINCT") || insideCall(i);
            case "UPDATE" ->
                is(i - 1, "FOR")
                        || is(i - 1, "DO")
                        || is(i - 1, "KEY")
                        || is(i - 1, "BEFORE")
                        || is(i - 1, "OR")
                        || is(i + 1, "OR");
            case "TABLE" -> is(i - 1, "ON");
            default -> false;
        };
    }

    private boolean insideCall(int i) {
        int depth = 0;
        for (int j = i - 1; j >= 0; j--) {
            if (is(j, ")")) {
                depth++;
            } else if (is(j, "(") && depth-- == 0) {
                return true;
            } else if (depth == 0 && (is(j, "SELECT") || is(j, "DELETE") || is(j, "UPDATE"))) {
                return false;
            }
        }
        return false;
    }

    /** The tables from here on; after a comma the next one begins. */
    private void list(int start, boolean several) {
        int i = start;
        while (SKIPPED.contains(at(i))) {
            i++;
        }
        add(i);
        for (int depth = 0; several && i < tokens.size(); i++) {
            depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
            if (depth < 0 || (depth == 0 && ends(i))) {
                return;
            }
            if (depth == 0 && is(i, ",")) {
                add(is(i + 1, "LATERAL") ? i + 2 : i + 1);
            }
        }
    }

    private boolean ends(int i) {
        return OPENS.contains(at(i)) || is(i, ";") || (CLOSES.contains(at(i)) && !is(i, "AS"));
    }

    private void add(int i) {
        String name = at(i);
        boolean table = !name.isEmpty()
                && Character.isLetter(name.charAt(0))
                && !common.contains(name)
                && !CLOSES.contains(name)
                && !(is(i + 1, "(") && !isWritten(i));
        if (table) {
            tables.add(name);
        }
    }

    /** {@code INSERT INTO t (columns)} and {@code REFERENCES t (column)} are tables, {@code FROM f(x)} is a function. */
    private boolean isWritten(int i) {
        return is(i - 1, "INTO")
                || is(i - 1, "REFERENCES")
                || is(i - 1, "COPY")
                || is(i - 1, "EXISTS")
                || is(i - 1, "TABLE");
    }

    private int opening(int closing) {
        int depth = 0;
        for (int i = closing; i >= 0; i--) {
            depth += is(i, ")") ? 1 : is(i, "(") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return 0;
    }

    private boolean is(int i, String token) {
        return at(i).equals(token);
    }

    private String at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : "";
    }
}
