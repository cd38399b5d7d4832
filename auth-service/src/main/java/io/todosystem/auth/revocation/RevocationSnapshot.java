package io.todosystem.auth.revocation;

import io.todosystem.auth.sealing.Sha256;
import io.todosystem.platform.auth.RevocationSet;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

/** The revocations at one number of the counter. The etag is made of their content, so replicas agree on it. */
record RevocationSnapshot(RevocationCounter counter, List<Revocation> revocations, RevocationSet set) {

    static RevocationSnapshot of(RevocationCounter counter, List<Revocation> revocations) {
        var ids = revocations.stream().map(Revocation::sessionId).collect(toUnmodifiableSet());
        return new RevocationSnapshot(
                counter,
                revocations,
                RevocationSet.of(etag(counter.generation(), revocations), counter.generation(), ids));
    }

    RevocationSnapshot without(Instant revokedUntil) {
        return revocations.stream()
                        .allMatch(revocation -> revocation.revokedAt().isAfter(revokedUntil))
                ? this
                : of(
                        counter,
                        revocations.stream()
                                .filter(revocation -> revocation.revokedAt().isAfter(revokedUntil))
                                .toList());
    }

    private static String etag(long generation, List<Revocation> revocations) {
        String content = revocations.stream()
                .map(Revocation::sessionId)
                .map(UUID::toString)
                .sorted()
                .collect(joining(",", generation + ":", ""));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(content));
    }
}
