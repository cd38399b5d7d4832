package io.todosystem.e2e.installation;

import io.todosystem.localstack.mail.StoredMail;
import java.net.URI;
import java.util.List;

/** Where a running system is, and what its operator knows of it. */
public sealed interface Installation extends AutoCloseable permits AddressedInstallation, LocalInstallation {
    URI http();

    /** Host and port of a service's gRPC server. */
    String grpc(String service);

    String clientSecret(String client);

    List<StoredMail> mailsTo(String address);

    @Override
    void close();
}
