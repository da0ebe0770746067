package org.trayline.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// A query whose SQL is rendered once and bound for every use: rendering nine nested selects costs
/// more than running them.
final class RenderedQuery {
    /// `:name`, and not the `::` of a cast.
    private static final Pattern NAMED = Pattern.compile("(?<!:):(\\w+)");

    private final String sql;
    private final List<Param<?>> params;
    private final Field<?>[] fields;

    /// @param query with a named parameter for every value that differs from use to use
    RenderedQuery(Select<?> query) {
        DSLContext postgres = DSL.using(SQLDialect.POSTGRES);
        query.attach(postgres.configuration());
        Map<String, Param<?>> byName = postgres.extractParams(query);
        List<Param<?>> found = new ArrayList<>();
        Matcher named = NAMED.matcher(query.getSQL(ParamType.NAMED_OR_INLINED));
        StringBuilder text = new StringBuilder();
        while (named.find()) {
            Param<?> param = byName.get(named.group(1));
            if (param == null) {
                throw new IllegalArgumentException("no parameter " + named.group());
            }
            found.add(param);
            named.appendReplacement(text, "?");
        }
        this.sql = named.appendTail(text).toString();
        this.params = List.copyOf(found);
        this.fields = query.fields();
    }

    /// The values of one use.
    static final class Values {
        private final Map<String, Field<?>> byName = new HashMap<>();

        <T> Values set(Param<T> param, @Nullable T value) {
            byName.put(param.getParamName(), DSL.val(value, param.getDataType()));
            return this;
        }
    }

    /// The query, to be run on a connection.
    ResultQuery<Record> with(DSLContext connection, Values values) {
        Object[] bindings =
                params.stream().map(param -> values.byName.get(param.getParamName())).toArray();
        return connection.resultQuery(sql, bindings).coerce(fields);
    }
}
