package hub.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What a command said, and the code it ended with. */
record Command(int code, String out, String err) {

    static Command run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HubCommand.run(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Command(code, out.toString(), err.toString());
    }
}
