package io.todosystem.bff.connection;

import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * The server's codec, but a request that says both how long it is and that it comes in chunks is not read: a proxy in
 * front might see another end of it, and so another request behind it.
 */
final class StrictCodec extends CombinedChannelDuplexHandler<HttpRequestDecoder, HttpResponseEncoder> {
    StrictCodec(NettyHttpServerConfiguration server) {
        super(
                new Decoder(new HttpDecoderConfig()
                        .setMaxInitialLineLength(server.getMaxInitialLineLength())
                        .setMaxHeaderSize(server.getMaxHeaderSize())
                        .setMaxChunkSize(server.getMaxChunkSize())
                        .setInitialBufferSize(server.getInitialBufferSize())),
                new HttpResponseEncoder());
    }

    private static final class Decoder extends HttpRequestDecoder {
        Decoder(HttpDecoderConfig config) {
            super(config);
        }

        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
        }
    }
}
