package io.todosystem.tasks.change;

import io.todosystem.eventing.idempotency.Idempotency;
import io.todosystem.eventing.outbox.Outbox;
import io.todosystem.eventing.transaction.SqlStates;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.tasks.list.TaskList;
import io.todosystem.tasks.task.Due;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Writes changes of tasks, and finds them again for whoever repeats a request. */
@Singleton
final class ChangeStore {
    private final Outbox outbox;
    private final Clock clock;
    private final Supplier<UUID> ids;

    ChangeStore(Outbox outbox, Clock clock, @Named("ids") Supplier<UUID> ids) {
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /** The change as it was made; empty if a twin or a rule refused it: then roll back, or the claim would stay. */
    Optional<Outcome.Changed> write(Tx tx, Request request, Command command) throws SQLException {
        String sql = command.action() == Action.CREATE ? ChangeSql.CREATE : ChangeSql.CHANGE;
        try (PreparedStatement statement = tx.connection().prepareStatement(sql)) {
            var parameters = new Parameters(statement);
            setRequest(parameters, request);
            setCommand(parameters, command);
            setPatch(parameters, command.patch());
            return read(statement, false);
        } catch (PSQLException e) {
            if (isTwinUnderWay(e)) {
                throw Idempotency.inFlight();
            }
            throw e;
        }
    }

    /** The change that {@code request} made when it was sent first. */
    Optional<Outcome.Changed> find(Tx tx, Request request, Action action, byte[] response) throws SQLException {
        try (PreparedStatement statement = tx.connection().prepareStatement(ChangeSql.MADE_BY_REQUEST)) {
            new Parameters(statement)
                    .uuid(taskId(response))
                    .uuid(request.caller().id())
                    .text(action.past())
                    .text(request.id());
            return read(statement, true);
        }
    }

    private void setRequest(Parameters parameters, Request request) throws SQLException {
        parameters
                .text(request.caller().key())
                .text(request.rpc())
                .text(request.id())
                .bytes(request.hash().toByteArray())
                .uuid(request.caller().id())
                .text(clock.instant())
                .text(outbox.headers())
                .uuid(ids.get())
                .uuid(ids.get())
                .uuid(ids.get());
    }

    private static void setCommand(Parameters parameters, Command command) throws SQLException {
        parameters
                .text(command.action().past())
                .uuid(command.taskId())
                .number(command.expectedVersion())
                .texts(command.action().from())
                .text(command.action().to());
    }

    private static void setPatch(Parameters parameters, Patch patch) throws SQLException {
        parameters
                .text(patch.title())
                .text(patch.description())
                .text(patch.priority())
                .flag(patch.setsDue())
                .text(patch.due() instanceof Due.Day day ? day.date() : null)
                .text(patch.due() instanceof Due.Moment moment ? moment.time() : null)
                .text(patch.due() instanceof Due.Moment moment ? moment.zone() : null)
                .texts(patch.tags());
    }

    private static Optional<Outcome.Changed> read(PreparedStatement statement, boolean replayed) throws SQLException {
        try (var rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            var list = new TaskList(rows.getObject("list_id", UUID.class), rows.getLong("sequence"));
            return Optional.of(new Outcome.Changed(Snapshot.read(rows.getString("state")), list, replayed));
        }
    }

    /** The claim keeps the task's id as {@code uuid_send} writes it. */
    private static UUID taskId(byte[] response) {
        ByteBuffer bytes = ByteBuffer.wrap(response);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Whether the wait that took too long was for the row of the same request id, not for a list's number. */
    private static boolean isTwinUnderWay(PSQLException e) {
        @Nullable ServerErrorMessage message = e.getServerErrorMessage();
        return SqlStates.isState(e, SqlStates.LOCK_NOT_AVAILABLE)
                && message != null
                && message.getWhere() != null
                && message.getWhere().contains("idempotency");
    }
}
