package io.todosystem.localstack.cli;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.StackFailure;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.RotateKeysRequest;
import io.todosystem.proto.auth.v1.RotateKeysResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Speaks to auth as the client {@code operator}, whose secret only the owner of the home can read. */
record Operator(int authPort, String secret) {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    /** Hashing a password waits its turn. */
    private static final long SECONDS = 15;

    /** Answers the new administrator's id. */
    String createAdministrator(String email, String password, String displayName) {
        return ask(auth -> auth.createAdministrator(CreateAdministratorRequest.newBuilder()
                        .setEmail(email)
                        .setPassword(password)
                        .setDisplayName(displayName)
                        .build())
                .getUser()
                .getId());
    }

    RotateKeysResponse rotateKeys(boolean now) {
        return ask(auth ->
                auth.rotateKeys(RotateKeysRequest.newBuilder().setNow(now).build()));
    }

    private <T> T ask(Function<AuthServiceBlockingStub, T> question) {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        Ports.LOOPBACK, authPort, InsecureChannelCredentials.create())
                .build();
        try {
            AuthServiceBlockingStub auth = AuthServiceGrpc.newBlockingStub(channel);
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + token(auth));
            return question.apply(auth.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .withDeadlineAfter(SECONDS, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw new StackFailure(sentence(e), e);
        } finally {
            channel.shutdownNow();
        }
    }

    private String token(AuthServiceBlockingStub auth) {
        return auth.withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .issueServiceToken(IssueServiceTokenRequest.newBuilder()
                        .setClientId("operator")
                        .setClientSecret(secret)
                        .build())
                .getAccessToken();
    }

    private static String sentence(StatusRuntimeException e) {
        String said = e.getStatus().getDescription();
        return switch (e.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED -> "auth does not answer. See ./todo ps and ./todo logs auth.";
            case ALREADY_EXISTS -> "There is an account with this address already.";
            default -> "auth refused: " + (said == null ? e.getStatus().getCode() : said);
        };
    }
}
