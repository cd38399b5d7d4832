package io.todosystem.bench.stage;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import io.todosystem.proto.auth.v1.IssueServiceTokenResponse;
import io.todosystem.proto.auth.v1.ListRevocationsRequest;
import io.todosystem.proto.auth.v1.ListRevocationsResponse;
import io.todosystem.proto.auth.v1.Role;
import io.todosystem.proto.auth.v1.UserCaller;
import io.todosystem.proto.auth.v1.ValidateTokenRequest;
import io.todosystem.proto.auth.v1.ValidateTokenResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Stands for auth where a measurement needs a thousand users at once: it believes every token. What asks it, and how
 * often, is what asks auth.
 */
public final class StubAuth extends AuthServiceGrpc.AuthServiceImplBase {
    private static final long HOUR = 3_600;
    private static final String HEADER =
            encoded("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"" + "k".repeat(43) + "\"}");
    private static final String SUBJECT = "{\"sub\":\"";
    private static final int ID_LENGTH = 36;
    /** With as much in it as a real one has, and good until the year 2100. */
    private static final String OTHER_CLAIMS = "\",\"exp\":4102444800,\"filling\":\"" + "x".repeat(250) + "\"}";

    private StubAuth() {}

    /** The argument is the port. */
    public static void main(String[] arguments) throws Exception {
        NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])))
                .directExecutor()
                .addService(new StubAuth())
                .build()
                .start()
                .awaitTermination();
    }

    /** An access token of the user with this number. */
    public static String token(int number) {
        return HEADER + "." + encoded(SUBJECT + user(number) + OTHER_CLAIMS) + "." + "s".repeat(86);
    }

    /** The user with this number. */
    public static UUID user(int number) {
        return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    @Override
    public void validateToken(ValidateTokenRequest request, StreamObserver<ValidateTokenResponse> observer) {
        String payload = request.getAccessToken().split("\\.", -1)[1];
        String user = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)
                .substring(SUBJECT.length(), SUBJECT.length() + ID_LENGTH);
        observer.onNext(ValidateTokenResponse.newBuilder()
                .setUser(UserCaller.newBuilder()
                        .setUserId(user)
                        .setSessionId(user)
                        .addRoles(Role.ROLE_USER))
                .setExpireTime(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + HOUR))
                .build());
        observer.onCompleted();
    }

    @Override
    public void listRevocations(ListRevocationsRequest request, StreamObserver<ListRevocationsResponse> observer) {
        observer.onNext(ListRevocationsResponse.newBuilder()
                .setEtag("none")
                .setUnchanged(request.getEtag().equals("none"))
                .build());
        observer.onCompleted();
    }

    @Override
    public void issueServiceToken(
            IssueServiceTokenRequest request, StreamObserver<IssueServiceTokenResponse> observer) {
        observer.onNext(IssueServiceTokenResponse.newBuilder()
                .setAccessToken(HEADER + "." + encoded(request.getClientId()) + ".s")
                .setExpiresIn(Duration.newBuilder().setSeconds(HOUR))
                .build());
        observer.onCompleted();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
