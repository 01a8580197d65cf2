package dev.kinora.watching;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The statements that the page of a film asks, with their values in them. */
public final class RecordedPage {
    private record Asked(String sql, Map<Integer, @Nullable Object> values) {
        String whole() {
            var text = new StringBuilder();
            var next = 1;
            for (var i = 0; i < sql.length(); i++) {
                if (sql.charAt(i) == '?') {
                    var value = values.get(next++);
                    text.append(value == null ? "null" : "'" + value.toString().replace("'", "''") + "'");
                } else {
                    text.append(sql.charAt(i));
                }
            }
            return text.toString();
        }
    }

    private RecordedPage() {}

    /** In the order they were asked, those of the transaction included. */
    public static List<String> of(DatabaseAddress address, Viewer viewer, String uid) {
        var asked = new ArrayList<Asked>();
        var source = source(address, asked);
        Caller.system("bench").as(viewer).run(() -> new Watching(new Db(source, source)).page(uid));
        return asked.stream().map(Asked::whole).toList();
    }

    private static DataSource source(DatabaseAddress address, List<Asked> asked) {
        return proxy(
                DataSource.class,
                (method, arguments) -> method.equals("getConnection") ? connection(address.connect(), asked) : null);
    }

    private static Connection connection(Connection real, List<Asked> asked) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    try {
                        var result = method.invoke(real, arguments);
                        if (method.getName().equals("prepareStatement")) {
                            var one = new Asked((String) arguments[0], new TreeMap<>());
                            asked.add(one);
                            return statement((PreparedStatement) result, one);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static PreparedStatement statement(PreparedStatement real, Asked one) {
        return (PreparedStatement) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, (_, method, arguments) -> {
                    if (method.getName().startsWith("set")
                            && arguments != null
                            && arguments.length > 1
                            && arguments[0] instanceof Integer place) {
                        one.values.put(place, method.getName().equals("setNull") ? null : arguments[1]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private interface Answer {
        @Nullable
        Object to(String method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
