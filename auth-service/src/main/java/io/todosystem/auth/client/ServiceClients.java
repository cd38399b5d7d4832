package io.todosystem.auth.client;

import io.todosystem.auth.sealing.Sha256;
import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Map;

import static java.util.stream.Collectors.toUnmodifiableMap;

/** The services of this installation and its operator, known by the secrets that the installation gave them. */
@Singleton
public final class ServiceClients {
    private static final byte[] NOBODYS_HASH = new byte[32];

    private final Map<String, byte[]> secretHashes;

    ServiceClients(ClientConfiguration configuration) {
        secretHashes = configuration.secrets().entrySet().stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> Sha256.of(entry.getValue())));
    }

    /** {@link Failure} UNAUTHENTICATED {@code INVALID_CLIENT} for an unknown client and a wrong secret alike. */
    public Caller.Service authenticate(String clientId, String secret) {
        byte[] expected = secretHashes.getOrDefault(clientId, NOBODYS_HASH);
        if (!MessageDigest.isEqual(expected, Sha256.of(secret))) {
            throw Failure.unauthenticated("INVALID_CLIENT", "The client id or its secret is wrong");
        }
        return new Caller.Service(clientId);
    }
}
