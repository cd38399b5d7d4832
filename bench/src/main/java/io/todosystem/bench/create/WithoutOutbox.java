package io.todosystem.bench.create;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.todosystem.platform.config.Launcher;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * tasks-service whose statements write no outbox row; all else is as it is.
 *
 * <p>First of those that wrap the pool: Micronaut Data looks for it inside its own wrapper.
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
@Requires(property = "bench.without-outbox")
final class WithoutOutbox implements BeanCreatedEventListener<DataSource> {
    private static final String PUBLISHED = "published AS (";

    private final Map<String, String> statements = new ConcurrentHashMap<>();

    public static void main(String[] arguments) {
        System.setProperty("bench.without-outbox", "true");
        Launcher.run(WithoutOutbox.class, arguments);
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        DataSource pool = event.getBean();
        return (DataSource) Proxy.newProxyInstance(
                WithoutOutbox.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object answer = invoke(() -> method.invoke(pool, arguments));
                    return answer instanceof Connection connection ? stripping(connection) : answer;
                });
    }

    private Connection stripping(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                WithoutOutbox.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && arguments[0] instanceof String sql) {
                        arguments[0] = statements.computeIfAbsent(sql, WithoutOutbox::strip);
                    }
                    return invoke(() -> method.invoke(connection, arguments));
                });
    }

    /** The part that writes the outbox is the last one; what is before it ends with a comma. */
    static String strip(String sql) {
        int begin = sql.indexOf(PUBLISHED);
        if (begin < 0) {
            return sql;
        }
        int end = begin + PUBLISHED.length();
        for (int depth = 1; depth > 0; end++) {
            char next = sql.charAt(end);
            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
        }
        return sql.substring(0, sql.lastIndexOf(',', begin)) + sql.substring(end);
    }

    private static Object invoke(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws ReflectiveOperationException;
    }
}
