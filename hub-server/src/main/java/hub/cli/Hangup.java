package hub.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signal SIGHUP. Java has no public call for signals, only {@code sun.misc.Signal} of the module
 * {@code jdk.unsupported}, which the compiler warns of; so it is called by its name, here and nowhere else.
 */
final class Hangup {

    private static final Logger log = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** From now on SIGHUP runs this, on a thread of the signal's own, and does not end the process. */
    static void onSignal(Runnable action) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
                action.run();
            }
            return null;
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(Hangup.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // No such signal (Windows), or a JVM started with -Xrs.
            log.info("SIGHUP cannot be taken here: changes of the configuration come with the next start", e);
        }
    }
}
