package org.trayline.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The names of this process's tests: one more than the system's, which leads to this machine and
/// whose look-ups are counted. Found by the Java runtime, as a service.
public final class CountedLookUps extends InetAddressResolverProvider {
    static final String DATABASE = "database.trayline.test";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicInteger COUNT = new AtomicInteger();

    /// Connects by name again and again, as the first thing that this process does with names, and
    /// ends with status 0 once the name was looked up anew.
    ///
    /// @param args the database's URL and its user
    public static void main(String[] args) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (COUNT.get() < 2 && System.nanoTime() < until) {
            try (PostgresConnection connection =
                    new PostgresConnection(args[0], args[1], "", "by-name")) {
                connection.call(sql -> sql.execute("select 1"));
            }
        }
        System.exit(COUNT.get() < 2 ? 1 : 0);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                if (host.equals(DATABASE)) {
                    COUNT.incrementAndGet();
                    return Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
                }
                return system.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "counted";
    }
}
