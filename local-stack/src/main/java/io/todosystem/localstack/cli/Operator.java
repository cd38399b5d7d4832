package io.todosystem.localstack.cli;

import com.google.protobuf.Timestamp;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.Secrets;
import io.todosystem.localstack.StackFailure;
import io.todosystem.proto.admin.v1.AdminServiceGrpc;
import io.todosystem.proto.admin.v1.ResendEventsRequest;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.CreateAdministratorRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.RotateKeysRequest;
import io.todosystem.proto.auth.v1.RotateKeysResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Speaks to the services as the client {@code operator}, whose secret only the owner of the home can read. */
record Operator(Ports ports, String secret) {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    /** Hashing a password waits its turn. */
    private static final long SECONDS = 15;

    static Operator of(Home home, Ports ports) {
        return new Operator(ports, Secrets.load(home.secrets()).get(Secrets.clientOf("operator")));
    }

    static Operator ofContainers(Path secrets) {
        Path file = secrets.resolve("TODO_CLIENT_SECRET_OPERATOR");
        try {
            return new Operator(Ports.standard(0), Files.readString(file).strip());
        } catch (IOException e) {
            throw new StackFailure("The operator's secret cannot be read: " + e, e);
        }
    }

    /** Answers the new administrator's id. */
    String createAdministrator(String email, String password, String displayName) {
        return call("auth", channel -> AuthServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .createAdministrator(CreateAdministratorRequest.newBuilder()
                        .setEmail(email)
                        .setPassword(password)
                        .setDisplayName(displayName)
                        .build())
                .getUser()
                .getId());
    }

    RotateKeysResponse rotateKeys(boolean now) {
        return call("auth", channel -> AuthServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .rotateKeys(RotateKeysRequest.newBuilder().setNow(now).build()));
    }

    /** Answers how many of the service's events are sent again. */
    long resend(String service, Instant since) {
        return call(service, channel -> {
            var admin = AdminServiceGrpc.newBlockingStub(channel);
            var request = ResendEventsRequest.newBuilder()
                    .setSince(Timestamp.newBuilder().setSeconds(since.getEpochSecond()));
            long events = 0;
            do {
                var part = admin.withDeadlineAfter(SECONDS, TimeUnit.SECONDS).resendEvents(request.build());
                events += part.getEventCount();
                request.setPageToken(part.getNextPageToken());
            } while (!request.getPageToken().isEmpty());
            return events;
        });
    }

    /** An access token, good for minutes. */
    String token() {
        return open("auth", this::token);
    }

    private <T> T call(String service, Function<Channel, T> work) {
        String token = token();
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return open(
                service,
                channel -> work.apply(
                        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers))));
    }

    private <T> T open(String service, Function<Channel, T> work) {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        Ports.LOOPBACK, ports.grpc(service), InsecureChannelCredentials.create())
                .build();
        try {
            return work.apply(channel);
        } catch (StatusRuntimeException e) {
            throw new StackFailure(sentence(service, e), e);
        } finally {
            channel.shutdownNow();
        }
    }

    private String token(Channel auth) {
        return AuthServiceGrpc.newBlockingStub(auth)
                .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .issueServiceToken(IssueServiceTokenRequest.newBuilder()
                        .setClientId("operator")
                        .setClientSecret(secret)
                        .build())
                .getAccessToken();
    }

    private static String sentence(String service, StatusRuntimeException e) {
        String said = e.getStatus().getDescription();
        return switch (e.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                "%1$s does not answer. See ./todo ps and ./todo logs %1$s.".formatted(service);
            case ALREADY_EXISTS -> "There is an account with this address already.";
            default -> service + " refused: " + (said == null ? e.getStatus().getCode() : said);
        };
    }
}
