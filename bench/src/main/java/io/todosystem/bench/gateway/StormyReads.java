package io.todosystem.bench.gateway;

import io.todosystem.bench.harness.Round;
import io.todosystem.bench.harness.Side;
import io.todosystem.bench.harness.VoidRound;
import io.todosystem.bench.load.ClosedSide;
import io.todosystem.bench.load.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same reads while 64 people sign in again and again, more than auth can hash. */
record StormyReads(ClosedSide reads, double rate, Load logins) implements Side {
    private static final int PEOPLE = 64;

    @Override
    public String name() {
        return "reads, login storm";
    }

    @Override
    public Round run(Duration length) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Round> storm = thread.submit(() -> signIn(length));
            Round round = reads.load().open(reads.callers(), rate, length, reads.servers());
            Round signedIn = storm.get();
            if (signedIn.operations() + signedIn.failed() == 0) {
                throw new VoidRound("nobody tried to sign in");
            }
            return round;
        }
    }

    private Round signIn(Duration length) throws IOException {
        return logins.closed(PEOPLE, length, List.of());
    }
}
