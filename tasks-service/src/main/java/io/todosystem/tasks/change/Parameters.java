package io.todosystem.tasks.change;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets a statement's parameters one after the other; null is NULL. */
final class Parameters {
    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    Parameters text(@Nullable Object value) throws SQLException {
        statement.setString(++last, value == null ? null : value.toString());
        return this;
    }

    Parameters uuid(UUID value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }

    Parameters bytes(byte[] value) throws SQLException {
        statement.setBytes(++last, value);
        return this;
    }

    Parameters number(@Nullable Long value) throws SQLException {
        statement.setObject(++last, value, Types.BIGINT);
        return this;
    }

    Parameters flag(boolean value) throws SQLException {
        statement.setBoolean(++last, value);
        return this;
    }

    Parameters texts(@Nullable List<?> values) throws SQLException {
        Object[] texts =
                values == null ? null : values.stream().map(Object::toString).toArray();
        statement.setArray(
                ++last, texts == null ? null : statement.getConnection().createArrayOf("text", texts));
        return this;
    }
}
