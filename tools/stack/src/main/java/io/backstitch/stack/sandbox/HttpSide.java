package io.backstitch.stack.sandbox;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The sandbox's HTTP server: one virtual thread per call, on the loopback interface. */
final class HttpSide implements AutoCloseable {
    static {
        // Without this, each answer on a kept connection waits 40 ms for the other side's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // A cut must come from a fault, never from house-keeping: idle connections are the client's to close.
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private HttpSide(HttpServer server) {
        this.server = server;
    }

    /** Listens when it returns; a path goes to the handler with the longest prefix of it. */
    static HttpSide start(int port, Map<String, HttpHandler> handlers) throws IOException {
        var side = new HttpSide(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        handlers.forEach(side.server::createContext);
        side.server.setExecutor(side.calls);
        side.server.start();
        return side;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        calls.shutdownNow();
        server.stop(0);
    }
}
