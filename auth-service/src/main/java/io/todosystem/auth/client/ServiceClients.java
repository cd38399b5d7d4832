package io.todosystem.auth.client;

import io.todosystem.platform.auth.Caller;
import io.todosystem.platform.failure.Failure;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

/** The services of this installation and its operator, known by the secrets that the installation gave them. */
@Singleton
public final class ServiceClients {
    private static final byte[] NOBODYS_HASH = new byte[32];

    private final Map<String, byte[]> secretHashes;

    ServiceClients(ClientConfiguration configuration) {
        secretHashes = configuration.secrets().entrySet().stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> sha256(entry.getValue())));
    }

    /** {@link Failure} UNAUTHENTICATED {@code INVALID_CLIENT} for an unknown client and a wrong secret alike. */
    public Caller.Service authenticate(String clientId, String secret) {
        byte[] expected = secretHashes.getOrDefault(clientId, NOBODYS_HASH);
        if (!MessageDigest.isEqual(expected, sha256(secret))) {
            throw Failure.unauthenticated("INVALID_CLIENT", "The client id or its secret is wrong");
        }
        return new Caller.Service(clientId);
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
