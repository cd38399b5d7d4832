package io.todosystem.auth;

import io.todosystem.auth.key.KeyRotation;
import io.todosystem.auth.key.Rotation;
import io.todosystem.platform.clock.Times;
import io.todosystem.proto.auth.v1.RotateKeysRequest;
import io.todosystem.proto.auth.v1.RotateKeysResponse;
import jakarta.inject.Singleton;

/** The operator's hand on the signing keys. */
@Singleton
final class KeyRpcs {
    private final KeyRotation rotation;

    KeyRpcs(KeyRotation rotation) {
        this.rotation = rotation;
    }

    RotateKeysResponse rotate(RotateKeysRequest request) {
        Rotation made = request.getNow() ? rotation.replaceNow() : rotation.begin();
        return RotateKeysResponse.newBuilder()
                .setKeyId(made.keyId())
                .setSignTime(Times.timestamp(made.signsFrom()))
                .build();
    }
}
