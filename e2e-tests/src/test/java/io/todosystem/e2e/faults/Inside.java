package io.todosystem.e2e.faults;

import io.todosystem.localstack.LocalStack;
import java.util.List;

/** What is seen only from inside of a running system: tables, and how far its consumers are. */
public interface Inside {
    /** The first column of each row of a service's database; arguments stand for question marks. */
    List<String> column(String service, String query, Object... arguments);

    /** How many records the notification service has not taken yet. */
    long notificationLag();

    default long number(String service, String query, Object... arguments) {
        return Long.parseLong(column(service, query, arguments).getFirst());
    }

    static Inside of(LocalStack stack) {
        return new Inside() {
            @Override
            public List<String> column(String service, String query, Object... arguments) {
                return new Database(stack, service).column(query, arguments);
            }

            @Override
            public long notificationLag() {
                return Lag.ofNotification(stack.kafkaBootstrap());
            }
        };
    }
}
