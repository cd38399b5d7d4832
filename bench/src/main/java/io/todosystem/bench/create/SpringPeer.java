package io.todosystem.bench.create;

import io.todosystem.bench.stage.Peer;
import io.todosystem.bench.stage.ServiceProcess;
import java.io.IOException;
import java.util.Map;

/** The same service as Spring users would write it, from {@code bench/peers/spring}. */
final class SpringPeer {
    private SpringPeer() {}

    static ServiceProcess start(CreateStage stage) throws IOException {
        Map<String, String> environment = stage.environment();
        return stage.stage()
                .program("spring", Peer.classPath("spring"), "io.todosystem.peer.spring.PeerApplication", environment);
    }
}
