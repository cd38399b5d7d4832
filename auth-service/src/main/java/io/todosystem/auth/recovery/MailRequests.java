package io.todosystem.auth.recovery;

import com.google.protobuf.Message;
import io.todosystem.auth.event.UserEvents;
import io.todosystem.auth.link.MailLinks;
import io.todosystem.auth.link.Purpose;
import io.todosystem.eventing.transaction.Tx;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.events.v1.PasswordResetRequested;
import io.todosystem.proto.events.v1.VerificationRequested;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;

/** Asks for mails with links, for a user whose row is locked. False if there were too many: then nothing is written. */
@Singleton
final class MailRequests {
    private final MailLinks links;
    private final UserEvents events;
    private final Clock clock;

    MailRequests(MailLinks links, UserEvents events, Clock clock) {
        this.links = links;
        this.events = events;
        this.clock = clock;
    }

    boolean verification(Tx tx, UUID userId) throws SQLException {
        return request(
                tx,
                userId,
                Purpose.VERIFY_EMAIL,
                "user.verification-requested",
                VerificationRequested.newBuilder()
                        .setUserId(userId.toString())
                        .setRequestTime(Times.timestamp(clock.instant()))
                        .build());
    }

    boolean passwordReset(Tx tx, UUID userId) throws SQLException {
        return request(
                tx,
                userId,
                Purpose.RESET_PASSWORD,
                "user.password-reset-requested",
                PasswordResetRequested.newBuilder()
                        .setUserId(userId.toString())
                        .setRequestTime(Times.timestamp(clock.instant()))
                        .build());
    }

    private boolean request(Tx tx, UUID userId, Purpose purpose, String type, Message event) throws SQLException {
        if (!links.request(userId, purpose)) {
            return false;
        }
        events.next(tx, userId, type, event);
        return true;
    }
}
