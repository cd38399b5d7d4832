package io.todosystem.platform.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.todosystem.platform.testing.TestChannels;
import io.todosystem.proto.tasks.v1.GetTaskRequest;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc;
import io.todosystem.proto.tasks.v1.TasksServiceGrpc.TasksServiceBlockingStub;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What no gRPC client sends costs its own connection and nobody else's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileConnectionsIT {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int ACKNOWLEDGED = 1;
    private static final int END_HEADERS = 4;
    private static final int LONG_LITERAL = 0x7f;
    private static final int MORE_RESETS_THAN_ALLOWED = 3_000;

    private ServerUnderTest server;
    private TasksServiceBlockingStub ann;

    @BeforeAll
    void start() {
        server = new ServerUnderTest(Map.of());
        ann = TestChannels.withToken(
                TasksServiceGrpc.newBlockingStub(server.channel), server.auth.tokenFor(UUID.randomUUID()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** What the attack had begun may have to end first. */
    @AfterEach
    void good_clients_are_served() {
        Awaitility.await().ignoreExceptions().until(() -> {
            get(ann);
            return true;
        });
    }

    @Test
    void calls_begun_only_to_be_given_up_cost_the_connection() throws IOException {
        try (Socket socket = connect()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(PREFACE);
            frame(out, SETTINGS, 0, 0, new byte[0]);
            byte[] headers = headersOfACall("");
            assertThat(catchThrowableOfType(SocketException.class, () -> {
                        for (int i = 0; i < MORE_RESETS_THAN_ALLOWED; i++) {
                            frame(out, HEADERS, END_HEADERS, 2 * i + 1, headers);
                            frame(out, RST_STREAM, 0, 2 * i + 1, new byte[] {0, 0, 0, 8});
                            out.flush();
                        }
                        assertClosed(socket);
                        throw new SocketException("closed");
                    }))
                    .isNotNull();
        }
    }

    /** Each has sent most of a megabyte of the four that it spoke of, and sends no more. */
    @Test
    void large_requests_that_never_come_whole_are_ended_before_they_take_the_memory() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                Socket socket = connect();
                sockets.add(socket);
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
                out.write(PREFACE);
                frame(out, SETTINGS, 0, 0, new byte[0]);
                out.flush();
                // What the server allows to be sent counts once that is acknowledged.
                skipTo(SETTINGS, new DataInputStream(socket.getInputStream()));
                frame(out, SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
                frame(out, HEADERS, END_HEADERS, 1, headersOfACall(server.auth.tokenFor(UUID.randomUUID())));
                frame(out, DATA, 0, 1, new byte[] {0, 0, 0x40, 0, 0});
                for (int part = 0; part < 55; part++) {
                    frame(out, DATA, 0, 1, new byte[16_000]);
                }
                out.flush();
            }
            int ended = 0;
            for (Socket socket : sockets) {
                ended += isAnswered(socket) ? 1 : 0;
            }
            assertThat(ended).as("of 30 with 26 MB together").isGreaterThanOrEqualTo(8);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Whether the call is answered before its time is over, when each is. */
    private static boolean isAnswered(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        try {
            skipTo(HEADERS, new DataInputStream(socket.getInputStream()));
            return true;
        } catch (SocketTimeoutException nothingMore) {
            return false;
        }
    }

    private static void skipTo(int wanted, DataInputStream in) throws IOException {
        int type;
        do {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            type = in.readUnsignedByte();
            in.skipNBytes(5L + length);
        } while (type != wanted);
    }

    @Test
    void noise_after_the_preface_costs_the_connection() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        try (Socket socket = connect()) {
            writeUnlessClosed(socket, PREFACE);
            writeUnlessClosed(socket, noise);
            assertClosed(socket);
        }
    }

    @Test
    void what_is_no_http_2_costs_the_connection() throws IOException {
        try (Socket socket = connect()) {
            writeUnlessClosed(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertClosed(socket);
        }
    }

    @Test
    void more_metadata_than_allowed_is_refused() {
        Metadata flood = new Metadata();
        for (int i = 0; i < 1_000; i++) {
            flood.put(Metadata.Key.of("x-" + i, Metadata.ASCII_STRING_MARSHALLER), "x".repeat(100));
        }
        TasksServiceBlockingStub flooding = ann.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(flood));

        assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> get(flooding))
                        .getStatus()
                        .getCode())
                .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.INTERNAL, Status.Code.UNAVAILABLE);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void assertClosed(Socket socket) throws IOException {
        try {
            byte[] rest = socket.getInputStream().readAllBytes();
            assertThat(rest.length).as("what it says before it closes").isLessThan(1_000_000);
        } catch (SocketException closed) {
            assertThat(closed).isNotNull();
        }
    }

    private static void writeUnlessClosed(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException closed) {
            // That is what is expected.
        }
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length & 0xffff);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    /** HPACK without compression: indexed names where the static table has them. */
    private static byte[] headersOfACall(String token) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x83); // :method POST
        bytes.write(0x86); // :scheme http
        literal(bytes, 0x04, "/todo.tasks.v1.TasksService/GetTask");
        literal(bytes, 0x01, "localhost");
        bytes.write(0x0f);
        literal(bytes, 0x10, "application/grpc");
        bytes.write(0x00); // a name of its own
        literal(bytes, "te");
        literal(bytes, "trailers");
        if (!token.isEmpty()) {
            bytes.write(0x0f);
            literal(bytes, 0x08, "Bearer " + token);
        }
        return bytes.toByteArray();
    }

    private static void literal(ByteArrayOutputStream bytes, int name, String value) throws IOException {
        bytes.write(name);
        literal(bytes, value);
    }

    private static void literal(ByteArrayOutputStream bytes, String value) throws IOException {
        int length = value.length();
        bytes.write(Math.min(length, LONG_LITERAL));
        if (length >= LONG_LITERAL) {
            int rest = length - LONG_LITERAL;
            for (; rest >= 0x80; rest >>= 7) {
                bytes.write((rest & 0x7f) | 0x80);
            }
            bytes.write(rest);
        }
        bytes.write(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void get(TasksServiceBlockingStub stub) {
        var _ = stub.getTask(GetTaskRequest.newBuilder()
                .setTaskId(UUID.randomUUID().toString())
                .build());
    }
}
