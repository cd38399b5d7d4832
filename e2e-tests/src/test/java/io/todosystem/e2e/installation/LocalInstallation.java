package io.todosystem.e2e.installation;

import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.mail.StoredMail;
import java.net.URI;
import java.util.List;

/** The processes that this run of the tests started. */
public record LocalInstallation(LocalStack local) implements Installation {
    private static final int NEWEST = 100;

    @Override
    public URI http() {
        return local.http();
    }

    @Override
    public String grpc(String service) {
        return local.grpc(service);
    }

    @Override
    public String clientSecret(String client) {
        return local.clientSecret(client);
    }

    @Override
    public List<StoredMail> mailsTo(String address) {
        return local.mailbox().list(address, NEWEST);
    }

    @Override
    public void close() {
        local.close();
    }
}
